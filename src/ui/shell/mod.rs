//! The frame around every page but the first: bar on top, rail on the left.

mod notice;
mod rail;
mod top;

pub use notice::{NoticeBar, NoticeVoice};
pub use top::{Choices, RedBar};

use leptos::prelude::*;

use rail::Rail;
use top::Top;

/// The frame with a page in it.
#[component]
pub fn Shell(children: Children) -> impl IntoView {
    view! {
        <a class="skip" href="#main" on:click=skip>"跳到正文"</a>
        <div class="app">
            <Top />
            <RedBar />
            <Rail />
            <main class="page" id="main" tabindex="-1">
                <NoticeBar />
                {children()}
            </main>
        </div>
    }
}

/// `#main` would be an address of its own; the focus moves without it.
fn skip(event: leptos::ev::MouseEvent) {
    event.prevent_default();
    super::dom::focus_id("main");
}

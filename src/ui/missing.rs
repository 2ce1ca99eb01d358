//! Addresses that lead nowhere: what was asked for, and the way back.

use leptos::prelude::*;

use super::parts::{PageHead, PlaceStep};
use crate::route::Route;

/// An address that is no page.
#[component]
pub fn UnknownPage(hash: String) -> impl IntoView {
    view! {
        <Nothing
            title="没有这个页面"
            text=format!("地址“{hash}”不指向任何页面：可能输错，或来自其他版本。")
        />
    }
}

/// A case that this device does not hold.
#[component]
pub fn NoSuchCase() -> impl IntoView {
    view! {
        <Nothing
            title="本机没有这个项目"
            text="它可能已被删除，或保存在另一台电脑、另一个浏览器里。如有导出的项目文件，可以导入。"
        />
    }
}

#[component]
fn Nothing(title: &'static str, #[prop(into)] text: String) -> impl IntoView {
    let place = Signal::derive(|| vec![PlaceStep::here("本机")]);
    view! {
        <PageHead title=title place=place />
        <section class="sheet">
            <div class="empty">
                <p>{text}</p>
                <a class="button go" href=Route::Projects.to_string()>"回到我的项目"</a>
            </div>
        </section>
    }
}

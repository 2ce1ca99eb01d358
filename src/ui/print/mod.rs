//! 项目支出绩效自评表 as it is printed: the official layout on A4, all figures computed.

mod form;

use leptos::prelude::*;

use crate::route::Route;
use crate::ui::parts::PageHead;
use crate::ui::parts::live::live;
use crate::ui::selfeval::place_of;
use crate::ui::session::{Session, session};

/// The printed form, on screen as a sheet of paper.
pub fn page() -> AnyView {
    let session = session();
    let print = move |_| {
        // A browser that does not print says so itself.
        drop(window().print());
    };
    let back = move || {
        session.case.with(|case| case.as_ref().map(|c| Route::SelfEvaluation(c.id.clone()).to_string()))
    };
    view! {
        <div class="print-bar">
            <PageHead title="打印预览 · 项目支出绩效自评表" place=place_of(session)>
                <a class="button" href=back>"返回填报"</a>
                <button class="go" on:click=print>"打印"</button>
            </PageHead>
        </div>
        {live(move || paper(session))}
    }
    .into_any()
}

fn paper(session: Session) -> AnyView {
    let shown = session
        .with_form(|form| session.scored.with(|s| s.as_ref().map(|scored| form::official_form(form, scored))))
        .flatten();
    shown.unwrap_or_else(|| {
        view! { <p class="sheet empty">"本项目还没有绩效自评表，没有可打印的内容。"</p> }.into_any()
    })
}

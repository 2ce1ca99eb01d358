//! The rail of the department's desk: what there is to go to, and nothing else.

use leptos::prelude::*;

use crate::route::Route;
use crate::ui::parts::live::{live, memo};
use crate::ui::session::session;
use crate::wording;

#[component]
pub fn Rail() -> impl IntoView {
    let session = session();
    let count = move || session.cases.with(Vec::len);
    view! {
        <nav class="rail" aria-label="部门工作台">
            <h2>"部门工作台"</h2>
            <a href=Route::Projects.to_string() aria-current=move || current(&session.route.get(), &Route::Projects)>
                "我的项目"
                <span class="count">{count}</span>
            </a>
            <OpenCase />
            <h2>"资料"</h2>
            <a href=Route::Library.to_string() aria-current=move || current(&session.route.get(), &Route::Library)>"指标库"</a>
            <a href=Route::Rules.to_string() aria-current=move || current(&session.route.get(), &Route::Rules)>"评价规则"</a>
            <h2>"本机"</h2>
            <a href=Route::Storage.to_string() aria-current=move || current(&session.route.get(), &Route::Storage)>
                "存储与备份"
                {live(move || {
                    let count = session.only_here_count();
                    (count > 0).then(|| view! { <span class="count">{wording::only_here(count)}</span> })
                })}
            </a>
        </nav>
    }
}

/// The documents of the open case.
#[component]
fn OpenCase() -> impl IntoView {
    let session = session();
    let case = memo(move || {
        session.case.with(|case| {
            let case = case.as_ref()?;
            let pages = [
                ("绩效目标", case.goal.is_some(), Route::Goal(case.id.clone())),
                ("绩效自评", case.self_evaluation.is_some(), Route::SelfEvaluation(case.id.clone())),
                ("打印自评表", case.self_evaluation.is_some(), Route::Print(case.id.clone())),
                ("历史版本", true, Route::History(case.id.clone())),
            ];
            let pages = pages.into_iter().filter(|(_, there, _)| *there).map(|(text, _, to)| (text, to));
            Some((case.name.clone(), pages.collect::<Vec<_>>()))
        })
    });
    move || {
        case.get().map(|(name, pages)| {
            let page = |(text, to): (&'static str, Route)| {
                let href = to.to_string();
                view! {
                    <a href=href aria-current=move || current(&session.route.get(), &to)>{text}</a>
                }
            };
            view! {
                <h2>"当前项目"</h2>
                <div class="rail-case" title=name.clone()>{name.clone()}</div>
                {pages.into_iter().map(page).collect_view()}
            }
        })
    }
}

fn current(open: &Route, link: &Route) -> Option<&'static str> {
    (open == link).then_some("page")
}

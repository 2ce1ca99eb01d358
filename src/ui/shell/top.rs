//! The bar on top: the brand, how safe the work is, how one wants to see it. And the bars below it: red when the
//! browser keeps nothing, calm when another window has the case.

use leptos::prelude::*;

use crate::route::Route;
use crate::ui::dom;
use crate::ui::parts::live::{live, memo};
use crate::ui::session::{Editing, SaveState, Side, Theme, TypeSize, session};
use crate::wording;

#[component]
pub fn Top() -> impl IntoView {
    view! {
        <header class="top">
            <a class="brand" href=Route::First.to_string()>
                <i aria-hidden="true">"衡"</i>
                <b>"衡评"</b>
                <span class="sr">"首页"</span>
            </a>
            <div class="top-end">
                <Saved />
                <Person />
                <Choices />
            </div>
        </header>
    }
}

#[component]
fn Saved() -> impl IntoView {
    let state = session().save_state;
    let said = move || match state.get() {
        SaveState::Saved { at: Some(at) } => ("save-state", format!("✓ 已保存 {at}"), "本机"),
        SaveState::Saved { at: None } => ("save-state", "✓ 没有改动".to_owned(), "本机"),
        SaveState::Saving => ("save-state busy", "… 正在保存".to_owned(), "本机"),
        SaveState::Failed { .. } | SaveState::MemoryOnly { .. } => {
            ("save-state lost", "✕ 未保存".to_owned(), "仅在本页面中")
        }
        SaveState::Conflict { .. } => ("save-state lost", "✕ 未保存".to_owned(), "另一窗口也改了"),
    };
    view! {
        <a href=Route::Storage.to_string() class=move || said().0 title="存储与备份">
            <span role="status" id="save-state">
                <b>{live(move || said().1)}</b>
                <span>{live(move || format!(" · {}", said().2))}</span>
            </span>
        </a>
    }
}

/// Who is here, and the way to the page of all who share the device.
#[component]
fn Person() -> impl IntoView {
    let name = crate::wording::profile_name(&session().person());
    view! { <a class="person" href=Route::People.to_string() title="使用人、口令、离开这台电脑">{name}</a> }
}

/// Theme and size of type.
#[component]
pub fn Choices() -> impl IntoView {
    let session = session();
    let pick = move |event| {
        let word = event_target_value(&event);
        if let Some((theme, _)) = THEMES.into_iter().find(|(theme, _)| dom::theme_word(*theme) == word) {
            session.set_theme(theme);
        }
    };
    let pick_size = move |event| {
        let word = event_target_value(&event);
        if let Some((size, _)) = SIZES.into_iter().find(|(size, _)| dom::size_word(*size) == word) {
            session.set_type_size(size);
        }
    };
    let sizes = SIZES
        .map(|(size, label)| {
            let chosen = move || session.type_size.get() == size;
            view! { <option value=dom::size_word(size) prop:selected=chosen>{label}</option> }
        })
        .collect_view();
    let options = THEMES
        .map(|(theme, label)| {
            let chosen = move || session.theme.get() == theme;
            view! { <option value=dom::theme_word(theme) prop:selected=chosen>{label}</option> }
        })
        .collect_view();
    view! {
        <label class="choice">
            <span>"外观"</span>
            <select on:change=pick>{options}</select>
        </label>
        <label class="choice">
            <span>"字号"</span>
            <select on:change=pick_size>{sizes}</select>
        </label>
    }
}

const THEMES: [(Theme, &str); 4] =
    [(Theme::System, "跟随系统"), (Theme::Light, "浅色"), (Theme::Dark, "深色"), (Theme::Contrast, "高对比")];

/// 适老: the two larger ones.
const SIZES: [(TypeSize, &str); 3] =
    [(TypeSize::Normal, "标准"), (TypeSize::Large, "大"), (TypeSize::Larger, "特大")];

/// Work goes on when nothing can be kept; this bar says so until it is safe again.
#[component]
pub fn RedBar() -> impl IntoView {
    let session = session();
    let bar = move || match session.save_state.get() {
        SaveState::Saved { .. } | SaveState::Saving => None,
        SaveState::MemoryOnly { reason } => Some(
            view! {
                <div class="red-bar" role="alert">
                    <span>{format!("未保存：{reason}。内容只在本页面中，关闭即丢失，请先导出。")}</span>
                    <button type="button" on:click=move |_| session.export_all()>"导出全部项目"</button>
                </div>
            }
            .into_any(),
        ),
        SaveState::Failed { reason } => Some(
            view! {
                <div class="red-bar" role="alert">
                    <span>{format!("未保存：{reason}。新的改动只在本页面中，请先导出，再重试。")}</span>
                    <button type="button" on:click=move |_| session.export_all()>"导出全部项目"</button>
                    <button type="button" on:click=move |_| session.save_again()>"重试保存"</button>
                </div>
            }
            .into_any(),
        ),
        SaveState::Conflict { case } => {
            let other = case.clone();
            let name = session.case_of(&case).map(|case| case.name).unwrap_or_default();
            Some(
                view! {
                    <div class="red-bar" role="alert">
                        <span>{format!("“{name}”在另一个窗口里也改过。两边都还在，请选一边留下；没选的一边另存备查。")}</span>
                        <button type="button" on:click=move |_| session.settle(case.clone(), Side::Ours)>
                            "留下本窗口的"
                        </button>
                        <button type="button" on:click=move |_| session.settle(other.clone(), Side::Theirs)>
                            "留下另一窗口的"
                        </button>
                    </div>
                }
                .into_any(),
            )
        }
    };
    let editing = memo(move || session.elsewhere.get().then(|| session.editing()));
    let read_only = move || {
        let button = (editing.get()? != Editing::Newer).then(|| {
            let take = move |_| session.take_over();
            view! { <button type="button" on:click=take>{wording::take_over()}</button> }
        });
        let text = session.why_read_only();
        Some(view! { <div class="red-bar calm" role="status"><span>{text}</span>{button}</div> }.into_any())
    };
    let rules = move || {
        session.other_rules.get().then(|| {
            view! {
                <div class="red-bar calm" role="status">
                    <span>{wording::rules_changed_elsewhere()}</span>
                    <button type="button" on:click=|_| dom::load_again()>"重新载入"</button>
                </div>
            }
        })
    };
    view! { <div class="red-bars">{bar}{read_only}{rules}</div> }
}

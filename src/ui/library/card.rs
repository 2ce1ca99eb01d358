//! One entry in full: meaning, rule, usual target, basis and source, examples, and the entries most like it.

use std::sync::Arc;

use leptos::prelude::*;

use super::books::Book;
use super::finder::{Asked, Pick, SEARCH};
use crate::library::LibraryIndicator;
use crate::ui::dom;
use crate::ui::parts::live::live;
use crate::wording;

/// Entries of like names that are shown.
const SIMILAR: usize = 4;

pub(super) fn card(asked: Asked, book: &Arc<Book>, place: usize, pick: Option<Pick>) -> AnyView {
    let Some(entry) = book.library.get(place) else { return ().into_any() };
    let code = entry.code.clone();
    let favourite = {
        let code = code.clone();
        move || asked.books.is_favourite(&code)
    };
    let pressed = {
        let favourite = favourite.clone();
        move || if favourite() { "true" } else { "false" }
    };
    let star = move || if favourite() { "★ 已收藏" } else { "☆ 收藏" };
    let turn = move |_| asked.books.turn_favourite(&code);
    let picks = pick.map(|pick| {
        view! {
            <button type="button" class="small go" on:click=move |_| pick.run((place, false))>"选用 "<kbd>"Enter"</kbd></button>
            <button type="button" class="small" title="选用后继续查找（Shift+Enter）" on:click=move |_| pick.run((place, true))>"选用并继续"</button>
        }
    });
    let rule = entry.rule().map(|rule| wording::rule(&rule));
    let facts = facts(entry, rule);
    let verified = (!book.library.is_verified())
        .then(|| view! { <span class="tag" title="指标库尚未与正式文件核对">"未核对"</span> });
    view! {
        <section class="entry-card" aria-label="指标详情">
            <h3>{entry.name.clone()}{verified}</h3>
            <dl class="facts">{facts}</dl>
            {similar(asked, book, place)}
            <div class="acts">
                <button type="button" class="small" aria-pressed=pressed on:click=turn>{live(star)}</button>
                {picks}
            </div>
        </section>
    }
    .into_any()
}

fn facts(entry: &LibraryIndicator, rule: Option<String>) -> Vec<AnyView> {
    let standard =
        if entry.standard.trim().is_empty() { rule.unwrap_or_default() } else { entry.standard.clone() };
    let fact = |(word, text): (&'static str, String)| {
        (!text.trim().is_empty()).then(|| view! { <div><dt>{word}</dt><dd>{text}</dd></div> }.into_any())
    };
    [
        ("编码", entry.code.clone()),
        ("级别", format!("{} › {}", entry.level1.trim(), entry.level2.trim())),
        ("解释", entry.meaning.clone()),
        ("参考值", entry.printed_target()),
        ("评分标准", standard),
        ("取值依据", entry.value_basis.clone()),
        ("数据来源", entry.source.clone()),
        ("范例", entry.good.join("；")),
        ("不宜", entry.bad.join("；")),
    ]
    .into_iter()
    .filter_map(fact)
    .collect()
}

/// 相近指标: choosing one asks for it.
fn similar(asked: Asked, book: &Arc<Book>, place: usize) -> Option<AnyView> {
    let names: Vec<String> = book
        .index
        .similar(&book.library, place, SIMILAR)
        .into_iter()
        .filter_map(|similar| Some(book.library.get(similar.place)?.name.clone()))
        .collect();
    if names.is_empty() {
        return None;
    }
    let button = |name: String| {
        let text = name.clone();
        let ask = move |_| {
            asked.text.set(text.clone());
            dom::focus_quietly(SEARCH);
        };
        view! { <button type="button" class="take" on:click=ask>{name}</button> }
    };
    Some(
        view! { <p class="similar"><b>"相近指标"</b>{names.into_iter().map(button).collect_view()}</p> }
            .into_any(),
    )
}

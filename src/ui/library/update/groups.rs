//! Items of one state and findings, a page at a time, with a tick before each that can be chosen: however long the file
//! is, the page draws no more, and hides none.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use super::Updating;
use super::laid_out::{About, LaidOut, Line, State};
use crate::ui::parts::live::live;
use crate::ui::parts::{mark, press};
use crate::wording;

/// Items of a page.
const ROWS: usize = 20;

/// The items in one state, drawn when they are first looked at.
pub(super) fn group(
    updating: Updating,
    laid_out: &Arc<LaidOut>,
    state: State,
    word: &str,
    begins_open: bool,
) -> Option<AnyView> {
    let places = Arc::new(laid_out.places(state));
    let count = places.len();
    let (laid_out, all) = (laid_out.clone(), places.clone());
    let table = move |from: usize| {
        let shown = places.iter().skip(from).take(ROWS);
        let shown =
            shown.filter_map(|at| Some(row(updating, state, *at, laid_out.item(*at)?))).collect_view();
        let ticks = state.is_choice().then(|| view! { <th scope="col">"采用"</th> });
        view! {
            <table class="table-plain list-rows library-items">
                <thead><tr>{ticks}<th scope="col">"位置"</th><th scope="col">"编码"</th><th scope="col">"指标"</th><th scope="col">"内容"</th></tr></thead>
                <tbody>{shown}</tbody>
            </table>
        }
        .into_any()
    };
    let tick = move |on: bool| {
        let all = all.clone();
        move || updating.left.update(|left| all.iter().for_each(|at| choose(left, *at, on)))
    };
    let whole = state.is_choice().then(|| {
        view! { {press("全部勾选", "small", tick(true))}{press("全部不选", "small", tick(false))} }.into_any()
    });
    paged(format!("{word}的 {count} 项"), count, begins_open, Box::new(table), whole)
}

/// Ticks an item, or no longer.
fn choose(left: &mut BTreeSet<usize>, at: usize, on: bool) {
    if on {
        left.remove(&at);
    } else {
        left.insert(at);
    }
}

/// What was found in the file as a whole or in single places.
pub(super) fn findings(laid_out: &Arc<LaidOut>) -> Option<AnyView> {
    let (count, laid_out) = (laid_out.findings(), laid_out.clone());
    let list = move |from: usize| {
        let lines = (from..from + ROWS).filter_map(|at| laid_out.finding(at)).map(|(severity, text)| {
            let (class, sign) = mark(severity);
            view! {
                <li><span class=class aria-hidden="true">{sign}</span>
                    <p><span class="sr">{wording::severity(severity)}"："</span>{text}</p></li>
            }
        });
        view! { <ul class="list-told library-findings">{lines.collect_view()}</ul> }.into_any()
    };
    paged(format!("需要核对的 {count} 处"), count, true, Box::new(list), None)
}

/// A group that is drawn page by page; none where nothing is in it.
fn paged(
    title: String,
    count: usize,
    begins_open: bool,
    draw: Box<dyn Fn(usize) -> AnyView + Send>,
    acts: Option<AnyView>,
) -> Option<AnyView> {
    let last = count.checked_sub(1)? / ROWS;
    let (opened, page) = (RwSignal::new(begins_open), RwSignal::new(0_usize));
    let pages = (last > 0).then(|| {
        let at = move || format!("第 {} 页，共 {} 页", page.get() + 1, last + 1);
        view! {
            {press("上一页", "small", move || page.update(|page| *page = page.saturating_sub(1)))}
            <span class="why" role="status">{live(at)}</span>
            {press("下一页", "small", move || page.update(|page| *page = (*page + 1).min(last)))}
        }
    });
    let foot =
        (pages.is_some() || acts.is_some()).then(|| view! { <div class="acts-row">{pages}{acts}</div> });
    Some(
        view! {
            <details class="list-group" open=begins_open on:toggle=move |_| opened.set(true)>
                <summary>{title}</summary>
                {live(move || opened.get().then(|| draw(page.get() * ROWS)))}
                {foot}
            </details>
        }
        .into_any(),
    )
}

fn row(updating: Updating, state: State, at: usize, line: Line) -> AnyView {
    let Line { at: place, code, name, about } = line;
    let tick = state.is_choice().then(|| {
        let turn = move |event| {
            let on = event_target_checked(&event);
            updating.left.update(|left| choose(left, at, on));
        };
        let ticked = move || updating.left.with(|left| !left.contains(&at));
        view! { <td><input type="checkbox" aria-label=format!("采用 {code} {name}") prop:checked=ticked on:change=turn /></td> }
    });
    let said = match (about, state) {
        (About::Words(words), _) => view! { <p>{words}</p> }.into_any(),
        (About::Changes(changes), _) => changes_view(changes),
        (About::Nothing, State::Gone) => view! { <p>"文件中没有，采用后移除"</p> }.into_any(),
        (About::Nothing, _) => view! { <p class="why">"没有变化"</p> }.into_any(),
    };
    view! { <tr>{tick}<td>{place}</td><td>{code}</td><td>{name}</td><td>{said}</td></tr> }.into_any()
}

/// Member by member: what it was, what it would be.
fn changes_view(changes: Vec<(String, String, String)>) -> AnyView {
    let text = |text: String| if text.trim().is_empty() { "（空）".to_owned() } else { text };
    let one = |(member, old, new): (String, String, String)| {
        view! { <div><dt>{member}</dt><dd><del>{text(old)}</del>" 改为 "<ins>{text(new)}</ins></dd></div> }
    };
    view! { <dl class="library-changes">{changes.into_iter().map(one).collect_view()}</dl> }.into_any()
}

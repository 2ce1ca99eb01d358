//! Rows of a list as they would be opened, a page at a time: however long the list is, the page draws no more.

use std::sync::Arc;

use leptos::prelude::*;

use super::Sorted;
use crate::domain::finding::Severity;
use crate::domain::funds::FundColumn;
use crate::forms::opening::Fate;
use crate::forms::project_list::ListEntry;
use crate::ui::parts::live::live;
use crate::ui::parts::{mark, press};
use crate::wording;

/// Rows of a page.
const ROWS: usize = 20;

/// The rows of one kind, drawn when they are first looked at.
pub(super) fn group(
    sorted: &Arc<Sorted>,
    title: String,
    takes: fn(&Fate) -> bool,
    begins_open: bool,
) -> Option<AnyView> {
    let rows: Vec<usize> =
        (sorted.fates.iter().enumerate()).filter(|(_, fate)| takes(fate)).map(|(at, _)| at).collect();
    if rows.is_empty() {
        return None;
    }
    let (sorted, rows) = (sorted.clone(), Arc::new(rows));
    let opened = RwSignal::new(begins_open);
    let page = RwSignal::new(0);
    let last = (rows.len() - 1) / ROWS;
    let table = {
        let rows = rows.clone();
        move || {
            let shown = rows.iter().skip(page.get() * ROWS).take(ROWS);
            let shown = shown.filter_map(|at| sorted.report.entries.get(*at)).map(row).collect_view();
            view! {
                <table class="table-plain list-rows">
                    <thead>
                        <tr>
                            <th scope="col" class="n">"行"</th>
                            <th scope="col" class="n">"年度"</th>
                            <th scope="col">"项目"</th>
                            <th scope="col" class="n">"年度资金（万元）"</th>
                            <th scope="col">"需要核对"</th>
                        </tr>
                    </thead>
                    <tbody>{shown}</tbody>
                </table>
            }
        }
    };
    let pages = move || {
        (last > 0).then(|| {
            let at = format!("第 {} 页，共 {} 页", page.get() + 1, last + 1);
            view! {
                <div class="acts-row">
                    {press("上一页", "small", move || page.update(|page| *page = page.saturating_sub(1)))}
                    <span class="why" role="status">{at}</span>
                    {press("下一页", "small", move || page.update(|page| *page = (*page + 1).min(last)))}
                </div>
            }
        })
    };
    let shown = move || opened.get().then(|| (live(table.clone()), live(pages)));
    Some(
        view! {
            <details class="list-group" open=begins_open on:toggle=move |_| opened.set(true)>
                <summary>{title}</summary>
                {live(shown)}
            </details>
        }
        .into_any(),
    )
}

fn row(entry: &ListEntry) -> AnyView {
    let head = entry.project.head();
    let year = entry.project.year.map(|year| year.to_string());
    let names = [head.unit, head.department, head.code];
    let names: Vec<String> = names.into_iter().filter(|text| !text.is_empty()).collect();
    let money = entry.project.funds().total(FundColumn::Budget).amount.map(|amount| amount.grouped());
    let told = entry.problems.iter().map(|problem| (problem.severity(), wording::list_problem(problem)));
    let money_told = entry.money.iter().map(|problem| {
        let problem = crate::domain::finding::Problem::from(problem.clone());
        (problem.severity(), wording::sentence(&problem))
    });
    let told = told.chain(money_told).map(|(severity, sentence)| line(severity, sentence)).collect_view();
    let none =
        |what: &'static str| view! { <span class="null" title=what>"—"<span class="sr">{what}</span></span> };
    view! {
        <tr>
            <td class="n">{entry.row}</td>
            <td class="n">{match year { Some(year) => year.into_any(), None => none("没有年度").into_any() }}</td>
            <td>
                {match head.project.is_empty() { true => none("没有名称").into_any(), false => head.project.into_any() }}
                <small>{names.join(" · ")}</small>
            </td>
            <td class="n">{match money { Some(money) => money.into_any(), None => none("没有金额").into_any() }}</td>
            <td><ul class="list-told">{told}</ul></td>
        </tr>
    }
    .into_any()
}

/// A sentence with its mark.
pub(super) fn line(severity: Severity, sentence: String) -> AnyView {
    let (class, sign) = mark(severity);
    view! {
        <li>
            <span class=class aria-hidden="true">{sign}</span>
            <p><span class="sr">{wording::severity(severity)}"："</span>{sentence}</p>
        </li>
    }
    .into_any()
}

//! How many rows become what, live, with the rows themselves behind each count, and what there is to choose about
//! those that are here already or lack something.

use std::sync::Arc;

use leptos::prelude::*;

use super::{ListDesk, ListFile, Sorted, rows};
use crate::forms::opening::{Fate, FateTally};
use crate::ui::parts::live::live;
use crate::wording;

pub(super) fn counts(desk: ListDesk) -> AnyView {
    let sorted = desk.part(|file| file.sorted.clone());
    let drawn = move || match sorted.get().flatten() {
        Some(sorted) => groups(desk, &sorted),
        None => view! { <p class="why">"正在核对各行。"</p> }.into_any(),
    };
    live(drawn).into_any()
}

fn groups(desk: ListDesk, sorted: &Arc<Sorted>) -> AnyView {
    let FateTally { new, known, incomplete, opens, duplicate, refused } = sorted.tally;
    let light = |class: &'static str, word: &'static str, count: usize| {
        (count > 0).then(|| view! { <span class=class>{format!("{word} {count}")}</span> })
    };
    let report = &sorted.report;
    let told = report.problems.iter();
    let told =
        told.map(|problem| rows::line(problem.severity(), wording::list_problem(problem))).collect_view();
    let sums = (report.sums > 0).then(|| format!("合计、小计 {} 行不作为项目。", report.sums));
    view! {
        <div class="list-counts" role="status">
            {light("light green", "可建立", new)}
            {light("light blue", "本机已有", known)}
            {light("light amber", "缺内容", incomplete)}
            {light("light amber", "重复", duplicate)}
            {light("light red", "不能建立", refused)}
            <span class="why">{sums}</span>
        </div>
        <ul class="find-list intake-problems">{told}</ul>
        {rows::group(sorted, format!("可建立的 {new} 行"), |fate| *fate == Fate::New, false)}
        {rows::group(sorted, format!("本机已有的 {known} 行"), |fate| matches!(fate, Fate::Known(_)), false)}
        {(known > 0).then(|| fill(desk))}
        {rows::group(sorted, format!("缺内容的 {incomplete} 行"), |fate| matches!(fate, Fate::Incomplete { .. }), true)}
        {(opens > 0).then(|| lacking(desk, opens))}
        {rows::group(sorted, format!("与前面的行重复的 {duplicate} 行"), |fate| *fate == Fate::Duplicate, false)}
        {rows::group(sorted, format!("不能建立的 {refused} 行"), |fate| *fate == Fate::Refused, true)}
    }
    .into_any()
}

/// What becomes of rows whose cases are here.
fn fill(desk: ListDesk) -> AnyView {
    let chosen = desk.part(|file| file.fill);
    let option = move |fill: bool, label: &'static str| {
        view! {
            <label class="option">
                <input
                    type="radio"
                    name=format!("list-fill-{}", desk.key)
                    prop:checked=move || chosen.get() == Some(fill)
                    on:change=move |_| desk.set(|file| file.fill = fill)
                />
                <span>{label}</span>
            </label>
        }
    };
    view! {
        <fieldset class="intake-choices">
            <legend>"本机已有的项目"</legend>
            {option(false, "不动")}
            {option(true, "用清单补填空白的栏目，已填的不改")}
        </fieldset>
    }
    .into_any()
}

fn lacking(desk: ListDesk, opens: usize) -> AnyView {
    let chosen = desk.part(|file| file.lacking);
    let turn = move |event| desk.set(|file: &mut ListFile| file.lacking = event_target_checked(&event));
    view! {
        <label class="option list-lacking">
            <input type="checkbox" prop:checked=move || chosen.get() == Some(true) on:change=turn />
            <span>{format!("有名称和年度的 {opens} 行也建立，缺的内容以后补填")}</span>
        </label>
    }
    .into_any()
}

//! What came of a list: every row of it counted once, with the reasons of those that were left out, and one way back
//! from all of it.

use leptos::prelude::*;

use super::super::Intake;
use super::opening::Opened;
use super::rows;
use crate::forms::opening::{Fate, FateTally};
use crate::ui::parts::press;

/// The report after the cases are made.
pub(in super::super) fn made(intake: Intake, opened: &Opened) -> Option<AnyView> {
    let sorted = opened.sorted.as_ref()?;
    let FateTally { known, incomplete, duplicate, refused, .. } = sorted.tally;
    let Opened { new, filled, lacking, left, .. } = *opened;
    let all = sorted.fates.len();
    let lines = [
        ("清单中的项目", all),
        ("新建", new),
        ("本机已有，补填了空白", filled),
        ("本机已有，没有改动", known.saturating_sub(filled)),
        ("缺内容，没有建立", incomplete.saturating_sub(lacking)),
        ("与前面的行重复", duplicate),
        ("不能建立", refused),
        ("没有写入：正在另一个窗口中编辑", left),
    ];
    let lines = lines.into_iter().enumerate().filter(|(at, (_, count))| *at < 2 || *count > 0);
    let lines = lines
        .map(|(_, (what, count))| view! { <tr><th scope="row">{what}</th><td class="n">{count}</td></tr> });
    let lines = lines.collect_view();
    let back = move || {
        let undo = intake.session.notice.with_untracked(|notice| notice.as_ref()?.undo.clone());
        intake.dialog.close();
        if let Some(undo) = undo {
            intake.session.take_back(undo);
        }
    };
    let undo = (new + filled > 0).then(|| press("撤销这次导入", "", back));
    let why = [
        rows::group(
            sorted,
            format!("缺内容的 {incomplete} 行"),
            |fate| matches!(fate, Fate::Incomplete { .. }),
            false,
        ),
        rows::group(
            sorted,
            format!("与前面的行重复的 {duplicate} 行"),
            |fate| *fate == Fate::Duplicate,
            false,
        ),
        rows::group(sorted, format!("不能建立的 {refused} 行"), |fate| *fate == Fate::Refused, false),
        rows::group(sorted, format!("本机已有的 {known} 行"), |fate| matches!(fate, Fate::Known(_)), false),
    ];
    Some(
        view! {
            <table class="table-plain list-made">
                <caption>{opened.words()}</caption>
                <thead><tr><th scope="col">"结果"</th><th scope="col" class="n">"个数"</th></tr></thead>
                <tbody>{lines}</tbody>
            </table>
            <div class="acts-row">{undo}</div>
            {why.into_iter().flatten().collect_view()}
        }
        .into_any(),
    )
}

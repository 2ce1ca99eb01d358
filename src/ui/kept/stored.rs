//! What is stored, counted, and which projects have no copy elsewhere.

use leptos::prelude::*;

use super::{Kept, fact, files, sheet};
use crate::route::Route;
use crate::ui::dom;
use crate::ui::parts::node::{node, nothing, part, said, words};
use crate::ui::session::CaseLine;
use crate::wording;

/// Links that are drawn; a longer list is in 我的项目.
const LINKS: usize = 100;

pub(super) fn section(kept: Kept) -> AnyView {
    let body =
        vec![part(move || figures(kept)), part(move || files::unnamed(kept)), part(move || only_here(kept))];
    sheet("kept-stored", "存了什么", vec![node("div", &[("class", "sheet-body")], body)])
}

fn figures(kept: Kept) -> AnyView {
    let Some(seen) = kept.seen.get() else { return nothing() };
    let overview = &seen.overview;
    let figures = [
        ("项目", format!("{} 个", overview.cases)),
        ("日志中的改动", format!("{} 条", overview.journal)),
        ("未填完的字段", format!("{} 个", overview.drafts)),
        ("另存备查", format!("{} 条", overview.quarantined)),
        ("佐证材料", files::figure(&seen.files)),
        ("内容合计", wording::size(overview.bytes)),
        ("上次备份", overview.backed_up_at.map_or_else(|| "从未备份".to_owned(), dom::day_and_clock_at)),
    ];
    let figures = figures.map(|(term, figure)| fact(term, vec![said("b", "", figure)])).into();
    let figures = node("dl", &[("class", "facts across"), ("id", "kept-figures")], figures);
    let fault = seen
        .fault
        .as_ref()
        .map(|fault| said("p", "wrong", format!("读不到本机数据库：{fault}。这里只有其余的记录。")));
    fault.into_iter().chain([figures]).collect::<Vec<_>>().into_any()
}

fn only_here(kept: Kept) -> AnyView {
    let alone = kept.session.only_here.get();
    let lines = kept.session.cases.get();
    let alone: Vec<&CaseLine> = lines.iter().filter(|line| alone.binary_search(&line.id).is_ok()).collect();
    let count = alone.len();
    if lines.is_empty() {
        return said("p", "why", "本机还没有项目。");
    }
    if count == 0 {
        return said("p", "why", "每个项目在别处都有一份与现在相同的副本。演示数据不算。");
    }
    let links = alone.into_iter().take(LINKS).map(link).collect();
    let about = format!("{}，别处没有与现在相同的副本", wording::only_here(count));
    let more = match count.saturating_sub(LINKS) {
        0 => nothing(),
        more => said("p", "why", format!("其余 {more} 个见“我的项目”。")),
    };
    let list = vec![said("summary", "", about), node("ul", &[], links), more];
    node("details", &[("class", "only-here"), ("open", "")], list)
}

fn link(line: &CaseLine) -> AnyView {
    let route = match line.has_goal && line.score.is_none() {
        true => Route::Goal(line.id.clone()),
        false => Route::SelfEvaluation(line.id.clone()),
    };
    let name = if line.name.is_empty() { "（没有名称）" } else { &line.name };
    let about = format!(" {} {}", line.year, line.unit);
    let link = node("a", &[("href", &route.to_string())], vec![words(name)]);
    node("li", &[], vec![link, said("small", "", about)])
}

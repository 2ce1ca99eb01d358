//! 恢复清单: every text of the device as it lies there, to be taken out one by one or all at once, and what
//! was put aside to be deleted once it was taken out.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Kept, sheet};
use crate::storage::overview::{Listed, everything};
use crate::storage::{RawStore, Shelf, keys};
use crate::ui::dom;
use crate::ui::parts::node::{node, nothing, part, said, words};
use crate::ui::parts::press;
use crate::ui::session::{CaseLine, refused};
use crate::wording;

/// Rows of a page of the list.
const ROWS: usize = 50;

/// The list with the page of it that is open.
#[derive(Clone, Copy)]
struct Records {
    kept: Kept,
    page: RwSignal<usize>,
    /// What was handed out since the page was opened: from then on it may be deleted.
    taken: RwSignal<Vec<Shelf>>,
}

pub(super) fn section(kept: Kept) -> AnyView {
    let records = Records { kept, page: RwSignal::new(0), taken: RwSignal::new(Vec::new()) };
    let head = ["存放处", "键", "大小", "时间", "操作"]
        .map(|head| node("th", &[("scope", "col")], vec![words(head)]));
    let head = node("thead", &[], vec![node("tr", &[], head.into())]);
    let table = node("table", &[("class", "records")], vec![head, part(move || records.rows())]);
    let scroll = [
        ("class", "across-scroll"),
        ("tabindex", "0"),
        ("role", "region"),
        ("aria-labelledby", "kept-records"),
    ];
    let about = "本机每条记录的原文，不论衡评能不能读懂。导出的内容未经改动，含全部原文，请妥善保管。";
    let acts = vec![press("导出全部原文", "", move || records.export_all()), part(move || records.pages())];
    let top = vec![said("p", "why", about), node("div", &[("class", "acts-row")], acts)];
    let body = vec![node("div", &[("class", "sheet-body")], top), node("div", &scroll, vec![table])];
    sheet("kept-records", "恢复清单", body)
}

impl Records {
    fn count(self) -> usize {
        self.kept.seen.with(|seen| seen.as_ref().map_or(0, |seen| seen.listed.len()))
    }

    fn last_page(self) -> usize {
        self.count().saturating_sub(1) / ROWS
    }

    fn pages(self) -> AnyView {
        let last = self.last_page();
        let count = [("class", "why"), ("id", "record-count")];
        let count = node("span", &count, vec![words(format!("共 {} 条", self.count()))]);
        if last == 0 {
            return count;
        }
        let turn = move |by: isize| {
            self.page.update(|page| *page = page.saturating_add_signed(by).min(last));
        };
        let at = move || words(format!("第 {} 页，共 {} 页", self.page.get().min(last) + 1, last + 1));
        let pages = vec![
            press("上一页", "small", move || turn(-1)),
            node("span", &[("class", "why"), ("role", "status")], vec![part(at)]),
            press("下一页", "small", move || turn(1)),
        ];
        vec![count, node("div", &[("class", "pages")], pages)].into_any()
    }

    fn rows(self) -> AnyView {
        let Some(seen) = self.kept.seen.get() else { return nothing() };
        let first = self.page.get().min(self.last_page()) * ROWS;
        if seen.listed.is_empty() {
            let why = match &seen.fault {
                Some(_) => "读不到本机数据库，没有可以列出的记录。",
                None => "本机没有记录。",
            };
            let why = node("td", &[("colspan", "5"), ("class", "empty-row")], vec![words(why)]);
            return node("tbody", &[], vec![node("tr", &[], vec![why])]);
        }
        let rows = seen.listed.iter().enumerate().skip(first).take(ROWS);
        node("tbody", &[], rows.map(|(at, listed)| self.row(at, listed)).collect())
    }

    fn row(self, at: usize, listed: &Listed) -> AnyView {
        let mut key = vec![said("code", "", listed.key.as_str())];
        if let Some(name) = self.name_of(listed) {
            key.push(said("small", "", name));
        }
        let mut acts = vec![press("导出原文", "small", move || self.export_one(at))];
        if let Some((shelf, reason)) = &listed.aside {
            key.push(said("small", "", wording::put_aside(reason.word(), &reason.detail())));
            let shelf = shelf.clone();
            acts.push(part(move || self.end_of(&shelf)));
        }
        let when = listed.at.map_or_else(|| "未记".to_owned(), dom::day_and_clock_at);
        let cells = vec![
            said("td", "", place(listed)),
            node("th", &[("scope", "row")], key),
            said("td", "n", wording::size(listed.text.len() as u64)),
            said("td", "when", when),
            node("td", &[("class", "acts-cell")], acts),
        ];
        node("tr", &[], cells)
    }

    /// The name of a project as the list has it, where the app can read it.
    fn name_of(self, listed: &Listed) -> Option<String> {
        let of = |lines: &Vec<CaseLine>| {
            lines.iter().find(|line| line.id.as_str() == listed.key).map(|line| line.name.clone())
        };
        self.kept.session.cases.with_untracked(of)
    }

    /// The way to delete what was put aside, once it was handed out.
    fn end_of(self, shelf: &Shelf) -> AnyView {
        if !self.taken.with(|taken| taken.contains(shelf)) {
            return said("small", "", "导出后可删除");
        }
        let shelf = shelf.clone();
        press("删除", "small danger", move || self.discard(shelf.clone()))
    }

    fn export_one(self, at: usize) {
        let Some(seen) = self.kept.seen.get_untracked() else { return };
        let Some(listed) = seen.listed.get(at) else { return };
        let name = format!("衡评-原文-{}.txt", safe(&listed.key));
        if self.kept.session.hand_out(&name, "text/plain;charset=utf-8", &listed.text)
            && let Some((shelf, _)) = &listed.aside
        {
            self.taken.update(|taken| taken.push(shelf.clone()));
        }
    }

    fn export_all(self) {
        let Some(seen) = self.kept.seen.get_untracked() else { return };
        let from = window().location().href().unwrap_or_default();
        let text = everything(&seen.raw, &dom::now_in_utc(), from.split('#').next().unwrap_or_default());
        if self.kept.session.hand_out(
            &format!("衡评-本机数据-{}.json", dom::day()),
            "application/json",
            &text,
        ) {
            let all = seen.listed.iter().filter_map(|listed| Some(listed.aside.as_ref()?.0.clone()));
            self.taken.update(|taken| taken.extend(all));
        }
    }

    fn discard(self, shelf: Shelf) {
        let sure = window().confirm_with_message("删除这条另存的记录？删除后只有刚才导出的文件里还有它。");
        if sure != Ok(true) {
            return;
        }
        spawn_local(async move {
            let Some(inventory) = self.kept.session.inventory().await else { return };
            if let Err(reason) = inventory.discard(&shelf).await {
                self.kept.session.tell(&format!("没有删除：{}。记录仍在本机。", refused(&reason)));
            }
            self.kept.look();
            dom::focus_quietly("page-title");
        });
    }
}

/// Where it lies, and what lies under such keys.
fn place(listed: &Listed) -> &'static str {
    match (listed.store, listed.key.get(..5).unwrap_or_default()) {
        _ if listed.aside.is_some() => "另存备查",
        (RawStore::Cases, _) => "数据库 · 项目",
        (RawStore::Quarantine, _) => "数据库 · 另存",
        (RawStore::Local, keys::JOURNAL) => "浏览器存储 · 日志",
        (RawStore::Local, keys::DRAFT) => "浏览器存储 · 未填完",
        (RawStore::Local, keys::LEASE | keys::BEAT) => "浏览器存储 · 编辑权",
        (RawStore::Local, "hp/p/") => "浏览器存储 · 设置",
        _ if listed.key == keys::RULES => "浏览器存储 · 设置",
        (RawStore::Local, _) => "浏览器存储",
    }
}

/// A part of a file name that every system takes.
fn safe(key: &str) -> String {
    key.chars().filter(|sign| sign.is_ascii_alphanumeric() || "-_.".contains(*sign)).take(60).collect()
}

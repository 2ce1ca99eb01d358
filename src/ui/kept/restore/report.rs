//! What the dialog shows of a backup: what it is, what it would change here, and what is chosen.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Restore, Stage};
use crate::pack;
use crate::ui::kept::staged::{Choice, Item, Staged};
use crate::ui::kept::{fact, password, tick};
use crate::ui::parts::node::{node, nothing, part, said, words};
use crate::ui::parts::press;
use crate::wording;

/// New projects of which each is listed openly.
const OPEN: usize = 20;

impl Restore {
    pub(super) fn body(self) -> Vec<AnyView> {
        match self.stage.get() {
            Stage::Working(_) => vec![node("progress", &[("aria-label", "进度")], Vec::new())],
            Stage::Locked(findings) => vec![
                said("p", "", "这个备份设有口令。"),
                password("restore-pass", "备份的口令", "off", self.passphrase, move || self.open()),
                list(findings),
            ],
            Stage::Refused(findings) => vec![list(findings), said("p", "why", "本机内容没有变化。")],
            Stage::Staged(staged, refused) => self.report(&staged, refused),
        }
    }

    pub(super) fn foot(self) -> Vec<AnyView> {
        let close = press("取消，不恢复", "", move || self.dialog.close());
        let status = |text: AnyView| node("span", &[("class", "why"), ("role", "status")], vec![text]);
        match self.stage.get() {
            Stage::Working(what) => vec![status(words(format!("{what}，请稍候。")))],
            Stage::Locked(_) => vec![close, press("打开", "go", move || self.open())],
            Stage::Refused(_) => vec![press("关闭", "", move || self.dialog.close())],
            Stage::Staged(staged, _) => {
                let waiting = staged.clone();
                let waits = move || match self.waits(&waiting) {
                    0 => nothing(),
                    count => words(format!("还有 {count} 个项目请选择如何处理")),
                };
                let go = move || match self.waits(&staged) {
                    0 => {
                        let staged = staged.clone();
                        press("恢复", "go", move || self.take(staged.clone()))
                    }
                    _ => view! { <button type="button" class="go" disabled>"恢复"</button> }.into_any(),
                };
                vec![status(part(waits)), close, part(go)]
            }
        }
    }

    fn report(self, staged: &Arc<Staged>, refused: Option<String>) -> Vec<AnyView> {
        let facts = staged.facts.iter().map(|(term, text)| fact(term, vec![words(text.as_str())])).collect();
        let counts = staged.counts.iter().filter(|(.., count)| *count > 0);
        let counts =
            counts.map(|(class, word, count)| said("span", class, format!("{word} {count}"))).collect();
        let mut body = vec![
            node("dl", &[("class", "facts")], facts),
            list(staged.findings.clone()),
            node("p", &[("class", "staged-counts"), ("role", "status")], counts),
        ];
        if let Some(why) = refused {
            body.push(node("p", &[("class", "notice red"), ("role", "alert")], vec![words(why)]));
        }
        let of = |state: &str| staged.items.iter().filter(|item| item.state == state).collect::<Vec<_>>();
        let (changed, new, refused) = (of("changed"), of("new"), of("refused"));
        if changed.len() > 1 {
            body.push(self.all_alike(&changed));
        }
        if !changed.is_empty() || !refused.is_empty() {
            let items = changed.iter().chain(&refused).map(|item| self.item(item)).collect();
            body.push(node("ul", &[("class", "staged")], items));
        }
        if !new.is_empty() {
            let items = node("ul", &[("class", "staged")], new.iter().map(|item| self.item(item)).collect());
            let summary = said("summary", "", format!("本机没有的项目 {} 个", new.len()));
            let open = [("open", "")];
            body.push(node("details", if new.len() <= OPEN { &open } else { &[] }, vec![summary, items]));
        }
        if let Some(then) = &staged.rules {
            body.push(said("p", "notice", wording::rules_of_backup(&pack::shipped().title_of(then))));
        }
        body.push(self.besides(staged));
        body
    }

    /// The same choice for every project that differs.
    fn all_alike(self, changed: &[&Item]) -> AnyView {
        let places: Vec<usize> = changed.iter().map(|item| item.at).collect();
        let all = move |label, word| {
            let places = places.clone();
            press(label, "small", move || places.iter().for_each(|at| self.choose(*at, word)))
        };
        let acts = vec![
            said("span", "why", "内容不同的项目："),
            all.clone()("都保留本机的", "leave"),
            all("都用备份中的", "take"),
        ];
        node("div", &[("class", "acts-row")], acts)
    }

    fn item(self, item: &Item) -> AnyView {
        let mut name = vec![words(item.name.as_str()), said("small", "", format!(" {}", item.about))];
        if !item.why.is_empty() {
            name.push(said("p", "wrong", item.why.as_str()));
        }
        let mut row = vec![node("div", &[], name)];
        if !item.choices().is_empty() {
            row.push(self.choice(item));
        }
        node("li", &[], vec![node("div", &[("class", "staged-row")], row), differences(item)])
    }

    fn choice(self, item: &Item) -> AnyView {
        let (at, choices, label) =
            (item.at, item.choices(), format!("“{}”（{}）如何处理", item.name, item.about));
        let option = |(word, label): &Choice| {
            let word: &'static str = word;
            let chosen = move || self.chosen(at) == word;
            view! { <option value=word prop:selected=chosen>{*label}</option> }.into_any()
        };
        let options: Vec<AnyView> = choices.iter().map(option).collect();
        let pick = move |event| {
            let value = event_target_value(&event);
            if let Some((word, _)) = choices.iter().find(|(word, _)| *word == value) {
                self.choose(at, word);
            }
        };
        view! { <select aria-label=label on:change=pick>{options}</select> }.into_any()
    }

    /// What comes along with the projects.
    fn besides(self, staged: &Staged) -> AnyView {
        let mut ticks = Vec::new();
        if staged.quarantine > 0 {
            let label = format!("另存备查的记录（本机没有的 {} 条）", staged.quarantine);
            ticks.push(tick(self.quarantine, label));
        }
        match staged.key.as_str() {
            "none" => ticks.push(tick(self.key, "签章密钥（本机还没有）".to_owned())),
            "other" => ticks.push(tick(self.key, "签章密钥（与本机的不同，勾选则替换本机的）".to_owned())),
            _ => {}
        }
        if staged.preferences {
            ticks.push(tick(self.preferences, "外观与字号".to_owned()));
        }
        if let Some(title) = &staged.library {
            ticks.push(tick(self.library, format!("指标库“{title}”：替换本机现用的指标库")));
        }
        if ticks.is_empty() {
            return nothing();
        }
        node(
            "fieldset",
            &[("class", "besides")],
            std::iter::once(said("legend", "", "一并恢复")).chain(ticks).collect(),
        )
    }
}

fn differences(item: &Item) -> AnyView {
    let count = item.fields.len() + item.more;
    if count == 0 {
        return nothing();
    }
    let row = |cells: &[String; 3]| {
        node("tr", &[], cells.iter().map(|cell| said("td", "", cell.as_str())).collect())
    };
    let mut rows: Vec<AnyView> = item.fields.iter().map(row).collect();
    if item.more > 0 {
        let more = vec![words(format!("另有 {} 处不同", item.more))];
        rows.push(node("tr", &[], vec![node("td", &[("colspan", "3"), ("class", "why")], more)]));
    }
    let head = ["位置", "本机", "备份中"].map(|head| node("th", &[("scope", "col")], vec![words(head)]));
    let head = node("thead", &[], vec![node("tr", &[], head.into())]);
    let table = node("table", &[("class", "differences")], vec![head, node("tbody", &[], rows)]);
    node("details", &[("open", "")], vec![said("summary", "", format!("{count} 处不同")), table])
}

fn list(findings: Vec<(bool, String)>) -> AnyView {
    if findings.is_empty() {
        return nothing();
    }
    let one = |(grave, text): (bool, String)| {
        let (class, sign, word) = match grave {
            true => ("mark error", "!", "错误："),
            false => ("mark warning", "!", "警告："),
        };
        let mark = node("span", &[("class", class), ("aria-hidden", "true")], vec![words(sign)]);
        node("li", &[], vec![mark, node("p", &[], vec![said("span", "sr", word), words(text)])])
    };
    let list = node("ul", &[("class", "find-list")], findings.into_iter().map(one).collect());
    node("div", &[("role", "alert")], vec![list])
}

//! What is different in the version that is looked at, its name, and the way back to it as a whole, by row or by
//! field.

use std::sync::Arc;

use leptos::prelude::*;

use super::compare::{self, Compared, Group, Line};
use super::{Beside, Past, act, called, list};
use crate::domain::case::Case;
use crate::domain::command::{brought_back, row_back};
use crate::domain::from_json::from_json;
use crate::storage::history::Version;
use crate::ui::dom;
use crate::ui::parts::node::{node, nothing, part, said, words};
use crate::ui::parts::{Dialog, press};
use crate::wording;

/// The sheet, with the dialog that asks before a version is restored.
pub(super) fn chosen(past: Past) -> AnyView {
    let sheet = part(move || {
        let version = past.version();
        let head = vec![title(version.as_ref()), switch(past, version.as_ref())];
        let body = vec![acts(past, version.as_ref()), differences(past, version.as_ref())];
        vec![
            node("div", &[("class", "sheet-head")], head),
            node("div", &[("class", "sheet-body stack")], body),
        ]
        .into_any()
    });
    let asked = Signal::derive(move || {
        past.version().map(|version| format!("恢复到{}", called(&version))).unwrap_or_default()
    });
    let restore = move || {
        past.dialog.close();
        act::restore(past);
    };
    let foot = vec![press("取消", "", move || past.dialog.close()), press("恢复", "go", restore)];
    let sheet = node("section", &[("class", "sheet"), ("aria-labelledby", "version-title")], vec![sheet]);
    view! {
        {sheet}
        <Dialog handle=past.dialog id="restore-version" title=asked>
            <div class="dialog-body"><p>{wording::restoring_asks()}</p></div>
            {node("div", &[("class", "dialog-foot")], foot)}
        </Dialog>
    }
    .into_any()
}

fn title(version: Option<&Version>) -> AnyView {
    let text = version.map_or_else(|| "现在的内容".to_owned(), called);
    node("h2", &[("id", "version-title"), ("tabindex", "-1")], vec![words(text)])
}

/// What it is compared with.
fn switch(past: Past, version: Option<&Version>) -> AnyView {
    if version.is_none() {
        return said("span", "why", "与最近的版本比较");
    }
    let choice = |beside: Beside, label: &'static str| {
        view! {
            <label class="option">
                <input
                    type="radio" name="beside"
                    prop:checked=move || past.beside.get() == beside
                    on:change=move |_| past.beside.set(beside) />
                {label}
            </label>
        }
        .into_any()
    };
    let choices = vec![
        node("legend", &[("class", "sr")], vec![words("与什么比较")]),
        choice(Beside::Before, "与前一版比较"),
        choice(Beside::Now, "与现在比较"),
    ];
    node("fieldset", &[("class", "acts")], choices)
}

/// Its name, and the way back to it.
fn acts(past: Past, version: Option<&Version>) -> AnyView {
    let Some(version) = version else { return nothing() };
    let (number, name) = (version.number, RwSignal::new(version.name.clone()));
    let rename = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        act::rename(past, number, &name.get_untracked());
    };
    let read_only = past.session.elsewhere;
    view! {
        <form class="version-form across" on:submit=rename on:keydown=dom::no_submit_while_composing>
            <label for="version-name">"版本名称"</label>
            <input
                id="version-name" type="text" list="version-names" autocomplete="off" maxlength=list::NAME placeholder="未命名"
                prop:value=move || name.get()
                on:input=move |event| name.set(event_target_value(&event)) />
            <button type="submit" disabled=move || read_only.get()>"保存名称"</button>
            <button type="button" class="go" disabled=move || read_only.get() on:click=move |_| past.dialog.open()>
                "恢复到这一版…"
            </button>
        </form>
    }
    .into_any()
}

fn differences(past: Past, version: Option<&Version>) -> AnyView {
    let Some((old, new, heads)) = sides(past, version) else {
        return said("p", "why", wording::version_is_broken());
    };
    let compared = past.forms.with(|forms| compare::compare(old.as_deref(), &new, forms.as_deref()));
    if compared.count == 0 {
        return said("p", "why", wording::nothing_differs(compared.is_same));
    }
    // A field comes back from the version into what the case holds now.
    let way_back = version.is_some() && past.beside.get() == Beside::Now && !past.session.elsewhere.get();
    let from = old.as_deref().filter(|_| way_back).and_then(|text| from_json::<Case>(text).ok());
    let back = from.zip(past.case()).map(Arc::new);
    shown(past, compared, heads, back.as_deref())
}

type Sides = (Option<Arc<str>>, Arc<str>, [&'static str; 2]);

/// The contents on both sides and what they are called. `None`: one of them is broken.
fn sides(past: Past, version: Option<&Version>) -> Option<Sides> {
    let versions = past.versions.get()?;
    let content = |version: &Version| past.contents.with(|contents| contents.get(&version.digest).cloned());
    let now = past.now.get()?;
    let Some(version) = version else {
        let last = match versions.last() {
            Some(last) => Some(content(last)?),
            None => Some(now.clone()),
        };
        return Some((last, now, ["最近的版本", "现在"]));
    };
    let own = content(version)?;
    if past.beside.get() == Beside::Now {
        return Some((Some(own), now, ["这一版", "现在"]));
    }
    let at = versions.iter().position(|known| known.number == version.number)?;
    let before = match at.checked_sub(1).and_then(|at| versions.get(at)) {
        Some(before) => Some(content(before)?),
        None => None,
    };
    Some((before, own, ["前一版", "这一版"]))
}

fn shown(past: Past, compared: Compared, heads: [&'static str; 2], back: Option<&(Case, Case)>) -> AnyView {
    let Compared { groups, count, more, .. } = compared;
    let mut parts = vec![said("p", "why", format!("共 {count} 处不同。"))];
    parts.extend(groups.into_iter().map(|group| drawn(past, group, heads, back)));
    if more > 0 {
        parts.push(said("p", "why", format!("另有 {more} 处没有列出。")));
    }
    parts.into_any()
}

fn drawn(past: Past, group: Group, heads: [&'static str; 2], back: Option<&(Case, Case)>) -> AnyView {
    let Group { title, lines } = group;
    let whole = back.zip(lines.first()).and_then(|((from, now), line)| row_back(now, from, &line.place));
    let mut head = vec![node("h3", &[], vec![words(title.as_str())])];
    let by_field = whole.is_none();
    if let Some(command) = whole {
        let word = if lines.iter().all(|line| line.is_new) { "去掉这一行" } else { "恢复这一行" };
        head.push(bring_back(past, word, format!("{word}：{title}"), command));
    }
    let column = |text: &'static str| node("th", &[("scope", "col")], vec![words(text)]);
    let mut columns = vec![column("字段"), column(heads[0]), column(heads[1])];
    let rows: Vec<AnyView> =
        lines.iter().map(|line| row(past, line, &title, back.filter(|_| by_field))).collect();
    if back.is_some() && by_field {
        columns.push(node("th", &[("scope", "col")], vec![said("span", "sr", "恢复")]));
    }
    let table = vec![node("thead", &[], vec![node("tr", &[], columns)]), node("tbody", &[], rows)];
    let parts = vec![
        node("div", &[("class", "version-group")], head),
        node("table", &[("class", "differences")], table),
    ];
    node("section", &[], parts)
}

fn row(past: Past, line: &Line, title: &str, back: Option<&(Case, Case)>) -> AnyView {
    let mut cells = vec![
        node("th", &[("scope", "row")], vec![words(line.field.as_str())]),
        said("td", "", line.old.as_str()),
        said("td", "", line.new.as_str()),
    ];
    if let Some((from, now)) = back {
        let command = brought_back(now, from, &line.place);
        let button =
            command.map(|command| bring_back(past, "恢复", format!("恢复{title}的{}", line.field), command));
        cells.push(node("td", &[], button.into_iter().collect()));
    }
    node("tr", &[], cells)
}

fn bring_back(
    past: Past,
    word: &'static str,
    label: String,
    command: crate::domain::command::Command,
) -> AnyView {
    let act = move |_| act::bring_back(past, command.clone());
    view! { <button type="button" class="small" aria-label=label on:click=act>{word}</button> }.into_any()
}

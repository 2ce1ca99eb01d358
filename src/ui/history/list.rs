//! The list of versions, the newest first, and the way to keep what the case holds now under a name.

use leptos::prelude::*;

use super::{Past, act, compare};
use crate::storage::history::Version;
use crate::ui::dom;
use crate::ui::parts::node::{node, nothing, part, said, words};
use crate::wording;

/// Characters that a version's name may have.
pub(super) const NAME: &str = "40";

/// A name and a button: what the case holds now is kept for good.
pub(super) fn naming(past: Past) -> AnyView {
    let name = RwSignal::new(String::new());
    let keep = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        act::keep_as(past, name);
    };
    let read_only = past.session.elsewhere;
    view! {
        <form class="sheet sheet-body version-form" on:submit=keep on:keydown=dom::no_submit_while_composing>
            <label for="version-new">"把现在的内容存为版本"</label>
            <input
                id="version-new" type="text" list="version-names" autocomplete="off" maxlength=NAME placeholder="例如：申报稿"
                prop:value=move || name.get()
                on:input=move |event| name.set(event_target_value(&event)) />
            <datalist id="version-names"><option value="申报稿" /><option value="报送稿" /><option value="定稿" /></datalist>
            <button type="submit" class="go" disabled=move || read_only.get()>"存为版本"</button>
        </form>
    }
    .into_any()
}

/// One of all versions, or what the case holds now, is looked at.
pub(super) fn versions(past: Past) -> AnyView {
    let all = part(move || {
        let Some(versions) = past.versions.get() else {
            return said("p", "why sheet-body", "正在读取。");
        };
        let mut lines = vec![line(past, None)];
        lines.extend(versions.iter().rev().map(|version| line(past, Some(version))));
        if versions.is_empty() {
            lines.push(said("p", "why sheet-body", "还没有历史版本。开始修改后自动留存。"));
        }
        lines.into_any()
    });
    let legend = node("legend", &[("class", "sr")], vec![words("选择版本")]);
    node("fieldset", &[("class", "sheet versions")], vec![legend, all])
}

fn line(past: Past, version: Option<&Version>) -> AnyView {
    let number = version.map(|version| version.number);
    let (title, about) = match version {
        None => ("现在的内容".to_owned(), String::new()),
        Some(version) => {
            let at = dom::day_and_clock_at(version.at);
            let why = wording::version_why(version.why.word());
            let title = if version.name.is_empty() { why.to_owned() } else { version.name.clone() };
            let why = if version.name.is_empty() { "" } else { why };
            let about = [at.as_str(), &version.who, why].into_iter().filter(|part| !part.is_empty());
            (title, about.collect::<Vec<_>>().join(" · "))
        }
    };
    let kept = version.filter(|version| version.is_kept()).map(|_| said("span", "tag", "长期保留"));
    let count = part(move || match number.map_or_else(|| since(past), |number| counted(past, number)) {
        Some(text) => said("small", "", text),
        None => nothing(),
    });
    let text = vec![
        node("b", &[], vec![words(title)]),
        kept.unwrap_or_else(nothing),
        said("small", "", about),
        count,
    ];
    view! {
        <label class="version">
            <input
                type="radio" name="version"
                prop:checked=move || past.chosen.get() == number
                on:change=move |_| past.chosen.set(number) />
            <span>{text}</span>
        </label>
    }
    .into_any()
}

/// What a version changed of the one before it.
fn counted(past: Past, number: u64) -> Option<String> {
    let count = past.counts.with(|counts| counts.get(&number).copied());
    Some(match count? {
        0 => "与前一版相同".to_owned(),
        count => format!("改动 {count} 处"),
    })
}

/// What was changed since the last version.
fn since(past: Past) -> Option<String> {
    let last = past.versions.with(|versions| versions.as_ref()?.last().map(|last| last.digest.clone()))?;
    let (old, new) = (past.contents.with(|contents| contents.get(&last).cloned())?, past.now.get()?);
    Some(match compare::count(&old, &new) {
        0 => "与最近的版本相同".to_owned(),
        count => format!("最近的版本之后改动 {count} 处"),
    })
}

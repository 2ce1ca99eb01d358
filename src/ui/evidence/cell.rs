//! A row's files as a list, with adding, looking at, handing out and taking off. Any page's: what the files are and
//! what becomes of a change its caller says.

use leptos::html;
use leptos::prelude::*;
use web_sys::{DragEvent, FileList};

use super::desk::{Desk, Told};
use super::viewer::facts;
use crate::domain::evidence::Evidence;
use crate::domain::evidence_kind::EvidenceKind;
use crate::domain::finding::{EvidenceProblem, Severity};
use crate::ui::dom;
use crate::ui::parts::live::live;
use crate::ui::parts::node::{node, nothing, part, said, words};
use crate::ui::parts::press;
use crate::wording::{self, excerpt};

/// The files of one row. `change` gets the whole list as it is to be; the bytes of all it names are kept by then.
/// `label` names the row.
#[component]
pub fn EvidenceCell(
    #[prop(into)] files: Signal<Vec<Evidence>>,
    change: Callback<Vec<Evidence>>,
    #[prop(into)] read_only: Signal<bool>,
    #[prop(into)] label: Signal<String>,
) -> impl IntoView {
    let desk = Desk::new(files, change, read_only);
    let group = move || format!("「{}」的佐证材料", excerpt(&label.get()));
    let hover = move |event: DragEvent| event.prevent_default();
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        desk.add(listed(event.data_transfer().and_then(|data| data.files())));
    };
    view! {
        <div class="evidence" role="group" aria-label=group data-takes-files="" on:dragover=hover on:drop=dropped>
            {part(move || list(desk))}
            {live(move || (!desk.read_only.get()).then(|| picker(desk)))}
            {part(move || progress(desk))}
            <div role="status">{part(move || told(desk))}</div>
            {desk.viewer.drawn(desk)}
        </div>
    }
}

fn listed(files: Option<FileList>) -> Vec<web_sys::File> {
    let Some(files) = files else { return Vec::new() };
    (0..files.length()).filter_map(|at| files.get(at)).collect()
}

fn list(desk: Desk) -> AnyView {
    let files = desk.files.get();
    if files.is_empty() {
        return said("p", "why", "还没有佐证材料。");
    }
    node("ul", &[("class", "evidence-list")], files.into_iter().map(|file| item(desk, file)).collect())
}

fn item(desk: Desk, file: Evidence) -> AnyView {
    let name = excerpt(&file.name);
    let missing = desk.misses(&file);
    let about = vec![said("b", "", name.clone()), said("small", "", facts(&file))];
    let act = |word: &'static str, class: &'static str, act: Box<dyn Fn()>| {
        let label = format!("{word}“{name}”");
        // The word alone on the button, with the file for who does not see the list.
        view! { <button type="button" class=class aria-label=label on:click=move |_| act()>{word}</button> }
            .into_any()
    };
    let (seen, out, gone) = (file.clone(), file.clone(), file.clone());
    let mut acts = Vec::new();
    if !missing {
        acts.push(act("查看", "small", Box::new(move || desk.viewer.open(desk, seen.clone()))));
        acts.push(act("下载", "small", Box::new(move || desk.hand_out(out.clone()))));
    }
    if !desk.read_only.get() {
        let remove = move || {
            desk.remove(&gone);
            // The button is gone with its file.
            dom::focus_quietly("evidence-add");
        };
        acts.push(act("移除", "small danger", Box::new(remove)));
    }
    let notes = [
        file.lie().map(|lie| ("notice", wording::evidence_problem(&lie))),
        missing.then(|| {
            ("notice red", wording::evidence_problem(&EvidenceProblem::Missing { name: file.name.clone() }))
        }),
        EvidenceKind::of_media(&file.kind)
            .may_run()
            .then(|| ("notice", wording::evidence_handed_out(EvidenceKind::of_media(&file.kind)).to_owned())),
    ];
    let notes = notes.into_iter().flatten().map(|(class, text)| said("p", class, text));
    let row = vec![node("span", &[], about), node("span", &[("class", "acts")], acts)];
    let row = node("div", &[("class", "evidence-row")], row);
    node("li", &[], std::iter::once(row).chain(notes).collect())
}

/// The way in, with the limits said beforehand.
fn picker(desk: Desk) -> AnyView {
    let input: NodeRef<html::Input> = NodeRef::new();
    let choose = move |_| {
        if let Some(input) = input.try_get_untracked().flatten() {
            input.click();
        }
    };
    let chosen = move |_| {
        if let Some(input) = input.try_get_untracked().flatten() {
            desk.add(listed(input.files()));
            // Choosing the same file again is a change again.
            input.set_value("");
        }
    };
    let limits = move || {
        words(format!("{}可以把文件拖到这里。", wording::evidence_limits(&desk.limits(), desk.used())))
    };
    view! {
        <div class="evidence-add">
            <button type="button" id="evidence-add" class="small" on:click=choose>"添加材料…"</button>
            <input type="file" class="file-input" node_ref=input multiple=true hidden=true aria-label="选择佐证材料" on:change=chosen />
            <span class="why">{part(limits)}</span>
        </div>
    }
    .into_any()
}

fn progress(desk: Desk) -> AnyView {
    let Some(reading) = desk.reading.get() else { return nothing() };
    let (done, size) = (reading.done.to_string(), reading.size.to_string());
    let label = format!("正在读取“{}”", reading.name);
    let bar = node("progress", &[("max", &size), ("value", &done), ("aria-label", &label)], Vec::new());
    node("p", &[("class", "evidence-progress")], vec![words(label), bar])
}

fn told(desk: Desk) -> AnyView {
    let told = desk.told.get();
    if told.is_empty() {
        return nothing();
    }
    // What stands at a file is not shown twice, only told.
    let lies: Vec<String> = desk.files.with(|files| {
        files.iter().filter_map(Evidence::lie).map(|lie| wording::evidence_problem(&lie)).collect()
    });
    let shown = told.iter().any(|told| !lies.contains(&told.text));
    let line = |Told { severity, name, text }: Told| {
        let class = match severity {
            _ if lies.contains(&text) => "sr",
            Severity::Error => "notice red",
            Severity::Warning | Severity::Hint => "notice",
        };
        // A sentence that names the file itself needs no name before it.
        let text =
            if name.is_empty() || text.contains(&name) { text } else { format!("“{name}”：{text}") };
        said("p", class, text)
    };
    let mut lines: Vec<AnyView> = told.into_iter().map(line).collect();
    if shown {
        lines.push(press("知道了", "small", move || desk.told.set(Vec::new())));
    }
    node("div", &[("class", "evidence-told")], lines)
}

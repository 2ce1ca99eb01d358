//! The findings panel: severity by shape and word, the sentence, the rule it rests on; choosing one
//! moves the focus to its field. Shared by the pages that show a form.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::rules::basis;
use crate::domain::finding::{Finding, Severity};
use crate::domain::place::Place;
use crate::ui::dom;
use crate::ui::parts::live::{live, memo};
use crate::ui::parts::mark;
use crate::wording::{self, Names};

/// What a page knows of findings beyond the shipped checks.
#[derive(Clone, Copy)]
pub(crate) struct Aid {
    /// The ways to mend a finding, each with the word on its button.
    pub ways: Callback<Finding, Vec<(String, Callback<()>)>>,
    /// The rule that a code rests on, in words; empty where none is named.
    pub basis: Callback<&'static str, String>,
}

/// One line of the panel.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Line {
    severity: Severity,
    code: &'static str,
    sentence: String,
    basis: String,
    place: Place,
}

/// A line with what it tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Listed {
    line: Line,
    finding: Finding,
}

/// A finding, by where it stands among all of them.
type Told = (Severity, usize);

/// So many lines are drawn at first, and more each time they are asked for.
const PAGE: usize = 100;

const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Hint];

/// All findings of the open form, the gravest first.
#[component]
pub(crate) fn FindingsPanel(
    #[prop(into)] findings: Signal<Vec<Finding>>,
    #[prop(into)] names: Signal<Names>,
    go_to: Callback<Place>,
    #[prop(optional)] aid: Option<Aid>,
) -> impl IntoView {
    let told = memo(move || names.with(|names| findings.with(|all| told_of(all, names))));
    let chosen = RwSignal::new(None::<Severity>);
    // A severity that has no line left filters nothing: its button is gone with it.
    let only = memo(move || {
        let there = |severity: &Severity| told.with(|told| told.iter().any(|(of, _)| of == severity));
        chosen.get().filter(there)
    });
    let asked = RwSignal::new(PAGE);
    let shown = move || {
        let at: Vec<usize> = told.with(|told| of_severity(told, only.get()).take(asked.get()).collect());
        names.with(|names| findings.with(|all| lines_of(all, &at, names, aid)))
    };
    let left =
        memo(move || told.with(|told| of_severity(told, only.get()).count()).saturating_sub(asked.get()));
    let counts = move || {
        let view = |severity| count_view(severity, told, only, chosen, asked);
        SEVERITIES.into_iter().filter_map(view).collect::<Vec<_>>()
    };
    let list = NodeRef::<html::Ul>::new();
    let more = move |_| {
        let next = asked.get_untracked();
        asked.set(next + PAGE);
        dom::once_drawn(move || focus_line(list, next));
    };
    view! {
        <section class="sheet findings" aria-labelledby="findings-title">
            <header class="sheet-head">
                <h2 id="findings-title" tabindex="-1">"检查"</h2>
                <span class="counts" role="group" aria-label="按严重程度筛选">{counts}</span>
            </header>
            {live(move || told.with(Vec::is_empty).then(|| view! {
                <p class="empty">"没有发现问题。"</p>
            }))}
            <ul class="find-list" node_ref=list>
                <For each=shown key=|listed| listed.line.clone() children=move |listed| line_view(listed, go_to, aid) />
            </ul>
            {live(move || (left.get() > 0).then(|| view! {
                <p class="more"><button type="button" class="small" on:click=more>{live(move || more_word(left.get()))}</button></p>
            }))}
        </section>
    }
    .into_any()
}

/// The findings, the gravest first; one that reads as another at its place is told once.
fn told_of(findings: &[Finding], names: &Names) -> Vec<Told> {
    let mut seen: HashMap<(&Place, &str), (&Finding, HashSet<String>)> = HashMap::new();
    let mut told: Vec<Told> = Vec::new();
    // Few places have two findings alike: only there a sentence is made of what may never be shown.
    let sentence = |found: &Finding| wording::sentence_at(found, names);
    for (at, found) in findings.iter().enumerate() {
        match seen.entry((&found.place, found.problem.code())) {
            Entry::Vacant(slot) => {
                slot.insert((found, HashSet::new()));
            }
            Entry::Occupied(mut slot) => {
                let (first, sentences) = slot.get_mut();
                if sentences.is_empty() {
                    sentences.insert(sentence(first));
                }
                if !sentences.insert(sentence(found)) {
                    continue;
                }
            }
        }
        told.push((found.problem.severity(), at));
    }
    told.sort_by_key(|(severity, _)| *severity);
    told
}

fn of_severity(told: &[Told], only: Option<Severity>) -> impl Iterator<Item = usize> {
    told.iter().filter(move |(severity, _)| only.is_none_or(|only| only == *severity)).map(|(_, at)| *at)
}

fn lines_of(all: &[Finding], at: &[usize], names: &Names, aid: Option<Aid>) -> Vec<Listed> {
    at.iter().filter_map(|at| all.get(*at)).map(|found| line_of(found, names, aid)).collect()
}

fn line_of(found: &Finding, names: &Names, aid: Option<Aid>) -> Listed {
    let code = found.problem.code();
    Listed {
        line: Line {
            severity: found.problem.severity(),
            code,
            sentence: wording::sentence_at(found, names),
            basis: aid.map_or_else(|| basis(code), |aid| aid.basis.run(code)),
            place: found.place.clone(),
        },
        finding: found.clone(),
    }
}

fn more_word(left: usize) -> String {
    format!("再显示 {} 处（还有 {left} 处）", left.min(PAGE))
}

/// The first of the lines that were asked for has the focus.
fn focus_line(list: NodeRef<html::Ul>, at: usize) {
    let line = list.get_untracked().and_then(|list| list.children().item(u32::try_from(at).ok()?));
    let button = line.and_then(|line| line.query_selector(".go-to").ok().flatten());
    let button = button.and_then(|button| button.dyn_into::<HtmlElement>().ok());
    // What cannot take the focus leaves it where it is.
    button.into_iter().for_each(|button| drop(button.focus()));
}

fn line_view(listed: Listed, go_to: Callback<Place>, aid: Option<Aid>) -> impl IntoView {
    let Listed { line: Line { severity, sentence, basis, place, .. }, finding } = listed;
    let ways = aid.map(|aid| untrack(|| aid.ways.run(finding))).unwrap_or_default();
    let way = |(word, act): (String, Callback<()>)| {
        view! { <button type="button" class="small" on:click=move |_| act.run(())>{word}</button> }
    };
    let ways = (!ways.is_empty())
        .then(|| view! { <div class="fix">{ways.into_iter().map(way).collect_view()}</div> });
    let (class, sign) = mark(severity);
    view! {
        <li>
            <i class=class aria-hidden="true">{sign}</i>
            <div>
                <button class="go-to" on:click=move |_| go_to.run(place.clone())>
                    <span class="sr">{format!("{}：", wording::severity(severity))}</span>{sentence}
                </button>
                {(!basis.is_empty()).then(|| view! { <small>{basis}</small> })}
                {ways}
            </div>
        </li>
    }
}

/// `■ 3 错误`; pressed, only these are shown. Nothing where there are none.
fn count_view(
    severity: Severity,
    told: Memo<Vec<Told>>,
    only: Memo<Option<Severity>>,
    chosen: RwSignal<Option<Severity>>,
    asked: RwSignal<usize>,
) -> Option<AnyView> {
    let count = told.with(|told| of_severity(told, Some(severity)).count());
    if count == 0 {
        return None;
    }
    let light = match severity {
        Severity::Error => "light red",
        Severity::Warning => "light amber",
        Severity::Hint => "light blue",
    };
    let toggle = move |_| {
        chosen.set((only.get_untracked() != Some(severity)).then_some(severity));
        asked.set(PAGE);
    };
    let text = format!("{count} {}", wording::severity(severity));
    let pressed = move || if only.get() == Some(severity) { "true" } else { "false" };
    Some(view! { <button class=light aria-pressed=pressed on:click=toggle>{text}</button> }.into_any())
}

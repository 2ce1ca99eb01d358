//! The findings panel: severity by shape and word, the sentence, the rule it rests on; choosing one
//! moves the focus to its field. Shared by the pages that show a form.

use std::collections::HashSet;

use leptos::prelude::*;

use super::rules::basis;
use crate::domain::finding::{Finding, Severity};
use crate::domain::place::Place;
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

const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Hint];

/// All findings of the open form, the gravest first.
#[component]
pub(crate) fn FindingsPanel(
    #[prop(into)] findings: Signal<Vec<Finding>>,
    #[prop(into)] names: Signal<Names>,
    go_to: Callback<Place>,
    #[prop(optional)] aid: Option<Aid>,
) -> impl IntoView {
    let lines = memo(move || names.with(|names| findings.with(|all| lines_of(all, names, aid))));
    let chosen = RwSignal::new(None::<Severity>);
    // A severity that has no line left filters nothing: its button is gone with it.
    let only = memo(move || {
        let there =
            |severity: &Severity| lines.with(|lines| lines.iter().any(|l| l.line.severity == *severity));
        chosen.get().filter(there)
    });
    let shown = move || {
        let wanted = only.get();
        let lines = lines
            .get()
            .into_iter()
            .filter(move |listed| wanted.is_none_or(|only| listed.line.severity == only));
        lines.collect::<Vec<_>>()
    };
    let counts = move || {
        let view = |severity| count_view(severity, lines, only, chosen);
        SEVERITIES.into_iter().filter_map(view).collect::<Vec<_>>()
    };
    view! {
        <section class="sheet findings" aria-labelledby="findings-title">
            <header class="sheet-head">
                <h2 id="findings-title">"检查"</h2>
                <span class="counts" role="group" aria-label="按严重程度筛选">{counts}</span>
            </header>
            {live(move || lines.with(Vec::is_empty).then(|| view! {
                <p class="empty">"没有发现问题。"</p>
            }))}
            <ul class="find-list">
                <For each=shown key=|listed| listed.line.clone() children=move |listed| line_view(listed, go_to, aid) />
            </ul>
        </section>
    }
    .into_any()
}

fn lines_of(findings: &[Finding], names: &Names, aid: Option<Aid>) -> Vec<Listed> {
    let basis_of = |code| aid.map_or_else(|| basis(code), |aid| aid.basis.run(code));
    let line = |found: &Finding| Listed {
        line: Line {
            severity: found.problem.severity(),
            sentence: wording::sentence_at(found, names),
            basis: basis_of(found.problem.code()),
            place: found.place.clone(),
        },
        finding: found.clone(),
    };
    let of = |severity| findings.iter().filter(move |found| found.problem.severity() == severity);
    let mut lines: Vec<Listed> =
        [Severity::Error, Severity::Warning, Severity::Hint].into_iter().flat_map(of).map(line).collect();
    let mut seen = HashSet::new();
    lines.retain(|listed| seen.insert(listed.line.clone()));
    lines
}

fn line_view(listed: Listed, go_to: Callback<Place>, aid: Option<Aid>) -> impl IntoView {
    let Listed { line: Line { severity, sentence, basis, place }, finding } = listed;
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
    lines: Memo<Vec<Listed>>,
    only: Memo<Option<Severity>>,
    chosen: RwSignal<Option<Severity>>,
) -> Option<AnyView> {
    let count = lines.with(|lines| lines.iter().filter(|listed| listed.line.severity == severity).count());
    if count == 0 {
        return None;
    }
    let light = match severity {
        Severity::Error => "light red",
        Severity::Warning => "light amber",
        Severity::Hint => "light blue",
    };
    let toggle = move |_| chosen.set((only.get_untracked() != Some(severity)).then_some(severity));
    let text = format!("{count} {}", wording::severity(severity));
    let pressed = move || if only.get() == Some(severity) { "true" } else { "false" };
    Some(view! { <button class=light aria-pressed=pressed on:click=toggle>{text}</button> }.into_any())
}

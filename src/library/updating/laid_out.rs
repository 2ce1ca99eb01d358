//! What a file would change, as lines that a page draws a few of: the counts, then a line for each finding (`f`) and
//! each item, which begins with its state: new, changed, same, gone or refused (`n`, `c`, `s`, `g`, `r`). A line's
//! place among the items is what it is chosen by.

use serde_json::{Value, json};

use crate::domain::finding::{LibraryFinding, Severity};
use crate::library::catalogue::Library;
use crate::library::staging::{Change, Counts, Item, Staged, State};
use crate::wording;

pub(super) fn text(library: &Library, staged: &Staged, edition: &str, told: &[(Severity, String)]) -> String {
    let Counts { read, new, changed, same, refused, gone } = staged.counts;
    let first = json!({
        "from": library.edition, "edition": edition, "findings": staged.findings.len() + told.len(),
        "read": read, "new": new, "changed": changed, "same": same, "refused_items": refused, "gone": gone,
    });
    let mut text = first.to_string();
    let mut line = |state: char, value: Value| {
        text.push('\n');
        text.push(state);
        text.push_str(&value.to_string());
    };
    let findings = staged.findings.iter().map(|finding| (finding.problem.severity(), words(finding)));
    for (severity, sentence) in told.iter().cloned().chain(findings) {
        line('f', json!({ "severity": severity, "text": sentence }));
    }
    for item in &staged.items {
        let Item { at, code, name, state, .. } = item;
        let (state, about) = match state {
            State::New => ('n', Value::from(item.after().map(new_words).unwrap_or_default())),
            State::Changed(changes) => ('c', Value::Array(changes.iter().map(change).collect())),
            State::Same => ('s', Value::Null),
            State::Gone => ('g', Value::Null),
            State::Refused(problem) => ('r', Value::from(wording::library_problem(problem))),
        };
        line(state, json!({ "at": at, "code": code, "name": name, "about": about }));
    }
    text
}

/// Name, old and new text of a member.
fn change(change: &Change) -> Value {
    json!([wording::library_member(&change.member), change.old, change.new])
}

/// Where a new entry belongs, what it is measured in and what it means.
fn new_words(entry: &crate::library::LibraryIndicator) -> String {
    let levels = [&entry.sector, &entry.level1, &entry.level2].map(|text| text.trim());
    let levels = levels.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" › ");
    let target = entry.printed_target();
    let parts = [levels.as_str(), target.trim(), entry.meaning.trim()];
    parts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The sentence of an item that cannot be taken in, with its place.
pub(super) fn refusal(item: &Item) -> Option<String> {
    match &item.state {
        State::Refused(problem) => Some(words(&LibraryFinding::new(item.at.as_str(), problem.clone()))),
        _ => None,
    }
}

fn words(finding: &LibraryFinding) -> String {
    wording::library_finding(finding)
}

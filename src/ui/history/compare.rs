//! Two contents of a case side by side: what differs, in the groups it is read in. Knows no signal.

use serde_json::Value;

use crate::bundle::staging::{Difference, case_differences};
use crate::domain::case::Case;
use crate::domain::from_json::from_json;
use crate::domain::goal_labels::goal_labels;
use crate::pack::Pack;
use crate::wording::{self, Names};

/// Differences that are listed; the others are counted.
const LISTED: usize = 400;

/// Differences that stand together: of one row, or of one part of a form.
pub(super) struct Group {
    pub(super) title: String,
    pub(super) lines: Vec<Line>,
}

/// One field that differs.
pub(super) struct Line {
    pub(super) place: String,
    pub(super) field: String,
    /// As people read it; what is not there says so.
    pub(super) old: String,
    pub(super) new: String,
    pub(super) is_new: bool,
}

/// What differs between two contents.
pub(super) struct Compared {
    pub(super) groups: Vec<Group>,
    pub(super) count: usize,
    /// Differences that are not listed.
    pub(super) more: usize,
    /// Nothing differs at all.
    pub(super) is_same: bool,
}

/// How many fields differ.
pub(super) fn count(old: &str, new: &str) -> usize {
    case_differences(&value(old), &value(new)).len()
}

/// What differs from `old` to `new`, two contents as JSON. Without an old one everything is new. Without the pack of
/// the goal forms their fields are named by key.
pub(super) fn compare(old: Option<&str>, new: &str, forms: Option<&Pack>) -> Compared {
    let found = case_differences(&old.map(value).unwrap_or_default(), &value(new));
    let cases = [Some(new), old].into_iter().flatten().filter_map(|text| from_json::<Case>(text).ok());
    let cases: Vec<Case> = cases.collect();
    let names = cases.iter().map(names).fold(Names::default(), Names::or);
    let forms = forms.and_then(|pack| pack.raw.get("goal"));
    let labels = cases.first().zip(forms).map(|(case, forms)| goal_labels(forms, case.subject));
    let names = names.with_facts(labels.unwrap_or_default());
    let mut groups: Vec<Group> = Vec::new();
    for difference in found.iter().take(LISTED) {
        let (title, line) = line(difference, &names);
        match groups.last_mut().filter(|group| group.title == title) {
            Some(group) => group.lines.push(line),
            None => groups.push(Group { title, lines: vec![line] }),
        }
    }
    let count = found.len();
    Compared { groups, count, more: count.saturating_sub(LISTED), is_same: old == Some(new) }
}

fn line(difference: &Difference, names: &Names) -> (String, Line) {
    let Difference { place, old, new } = difference;
    let (title, field) = wording::difference_parts(place, names);
    let shown = |text: &Option<String>| wording::difference_value(place, text.as_deref());
    let is_new = old.is_none();
    (title, Line { place: place.clone(), field, old: shown(old), new: shown(new), is_new })
}

fn value(text: &str) -> Value {
    // A content was compared with its digest before it came here.
    from_json(text).unwrap_or_default()
}

fn names(case: &Case) -> Names {
    let goal = case.goal.as_ref().map(Names::of_goal).unwrap_or_default();
    goal.or(case.self_evaluation.as_ref().map(Names::of_self_evaluation).unwrap_or_default())
}

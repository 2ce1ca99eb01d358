//! Rows of one list that are the same project: by year, unit and code; where one of the two has no code, by year,
//! unit and name. The first is the project, the others say so.

use std::collections::HashMap;

use super::{EntryState, ListEntry};
use crate::domain::finding::ListProblem;
use crate::domain::normalise::compact;
use crate::domain::party::name_and_code;
use crate::domain::project_list::{ListColumn, ListedProject};

type Key = (Option<i16>, String, String);

pub(super) fn mark(entries: &mut [ListEntry]) {
    let mut by_code: HashMap<Key, usize> = HashMap::new();
    // With whether that row has a code.
    let mut by_name: HashMap<Key, (usize, bool)> = HashMap::new();
    for entry in entries.iter_mut().filter(|entry| entry.state != EntryState::Refused) {
        let of = |column| compact(entry.project.text(column));
        let party = party(&entry.project);
        let (code, name) = (of(ListColumn::Code), of(ListColumn::Name));
        let key = |text: &String| (entry.project.year, party.clone(), text.clone());
        let (code_key, name_key) = (key(&code), key(&name));
        let coded = !code.is_empty();
        let first = by_code.get(&code_key).copied().filter(|_| coded).or_else(|| {
            let (row, other) = by_name.get(&name_key).copied().filter(|_| !name.is_empty())?;
            (!coded || !other).then_some(row)
        });
        if let Some(row) = first {
            entry.state = EntryState::Duplicate { row };
            entry.problems.push(ListProblem::Duplicate { row });
            continue;
        }
        if coded {
            by_code.insert(code_key, entry.row);
        }
        by_name.entry(name_key).or_insert((entry.row, coded));
    }
}

/// The unit's name, or the department's where the list has no units.
fn party(project: &ListedProject) -> String {
    let named = |name, code| {
        let text = project.text(name);
        if text.trim().is_empty() { project.text(code) } else { name_and_code(text).0 }
    };
    let unit = named(ListColumn::Unit, ListColumn::UnitCode);
    let party =
        if unit.is_empty() { named(ListColumn::Department, ListColumn::DepartmentCode) } else { unit };
    compact(party)
}

//! A form that is being filled: where its fields write to, and what was found at each of their places. Copyable;
//! knows neither which form it is nor any markup.

use std::collections::HashMap;

use leptos::prelude::*;

use crate::domain::command::Command;
use crate::domain::finding::{Finding, Severity};
use crate::domain::place::Place;
use crate::ui::parts::live::memo;
use crate::ui::session::Session;
use crate::wording::{self, Names};

/// One finding as it stands beside its field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub severity: Severity,
    pub text: String,
}

/// The form on the screen.
#[derive(Clone, Copy)]
pub struct Sheet {
    pub session: Session,
    /// Why the last edit was not made.
    pub refused: RwSignal<Option<String>>,
    /// Those of the form's rows.
    pub names: Memo<Names>,
    findings: Memo<Vec<Finding>>,
    /// By place, where among the findings; a sentence is made only of those that are shown.
    found: Memo<HashMap<Place, Vec<usize>>>,
}

impl Sheet {
    /// `names` are those of the form's rows.
    pub fn new(
        session: Session,
        findings: Memo<Vec<Finding>>,
        names: impl Fn() -> Names + Send + Sync + 'static,
    ) -> Self {
        let found = memo(move || {
            let mut found: HashMap<Place, Vec<usize>> = HashMap::new();
            findings.with(|findings| {
                for (at, finding) in findings.iter().enumerate() {
                    match found.get_mut(&finding.place) {
                        Some(known) => known.push(at),
                        None => drop(found.insert(finding.place.clone(), vec![at])),
                    }
                }
            });
            found
        });
        Self { session, refused: RwSignal::new(None), names: memo(names), findings, found }
    }

    /// The findings at one place; wakes only when they change.
    pub fn notes_at(self, place: Place) -> Memo<Vec<Note>> {
        self.notes_among(vec![place])
    }

    /// The findings at several places, the places in their order.
    pub fn notes_among(self, places: Vec<Place>) -> Memo<Vec<Note>> {
        memo(move || {
            self.found.with(|found| {
                let found: Vec<usize> =
                    places.iter().filter_map(|place| found.get(place)).flatten().copied().collect();
                // What was found elsewhere does not wake it.
                if found.is_empty() { Vec::new() } else { self.notes_of(&found) }
            })
        })
    }

    fn notes_of(self, found: &[usize]) -> Vec<Note> {
        let note = |found: &Finding, names: &Names| Note {
            severity: found.problem.severity(),
            text: wording::sentence_at(found, names),
        };
        let (findings, names) = (self.findings, self.names);
        findings.with(|all| {
            names.with(|names| found.iter().filter_map(|at| all.get(*at)).map(|f| note(f, names)).collect())
        })
    }

    /// Makes an edit that is complete in itself.
    pub fn apply(self, command: Command) {
        self.session.rest();
        let outcome = self.session.apply(command);
        self.refused.set(outcome.err().map(|refusal| wording::refusal(&refusal)));
    }

    /// Makes the edit of a keystroke: all of one field's are one step of undo.
    pub fn type_in(self, command: Command) {
        let outcome = self.session.type_in(command);
        self.refused.set(outcome.err().map(|refusal| wording::refusal(&refusal)));
    }
}

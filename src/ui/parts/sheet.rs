//! A form that is being filled: where its fields write to, and what was found at each of their places. Copyable;
//! knows neither which form it is nor any markup.

use std::collections::BTreeMap;

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
    notes: Memo<BTreeMap<Place, Vec<Note>>>,
}

impl Sheet {
    /// `names` are those of the form's rows.
    pub fn new(
        session: Session,
        findings: Memo<Vec<Finding>>,
        names: impl Fn() -> Names + Send + Sync + 'static,
    ) -> Self {
        let notes = memo(move || {
            let names = names();
            let mut notes: BTreeMap<Place, Vec<Note>> = BTreeMap::new();
            findings.with(|findings| {
                for found in findings {
                    let note = Note {
                        severity: found.problem.severity(),
                        text: wording::sentence_at(found, &names),
                    };
                    notes.entry(found.place.clone()).or_default().push(note);
                }
            });
            notes
        });
        Self { session, refused: RwSignal::new(None), notes }
    }

    /// The findings at one place; wakes only when they change.
    pub fn notes_at(self, place: Place) -> Memo<Vec<Note>> {
        self.notes_among(vec![place])
    }

    /// The findings at several places, the places in their order.
    pub fn notes_among(self, places: Vec<Place>) -> Memo<Vec<Note>> {
        memo(move || {
            self.notes
                .with(|notes| places.iter().filter_map(|place| notes.get(place)).flatten().cloned().collect())
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

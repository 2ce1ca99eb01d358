//! What the parts of the self-evaluation page share: slices of the session as memos, the page's own
//! state (which rows stand open), and edits by field. Copyable; knows no markup.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;

use super::rules;
use crate::domain::command::Command;
use crate::domain::finding::Severity;
use crate::domain::grid::{self, GridRow, Spans, Standing};
use crate::domain::ids::RowId;
use crate::domain::place::{DocumentType, FundField, Place, PlaceTarget, RowField, TextField};
use crate::domain::selfeval::SelfEvaluation;
use crate::ui::dom;
use crate::ui::parts::live::memo;
use crate::ui::session::Session;
use crate::wording::{self, Names};

/// One finding as it stands beside its field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Note {
    pub severity: Severity,
    pub text: String,
}

/// What has a score with a sum behind it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Summed {
    Execution,
    Row(RowId),
}

/// The page's state.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub session: Session,
    /// The row whose fields are all open for editing.
    pub editing: RwSignal<Option<RowId>>,
    /// Every sum is shown, but for those turned away from the rest.
    all_derived: RwSignal<bool>,
    /// Rows whose sum is shown where the others' are not, or the other way round.
    turned: RwSignal<BTreeSet<Summed>>,
    /// Why the last edit was not made.
    pub refused: RwSignal<Option<String>>,
    pub order: Memo<Vec<RowId>>,
    pub spans: Memo<BTreeMap<RowId, Spans>>,
    pub standing: Memo<Option<Standing>>,
    notes: Memo<BTreeMap<Place, Vec<Note>>>,
}

impl Desk {
    pub(super) fn new(session: Session) -> Self {
        let editing = RwSignal::new(None);
        let turned = RwSignal::new(BTreeSet::<Summed>::new());
        let all_derived = RwSignal::new(false);
        let order = memo(move || {
            let ids = |form: &SelfEvaluation| form.rows.iter().map(|row| row.indicator.id.clone()).collect();
            session.with_form(ids).unwrap_or_default()
        });
        let spans = memo(move || {
            let lines = |id: &RowId| {
                let turned = turned.with(|turned| turned.contains(&Summed::Row(id.clone())));
                1 + usize::from(all_derived.get() != turned)
                    + usize::from(editing.with(|open| open.as_ref() == Some(id)))
            };
            session.with_form(|form| spans_of(form, lines)).unwrap_or_default()
        });
        let standing = memo(move || {
            session
                .with_form(|form| session.scored.with(|s| Some(grid::standing(form, s.as_ref()?))))
                .flatten()
        });
        let notes = memo(move || {
            let names = session.with_form(Names::of_self_evaluation).unwrap_or_default();
            let mut notes: BTreeMap<Place, Vec<Note>> = BTreeMap::new();
            session.findings.with(|findings| {
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
        let refused = RwSignal::new(None);
        Self { session, editing, all_derived, turned, refused, order, spans, standing, notes }
    }

    /// The row as shown; `None` once it is gone.
    pub(super) fn row(self, id: &RowId) -> Memo<Option<GridRow>> {
        let id = id.clone();
        memo(move || {
            let shown = |form: &SelfEvaluation| {
                let row = form.row(&id)?;
                self.session.scored.with(|s| Some(grid::grid_row(row, s.as_ref().and_then(|s| s.row(&id)))))
            };
            self.session.with_form(shown).flatten()
        })
    }

    /// The findings at one place; wakes only when they change.
    pub(super) fn notes_at(self, place: Place) -> Memo<Vec<Note>> {
        self.notes_among(vec![place])
    }

    /// The findings at several places, the places in their order.
    pub(super) fn notes_among(self, places: Vec<Place>) -> Memo<Vec<Note>> {
        memo(move || {
            self.notes
                .with(|notes| places.iter().filter_map(|place| notes.get(place)).flatten().cloned().collect())
        })
    }

    /// Whether the sum behind a score is shown.
    pub(super) fn shows_sum(self, of: Summed) -> Memo<bool> {
        memo(move || self.all_derived.get() != self.turned.with(|turned| turned.contains(&of)))
    }

    /// Shows or hides the sum behind one score, whatever the others do.
    pub(super) fn turn_sum(self, of: &Summed) {
        self.turned.update(|turned| {
            if !turned.remove(of) {
                turned.insert(of.clone());
            }
        });
    }

    /// Shows or hides every sum.
    pub(super) fn turn_all_sums(self) {
        self.turned.update(BTreeSet::clear);
        self.all_derived.update(|all| *all = !*all);
    }

    pub(super) fn shows_all_sums(self) -> bool {
        self.all_derived.get()
    }

    /// The rule of a row in words.
    pub(super) fn rule_words(self, id: &RowId) -> String {
        let words = |form: &SelfEvaluation| form.row(id).map(|row| rules::row_words(row, form.head.year));
        self.session.with_form(words).flatten().unwrap_or_default()
    }

    /// Makes an edit that is complete in itself.
    pub(super) fn apply(self, command: Command) {
        self.session.rest();
        let outcome = self.session.apply(command);
        self.refused.set(outcome.err().map(|refusal| wording::refusal(&refusal)));
    }

    /// Makes the edit of a keystroke: all of one field's are one step of undo.
    pub(super) fn type_in(self, command: Command) {
        let outcome = self.session.type_in(command);
        self.refused.set(outcome.err().map(|refusal| wording::refusal(&refusal)));
    }

    /// Opens the row's editor and moves the focus to one of its fields.
    pub(super) fn edit_row(self, id: &RowId, field: RowField) {
        self.editing.set(Some(id.clone()));
        let place = Place::indicator(DocumentType::SelfEvaluation, id, field);
        request_animation_frame(move || dom::focus_place(&place));
    }

    /// Moves the focus to the field of a finding, opening what it stands in.
    pub(super) fn go_to(self, place: &Place) {
        match place.target() {
            Some(PlaceTarget::Indicator(_, row, field)) if !in_grid(field) => self.edit_row(&row, field),
            _ => dom::focus_place(place),
        }
    }
}

/// Fields that the grid itself lets edit; the others stand in the row's editor.
fn in_grid(field: RowField) -> bool {
    matches!(field, RowField::Actual | RowField::Claimed | RowField::Reason)
}

fn spans_of(form: &SelfEvaluation, lines: impl Fn(&RowId) -> usize) -> BTreeMap<RowId, Spans> {
    let rows = form.rows.iter().map(|row| &row.indicator);
    let spans = grid::spans(rows.clone().map(|i| (i.level1.as_str(), i.level2.as_str(), lines(&i.id))));
    let mut by_row = BTreeMap::new();
    // Collected, they would bring a sort of their own into the first load.
    by_row.extend(rows.map(|indicator| indicator.id.clone()).zip(spans));
    by_row
}

pub(super) fn text_place(field: TextField) -> Place {
    Place::text(DocumentType::SelfEvaluation, field)
}

pub(super) fn row_place(id: &RowId, field: RowField) -> Place {
    Place::indicator(DocumentType::SelfEvaluation, id, field)
}

pub(super) fn fund_place(id: &RowId, field: FundField) -> Place {
    Place::fund(DocumentType::SelfEvaluation, id, field)
}

/// One part of a row as a memo of its own, so that a cell wakes only for itself.
pub(super) fn part<T>(
    row: Memo<Option<GridRow>>,
    read: impl Fn(&GridRow) -> T + Send + Sync + 'static,
) -> Memo<T>
where
    T: Default + PartialEq + Send + Sync + 'static,
{
    memo(move || row.with(|row| row.as_ref().map(&read).unwrap_or_default()))
}

//! What the parts of the self-evaluation page share: slices of the session as memos, the page's own
//! state (which rows stand open), and edits by field. Copyable; knows no markup.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;

use super::rules;
use crate::domain::case::Subject;
use crate::domain::command::Command;
use crate::domain::grid::{self, GridRow, Spans, Standing};
use crate::domain::ids::RowId;
use crate::domain::place::{DocumentType, FundField, Place, PlaceTarget, RowField, TextField};
use crate::domain::selfeval::SelfEvaluation;
use crate::ui::dom;
use crate::ui::parts::live::memo;
use crate::ui::parts::{Note, Sheet};
use crate::ui::session::Session;
use crate::wording::Names;

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
    /// The differences to a newer goal are being shown.
    pub refreshing: RwSignal<bool>,
    /// What the fields write to.
    pub sheet: Sheet,
    pub order: Memo<Vec<RowId>>,
    pub spans: Memo<BTreeMap<RowId, Spans>>,
    pub standing: Memo<Option<Standing>>,
}

impl Desk {
    /// What the open case is about, which stays as it is.
    pub(super) fn subject(self) -> Subject {
        self.session.case.with_untracked(|case| case.as_ref().map_or(Subject::Project, |case| case.subject))
    }

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
        let names = move || session.with_form(Names::of_self_evaluation).unwrap_or_default();
        let sheet = Sheet::new(session, session.findings, names);
        Self {
            session,
            editing,
            all_derived,
            turned,
            refreshing: RwSignal::new(false),
            sheet,
            order,
            spans,
            standing,
        }
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

    /// The findings at several places, the places in their order.
    pub(super) fn notes_among(self, places: Vec<Place>) -> Memo<Vec<Note>> {
        self.sheet.notes_among(places)
    }

    pub(super) fn notes_at(self, place: Place) -> Memo<Vec<Note>> {
        self.sheet.notes_at(place)
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
        self.sheet.apply(command);
    }

    /// Opens the row's editor and moves the focus to one of its fields.
    pub(super) fn edit_row(self, id: &RowId, field: RowField) {
        self.editing.set(Some(id.clone()));
        let place = Place::indicator(DocumentType::SelfEvaluation, id, field);
        dom::focus_place_soon(place);
    }

    /// Moves the focus to the field of a finding, opening what it stands in.
    pub(super) fn go_to(self, place: &Place) {
        match place.target() {
            Some(PlaceTarget::Indicator(_, row, field)) if !in_grid(field) => self.edit_row(&row, field),
            Some(PlaceTarget::Survey(row, _)) => {
                self.editing.set(Some(row));
                let place = place.clone();
                dom::focus_place_soon(place);
            }
            _ => dom::focus_place(place),
        }
    }
}

impl From<Desk> for Sheet {
    fn from(desk: Desk) -> Self {
        desk.sheet
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

//! What the parts of the goal page share: slices of the session as memos, the page's own state (which row stands
//! open, which block is shown, what stands beside the grid), and edits. Copyable; knows no markup.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::{money, renewed};
use crate::domain::case::Case;
use crate::domain::command::{Command, GoalEdit};
use crate::domain::finding::Finding;
use crate::domain::goal::Goal;
use crate::domain::goal_form::GoalForm;
use crate::domain::grid::{self, Spans};
use crate::domain::grounds::Term;
use crate::domain::ids::RowId;
use crate::domain::indicator::Indicator;
use crate::domain::place::{DocumentType, FundField, Place, PlaceTarget, RowField, TextField};
use crate::ui::dom;
use crate::ui::goal_forms::FormShelf;
use crate::ui::library::Books;
use crate::ui::parts::Sheet;
use crate::ui::parts::live::memo;
use crate::ui::session::Session;
use crate::wording::Names;

const GOAL: DocumentType = DocumentType::Goal;

/// What stands beside the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beside {
    Checks,
    Library,
}

/// The page's state.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub session: Session,
    /// What the fields write to.
    pub sheet: Sheet,
    /// What the forms ask for.
    pub shelf: FormShelf,
    /// The indicator library.
    pub books: Books,
    pub findings: Memo<Vec<Finding>>,
    /// The block that the grid shows.
    pub term: RwSignal<Term>,
    /// The row whose fields are all open for editing.
    pub editing: RwSignal<Option<RowId>>,
    /// The row that had the focus last: what is picked or pasted lands there.
    pub at: RwSignal<Option<RowId>>,
    pub beside: RwSignal<Beside>,
    /// Rows of the shown block, in their order.
    pub order: Memo<Vec<RowId>>,
    pub spans: Memo<BTreeMap<RowId, Spans>>,
}

impl Desk {
    pub(super) fn new(session: Session) -> Self {
        let (shelf, books) = (FormShelf::new(session), Books::new(session));
        // Until the forms and the checks have come, nobody knows.
        let findings = memo(move || {
            let found = |case: &Case| shelf.of(|rulings| rulings.findings(case));
            session.case.with(|case| case.as_ref().and_then(found)).unwrap_or_default()
        });
        let names = move || session.with_goal(Names::of_goal).unwrap_or_default();
        let sheet = Sheet::new(session, findings, names);
        let term = RwSignal::new(Term::Year);
        let editing = RwSignal::new(None);
        let order = memo(move || {
            let ids = |goal: &Goal| goal.of_term(term.get()).map(|row| row.id.clone()).collect();
            session.with_goal(ids).unwrap_or_default()
        });
        let spans = memo(move || {
            let lines = |id: &RowId| 1 + usize::from(editing.with(|open| open.as_ref() == Some(id)));
            session.with_goal(|goal| spans_of(goal.of_term(term.get()), lines)).unwrap_or_default()
        });
        let (at, beside) = (RwSignal::new(None), RwSignal::new(Beside::Checks));
        let desk = Self { session, sheet, shelf, books, findings, term, editing, at, beside, order, spans };
        renewed::look(desk);
        desk
    }

    /// The form of the open case's kind of subject.
    pub(super) fn form(self) -> Option<GoalForm> {
        self.shelf.form()
    }

    /// The row as it stands; `None` once it is gone.
    pub(super) fn row(self, id: &RowId) -> Row {
        let id = id.clone();
        memo(move || self.session.with_goal(|goal| goal.row(&id).cloned()).flatten())
    }

    /// Makes an edit that is complete in itself.
    pub(super) fn apply(self, edit: GoalEdit) {
        self.sheet.apply(Command::Goal(edit));
    }

    /// Changes a row as a whole.
    pub(super) fn change_row(self, id: &RowId, change: impl FnOnce(&mut Indicator)) {
        let row = untrack(|| self.session.with_goal(|goal| goal.row(id).cloned())).flatten();
        if let Some(mut row) = row {
            change(&mut row);
            self.apply(GoalEdit::ReplaceRow { row: Box::new(row) });
        }
    }

    /// Where a row stands among all rows of the goal.
    pub(super) fn index_of(self, id: &RowId) -> Option<usize> {
        let at = |goal: &Goal| goal.indicators.iter().position(|row| row.id == *id);
        untrack(|| self.session.with_goal(at)).flatten()
    }

    /// Opens the row's editor and moves the focus to one of its fields.
    pub(super) fn edit_row(self, id: &RowId, field: RowField) {
        self.editing.set(Some(id.clone()));
        let place = row_place(id, field);
        request_animation_frame(move || dom::focus_place(&place));
    }

    /// Moves the focus to the field of a finding, showing what it stands in.
    pub(super) fn go_to(self, place: &Place) {
        if let Some(PlaceTarget::Indicator(_, row, field)) = place.target() {
            let term = |goal: &Goal| goal.row(&row).map(|row| row.grounds.term);
            if let Some(term) = untrack(|| self.session.with_goal(term)).flatten() {
                self.term.set(term);
            }
            if !in_grid(field) {
                return self.edit_row(&row, field);
            }
        }
        let place = money::mended_at(self, place).unwrap_or_else(|| place.clone());
        request_animation_frame(move || dom::focus_place(&place));
    }

    /// Puts an empty row of the same levels below `after`, or at the end of the shown block.
    pub(super) fn add_row(self, after: Option<&RowId>) -> Option<RowId> {
        let id = RowId::new(dom::new_id());
        let term = self.term.get_untracked();
        let place = |goal: &Goal| {
            let at = after.and_then(|after| goal.indicators.iter().position(|row| row.id == *after));
            let at = at.or_else(|| goal.indicators.iter().rposition(|row| row.grounds.term == term));
            let above = at.and_then(|at| goal.indicators.get(at));
            let levels = above.map(|row| (row.level1.clone(), row.level2.clone())).unwrap_or_default();
            (at.map_or(goal.indicators.len(), |at| at + 1), levels)
        };
        let (index, (level1, level2)) = untrack(|| self.session.with_goal(place))?;
        let mut row = Indicator { level1, level2, ..Indicator::new(id.clone()) };
        row.grounds.term = term;
        self.apply(GoalEdit::InsertRow { index, row: Box::new(row) });
        let place = row_place(&id, RowField::Name);
        request_animation_frame(move || dom::focus_place(&place));
        Some(id)
    }

    /// Removes the row; the focus goes to the row that takes its place, or to the grid.
    pub(super) fn remove_row(self, id: &RowId) {
        let order = self.order.get_untracked();
        let at = order.iter().position(|row| row == id);
        let next = at.and_then(|at| order.get(at + 1).or_else(|| order.get(at.checked_sub(1)?)));
        self.editing.set(None);
        self.apply(GoalEdit::RemoveRow { row: id.clone() });
        let place = next.map_or_else(|| Place::indicators(GOAL), |next| row_place(next, RowField::Name));
        request_animation_frame(move || dom::focus_place(&place));
    }

    /// Moves a row to where another of the shown block stands.
    pub(super) fn move_row(self, id: &RowId, to: &RowId) {
        if let Some(index) = self.index_of(to).filter(|_| id != to) {
            self.apply(GoalEdit::MoveRow { row: id.clone(), index });
        }
    }

    /// Moves a row by one in the shown block; it takes the focus along.
    pub(super) fn move_by(self, id: &RowId, down: bool) {
        let order = self.order.get_untracked();
        let at = order.iter().position(|row| row == id);
        let beside = at.and_then(|at| order.get(if down { at + 1 } else { at.checked_sub(1)? }));
        if let Some(beside) = beside {
            self.move_row(id, beside);
        }
    }
}

impl From<Desk> for Sheet {
    fn from(desk: Desk) -> Self {
        desk.sheet
    }
}

pub(super) type Row = Memo<Option<Indicator>>;

/// One part of a row as a memo of its own, so that a cell wakes only for itself.
pub(super) fn part<T>(row: Row, read: impl Fn(&Indicator) -> T + Send + Sync + 'static) -> Memo<T>
where
    T: Default + PartialEq + Send + Sync + 'static,
{
    memo(move || row.with(|row| row.as_ref().map(&read).unwrap_or_default()))
}

/// The row's name, or that it has none yet.
pub(super) fn name_of(row: Row) -> Memo<String> {
    part(row, |row| match row.name.trim() {
        "" => "（未命名）".to_owned(),
        name => name.to_owned(),
    })
}

/// Fields that the grid itself lets edit; the others stand in the row's editor.
fn in_grid(field: RowField) -> bool {
    matches!(field, RowField::Name | RowField::Sign | RowField::Target | RowField::Unit | RowField::Points)
}

fn spans_of<'g>(
    rows: impl Iterator<Item = &'g Indicator>,
    lines: impl Fn(&RowId) -> usize,
) -> BTreeMap<RowId, Spans> {
    let rows: Vec<&Indicator> = rows.collect();
    let spans = grid::spans(rows.iter().map(|i| (i.level1.as_str(), i.level2.as_str(), lines(&i.id))));
    rows.iter().map(|row| row.id.clone()).zip(spans).collect()
}

pub(super) fn text_place(field: TextField) -> Place {
    Place::text(GOAL, field)
}

pub(super) fn row_place(id: &RowId, field: RowField) -> Place {
    Place::indicator(GOAL, id, field)
}

pub(super) fn fund_place(id: &RowId, field: FundField) -> Place {
    Place::fund(GOAL, id, field)
}

//! What the parts of the goal page share: slices of the session as memos, the page's own state (which row stands
//! open, which block is shown, what stands beside the grid), and edits. Copyable; knows no markup.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

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
use crate::domain::stretch::Stretch;
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
    /// Which of them the grid draws.
    pub stretch: RwSignal<Stretch>,
    /// The rows that it draws.
    pub drawn: Memo<Vec<RowId>>,
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
        let stretch = RwSignal::new(Stretch::default());
        let drawn = memo(move || {
            order.with(|order: &Vec<RowId>| {
                order.get(stretch.get().of(order.len())).unwrap_or_default().to_vec()
            })
        });
        let spans = memo(move || {
            let lines = |id: &RowId| 1 + usize::from(editing.with(|open| open.as_ref() == Some(id)));
            let rows = stretch.get().of(order.with(Vec::len));
            let spans =
                |goal: &Goal| spans_of(goal.of_term(term.get()).skip(rows.start).take(rows.len()), lines);
            session.with_goal(spans).unwrap_or_default()
        });
        let (at, beside) = (RwSignal::new(None), RwSignal::new(Beside::Checks));
        let desk = Self {
            session,
            sheet,
            shelf,
            books,
            findings,
            term,
            editing,
            at,
            beside,
            order,
            stretch,
            drawn,
            spans,
        };
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
        // Among thousands it is looked for only where another stands in its place by now.
        let stood = AtomicUsize::new(0);
        let found = move |goal: &Goal| {
            let known = goal.indicators.get(stood.load(Ordering::Relaxed)).filter(|row| row.id == id);
            if known.is_some() {
                return known.cloned();
            }
            let at = goal.indicators.iter().position(|row| row.id == id)?;
            stood.store(at, Ordering::Relaxed);
            goal.indicators.get(at).cloned()
        };
        memo(move || self.session.with_goal(&found).flatten())
    }

    /// Shows one block, from its first row on unless it is shown already.
    pub(super) fn show_term(self, term: Term) {
        if self.term.get_untracked() != term {
            self.term.set(term);
            self.stretch.set(Stretch::default());
        }
    }

    /// Draws a row of the shown block, so that the focus can go there.
    pub(super) fn reach(self, id: &RowId) {
        if let Some(at) = self.order.with_untracked(|order| order.iter().position(|row| row == id)) {
            self.reach_at(at);
        }
    }

    /// The same of a row that will stand there.
    pub(super) fn reach_at(self, at: usize) {
        self.draw(self.stretch.get_untracked().reaching(at));
    }

    /// Draws a page more at one end of what is drawn, and moves the focus to the new row that is next to it.
    pub(super) fn draw_more(self, further: bool) {
        let stretch = self.stretch.get_untracked();
        let shown = stretch.of(self.order.with_untracked(Vec::len));
        let next = if further { Some(shown.end) } else { shown.start.checked_sub(1) };
        let next = next.and_then(|at| self.order.with_untracked(|order| order.get(at).cloned()));
        if let Some(next) = next {
            self.draw(if further { stretch.further() } else { stretch.sooner() });
            dom::focus_place_soon(row_place(&next, RowField::Name));
        }
    }

    fn draw(self, stretch: Stretch) {
        if self.stretch.get_untracked() != stretch {
            self.stretch.set(stretch);
        }
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

    /// Moves the focus into the grid, to where one goes on writing: the first row without a name, else the first.
    pub(super) fn enter_grid(self) {
        let first = || self.order.with_untracked(|order| order.first().cloned());
        match self.first_unnamed().or_else(first) {
            Some(row) => self.go_to_row(&row, RowField::Name),
            None => dom::focus_place_soon(Place::indicators(GOAL)),
        }
    }

    /// The first row of the shown block that is still to be named.
    pub(super) fn first_unnamed(self) -> Option<RowId> {
        let term = self.term.get_untracked();
        let first = |goal: &Goal| goal.of_term(term).find(|row| is_unnamed(row)).map(|row| row.id.clone());
        untrack(|| self.session.with_goal(first)).flatten()
    }

    /// Opens the row's editor and moves the focus to one of its fields.
    pub(super) fn edit_row(self, id: &RowId, field: RowField) {
        self.editing.set(Some(id.clone()));
        self.go_to_row(id, field);
    }

    /// Moves the focus to a field of a row of the shown block, which is drawn first.
    pub(super) fn go_to_row(self, id: &RowId, field: RowField) {
        self.reach(id);
        dom::focus_place_soon(row_place(id, field));
    }

    /// The same, with all that stands there selected, as the keys along a column do.
    pub(super) fn write_over(self, id: &RowId, field: RowField) {
        self.reach(id);
        dom::select_place_soon(row_place(id, field));
    }

    /// Moves the focus to the field of a finding, showing what it stands in.
    pub(super) fn go_to(self, place: &Place) {
        if let Some(PlaceTarget::Indicator(_, row, field)) = place.target() {
            let term = |goal: &Goal| goal.row(&row).map(|row| row.grounds.term);
            if let Some(term) = untrack(|| self.session.with_goal(term)).flatten() {
                self.show_term(term);
            }
            if !in_grid(field) {
                return self.edit_row(&row, field);
            }
            self.reach(&row);
        }
        dom::focus_place_soon(money::mended_at(self, place).unwrap_or_else(|| place.clone()));
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
        self.go_to_row(&id, RowField::Name);
        Some(id)
    }

    /// Removes the row; the focus goes to the row that takes its place, or to the grid.
    pub(super) fn remove_row(self, id: &RowId) {
        let order = self.order.get_untracked();
        let at = order.iter().position(|row| row == id);
        let next = at.and_then(|at| order.get(at + 1).or_else(|| order.get(at.checked_sub(1)?)));
        self.editing.set(None);
        self.apply(GoalEdit::RemoveRow { row: id.clone() });
        match next {
            Some(next) => self.go_to_row(next, RowField::Name),
            None => dom::focus_place_soon(Place::indicators(GOAL)),
        }
    }

    /// Moves a row to where another of the shown block stands.
    pub(super) fn move_row(self, id: &RowId, to: &RowId) {
        if let Some(index) = self.index_of(to).filter(|_| id != to) {
            // Before it moves: a row that leaves what is drawn would be drawn anew and lose the focus.
            self.reach(to);
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

/// The text of one of the row's fields.
pub(super) fn text_of(row: Row, of: RowField) -> Memo<String> {
    part(row, move |row| row.text(of).unwrap_or_default().to_owned())
}

/// The row's name, or that it has none yet.
pub(super) fn name_of(row: Row) -> Memo<String> {
    part(row, |row| match row.name.trim() {
        "" => "（未命名）".to_owned(),
        name => name.to_owned(),
    })
}

/// Whether a row is still to be named.
pub(super) fn is_unnamed(row: &Indicator) -> bool {
    row.name.trim().is_empty()
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

//! The indicator library beside the goal: what is picked lands in the row where the cursor was, and stays linked.

use leptos::prelude::*;

use super::desk::{Beside, Desk};
use crate::domain::command::GoalEdit;
use crate::domain::goal::Goal;
use crate::domain::ids::RowId;
use crate::domain::indicator::Indicator;
use crate::domain::place::RowField;
use crate::library::picking;
use crate::library::{Chosen, Facet, LibraryIndicator};
use crate::pack;
use crate::ui::dom;
use crate::ui::library::{Asked, Book, Finder, SEARCH, Usage};

#[component]
pub(super) fn LibrarySheet(desk: Desk) -> impl IntoView {
    let asked = Asked::new(desk.books);
    untrack(|| ask_for_row(desk, asked));
    let pick = Callback::new(move |(place, stay)| take(desk, asked, place, stay));
    let leave = move || {
        desk.beside.set(Beside::Checks);
        back_to_row(desk);
    };
    let close = Callback::new(move |()| leave());
    dom::focus_quietly_soon(SEARCH.to_owned());
    view! {
        <aside class="stack" aria-label="指标库">
            <section class="sheet library-beside" aria-labelledby="library-title">
                <header class="sheet-head">
                    <h2 id="library-title">"指标库"</h2>
                    <div class="acts"><button type="button" class="small" title="关闭（Esc）" on:click=move |_| leave()>"关闭"</button></div>
                </header>
                <Finder asked pick close />
            </section>
        </aside>
    }
    .into_any()
}

/// Begins with the levels of the row where the cursor was, and what the unit used the year before.
fn ask_for_row(desk: Desk, asked: Asked) {
    let session = desk.session;
    if let Some(case) = session.open_id().and_then(|id| session.case_of(&id)) {
        asked.usage.set(Usage::before(&case, &session.all_cases()));
    }
    let row =
        desk.at.get_untracked().and_then(|id| session.with_goal(|goal| goal.row(&id).cloned()).flatten());
    if let Some(row) = row.filter(|row| row.name.trim().is_empty()) {
        let mut chosen = Chosen::default();
        // The level-2 name tells enough, and cost may stand under another level 1 in the library.
        match row.level2.trim() {
            "成本指标" => chosen.toggle(Facet::Level1, "成本指标"),
            "" => {}
            level2 => chosen.toggle(Facet::Level2, level2),
        }
        asked.guess(chosen);
    }
}

/// Puts the entry into the empty row at the cursor, which moves to its like if it is of another level, else into a new
/// one there.
fn take(desk: Desk, asked: Asked, place: usize, stay: bool) {
    let Some(book) = asked.books.book.get_untracked() else { return };
    let Some(entry) = book.library.get(place) else { return };
    let at = desk.at.get_untracked();
    let Some((edit, id)) =
        untrack(|| desk.session.with_goal(|goal| edit_for(desk, goal, at.as_ref(), &book, entry, asked)))
    else {
        return;
    };
    desk.apply(edit);
    desk.reach(&id);
    desk.at.set(Some(id.clone()));
    asked.books.note_picked(&entry.code);
    if stay {
        dom::focus_quietly(SEARCH);
        return;
    }
    desk.beside.set(Beside::Checks);
    // What the library suggests is the unit's own to say: a figure typed after it would be read as one with it.
    desk.write_over(&id, RowField::Target);
}

fn edit_for(
    desk: Desk,
    goal: &Goal,
    at: Option<&RowId>,
    book: &Book,
    entry: &LibraryIndicator,
    asked: Asked,
) -> (GoalEdit, RowId) {
    let levels = &pack::shipped().rules().levels;
    let last = asked.usage.with_untracked(|usage| usage.of(&entry.code, &entry.name).cloned());
    let fill = |row: &mut Indicator| {
        picking::fill(row, entry, &book.library, levels);
        picking::suggest_points(goal, row, pack::shipped().rules());
        row.grounds.last_year = last.clone().or(row.grounds.last_year.take());
    };
    let term = desk.term.get_untracked();
    let is_empty = |row: &&Indicator| row.name.trim().is_empty() && row.grounds.term == term;
    let here = at.and_then(|id| goal.row(id)).filter(is_empty);
    // The blank row of another level waits for an indicator of that level, as long as its own has one.
    let own = here.filter(|row| !row.level2.trim().is_empty()).and_then(|_| {
        let mut wanted = Indicator::new(RowId::new(String::new()));
        fill(&mut wanted);
        let is_of = |row: &&Indicator| row.level1 == wanted.level1 && row.level2 == wanted.level2;
        here.filter(is_of).or_else(|| goal.indicators.iter().filter(is_empty).find(is_of))
    });
    if let Some(row) = own.or(here) {
        let (old, mut row) = (row, row.clone());
        fill(&mut row);
        let id = row.id.clone();
        let moved = (old.level1 != row.level1 || old.level2 != row.level2).then(|| {
            let mut others = goal.clone();
            others.indicators.retain(|other| other.id != id);
            GoalEdit::MoveRow { row: id.clone(), index: picking::place_for(&others, &row) }
        });
        let replaced = GoalEdit::ReplaceRow { row: Box::new(row) };
        return (GoalEdit::Many(std::iter::once(replaced).chain(moved).collect()), id);
    }
    let id = RowId::new(dom::new_id());
    let mut row = Indicator::new(id.clone());
    row.grounds.term = term;
    fill(&mut row);
    let index = picking::place_for(goal, &row);
    (GoalEdit::InsertRow { index, row: Box::new(row) }, id)
}

fn back_to_row(desk: Desk) {
    match desk.at.get_untracked() {
        Some(id) => desk.go_to_row(&id, RowField::Name),
        None => dom::once_drawn(|| {
            dom::focus_id("grid-title");
        }),
    }
}

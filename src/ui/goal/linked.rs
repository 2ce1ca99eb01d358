//! 与指标库: what of a linked row departs from its entry, and an indicator of the unit's own that is proposed to the
//! library. The proposal stands in the goal and travels with it.

use leptos::prelude::*;

use super::desk::{Desk, Row, part};
use crate::domain::command::{Command, GoalEdit};
use crate::domain::finding::LibraryProblem;
use crate::domain::ids::RowId;
use crate::domain::indicator::Indicator;
use crate::domain::library::LibraryMember;
use crate::domain::place::Place;
use crate::domain::scoring::Rule;
use crate::library::{LibraryIndicator, check_proposal, picking, proposal_of};
use crate::pack;
use crate::ui::parts::cell::{Field, TextCell};
use crate::ui::parts::live::{live, memo};
use crate::ui::parts::mark;
use crate::wording;

/// What is no longer as the entry has it in the row's own edition; nothing while that is not known.
pub(super) fn departures(desk: Desk, row: Row) -> Memo<Vec<LibraryMember>> {
    memo(move || {
        let levels = &pack::shipped().rules().levels;
        with_entry(desk, row, |row, entry| picking::departures(row, entry, levels)).unwrap_or_default()
    })
}

/// The rule that the row's entry states, in the row's own edition.
pub(super) fn rule_of_entry(desk: Desk, row: Row) -> Option<Rule> {
    with_entry(desk, row, |_, entry| entry.rule()).flatten()
}

/// Reads the entry that the row was picked from, as it was then; tracked. `None` while that is not known.
fn with_entry<T>(desk: Desk, row: Row, read: impl FnOnce(&Indicator, &LibraryIndicator) -> T) -> Option<T> {
    let book = desk.books.book.get()?;
    row.with(|row| {
        let row = row.as_ref()?;
        let link = row.grounds.link.as_ref()?;
        if book.library.is_edition_of(link) {
            return Some(read(row, book.library.by_code(&link.code)?));
        }
        let then = desk.books.former.of(link).flatten()?;
        Some(read(row, &then))
    })
}

/// 库, with what was changed since it was picked.
pub(super) fn link_tag(desk: Desk, row: Row) -> AnyView {
    let linked = part(row, |row| row.grounds.link.clone());
    let departed = departures(desk, row);
    live(move || {
        linked.get().map(|link| {
            let fields: Vec<String> =
                departed.with(|members| members.iter().map(wording::library_member).collect());
            let from = format!("选自指标库 {} 版，编码 {}", link.edition, link.code);
            if fields.is_empty() {
                return view! { <span class="tag" title=from>"库"</span> }.into_any();
            }
            let told = format!("与指标库不同：{}", fields.join("、"));
            view! { <span class="tag departed" title=from>{told}</span> }.into_any()
        })
    })
    .into_any()
}

/// The link, and the way out of it; or the proposal of an indicator that the library does not have.
pub(super) fn library_part(desk: Desk, row: Row, id: &RowId) -> AnyView {
    let linked = part(row, |row| row.grounds.link.clone());
    let id = StoredValue::new(id.clone());
    live(move || match linked.get() {
        Some(link) => {
            let unlink =
                move |_| id.with_value(|id| desk.change_row(id, |row| row.grounds.link = None));
            view! {
                <p class="w6 why">{format!("选自指标库：{}（{} 版），编码 {}。", link.library, link.edition, link.code)}
                    <button type="button" class="take" on:click=unlink>"断开关联"</button></p>
            }
            .into_any()
        }
        None => proposal(desk, row, id),
    })
    .into_any()
}

/// 申请入库: asked for by a tick, with a reason.
fn proposal(desk: Desk, row: Row, id: StoredValue<RowId>) -> AnyView {
    let proposed = part(row, |row| row.grounds.proposed.clone());
    let turn = move |event| {
        let reason = event_target_checked(&event).then(String::new);
        desk.apply(GoalEdit::SetProposal { row: id.get_value(), reason });
    };
    let on = memo(move || proposed.with(Option::is_some));
    let text = memo(move || proposed.get().unwrap_or_default());
    let field = move || Field {
        place: id.with_value(Place::proposal),
        label: Signal::stored("申请入库的理由".to_owned()),
        column: "",
        figure: false,
    };
    let command =
        move |text| Command::Goal(GoalEdit::SetProposal { row: id.get_value(), reason: Some(text) });
    let reason = move || {
        on.get().then(|| {
            view! {
                <div class="proposal"><TextCell desk field=field() text command placeholder="理由：现有指标为何不适用" /></div>
                {live(move || problems(desk, row))}
            }
        })
    };
    view! {
        <div class="w6 applies">
            <label><input type="checkbox" prop:checked=move || on.get() disabled=move || desk.session.read_only.get() on:change=turn />
                " 申请收入指标库（随目标一并报送，由财政部门决定）"</label>
            {live(reason)}
        </div>
    }
    .into_any()
}

/// What is to be mended in the proposal, by the library that this device has.
fn problems(desk: Desk, row: Row) -> Option<AnyView> {
    let row = row.get()?;
    let book = desk.books.book.get()?;
    let proposal = desk.session.with_goal(|goal| proposal_of(goal, &row)).flatten()?;
    let found = check_proposal(&proposal, &book.library, &pack::shipped().rules().levels);
    if found.is_empty() {
        return None;
    }
    let line = |problem: LibraryProblem| {
        let (class, sign) = mark(problem.severity());
        view! {
            <li><i class=class aria-hidden="true">{sign}</i>
                <span class="sr">{wording::severity(problem.severity())}"："</span>{wording::library_problem(&problem)}</li>
        }
    };
    let lines = found.into_iter().map(line).collect_view();
    Some(view! { <ul class="proposal-problems" aria-label="申请入库的问题">{lines}</ul> }.into_any())
}

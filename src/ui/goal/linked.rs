//! 与指标库: what of a linked row departs from its entry, and an indicator of the unit's own that is proposed to the
//! library. The proposal stands in the goal and travels with it.

use leptos::prelude::*;

use super::desk::{Desk, Row, part};
use crate::domain::ids::RowId;
use crate::domain::indicator::Indicator;
use crate::domain::library::LibraryMember;
use crate::domain::scoring::Rule;
use crate::library::{LibraryIndicator, picking};
use crate::pack;
use crate::ui::parts::live::{live, memo};
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
        let link = row.grounds.link.as_ref().filter(|link| link.library == book.library.id)?;
        if link.edition == book.library.edition {
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
        id.with_value(|id| desk.change_row(id, |row| row.grounds.proposed = reason));
    };
    let write = move |event| {
        let reason = Some(event_target_value(&event));
        id.with_value(|id| desk.change_row(id, |row| row.grounds.proposed = reason));
    };
    let on = move || proposed.with(Option::is_some);
    let reason = move || {
        on().then(|| {
            view! {
                <input type="text" class="proposal" aria-label="申请入库的理由" placeholder="理由：现有指标为何不适用" autocomplete="off"
                    prop:value=move || proposed.get().unwrap_or_default() prop:readOnly=move || desk.session.read_only.get() on:change=write />
            }
        })
    };
    view! {
        <div class="w6 applies">
            <label><input type="checkbox" prop:checked=on disabled=move || desk.session.read_only.get() on:change=turn />
                " 申请收入指标库（随目标一并报送，由财政部门决定）"</label>
            {live(reason)}
        </div>
    }
    .into_any()
}

//! The keyboard of the goal page: Alt and the arrows move a row, Ctrl+Enter adds one, `/` opens the library from an
//! empty field, and Enter at a target goes on to the next row that is still to be named. Nothing is done while an input
//! method composes.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlTextAreaElement, KeyboardEvent};

use super::desk::{Beside, Desk, is_unnamed};
use crate::domain::goal::Goal;
use crate::domain::ids::RowId;
use crate::domain::place::RowField;
use crate::ui::dom;
use crate::ui::selfeval::move_in_column;

pub(super) fn pressed(desk: Desk, event: &KeyboardEvent) {
    if dom::is_composing(event) || event.default_prevented() {
        return;
    }
    let row = desk.at.get_untracked();
    match (event.key().as_str(), event.alt_key(), event.ctrl_key() || event.meta_key()) {
        ("ArrowUp" | "ArrowDown", true, false) => {
            if let Some(row) = row {
                let focused = document().active_element();
                desk.move_by(&row, event.key() == "ArrowDown");
                // The row is moved in the page, and a moved element loses the focus.
                dom::once_drawn(move || {
                    let focused = focused.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
                    focused.into_iter().for_each(|element| drop(element.focus()));
                });
                event.prevent_default();
            }
        }
        ("Enter", false, true) => {
            drop(desk.add_row(row.as_ref()));
            event.prevent_default();
        }
        ("/", false, false) if in_empty_field(event) => {
            desk.beside.set(Beside::Library);
            event.prevent_default();
        }
        ("Enter", false, false) if !event.shift_key() && goes_on(desk, event) => event.prevent_default(),
        _ => {
            if let Some(forward) = move_in_column(event) {
                go_beyond(desk, event, forward);
            }
        }
    }
}

/// Along a column to a row that is not drawn yet.
fn go_beyond(desk: Desk, event: &KeyboardEvent, forward: bool) {
    let field = column_of(event).and_then(|word| RowField::of_word(&word));
    let order = desk.order.get_untracked();
    let at = desk.at.get_untracked().and_then(|row| order.iter().position(|id| *id == row));
    let next = at.and_then(|at| order.get(if forward { at + 1 } else { at.checked_sub(1)? }));
    if let Some((field, next)) = field.zip(next) {
        desk.write_over(next, field);
    }
}

/// From a target to the row below where that has no name yet, and from the last to the first without one, else to a
/// new one: so a goal is drafted from the library without leaving the keys. `false` where the column goes on.
fn goes_on(desk: Desk, event: &KeyboardEvent) -> bool {
    let Some(row) = desk.at.get_untracked().filter(|_| column_of(event).as_deref() == Some("target")) else {
        return false;
    };
    let order = desk.order.get_untracked();
    let Some(at) = order.iter().position(|id| *id == row) else { return false };
    let unnamed = |id: &RowId| {
        let found = |goal: &Goal| goal.row(id).is_some_and(is_unnamed);
        untrack(|| desk.session.with_goal(found)).unwrap_or_default()
    };
    let next = match order.get(at + 1) {
        Some(below) => Some(below).filter(|below| unnamed(below)).cloned(),
        None => desk.first_unnamed(),
    };
    match next {
        Some(next) => desk.go_to_row(&next, RowField::Name),
        None if at + 1 < order.len() || desk.session.read_only.get_untracked() => return false,
        None => drop(desk.add_row(Some(&row))),
    }
    true
}

fn column_of(event: &KeyboardEvent) -> Option<String> {
    let area = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok());
    area.and_then(|area| area.get_attribute("data-column"))
}

/// A field of text in which nothing stands; a figure's `/` says that there is none.
fn in_empty_field(event: &KeyboardEvent) -> bool {
    let area = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok());
    area.is_some_and(|area| {
        area.value().is_empty() && area.get_attribute("data-column").as_deref() == Some("name")
    })
}

//! 定性: choosing the level of a qualitative row, with the part of the points that the level spans.

use leptos::prelude::*;

use super::desk::{Desk, part};
use super::rules;
use crate::domain::command::Command;
use crate::domain::grid::GridRow;
use crate::domain::ids::RowId;
use crate::domain::place::RowField;
use crate::ui::dom;

#[component]
pub(super) fn LevelPick(desk: Desk, row: Memo<Option<GridRow>>, id: RowId) -> impl IntoView {
    let chosen = part(row, rules::level_of);
    let name = part(row, |row| row.name.clone());
    let offered = part(row, |row| rules::levels(row).into_iter().map(|level| level.name).collect::<Vec<_>>());
    let options = move || {
        offered
            .get()
            .into_iter()
            .map(|level| {
                let value = level.clone();
                let selected = {
                    let name = level.clone();
                    move || chosen.with(|now| now.as_ref() == Some(&name))
                };
                view! { <option value=value prop:selected=selected>{level}</option> }
            })
            .collect::<Vec<_>>()
    };
    let none = move || chosen.with(Option::is_none);
    let choose = move |event| {
        let level = event_target_value(&event);
        let text = row.with_untracked(|row| row.as_ref().map(|row| rules::with_level(row, &level)));
        let Some(text) = text else { return };
        desk.apply(Command::SetRow { row: id.clone(), field: RowField::Actual, text });
    };
    let dom_id = format!("level-{}", dom::new_id());
    view! {
        <select id=dom_id class="level-pick" disabled=move || desk.session.read_only.get() aria-label=move || format!("{}，完成等级", name.get()) on:change=choose>
            <option value="" disabled=true prop:selected=none>"选择等级"</option>
            {options}
        </select>
    }
    .into_any()
}

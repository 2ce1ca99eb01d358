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
    let chosen = part(row, |row| rules::level_of(&row.actual, &row.target));
    let name = part(row, |row| row.name.clone());
    let points = part(row, |row| row.points.clone());
    let options = move || {
        let levels = points.with(|points| rules::levels(points));
        levels
            .into_iter()
            .map(|level| {
                let value = level.name.clone();
                let selected = {
                    let name = level.name.clone();
                    move || chosen.with(|now| now.as_ref() == Some(&name))
                };
                view! { <option value=value prop:selected=selected>{level.name}</option> }
            })
            .collect::<Vec<_>>()
    };
    let none = move || chosen.with(Option::is_none);
    let choose = move |event| {
        let level = event_target_value(&event);
        let old = row.with_untracked(|row| row.as_ref().map(|row| (row.actual.clone(), row.target.clone())));
        let Some((actual, target)) = old else { return };
        let text = rules::with_level(&actual, &target, &level);
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

//! Where a score comes from: the sum in figures and the rule in words, under its row.

use leptos::prelude::*;

use super::desk::{Desk, part};
use super::table::COLUMNS;
use crate::domain::grid::GridRow;
use crate::domain::ids::RowId;
use crate::domain::scoring::outcome::Status;
use crate::ui::parts::live::memo;
use crate::wording;

#[component]
pub(super) fn SumRow(desk: Desk, row: Memo<Option<GridRow>>, id: RowId) -> impl IntoView {
    let derivation = part(row, |row| row.derivation.clone());
    let status = part(row, |row| Some(row.status));
    let rule = memo(move || desk.rule_words(&id));
    let sum = move || {
        let text = derivation.get();
        match (text.is_empty(), status.get()) {
            (false, _) => text,
            (true, Some(Status::NotFilled)) => {
                "尚缺所需的填写，暂不计分，也不按 0 分计；所缺内容见右侧“检查”。".to_owned()
            }
            (true, Some(status)) => wording::status(status).to_owned(),
            (true, None) => String::new(),
        }
    };
    view! {
        <tr class="sum-row">
            <td colspan=COLUMNS - 2>
                <p class="derivation">{sum}</p>
                <p class="why">{rule}</p>
            </td>
        </tr>
    }
    .into_any()
}

//! Which rows of the money table make up its total and which break down a row above, where the
//! names do not say it. Decided once the whole table is read; amounts stay as typed.

use super::desk::Desk;
use super::funds::fund_label_here;
use super::label::Label;
use crate::domain::funds::{FundColumn, FundRow, FundSource, Funds};
use crate::domain::numbers::Wan;

const COLUMNS: [FundColumn; 3] = [FundColumn::Opening, FundColumn::Budget, FundColumn::Spent];

/// Rows of other names that a form may have; a table with more is no form's, and is left as it is.
const MOST: usize = 200;

/// Where the parts above already make up the total, a row of another name or a 其中 below a part
/// is a breakdown. Where they do not, it is a part, and the checks say what does not add up.
pub(super) fn settle(desk: &mut Desk<'_>) {
    let funds = &mut desk.form.funds;
    // Of a form this program wrote the computed total counts: it says which rows were added up.
    let typed = desk.computed_total.take().and_then(|computed| exchange(funds, computed));
    let open: Vec<(usize, FundSource)> = (0..funds.rows.len())
        .filter(|index| is_open(funds, *index))
        .map(|i| (i, funds.rows[i].source))
        .collect();
    let open = if open.len() > MOST { Vec::new() } else { open };
    for (index, _) in &open {
        funds.rows[*index].source = FundSource::Detail;
    }
    for (index, source) in open {
        if !adds_up(funds) {
            funds.rows[index].source = source;
        }
    }
    if let Some(typed) = typed {
        exchange(funds, typed);
    }
}

/// Puts other amounts into the row of the total; gives those that stood there.
fn exchange(funds: &mut Funds, total: FundRow) -> Option<FundRow> {
    let row = funds.rows.iter_mut().find(|row| row.source == FundSource::Total)?;
    Some(std::mem::replace(row, total))
}

/// A part with money whose name leaves open whether it is one.
fn is_open(funds: &Funds, index: usize) -> bool {
    let Some(row) = funds.rows.get(index) else { return false };
    let above = index.checked_sub(1).and_then(|above| funds.rows.get(above));
    let below_part = above.is_some_and(|above| above.source != FundSource::Total);
    let unknown = fund_label_here(&row.label).is_none();
    let of_which = Label::of(&row.label).plain.trim_start_matches(['-', '—']).starts_with("其中");
    let money = COLUMNS.iter().any(|column| row.cell(*column).wan().is_some_and(|wan| wan != Wan::ZERO));
    row.is_part() && money && (unknown || (of_which && below_part))
}

/// The parts are the typed total in every column that has one, and in one there is money.
fn adds_up(funds: &Funds) -> bool {
    let totals = COLUMNS.map(|column| funds.total(column));
    let agrees =
        totals.iter().all(|total| total.typed.is_none() || (total.summed.is_some() && !total.differs()));
    agrees && totals.iter().any(|total| total.typed.is_some_and(|typed| typed != Wan::ZERO))
}

//! Money in a list's row: each figure in the unit of its column, of the caption, or its own; one without any unit is
//! not taken. Sums up only to see whether anything is to be said.

use super::{Given, HeadedColumn, ListReading};
use crate::domain::exact::Exact;
use crate::domain::finding::ListProblem;
use crate::domain::money_unit::MoneyUnit;
use crate::domain::project_list::{ListColumn, ListedMoney};
use crate::domain::typed::Typed;
use crate::domain::value::Value;

/// The unit of a column's bare figures.
pub(super) fn unit_of(column: &HeadedColumn, list: &ListReading, given: &Given) -> Option<MoneyUnit> {
    column.money_unit.or(given.money_unit).or(list.money_unit)
}

/// What came of one cell.
pub(super) enum Amount {
    Taken(ListedMoney, Option<ListProblem>),
    /// A bare figure, and nothing says what it is a number of.
    WithoutUnit,
}

pub(super) fn amount(
    column: &HeadedColumn,
    meaning: ListColumn,
    unit: Option<MoneyUnit>,
    text: &str,
) -> Amount {
    let header = || column.header.clone();
    let taken =
        |amount: String| ListedMoney { column: meaning, header: header(), amount: Typed::new(amount) };
    let (own, bare) = match Typed::from(text).value(None) {
        Value::Number { unit: own, .. } => (MoneyUnit::of(&own), own.is_empty()),
        _ => (None, false),
    };
    match (own, unit) {
        (None, None) if bare => Amount::WithoutUnit,
        (None, Some(unit)) if bare && unit != MoneyUnit::Wan => {
            Amount::Taken(taken(format!("{text}{}", unit.word())), None)
        }
        (Some(own), Some(unit)) if own != unit => {
            let odd =
                ListProblem::OwnMoneyUnit { header: header(), text: text.to_owned(), unit: unit.word() };
            Amount::Taken(taken(text.to_owned()), Some(odd))
        }
        _ => Amount::Taken(taken(text.to_owned()), None),
    }
}

/// Whether the money of a row is nothing but figures that sum to their total: then the table of money need not be
/// drawn up for it.
pub(super) fn adds_up(money: &[ListedMoney], parts: bool) -> bool {
    let mut total = None;
    let mut sum = Exact::zero();
    let mut summed = false;
    for money in money.iter().filter(|money| money.column != ListColumn::LongTotal) {
        match (money.amount.wan(), money.column) {
            (Some(wan), ListColumn::Total) => total = Some(wan.exact()),
            (Some(_), ListColumn::Detail) => {}
            (Some(wan), _) => {
                sum = sum + wan.exact();
                summed = true;
            }
            (None, _) if money.amount.is_blank() => {}
            (None, _) => return false,
        }
    }
    match total {
        None => true,
        Some(total) if summed => total == sum,
        Some(_) => !parts,
    }
}

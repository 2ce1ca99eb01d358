//! 单价 × 数量: an indicator in 元/盏 times the one counted in 盏, against the cost indicator or the money. Exact;
//! what the unit cost was rounded by is left to it.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::Lint;
use crate::domain::exact::Exact;
use crate::domain::finding::GoalProblem;
use crate::domain::funds::FundColumn;
use crate::domain::ids::RowId;
use crate::domain::indicator::Indicator;
use crate::domain::normalise::compact;
use crate::domain::numbers::{Percent, Wan};
use crate::domain::value::{Value, wan_per};

/// A figure of the year, read once.
struct Figure<'a> {
    row: &'a Indicator,
    number: Decimal,
    unit: String,
    /// Below a level of costs, or of outputs.
    cost: bool,
    output: bool,
}

/// What quantity × unit cost is compared with; no name: the money of the form.
struct Bound {
    name: Option<String>,
    wan: Wan,
}

/// The problem of each unit cost that has one, by its row.
pub(super) fn costs(lint: &Lint, rows: &[&Indicator]) -> HashMap<RowId, GoalProblem> {
    let figures: Vec<Figure> = rows.iter().filter_map(|row| figure(row, lint.year)).collect();
    let units: Vec<&Figure> =
        figures.iter().filter(|figure| figure.cost && per(&figure.unit).is_some()).collect();
    let alone = units.len() == 1;
    let mut found = HashMap::new();
    if units.is_empty() {
        return found;
    }
    let bounds = bounds(lint, &figures);
    let counted = counted(&figures);
    for cost in units {
        let Some((money, unit)) = per(&cost.unit) else { continue };
        let Some(Some((quantity, times))) = counted.get(unit) else { continue };
        let count = Exact::from(quantity.number) * Exact::from(*times);
        let (Some(wan), Some(per_one)) = (wan_per(money), wan_per(money)) else { continue };
        let product = Exact::from(cost.number) * wan * count.clone();
        let dust = half_of_last_place(cost.number) * per_one * count;
        let sum = format!(
            "{}{}×{}{}={}万元",
            cost.number.normalize(),
            cost.unit,
            quantity.number.normalize(),
            quantity.unit,
            shown(&product)
        );
        if let Some(problem) = judged(lint, &bounds, &product, &dust, sum, alone) {
            found.insert(cost.row.id.clone(), problem);
        }
    }
    found
}

fn judged(
    lint: &Lint,
    bounds: &[Bound],
    product: &Exact,
    dust: &Exact,
    sum: String,
    alone: bool,
) -> Option<GoalProblem> {
    let least = product - dust;
    if let Some(bound) = bounds.iter().find(|bound| least > bound.wan.exact()) {
        return Some(GoalProblem::CostAboveMoney { sum, of: bound.name.clone(), money: bound.wan.grouped() });
    }
    let limit = lint.words.goal.limits.unit_cost;
    let bound = bounds.first().filter(|_| alone && limit > Percent::ZERO)?;
    let left = (bound.wan.exact() - product.clone()) * Exact::from(100);
    let gap = left.checked_div(&bound.wan.exact())?;
    (gap > limit.exact()).then(|| GoalProblem::CostBelowMoney {
        sum,
        of: bound.name.clone(),
        money: bound.wan.grouped(),
        gap: gap.to_fixed(2),
    })
}

fn figure<'a>(row: &'a Indicator, year: Option<i16>) -> Option<Figure<'a>> {
    let target = row.target(year);
    let Value::Number { number, .. } = target.value else { return None };
    let cost = compact(&row.level1).contains("成本") || compact(&row.level2).contains("成本");
    let output = !cost && compact(&row.level1).contains("产出");
    let fits = !number.is_sign_negative() && !number.is_zero();
    fits.then_some(Figure { row, number, unit: target.unit, cost, output })
}

/// `元/盏`, `万元/公里`, `元/盏·年`: the money and what it is for one of. A year is the form's year.
fn per(unit: &str) -> Option<(&str, &str)> {
    let (money, counted) = unit.split_once('/')?;
    let year = ["·年", "/年", "每年"].iter().find_map(|year| counted.strip_suffix(year));
    let counted = year.unwrap_or(counted);
    let plain = !counted.is_empty() && counted != "年" && !counted.contains(['/', '·', '%']);
    (plain && wan_per(money).is_some()).then_some((money, counted))
}

/// The one quantity counted in each unit, and by how much it is to be taken: 万人 are 10,000 人. `None` where there
/// are two of them.
fn counted<'f, 'a>(figures: &'f [Figure<'a>]) -> HashMap<&'f str, Option<(&'f Figure<'a>, i64)>> {
    let mut counted: HashMap<&str, Option<(&Figure, i64)>> = HashMap::new();
    for figure in figures.iter().filter(|figure| figure.output && wan_per(&figure.unit).is_none()) {
        let (unit, times) = match figure.unit.strip_prefix('万') {
            Some(unit) if !unit.is_empty() => (unit, 10_000),
            _ => (figure.unit.as_str(), 1),
        };
        counted.entry(unit).and_modify(|known| *known = None).or_insert(Some((figure, times)));
    }
    counted
}

/// The one cost indicator in plain money, and the money of the form.
fn bounds(lint: &Lint, figures: &[Figure]) -> Vec<Bound> {
    let mut plain = figures.iter().filter(|figure| figure.cost && wan_per(&figure.unit).is_some());
    let only = plain.next().filter(|_| plain.next().is_none());
    let cost = only.and_then(|figure| {
        let wan = (Exact::from(figure.number) * wan_per(&figure.unit)?).rounded(6)?;
        Some(Bound { name: Some(figure.row.name.trim().to_owned()), wan: Wan::new(wan.normalize()) })
    });
    let money = lint.goal.funds.total(FundColumn::Budget).amount.map(|wan| Bound { name: None, wan });
    cost.into_iter().chain(money).filter(|bound| bound.wan > Wan::ZERO).collect()
}

/// A unit cost of 14815 may have been 14814.5.
fn half_of_last_place(number: Decimal) -> Exact {
    Exact::from(Decimal::new(5, (number.normalize().scale() + 1).min(28)))
}

fn shown(wan: &Exact) -> String {
    wan.rounded(4).map_or_else(|| wan.to_fixed(2), |wan| wan.normalize().to_string())
}

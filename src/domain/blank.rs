//! A blank 项目支出绩效自评表: the rows that the rules in force ask for, points shared out so that
//! they sum as they must. Knows no screen.

use super::form::FormHead;
use super::funds::{FundRow, FundSource, Funds};
use super::ids::RowId;
use super::indicator::Indicator;
use super::numbers::Points;
use super::scoring::Rules;
use super::scoring::total::split;
use super::selfeval::{SelfEvaluation, SelfRow};
use super::typed::Typed;

/// The money rows of 财预〔2020〕10号, annex 1.
const FUNDS: [(FundSource, &str); 4] = [
    (FundSource::Total, "年度资金总额"),
    (FundSource::Fiscal, "其中：当年财政拨款"),
    (FundSource::CarriedOver, "上年结转资金"),
    (FundSource::Other, "其他资金"),
];

/// One row for each level-2 name of the rules, with its share of its level's points under the
/// rules' first profile.
pub fn self_evaluation(head: FormHead, rules: &Rules) -> SelfEvaluation {
    let profile = rules.profiles.first();
    let mut funds = funds();
    if let (Some(total), Some(profile)) = (funds.rows.first_mut(), profile) {
        total.points = points(profile.execution);
    }
    let mut rows = Vec::new();
    for level in &rules.levels {
        let share = profile.and_then(|profile| profile.points.iter().find(|share| share.level == level.name));
        let parts = share.and_then(|share| split(share.points, level.level2.len())).unwrap_or_default();
        for (i, level2) in level.level2.iter().enumerate() {
            let id = RowId::new(format!("r{}", rows.len() + 1));
            let points = parts.get(i).copied().map(points).unwrap_or_default();
            rows.push(row(id, &level.name, level2, points));
        }
    }
    SelfEvaluation { head, funds, rows, ..SelfEvaluation::default() }
}

/// The money table with nothing filled in.
pub fn funds() -> Funds {
    let row = |(i, (source, label)): (usize, &(FundSource, &str))| {
        FundRow::new(RowId::new(format!("f{}", i + 1)), *source, *label)
    };
    Funds { rows: FUNDS.iter().enumerate().map(row).collect() }
}

fn row(id: RowId, level1: &str, level2: &str, points: Typed) -> SelfRow {
    let (level1, level2) = (level1.to_owned(), level2.to_owned());
    SelfRow::from(Indicator { level1, level2, points, ..Indicator::new(id) })
}

fn points(points: Points) -> Typed {
    Typed::new(points.value().normalize().to_string())
}

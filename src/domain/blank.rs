//! Blank forms: the rows that the rules in force ask for, points shared out so that they sum as they must.
//! Knows no screen.

use super::form::FormHead;
use super::funds::{FundRow, FundSource, Funds};
use super::goal::Goal;
use super::goal_form::GoalForm;
use super::ids::RowId;
use super::indicator::Indicator;
use super::numbers::Points;
use super::scoring::Rules;
use super::scoring::selection::Profile;
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
    let rows = indicators(rules, profile, |_| true).into_iter().map(SelfRow::from).collect();
    SelfEvaluation { head, funds, rows, ..SelfEvaluation::default() }
}

/// A goal of the form: its money rows, and one row for each level-2 name that the profile with the id `profile`
/// gives points, with its share of them. An id that the rules do not know stands for their first profile. The
/// head keeps its title if it has one.
pub fn goal(mut head: FormHead, form: &GoalForm, rules: &Rules, profile: &str) -> Goal {
    if head.title.trim().is_empty() {
        head.title.clone_from(&form.title);
    }
    let profile = rules.profile(profile).or(rules.profiles.first());
    let counts = |level: &str| profile.is_none_or(|profile| profile.of(level).is_some());
    let money = form.money.iter().map(|row| (row.source, row.label.as_str()));
    let indicators = indicators(rules, profile, counts);
    Goal { head, funds: money_rows(money), indicators, ..Goal::default() }
}

/// A row for each level-2 name of the levels that count.
fn indicators(rules: &Rules, profile: Option<&Profile>, counts: impl Fn(&str) -> bool) -> Vec<Indicator> {
    let mut rows = Vec::new();
    for level in rules.levels.iter().filter(|level| counts(&level.name)) {
        let share = profile.and_then(|profile| profile.of(&level.name));
        let parts = share.and_then(|share| split(share, level.level2.len())).unwrap_or_default();
        for (i, level2) in level.level2.iter().enumerate() {
            let id = RowId::new(format!("r{}", rows.len() + 1));
            let points = parts.get(i).copied().map(points).unwrap_or_default();
            let (level1, level2) = (level.name.clone(), level2.clone());
            rows.push(Indicator { level1, level2, points, ..Indicator::new(id) });
        }
    }
    rows
}

/// The money table with nothing filled in.
pub fn funds() -> Funds {
    money_rows(FUNDS)
}

fn money_rows<'l>(rows: impl IntoIterator<Item = (FundSource, &'l str)>) -> Funds {
    let row = |(i, (source, label))| FundRow::new(RowId::new(format!("f{}", i + 1)), source, label);
    Funds { rows: rows.into_iter().enumerate().map(row).collect() }
}

fn points(points: Points) -> Typed {
    Typed::new(points.value().normalize().to_string())
}

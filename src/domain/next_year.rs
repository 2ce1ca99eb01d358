//! 复制到下一年度: the same subject a year on. What it aims at is carried over with last year's target and actual
//! value beside each indicator; what was answered, approved and proved is not. Ids come from outside.

use super::adjustment::FACTS;
use super::case::Case;
use super::exact::Exact;
use super::funds::{FundRow, Funds, OtherYears};
use super::goal::{Goal, GoalStage};
use super::grid::whole_target;
use super::grounds::{LastYear, Term};
use super::ids::CaseId;
use super::indicator::Indicator;
use super::normalise::compact;
use super::scoring::{Rules, ScoredForm, score};
use super::selfeval::{SelfEvaluation, SelfRow};
use super::task::Task;
use super::typed::Typed;

/// The day on which the form was filled in, by the key of the form pack.
const FILLED_ON: &str = "filled_on";

/// The case of the next year, `year`, with a declared goal and no self-evaluation. Without a goal it is made of what
/// the self-evaluation aimed at. Rows keep their ids, links, rules, points and locks. `None` where there is nothing
/// to carry over.
pub fn copied(case: &Case, id: CaseId, year: i16, rules: &Rules) -> Option<Case> {
    let form = case.self_evaluation.as_ref();
    let mut goal = case.goal.clone().or_else(|| form.map(aimed_at))?;
    let old_year = goal.head.year.unwrap_or(case.year);
    goal.head.year = Some(year);
    goal.head.title = goal.head.title.replace(&old_year.to_string(), &year.to_string());
    goal.stage = GoalStage::Declared;
    for key in FACTS.into_iter().chain([FILLED_ON]) {
        goal.set_fact(key, String::new());
    }
    goal.self_check.clear();
    goal.funds = Funds { rows: goal.funds.rows.iter().map(a_year_on).collect() };
    for task in &mut goal.tasks {
        task.done.clear();
    }
    let reached = form.map(|form| Reached { form, scored: score(form, rules), rules });
    for row in &mut goal.indicators {
        row.grounds.evidence.clear();
        row.grounds.proposed = None;
        row.grounds.last_year = (row.grounds.term == Term::Year).then(|| LastYear {
            year: old_year,
            target: whole_target(row),
            actual: reached.as_ref().map(|reached| reached.by(row)).unwrap_or_default(),
        });
    }
    Some(Case {
        id,
        year,
        money: None,
        evaluated: None,
        goal: Some(goal),
        goals_before: Vec::new(),
        self_evaluation: None,
        ..case.clone()
    })
}

/// The goal that a self-evaluation must have had. Its form's title is not known.
fn aimed_at(form: &SelfEvaluation) -> Goal {
    let fund = |row: &FundRow| FundRow {
        budget: row.budget.clone(),
        ..FundRow::new(row.id.clone(), row.source, &row.label)
    };
    let mut head = form.head.clone();
    head.title.clear();
    Goal {
        head,
        funds: Funds { rows: form.funds.rows.iter().map(fund).collect() },
        tasks: form.tasks.iter().map(|task| Task { done: String::new(), ..task.clone() }).collect(),
        annual_goal: form.expected.clone(),
        level_points: form.level_points.clone(),
        indicators: form.rows.iter().map(|row| row.indicator.clone()).collect(),
        ..Goal::default()
    }
}

/// What the old year's indicators reached.
struct Reached<'c> {
    form: &'c SelfEvaluation,
    scored: ScoredForm,
    rules: &'c Rules,
}

impl Reached<'_> {
    /// The actual value as it was read or computed; blank where nobody knows.
    fn by(&self, indicator: &Indicator) -> String {
        let Some(row) = self.row(indicator) else { return String::new() };
        if row.not_applicable.is_some() {
            let words = &self.rules.self_evaluation.not_applicable;
            return words.first().cloned().unwrap_or_default();
        }
        self.scored.row(&row.indicator.id).map(|row| row.actual.clone()).unwrap_or_default()
    }

    /// By name; by id only where the rows were taken from the goal: two forms that came in as files number their
    /// rows alike.
    fn row(&self, indicator: &Indicator) -> Option<&SelfRow> {
        let name = compact(&indicator.name);
        let mut named = self.form.rows.iter().filter(|row| compact(&row.indicator.name) == name);
        let by_id = || self.form.row(&indicator.id).filter(|_| self.form.rests_on.is_some());
        by_id().or_else(|| named.next().filter(|_| !name.is_empty() && named.next().is_none()))
    }
}

/// The year's money becomes that of 以前年度, and each later year moves up. 以后年度 stays as typed: how much of it
/// falls into the year that is new in the table, nobody but the unit knows.
fn a_year_on(row: &FundRow) -> FundRow {
    let OtherYears { before, next1, next2, later } = row.years.clone();
    let years =
        OtherYears { before: added(&before, &row.budget), next1: next2, next2: Typed::default(), later };
    FundRow { budget: next1, years, ..FundRow::new(row.id.clone(), row.source, &row.label) }
}

/// Blank is null: it adds nothing. A text that is no amount leaves the sum open.
fn added(before: &Typed, budget: &Typed) -> Typed {
    match (before.is_blank(), budget.is_blank()) {
        (true, _) => budget.clone(),
        (false, true) => before.clone(),
        (false, false) => {
            let (Some(before), Some(budget)) = (before.wan(), budget.wan()) else { return Typed::default() };
            let sum: Exact = before.exact() + budget.exact();
            let places = before.value().scale().max(budget.value().scale());
            sum.rounded(places).map_or_else(Typed::default, |sum| Typed::new(sum.normalize().to_string()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{a_year_on, added};
    use crate::domain::funds::{FundRow, FundSource};
    use crate::domain::ids::RowId;

    #[test]
    fn money_moves_up_by_one_year() {
        let mut row = FundRow::new(RowId::new("f"), FundSource::Fiscal, "财政拨款");
        row.budget = "100.50".into();
        row.spent = "99".into();
        row.years.before = "50.25".into();
        row.years.next1 = "80".into();
        row.years.next2 = "70".into();
        row.years.later = "60".into();
        let next = a_year_on(&row);
        let years = &next.years;
        let texts = [&years.before, &next.budget, &years.next1, &years.next2, &years.later, &next.spent];
        assert_eq!(texts.map(|cell| cell.text()), ["150.75", "80", "70", "", "60", ""]);
    }

    #[test]
    fn null_is_not_zero_and_what_is_no_amount_stays_open() {
        for (before, budget, sum) in [
            ("", "", ""),
            ("-", "12.5", "12.5"),
            ("３0万元", "", "３0万元"),
            ("300000元", "0.1", "30.1"),
            ("见附件", "5", ""),
            ("5", "待定", ""),
        ] {
            assert_eq!(added(&before.into(), &budget.into()).text(), sum, "{before} {budget}");
        }
    }
}

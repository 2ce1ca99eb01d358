//! One row of a project list in the goal form of its subject: a new goal, or what is blank in one that is there.
//! Whatever the form has no field for stands as a remark under the header it had. Overwrites nothing.

use super::blank;
use super::case::Case;
use super::form::Remark;
use super::funds::{FundRow, FundSource, Funds};
use super::goal::{Fact, Goal};
use super::goal_form::GoalForm;
use super::ids::RowId;
use super::normalise::compact;
use super::project_list::{ListColumn, ListedProject};
use super::scoring::Rules;

impl ListedProject {
    /// A goal of `form` with what the row says: head, money, goals and facts; its indicators are those of a blank
    /// one.
    pub fn goal_in(&self, form: &GoalForm, rules: &Rules) -> Goal {
        let said = self.goal();
        let mut goal = blank::goal(said.head, form, rules, "");
        goal.annual_goal = said.annual_goal;
        goal.funds = with_money(goal.funds, &said.funds);
        let mut remarks = said.remarks;
        let mut facts: Vec<(&str, Fact)> = Vec::new();
        for text in &self.texts {
            match self.key_in(form, text.column) {
                Some(key) => {
                    facts.push((&text.header, Fact { key: key.to_owned(), text: text.text.clone() }));
                }
                None if text.column == ListColumn::LongGoal && form.whole => {
                    goal.whole_goal.clone_from(&text.text);
                    facts.push((&text.header, Fact { key: String::new(), text: text.text.clone() }));
                }
                None => {}
            }
        }
        let taken = |remark: &Remark| {
            facts.iter().any(|(header, fact)| *header == remark.label && fact.text == remark.text)
        };
        remarks.retain(|remark| !taken(remark));
        goal.facts = facts.into_iter().map(|(_, fact)| fact).filter(|fact| !fact.key.is_empty()).collect();
        goal.remarks = remarks;
        goal
    }

    /// The field of the form that a text belongs to.
    fn key_in<'f>(&self, form: &'f GoalForm, column: ListColumn) -> Option<&'f str> {
        let key = match (column, &form.term) {
            (ListColumn::Start, Some(term)) => &term.begin,
            (ListColumn::End, Some(term)) => &term.end,
            _ => column.word(),
        };
        form.fact(key).map(|fact| fact.key.as_str())
    }

    /// The case with what is blank in it filled in from this row; `None` where the row has nothing that is
    /// missing there. A self-evaluation is left as it is.
    pub fn fill(&self, case: &Case, form: &GoalForm, rules: &Rules) -> Option<Case> {
        let said = self.goal_in(form, rules);
        let mut filled = case.clone();
        for (own, said) in [
            (&mut filled.code, &said.head.code),
            (&mut filled.department, &said.head.department),
            (&mut filled.unit, &said.head.unit),
        ] {
            fill_text(own, said);
        }
        match &mut filled.goal {
            None => filled.goal = Some(said),
            Some(goal) => fill_goal(goal, &said),
        }
        (filled != *case).then_some(filled)
    }
}

fn fill_text(own: &mut String, said: &str) {
    if own.trim().is_empty() && !said.trim().is_empty() {
        said.clone_into(own);
    }
}

fn fill_goal(goal: &mut Goal, said: &Goal) {
    fill_text(&mut goal.head.code, &said.head.code);
    fill_text(&mut goal.head.department, &said.head.department);
    fill_text(&mut goal.head.unit, &said.head.unit);
    fill_text(&mut goal.annual_goal, &said.annual_goal);
    fill_text(&mut goal.whole_goal, &said.whole_goal);
    for fact in &said.facts {
        match goal.facts.iter_mut().find(|own| own.key == fact.key) {
            Some(own) => fill_text(&mut own.text, &fact.text),
            None => goal.facts.push(fact.clone()),
        }
    }
    // Where some money stands, a further source would change its sum.
    if goal.funds.rows.iter().all(|row| row.budget.is_blank()) {
        goal.funds = with_money(std::mem::take(&mut goal.funds), &said.funds);
    }
}

/// The rows with the budgets of `said` in them: a single one of a source in that source's row, a detail in the
/// row of its name. Several of one source, and what has no row, stand as they were said.
fn with_money(mut funds: Funds, said: &Funds) -> Funds {
    let has_money = |row: &&FundRow| !row.budget.is_blank();
    let filled: Vec<&FundRow> = said.rows.iter().filter(has_money).collect();
    let mut rest: Vec<&FundRow> = Vec::new();
    for row in &filled {
        let single = row.source != FundSource::Detail
            && filled.iter().filter(|other| other.source == row.source).count() == 1;
        let fits = |own: &&mut FundRow| {
            own.source == row.source && own.budget.is_blank() && (single || same_name(own, row))
        };
        match funds.rows.iter_mut().find(fits) {
            Some(own) => own.budget.clone_from(&row.budget),
            None => rest.push(row),
        }
    }
    for row in rest {
        // A blank row of the same name, of the same source or as a detail of it, would ask for it once more.
        funds.rows.retain(|own| !(own.budget.is_blank() && same_name(own, row)));
        let at = place(&funds.rows, row.source);
        funds.rows.insert(at, row.clone());
    }
    for (number, row) in (1..).zip(&mut funds.rows) {
        row.id = RowId::new(format!("f{number}"));
    }
    funds
}

/// Behind the last row of the same source; money of a source that has none stands before 其他资金.
fn place(rows: &[FundRow], source: FundSource) -> usize {
    let last = |of: FundSource| rows.iter().rposition(|row| row.source == of).map(|at| at + 1);
    let other = || rows.iter().position(|row| row.source == FundSource::Other);
    let own = match source {
        FundSource::Detail => last(FundSource::Detail).or_else(|| last(FundSource::Fiscal)),
        source => last(source),
    };
    own.or_else(other).unwrap_or(rows.len())
}

fn same_name(one: &FundRow, other: &FundRow) -> bool {
    let plain = |row: &FundRow| {
        let name = compact(&row.label);
        let rest = name.trim_start_matches("其中").trim_start_matches([':', '：']).to_owned();
        rest.split(['(', '（']).next().unwrap_or_default().to_owned()
    };
    plain(one) == plain(other)
}

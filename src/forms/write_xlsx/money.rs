//! 项目资金 as a form prints it: one row a source, one column for each year and amount that is asked for or filled,
//! totals computed. What was typed as a total and is none stands below it as 原填.

use super::page::{Page, Part};
use crate::domain::funds::{FundColumn, FundRow, FundSource, Funds};
use crate::domain::numbers::{Points, Wan};
use crate::domain::scoring::ScoredForm;
use crate::domain::typed::Typed;
use crate::forms::sheet::At;

/// What a column of the money table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Amount(FundColumn),
    /// All years of the run, computed.
    Whole,
    Points,
    /// 执行率 and 得分: what the rules give where the form is scored, else what was typed.
    Rate,
    Score,
    Reason,
    /// What was typed beside what the rules give.
    ClaimedRate,
    ClaimedScore,
}

/// The money of a document, ready to be printed.
pub(super) struct Money<'a> {
    funds: &'a Funds,
    scored: Option<&'a ScoredForm>,
    columns: Vec<Column>,
    year: Option<i16>,
}

impl<'a> Money<'a> {
    /// Of a goal. `years`: the form asks for the money of other years.
    pub(super) fn of_goal(funds: &'a Funds, year: Option<i16>, years: bool) -> Self {
        use FundColumn::{Before, Budget, Later, Next1, Next2, Opening, Spent};
        let used = |column| funds.rows.iter().any(|row| !row.cell(column).text().is_empty());
        let years = years || [Before, Next1, Next2, Later].into_iter().any(used);
        let mut columns = Vec::new();
        let results = used(Opening) || used(Spent);
        for column in [Before, Opening, Budget, Spent, Next1, Next2, Later] {
            let shown = match column {
                Budget => true,
                Opening | Spent => results,
                _ => years,
            };
            columns.extend(shown.then_some(Column::Amount(column)));
        }
        columns.extend(years.then_some(Column::Whole));
        let typed = |pick: fn(&FundRow) -> &str| funds.rows.iter().any(|row| !pick(row).is_empty());
        columns.extend(typed(|row| row.points.text()).then_some(Column::Points));
        columns.extend(typed(|row| row.claimed_rate.text()).then_some(Column::Rate));
        columns.extend(typed(|row| row.claimed.text()).then_some(Column::Score));
        columns.extend(typed(|row| &row.reason).then_some(Column::Reason));
        Self { funds, scored: None, columns, year }
    }

    /// Of a self-evaluation, with what the rules give.
    pub(super) fn of_results(funds: &'a Funds, scored: &'a ScoredForm) -> Self {
        use FundColumn::{Before, Budget, Later, Next1, Next2, Opening, Spent};
        let used = |column: &FundColumn| funds.rows.iter().any(|row| !row.cell(*column).text().is_empty());
        let mut columns = [Opening, Budget, Spent].map(Column::Amount).to_vec();
        columns.extend([Before, Next1, Next2, Later].into_iter().filter(used).map(Column::Amount));
        columns.extend([Column::Points, Column::Rate, Column::Score, Column::Reason]);
        let typed = |pick: fn(&FundRow) -> &Typed| funds.rows.iter().any(|row| !pick(row).text().is_empty());
        columns.extend(typed(|row| &row.claimed_rate).then_some(Column::ClaimedRate));
        columns.extend(typed(|row| &row.claimed).then_some(Column::ClaimedScore));
        Self { funds, scored: Some(scored), columns, year: None }
    }

    /// Columns of the page that the table needs, the name of its block among them.
    pub(super) fn width(&self) -> usize {
        if self.funds.rows.is_empty() { 0 } else { self.columns.len() + 2 }
    }

    /// Prints the table under the name of its block.
    pub(super) fn print(&self, page: &mut Page, block: &str) {
        if self.funds.rows.is_empty() {
            return;
        }
        let first = page.next();
        let mut heads = vec![Part::label("资金来源", SOURCE)];
        heads.extend(self.columns.iter().map(|column| Part::label(&self.head(*column), AMOUNT)));
        page.line(1, heads);
        for row in &self.funds.rows {
            if row.source == FundSource::Total {
                self.total(page, row);
            } else {
                self.row(page, &row.label, row, |column| row.cell(column).text().to_owned());
            }
        }
        let rows = page.next() - first;
        page.side(At { row: first, column: 0 }, rows, 1, Part::label(block, 1));
    }

    fn head(&self, column: Column) -> String {
        use FundColumn::{Before, Budget, Later, Next1, Next2, Opening, Spent};
        let results = self.columns.contains(&Column::Amount(Spent));
        let year = |after: i16| self.year.map(|year| format!("{}年", year.saturating_add(after)));
        match column {
            Column::Amount(Opening) => "年初预算数".to_owned(),
            Column::Amount(Budget) if results => "全年预算数".to_owned(),
            Column::Amount(Budget) => year(0).unwrap_or_else(|| "本年度".to_owned()),
            Column::Amount(Spent) => "全年执行数".to_owned(),
            Column::Amount(Before) => "以前年度".to_owned(),
            Column::Amount(Next1) => year(1).unwrap_or_else(|| "下一年度".to_owned()),
            Column::Amount(Next2) => year(2).unwrap_or_else(|| "下二年度".to_owned()),
            Column::Amount(Later) => "以后年度".to_owned(),
            Column::Whole => "实施期合计（核算）".to_owned(),
            Column::Points => "分值".to_owned(),
            Column::Rate => "执行率".to_owned(),
            Column::Score => "得分".to_owned(),
            Column::Reason => "原因".to_owned(),
            Column::ClaimedRate => "原填执行率".to_owned(),
            Column::ClaimedScore => "原填得分".to_owned(),
        }
    }

    /// The computed total; below it what was typed, where that is another amount.
    fn total(&self, page: &mut Page, row: &FundRow) {
        let computed = |column: FundColumn| {
            let total = self.funds.total(column);
            let typed = row.cell(column).text();
            let same = total.amount.is_some() && total.typed == total.amount;
            if same { typed.to_owned() } else { total.amount.map(|wan| wan.to_string()).unwrap_or_default() }
        };
        self.row(page, &row.label, row, computed);
        let amounts = self.columns.iter().filter_map(|column| match column {
            Column::Amount(column) => Some(*column),
            _ => None,
        });
        let another = |column: FundColumn| {
            let typed = row.cell(column).text();
            !typed.is_empty() && typed != computed(column)
        };
        if amounts.into_iter().any(another) {
            let bare = FundRow::new(row.id.clone(), row.source, "");
            let label = format!("原填：{}", row.label);
            self.row(page, &label, &bare, |column| row.cell(column).text().to_owned());
        }
    }

    fn row(&self, page: &mut Page, label: &str, row: &FundRow, amount: impl Fn(FundColumn) -> String) {
        let mut parts = vec![Part::text(label, SOURCE)];
        for column in &self.columns {
            parts.push(match column {
                Column::Reason => Part::text(&row.reason, AMOUNT),
                column => Part::figure(&self.cell(*column, row, &amount), AMOUNT),
            });
        }
        page.line(1, parts);
    }

    fn cell(&self, column: Column, row: &FundRow, amount: &impl Fn(FundColumn) -> String) -> String {
        let whole = |wan: Option<Wan>| wan.map(|wan| wan.to_string()).unwrap_or_default();
        let total = row.source == FundSource::Total && !row.label.is_empty();
        match (column, self.scored) {
            (Column::Amount(column), _) => amount(column),
            (Column::Whole, _) if total => whole(self.funds.whole_total()),
            (Column::Whole, _) if row.label.is_empty() => String::new(),
            (Column::Whole, _) => whole(Funds::whole_of(row)),
            (Column::Points, _) => row.points.text().to_owned(),
            (Column::Rate, None) | (Column::ClaimedRate, _) => row.claimed_rate.text().to_owned(),
            (Column::Score, None) | (Column::ClaimedScore, _) => row.claimed.text().to_owned(),
            (Column::Rate, Some(scored)) if total => {
                let rate = scored.rate.as_deref().map(|rate| format!("{}%", rate.trim_end_matches('%')));
                rate.unwrap_or_default()
            }
            (Column::Score, Some(scored)) if total => {
                scored.execution().and_then(|row| row.score).map(Points::fixed2).unwrap_or_default()
            }
            (Column::Rate | Column::Score, Some(_)) => String::new(),
            (Column::Reason, _) => row.reason.clone(),
        }
    }
}

const SOURCE: usize = 2;
const AMOUNT: usize = 1;

/// An amount that was computed, as a cell of another table.
pub(super) fn amount(wan: Option<Wan>, weight: usize) -> Part {
    Part::figure(&wan.map(|wan| wan.to_string()).unwrap_or_default(), weight)
}

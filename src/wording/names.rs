//! The names of a document's rows, so that a sentence can say which row it means.

use std::collections::HashMap;

use crate::domain::funds::Funds;
use crate::domain::goal::Goal;
use crate::domain::ids::RowId;
use crate::domain::indicator::Indicator;
use crate::domain::selfeval::SelfEvaluation;
use crate::domain::task::Task;

/// Names longer than this are cut in a sentence.
const LONGEST: usize = 30;

/// Row id to name, as printed in the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names(HashMap<RowId, String>);

impl Names {
    pub fn of_self_evaluation(document: &SelfEvaluation) -> Self {
        Self::collect(
            &document.funds,
            &document.tasks,
            document.rows.iter().chain(&document.kept).map(|row| &row.indicator),
        )
    }

    pub fn of_goal(goal: &Goal) -> Self {
        Self::collect(&goal.funds, &goal.tasks, goal.indicators.iter())
    }

    /// These names, and for other rows those.
    pub fn or(mut self, other: Self) -> Self {
        for (row, name) in other.0 {
            self.0.entry(row).or_insert(name);
        }
        self
    }

    fn collect<'a>(
        funds: &'a Funds,
        tasks: &'a [Task],
        indicators: impl Iterator<Item = &'a Indicator>,
    ) -> Self {
        let funds = funds.rows.iter().map(|row| (row.id.clone(), short(&row.label)));
        let indicators = indicators.map(|indicator| (indicator.id.clone(), of_indicator(indicator)));
        let tasks = tasks.iter().map(|task| (task.id.clone(), short(&task.name)));
        Self(funds.chain(tasks).chain(indicators).collect())
    }

    pub(super) fn of(&self, row: &RowId) -> Option<String> {
        self.0.get(row).filter(|name| !name.is_empty()).cloned()
    }
}

/// The most precise level that has a name.
fn of_indicator(indicator: &Indicator) -> String {
    let named = [&indicator.name, &indicator.level2, &indicator.level1];
    named.into_iter().map(|name| short(name)).find(|name| !name.is_empty()).unwrap_or_default()
}

fn short(name: &str) -> String {
    let name = name.trim().trim_end_matches([':', '：']);
    match name.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", name.get(..end).unwrap_or(name)),
        None => name.to_owned(),
    }
}

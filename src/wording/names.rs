//! The names of a document's rows, so that a sentence can say which row it means.

use std::collections::HashMap;

use crate::domain::adjustment::{ADJUSTED_BY, ADJUSTED_FOR, ADJUSTED_ON, APPROVED_ON};
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
pub struct Names {
    rows: HashMap<RowId, String>,
    facts: Vec<(String, String)>,
}

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
        for (row, name) in other.rows {
            self.rows.entry(row).or_insert(name);
        }
        self.facts.extend(other.facts);
        self
    }

    /// With what the form pack calls the fields and questions that documents hold by key.
    pub fn with_facts(mut self, labels: impl IntoIterator<Item = (String, String)>) -> Self {
        self.facts.extend(labels);
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
        Self { rows: funds.chain(tasks).chain(indicators).collect(), facts: Vec::new() }
    }

    pub(super) fn of(&self, row: &RowId) -> Option<String> {
        self.rows.get(row).filter(|name| !name.is_empty()).cloned()
    }

    /// What a field or question of the form pack is called; one that it does not name, `kind` and its key.
    pub(super) fn of_fact(&self, key: &str, kind: &str) -> String {
        let known = self.facts.iter().find(|(known, _)| known == key);
        let of_no_form = || match key {
            APPROVED_ON => "批复日期".to_owned(),
            ADJUSTED_ON => "调整开始日期".to_owned(),
            ADJUSTED_FOR => "调整原因".to_owned(),
            ADJUSTED_BY => "调整依据文件".to_owned(),
            key => format!("{kind}“{}”", super::excerpt(key)),
        };
        known.map_or_else(of_no_form, |(_, label)| label.clone())
    }
}

/// A sentence about a row, with the row's name in front.
pub fn row_says(names: &Names, row: &RowId, sentence: &str) -> String {
    names.of(row).map_or_else(|| sentence.to_owned(), |name| format!("「{name}」：{sentence}"))
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

//! 任务: what the money is for, line by line: 年度主要任务 of a department, measures of a policy, main work of a
//! fiscal operation. Its sum is computed; what it must agree with is checked elsewhere.

use serde::{Deserialize, Serialize};

use super::exact::Exact;
use super::ids::RowId;
use super::numbers::Wan;
use super::typed::Typed;

/// One line. 金额合计 of the line is `fiscal` + `other`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    pub id: RowId,
    #[serde(default)]
    pub name: String,
    /// 主要内容.
    #[serde(default)]
    pub content: String,
    /// 财政拨款, 万元.
    #[serde(default)]
    pub fiscal: Typed,
    /// 其他资金, 万元.
    #[serde(default)]
    pub other: Typed,
    /// 实际完成情况; only a self-evaluation fills it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub done: String,
}

/// A field of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskField {
    Name,
    Content,
    Fiscal,
    Other,
    Done,
}

impl Task {
    pub fn new(id: RowId) -> Self {
        let (name, content, done) = (String::new(), String::new(), String::new());
        Self { id, name, content, fiscal: Typed::default(), other: Typed::default(), done }
    }

    pub fn text(&self, field: TaskField) -> &str {
        match field {
            TaskField::Name => &self.name,
            TaskField::Content => &self.content,
            TaskField::Fiscal => self.fiscal.text(),
            TaskField::Other => self.other.text(),
            TaskField::Done => &self.done,
        }
    }

    pub fn text_mut(&mut self, field: TaskField) -> &mut String {
        match field {
            TaskField::Name => &mut self.name,
            TaskField::Content => &mut self.content,
            TaskField::Fiscal => self.fiscal.text_mut(),
            TaskField::Other => self.other.text_mut(),
            TaskField::Done => &mut self.done,
        }
    }

    /// Fiscal and other money together; `None` where neither holds a figure, or one holds something else.
    pub fn total(&self) -> Option<Wan> {
        sum_of([&self.fiscal, &self.other])
    }
}

/// The sum of one column of money, or of both; as [`Task::total`].
pub fn total(tasks: &[Task], columns: &[TaskField]) -> Option<Wan> {
    let cells = |task: &Task| -> Vec<Typed> {
        let cell = |column: &TaskField| match column {
            TaskField::Fiscal => Some(task.fiscal.clone()),
            TaskField::Other => Some(task.other.clone()),
            TaskField::Name | TaskField::Content | TaskField::Done => None,
        };
        columns.iter().filter_map(cell).collect()
    };
    let cells: Vec<Typed> = tasks.iter().flat_map(cells).collect();
    sum_of(&cells)
}

/// Money in 万元 added up exactly, to the places typed. Blanks are null: they add nothing.
fn sum_of<'c>(cells: impl IntoIterator<Item = &'c Typed>) -> Option<Wan> {
    let (mut sum, mut places, mut any) = (Exact::zero(), 0, false);
    for cell in cells {
        if cell.is_blank() {
            continue;
        }
        let wan = cell.wan()?;
        places = places.max(wan.value().scale());
        sum = sum + wan.exact();
        any = true;
    }
    let wan = sum.rounded(places).or_else(|| sum.rounded(6))?;
    any.then(|| Wan::new(wan.normalize()))
}

#[cfg(test)]
mod tests {
    use super::{Task, TaskField, total};
    use crate::domain::ids::RowId;

    fn task(fiscal: &str, other: &str) -> Task {
        Task { fiscal: fiscal.into(), other: other.into(), ..Task::new(RowId::new("t")) }
    }

    #[test]
    fn money_is_added_exactly_and_blank_is_not_zero() {
        let tasks = [task("0.1", "0.2"), task("-", ""), task("３，000元", "0.000001")];
        let both = [TaskField::Fiscal, TaskField::Other];
        assert_eq!(tasks[0].total(), "0.3".parse().ok());
        assert_eq!(tasks[1].total(), None);
        assert_eq!(total(&tasks, &both), "0.600001".parse().ok());
        assert_eq!(total(&tasks, &[TaskField::Fiscal]), "0.4".parse().ok());
        assert_eq!(total(&[task("1", "两万")], &both), None);
        assert_eq!(total(&[], &both), None);
    }
}

//! 目标表式: what a goal form asks for, as data of a rules pack: its fields, sources of money, table of tasks, the
//! words to choose from, the help beside each field, and the questions by which it will be reviewed. Knows no goal.

use serde::{Deserialize, Serialize};

use super::case::Subject;
use super::funds::FundSource;
use super::numbers::Points;

/// The section `goal` of a rules pack.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalForms {
    /// One for each kind of subject.
    pub forms: Vec<GoalForm>,
    /// 绩效标准, from which a target follows.
    pub value_bases: Vec<String>,
    /// 数据来源.
    pub sources: Vec<String>,
    /// 完成值取值方式.
    pub ways: Vec<String>,
    /// 指标性质 as the form writes them, in the order in which they are offered.
    pub signs: Vec<String>,
    /// Ways of asking in a survey.
    pub survey_ways: Vec<String>,
    /// Help beside the fields that every form has, by the field's word (`target`) or the fact's key.
    pub help: Vec<Help>,
    pub review: Review,
}

/// The form of one kind of subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalForm {
    pub subject: Subject,
    /// As printed: 项目支出绩效目标申报表.
    pub title: String,
    /// Fields beyond the head that all forms have.
    pub facts: Vec<FactField>,
    /// Rows of the money table below the computed total.
    pub money: Vec<MoneyRow>,
    /// The money of other years is asked for, and 实施期 goal and indicators.
    #[serde(default)]
    pub whole: bool,
    #[serde(default)]
    pub tasks: Option<TaskTable>,
    /// Level-2 names that a goal must have at least one indicator of, by kind of project.
    #[serde(default)]
    pub required: Vec<Required>,
}

/// A field that a form has beyond its head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactField {
    /// Never shown, never changed: documents hold it.
    pub key: String,
    pub label: String,
    #[serde(default)]
    pub kind: FactKind,
    /// What may be chosen where `kind` is `choice`; other words stay possible.
    #[serde(default)]
    pub choices: Vec<String>,
    #[serde(default)]
    pub required: bool,
    /// Fields of one group stand together under this heading; empty: with the head.
    #[serde(default)]
    pub group: String,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    #[default]
    Text,
    /// Several lines.
    Long,
    /// A whole number or a decimal.
    Number,
    /// 万元.
    Money,
    Date,
    Choice,
}

/// A source of money as a form prints it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoneyRow {
    pub source: FundSource,
    pub label: String,
}

/// The table of tasks, measures or main work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskTable {
    pub title: String,
    /// Head of the first column: 任务名称, 政策措施.
    pub name: String,
    pub content: String,
    /// Keys of money facts whose sum must be the tasks' (基本支出 + 项目支出); empty: the form's money.
    #[serde(default)]
    pub equals: Vec<String>,
}

/// Level-2 names that must be there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Required {
    /// What the fact `fact` must be for this to hold; empty: always.
    #[serde(default)]
    pub fact: String,
    #[serde(default)]
    pub is: Vec<String>,
    pub level1: String,
    /// Any one of them; empty: any of the level-1 name.
    #[serde(default)]
    pub level2: Vec<String>,
}

/// What stands beside a field: 理论 and 范例.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Help {
    pub field: String,
    pub meaning: String,
    #[serde(default)]
    pub rule: String,
    #[serde(default)]
    pub good: String,
    #[serde(default)]
    pub bad: String,
}

/// 审核八问: what a reviewer will ask (财预〔2015〕88号).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    pub items: Vec<ReviewItem>,
    /// What an item may be graded: 优, 良, 中, 差.
    pub grades: Vec<String>,
    /// Whether the items were compared with the document.
    #[serde(default)]
    pub verified: bool,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewItem {
    pub id: String,
    /// 完整性, 相关性, 适当性, 可行性.
    pub head: String,
    pub name: String,
    pub asks: String,
    /// For 重点项目.
    pub points: Points,
}

impl GoalForms {
    /// The form of a kind of subject.
    pub fn of(&self, subject: Subject) -> Option<&GoalForm> {
        self.forms.iter().find(|form| form.subject == subject)
    }

    pub fn help(&self, field: &str) -> Option<&Help> {
        self.help.iter().find(|help| help.field == field)
    }
}

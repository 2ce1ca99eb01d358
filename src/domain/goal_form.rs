//! 目标表式: what a goal form asks for, as data of a rules pack: its fields, sources of money, table of tasks, the
//! words to choose from, the help beside each field, and the questions by which it will be reviewed. Checks no goal.

use serde::{Deserialize, Serialize};

use super::case::Subject;
use super::funds::FundSource;
use super::goal::Goal;
use super::numbers::Points;
use super::place::{Place, PlaceTarget, TextField};
use super::scoring::Rule;
use super::task::TaskField;

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
    /// Rules that an indicator may be scored by instead of the one that the rules in force have for its sign.
    #[serde(default)]
    pub rules: Vec<Rule>,
    /// Help beside the fields of all forms.
    pub help: Vec<Help>,
    pub review: Review,
}

/// The form of one kind of subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalForm {
    pub subject: Subject,
    /// As printed: 项目支出绩效目标申报表.
    pub title: String,
    /// The texts of the head and the goal that it shows, and what it calls them.
    pub texts: Vec<TextLabel>,
    /// Fields beyond those.
    pub facts: Vec<FactField>,
    /// The keys of the facts that say when it begins and ends.
    #[serde(default)]
    pub term: Option<TermFacts>,
    /// Rows of the money table. The first is that of the computed total.
    pub money: Vec<MoneyRow>,
    /// The money of other years is asked for, and 实施期 goal and indicators.
    #[serde(default)]
    pub whole: bool,
    #[serde(default)]
    pub tasks: Option<TaskTable>,
    /// Level-2 names that a goal must have at least one indicator of, by kind of project.
    #[serde(default)]
    pub required: Vec<Required>,
    /// Help that holds for this form only, before that for all of them.
    #[serde(default)]
    pub help: Vec<Help>,
}

/// A text outside the tables as one form calls it: the project's name is 部门名称 on a department's form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextLabel {
    pub field: TextField,
    pub label: String,
    #[serde(default)]
    pub required: bool,
}

/// 起止日期, by the keys of two facts that are dates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermFacts {
    pub begin: String,
    pub end: String,
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
    /// 人, 个: what a number counts.
    #[serde(default)]
    pub unit: String,
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
    /// The tasks are some of the work only: together they come to no more than the sum.
    #[serde(default)]
    pub within: bool,
}

impl TaskTable {
    /// What the form calls a column, where it has a name of its own for it.
    pub fn column(&self, field: TaskField) -> Option<&str> {
        match field {
            TaskField::Name => Some(&self.name),
            TaskField::Content => Some(&self.content),
            TaskField::Fiscal | TaskField::Other | TaskField::Done => None,
        }
    }
}

/// Levels of the tree that a goal must have an indicator of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Required {
    /// What the fact `fact` must be for this to hold; empty: always.
    #[serde(default)]
    pub fact: String,
    #[serde(default)]
    pub is: Vec<String>,
    /// Words of which the level-1 or level-2 name of an indicator has one. 成本 stands on level 1 or 2, as the
    /// tree has it.
    pub levels: Vec<String>,
}

/// What stands beside a field: 理论 and 范例.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Help {
    /// A column of the grid by its word (`target`), a fact by its key. Other fields with their table before the
    /// word: `text/project`, `funds/budget`, `tasks/name`.
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

    /// The form that a goal of that subject was drafted in: fields of it are filled, or its table of money is the
    /// form's, as a goal begins. `None` for one that came in from elsewhere, which is not asked for what its form
    /// never had.
    pub fn drafted(&self, subject: Subject, goal: &Goal) -> Option<&GoalForm> {
        self.of(subject).filter(|form| form.is_filled_in(goal) || form.has_money_of(goal))
    }

    /// The help of all forms for a field, by the field's name as [`Help::field`] has it.
    pub fn help(&self, field: &str) -> Option<&Help> {
        self.help.iter().find(|help| help.field == field)
    }

    /// The help for the field at a place of a goal: that of its form before that of all.
    pub fn help_at(&self, subject: Subject, place: &Place) -> Option<&Help> {
        let field = match place.target()? {
            PlaceTarget::Text(_, field) => format!("text/{}", field.word()),
            PlaceTarget::Fund(_, _, field) => format!("funds/{}", field.word()),
            PlaceTarget::Task(_, _, field) => format!("tasks/{}", field.word()),
            PlaceTarget::Indicator(_, _, field) => field.word().to_owned(),
            PlaceTarget::Fact(_, key) => key,
            _ => return None,
        };
        let own = self.of(subject).and_then(|form| form.help.iter().find(|help| help.field == field));
        own.or_else(|| self.help(&field))
    }
}

impl GoalForm {
    pub fn fact(&self, key: &str) -> Option<&FactField> {
        self.facts.iter().find(|fact| fact.key == key)
    }

    /// Some field that the form has beyond its head is filled in. How a goal was approved is none of them.
    pub fn is_filled_in(&self, goal: &Goal) -> bool {
        goal.facts.iter().any(|fact| self.fact(&fact.key).is_some())
    }

    /// Every row of the form's table of money stands in the goal, under the form's own name.
    fn has_money_of(&self, goal: &Goal) -> bool {
        let stands = |own: &MoneyRow| {
            goal.funds.rows.iter().any(|row| row.source == own.source && row.label == own.label)
        };
        !self.money.is_empty() && self.money.iter().all(stands)
    }

    /// What the form calls a text.
    pub fn label(&self, field: TextField) -> Option<&str> {
        self.texts.iter().find(|text| text.field == field).map(|text| text.label.as_str())
    }
}

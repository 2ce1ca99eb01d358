//! Words for the goal that a self-evaluation rests on, and for what a newer one changes in it.

use super::Names;
use super::labels::goal_stage;
use crate::domain::from_goal::{GoalBasis, GroupKind};
use crate::domain::ids::RowId;
use crate::domain::place::Place;

/// What the form rests on: `批复的绩效目标`.
pub fn goal_basis(basis: GoalBasis) -> String {
    match basis {
        GoalBasis::Current(stage) => goal_stage(stage).to_owned(),
        GoalBasis::Older { then, .. } => format!("{}（已有变动）", goal_stage(then)),
    }
}

pub fn goal_group(kind: GroupKind) -> &'static str {
    match kind {
        GroupKind::Texts => "基本情况和预期目标",
        GroupKind::NewRows => "新增的指标",
        GroupKind::ChangedRows => "有变动的指标",
        GroupKind::GoneRows => "已取消的指标",
        GroupKind::Money => "项目资金",
        GroupKind::Budget => "本表中已改填的全年预算数",
        GroupKind::Tasks => "任务",
    }
}

pub fn goal_differs() -> &'static str {
    "勾选要更新的内容。已填的完成值、得分、原因和问卷不会丢失；更新后可以撤销。"
}

pub fn goal_same() -> &'static str {
    "绩效目标的变动与本表无关，内容没有不同：更新后本表改为依据现行的绩效目标。"
}

/// Added to a row that the goal no longer has.
pub fn answers_stay() -> &'static str {
    "（已填的内容保留）"
}

pub fn rule_changed(row: &RowId, names: &Names) -> String {
    format!("「{}」的评分规则有变动", names.of(row).unwrap_or_default())
}

/// The row that a place lies in; where it has no name, the place itself.
pub fn row_at(place: &Place, names: &Names) -> String {
    let target = place.target();
    let name = target.as_ref().and_then(super::row_of).and_then(|row| names.of(row));
    name.map_or_else(|| super::place(place, names), |name| format!("「{name}」"))
}

pub fn survey_answers() -> &'static str {
    "问卷回答"
}

/// How the rate comes about.
pub fn survey_note() -> &'static str {
    "填写各档回答数后，满意率即为实际完成值，不再手填；不了解的回答不计入有效回答。"
}

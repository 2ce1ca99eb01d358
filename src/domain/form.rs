//! What every official project form opens with: who, what, which year; and remarks that have
//! no field of their own but must not be lost.

use serde::{Deserialize, Serialize};

use super::typed::Typed;

/// The head of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormHead {
    /// The form's printed title.
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub year: Option<i16>,
    /// 项目名称, without the code that some forms glue to it.
    #[serde(default)]
    pub project: String,
    /// 项目代码, kept as text.
    #[serde(default)]
    pub code: String,
    /// 主管部门 and its code as printed.
    #[serde(default)]
    pub department: String,
    /// 实施单位 and its code as printed.
    #[serde(default)]
    pub unit: String,
}

/// A labelled text of the source that no field holds: 评价结论, 填报人, 项目实施内容.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    pub label: String,
    pub text: String,
}

/// Points that a form prints beside a level-1 name: `产出指标(50分)`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct LevelPoints {
    pub level1: String,
    pub points: Typed,
}

//! 指标依据: what stands behind an indicator: its meaning, how its target was found, where its figure will come
//! from, the survey that will be made, the library entry it was picked from. Texts as typed; knows no check.

use serde::{Deserialize, Serialize};

use super::evidence::Evidence;
use super::library::LibraryLink;
use super::scoring::Rule;
use super::typed::Typed;

/// Everything beside the grid's columns. Fields of forms and platforms since 财预〔2021〕101号.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Grounds {
    #[serde(skip_serializing_if = "Term::is_year")]
    pub term: Term,
    /// 指标解释.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub meaning: String,
    /// 评（扣）分标准.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub standard: String,
    /// 绩效标准: 计划标准, 历史标准, 行业标准, 预算支出标准, 其他标准.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub value_basis: String,
    /// 指标值说明: how the target follows from the basis.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub basis_note: String,
    /// 数据来源.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// 完成值取值方式.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub way: String,
    #[serde(skip_serializing_if = "SurveyPlan::is_empty")]
    pub survey: SurveyPlan,
    /// Its points stay when the others are shared out anew.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub locked: bool,
    /// The library entry that it was picked from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<LibraryLink>,
    /// The rule that it is scored by, as the library brings it; `None`: the sign chooses one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<Rule>,
    /// Why the unit proposes this indicator to the library; `None`: it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposed: Option<String>,
    /// The same indicator a year before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_year: Option<LastYear>,
    /// 佐证材料.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}

/// Which of a goal's two blocks an indicator stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Term {
    /// 年度.
    #[default]
    Year,
    /// 实施期: the whole run of the project. Carries no points.
    Whole,
}

/// 问卷计划 of a satisfaction indicator.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SurveyPlan {
    /// 调查对象.
    pub object: String,
    /// 调查方式.
    pub way: String,
    /// 样本量.
    pub sample: Typed,
    /// 调查时间.
    pub time: String,
}

/// What the same indicator aimed at and reached in the year before, as it stood there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LastYear {
    pub year: i16,
    /// Sign, value and unit in one piece.
    pub target: String,
    /// Blank where nobody knows yet.
    pub actual: String,
}

impl Grounds {
    /// The unit proposes it to the library: asked for, and in no library yet.
    pub fn is_proposed(&self) -> bool {
        self.proposed.is_some() && self.link.is_none()
    }

    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Term {
    fn is_year(&self) -> bool {
        *self == Self::Year
    }
}

impl SurveyPlan {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

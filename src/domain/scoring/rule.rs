//! The kinds of rules that turn an answer into points, as pack data (design: rules 4).
//! Owns their shape and defaults; how each is computed stands in its own file.

use serde::{Deserialize, Serialize};

use crate::domain::numbers::{Percent, Points, Quantity};
use crate::domain::value::Sign;

/// How a measure becomes points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Rule {
    /// 完成率.
    Attain(Attain),
    /// 执行率.
    Execution(Execution),
    /// 分档.
    Bands(Bands),
    /// 定性三档.
    Qualitative(Qualitative),
    /// 扣分.
    Deduct(Deduct),
    /// 要点.
    Elements(Elements),
    /// 等级.
    Levels(Levels),
    /// 评委打分.
    Judged(Judged),
    /// 满意度.
    Survey(Box<Survey>),
    /// 时限.
    Date(Box<DateRule>),
    YesNo,
}

impl Rule {
    /// The names of its levels, where an answer is one of several.
    pub fn level_names(&self) -> Option<Vec<&str>> {
        match self {
            Self::Qualitative(rule) => Some(rule.levels.iter().map(|level| level.name.as_str()).collect()),
            Self::Levels(rule) => Some(rule.levels.iter().map(|level| level.name.as_str()).collect()),
            _ => None,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attain {
    pub sign: Sign,
    /// Below the target (above it, for `le` and `lt`). Without it: `linear` for `le` and `lt`,
    /// `ratio` for the others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<Short>,
    /// Completion below this scores 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pass: Option<Percent>,
    #[serde(default)]
    pub over: Over,
    #[serde(default)]
    pub equal: Equal,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Short {
    Ratio,
    Linear,
    AllOrNothing,
}

/// What happens far above the target.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Over {
    #[default]
    None,
    /// A finding asks for the reason.
    Warn { above: Percent },
    /// The highest step whose `above` the deviation exceeds cuts `cut` % of the points.
    Steps { steps: Vec<OverStep> },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverStep {
    pub above: Percent,
    pub cut: Percent,
}

/// How `eq` treats a value above the target.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Equal {
    #[default]
    AtLeast,
    Symmetric,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Execution {
    #[serde(default)]
    pub mode: ExecutionMode,
    /// Bands of the rate in %, for mode `bands`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bands: Vec<Band>,
    #[serde(default)]
    pub zero_budget: ZeroBudget,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExecutionMode {
    #[default]
    Linear,
    Bands,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ZeroBudget {
    #[default]
    Na,
    Zero,
}

/// `from` inclusive; `share` in % of the points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Band {
    pub from: Quantity,
    pub share: Percent,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bands {
    pub bands: Vec<Band>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Qualitative {
    pub levels: Vec<QualitativeLevel>,
}

/// A level's part of the points in %: `from` inclusive, `to` exclusive unless it is 100.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QualitativeLevel {
    pub name: String,
    pub from: Percent,
    pub to: Percent,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deduct {
    pub start: Quantity,
    #[serde(default)]
    pub side: Side,
    /// Points taken off for each unit beyond `start`.
    pub per: Points,
    #[serde(default)]
    pub part: Part,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    #[default]
    Above,
    Below,
}

/// Whether a part of a unit counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    #[default]
    Continuous,
    Floor,
    Ceil,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elements {
    pub elements: Vec<String>,
    /// In %, together 100; equal where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shares: Option<Vec<Percent>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Levels {
    pub levels: Vec<LevelShare>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelShare {
    pub name: String,
    pub share: Percent,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    pub step: Points,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Survey {
    /// Names of the answers that count as satisfied.
    pub positive: Vec<String>,
    /// Names of the answers that leave the base: 不了解.
    #[serde(default)]
    pub left_out: Vec<String>,
    pub then: Rule,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateRule {
    /// A `bands` or `deduct` rule over the days late.
    pub late: Rule,
}

//! What documents know of the 指标库: the names of an entry's fields, the link from an indicator in use to
//! the entry it was picked from, and an indicator that a unit proposes. The library itself is a layer above.

use serde::{Deserialize, Serialize};

use super::ids::PackId;
use super::scoring::Rule;

/// A text of a library entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LibraryField {
    /// 指标编码, unique within the library.
    Code,
    /// 行业领域.
    Sector,
    /// Code of the functional class (支出功能分类), `*` for all.
    Function,
    Level1,
    Level2,
    Name,
    /// 指标解释.
    Meaning,
    Unit,
    /// 指标性质: `ge`, `gt`, `le`, `lt`, `eq`, `range`, `words`.
    Sign,
    /// 指标方向: 正向, 反向, 等值, 区间, 定性.
    Direction,
    /// A usual target, to start from.
    Target,
    /// 评分标准.
    Standard,
    /// 绩效标准, what the target rests on: 计划标准, 行业标准.
    ValueBasis,
    /// 数据来源.
    Source,
    /// 指标类型: 共性, 分行业核心, 个性.
    Sort,
    /// Where the entry comes from.
    Origin,
}

impl LibraryField {
    /// Every field, in the order in which packs write them.
    pub const ALL: [Self; 16] = [
        Self::Code,
        Self::Sector,
        Self::Function,
        Self::Level1,
        Self::Level2,
        Self::Name,
        Self::Meaning,
        Self::Unit,
        Self::Sign,
        Self::Direction,
        Self::Target,
        Self::Standard,
        Self::ValueBasis,
        Self::Source,
        Self::Sort,
        Self::Origin,
    ];

    /// The member of an entry in a pack.
    pub fn word(self) -> &'static str {
        match self {
            Self::Code => "id",
            Self::Sector => "sector",
            Self::Function => "function",
            Self::Level1 => "level1",
            Self::Level2 => "level2",
            Self::Name => "name",
            Self::Meaning => "meaning",
            Self::Unit => "unit",
            Self::Sign => "sign",
            Self::Direction => "direction",
            Self::Target => "target",
            Self::Standard => "standard",
            Self::ValueBasis => "value_basis",
            Self::Source => "source",
            Self::Sort => "sort",
            Self::Origin => "origin",
        }
    }
}

/// From an indicator in use to the entry it was picked from.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct LibraryLink {
    pub library: PackId,
    /// The edition it was picked from; the indicator stays by it.
    pub edition: String,
    pub code: String,
}

/// An indicator that a unit proposes into the library (个性指标申请入库). Texts as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// 申报单位.
    #[serde(default)]
    pub proposed_by: String,
    /// 申报理由.
    #[serde(default)]
    pub reason: String,
    #[serde(default)]
    pub sector: String,
    #[serde(default)]
    pub level1: String,
    #[serde(default)]
    pub level2: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub meaning: String,
    /// 计量单位.
    #[serde(default)]
    pub unit: String,
    #[serde(default)]
    pub sign: String,
    #[serde(default)]
    pub target: String,
    #[serde(default)]
    pub standard: String,
    #[serde(default)]
    pub value_basis: String,
    #[serde(default)]
    pub source: String,
    #[serde(default)]
    pub sort: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Rule>,
}

/// What of an entry differs between two editions, or between the library and a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LibraryMember {
    Field(LibraryField),
    /// 评分规则.
    Rule,
    /// Kinds of project it is meant for.
    Kinds,
    /// Good examples.
    Good,
    Bad,
    /// Codes it stands in for.
    Replaces,
    /// The code that stands in for it.
    MappedTo,
    /// A member or column that only its source knows, by its title.
    Other(String),
}

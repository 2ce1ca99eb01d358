//! One entry of the library: its texts, its rule, its examples, its place in the succession of entries.
//! Holds what the pack says and nothing else; where it is read and written stands beside it.

use serde_json::{Map, Value};

use crate::domain::from_json::from_tree;
use crate::domain::library::LibraryField;
use crate::domain::scoring::Rule;
use crate::domain::value::{Sign, read_sign};

/// An indicator to pick from. Texts as the pack has them; a blank one is not stated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LibraryIndicator {
    /// 指标编码, unique within the library.
    pub code: String,
    pub sector: String,
    /// Code of the functional class, `*` for all.
    pub function: String,
    pub level1: String,
    pub level2: String,
    pub name: String,
    pub meaning: String,
    pub unit: String,
    /// `ge`, `le` …: see [`LibraryIndicator::sign`].
    pub sign: String,
    pub direction: String,
    /// A usual target, without sign and unit.
    pub target: String,
    /// 评分标准 in words.
    pub standard: String,
    pub value_basis: String,
    pub source: String,
    /// See [`LibraryIndicator::sort`].
    pub sort: String,
    pub origin: String,
    /// Pinyin of the name: see [`super::pinyin`].
    pub keys: String,
    /// Codes of entries that this one stands in for.
    pub replaces: Vec<String>,
    /// The entry that stands in for this one.
    pub mapped_to: Option<Mapping>,
    /// Kinds of project it is meant for.
    pub kinds: Vec<String>,
    /// Good examples of it.
    pub good: Vec<String>,
    /// Bad ones.
    pub bad: Vec<String>,
    /// The rule as the pack writes it; it reads, or was left out with a finding.
    pub(super) rule: Option<Value>,
    /// Members that this program does not know, kept for the next writing.
    pub(super) rest: Map<String, Value>,
}

/// 指标类型.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// 分行业(分领域)核心.
    Core,
    /// 共性.
    Common,
    /// 个性.
    Individual,
}

/// A code, in this library unless another is named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    pub library: Option<String>,
    pub edition: Option<String>,
    pub code: String,
}

impl LibraryIndicator {
    pub fn text(&self, field: LibraryField) -> &str {
        use LibraryField as F;
        match field {
            F::Code => &self.code,
            F::Sector => &self.sector,
            F::Function => &self.function,
            F::Level1 => &self.level1,
            F::Level2 => &self.level2,
            F::Name => &self.name,
            F::Meaning => &self.meaning,
            F::Unit => &self.unit,
            F::Sign => &self.sign,
            F::Direction => &self.direction,
            F::Target => &self.target,
            F::Standard => &self.standard,
            F::ValueBasis => &self.value_basis,
            F::Source => &self.source,
            F::Sort => &self.sort,
            F::Origin => &self.origin,
        }
    }

    pub fn text_mut(&mut self, field: LibraryField) -> &mut String {
        use LibraryField as F;
        match field {
            F::Code => &mut self.code,
            F::Sector => &mut self.sector,
            F::Function => &mut self.function,
            F::Level1 => &mut self.level1,
            F::Level2 => &mut self.level2,
            F::Name => &mut self.name,
            F::Meaning => &mut self.meaning,
            F::Unit => &mut self.unit,
            F::Sign => &mut self.sign,
            F::Direction => &mut self.direction,
            F::Target => &mut self.target,
            F::Standard => &mut self.standard,
            F::ValueBasis => &mut self.value_basis,
            F::Source => &mut self.source,
            F::Sort => &mut self.sort,
            F::Origin => &mut self.origin,
        }
    }

    /// 指标性质, by the pack's word or as a form prints it; `None` where it is blank or not known.
    pub fn sign(&self) -> Option<Sign> {
        read_library_sign(&self.sign)
    }

    /// 指标类型; `None` where it is blank or another.
    pub fn sort(&self) -> Option<Sort> {
        [("核心", Sort::Core), ("共性", Sort::Common), ("个性", Sort::Individual)]
            .into_iter()
            .find_map(|(word, sort)| self.sort.contains(word).then_some(sort))
    }

    /// The rule to score by, where the entry brings one.
    pub fn rule(&self) -> Option<Rule> {
        from_tree(self.rule.as_ref()?).ok()
    }

    /// `attain`, `bands` …; empty without a rule.
    pub fn rule_kind(&self) -> &str {
        self.rule.as_ref().and_then(|rule| rule.get("kind")).and_then(Value::as_str).unwrap_or_default()
    }

    /// The usual target as a form prints it: `≥98%`, `10～20%`, `达成`; empty where there is none.
    pub fn printed_target(&self) -> String {
        let (sign, target) = (self.sign(), self.target.trim());
        match sign {
            _ if target.is_empty() => sign.map(Sign::symbol).unwrap_or_default().to_owned(),
            Some(Sign::Words) => target.to_owned(),
            sign => format!("{}{target}{}", sign.map(Sign::symbol).unwrap_or_default(), self.printed_unit()),
        }
    }

    /// `—` and `/` say that there is no unit.
    fn printed_unit(&self) -> &str {
        match self.unit.trim() {
            "—" | "-" | "/" | "无" => "",
            unit => unit,
        }
    }
}

/// `ge` … as packs write it, or as a form prints it.
pub(super) fn read_library_sign(text: &str) -> Option<Sign> {
    match text.trim() {
        "ge" => Some(Sign::Ge),
        "gt" => Some(Sign::Gt),
        "le" => Some(Sign::Le),
        "lt" => Some(Sign::Lt),
        "eq" => Some(Sign::Eq),
        "range" => Some(Sign::Range),
        "words" => Some(Sign::Words),
        text => read_sign(text),
    }
}

/// The pack's word of a sign.
pub(super) fn sign_word(sign: Sign) -> &'static str {
    match sign {
        Sign::Ge => "ge",
        Sign::Gt => "gt",
        Sign::Le => "le",
        Sign::Lt => "lt",
        Sign::Eq => "eq",
        Sign::Range => "range",
        Sign::Words => "words",
    }
}

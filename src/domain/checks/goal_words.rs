//! What a checklist pack says for goals: word lists and limits. Data only. Where no pack brings them, the lists
//! are empty and the checks that need them find nothing.

use serde::{Deserialize, Serialize};

use super::words::{Named, Word, contains_any, ends_with_any, place_of};
use crate::domain::numbers::Percent;
use crate::domain::place::RowField;
use crate::domain::sample::SampleRule;

/// The section `goal_checks` of a checklist pack.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalChecks {
    pub words: GoalWords,
    pub limits: GoalLimits,
    /// What an indicator must have besides its figures: 指标值说明.
    #[serde(default)]
    pub required: Vec<RowField>,
}

/// Word lists. All are compared without blanks and in half-width signs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalWords {
    /// Names whose figure is better small, and is not with ≥.
    pub lower: Vec<Directed>,
    /// Names whose figure is better large, and is not with ≤.
    pub higher: Vec<Directed>,
    /// Work done that does not belong below the benefits.
    pub outputs: Vec<Placed>,
    /// What came of it, that does not belong below the outputs.
    pub benefits: Vec<Placed>,
    /// Names of satisfaction, which a survey must find out.
    pub satisfaction: Named,
    /// Names of figures that need no unit: 指数, 倍数.
    pub unitless: Named,
    /// Endings of names whose figure is in %.
    pub per_cent: Vec<Word>,
    /// Words in brackets that stand for something to be filled in.
    pub placeholders: Vec<Word>,
}

/// Names that say which way is better.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directed {
    /// Verbs at the start of a name: 降低.
    #[serde(default)]
    pub starts: Vec<Word>,
    /// Parts of a name: 投诉率.
    #[serde(default)]
    pub names: Vec<Word>,
    /// Parts that turn the meaning: 投诉率下降幅度.
    #[serde(default)]
    pub not: Vec<Word>,
}

/// Endings of names and where such indicators belong.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    pub ends: Vec<Word>,
    #[serde(default)]
    pub not: Vec<Word>,
    /// Level-1 names below which they do not belong.
    pub within: Vec<Word>,
    pub level1: String,
    pub level2: String,
}

/// Figures that checks compare with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalLimits {
    /// Characters of an indicator's or a task's name.
    pub name: usize,
    /// Characters of a project's name.
    pub title: usize,
    /// Characters of a target; 0 is no limit.
    #[serde(default)]
    pub target: usize,
    /// Characters of 评（扣）分标准; 0 is no limit.
    #[serde(default)]
    pub standard: usize,
    /// Change against last year above which it is a finding, in %.
    pub last_year: Percent,
    /// Part of the money that quantity × unit cost leaves open above which it is a finding, in %.
    pub unit_cost: Percent,
    pub sample: SampleRule,
}

impl Directed {
    /// The word of a compact name that says so.
    pub(super) fn word(&self, name: &str) -> Option<&str> {
        let starts = self.starts.iter().find(|word| name.starts_with(word.as_str()));
        let word = starts.or_else(|| self.names.iter().find(|word| place_of(name, word).is_some()));
        let word = word.map(Word::as_str).filter(|word| !word.is_empty())?;
        (!contains_any(name, &self.not)).then_some(word)
    }
}

impl Placed {
    /// Whether an indicator of this compact name and level 1 stands where it does not belong.
    pub(super) fn is_misplaced(&self, name: &str, level1: &str) -> bool {
        ends_with_any(name, &self.ends)
            && !contains_any(name, &self.not)
            && contains_any(level1, &self.within)
    }
}

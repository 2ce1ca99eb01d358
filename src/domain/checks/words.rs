//! What a `checklist` pack says: word lists, limits and the basis of every check.
//! Data only; read by `pack`, used by the checks beside it.

use serde::{Deserialize, Serialize};

use super::goal_words::GoalChecks;
use crate::domain::normalise::compact;
use crate::domain::numbers::{Percent, Points};

/// The sections of a checklist pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckWords {
    pub words: Words,
    pub limits: Limits,
    pub checks: Vec<Check>,
    /// What only goals are checked by. A pack of its own: [`Self::with_goal`].
    #[serde(skip)]
    pub goal: GoalChecks,
}

/// Word lists. All are compared without blanks and in half-width signs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    pub vague: Vague,
    /// Odd spellings of units.
    pub units: Vec<UnitWord>,
    /// Parts of a text that show it was left in from the blank form.
    pub template: Vec<Word>,
    pub shares: Named,
    pub inputs: Inputs,
    /// Texts that say that there is no reason.
    pub no_reason: Vec<Word>,
}

/// A target in words that cannot be measured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vague {
    pub whole: Vec<Word>,
    pub starts: Vec<Word>,
    pub ends: Vec<Word>,
    /// `starts` and `ends` count in texts of at most this many characters.
    pub longest: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitWord {
    pub written: Word,
    pub meant: String,
}

/// Names that contain one of `names` and none of `not`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    pub names: Vec<Word>,
    #[serde(default)]
    pub not: Vec<Word>,
}

/// Money and staff, which are inputs and no outputs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inputs {
    /// Level-1 names under which they do not belong.
    pub level1: Vec<Word>,
    /// Level-2 names where money belongs all the same: 成本.
    pub not_level2: Vec<Word>,
    /// Endings of a name that say money.
    pub money: Vec<Word>,
    /// Parts of a name that make an amount of money a result: 收入, 标准.
    pub not_money: Vec<Word>,
    /// Units in which something else than the money is counted: 次, 月, %.
    pub not_units: Vec<Word>,
    pub staff: Named,
}

/// Figures that checks compare with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Points of all indicators together, without the execution row.
    pub indicators: Points,
    /// Points of the whole form.
    pub full: Points,
    /// Relative gap between goals and spending above which it is a finding, in %.
    pub goal_gap: Percent,
    /// Share of the budget left unspent above which it is a finding, in %.
    pub unspent: Percent,
}

/// One finding's code and the rule it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    pub code: String,
    pub basis: Basis,
    /// It compares with what the rules in force give: they are its document where they are not the usual ones.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_rules: bool,
}

/// A document, what it says, and whether that was compared with the document itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    pub document: String,
    #[serde(default)]
    pub note: String,
    pub verified: bool,
}

/// A word of a list in the one spelling in which texts are compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Word(String);

impl From<String> for Word {
    fn from(text: String) -> Self {
        Self(compact(&text))
    }
}

impl From<Word> for String {
    fn from(word: Word) -> Self {
        word.0
    }
}

impl Word {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl CheckWords {
    /// The same with what goals are checked by, and the rules that those checks rest on.
    pub fn with_goal(mut self, goal: GoalChecks, checks: Vec<Check>) -> Self {
        self.goal = goal;
        self.checks.extend(checks);
        self
    }

    /// The same under rules that rest on another document.
    pub fn under(mut self, document: &str) -> Self {
        for check in self.checks.iter_mut().filter(|check| check.by_rules) {
            document.clone_into(&mut check.basis.document);
        }
        self
    }

    pub fn basis(&self, code: &str) -> Option<&Basis> {
        self.checks.iter().find(|check| check.code == code).map(|check| &check.basis)
    }
}

impl Named {
    /// `name` is compact already.
    pub(super) fn matches(&self, name: &str) -> bool {
        contains_any(name, &self.names) && !contains_any(name, &self.not)
    }
}

pub(super) fn contains_any(text: &str, words: &[Word]) -> bool {
    words.iter().any(|word| !word.0.is_empty() && place_of(text, word).is_some())
}

pub(super) fn is_any(text: &str, words: &[Word]) -> bool {
    words.iter().any(|word| text == word.as_str())
}

pub(super) fn starts_with_any(text: &str, words: &[Word]) -> bool {
    words.iter().any(|word| text.starts_with(word.as_str()))
}

pub(super) fn ends_with_any(text: &str, words: &[Word]) -> bool {
    words.iter().any(|word| text.ends_with(word.as_str()))
}

/// Where a word begins in a text. Most texts of a form are shorter than most words of the lists: no search is set up
/// for those.
pub(super) fn place_of(text: &str, word: &Word) -> Option<usize> {
    if text.len() < word.0.len() { None } else { text.find(word.as_str()) }
}

//! What a rules pack says: the level tree, weight profiles, grade bands, and which rule a row of a
//! form gets that names none. Data only; read by `pack`, used by `selfeval`.

use serde::{Deserialize, Serialize};

use super::grade::GradeBands;
use super::rule::{Qualitative, Rule};
use super::total::NaPolicy;
use crate::domain::case::Subject;
use crate::domain::indicator::Indicator;
use crate::domain::normalise::compact;
use crate::domain::numbers::Points;
use crate::domain::place::DocumentType;
use crate::domain::value::Sign;

/// The sections of a rules pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// The level-1 and level-2 tree.
    pub levels: Vec<Level>,
    /// Points by level-1 name and kind of project.
    pub profiles: Vec<Profile>,
    pub bands: GradeBands,
    #[serde(default)]
    pub na: NaPolicy,
    pub self_evaluation: Selection,
    /// What the forms are called.
    #[serde(default)]
    pub titles: Vec<FormTitle>,
}

/// The printed title of one kind of form for one kind of subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormTitle {
    /// The word of a document's type, or of an annex.
    pub document: String,
    /// `None` for a form that is about no single subject.
    #[serde(default)]
    pub subject: Option<Subject>,
    pub title: String,
}

/// A level-1 name with the level-2 names below it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    pub name: String,
    pub level2: Vec<String>,
}

/// How the points are spread over the level-1 names and the execution row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    pub id: String,
    pub title: String,
    pub execution: Points,
    pub points: Vec<LevelShare>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelShare {
    pub level: String,
    pub points: Points,
}

/// Which rule a row of a form gets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    /// 预算执行率.
    pub execution: Rule,
    pub ge: Rule,
    pub gt: Rule,
    pub le: Rule,
    pub lt: Rule,
    /// `=`, and a figure without any sign.
    pub eq: Rule,
    pub range: Rule,
    /// In place of `eq` where the indicator's name says that less is better.
    pub lower_is_better: WordRule,
    /// A target that is a date.
    pub date: Rule,
    /// A target in words.
    pub words: Qualitative,
    /// Words of the actual value that stand for a level, asked in this order.
    pub level_words: Vec<LevelWords>,
    /// What turns the word behind it into its opposite: 无, 没有.
    #[serde(default)]
    pub negations: Vec<String>,
    /// Words of the actual value that say that the indicator does not apply.
    #[serde(default)]
    pub not_applicable: Vec<String>,
    /// The answers of a survey.
    #[serde(default)]
    pub survey: SurveyLevels,
    /// Units that only count: 个, 家. Two of them are compared as they stand.
    #[serde(default)]
    pub counting_units: Vec<String>,
    /// Rules for all figures below a level-1 name, before the sign is asked.
    #[serde(default)]
    pub by_level1: Vec<WordRule>,
}

/// 满意度问卷: how answers are called, and which of them are satisfied.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyLevels {
    /// In the order in which a form asks for their counts.
    pub levels: Vec<String>,
    pub positive: Vec<String>,
    /// Answers that leave the base: 不了解.
    #[serde(default)]
    pub left_out: Vec<String>,
    /// Parts of a level or a name that say that people were asked: 满意度.
    #[serde(default)]
    pub asked: Vec<String>,
}

/// A rule for names that contain one of the words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordRule {
    pub words: Vec<String>,
    pub rule: Rule,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelWords {
    pub level: String,
    pub words: Vec<String>,
}

impl Rules {
    /// The title of a form; empty where no pack names one.
    pub fn title(&self, document: DocumentType, subject: Subject) -> &str {
        let named = |title: &&FormTitle| title.document == document.word() && title.subject == Some(subject);
        self.titles.iter().find(named).map_or("", |title| title.title.as_str())
    }

    /// Points of the execution row where the form prints none: those of the first profile.
    pub fn execution_points(&self) -> Option<Points> {
        self.profiles.first().map(|profile| profile.execution)
    }

    pub fn profile(&self, id: &str) -> Option<&Profile> {
        self.profiles.iter().find(|profile| profile.id == id)
    }
}

impl Profile {
    /// The points of a level-1 name; `None` where the profile does without it.
    pub fn of(&self, level: &str) -> Option<Points> {
        self.points.iter().find(|share| share.level == level).map(|share| share.points)
    }
}

impl Selection {
    /// The rule for a target that is a figure.
    pub fn figure_rule(&self, sign: Option<Sign>, level1: &str, name: &str) -> &Rule {
        if let Some(special) = self.by_level1.iter().find(|special| special.matches(level1)) {
            return &special.rule;
        }
        match sign {
            Some(Sign::Ge) => &self.ge,
            Some(Sign::Gt) => &self.gt,
            Some(Sign::Le) => &self.le,
            Some(Sign::Lt) => &self.lt,
            Some(Sign::Range) => &self.range,
            Some(Sign::Eq | Sign::Words) | None if self.lower_is_better.matches(name) => {
                &self.lower_is_better.rule
            }
            Some(Sign::Eq | Sign::Words) | None => &self.eq,
        }
    }

    /// Whether an indicator tells what people think.
    pub fn asks_people(&self, indicator: &Indicator) -> bool {
        let names = [&indicator.name, &indicator.level2, &indicator.level1].map(|name| compact(name));
        let asked = |word: &String| names.iter().any(|name| name.contains(&compact(word)));
        !indicator.grounds.survey.is_empty() || self.survey.asked.iter().any(asked)
    }

    /// Whether an actual value says that the indicator does not apply.
    pub fn says_not_applicable(&self, actual: &str) -> bool {
        let actual = compact(actual);
        self.not_applicable.iter().any(|word| compact(word) == actual)
    }

    /// Whether the word stands in the text other than behind a negation: 无不合格产品.
    fn says(&self, text: &str, word: &str) -> bool {
        let negated = |before: &str| self.negations.iter().any(|no| before.ends_with(no.as_str()));
        text.match_indices(word).any(|(at, _)| !text.get(..at).is_some_and(negated))
    }

    /// The level that words of an actual value stand for. Words that repeat the target say
    /// that it was reached: the first level of the rule.
    pub fn level_of(&self, actual: &str, target: &str) -> Option<&str> {
        let (actual, target) = (compact(actual), compact(target));
        let named = self.words.levels.iter().find(|level| compact(&level.name) == actual);
        if let Some(level) = named {
            return Some(&level.name);
        }
        let listed = (self.level_words.iter())
            .find(|level| level.words.iter().any(|word| self.says(&actual, &compact(word))))
            .map(|level| level.level.as_str());
        let repeated = || (actual == target).then(|| self.words.levels.first()).flatten();
        listed.or_else(|| repeated().map(|level| level.name.as_str()))
    }
}

impl WordRule {
    fn matches(&self, name: &str) -> bool {
        let name = compact(name);
        self.words.iter().any(|word| name.contains(&compact(word)))
    }
}

//! 满意度问卷: what a survey brought in, as typed: forms sent, returned and valid, answers by level. Knows neither
//! rule nor points; what the answers come to is scored elsewhere.

use std::collections::BTreeMap;

use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

use super::exact::Exact;
use super::typed::Typed;

/// The figures of one survey. The rate of satisfied answers is computed from them, never typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SurveyFigures {
    /// 发放问卷.
    pub sent: Typed,
    /// 回收问卷.
    pub returned: Typed,
    /// 有效问卷.
    pub valid: Typed,
    /// 各档回答, in the order of the levels' names.
    pub answers: Vec<LevelAnswers>,
}

/// How many gave one answer. The levels are named by the rules pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelAnswers {
    pub level: String,
    pub count: Typed,
}

/// A figure of a survey.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SurveyField {
    Sent,
    Returned,
    Valid,
    /// The answers of the level of this name.
    Level(String),
}

impl SurveyField {
    /// The last step of its place; a level's is its name.
    pub fn word(&self) -> &str {
        match self {
            Self::Sent => "sent",
            Self::Returned => "returned",
            Self::Valid => "valid",
            Self::Level(name) => name,
        }
    }

    pub fn of_word(word: &str) -> Self {
        match word {
            "sent" => Self::Sent,
            "returned" => Self::Returned,
            "valid" => Self::Valid,
            name => Self::Level(name.to_owned()),
        }
    }
}

impl SurveyFigures {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// As typed; empty where nothing was.
    pub fn text(&self, field: &SurveyField) -> &str {
        match field {
            SurveyField::Sent => self.sent.text(),
            SurveyField::Returned => self.returned.text(),
            SurveyField::Valid => self.valid.text(),
            SurveyField::Level(name) => {
                let found = self.answers.iter().find(|answers| answers.level == *name);
                found.map_or("", |answers| answers.count.text())
            }
        }
    }

    /// Sets a figure and gives back what stood there. A level without a text is not kept.
    pub fn set(&mut self, field: &SurveyField, text: String) -> String {
        let slot = match field {
            SurveyField::Sent => self.sent.text_mut(),
            SurveyField::Returned => self.returned.text_mut(),
            SurveyField::Valid => self.valid.text_mut(),
            SurveyField::Level(name) => return self.set_level(name, text),
        };
        std::mem::replace(slot, text)
    }

    fn set_level(&mut self, name: &str, text: String) -> String {
        let found = self.answers.iter().position(|answers| answers.level == name);
        let old = found.map(|at| self.answers.remove(at).count.text().to_owned()).unwrap_or_default();
        if !text.is_empty() {
            let at = self.answers.partition_point(|answers| answers.level.as_str() < name);
            self.answers.insert(at, LevelAnswers { level: name.to_owned(), count: Typed::new(text) });
        }
        old
    }

    /// The counts by level; `None` while no level has one. `Err`: a text that is no count.
    pub fn counts(&self) -> Result<Option<BTreeMap<String, i64>>, &str> {
        let mut counts = BTreeMap::new();
        for LevelAnswers { level, count: typed } in self.answers.iter().filter(|a| !a.count.is_blank()) {
            counts.insert(level.clone(), count(typed).ok_or(typed.text())?);
        }
        Ok((!counts.is_empty()).then_some(counts))
    }

    /// 回收率 in %: returned ÷ sent.
    pub fn recovery(&self) -> Option<Exact> {
        let (returned, sent) = (count(&self.returned)?, count(&self.sent)?);
        (Exact::from(returned) * Exact::from(100)).checked_div(&Exact::from(sent))
    }
}

/// A whole number that is not negative. Its unit, 份, is left aside.
pub fn count(typed: &Typed) -> Option<i64> {
    let number = typed.number()?;
    number.is_integer().then(|| number.to_i64()).flatten().filter(|count| *count >= 0)
}

#[cfg(test)]
mod tests {
    use super::{SurveyField, SurveyFigures};

    fn level(name: &str) -> SurveyField {
        SurveyField::Level(name.into())
    }

    #[test]
    fn a_figure_set_and_taken_back_leaves_no_trace() {
        let mut figures = SurveyFigures::default();
        for (field, text) in [(level("满意"), "60"), (SurveyField::Sent, "１00份"), (level("一般"), "5")]
        {
            assert_eq!(figures.set(&field, text.into()), "");
            assert_eq!(figures.text(&field), text);
        }
        let filled = figures.clone();
        assert_eq!(figures.set(&level("满意"), String::new()), "60");
        assert_eq!(figures.text(&level("满意")), "");
        figures.set(&level("满意"), "60".into());
        assert_eq!(figures, filled);
    }

    #[test]
    fn blank_is_not_zero_and_what_is_no_count_is_named() {
        let mut figures = SurveyFigures::default();
        figures.set(&level("满意"), "-".into());
        assert_eq!(figures.counts(), Ok(None));
        figures.set(&level("不满意"), "0".into());
        assert_eq!(figures.counts().map(|counts| counts.map(|c| c.len())), Ok(Some(1)));
        for text in ["1.5", "-3", "约30"] {
            figures.set(&level("满意"), text.into());
            assert_eq!(figures.counts(), Err(text));
        }
    }

    #[test]
    fn the_recovery_rate_is_returned_by_sent() {
        let mut figures = SurveyFigures::default();
        figures.set(&SurveyField::Sent, "３00份".into());
        assert_eq!(figures.recovery(), None);
        figures.set(&SurveyField::Returned, "286".into());
        assert_eq!(figures.recovery().map(|rate| rate.to_fixed(2)), Some("95.33".into()));
        figures.set(&SurveyField::Sent, "0".into());
        assert_eq!(figures.recovery(), None);
    }
}

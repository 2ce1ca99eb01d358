//! 测量: what was answered to one criterion, before any rule looks at it.
//! Owns the reading of single and computed figures; knows no points.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use crate::domain::exact::Exact;
use crate::domain::finding::ScoreProblem;
use crate::domain::value::{Value, read_value};

/// The answers a rule may ask for. Each rule reads its own and leaves the rest.
///
/// In JSON figures are strings, counts are integers. `ratio` and `change` name two figures
/// (or hold them); the result in per cent stands in for `actual`.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Measure {
    pub target: Option<Figure>,
    pub actual: Option<Figure>,
    pub low: Option<Figure>,
    pub high: Option<Figure>,
    pub budget: Option<Figure>,
    pub spent: Option<Figure>,
    pub score: Option<Figure>,
    #[serde(default)]
    pub completed: Option<bool>,
    pub level: Option<String>,
    pub met: Option<Met>,
    pub counts: Option<BTreeMap<String, i64>>,
    pub sent: Option<i64>,
    pub due: Option<String>,
    pub done: Option<String>,
    pub ratio: Option<(String, String)>,
    pub change: Option<(String, String)>,
    /// Figures that `ratio` and `change` name. Anything else written beside is left alone.
    #[serde(flatten, deserialize_with = "texts")]
    pub named: BTreeMap<String, Figure>,
}

/// Answers to elements, or the one answer of a yes-no criterion.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Met {
    One(bool),
    Each(Vec<String>),
}

/// A figure as it comes: typed, already exact, or computed from two others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    Typed(String),
    /// `shown` is how it is written in a derivation.
    Known {
        value: Exact,
        shown: String,
        note: String,
    },
    Ratio(String, String),
    Change(String, String),
}

/// A figure after reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    Blank,
    /// `note` is the sum that a computed figure came from, empty for a typed one.
    Number {
        value: Exact,
        shown: String,
        note: String,
    },
    Fault(ScoreProblem),
}

impl Measure {
    /// 实际完成值, computed where the measure is.
    pub fn actual(&self) -> Reading {
        match (&self.ratio, &self.change) {
            (Some((part, base)), _) => self.computed(&Figure::Ratio(part.clone(), base.clone())),
            (_, Some((before, after))) => self.computed(&Figure::Change(before.clone(), after.clone())),
            _ => self.read(self.actual.as_ref()),
        }
    }

    pub fn read(&self, figure: Option<&Figure>) -> Reading {
        match figure {
            None => Reading::Blank,
            Some(Figure::Typed(text)) => read_typed(text),
            Some(Figure::Known { value, shown, note }) => {
                Reading::Number { value: value.clone(), shown: shown.clone(), note: note.clone() }
            }
            Some(computed) => self.computed(computed),
        }
    }

    fn computed(&self, figure: &Figure) -> Reading {
        let (first, second) = match figure {
            Figure::Ratio(part, base) => (part, base),
            Figure::Change(before, after) => (before, after),
            Figure::Typed(_) | Figure::Known { .. } => return self.read(Some(figure)),
        };
        let (a, b) = match (self.named(first), self.named(second)) {
            (
                Reading::Number { value: a, shown: a_shown, .. },
                Reading::Number { value: b, shown: b_shown, .. },
            ) => ((a, a_shown), (b, b_shown)),
            (Reading::Fault(problem), _) | (_, Reading::Fault(problem)) => return Reading::Fault(problem),
            _ => return Reading::Blank,
        };
        let hundred = Exact::from(100);
        let (base, base_name, numerator, sum) = match figure {
            Figure::Change(..) => (&a.0, first, &b.0 - &a.0, format!("({} − {}) ÷ {}", b.1, a.1, a.1)),
            _ => (&b.0, second, a.0.clone(), format!("{} ÷ {}", a.1, b.1)),
        };
        if matches!(figure, Figure::Change(..)) && base.is_negative() {
            return Reading::Fault(ScoreProblem::NegativeFigure { figure: a.1 });
        }
        match (numerator * hundred).checked_div(base) {
            None => Reading::Fault(ScoreProblem::ZeroBase { name: base_name.clone() }),
            Some(value) => {
                let note = format!("{sum} × 100 = {} %", value.to_fixed(2));
                Reading::Number { value, shown: format!("({sum} × 100)"), note }
            }
        }
    }

    /// A named figure, be it one of the measure's own; a name that is none is itself read as a figure.
    fn named(&self, name: &str) -> Reading {
        let own = match name {
            "target" => &self.target,
            "actual" => &self.actual,
            "low" => &self.low,
            "high" => &self.high,
            "budget" => &self.budget,
            "spent" => &self.spent,
            "score" => &self.score,
            _ => &None,
        };
        match self.named.get(name).or(own.as_ref()) {
            Some(Figure::Typed(text)) => read_typed(text),
            Some(Figure::Known { value, shown, note }) => {
                Reading::Number { value: value.clone(), shown: shown.clone(), note: note.clone() }
            }
            // Computed from what it computes itself: it has no end.
            Some(_) => Reading::Fault(ScoreProblem::NotAFigure { text: name.to_owned() }),
            None => match read_typed(name) {
                Reading::Fault(_) => Reading::Blank,
                number => number,
            },
        }
    }
}

impl Figure {
    pub fn exact(value: Exact, shown: impl Into<String>) -> Self {
        Self::Known { value, shown: shown.into(), note: String::new() }
    }
}

fn read_typed(text: &str) -> Reading {
    match read_value(text, None) {
        Value::Blank => Reading::Blank,
        Value::Number { number, .. } => Reading::Number {
            value: Exact::from(number),
            shown: number.normalize().to_string(),
            note: String::new(),
        },
        _ => Reading::Fault(ScoreProblem::NotAFigure { text: text.to_owned() }),
    }
}

impl<'de> Deserialize<'de> for Figure {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FigureVisitor)
    }
}

fn texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, Figure>, D::Error> {
    let all = BTreeMap::<String, Beside>::deserialize(deserializer)?;
    let text = |(name, beside)| match beside {
        Beside::Text(text) => Some((name, Figure::Typed(text))),
        Beside::Other(_) => None,
    };
    let mut texts = BTreeMap::new();
    // Collected, they would bring a sort of their own into the first load.
    texts.extend(all.into_iter().filter_map(text));
    Ok(texts)
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Beside {
    Text(String),
    Other(IgnoredAny),
}

struct FigureVisitor;

impl<'de> Visitor<'de> for FigureVisitor {
    type Value = Figure;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("写成字符串的数，例如 \"12.50\"，或 {\"ratio\":[甲,乙]}、{\"change\":[上年,本年]}")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Figure, E> {
        Ok(Figure::Typed(text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Figure, A::Error> {
        let Some((how, (first, second))) = map.next_entry::<String, (String, String)>()? else {
            return Err(A::Error::custom("应写明 ratio 或 change"));
        };
        match how.as_str() {
            "ratio" => Ok(Figure::Ratio(first, second)),
            "change" => Ok(Figure::Change(first, second)),
            _ => Err(A::Error::custom(format!("不认识的算法“{how}”，应为 ratio 或 change"))),
        }
    }
}

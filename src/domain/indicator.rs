//! 指标: one leaf of the goal tree, as the form states it. Owns what target, sign and unit say
//! together, wherever the form put them; knows no score.

use serde::{Deserialize, Serialize};

use super::grounds::Grounds;
use super::ids::RowId;
use super::place::RowField;
use super::typed::Typed;
use super::value::{Sign, Value, read_sign, read_unit};

/// One row of the indicator grid: level 1 › 2 › 3, sign, target, unit, points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    pub id: RowId,
    /// 一级指标 without points in brackets: `产出指标`.
    pub level1: String,
    pub level2: String,
    /// 三级指标.
    pub name: String,
    /// 指标性质 from a column of its own; empty where the sign stands inside the target.
    #[serde(default)]
    pub sign: Typed,
    /// 年度指标值.
    #[serde(default)]
    pub target: Typed,
    /// 计量单位 from a column of its own.
    #[serde(default)]
    pub unit: Typed,
    /// 分值 or 权重.
    #[serde(default)]
    pub points: Typed,
    /// 备注, 评分标准 and the like, as printed.
    #[serde(default)]
    pub note: String,
    /// What stands behind it: meaning, basis, source, survey, library.
    #[serde(default, skip_serializing_if = "Grounds::is_empty")]
    pub grounds: Grounds,
}

/// What sign column, target and unit column say together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub sign: Option<Sign>,
    pub value: Value,
    pub unit: String,
}

impl Indicator {
    /// One with nothing filled in.
    pub fn new(id: RowId) -> Self {
        Self {
            id,
            level1: String::new(),
            level2: String::new(),
            name: String::new(),
            sign: Typed::default(),
            target: Typed::default(),
            unit: Typed::default(),
            points: Typed::default(),
            note: String::new(),
            grounds: Grounds::default(),
        }
    }

    /// The text of one of its fields; `None` for the fields that only a self-evaluation has.
    pub fn text(&self, field: RowField) -> Option<&str> {
        Some(match field {
            RowField::Level1 => &self.level1,
            RowField::Level2 => &self.level2,
            RowField::Name => &self.name,
            RowField::Sign => self.sign.text(),
            RowField::Target => self.target.text(),
            RowField::Unit => self.unit.text(),
            RowField::Points => self.points.text(),
            RowField::Note => &self.note,
            RowField::Meaning => &self.grounds.meaning,
            RowField::Standard => &self.grounds.standard,
            RowField::ValueBasis => &self.grounds.value_basis,
            RowField::BasisNote => &self.grounds.basis_note,
            RowField::Source => &self.grounds.source,
            RowField::Way => &self.grounds.way,
            RowField::SurveyObject => &self.grounds.survey.object,
            RowField::SurveyWay => &self.grounds.survey.way,
            RowField::SurveySample => self.grounds.survey.sample.text(),
            RowField::SurveyTime => &self.grounds.survey.time,
            RowField::Actual | RowField::Claimed | RowField::Reason => return None,
        })
    }

    /// The same, to be written.
    pub fn text_mut(&mut self, field: RowField) -> Option<&mut String> {
        Some(match field {
            RowField::Level1 => &mut self.level1,
            RowField::Level2 => &mut self.level2,
            RowField::Name => &mut self.name,
            RowField::Sign => self.sign.text_mut(),
            RowField::Target => self.target.text_mut(),
            RowField::Unit => self.unit.text_mut(),
            RowField::Points => self.points.text_mut(),
            RowField::Note => &mut self.note,
            RowField::Meaning => &mut self.grounds.meaning,
            RowField::Standard => &mut self.grounds.standard,
            RowField::ValueBasis => &mut self.grounds.value_basis,
            RowField::BasisNote => &mut self.grounds.basis_note,
            RowField::Source => &mut self.grounds.source,
            RowField::Way => &mut self.grounds.way,
            RowField::SurveyObject => &mut self.grounds.survey.object,
            RowField::SurveyWay => &mut self.grounds.survey.way,
            RowField::SurveySample => self.grounds.survey.sample.text_mut(),
            RowField::SurveyTime => &mut self.grounds.survey.time,
            RowField::Actual | RowField::Claimed | RowField::Reason => return None,
        })
    }

    pub fn target(&self, year: Option<i16>) -> Target {
        let value = self.target.value(year);
        let column = read_sign(self.sign.text());
        let (inside, unit) = match &value {
            Value::Number { sign, unit, .. } => (*sign, unit.clone()),
            Value::Range { unit, .. } => (Some(Sign::Range), unit.clone()),
            _ => (None, String::new()),
        };
        let unit = if unit.is_empty() { read_unit(self.unit.text()) } else { unit };
        Target { sign: column.or(inside), value, unit }
    }
}

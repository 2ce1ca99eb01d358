//! Where in a document something stands: a path of ids, `self_evaluation/indicators/r3/target`,
//! never a position. Findings point with it and the screen finds its field by it.

use serde::{Deserialize, Serialize};

use super::funds::FundColumn;
use super::ids::RowId;
use super::survey::SurveyField;
use super::task::TaskField;

/// A path of ids.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Place(String);

/// The first step of every path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentType {
    Goal,
    SelfEvaluation,
}

/// A field of an indicator row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowField {
    Level1,
    Level2,
    Name,
    Sign,
    Target,
    Unit,
    Points,
    Actual,
    Claimed,
    Reason,
    Note,
    Meaning,
    Standard,
    ValueBasis,
    BasisNote,
    Source,
    Way,
    SurveyObject,
    SurveyWay,
    SurveySample,
    SurveyTime,
}

impl RowField {
    /// The fields that a goal's indicator has: as the grid shows them up to the points, then what lies behind the row.
    pub const OF_INDICATOR: [Self; 18] = [
        Self::Level1,
        Self::Level2,
        Self::Name,
        Self::Sign,
        Self::Target,
        Self::Unit,
        Self::Points,
        Self::Note,
        Self::Meaning,
        Self::Standard,
        Self::ValueBasis,
        Self::BasisNote,
        Self::Source,
        Self::Way,
        Self::SurveyObject,
        Self::SurveyWay,
        Self::SurveySample,
        Self::SurveyTime,
    ];
}

/// A text field of the form outside its tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextField {
    Title,
    Year,
    Project,
    Code,
    Department,
    Unit,
    /// 年度目标 of a goal, 预期目标 of a self-evaluation.
    Expected,
    /// 实施期目标.
    WholeGoal,
    /// 实际完成情况.
    Achieved,
    ClaimedTotal,
    ClaimedGrade,
}

/// A cell of the money table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FundField {
    Opening,
    Budget,
    Spent,
    Before,
    Next1,
    Next2,
    Later,
    ClaimedRate,
    Points,
    Claimed,
    Reason,
}

impl From<FundColumn> for FundField {
    fn from(column: FundColumn) -> Self {
        match column {
            FundColumn::Opening => Self::Opening,
            FundColumn::Budget => Self::Budget,
            FundColumn::Spent => Self::Spent,
            FundColumn::Before => Self::Before,
            FundColumn::Next1 => Self::Next1,
            FundColumn::Next2 => Self::Next2,
            FundColumn::Later => Self::Later,
        }
    }
}

/// The word an id-like enum has in JSON and in paths: one spelling, serde's.
macro_rules! word {
    ($($name:ident { $($variant:ident => $text:literal),+ $(,)? })+) => {
        $(impl $name {
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The variant of that word.
            pub fn of_word(word: &str) -> Option<Self> {
                match word { $($text => Some(Self::$variant),)+ _ => None }
            }
        })+
    };
}
word! {
    DocumentType { Goal => "goal", SelfEvaluation => "self_evaluation" }
    RowField {
        Level1 => "level1", Level2 => "level2", Name => "name", Sign => "sign", Target => "target",
        Unit => "unit", Points => "points", Actual => "actual", Claimed => "claimed",
        Reason => "reason", Note => "note", Meaning => "meaning", Standard => "standard",
        ValueBasis => "value_basis", BasisNote => "basis_note", Source => "source", Way => "way",
        SurveyObject => "survey_object", SurveyWay => "survey_way", SurveySample => "survey_sample",
        SurveyTime => "survey_time",
    }
    TextField {
        Title => "title", Year => "year", Project => "project", Code => "code",
        Department => "department", Unit => "unit", Expected => "expected",
        WholeGoal => "whole_goal", Achieved => "achieved",
        ClaimedTotal => "claimed_total", ClaimedGrade => "claimed_grade",
    }
    TaskField {
        Name => "name", Content => "content", Fiscal => "fiscal", Other => "other", Done => "done",
    }
    FundField {
        Opening => "opening", Budget => "budget", Spent => "spent", Before => "before",
        Next1 => "next1", Next2 => "next2", Later => "later", ClaimedRate => "claimed_rate",
        Points => "points", Claimed => "claimed", Reason => "reason",
    }
}

impl Place {
    /// As it was written; [`Self::target`] says whether it leads anywhere.
    pub fn of_path(path: &str) -> Self {
        Self(path.to_owned())
    }

    /// The document as a whole.
    pub fn document(document: DocumentType) -> Self {
        Self(document.word().to_owned())
    }

    pub fn text(document: DocumentType, field: TextField) -> Self {
        Self(format!("{}/{}", document.word(), field.word()))
    }

    pub fn indicators(document: DocumentType) -> Self {
        Self(format!("{}/indicators", document.word()))
    }

    /// The money table as a whole.
    pub fn funds(document: DocumentType) -> Self {
        Self(format!("{}/funds", document.word()))
    }

    /// 原表其他内容: the texts that no field holds.
    pub fn remarks(document: DocumentType) -> Self {
        Self(format!("{}/remarks", document.word()))
    }

    pub fn indicator(document: DocumentType, row: &RowId, field: RowField) -> Self {
        Self(format!("{}/indicators/{row}/{}", document.word(), field.word()))
    }

    /// A figure of the survey behind a row of the self-evaluation.
    pub fn survey(row: &RowId, field: &SurveyField) -> Self {
        Self(format!("{}/indicators/{row}/survey/{}", DocumentType::SelfEvaluation.word(), field.word()))
    }

    pub fn fund(document: DocumentType, row: &RowId, field: FundField) -> Self {
        Self(format!("{}/funds/{row}/{}", document.word(), field.word()))
    }

    /// The table of tasks as a whole.
    pub fn tasks(document: DocumentType) -> Self {
        Self(format!("{}/tasks", document.word()))
    }

    pub fn task(document: DocumentType, task: &RowId, field: TaskField) -> Self {
        Self(format!("{}/tasks/{task}/{}", document.word(), field.word()))
    }

    /// A field that the form pack names by `key`.
    pub fn fact(document: DocumentType, key: &str) -> Self {
        Self(format!("{}/facts/{key}", document.word()))
    }

    /// The answer to one question of the review.
    pub fn self_check(item: &str) -> Self {
        Self(format!("{}/self_check/{item}", DocumentType::Goal.word()))
    }

    /// The unit's own words to that answer.
    pub fn self_check_note(item: &str) -> Self {
        Self(format!("{}/self_check/{item}/note", DocumentType::Goal.word()))
    }

    /// The reason why an indicator of a goal is proposed to the library.
    pub fn proposal(row: &RowId) -> Self {
        Self(format!("{}/indicators/{row}/proposed", DocumentType::Goal.word()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path that this one lies in: of a field its row, of a row its table.
    pub fn outer(&self) -> Option<Self> {
        Some(Self(self.0.rsplit_once('/')?.0.to_owned()))
    }

    /// The path read back.
    pub fn target(&self) -> Option<PlaceTarget> {
        let mut steps = self.0.split('/');
        let document = DocumentType::of_word(steps.next()?)?;
        let Some(step) = steps.next() else {
            return Some(PlaceTarget::Document(document));
        };
        let row = steps.next().map(RowId::new);
        let field = steps.next();
        match (step, row, field) {
            ("indicators", None, None) => Some(PlaceTarget::Indicators(document)),
            ("funds", None, None) => Some(PlaceTarget::Funds(document)),
            ("remarks", None, None) => Some(PlaceTarget::Remarks(document)),
            ("tasks", None, None) => Some(PlaceTarget::Tasks(document)),
            ("facts", Some(key), None) => Some(PlaceTarget::Fact(document, key.as_str().to_owned())),
            ("self_check", Some(item), None) => Some(PlaceTarget::SelfCheck(item.as_str().to_owned())),
            ("tasks", Some(row), Some(field)) => {
                Some(PlaceTarget::Task(document, row, TaskField::of_word(field)?))
            }
            ("indicators", Some(row), Some("survey")) => {
                Some(PlaceTarget::Survey(row, SurveyField::of_word(steps.next()?)))
            }
            ("indicators", Some(row), Some(field)) => {
                Some(PlaceTarget::Indicator(document, row, RowField::of_word(field)?))
            }
            ("funds", Some(row), Some(field)) => {
                Some(PlaceTarget::Fund(document, row, FundField::of_word(field)?))
            }
            (text, None, None) => Some(PlaceTarget::Text(document, TextField::of_word(text)?)),
            _ => None,
        }
    }
}

/// What a path leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlaceTarget {
    Document(DocumentType),
    Text(DocumentType, TextField),
    /// The indicator table as a whole.
    Indicators(DocumentType),
    /// The money table as a whole.
    Funds(DocumentType),
    /// The texts that no field holds.
    Remarks(DocumentType),
    /// The table of tasks as a whole.
    Tasks(DocumentType),
    Indicator(DocumentType, RowId, RowField),
    /// A figure of the survey behind a row of the self-evaluation.
    Survey(RowId, SurveyField),
    Fund(DocumentType, RowId, FundField),
    Task(DocumentType, RowId, TaskField),
    /// A field that the form pack names.
    Fact(DocumentType, String),
    /// A question of the review.
    SelfCheck(String),
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{DocumentType, FundField, Place, PlaceTarget, RowField, TextField};
    use crate::domain::ids::RowId;
    use crate::domain::survey::SurveyField;
    use crate::domain::task::TaskField;

    #[test]
    fn every_path_reads_back() {
        let document = DocumentType::SelfEvaluation;
        let row = || RowId::new("r1");
        for (place, target) in [
            (Place::document(document), PlaceTarget::Document(document)),
            (
                Place::text(document, TextField::ClaimedTotal),
                PlaceTarget::Text(document, TextField::ClaimedTotal),
            ),
            (Place::indicators(document), PlaceTarget::Indicators(document)),
            (Place::funds(document), PlaceTarget::Funds(document)),
            (Place::remarks(document), PlaceTarget::Remarks(document)),
            (
                Place::indicator(document, &row(), RowField::Target),
                PlaceTarget::Indicator(document, row(), RowField::Target),
            ),
            (
                Place::fund(document, &row(), FundField::ClaimedRate),
                PlaceTarget::Fund(document, row(), FundField::ClaimedRate),
            ),
            (
                Place::task(document, &row(), TaskField::Fiscal),
                PlaceTarget::Task(document, row(), TaskField::Fiscal),
            ),
            (
                Place::survey(&row(), &SurveyField::Level("很满意".into())),
                PlaceTarget::Survey(row(), SurveyField::Level("很满意".into())),
            ),
            (Place::tasks(document), PlaceTarget::Tasks(document)),
            (Place::fact(document, "phone"), PlaceTarget::Fact(document, "phone".into())),
            (Place::self_check("clear"), PlaceTarget::SelfCheck("clear".into())),
        ] {
            assert_eq!(place.target(), Some(target), "{place}");
        }
    }
}

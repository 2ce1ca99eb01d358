//! A sentence in two parts: its subject, which depends on the place, and what is said of it.

use super::labels::{document, fund_field, row_field, survey_field, task_field, text_field};
use crate::domain::place::PlaceTarget;

/// One sentence before the place is known.
pub(super) struct Clause {
    pub(super) subject: Subject,
    pub(super) rest: String,
}

/// What the sentence speaks of.
#[derive(Clone, Copy)]
pub(super) enum Subject {
    /// A named field, of the row if there is one: `「甲」的得分`.
    Of(&'static str),
    /// The field that the place leads to; without a place, this word.
    Field(&'static str),
    /// The row itself: `「甲」`.
    Row,
    /// Nothing: the sentence names its own subject.
    Whole,
}

impl Subject {
    pub(super) fn says(self, rest: impl Into<String>) -> Clause {
        Clause { subject: self, rest: rest.into() }
    }

    /// Without a place.
    pub(super) fn alone(self) -> &'static str {
        match self {
            Self::Of(field) | Self::Field(field) => field,
            Self::Row => "该指标",
            Self::Whole => "",
        }
    }

    pub(super) fn at(self, target: Option<&PlaceTarget>, name: Option<&str>) -> String {
        match (self, name) {
            (Self::Whole, _) => String::new(),
            (Self::Of(field), Some(name)) => format!("「{name}」的{field}"),
            (Self::Row, Some(name)) => format!("「{name}」"),
            (Self::Of(_) | Self::Row, None) => self.alone().to_owned(),
            (Self::Field(_), name) => {
                let field = target.map_or(self.alone(), field_label);
                name.map_or(field.to_owned(), |name| format!("「{name}」的{field}"))
            }
        }
    }
}

fn field_label(target: &PlaceTarget) -> &'static str {
    match target {
        PlaceTarget::Document(kind) => document(*kind),
        PlaceTarget::Indicators(_) => "绩效指标",
        PlaceTarget::Funds(_) => "项目资金",
        PlaceTarget::Remarks(_) => "原表其他内容",
        PlaceTarget::Text(kind, field) => text_field(*kind, *field),
        PlaceTarget::Indicator(_, _, field) => row_field(*field),
        PlaceTarget::Survey(_, field) => survey_field(field),
        PlaceTarget::Fund(kind, _, field) => fund_field(*kind, *field),
        PlaceTarget::Tasks(_) => "任务",
        PlaceTarget::Task(_, _, field) => task_field(*field),
        PlaceTarget::Fact(..) => "填报事项",
        PlaceTarget::SelfCheck(_) => "自查",
    }
}

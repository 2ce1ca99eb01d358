//! Checks of the survey behind a row: its figures against one another, and a rate that was typed beside them.

use super::report::Report;
use crate::domain::exact::Exact;
use crate::domain::finding::FormProblem;
use crate::domain::place::RowField;
use crate::domain::scoring::ScoredRow;
use crate::domain::selfeval::SelfRow;
use crate::domain::survey::{SurveyField, SurveyFigures, count};
use crate::domain::typed::Typed;
use crate::domain::value::Value;

pub(super) fn check(report: &mut Report, row: &SelfRow, scored: Option<&ScoredRow>) {
    let Some(survey) = &row.survey else { return };
    let id = &row.indicator.id;
    let mut counts_all = true;
    for (field, typed) in figures(survey) {
        if !typed.is_blank() && count(typed).is_none() {
            counts_all = false;
            let text = typed.text().trim().to_owned();
            report.survey(id, &field, FormProblem::SurveyNotACount { text });
        }
    }
    let [sent, returned, valid] = [&survey.sent, &survey.returned, &survey.valid].map(count);
    for (part, count, whole, of) in [
        (SurveyField::Returned, returned, SurveyField::Sent, sent),
        (SurveyField::Valid, valid, SurveyField::Returned, returned),
    ] {
        if let (Some(count), Some(of)) = (count, of)
            && count > of
        {
            let field = part.clone();
            report.survey(id, &field, FormProblem::SurveyPartAbove { part, count, whole, of });
        }
    }
    let answers: i64 =
        survey.answers.iter().filter_map(|answers| count(&answers.count)).fold(0, i64::saturating_add);
    if let Some(valid) = valid.filter(|valid| counts_all && answers > 0 && *valid != answers) {
        report.survey(id, &SurveyField::Valid, FormProblem::SurveyAnswersDiffer { answers, valid });
    }
    if let Some(rate) = scored.and_then(|scored| scored.surveyed.as_ref())
        && !row.actual.is_blank()
        && !agrees(&row.actual, rate)
    {
        let (typed, computed) = (row.actual.text().trim().to_owned(), rate.to_fixed(2));
        report.row(id, RowField::Actual, FormProblem::SurveyRateDiffers { typed, computed });
    }
}

fn figures(survey: &SurveyFigures) -> impl Iterator<Item = (SurveyField, &Typed)> {
    let own = [
        (SurveyField::Sent, &survey.sent),
        (SurveyField::Returned, &survey.returned),
        (SurveyField::Valid, &survey.valid),
    ];
    let levels = survey.answers.iter().map(|a| (SurveyField::Level(a.level.clone()), &a.count));
    own.into_iter().chain(levels)
}

/// Equal once the rate, in %, is rounded to the places typed.
fn agrees(typed: &Typed, rate: &Exact) -> bool {
    match typed.value(None) {
        Value::Number { number, unit, .. } => {
            matches!(unit.as_str(), "" | "%") && rate.rounded(number.scale()) == Some(number)
        }
        _ => false,
    }
}

//! Checks of words: vague targets, odd units, text of the blank form left in.

use super::report::Report;
use super::words::{CheckWords, UnitWord, Word, ends_with_any, is_any, starts_with_any};
use crate::domain::finding::FormProblem;
use crate::domain::form::{FormHead, Remark};
use crate::domain::funds::FundRow;
use crate::domain::indicator::Indicator;
use crate::domain::normalise::{compact, normalise};
use crate::domain::place::{FundField, RowField, TextField};
use crate::domain::selfeval::SelfRow;
use crate::domain::value::{Value, read_value};

pub(super) fn head(report: &mut Report, head: &FormHead, words: &CheckWords) {
    for (field, text) in [
        (TextField::Title, &head.title),
        (TextField::Project, &head.project),
        (TextField::Code, &head.code),
        (TextField::Department, &head.department),
        (TextField::Unit, &head.unit),
    ] {
        report.template_text(field, text, words);
    }
}

/// Remarks have no field of their own: the label goes before the text.
pub(super) fn remarks(report: &mut Report, remarks: &[Remark], words: &CheckWords) {
    for remark in remarks {
        if let Some(text) = template_part(&remark.text, &words.words.template) {
            let label = remark.label.trim();
            let text = if label.is_empty() { text } else { format!("{label}：{text}") };
            report.remarks(FormProblem::TemplateText { text });
        }
    }
}

pub(super) fn self_row(report: &mut Report, row: &SelfRow, year: Option<i16>, words: &CheckWords) {
    indicator(report, &row.indicator, year, words);
    odd_unit(report, &row.indicator, RowField::Actual, row.actual.text(), words);
    for (field, text) in [
        (RowField::Actual, row.actual.text()),
        (RowField::Claimed, row.claimed.text()),
        (RowField::Reason, row.reason.as_str()),
    ] {
        template_row(report, &row.indicator, field, text, words);
    }
}

pub(super) fn indicator(report: &mut Report, row: &Indicator, year: Option<i16>, words: &CheckWords) {
    for (field, text) in [
        (RowField::Level1, row.level1.as_str()),
        (RowField::Level2, row.level2.as_str()),
        (RowField::Name, row.name.as_str()),
        (RowField::Sign, row.sign.text()),
        (RowField::Target, row.target.text()),
        (RowField::Unit, row.unit.text()),
        (RowField::Points, row.points.text()),
        (RowField::Note, row.note.as_str()),
    ] {
        template_row(report, row, field, text, words);
    }
    odd_unit(report, row, RowField::Target, row.target.text(), words);
    odd_unit(report, row, RowField::Unit, row.unit.text(), words);
    if let Value::Words(text) = read_value(row.target.text(), year)
        && is_vague(&text, words)
    {
        let problem = FormProblem::VagueValue { field: RowField::Target, text };
        report.row(&row.id, RowField::Target, problem);
    }
}

impl Report {
    pub(super) fn template_text(&mut self, field: TextField, text: &str, words: &CheckWords) {
        if let Some(text) = template_part(text, &words.words.template) {
            self.text(field, FormProblem::TemplateText { text });
        }
    }

    pub(super) fn template_fund(&mut self, row: &FundRow, words: &CheckWords) {
        if let Some(text) = template_part(&row.reason, &words.words.template) {
            self.fund(Some(&row.id), FundField::Reason, FormProblem::TemplateText { text });
        }
    }
}

fn template_row(report: &mut Report, row: &Indicator, field: RowField, text: &str, words: &CheckWords) {
    if let Some(text) = template_part(text, &words.words.template) {
        report.row(&row.id, field, FormProblem::TemplateText { text });
    }
}

/// The part of a text that shows it was left in from the blank form, with a little around it.
pub(super) fn template_part(text: &str, patterns: &[Word]) -> Option<String> {
    const BEFORE: usize = 8;
    const LONGEST: usize = 24;
    if text.is_empty() {
        return None;
    }
    let text = compact(text);
    let found = patterns.iter().filter_map(|word| text.find(word.as_str())).min()?;
    let count = text.chars().count();
    let at = text.get(..found).map_or(0, |before| before.chars().count());
    let from = if count <= LONGEST { 0 } else { at.saturating_sub(BEFORE) };
    let part: String = text.chars().skip(from).take(LONGEST).collect();
    let left = if from > 0 { "…" } else { "" };
    let right = if from + LONGEST < count { "…" } else { "" };
    Some(format!("{left}{part}{right}"))
}

fn is_vague(text: &str, words: &CheckWords) -> bool {
    let vague = &words.words.vague;
    let text = compact(text);
    let text = text.trim_end_matches(['。', '，', '；', '.', ',', ';']);
    let short = text.chars().count() <= vague.longest && !text.chars().any(|c| c.is_ascii_digit());
    is_any(text, &vague.whole)
        || (short && (starts_with_any(text, &vague.starts) || ends_with_any(text, &vague.ends)))
}

/// An odd unit stands alone in the unit column, or behind a figure.
fn odd_unit(report: &mut Report, row: &Indicator, field: RowField, text: &str, words: &CheckWords) {
    let plain = normalise(text);
    let odd = words.words.units.iter().find_map(|unit| {
        let UnitWord { written, meant } = unit;
        let stem = plain.strip_suffix(written.as_str())?.trim_end();
        let corrected = format!("{stem}{meant}");
        let alone = field == RowField::Unit && stem.is_empty();
        let behind = stem.ends_with(|c: char| c.is_ascii_digit() || c == '/')
            && matches!(read_value(&corrected, None), Value::Number { .. } | Value::Range { .. });
        (alone || behind).then_some((unit, corrected))
    });
    if let Some((unit, corrected)) = odd {
        let problem = FormProblem::OddUnit {
            unit: unit.written.as_str().to_owned(),
            meant: unit.meant.clone(),
            corrected,
        };
        report.row(&row.id, field, problem);
    }
}

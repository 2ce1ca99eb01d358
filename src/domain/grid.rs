//! The indicator table as people read it: merged level cells, target in one piece, what the form
//! claims beside what the rules give. Pure view of documents and scores; knows no screen and no paper.

use super::funds::{FundColumn, FundTotal};
use super::ids::RowId;
use super::indicator::Indicator;
use super::normalise::normalise;
use super::numbers::Points;
use super::place::{DocumentType, FundField, Place, RowField};
use super::scoring::Rule;
use super::scoring::form::{RowKind, ScoredForm, ScoredRow};
use super::scoring::outcome::Status;
use super::selfeval::{SelfEvaluation, SelfRow};
use super::value::Sign;

/// One indicator row with everything a reader sees of it. Texts stand as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridRow {
    pub id: RowId,
    pub level1: String,
    pub level2: String,
    pub name: String,
    /// Sign, value and unit in one piece: `≥50个`.
    pub target: String,
    pub points: String,
    pub actual: String,
    /// The rule that the row brings along.
    pub rule: Option<Rule>,
    /// The rate that a survey came to, which is the actual value then: `80.65%`.
    pub surveyed: Option<String>,
    pub claimed: String,
    pub reason: String,
    pub note: String,
    /// 评（扣）分标准, as the form prints it.
    pub standard: String,
    pub not_applicable: Option<String>,
    pub kind: RowKind,
    pub status: Status,
    /// What the rules give, two decimals; `None` unless scored.
    pub score: Option<String>,
    /// The claim is a figure and not the score.
    pub claim_differs: bool,
    /// Scored below full marks, so a reason is due.
    pub below_full: bool,
    pub derivation: String,
}

/// How many rows the level cells that begin at this row cover; `None` where a cell above covers it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spans {
    pub level1: Option<usize>,
    pub level2: Option<usize>,
}

/// Where the whole form stands: what is scored, what is open, what the form claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub total: String,
    /// How the points of what does not apply are shared out; empty where everything applies.
    pub shared_out: String,
    pub scored_of: String,
    pub full: String,
    /// Points not yet scored: `full` less `scored_of`.
    pub open_points: String,
    /// Where the rows without a score that should have one are to be filled, in order.
    pub open: Vec<Place>,
    pub grade: Option<String>,
    pub claimed_total: String,
    pub claimed_grade: String,
    /// The claimed total is a figure and not the total of a complete form.
    pub claim_differs: bool,
    /// `scored_of` ÷ `full` in whole per cent, for a bar.
    pub share: String,
}

/// The row as read, with its score where there is one.
pub fn grid_row(row: &SelfRow, scored: Option<&ScoredRow>) -> GridRow {
    let indicator = &row.indicator;
    let score = scored.and_then(|s| s.score);
    let status = scored.map_or(Status::NotFilled, |s| s.status);
    let below_full = match (score, scored.and_then(|s| s.points)) {
        (Some(score), Some(points)) => score < points,
        _ => false,
    };
    GridRow {
        id: indicator.id.clone(),
        level1: indicator.level1.clone(),
        level2: indicator.level2.clone(),
        name: indicator.name.clone(),
        target: whole_target(indicator),
        points: indicator.points.text().to_owned(),
        actual: row.actual.text().to_owned(),
        rule: indicator.grounds.rule.clone(),
        surveyed: scored.and_then(ScoredRow::shown_rate),
        claimed: row.claimed.text().to_owned(),
        reason: row.reason.clone(),
        note: indicator.note.clone(),
        standard: indicator.grounds.standard.clone(),
        not_applicable: row.not_applicable.clone(),
        kind: scored.map_or(RowKind::Figure, |s| s.kind),
        status,
        claim_differs: differs(scored.and_then(|s| s.claimed), score),
        score: score.map(|s| s.fixed2()),
        below_full,
        derivation: scored.map(|s| s.derivation.0.clone()).unwrap_or_default(),
    }
}

/// To two decimals, as the checks compare them.
fn differs(claimed: Option<Points>, given: Option<Points>) -> bool {
    matches!((claimed, given), (Some(claimed), Some(given)) if claimed.rounded2() != given.rounded2())
}

/// Sign, value and unit in one piece, the parts as typed: `≥` `50` `个` is `≥50个`.
pub fn whole_target(indicator: &Indicator) -> String {
    let (sign, target, unit) =
        (indicator.sign.text().trim(), indicator.target.text().trim(), indicator.unit.text().trim());
    if indicator.target.is_blank() {
        return target.to_owned();
    }
    let stated = indicator.target(None);
    let sign = match stated.sign {
        Some(Sign::Words) | None => "",
        Some(_) if normalise(target).starts_with(&normalise(sign)) => "",
        Some(_) => sign,
    };
    let has_unit = !unit.is_empty() && normalise(target).ends_with(&normalise(unit));
    let unit = if has_unit || stated.value.number().is_none() || unit == "/" { "" } else { unit };
    format!("{sign}{target}{unit}")
}

/// The merged level cells of rows in their order, given as level 1, level 2 and the number of lines
/// each row takes. A level-2 cell never reaches beyond its level-1 cell.
pub fn spans<'a>(rows: impl IntoIterator<Item = (&'a str, &'a str, usize)>) -> Vec<Spans> {
    let mut out: Vec<Spans> = Vec::new();
    let (mut first, mut second) = (0, 0);
    let mut above: Option<(&str, &str)> = None;
    for (level1, level2, lines) in rows {
        let index = out.len();
        let same1 = above.is_some_and(|(one, _)| one == level1);
        let same2 = same1 && above.is_some_and(|(_, two)| two == level2);
        first = if same1 { first } else { index };
        second = if same2 { second } else { index };
        out.push(Spans::default());
        for (cell, start) in [(true, first), (false, second)] {
            if let Some(spans) = out.get_mut(start) {
                let slot = if cell { &mut spans.level1 } else { &mut spans.level2 };
                *slot = Some(slot.unwrap_or(0) + lines);
            }
        }
        above = Some((level1, level2));
    }
    out
}

/// Where the form stands under the rules that `scored` was made with.
pub fn standing(document: &SelfEvaluation, scored: &ScoredForm) -> Standing {
    let open = (scored.rows.iter())
        .filter(|row| matches!(row.status, Status::NotFilled | Status::Unscorable))
        .map(|row| missing_at(document, row))
        .collect();
    let (full, of) = (scored.full.exact(), scored.scored_of.exact());
    let share = (&of * &super::exact::Exact::from(100)).checked_div(&full);
    let claimed = document.claimed_total.number().map(Points::new);
    Standing {
        total: scored.total.fixed2(),
        shared_out: scored.shared_out.to_string(),
        scored_of: scored.scored_of.fixed2(),
        full: scored.full.fixed2(),
        open_points: (&full - &of).to_fixed(2),
        open,
        grade: scored.grade.clone(),
        claimed_total: document.claimed_total.text().trim().to_owned(),
        claimed_grade: document.claimed_grade.trim().to_owned(),
        claim_differs: scored.is_complete() && differs(claimed, Some(scored.total)),
        share: share.map_or_else(|| "0".to_owned(), |share| share.to_fixed(0)),
    }
}

/// The field that an open row waits for.
fn missing_at(document: &SelfEvaluation, scored: &ScoredRow) -> Place {
    const FORM: DocumentType = DocumentType::SelfEvaluation;
    if scored.kind == RowKind::Execution {
        let part = document.funds.rows.iter().find(|row| row.is_part());
        return part
            .map_or_else(|| Place::document(FORM), |row| Place::fund(FORM, &row.id, FundField::Budget));
    }
    let field = match document.row(&scored.id) {
        Some(row) if row.indicator.target.is_blank() => RowField::Target,
        Some(row) if row.actual.is_blank() || scored.kind != RowKind::Qualitative => RowField::Actual,
        _ => RowField::Claimed,
    };
    Place::indicator(FORM, &scored.id, field)
}

impl ScoredForm {
    /// The total of a column; the columns of other years are none of a scored form.
    pub fn fund_total(&self, column: FundColumn) -> FundTotal {
        match column {
            FundColumn::Opening => self.opening,
            FundColumn::Budget => self.budget,
            FundColumn::Spent => self.spent,
            FundColumn::Before | FundColumn::Next1 | FundColumn::Next2 | FundColumn::Later => {
                FundTotal::default()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Spans, spans, whole_target};
    use crate::domain::indicator::Indicator;

    fn span(level1: usize, level2: usize) -> Spans {
        let some = |n| if n == 0 { None } else { Some(n) };
        Spans { level1: some(level1), level2: some(level2) }
    }

    #[test]
    fn level_cells_merge_over_equal_neighbours() {
        let rows = [
            ("产出", "数量", 1),
            ("产出", "质量", 1),
            ("产出", "质量", 2),
            ("效益", "质量", 1),
            ("产出", "质量", 1),
        ];
        let expected = [span(4, 1), span(0, 3), span(0, 0), span(1, 1), span(1, 1)];
        assert_eq!(spans(rows), expected);
        assert_eq!(spans([]), []);
    }

    #[test]
    fn a_target_reads_in_one_piece() {
        for (sign, target, unit, whole) in [
            ("", "≥50个", "", "≥50个"),
            ("＝", "100", "%", "＝100%"),
            ("≥", "≥95", "%", "≥95%"),
            ("≥", "95%", "%", "≥95%"),
            ("定性", "效果明显", "/", "效果明显"),
            ("", "", "个", ""),
            ("≥", "", "%", ""),
        ] {
            let indicator: Indicator = serde_json::from_value(serde_json::json!({
                "id": "r1", "level1": "", "level2": "", "name": "",
                "sign": sign, "target": target, "unit": unit,
            }))
            .expect("an indicator");
            assert_eq!(whole_target(&indicator), whole, "{sign} {target} {unit}");
        }
    }
}

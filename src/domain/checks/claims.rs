//! What the form claims against what the rules give: execution row, total, grade.

use super::report::Report;
use super::rows;
use crate::domain::exact::Exact;
use crate::domain::finding::FormProblem;
use crate::domain::normalise::compact;
use crate::domain::numbers::Points;
use crate::domain::place::{FundField, TextField};
use crate::domain::scoring::{ScoredForm, Status};
use crate::domain::selfeval::SelfEvaluation;

pub(super) fn execution(report: &mut Report, document: &SelfEvaluation, scored: &ScoredForm) {
    let Some(row) = scored.execution() else { return };
    if let Some(problem) = rows::claim_problem(row) {
        let claimed = document.funds.rows.iter().find(|fund| fund.claimed.number().is_some());
        let fund = document.funds.total_row().filter(|fund| fund.claimed.number().is_some()).or(claimed);
        report.fund(fund.map(|fund| &fund.id), FundField::Claimed, problem);
    }
}

/// The claimed total against the claims themselves and, once no row is open, against the rules.
pub(super) fn total(report: &mut Report, document: &SelfEvaluation, scored: &ScoredForm) {
    if let Some(claimed) = document.claimed_total.number().map(Points::new) {
        let differs = |from: &Points| from.rounded2() != claimed.rounded2();
        // The claims as they stand, or as a spreadsheet shows them: either may have been summed.
        let shown = sum_of_claims(scored, Points::rounded2).filter(|summed| !differs(summed));
        if let Some(summed) = sum_of_claims(scored, |claim| claim).filter(differs).filter(|_| shown.is_none())
        {
            let (claimed, computed) = (claimed.fixed2(), summed.fixed2());
            report.text(TextField::ClaimedTotal, FormProblem::ClaimedTotalDiffers { claimed, computed });
        }
        if scored.is_complete() && differs(&scored.total) {
            let (claimed, computed) = (claimed.fixed2(), scored.total.fixed2());
            report.text(TextField::ClaimedTotal, FormProblem::TotalByRulesDiffers { claimed, computed });
        }
    }
    let Some(grade) = &scored.grade else { return };
    let claimed = compact(&document.claimed_grade);
    if !claimed.is_empty() && !claimed.starts_with(grade.as_str()) {
        let claimed = document.claimed_grade.trim().to_owned();
        let problem = FormProblem::ClaimedGradeDiffers { claimed, computed: grade.clone() };
        report.text(TextField::ClaimedGrade, problem);
    }
    if let Some(near) = &scored.near {
        let (total, border) = (scored.total.fixed2(), near.border.to_string());
        let problem = FormProblem::GradeNearBorder { total, border, grade: near.other.clone() };
        report.text(TextField::ClaimedTotal, problem);
    }
}

/// `None` where a row claims nothing, and where points were shared out: then the total is no plain sum.
fn sum_of_claims(scored: &ScoredForm, of: fn(Points) -> Points) -> Option<Points> {
    if scored.rows.iter().any(|row| row.status == Status::NotApplicable) {
        return None;
    }
    let claims: Option<Exact> =
        scored.rows.iter().map(|row| row.claimed.map(|claim| of(claim).exact())).sum();
    claims?.rounded(6).map(Points::new)
}

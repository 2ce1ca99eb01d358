//! What `score` and `check` say about one file, in the shape of their `--json` (a contract with
//! other programs). Puts reading, scoring and checks together; prints nothing.

use serde::Serialize;

use crate::domain::case::Subject;
use crate::domain::checks::{check_basis, check_goal_of, check_self_evaluation};
use crate::domain::finding::{BundleProblem, Finding, Severity};
use crate::domain::from_goal::GoalBasis;
use crate::domain::goal::Goal;
use crate::domain::numbers::Points;
use crate::domain::place::{DocumentType, Place};
use crate::domain::scoring::{ScoredForm, ScoredRow, Status, score};
use crate::domain::selfeval::SelfEvaluation;
use crate::forms::{FormDocument, Reading};
use crate::library::check_proposals;
use crate::wording::{self, Names};

use super::force::Force;

/// One file of the answer. `score` is `None` for `check`.
#[derive(Serialize)]
pub(super) struct FileReport {
    pub(super) file: String,
    /// `self_evaluation`, `goal`, or null where no form was recognised.
    pub(super) form: Option<&'static str>,
    pub(super) title: String,
    pub(super) findings: Vec<FindingReport>,
    #[serde(flatten)]
    pub(super) score: Option<ScoreReport>,
}

#[derive(Serialize)]
pub(super) struct FindingReport {
    pub(super) code: &'static str,
    pub(super) severity: Severity,
    pub(super) place: String,
    pub(super) text: String,
    /// The rule it rests on, where one is named.
    pub(super) basis: Option<String>,
}

/// What the rules give. Figures are strings with two decimals; null is not 0.
#[derive(Serialize)]
pub(super) struct ScoreReport {
    /// What is scored so far; null where the form asks for no results.
    pub(super) total: Option<String>,
    /// How the points of what does not apply are shared out; null where everything applies.
    pub(super) shared_out: Option<String>,
    pub(super) scored_of: String,
    pub(super) full: String,
    pub(super) grade: Option<String>,
    pub(super) claimed_total: Option<String>,
    pub(super) rows: Vec<RowReport>,
    pub(super) packs: Vec<PackStamp>,
}

#[derive(Serialize)]
pub(super) struct RowReport {
    pub(super) level1: String,
    pub(super) level2: String,
    pub(super) name: String,
    pub(super) points: Option<String>,
    pub(super) target: String,
    pub(super) actual: String,
    pub(super) claimed: Option<String>,
    pub(super) score: Option<String>,
    pub(super) status: Status,
    pub(super) derivation: String,
}

/// The pack that was scored with.
#[derive(Clone, Serialize)]
pub(super) struct PackStamp {
    pub(super) id: String,
    pub(super) edition: String,
    pub(super) digest: String,
}

/// A document to be judged, and what the case around it says of it.
pub(super) struct Judged<'d> {
    pub(super) document: &'d FormDocument,
    pub(super) subject: Subject,
    /// Which goal a self-evaluation rests on, where the goal is at hand.
    pub(super) basis: Option<GoalBasis>,
}

impl FileReport {
    /// Everything about a form that was read; `scored` asks for the points as well.
    pub(super) fn of(file: &str, reading: Reading, force: &Force, scored: bool) -> Self {
        let mut report = Self::unread(file, &reading.findings());
        let subject = reading.taken_as();
        match &reading.document {
            None => report.score = scored.then(|| ScoreReport::empty(force)),
            Some(document) => report.judge(Judged { document, subject, basis: None }, force, scored),
        }
        report
    }

    /// Everything about one document of a file that holds several.
    pub(super) fn document(file: &str, judged: Judged, force: &Force, scored: bool) -> Self {
        let mut report = Self::unread(file, &[]);
        report.judge(judged, force, scored);
        report
    }

    fn judge(&mut self, judged: Judged, force: &Force, scored: bool) {
        match judged.document {
            FormDocument::SelfEvaluation(document) => {
                self.form = Some(DocumentType::SelfEvaluation.word());
                self.title = title(&document.head.title, &document.head.project);
                let form = score(document, &force.rules);
                let mut found = check_self_evaluation(document, &form, &force.checks);
                found.extend(check_basis(judged.basis));
                self.add(&found, &Names::of_self_evaluation(document), force);
                self.score = scored.then(|| ScoreReport::of(document, &form, force));
            }
            FormDocument::Goal(goal) => {
                self.form = Some(DocumentType::Goal.word());
                self.title = title(&goal.head.title, &goal.head.project);
                let found = check_goal_of(judged.subject, goal, &force.rules, &force.forms, &force.checks);
                let names = Names::of_goal(goal);
                self.add(&found, &names, force);
                self.add_proposals(goal, &names, force);
                self.score = scored.then(|| ScoreReport::of_goal(goal, force));
            }
        }
    }

    /// A bundle that does not open, or what of it cannot be taken up.
    pub(super) fn refused(file: &str, problems: &[BundleProblem]) -> Self {
        let finding = |problem: &BundleProblem| FindingReport {
            code: problem.code(),
            severity: problem.severity(),
            place: String::new(),
            text: wording::bundle_problem(problem),
            basis: None,
        };
        Self { findings: problems.iter().map(finding).collect(), ..Self::unread(file, &[]) }
    }

    /// A file of which nothing but findings came.
    pub(super) fn unread(file: &str, findings: &[Finding]) -> Self {
        let findings =
            findings.iter().map(|finding| FindingReport::of(finding, &Names::default(), None)).collect();
        Self { file: file.to_owned(), form: None, title: String::new(), findings, score: None }
    }

    pub(super) fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// What is to be mended before an indicator that the goal proposes can be taken into the library.
    fn add_proposals(&mut self, goal: &Goal, names: &Names, force: &Force) {
        let Some(library) = force.library() else { return };
        let found = check_proposals(goal, library, &force.rules.levels);
        self.findings.extend(found.into_iter().map(|(row, problem)| FindingReport {
            code: problem.code(),
            severity: problem.severity(),
            place: Place::proposal(&row).to_string(),
            text: wording::row_says(names, &row, &wording::library_problem(&problem)),
            basis: None,
        }));
    }

    fn add(&mut self, found: &[Finding], names: &Names, force: &Force) {
        self.findings.extend(found.iter().map(|finding| {
            let basis = wording::basis(finding.problem.code(), &force.checks);
            FindingReport::of(finding, names, basis)
        }));
    }
}

fn title(title: &str, project: &str) -> String {
    match (title.trim(), project.trim()) {
        ("", project) => project.to_owned(),
        (title, "") => title.to_owned(),
        (title, project) => format!("{title} · {project}"),
    }
}

impl FindingReport {
    fn of(finding: &Finding, names: &Names, basis: Option<String>) -> Self {
        Self {
            code: finding.problem.code(),
            severity: finding.problem.severity(),
            place: finding.place.to_string(),
            text: wording::sentence_at(finding, names),
            basis,
        }
    }
}

impl ScoreReport {
    fn of(document: &SelfEvaluation, form: &ScoredForm, force: &Force) -> Self {
        Self {
            total: Some(form.total.fixed2()),
            shared_out: Some(form.shared_out.to_string()).filter(|sum| !sum.is_empty()),
            scored_of: form.scored_of.fixed2(),
            full: form.full.fixed2(),
            grade: form.grade.clone(),
            claimed_total: document.claimed_total.number().map(|total| Points::new(total).fixed2()),
            rows: form.rows.iter().map(RowReport::of).collect(),
            packs: force.stamps.clone(),
        }
    }

    /// A goal form asks for no results: every row is open.
    fn of_goal(goal: &Goal, force: &Force) -> Self {
        let unanswered = SelfEvaluation {
            head: goal.head.clone(),
            rows: goal.indicators.iter().cloned().map(Into::into).collect(),
            ..SelfEvaluation::default()
        };
        let form = score(&unanswered, &force.rules);
        Self { total: None, claimed_total: None, ..Self::of(&unanswered, &form, force) }
    }

    fn empty(force: &Force) -> Self {
        let zero = Points::ZERO.fixed2();
        Self {
            total: None,
            shared_out: None,
            scored_of: zero.clone(),
            full: zero,
            grade: None,
            claimed_total: None,
            rows: Vec::new(),
            packs: force.stamps.clone(),
        }
    }
}

impl RowReport {
    fn of(row: &ScoredRow) -> Self {
        Self {
            level1: row.level1.clone(),
            level2: row.level2.clone(),
            name: row.name.clone(),
            points: row.points.map(Points::fixed2),
            target: row.target.clone(),
            actual: row.actual.clone(),
            claimed: row.claimed.map(Points::fixed2),
            score: row.score.map(Points::fixed2),
            status: row.status,
            derivation: row.derivation.to_string(),
        }
    }
}

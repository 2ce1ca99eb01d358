//! 一键改正: what mends a finding mechanically, as edits of the goal. What only a person can know has none. The
//! words of each stand in `wording`.

use super::goal::{asked_of, population, visible};
use super::words::CheckWords;
use crate::domain::command::GoalEdit;
use crate::domain::finding::{Finding, FormProblem, GoalProblem, Problem};
use crate::domain::funds::FundColumn;
use crate::domain::goal::Goal;
use crate::domain::goal_form::{GoalForm, GoalForms};
use crate::domain::ids::RowId;
use crate::domain::indicator::Indicator;
use crate::domain::levels::level_key;
use crate::domain::numbers::Points;
use crate::domain::place::{PlaceTarget, RowField};
use crate::domain::points::{ShareRefusal, full_of, profile_of, share_by_profile, share_evenly};
use crate::domain::scoring::Rules;
use crate::domain::value::{Sign, Value, read_sign};

/// One way to mend a finding: what the button says, and the edit behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub remedy: Remedy,
    pub edit: GoalEdit,
}

/// What a fix does, with what a person needs to see of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// The field is to read so.
    Correct {
        text: String,
    },
    Unit {
        unit: String,
    },
    Sign {
        sign: Sign,
    },
    /// Points by the profile, level by level; locked rows keep theirs.
    ShareByProfile,
    /// Points in equal parts over the rows of one level.
    ShareLevel {
        level1: String,
        full: Points,
    },
    /// The same over all rows.
    ShareEvenly {
        full: Points,
    },
    ClearPoints,
    /// The typed total becomes the sum of its parts, 万元.
    Total {
        sum: String,
    },
    SwapDates,
    RemoveInvisible,
    MoveTo {
        level1: String,
        level2: String,
    },
    Level1 {
        level1: String,
    },
    AddRow {
        level1: String,
        level2: String,
    },
    /// 历史标准, with last year's figures as the note.
    LastYearBasis {
        year: i16,
    },
    PlanSurvey {
        sample: u64,
    },
    Sample {
        sample: u64,
    },
}

/// The ways to mend a finding of `check_goal`; none for most. Each, once made, makes the finding go away.
pub fn fixes(
    finding: &Finding,
    goal: &Goal,
    forms: Option<&GoalForms>,
    rules: &Rules,
    words: &CheckWords,
) -> Vec<Fix> {
    let target = finding.place.target();
    let row = match &target {
        Some(PlaceTarget::Indicator(_, row, _)) => goal.row(row),
        _ => None,
    };
    let mend = Mend { goal, forms, rules, words };
    match (&finding.problem, target.as_ref(), row) {
        (Problem::Form(problem), Some(target), row) => mend.form(problem, target, row),
        (Problem::Goal(problem), Some(target), Some(row)) => mend.row(problem, target, row),
        (Problem::Goal(problem), Some(target), None) => mend.whole(problem, target),
        _ => Vec::new(),
    }
}

struct Mend<'a> {
    goal: &'a Goal,
    forms: Option<&'a GoalForms>,
    rules: &'a Rules,
    words: &'a CheckWords,
}

impl Mend<'_> {
    fn form(&self, problem: &FormProblem, target: &PlaceTarget, row: Option<&Indicator>) -> Vec<Fix> {
        match (problem, target, row) {
            (FormProblem::OddUnit { corrected, .. }, PlaceTarget::Indicator(_, _, field), Some(row)) => {
                one(Remedy::Correct { text: corrected.clone() }, set(row, *field, corrected))
            }
            (FormProblem::FundsTotalNotSum { column, .. }, PlaceTarget::Fund(_, row, _), _) => {
                self.total(row, *column)
            }
            (FormProblem::PointsNotSum { .. } | FormProblem::PointsAbsent, ..) => self.share(),
            (FormProblem::PointsMissing, _, Some(row)) => self.share_to(row),
            _ => Vec::new(),
        }
    }

    fn row(&self, problem: &GoalProblem, target: &PlaceTarget, row: &Indicator) -> Vec<Fix> {
        match problem {
            GoalProblem::InvisibleSigns { .. } => self.clean(target),
            GoalProblem::LevelPointsOutside { level1, .. } => self.share_level(level1),
            GoalProblem::PointsNotPositive { .. } => self.share_to(row),
            GoalProblem::WholeTermPoints { .. } => one(Remedy::ClearPoints, set(row, RowField::Points, "")),
            GoalProblem::UnitMissing { suggested: Some(unit) } => {
                one(Remedy::Unit { unit: unit.clone() }, set(row, RowField::Unit, unit))
            }
            GoalProblem::SignsDiffer { inside, .. } => {
                one(Remedy::Sign { sign: *inside }, set(row, RowField::Sign, inside.symbol()))
            }
            GoalProblem::SignMissing { suggested: Some(better) } => {
                one(Remedy::Sign { sign: *better }, set(row, RowField::Sign, better.symbol()))
            }
            GoalProblem::SignWithoutFigure { .. } => {
                one(Remedy::Sign { sign: Sign::Words }, set(row, RowField::Sign, "定性"))
            }
            GoalProblem::SignAgainstMeaning { better, .. } => {
                one(Remedy::Sign { sign: *better }, self.with_sign(row, *better))
            }
            GoalProblem::OutputAsBenefit { level1, level2 }
            | GoalProblem::BenefitAsOutput { level1, level2 } => self.move_to(row, level1, level2),
            GoalProblem::LevelMisplaced { level1, .. } => {
                one(Remedy::Level1 { level1: level1.clone() }, set(row, RowField::Level1, level1))
            }
            GoalProblem::BasisMissing => self.last_year(row),
            GoalProblem::GroundsMissing { field: RowField::BasisNote } if is_historical(row) => {
                self.last_year(row)
            }
            GoalProblem::SurveyMissing { missing } => self.plan(row, missing),
            GoalProblem::SampleSmall { suggested, .. } => one(
                Remedy::Sample { sample: *suggested },
                set(row, RowField::SurveySample, &suggested.to_string()),
            ),
            _ => Vec::new(),
        }
    }

    fn whole(&self, problem: &GoalProblem, target: &PlaceTarget) -> Vec<Fix> {
        match (problem, target) {
            (GoalProblem::InvisibleSigns { .. }, target) => self.clean(target),
            (GoalProblem::LevelMissing { levels, .. }, _) => self.add_row(levels),
            (GoalProblem::DatesReversed { .. }, PlaceTarget::Fact(_, key)) => self.swap(key),
            _ => Vec::new(),
        }
    }

    fn total(&self, row: &RowId, column: FundColumn) -> Vec<Fix> {
        let Some(sum) = self.goal.funds.total(column).summed else { return Vec::new() };
        let edit = GoalEdit::SetFund { row: row.clone(), field: column.into(), text: sum.to_string() };
        one(Remedy::Total { sum: sum.grouped() }, edit)
    }

    /// By the profile where the levels allow it, else over all rows. What locks forbid is not got around.
    fn share(&self) -> Vec<Fix> {
        let profile = profile_of(self.goal, self.rules);
        let levels_differ = match profile.map(|profile| share_by_profile(self.goal, profile)) {
            Some(Ok(edits)) => return many(Remedy::ShareByProfile, edits),
            Some(Err(refusal)) => {
                matches!(refusal, ShareRefusal::NoRows { .. } | ShareRefusal::OutsideProfile { .. })
            }
            None => true,
        };
        let full = profile.map_or(self.words.limits.indicators, full_of);
        let evenly = levels_differ.then(|| share_evenly(self.goal, None, full).ok()).flatten();
        many(Remedy::ShareEvenly { full }, evenly.unwrap_or_default())
    }

    fn share_by_profile(&self) -> Vec<Fix> {
        let profile = profile_of(self.goal, self.rules);
        let edits = profile.and_then(|profile| share_by_profile(self.goal, profile).ok()).unwrap_or_default();
        many(Remedy::ShareByProfile, edits)
    }

    /// A row whose points are locked gets none.
    fn share_to(&self, row: &Indicator) -> Vec<Fix> {
        if row.grounds.locked { Vec::new() } else { self.share() }
    }

    /// Among the level's own rows, or among all.
    fn share_level(&self, level1: &str) -> Vec<Fix> {
        let limit = profile_of(self.goal, self.rules).and_then(|profile| profile.of(level1));
        let Some(full) = limit else { return Vec::new() };
        let edits = share_evenly(self.goal, Some(level1), full).unwrap_or_default();
        let mut fixes = many(Remedy::ShareLevel { level1: level1.to_owned(), full }, edits);
        fixes.extend(self.share_by_profile());
        fixes
    }

    fn clean(&self, target: &PlaceTarget) -> Vec<Fix> {
        let goal = self.goal;
        let edit = match target {
            PlaceTarget::Text(_, field) => {
                use crate::domain::place::TextField as T;
                let text = match field {
                    T::Project => &goal.head.project,
                    T::Department => &goal.head.department,
                    T::Unit => &goal.head.unit,
                    _ => return Vec::new(),
                };
                GoalEdit::SetText { field: *field, text: visible(text) }
            }
            PlaceTarget::Fact(_, key) => {
                GoalEdit::SetFact { key: key.clone(), text: visible(goal.fact(key)) }
            }
            PlaceTarget::Task(_, task, field) => {
                let Some(mut found) = goal.task(task).cloned() else { return Vec::new() };
                GoalEdit::SetTask { task: task.clone(), field: *field, text: visible(found.text_mut(*field)) }
            }
            PlaceTarget::Indicator(_, row, field) => {
                let Some(mut found) = goal.row(row).cloned() else { return Vec::new() };
                let Some(text) = found.text_mut(*field) else { return Vec::new() };
                GoalEdit::SetRow { row: row.clone(), field: *field, text: visible(text) }
            }
            _ => return Vec::new(),
        };
        one(Remedy::RemoveInvisible, edit)
    }

    /// The sign where it stands: in its column, before the figure, or both.
    fn with_sign(&self, row: &Indicator, sign: Sign) -> GoalEdit {
        let mut edits = Vec::new();
        let column = read_sign(row.sign.text()).is_some();
        if column {
            edits.push(set(row, RowField::Sign, sign.symbol()));
        }
        if let Value::Number { sign: Some(_), number, unit } = row.target.value(self.goal.head.year) {
            let text = format!("{}{}{unit}", sign.symbol(), number.normalize());
            edits.push(set(row, RowField::Target, &text));
        }
        GoalEdit::Many(edits)
    }

    /// To the end of the level that it belongs to, as the rules write it.
    fn move_to(&self, row: &Indicator, level1: &str, level2: &str) -> Vec<Fix> {
        let (level1, level2) = self.spelled(level1, level2);
        let index = self.end_of(&level1, Some(&row.id));
        let edit = GoalEdit::Many(vec![
            set(row, RowField::Level1, &level1),
            set(row, RowField::Level2, &level2),
            GoalEdit::MoveRow { row: row.id.clone(), index },
        ]);
        one(Remedy::MoveTo { level1, level2 }, edit)
    }

    fn spelled(&self, level1: &str, level2: &str) -> (String, String) {
        let level = self.rules.level(level1);
        let second = level.and_then(|level| level.level2(level2)).unwrap_or(level2);
        (level.map_or(level1, |level| &level.name).to_owned(), second.to_owned())
    }

    /// Behind the last row of a level, `without` left out; at the end where there is none.
    fn end_of(&self, level1: &str, without: Option<&RowId>) -> usize {
        let key = level_key(level1);
        let rest = || self.goal.indicators.iter().filter(|row| Some(&row.id) != without);
        let last = rest().enumerate().filter(|(_, row)| level_key(&row.level1) == key).last();
        last.map_or_else(|| rest().count(), |(index, _)| index + 1)
    }

    /// A blank row of the first level of the tree that has one of the words.
    fn add_row(&self, words: &[String]) -> Vec<Fix> {
        let has = |name: &String| words.iter().any(|word| name.contains(word.as_str()));
        let by_level1 = self.rules.levels.iter().find(|level| has(&level.name));
        let found = match by_level1 {
            Some(level) => level.level2.first().map(|level2| (level, level2)),
            None => (self.rules.levels.iter()).find_map(|level| {
                level.level2.iter().find(|level2| has(level2)).map(|level2| (level, level2))
            }),
        };
        let Some((level, level2)) = found else { return Vec::new() };
        let (level1, level2) = (level.name.clone(), level2.clone());
        let row =
            Indicator { level1: level1.clone(), level2: level2.clone(), ..Indicator::new(self.free_id()) };
        let index = self.end_of(&level1, None);
        one(Remedy::AddRow { level1, level2 }, GoalEdit::InsertRow { index, row: Box::new(row) })
    }

    fn free_id(&self) -> RowId {
        let taken = |id: &RowId| self.goal.row(id).is_some();
        let mut number = self.goal.indicators.len() + 1;
        loop {
            let id = RowId::new(format!("r{number}"));
            if !taken(&id) {
                return id;
            }
            number += 1;
        }
    }

    fn swap(&self, end: &str) -> Vec<Fix> {
        let terms = self
            .forms
            .into_iter()
            .flat_map(|forms| &forms.forms)
            .filter_map(|form: &GoalForm| form.term.as_ref());
        let Some(term) = terms.into_iter().find(|term| term.end == end) else { return Vec::new() };
        let (begin_text, end_text) = (self.goal.fact(&term.begin), self.goal.fact(&term.end));
        let fact = |key: &String, text: &str| GoalEdit::SetFact { key: key.clone(), text: text.to_owned() };
        one(Remedy::SwapDates, GoalEdit::Many(vec![fact(&term.begin, end_text), fact(&term.end, begin_text)]))
    }

    /// Last year's figures are a basis where they are known.
    fn last_year(&self, row: &Indicator) -> Vec<Fix> {
        let Some(last) = &row.grounds.last_year else { return Vec::new() };
        let parts = [("指标值", &last.target), ("实际完成", &last.actual)];
        let told: Vec<String> = (parts.into_iter())
            .filter(|(_, text)| !text.trim().is_empty())
            .map(|(what, text)| format!("{what}{}", text.trim()))
            .collect();
        if told.is_empty() {
            return Vec::new();
        }
        let bases = self.forms.map(|forms| forms.value_bases.as_slice()).unwrap_or_default();
        let basis = bases.iter().find(|basis| basis.contains("历史")).map_or("历史标准", String::as_str);
        let mut edits = vec![set(row, RowField::ValueBasis, basis)];
        if row.grounds.basis_note.trim().is_empty() {
            let note = format!("{}年{}", last.year, told.join("，"));
            edits.push(set(row, RowField::BasisNote, &note));
        }
        one(Remedy::LastYearBasis { year: last.year }, GoalEdit::Many(edits))
    }

    /// What is missing of a plan: whom the name says, the first way, as many as the formula wants.
    fn plan(&self, row: &Indicator, missing: &[RowField]) -> Vec<Fix> {
        let plan = &row.grounds.survey;
        let Some(sample) = self.words.goal.limits.sample.size(population(&plan.object)) else {
            return Vec::new();
        };
        let way = self.forms.and_then(|forms| forms.survey_ways.first()).map_or("问卷调查", String::as_str);
        let text = |field: &RowField| match field {
            RowField::SurveyObject => asked_of(&row.name),
            RowField::SurveyWay => way.to_owned(),
            _ => sample.to_string(),
        };
        let edits = missing.iter().map(|field| set(row, *field, &text(field))).collect();
        one(Remedy::PlanSurvey { sample }, GoalEdit::Many(edits))
    }
}

/// Last year's figures are no note on another basis.
fn is_historical(row: &Indicator) -> bool {
    let basis = row.grounds.value_basis.trim();
    basis.is_empty() || basis.contains("历史")
}

fn set(row: &Indicator, field: RowField, text: &str) -> GoalEdit {
    GoalEdit::SetRow { row: row.id.clone(), field, text: text.to_owned() }
}

fn one(remedy: Remedy, edit: GoalEdit) -> Vec<Fix> {
    vec![Fix { remedy, edit }]
}

/// Nothing to change mends nothing.
fn many(remedy: Remedy, edits: Vec<GoalEdit>) -> Vec<Fix> {
    if edits.is_empty() { Vec::new() } else { one(remedy, GoalEdit::Many(edits)) }
}

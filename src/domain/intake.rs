//! 导入: where a form that came in may belong. A case is the same if year, unit and code agree;
//! without a code a person decides. Nothing is replaced unless somebody chose it.

use super::blank;
use super::case::{Case, Subject};
use super::form::FormHead;
use super::goal::Goal;
use super::ids::CaseId;
use super::normalise::compact;
use super::selfeval::SelfEvaluation;

/// A form that was read and belongs to no case yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Incoming {
    Goal(Goal),
    SelfEvaluation(SelfEvaluation),
}

/// A case that the form may belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub id: CaseId,
    pub name: String,
    pub year: i16,
    pub unit: String,
    /// Year, unit and code agree.
    pub sure: bool,
    pub holds: Holds,
}

/// What stands in the case where the form would go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    Nothing,
    /// The very same form.
    Same,
    Another,
}

/// What becomes of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    NewCase,
    Into(CaseId),
    LeaveOut,
}

impl Incoming {
    pub fn head(&self) -> &FormHead {
        match self {
            Self::Goal(goal) => &goal.head,
            Self::SelfEvaluation(form) => &form.head,
        }
    }

    fn held_by(&self, case: &Case) -> Holds {
        let (there, same) = match self {
            Self::Goal(goal) => (case.goal.is_some(), case.goal.as_ref() == Some(goal)),
            Self::SelfEvaluation(form) => {
                let there = case.self_evaluation.as_ref();
                (there.is_some(), there.is_some_and(|there| *there == to_fill(form.clone())))
            }
        };
        match (there, same) {
            (_, true) => Holds::Same,
            (true, false) => Holds::Another,
            (false, false) => Holds::Nothing,
        }
    }

    fn put_into(self, case: &mut Case) {
        match self {
            Self::Goal(goal) => case.goal = Some(goal),
            Self::SelfEvaluation(form) => case.self_evaluation = Some(to_fill(form)),
        }
    }
}

/// The form as it is worked on: one that came without a money table gets a blank one, so that its
/// money can be filled in.
fn to_fill(mut form: SelfEvaluation) -> SelfEvaluation {
    if form.funds.rows.is_empty() {
        form.funds = blank::funds();
    }
    form
}

/// Cases that the form may belong to, the sure ones first: year, unit and code agree; or the code
/// does, or the name, and the years do not contradict each other.
pub fn candidates(incoming: &Incoming, cases: &[Case]) -> Vec<Candidate> {
    let head = incoming.head();
    let agree = |a: &str, b: &str| !compact(a).is_empty() && compact(a) == compact(b);
    let found: Vec<Candidate> = (cases.iter())
        .filter_map(|case| {
            let year = head.year == Some(case.year);
            let code = agree(&head.code, &case.code);
            let sure = year && code && agree(&head.unit, &case.unit);
            let codes_differ = !code && !compact(&head.code).is_empty() && !compact(&case.code).is_empty();
            let near =
                (code || agree(&head.project, &case.name) && !codes_differ) && (year || head.year.is_none());
            (sure || near).then(|| Candidate {
                id: case.id.clone(),
                name: case.name.clone(),
                year: case.year,
                unit: case.unit.clone(),
                sure,
                holds: incoming.held_by(case),
            })
        })
        .collect();
    let (mut sure, open): (Vec<_>, Vec<_>) = found.into_iter().partition(|candidate| candidate.sure);
    sure.extend(open);
    sure
}

/// What is done unless somebody chooses otherwise; `None` where somebody has to choose.
pub fn proposal(candidates: &[Candidate]) -> Option<Choice> {
    match candidates {
        [] => Some(Choice::NewCase),
        _ if candidates.iter().any(|c| c.holds == Holds::Same) => Some(Choice::LeaveOut),
        [only] if only.sure && only.holds == Holds::Nothing => Some(Choice::Into(only.id.clone())),
        _ => None,
    }
}

/// A new case of a project around the form.
pub fn new_case(incoming: Incoming, id: CaseId, year: i16) -> Case {
    new_case_of(incoming, Subject::Project, id, year)
}

/// A new case around the form of any subject. A department whose form does not name it as such is known by the
/// unit or the department that the form names.
pub fn new_case_of(incoming: Incoming, subject: Subject, id: CaseId, year: i16) -> Case {
    let head = incoming.head();
    let named = |name: &&String| !name.trim().is_empty();
    let of_department = [&head.unit, &head.department].into_iter().filter(|_| subject == Subject::Department);
    let names = std::iter::once(&head.project).chain(of_department);
    let name = names.into_iter().find(named).unwrap_or(&head.title);
    let mut case = Case {
        id,
        year,
        subject,
        name: name.trim().to_owned(),
        code: head.code.clone(),
        department: head.department.clone(),
        unit: head.unit.clone(),
        policy: None,
        money: None,
        evaluated: None,
        demo: false,
        goal: None,
        goals_before: Vec::new(),
        self_evaluation: None,
    };
    incoming.put_into(&mut case);
    case
}

/// The case with the form in it, in place of what stood there. A demo case with somebody's own form
/// in it is no longer a demo.
pub fn joined(incoming: Incoming, case: &Case) -> Case {
    let mut case = case.clone();
    case.demo = false;
    if case.code.trim().is_empty() {
        case.code.clone_from(&incoming.head().code);
    }
    incoming.put_into(&mut case);
    case
}

#[cfg(test)]
mod tests {
    use super::{Choice, Holds, Incoming, candidates, joined, new_case, new_case_of, proposal};
    use crate::domain::case::{Case, Subject};
    use crate::domain::form::FormHead;
    use crate::domain::funds::FundRow;
    use crate::domain::goal::Goal;
    use crate::domain::ids::CaseId;
    use crate::domain::selfeval::SelfEvaluation;

    fn form(year: Option<i16>, unit: &str, code: &str, project: &str) -> Incoming {
        let (unit, code, project) = (unit.into(), code.into(), project.into());
        let head = FormHead { year, unit, code, project, ..FormHead::default() };
        Incoming::SelfEvaluation(SelfEvaluation { head, ..SelfEvaluation::default() })
    }

    fn case(id: &str, incoming: Incoming) -> Case {
        let year = incoming.head().year.expect("a year");
        new_case(incoming, CaseId::new(id), year)
    }

    #[test]
    fn a_form_of_no_known_case_makes_a_new_one() {
        let there = [case("a", form(Some(2022), "甲局", "001", "路灯"))];
        let found = candidates(&form(Some(2022), "甲局", "002", "路灯"), &there);
        assert_eq!(found, []);
        assert_eq!(proposal(&found), Some(Choice::NewCase));
        assert_eq!(candidates(&form(Some(2023), "甲局", "001", "路灯"), &there), []);
    }

    #[test]
    fn the_same_case_is_known_by_year_unit_and_code() {
        let there = [case("a", form(Some(2022), " 甲局", "００1", "路灯"))];
        let goal = Goal {
            head: form(Some(2022), "甲局", "001", "路灯项目").head().clone(),
            ..Goal::default()
        };
        let found = candidates(&Incoming::Goal(goal), &there);
        assert!(found[0].sure);
        assert_eq!(proposal(&found), Some(Choice::Into(CaseId::new("a"))));
    }

    #[test]
    fn nothing_is_replaced_and_no_name_trusted_without_being_asked() {
        let there = [case("a", form(Some(2022), "甲局", "001", "路灯"))];
        let mut changed = form(Some(2022), "甲局", "001", "路灯");
        if let Incoming::SelfEvaluation(form) = &mut changed {
            form.achieved = "完成".into();
        }
        let found = candidates(&changed, &there);
        assert_eq!((found[0].sure, found[0].holds), (true, Holds::Another));
        assert_eq!(proposal(&found), None);
        let by_name = candidates(&form(None, "", "", "路灯"), &there);
        assert_eq!(by_name.len(), 1);
        assert_eq!(proposal(&by_name), None);
    }

    #[test]
    fn the_very_same_form_is_left_out() {
        let there = [case("a", form(Some(2022), "甲局", "001", "路灯"))];
        let found = candidates(&form(Some(2022), "甲局", "001", "路灯"), &there);
        assert_eq!(proposal(&found), Some(Choice::LeaveOut));
    }

    #[test]
    fn a_form_without_a_money_table_gets_a_blank_one_and_is_still_the_same_form() {
        let bare = || form(Some(2022), "甲局", "001", "路灯");
        let there = [case("a", bare())];
        let taken = there[0].self_evaluation.as_ref().expect("a form");
        assert!(taken.funds.total_row().is_some() && taken.funds.rows.iter().any(FundRow::is_part));
        assert!(taken.funds.rows.iter().all(|row| row.budget.is_blank() && row.points.is_blank()));
        assert_eq!(candidates(&bare(), &there)[0].holds, Holds::Same);
    }

    #[test]
    fn a_department_is_named_by_whatever_its_form_names() {
        let of = |unit, project| {
            new_case_of(form(None, unit, "", project), Subject::Department, CaseId::new("a"), 2024)
        };
        assert_eq!(
            (of("市卫健委", "").name.as_str(), of("市卫健委", "").subject),
            ("市卫健委", Subject::Department)
        );
        assert_eq!(of("局机关", "市教育局").name, "市教育局");
        assert_eq!(new_case(form(None, "市卫健委", "", ""), CaseId::new("a"), 2024).name, "");
    }

    #[test]
    fn joining_keeps_the_other_document() {
        let goal = Incoming::Goal(Goal::default());
        let mut there = case("a", form(Some(2022), "甲局", "", "路灯"));
        there.demo = true;
        let joined = joined(goal, &there);
        assert!(joined.goal.is_some() && joined.self_evaluation.is_some() && !joined.demo);
    }
}

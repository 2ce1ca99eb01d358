//! 演示数据: the source document's annexes and three published forms as cases, all marked as examples.
//! Public texts only, read by the same readers as everybody's files.

use super::annex;
use super::{FormDocument, read_separated};
use crate::domain::case::{Case, Subject};
use crate::domain::form::FormHead;
use crate::domain::ids::CaseId;

/// 淮北市 2023 年度重点项目和政策、部门整体支出绩效评价情况表.
const ANNEX: &str = include_str!("../../public/demo/annex-2023.csv");
const ANNEX_YEAR: i16 = 2023;

/// Id and text of each published form.
const FORMS: [(&str, &[u8]); 3] = [
    ("demo-selfeval-tangxi-2022", include_bytes!("../../public/demo/selfeval-tangxi-2022.csv")),
    ("demo-selfeval-qingshen-2023", include_bytes!("../../public/demo/selfeval-qingshen-2023.csv")),
    ("demo-goal-jinzhai-2021", include_bytes!("../../public/demo/goal-jinzhai-2021.csv")),
];

/// The forms first, then the 21 rows of the annexes. The same ids every time, so that looking at
/// the examples twice does not double them.
pub fn cases() -> Vec<Case> {
    let forms = FORMS.iter().filter_map(|(id, bytes)| form_case(id, bytes));
    let rows = annex::read(ANNEX).unwrap_or_default();
    let rows = rows.into_iter().enumerate().map(|(index, row)| {
        let id = CaseId::new(format!("demo-{ANNEX_YEAR}-{:02}", index + 1));
        Case { demo: true, ..row.case(id, ANNEX_YEAR) }
    });
    forms.chain(rows).collect()
}

fn form_case(id: &str, bytes: &[u8]) -> Option<Case> {
    let (head, goal, self_evaluation) = match read_separated(bytes, |_| None).document? {
        FormDocument::Goal(goal) => (goal.head.clone(), Some(goal), None),
        FormDocument::SelfEvaluation(form) => (form.head.clone(), None, Some(form)),
    };
    let FormHead { title: _, year, project, code, department, unit } = head;
    Some(Case {
        id: CaseId::new(id),
        year: year?,
        subject: Subject::Project,
        name: project,
        code,
        department,
        unit,
        policy: None,
        money: None,
        evaluated: None,
        demo: true,
        goal,
        goals_before: Vec::new(),
        self_evaluation,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::cases;
    use crate::domain::annex::{AnnexSummary, PolicySummary};
    use crate::domain::case::{Case, Subject};
    use crate::domain::numbers::Wan;

    fn wan(text: &str) -> Wan {
        text.parse().expect("money")
    }

    #[test]
    fn the_annexes_give_the_figures_of_the_report() {
        let cases = cases();
        let summary = AnnexSummary::of(&cases);
        let grades = |counts: &[(&str, usize)]| {
            counts.iter().map(|(grade, count)| ((*grade).to_owned(), *count)).collect::<Vec<_>>()
        };
        let policy =
            PolicySummary { name: "科技创新奖补政策".into(), measures: 4, money: wan("15946.15") };
        assert_eq!(
            summary,
            AnnexSummary {
                projects: 13,
                policies: vec![policy],
                departments: 4,
                projects_money: wan("136659.07"),
                departments_money: wan("15734.84"),
                money: wan("152393.91"),
                without_money: 1,
                project_grades: grades(&[("优", 7), ("良", 7), ("中", 3)]),
                department_grades: grades(&[("优", 4)]),
            }
        );
        assert_eq!(summary.hundred_million(), "15.24");
        assert_eq!(summary.money.grouped(), "152,393.91");
    }

    #[test]
    fn row_17_has_no_money_rather_than_none_at_all() {
        let cases = cases();
        let row = cases.iter().find(|case| case.subject == Subject::FiscalOperation).expect("row 17");
        assert_eq!(row.name, "淮北高新技术产业开发区财政运行");
        assert_eq!(row.money, None);
        assert_ne!(row.money, Some(Wan::ZERO));
    }

    #[test]
    fn all_examples_are_there_marked_and_told_apart() {
        let cases = cases();
        assert_eq!(cases.len(), 24);
        assert!(cases.iter().all(|case| case.demo));
        let ids: BTreeSet<&str> = cases.iter().map(|case| case.id.as_str()).collect();
        assert_eq!(ids.len(), 24);
        let names: Vec<&str> = cases.iter().take(3).map(|case| case.name.as_str()).collect();
        assert_eq!(names, ["委托业务项目", "工资性支出", "物业管理"]);
        let years: Vec<i16> = cases.iter().take(3).map(|case| case.year).collect();
        assert_eq!(years, [2022, 2023, 2021]);
        let has = |pick: fn(&Case) -> bool| cases.iter().filter(|case| pick(case)).count();
        assert_eq!((has(|case| case.goal.is_some()), has(|case| case.self_evaluation.is_some())), (1, 2));
    }
}

//! 评价情况表: the two annexes in which a city publishes its evaluations, and the figures of its
//! report that follow from them. Every figure is computed from the rows; none is typed.

use std::collections::BTreeSet;

use super::case::{Case, Subject};
use super::exact::Exact;
use super::ids::CaseId;
use super::numbers::Wan;

/// One published row: 序号, 名称, 实施单位, 财政资金, 评价等级.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnexRow {
    pub annex: Annex,
    pub number: u16,
    pub name: String,
    pub unit: String,
    /// Null where the print has `-`; that is not 0.
    pub money: Option<Wan>,
    pub grade: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Annex {
    /// 附件 1: 重点项目和政策绩效评价情况表.
    Projects,
    /// 附件 2: 部门整体支出绩效评价情况表.
    Departments,
}

impl AnnexRow {
    /// The row as a case of its year. A name `某政策-某措施` is a measure of that policy;
    /// 财政运行 of a zone is a subject of its own.
    pub fn case(&self, id: CaseId, year: i16) -> Case {
        let measure = self.name.split_once('-').filter(|(policy, _)| policy.ends_with("政策"));
        let (subject, policy, name) = match (self.annex, measure) {
            (Annex::Departments, _) => (Subject::Department, None, self.name.as_str()),
            (Annex::Projects, Some((policy, measure))) => (Subject::Policy, Some(policy), measure),
            (Annex::Projects, None) if self.name.ends_with("财政运行") => {
                (Subject::FiscalOperation, None, self.name.as_str())
            }
            (Annex::Projects, None) => (Subject::Project, None, self.name.as_str()),
        };
        Case {
            id,
            year,
            subject,
            name: name.to_owned(),
            code: String::new(),
            department: String::new(),
            unit: self.unit.clone(),
            policy: policy.map(str::to_owned),
            money: self.money,
            evaluated: Some(self.grade.clone()),
            demo: false,
            goal: None,
            goals_before: Vec::new(),
            self_evaluation: None,
        }
    }
}

/// The figures of the report over the evaluated cases of one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnexSummary {
    /// Rows that are neither measures nor departments, a fiscal operation among them.
    pub projects: usize,
    /// Distinct policies, by name.
    pub policies: Vec<PolicySummary>,
    pub departments: usize,
    /// 附件 1 together.
    pub projects_money: Wan,
    /// 附件 2 together.
    pub departments_money: Wan,
    pub money: Wan,
    /// Rows without an amount.
    pub without_money: usize,
    /// Rows of 附件 1 and of 附件 2 by grade, in the order in which the grades first appear.
    pub project_grades: Vec<(String, usize)>,
    pub department_grades: Vec<(String, usize)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicySummary {
    pub name: String,
    pub measures: usize,
    pub money: Wan,
}

impl AnnexSummary {
    /// Cases without a published grade are left out.
    pub fn of<'a>(cases: impl IntoIterator<Item = &'a Case>) -> Self {
        let evaluated: Vec<&Case> = cases.into_iter().filter(|case| case.evaluated.is_some()).collect();
        let (departments, projects): (Vec<&Case>, Vec<&Case>) =
            evaluated.iter().partition(|case| case.subject == Subject::Department);
        let measures = || projects.iter().filter(|case| case.subject == Subject::Policy);
        let names: BTreeSet<&str> = measures().filter_map(|case| case.policy.as_deref()).collect();
        let policy = |name: &&str| {
            let own: Vec<&Case> =
                measures().filter(|case| case.policy.as_deref() == Some(*name)).copied().collect();
            PolicySummary { name: (*name).to_owned(), measures: own.len(), money: sum(&own) }
        };
        Self {
            projects: projects.len() - measures().count(),
            policies: names.iter().map(policy).collect(),
            departments: departments.len(),
            projects_money: sum(&projects),
            departments_money: sum(&departments),
            money: sum(&evaluated),
            without_money: evaluated.iter().filter(|case| case.money.is_none()).count(),
            project_grades: grades(&projects),
            department_grades: grades(&departments),
        }
    }

    /// The money of all rows in 亿元, two decimals, as the report prints it: `15.24`.
    pub fn hundred_million(&self) -> String {
        (&self.money.exact() / 10_000).to_fixed(2)
    }
}

fn sum(cases: &[&Case]) -> Wan {
    let sum: Exact = cases.iter().filter_map(|case| case.money).map(Wan::exact).sum();
    sum.rounded(6).map(|wan| Wan::new(wan.normalize())).unwrap_or_default()
}

fn grades(cases: &[&Case]) -> Vec<(String, usize)> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for grade in cases.iter().filter_map(|case| case.evaluated.as_ref()) {
        match counts.iter_mut().find(|(known, _)| known == grade) {
            Some((_, count)) => *count += 1,
            None => counts.push((grade.clone(), 1)),
        }
    }
    counts
}

//! A row of a project list in the goal form that is shipped for its subject.

use hengping::domain::case::Subject;
use hengping::domain::funds::{FundColumn, FundSource};
use hengping::domain::goal_form::GoalForm;
use hengping::domain::ids::CaseId;
use hengping::domain::money_unit::MoneyUnit;
use hengping::domain::project_list::{ListColumn, ListedMoney, ListedProject, ListedText, money};
use hengping::domain::scoring::Rules;
use hengping::domain::typed::Typed;
use hengping::pack;

fn form(subject: Subject) -> GoalForm {
    let pack = pack::read(include_bytes!("../../public/packs/goal-forms.json")).expect("the pack");
    pack::goal_forms(&pack).expect("forms").of(subject).expect("a form").clone()
}

fn project(texts: &[(ListColumn, &str, &str)], sums: &[(ListColumn, &str, &str)]) -> ListedProject {
    let text = |(column, header, text): &(ListColumn, &str, &str)| ListedText {
        column: *column,
        header: (*header).to_owned(),
        text: (*text).to_owned(),
    };
    let sum = |(column, header, typed): &(ListColumn, &str, &str)| ListedMoney {
        column: *column,
        header: (*header).to_owned(),
        amount: money(typed, MoneyUnit::Wan),
    };
    ListedProject {
        subject: Subject::Project,
        year: Some(2024),
        texts: texts.iter().map(text).collect(),
        money: sums.iter().map(sum).collect(),
    }
}

fn rules() -> &'static Rules {
    pack::shipped().rules()
}

fn full() -> ListedProject {
    project(
        &[
            (ListColumn::Name, "项目名称", "道路养护"),
            (ListColumn::Unit, "单位", "交通局"),
            (ListColumn::Nature, "项目性质", "经常性"),
            (ListColumn::Start, "开始时间", "2024-01"),
            (ListColumn::Leader, "负责人", "张三"),
            (ListColumn::LongGoal, "中期目标", "三年改造三十公里"),
            (ListColumn::AnnualGoal, "年度目标", "改造十公里"),
        ],
        &[
            (ListColumn::Total, "合计", "150"),
            (ListColumn::Fiscal, "财政拨款", "100"),
            (ListColumn::Detail, "一般公共预算（万元）", "60"),
            (ListColumn::Detail, "专项债券", "40"),
            (ListColumn::UnitOwn, "单位资金", "50"),
        ],
    )
}

#[test]
fn a_row_stands_in_the_fields_of_its_form_and_the_rest_beside_it() {
    let goal = full().goal_in(&form(Subject::Project), rules());
    assert_eq!(goal.head.title, "项目支出绩效目标申报表");
    assert_eq!((goal.fact("nature"), goal.fact("begin")), ("经常性", "2024-01"));
    assert_eq!((goal.whole_goal.as_str(), goal.annual_goal.as_str()), ("三年改造三十公里", "改造十公里"));
    let remarks: Vec<&str> = goal.remarks.iter().map(|remark| remark.label.as_str()).collect();
    assert_eq!(remarks, ["负责人"]);
    let rows: Vec<(FundSource, &str, &str)> =
        goal.funds.rows.iter().map(|row| (row.source, row.label.as_str(), row.budget.text())).collect();
    assert_eq!(
        rows,
        [
            (FundSource::Total, "年度资金总额", "150"),
            (FundSource::Fiscal, "财政拨款", "100"),
            (FundSource::Detail, "其中：一般公共预算", "60"),
            (FundSource::Detail, "政府性基金预算", ""),
            (FundSource::Detail, "国有资本经营预算", ""),
            (FundSource::Detail, "专项债券", "40"),
            (FundSource::CarriedOver, "上年结转资金", ""),
            (FundSource::UnitOwn, "单位资金", "50"),
            (FundSource::Other, "其他资金", ""),
        ]
    );
    assert!(!goal.funds.total(FundColumn::Budget).differs());
    assert!(!goal.indicators.is_empty());
}

#[test]
fn several_columns_of_one_source_keep_their_names_and_their_sum() {
    let row = project(
        &[(ListColumn::Name, "项目名称", "道路养护")],
        &[
            (ListColumn::Fiscal, "一般公共预算", "60"),
            (ListColumn::Fiscal, "政府性基金预算", "40"),
            (ListColumn::Fiscal, "国有资本经营预算", ""),
        ],
    );
    let goal = row.goal_in(&form(Subject::Project), rules());
    let filled: Vec<(&str, &str)> = (goal.funds.rows.iter())
        .filter(|row| !row.budget.is_blank())
        .map(|row| (row.label.as_str(), row.budget.text()))
        .collect();
    assert_eq!(filled, [("一般公共预算", "60"), ("政府性基金预算", "40")]);
    let total = goal.funds.total(FundColumn::Budget).amount.expect("a sum");
    assert_eq!(total.to_string(), "100");
    let named = |name: &str| goal.funds.rows.iter().filter(|row| row.label.ends_with(name)).count();
    assert_eq!(named("一般公共预算"), 1, "nothing is asked for twice");
}

#[test]
fn what_the_form_has_no_field_for_is_a_remark() {
    let goal = full().goal_in(&form(Subject::Department), rules());
    let remarks: Vec<&str> = goal.remarks.iter().map(|remark| remark.label.as_str()).collect();
    assert_eq!(remarks, ["项目性质", "开始时间", "负责人", "中期目标"]);
    assert_eq!(goal.whole_goal, "");
}

#[test]
fn only_what_is_blank_is_filled_in() {
    let form = form(Subject::Project);
    let bare = project(&[(ListColumn::Name, "项目名称", "道路养护")], &[]);
    let mut case = bare.case(CaseId::new("c"), 2024);
    case.goal = Some(bare.goal_in(&form, rules()));
    let filled = full().fill(&case, &form, rules()).expect("something was blank");
    assert_eq!(filled.unit, "交通局");
    assert_eq!(
        filled.goal,
        Some(full().goal_in(&form, rules())).map(|mut goal| {
            goal.remarks = Vec::new();
            goal
        })
    );
    assert_eq!(full().fill(&filled, &form, rules()), None, "a second time there is nothing to do");

    let mut own = filled.clone();
    if let Some(goal) = &mut own.goal {
        goal.annual_goal = "自己写的".to_owned();
        goal.funds.rows[1].budget = Typed::from("90");
    }
    own.unit = "交通运输局".to_owned();
    assert_eq!(full().fill(&own, &form, rules()), None, "what somebody wrote stays");
    own.goal = None;
    let again = full().fill(&own, &form, rules()).expect("a goal");
    assert_eq!((again.unit.as_str(), again.goal.is_some()), ("交通运输局", true));
}

//! The money table: nothing overwritten.

use hengping::domain::finding::FileProblem;
use hengping::domain::funds::FundColumn;
use hengping::domain::selfeval::SelfEvaluation;
use hengping::forms::{self, FormDocument, Reading};

use super::whole;

const TABLE: &str =
    "一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,得分\n产出指标,数量指标,甲,1,1,90,90\n";

fn read(money: &str) -> (SelfEvaluation, Reading) {
    let reading = forms::read_csv(format!("项目支出绩效自评表\n项目名称,甲\n{money}{TABLE}").as_bytes());
    whole(&reading);
    match &reading.document {
        Some(FormDocument::SelfEvaluation(form)) => (form.clone(), reading),
        other => panic!("{other:?}"),
    }
}

fn total(form: &SelfEvaluation, column: FundColumn) -> String {
    form.funds.total(column).amount.map(|wan| wan.to_string()).unwrap_or_default()
}

#[track_caller]
fn left_over(reading: &Reading, texts: &[&str]) {
    let left: Vec<&str> = (reading.problems().iter())
        .filter_map(|problem| match problem {
            FileProblem::LeftOver { text, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(left, texts);
}

#[test]
fn a_second_amount_for_the_same_place_is_left_over() {
    let (form, reading) = read("项目资金,预算数,16,执行数,16\n,预算数,20,执行数,19\n");
    let total = form.funds.total_row().expect("the total");
    assert_eq!((total.budget.text(), total.spent.text()), ("16", "16"));
    left_over(&reading, &["20", "19"]);
    let (form, reading) = read("项目资金,预算数：16,执行数：16\n,预算数：20\n");
    assert_eq!(form.funds.total_row().expect("the total").budget.text(), "16");
    left_over(&reading, &["预算数：20"]);
}

#[test]
fn a_second_rate_is_left_over() {
    let (form, reading) = read("项目资金,预算数,16,执行数,8,执行率,50%\n,执行率,60%\n");
    assert_eq!(form.funds.total_row().expect("the total").claimed_rate.text(), "50%");
    left_over(&reading, &["60%"]);
}

#[test]
fn a_second_row_of_the_same_amounts_is_left_over() {
    let (form, reading) = read(
        "项目资金,,合计,财政拨款,其他资金\n,全年预算数,110,100,10\n,全年执行数,99,90,9\n,全年预算数,120,108,12\n,执行率,90%,90%,90%\n,执行率,80%,,\n",
    );
    assert_eq!(total(&form, FundColumn::Budget), "110");
    assert_eq!(form.funds.rows[0].claimed_rate.text(), "90%");
    left_over(&reading, &["120", "108", "12", "80%"]);
}

#[test]
fn two_sources_of_one_kind_in_a_row_are_two_rows() {
    let (form, reading) = read("资金总额,100,中央资金,60,省级资金,40\n");
    assert_eq!(total(&form, FundColumn::Budget), "100");
    assert_eq!(form.funds.rows.len(), 3);
    left_over(&reading, &[]);
}

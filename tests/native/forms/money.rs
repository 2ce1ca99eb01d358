//! The money table: nothing overwritten, and a breakdown never counted twice.

use hengping::domain::finding::FileProblem;
use hengping::domain::funds::{FundColumn, FundSource};
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

fn sources(form: &SelfEvaluation) -> Vec<FundSource> {
    form.funds.rows.iter().map(|row| row.source).collect()
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

const HEADER: &str = "项目资金（万元）,,年初预算数,全年预算数,全年执行数\n";

#[test]
fn a_row_of_another_name_that_breaks_down_the_row_above_is_not_added() {
    let (form, _) = read(&format!(
        "{HEADER},年度资金总额,100,100,90\n,财政拨款,100,100,90\n,其中：本级,100,100,90\n,其他资金,0,0,0\n"
    ));
    let of = [FundSource::Total, FundSource::Fiscal, FundSource::Detail, FundSource::Other];
    assert_eq!(sources(&form), of);
    assert_eq!(
        (total(&form, FundColumn::Budget), total(&form, FundColumn::Spent)),
        ("100".into(), "90".into())
    );
}

#[test]
fn of_rows_with_other_names_those_that_make_up_the_total_count() {
    let (form, _) = read(&format!(
        "{HEADER},年度资金总额,100,100,90\n,财政拨款,40,40,40\n,其中：债券资金,60,60,50\n,专项债券,60,60,50\n"
    ));
    let of = [FundSource::Total, FundSource::Fiscal, FundSource::Other, FundSource::Detail];
    assert_eq!(sources(&form), of);
    assert_eq!(total(&form, FundColumn::Spent), "90");
}

#[test]
fn a_listed_source_named_as_part_of_the_row_above_is_not_added_to_a_full_total() {
    let (form, _) =
        read(&format!("{HEADER},年度资金总额,100,100,90\n,财政拨款,100,100,90\n,其中：上年结转,30,30,20\n"));
    assert_eq!(sources(&form), [FundSource::Total, FundSource::Fiscal, FundSource::Detail]);
    // Beside it, where the total asks for it.
    let (form, _) =
        read(&format!("{HEADER},年度资金总额,130,130,110\n,财政拨款,100,100,90\n,其中：上年结转,30,30,20\n"));
    assert_eq!(sources(&form), [FundSource::Total, FundSource::Fiscal, FundSource::CarriedOver]);
}

#[test]
fn a_source_of_another_name_counts_where_the_total_does_not_speak_against_it() {
    for typed in ["150,150,120", ",,", "0,0,0", "100,150,120"] {
        let (form, _) =
            read(&format!("{HEADER},年度资金总额,{typed}\n,财政拨款,100,100,90\n,捐赠资金,50,50,30\n"));
        assert_eq!(sources(&form)[2], FundSource::Other, "{typed}");
        assert_eq!(total(&form, FundColumn::Budget), "150", "{typed}");
    }
    // Without a figure it can still be filled in.
    let (form, _) =
        read(&format!("{HEADER},年度资金总额,100,100,90\n,财政拨款,100,100,90\n,捐赠资金,0,,-\n"));
    assert_eq!(sources(&form)[2], FundSource::Other);
}

#[test]
fn a_breakdown_beside_amounts_without_headers_is_not_added_either() {
    let (form, _) = read("项目资金（万元）,资金总额,100\n,其中：财政拨款,100\n,其中：债券资金,60\n");
    assert_eq!(sources(&form), [FundSource::Total, FundSource::Fiscal, FundSource::Detail]);
}

#[test]
fn money_typed_beside_a_total_that_was_full_still_counts_when_the_form_comes_back() {
    let (mut form, _) =
        read(&format!("{HEADER},年度资金总额,100,100,90\n,财政拨款,100,100,90\n,捐赠资金,,,\n"));
    let row = &mut form.funds.rows[2];
    (row.opening, row.budget, row.spent) = ("50".into(), "50".into(), "50".into());
    let rules = hengping::pack::shipped().rules();
    let text = forms::write_csv(&form, &hengping::domain::scoring::score(&form, rules));
    match forms::read_csv(text.as_bytes()).document {
        Some(FormDocument::SelfEvaluation(back)) => assert_eq!(back.funds, form.funds),
        other => panic!("{other:?}"),
    }
}

//! Real published forms, read, scored by the shipped rules and checked: what is found, with its
//! figures, and nothing else.

use hengping::domain::checks::{check_goal, check_self_evaluation};
use hengping::domain::finding::Finding;
use hengping::domain::scoring::score;
use hengping::forms::{self, FormDocument};
use hengping::pack::shipped;
use hengping::wording::{Names, basis, sentence_at};

use crate::forms::cases;

fn read(case: &str) -> FormDocument {
    let bytes = std::fs::read(cases().join(case)).expect("the case");
    forms::read_csv(&bytes).document.expect("a form")
}

fn checked(document: &FormDocument) -> (Vec<Finding>, Names) {
    let packs = shipped();
    match document {
        FormDocument::Goal(goal) => {
            (check_goal(goal, packs.rules(), None, packs.checks()), Names::of_goal(goal))
        }
        FormDocument::SelfEvaluation(form) => (
            check_self_evaluation(form, &score(form, packs.rules()), packs.checks()),
            Names::of_self_evaluation(form),
        ),
    }
}

/// Code and sentence up to its advice.
fn said(case: &str) -> Vec<String> {
    let (findings, names) = checked(&read(case));
    let said = |finding: &Finding| {
        let sentence = sentence_at(finding, &names);
        let what = sentence.split('：').next().unwrap_or_default().to_owned();
        format!("{}: {what}", finding.problem.code())
    };
    findings.iter().map(said).collect()
}

#[test]
fn tangxi_is_told_its_sums_its_rate_its_unit_and_its_open_row() {
    assert_eq!(
        said("selfeval-tangxi-2022.csv"),
        [
            "funds-total-not-sum: 「年度资金总额」的年初预算数填写为 0.00 万元，各项资金相加为 90.00 万元",
            "funds-total-not-sum: 「年度资金总额」的全年预算数填写为 0.00 万元，各项资金相加为 89.974 万元",
            "funds-total-not-sum: 「年度资金总额」的全年执行数填写为 0.00 万元，各项资金相加为 89.974 万元",
            "rate-differs: 「年度资金总额」的执行率填写为 0%，按全年执行数除以全年预算数计算为 100.00%",
            "claim-differs: 「年度资金总额」的得分填写为 0.00 分，按评分规则计算为 10.00 分",
            "odd-unit: 「委托业务报告合格率」的指标值写有“百分比”，应写作“%”",
            "vague-value: 「对维护基建市场公平的影响程度」的指标值“效果明显”难以衡量",
            "vague-value: 「对控制基建项目成本影响程度」的指标值“效果明显”难以衡量",
            "vague-value: 「对推动基建项目“四项制度”健全和落实的持续性影响」的指标值“效果明显”难以衡量",
            "target-missing: 「公众满意度」的指标值没有填写，完成情况无从比较",
            "actual-missing: 「公众满意度」的实际完成值没有填写，该行不能计分，总分和等级暂不能确定",
        ]
    );
}

#[test]
fn tangxi_filled_in_has_no_open_row_left() {
    let FormDocument::SelfEvaluation(mut form) = read("selfeval-tangxi-2022.csv") else {
        panic!("a self-evaluation")
    };
    let row = form.rows.last_mut().expect("公众满意度");
    *row.indicator.target.text_mut() = "≥90%".to_owned();
    *row.actual.text_mut() = "95%".to_owned();
    *row.claimed.text_mut() = "10".to_owned();
    let packs = shipped();
    let scored = score(&form, packs.rules());
    assert_eq!(scored.total.fixed2(), "100.00");
    let findings = check_self_evaluation(&form, &scored, packs.checks());
    let codes: Vec<&str> = findings.iter().map(|finding| finding.problem.code()).collect();
    assert_eq!(
        codes,
        [
            "funds-total-not-sum",
            "funds-total-not-sum",
            "funds-total-not-sum",
            "rate-differs",
            "claim-differs",
            "odd-unit",
            "vague-value",
            "vague-value",
            "vague-value",
        ]
    );
}

#[test]
fn jinzhai_has_template_text_money_as_a_quantity_and_vague_values() {
    assert_eq!(
        said("goal-jinzhai-2021.csv"),
        [
            "points-absent: 各项指标都没有填写分值",
            "input-as-output: 「安置小区物业费」是投入的资金或人员，不是产出",
            "template-text: 「项目总成本（≤**万元）」的指标名称留有填表模板的文字“项目总成本（≤**万元）”",
            "template-text: 「清算8个安置小区本年度物业费和历史的遗留物业费（≥**%）。」的指标名称留有填表模板的文字“…的遗留物业费（≥**%）。”",
            "vague-value: 「改善安置小区群众生活质量，提升安置小区生活水平。助力全县文明…」的指标值“显著改善”难以衡量",
            "vague-value: 「优化安置小区生活环境，提高居民生活质量，营造安全舒适的居住环…」的指标值“显著提高”难以衡量",
            "vague-value: 「持续提供人力物力保障，解决居民群众生产生活问题」的指标值“持续保障”难以衡量",
            "template-text: 「小区居民满意度（≥**%）」的指标名称留有填表模板的文字“小区居民满意度（≥**%）”",
        ]
    );
}

#[test]
fn qingshen_has_hints_left_as_answers_and_open_rows() {
    assert_eq!(
        said("selfeval-qingshen-2023.csv"),
        [
            "template-text: 实际完成情况留有填表模板的文字“对照年度目标，说明相关任务目标的完成情况（100…”",
            "actual-missing: 「发放（缴纳）覆盖率」的实际完成值没有填写，该行不能计分，总分和等级暂不能确定",
            "actual-missing: 「足额保障率（参保率）」的实际完成值没有填写，该行不能计分，总分和等级暂不能确定",
            "template-text: 原表其他内容留有填表模板的文字“评价结论",
        ]
    );
}

#[test]
fn every_finding_names_what_it_rests_on() {
    let checks = shipped().checks();
    let case = read("selfeval-tangxi-2022.csv");
    for finding in checked(&case).0 {
        let code = finding.problem.code();
        assert!(basis(code, checks).is_some_and(|text| text.starts_with("依据：")), "{code}");
    }
    assert_eq!(
        basis("claim-differs", checks).as_deref(),
        Some("依据：财预〔2020〕10号，得分按完成情况和分值计算（未核对）")
    );
    assert_eq!(basis("rate-differs", checks).as_deref().map(|text| text.contains("未核对")), Some(false));
}

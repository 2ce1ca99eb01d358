//! Words, units and what an indicator is.

use serde_json::{Value, json};

use super::{document, found, of_second, row, second, shown};
use crate::domain::finding::{FormProblem, Problem};

#[test]
fn vague_targets_are_told_from_words_that_can_be_checked() {
    for vague in [
        "效果明显",
        "显著改善",
        "显著提高",
        "持续保障",
        "达成预期指标",
        "效果明显。",
        "有效提升群众满意度",
        "成效 显著",
    ] {
        assert_eq!(of_second(json!({"target": vague, "actual": "达成"})), ["vague-value target"], "{vague}");
    }
    for clear in [
        "严格执行相关制度规定",
        "符合相关规定",
        "在项目计划完成时间内完成",
        "有效期内完成",
        "2023年12月底前",
        "环境卫生整洁，车辆停放有序",
    ] {
        assert_eq!(of_second(json!({"target": clear, "actual": "达成"})), Vec::<String>::new(), "{clear}");
    }
}

#[test]
fn odd_units_are_put_right() {
    let corrected = |over: Value| {
        let findings = found(&second(over));
        findings
            .into_iter()
            .filter_map(|finding| match finding.problem {
                Problem::Form(FormProblem::OddUnit { corrected, .. }) => Some(format!(
                    "{} {corrected}",
                    finding.place.as_str().rsplit('/').next().unwrap_or_default()
                )),
                _ => None,
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(corrected(json!({"target": "≥100百分比", "actual": "100"})), ["target ≥100%"]);
    assert_eq!(
        corrected(json!({"target": "＝100", "unit": "百分比", "actual": "100 百分比"})),
        ["actual 100%", "unit %"].map(str::to_owned).into_iter().rev().collect::<Vec<_>>()
    );
    assert_eq!(corrected(json!({"target": "≥20元/平米"})), ["target ≥20元/平方米"]);
    assert_eq!(corrected(json!({"target": "≥200平方米", "actual": "200m²"})), ["actual 200平方米"]);
}

#[test]
fn template_text_is_found_in_every_text() {
    for (field, text) in [
        ("name", "项目总成本（≤**万元）"),
        ("actual", "请填写实际完成值"),
        ("note", "说明评分标准（100字以内）"),
        ("reason", "ＸＸ原因"),
    ] {
        let mut over = json!({});
        over[field] = json!(text);
        assert!(of_second(over).contains(&format!("template-text {field}")), "{field} {text}");
    }
    assert_eq!(of_second(json!({"name": "指标1：道路养护里程"})), Vec::<String>::new());
    assert_eq!(of_second(json!({"name": "贫困户覆盖比例：县级"})), Vec::<String>::new());
    let form = document(
        json!([row("甲", json!({})), row("乙", json!({}))]),
        json!({"achieved": "对照年度目标，说明相关任务目标的完成情况（100字以内）",
               "remarks": [{"label": "评价结论", "text": "结合自评情况，说明项目自评总分"}]}),
    );
    let findings = found(&form);
    assert_eq!(
        shown(&findings),
        ["template-text self_evaluation/achieved", "template-text self_evaluation/remarks"]
    );
    let Problem::Form(FormProblem::TemplateText { text }) = &findings[1].problem else {
        panic!("a template text")
    };
    assert_eq!(text, "评价结论：结合自评情况，说明项目自评总分");
}

#[test]
fn money_and_staff_are_inputs_other_counts_are_not() {
    for (name, target) in [
        ("安置小区物业费", "8个"),
        ("项目资金投入", "≥100万元"),
        ("专项经费", "=50"),
        ("工作经费（办公用）", "1项"),
        ("聘用人员数量", "≥12人"),
    ] {
        assert_eq!(
            of_second(json!({"name": name, "target": target, "actual": target})),
            ["input-as-output name"],
            "{name}"
        );
    }
    for (name, target) in [
        ("资金到位及时率", "100%"),
        ("补贴发放人数", "≥300人"),
        ("资金发放准确率", "100%"),
        ("专项资金拨付", "4次"),
        ("人均补助标准", "≥500元"),
        ("聘用人员培训人数", "≥20人"),
        ("税收收入", "≥900万元"),
        ("免费开放天数", "≥300天"),
        ("拉动社会消费", "≥5亿元"),
    ] {
        let over = json!({"name": name, "target": target, "actual": target});
        assert_eq!(of_second(over), Vec::<String>::new(), "{name}");
    }
    for level in [json!({"level2": "成本指标"}), json!({"level1": "成本指标", "level2": "经济成本指标"})]
    {
        let mut over = json!({"name": "项目总费用", "target": "≤90万元", "actual": "90"});
        over.as_object_mut().expect("an object").extend(level.as_object().expect("an object").clone());
        assert_eq!(of_second(over), Vec::<String>::new());
    }
}

#[test]
fn shares_stay_within_100_but_growth_may_exceed_it() {
    for (name, target, actual, expected) in [
        ("合格率", "≥95%", "105%", vec!["share-above-100 actual"]),
        ("群众满意度", "≥120%", "98%", vec!["share-above-100 target"]),
        ("覆盖率", "≥100", "120", vec!["share-above-100 actual"]),
        ("收入增长率", "≥110%", "120%", vec![]),
        ("任务完成率", "≥100%", "120%", vec![]),
        ("合格率", "≥95%", "100%", vec![]),
        ("床位使用率", "≥90%", "104%", vec![]),
    ] {
        let unit = if target.contains('%') { "" } else { "%" };
        let over = json!({"name": name, "target": target, "actual": actual, "unit": unit});
        assert_eq!(of_second(over), expected, "{name} {actual}");
    }
}

#[test]
fn the_second_of_one_name_is_found() {
    assert_eq!(of_second(json!({"name": "指标2：甲"})), ["duplicate-name name"]);
    let unnamed =
        document(json!([row("甲", json!({"name": ""})), row("乙", json!({"name": ""}))]), json!({}));
    assert_eq!(shown(&found(&unnamed)), Vec::<String>::new());
}

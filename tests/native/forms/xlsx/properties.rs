//! Whatever is typed: any document comes back from XLSX as it was, and writing what came back gives the same cells.

use hengping::domain::case::Subject;
use hengping::domain::goal::Goal;
use hengping::domain::selfeval::SelfEvaluation;
use hengping::forms::FormDocument;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{cells, read, written};
use crate::forms::documents;

/// What people type, what forms print, and what spreadsheets and XML make something else of.
fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just(String::new()),
        "[甲乙丙丁；，、A-Z0-9]{1,12}",
        "-?[0-9]{1,17}(\\.[0-9]{1,4})?",
        "[=+@＝＋－＠'\\-]{1,3}[甲A1,\"]{1,5}",
        "[ \\t\\r\\n\u{3000}\u{200b}\u{feff}]{1,3}",
        Just("_x000D_".to_owned()),
        any::<char>().prop_map(String::from),
        proptest::sample::select(vec![
            "项目名称",
            "主管部门",
            "部门名称",
            "一级指标",
            "三级指标",
            "年度指标值",
            "总分",
            "合计",
            "金额合计",
            "小计",
            "其他内容",
            "核算等级",
            "预算执行率",
            "执行率",
            "年度目标",
            "实施期目标",
            "预期目标",
            "实际完成情况",
            "年度绩效指标",
            "实施期绩效指标",
            "绩效指标",
            "任务名称",
            "主要内容",
            "财政拨款",
            "其他资金",
            "资金来源",
            "填报人：张三",
            "注：",
            "2.再说",
            "项目支出绩效自评表",
            "部门整体支出绩效目标申报表",
            "监控表",
            "附件1",
            "（2023年度）",
            "单位：元",
            "无",
            "-",
            "…",
            "指标1：",
            "1.",
            "产出指标（50分）",
            "指标",
            "100%",
            "优",
            "优□ 良☑ 中□ 差□",
            "34060024T000000011111-甲",
            "年度资金总额（核算）",
            "原填：甲",
            "衡评附表",
            "不适用理由：甲",
            "满意度",
            "联系电话",
        ])
        .prop_map(str::to_owned),
    ];
    prop_oneof![4 => word.clone(), 1 => proptest::collection::vec(word, 1..4).prop_map(|words| words.concat())]
}

fn texts(count: usize) -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec(text(), count)
}

/// Ids mostly differ; now and then they do not.
fn id() -> impl Strategy<Value = String> {
    prop_oneof![8 => "[a-z][0-9]{1,6}", 1 => Just("r1".to_owned()), 1 => text()]
}

fn fund() -> impl Strategy<Value = Value> {
    let source = proptest::sample::select(vec![
        "total",
        "fiscal",
        "carried_over",
        "special_account",
        "unit_own",
        "other",
        "detail",
    ]);
    (id(), source, texts(12)).prop_map(|(id, source, t)| {
        json!({"id": id, "source": source, "label": t[0], "opening": t[1], "budget": t[2], "spent": t[3],
            "claimed_rate": t[4], "points": t[5], "claimed": t[6], "reason": t[7],
            "years": {"before": t[8], "next1": t[9], "next2": t[10], "later": t[11]}})
    })
}

fn task() -> impl Strategy<Value = Value> {
    (id(), texts(5)).prop_map(|(id, t)| {
        json!({"id": id, "name": t[0], "content": t[1], "fiscal": t[2], "other": t[3], "done": t[4]})
    })
}

fn indicator() -> impl Strategy<Value = Value> {
    let grounds = (any::<bool>(), any::<bool>(), texts(14));
    (id(), texts(8), grounds, any::<bool>()).prop_map(|(id, t, (whole, locked, g), hidden)| {
        let mut grounds = json!({"meaning": g[0], "standard": g[1], "value_basis": g[2], "basis_note": g[3], "source": g[4],
            "way": g[5], "survey": {"object": g[6], "way": g[7], "sample": g[8], "time": g[9]}, "locked": locked,
            "term": if whole { "whole" } else { "year" }});
        if hidden {
            grounds["proposed"] = json!(g[10]);
            grounds["link"] = json!({"library": g[11], "edition": g[12], "code": g[13]});
            grounds["last_year"] = json!({"year": 2022, "target": g[12], "actual": g[13]});
            grounds["evidence"] = json!([{"digest": g[11], "name": g[12], "size": 12, "type": g[13]}]);
        }
        json!({"id": id, "level1": t[0], "level2": t[1], "name": t[2], "sign": t[3], "target": t[4], "unit": t[5],
            "points": t[6], "note": t[7], "grounds": grounds})
    })
}

fn row() -> impl Strategy<Value = Value> {
    (indicator(), texts(4), any::<bool>()).prop_map(|(mut row, t, applies)| {
        row["actual"] = json!(t[0]);
        row["claimed"] = json!(t[1]);
        row["reason"] = json!(t[2]);
        if !applies {
            row["not_applicable"] = json!(t[3]);
        }
        row
    })
}

fn head() -> impl Strategy<Value = Value> {
    (texts(5), proptest::option::of(1900_i16..=2200)).prop_map(|(t, year)| {
        json!({"title": t[0], "year": year, "project": t[1], "code": t[2], "department": t[3], "unit": t[4]})
    })
}

fn pairs(of: [&'static str; 2]) -> impl Strategy<Value = Vec<Value>> {
    let pair = texts(2).prop_map(move |t| json!({of[0]: t[0], of[1]: t[1]}));
    proptest::collection::vec(pair, 0..3)
}

fn fact() -> impl Strategy<Value = Value> {
    let key = proptest::sample::select(vec![
        "attribute",
        "basis",
        "phone",
        "duty",
        "staff",
        "transfers",
        "no_such_field",
    ]);
    (key, text()).prop_map(|(key, text)| json!({"key": key, "text": text}))
}

fn subject() -> impl Strategy<Value = Subject> {
    proptest::sample::select(vec![
        Subject::Project,
        Subject::Department,
        Subject::Policy,
        Subject::FiscalOperation,
    ])
}

fn goal() -> impl Strategy<Value = Goal> {
    let lists = (
        proptest::collection::vec(fact(), 0..4),
        proptest::collection::vec(fund(), 0..4),
        proptest::collection::vec(task(), 0..3),
        proptest::collection::vec(indicator(), 0..5),
    );
    let rest = (
        texts(4),
        pairs(["label", "text"]),
        pairs(["level1", "points"]),
        proptest::sample::select(vec!["declared", "approved", "adjusted"]),
    );
    (head(), lists, rest).prop_map(
        |(head, (facts, funds, tasks, indicators), (t, remarks, level_points, stage))| {
            let check = json!([{"item": t[2], "grade": t[3], "note": ""}]);
            serde_json::from_value(
                json!({"head": head, "stage": stage, "facts": facts, "funds": funds, "tasks": tasks,
            "whole_goal": t[0], "annual_goal": t[1], "level_points": level_points, "indicators": indicators,
            "self_check": check, "remarks": remarks}),
            )
            .expect("a goal")
        },
    )
}

fn results() -> impl Strategy<Value = SelfEvaluation> {
    let lists = (
        proptest::collection::vec(fund(), 0..4),
        proptest::collection::vec(task(), 0..3),
        proptest::collection::vec(row(), 0..5),
    );
    let rest = (texts(4), pairs(["label", "text"]), pairs(["level1", "points"]), any::<bool>());
    (head(), lists, rest).prop_map(|(head, (funds, tasks, rows), (t, remarks, level_points, rests))| {
        let rests_on = rests.then(|| json!({"stage": "approved", "digest": "sha256:0"}));
        serde_json::from_value(json!({"head": head, "rests_on": rests_on, "funds": funds, "tasks": tasks,
            "expected": t[0], "achieved": t[1], "level_points": level_points, "rows": rows, "claimed_total": t[2],
            "claimed_grade": t[3], "remarks": remarks}))
        .expect("a self-evaluation")
    })
}

#[track_caller]
fn comes_back(document: FormDocument, subject: Subject) {
    let bytes = written(&document, subject);
    let reading = read(&bytes);
    assert_eq!(reading.problems(), []);
    assert_eq!(reading.document.as_ref(), Some(&document));
    assert_eq!(reading.subject, Some(subject));
}

proptest! {
    // A workbook each: enough to meet every odd text, few enough to wait for.
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_goal_comes_back(goal in goal(), subject in subject()) {
        comes_back(FormDocument::Goal(goal), subject);
    }

    #[test]
    fn any_self_evaluation_comes_back(form in results(), subject in subject()) {
        comes_back(FormDocument::SelfEvaluation(form), subject);
    }
}

#[test]
fn every_case_comes_back_and_is_written_alike() {
    let documents = documents();
    assert!(documents.len() >= 45);
    for (path, document) in documents {
        let bytes = written(&document, Subject::Project);
        let reading = read(&bytes);
        assert_eq!(reading.document.as_ref(), Some(&document), "{}", path.display());
        let again = written(reading.document.as_ref().expect("a document"), Subject::Project);
        assert_eq!(cells(&again), cells(&bytes), "{}", path.display());
    }
}

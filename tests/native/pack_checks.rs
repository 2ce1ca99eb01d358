//! What is found in a pack before it is used: the packs shipped hold together, contradictions of
//! others are told with their place.

use hengping::domain::finding::{PackProblem, Severity};
use hengping::pack::{check, read, shipped};

use crate::packs::pack;

#[test]
fn every_shipped_pack_is_free_of_errors() {
    let shipped = shipped();
    for pack in shipped.packs() {
        let found = check::check(pack, &shipped.rules_by(pack), shipped.packs());
        let grave: Vec<_> = found.iter().filter(|p| p.severity() != Severity::Hint).collect();
        assert!(grave.is_empty(), "{}: {grave:?}", pack.id);
    }
}

#[test]
fn cases_that_are_no_list_are_a_finding() {
    let pack = read(pack(r#","cases":{}"#).as_bytes()).expect("a pack");
    let found = check::check(&pack, &shipped().rules_by(&pack), shipped().packs());
    assert!(matches!(&found[..], [PackProblem::Malformed { path, .. }] if path == "cases"), "{found:?}");
}

/// What a pack's own sections say against one another, against what a row answers, and for nothing.
#[test]
fn contradictions_are_found_before_anything_is_scored() {
    let levels = r#"[{"name":"达成","from":"80","to":"100"},{"name":"其他","from":"0","to":"80"}]"#;
    let selection = |member: &str| format!(r#","self_evaluation":{{{member}}}"#);
    let case = |rule: &str| {
        format!(
            r#","cases":[{{"id":"a","of":"rule","points":"1","measure":{{}},"expect":{{"na":true}},"rule":{rule}}}]"#
        )
    };
    let survey = |out: &str, then: &str| {
        case(&format!(r#"{{"kind":"survey","positive":["满意"],"left_out":[{out}],"then":{then}}}"#))
    };
    let grade = |id: &str| format!(r#"{{"id":"{id}","of":"grade","total":"95","expect":{{"grade":"优"}}}}"#);
    for (sections, place) in [
        (selection(r#""execution":{"kind":"yes_no"}"#), "self_evaluation.execution"),
        (
            selection(r#""execution":{"kind":"attain","sign":"eq","equal":"symmetric"}"#),
            "self_evaluation.execution",
        ),
        (selection(r#""ge":{"kind":"judged","step":"1"}"#), "self_evaluation.ge"),
        (selection(r#""le":{"kind":"attain","sign":"range"}"#), "self_evaluation.le"),
        (selection(r#""range":{"kind":"attain","sign":"ge"}"#), "self_evaluation.range"),
        (selection(r#""date":{"kind":"bands","bands":[{"from":"0","share":"1"}]}"#), "self_evaluation.date"),
        (
            selection(r#""lower_is_better":{"words":["耗"],"rule":{"kind":"yes_no"}}"#),
            "self_evaluation.lower_is_better.rule",
        ),
        (
            selection(r#""by_level1":[{"words":["耗"],"rule":{"kind":"yes_no"}}]"#),
            "self_evaluation.by_level1[0].rule",
        ),
        (
            selection(r#""level_words":[{"level":"很好","words":["好"]}]"#),
            "self_evaluation.level_words[0].level",
        ),
        (selection(&format!(r#""words":{{"levels":{levels}}}"#)), "self_evaluation.level_words[0].level"),
        (selection(r#""ge":{"kind":"attain","sign":"ge","pass":"-1"}"#), "self_evaluation.ge.pass"),
        (case(r#"{"kind":"attain","sign":"ge","pass":"101"}"#), "cases[0].rule.pass"),
        (
            case(r#"{"kind":"attain","sign":"ge","over":{"kind":"warn","above":"-1"}}"#),
            "cases[0].rule.over.above",
        ),
        (survey("", r#"{"kind":"yes_no"}"#), "cases[0].rule.then"),
        (survey(r#""满意""#, r#"{"kind":"attain","sign":"ge"}"#), "cases[0].rule.left_out"),
        (
            case(
                r#"{"kind":"qualitative","levels":[{"name":"a","from":"80","to":"100"},{"name":"b","from":"0","to":"60"}]}"#,
            ),
            "cases[0].rule.levels",
        ),
        (
            case(
                r#"{"kind":"qualitative","levels":[{"name":"a","from":"80","to":"100"},{"name":"b","from":"0","to":"90"}]}"#,
            ),
            "cases[0].rule.levels",
        ),
        (format!(r#","cases":[{},{}]"#, grade("x"), grade("x")), "cases[1].id"),
        (format!(r#","cases":[{}]"#, grade("")), "cases[0].id"),
        (r#","bands":[{"name":"优","from":"60"}]"#.to_owned(), "bands"),
    ] {
        let places: Vec<String> = checked(&pack(&sections))
            .into_iter()
            .filter_map(|problem| match problem {
                PackProblem::Malformed { path, .. } => Some(path),
                _ => None,
            })
            .collect();
        assert!(places.iter().any(|found| found == place), "{sections}: {places:?}");
    }
    let nameless = checked(&pack("").replace(r#""id":"t""#, r#""id":" ""#));
    assert!(matches!(&nameless[..], [PackProblem::Malformed { path, .. }] if path == "id"), "{nameless:?}");
}

#[test]
fn members_that_nothing_reads_are_named() {
    let ge =
        |over: &str| format!(r#","self_evaluation":{{"ge":{{"kind":"attain","sign":"ge","over":{over}}}}}"#);
    for (sections, place, member) in [
        (ge(r#"{"kind":"none","above":"30"}"#), "self_evaluation.ge.over", "above"),
        (
            ge(r#"{"kind":"steps","steps":[{"above":"30","cut":"1","cap":"2"}]}"#),
            "self_evaluation.ge.over.steps[0]",
            "cap",
        ),
        (r#","bands":[{"name":"优","from":"0","to":"100"}]"#.to_owned(), "bands[0]", "to"),
        (
            r#","cases":[{"id":"a","of":"grade","total":"1","points":"2","expect":{}}]"#.to_owned(),
            "cases[0]",
            "points",
        ),
        (
            r#","cases":[{"id":"a","of":"rule","points":"2","measure":{},"expect":{},
                "rule":{"kind":"bands","bands":[{"from":"0","share":"1","to":"2"}]}}]"#
                .to_owned(),
            "cases[0].rule.bands[0]",
            "to",
        ),
    ] {
        let unused = PackProblem::UnusedField { path: place.into(), field: member.into() };
        let found = checked(&pack(&sections));
        assert!(found.contains(&unused), "{sections}: {found:?}");
    }
}

/// `kind` means something else where no rule is looked for.
#[test]
fn only_rules_are_taken_for_rules() {
    let phrases = pack(r#","phrases":[{"kind":"opinion","text":"同意"}],"note":{"kind":"x"}"#)
        .replace(r#""rules""#, r#""phrases""#);
    assert_eq!(checked(&phrases), []);
    let scheme = pack(r#","criteria":[{"id":"a","criteria":[{"rule":{"kind":"guess"}}]}]"#)
        .replace(r#""rules""#, r#""scheme""#);
    let found = checked(&scheme);
    assert!(
        matches!(&found[..], [PackProblem::Malformed { path, .. }] if path == "criteria[0].criteria[0].rule"),
        "{found:?}"
    );
}

fn checked(text: &str) -> Vec<PackProblem> {
    let pack = read(text.as_bytes()).expect("a pack");
    check::check(&pack, &shipped().rules_by(&pack), shipped().packs())
}

#[test]
fn rules_that_contradict_themselves_are_reported_with_their_place() {
    let text = pack(
        r#","cases":[{"id":"a","of":"rule","points":"1","measure":{},"expect":{"na":true},
            "rule":{"kind":"attain","sign":"le","pass":"60"}},
            {"id":"b","of":"rule","points":"1","measure":{},"expect":{"na":true},
            "rule":{"kind":"elements","elements":["x","y"],"shares":["50","40"]}},
            {"id":"c","of":"rule","points":"1","measure":{},"expect":{"na":true},
            "rule":{"kind":"guess"}}]"#,
    );
    let pack = read(text.as_bytes()).expect("a pack");
    let found = check::check(&pack, &shipped().rules_by(&pack), shipped().packs());
    let unused = PackProblem::UnusedField { path: "cases[0].rule".into(), field: "pass".into() };
    assert!(found.contains(&unused), "{found:?}");
    let sum = PackProblem::SharesNotSum { path: "cases[1].rule.shares".into(), sum: "90".into() };
    assert!(found.contains(&sum), "{found:?}");
    assert!(
        found.iter().any(|p| matches!(p, PackProblem::Malformed { path, .. } if path == "cases[2].rule")),
        "{found:?}"
    );
}

/// Word lists and limits of the checks, and the rules that findings rest on.
#[test]
fn a_checklist_names_findings_that_there_are() {
    type Change = fn(&mut serde_json::Value);
    let cases: [(&str, Change, &str); 7] = [
        ("goal-checks", |raw| raw["goal_checks"]["required"][0] = "actual".into(), "goal_checks.required[0]"),
        ("checks", |raw| raw["checks"][0]["code"] = "no-such-code".into(), "checks[0].code"),
        ("checks", |raw| raw["checks"][1] = raw["checks"][0].clone(), "checks[1].code"),
        ("checks", |raw| raw["words"]["vague"]["longest"] = "twelve".into(), "words.vague.longest"),
        (
            "goal-checks",
            |raw| raw["goal_checks"]["limits"]["name"] = "many".into(),
            "goal_checks.limits.name",
        ),
        (
            "goal-checks",
            |raw| raw["goal_checks"]["limits"]["sample"]["error"] = "0".into(),
            "goal_checks.limits.sample",
        ),
        (
            "goal-checks",
            |raw| raw["goal_checks"]["words"]["outputs"][0]["level1"] = "效益指标".into(),
            "goal_checks.words.outputs[0].level1",
        ),
    ];
    for (id, change, place) in cases {
        let mut raw = shipped().pack(id).expect("shipped").raw.clone();
        change(&mut raw);
        let pack = read(raw.to_string().as_bytes()).expect("a pack");
        let found = check::check(&pack, &shipped().rules_by(&pack), shipped().packs());
        let told =
            |problem: &PackProblem| matches!(problem, PackProblem::Malformed { path, .. } if path == place);
        assert!(found.iter().any(told), "{place}: {found:?}");
    }
}

#[test]
fn the_columns_of_the_platform_are_looked_over() {
    let huaibei = hengping::pack::shipped().pack("huaibei").expect("shipped");
    let columns = hengping::pack::platform_columns(huaibei).expect("columns").expect("some");
    assert!(columns.columns.len() > 10 && !columns.verified);
    let with = |columns: serde_json::Value| {
        let mut raw = huaibei.raw.clone();
        raw["platform_columns"] = columns;
        let pack = hengping::pack::read(raw.to_string().as_bytes()).expect("a pack");
        let rules = hengping::pack::shipped().rules_by(&pack);
        let found = hengping::pack::check::check(&pack, &rules, hengping::pack::shipped().packs());
        found
            .iter()
            .map(|problem| format!("{problem:?}"))
            .filter(|told| told.contains("platform_columns"))
            .count()
    };
    let column = |column: &str, field: &str| serde_json::json!({"column": column, "field": field});
    assert_eq!(with(serde_json::json!({"columns": [column("名称", "name")]})), 0);
    assert_eq!(with(serde_json::json!({"columns": [column("名称", "weather")]})), 1);
    assert_eq!(
        with(
            serde_json::json!({"columns": [column("", "name"), column("甲", "unit"), column("甲", "note")]})
        ),
        2
    );
}

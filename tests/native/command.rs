//! The `hengping` command as programs and people call it: answers, exit codes, refusals.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn hengping(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hengping")).args(arguments).output().expect("the command runs")
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).expect("one JSON answer")
}

fn scored(case: &str) -> Value {
    let output = hengping(&["score", "--json", &format!("tests/cases/{case}")]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    json(&output)["files"][0].take()
}

fn row<'a>(file: &'a Value, name: &str) -> &'a Value {
    let rows = file["rows"].as_array().expect("rows");
    rows.iter().find(|row| row["name"] == name).unwrap_or_else(|| panic!("no row {name}"))
}

fn codes(file: &Value) -> Vec<&str> {
    let findings = file["findings"].as_array().expect("findings");
    findings.iter().filter_map(|finding| finding["code"].as_str()).collect()
}

#[test]
fn tangxi_is_scored_on_the_computed_money() {
    let file = scored("selfeval-tangxi-2022.csv");
    assert_eq!(file["form"], "self_evaluation");
    let execution = row(&file, "预算执行率");
    assert_eq!((&execution["score"], &execution["claimed"]), (&"10.00".into(), &"0.00".into()));
    assert_eq!(execution["derivation"], "89.974 ÷ 89.974 × 10 = 10.00");
    assert_eq!(row(&file, "公众满意度")["status"], "not_filled");
    assert_eq!(row(&file, "公众满意度")["score"], Value::Null);
    assert_eq!(
        (&file["total"], &file["scored_of"], &file["full"]),
        (&"90.00".into(), &"90.00".into(), &"100.00".into())
    );
    assert_eq!(file["grade"], Value::Null);
    let codes = codes(&file);
    assert_eq!(codes.iter().filter(|code| **code == "funds-total-not-sum").count(), 3);
    assert!(codes.contains(&"rate-differs") && codes.contains(&"claim-differs"), "{codes:?}");
    let sums = file["findings"].as_array().expect("findings").iter();
    let budget = sums.filter_map(|f| f["text"].as_str()).find(|text| text.contains("全年预算数"));
    assert!(budget.is_some_and(|text| text.contains("0.00") && text.contains("89.974")), "{budget:?}");
}

#[test]
fn the_open_row_filled_brings_the_grade() {
    let form = fs::read_to_string("tests/cases/selfeval-tangxi-2022.csv").expect("the case");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("filled.csv");
    fs::write(&path, form.replace("公众满意度,,,10,,", "公众满意度,≥90%,92%,10,10,")).expect("written");
    let output = hengping(&["score", "--json", &path.display().to_string()]);
    let file = json(&output)["files"][0].take();
    assert_eq!((&file["total"], &file["grade"]), (&"100.00".into(), &"优".into()));
}

#[test]
fn qingshen_is_read_whole_and_left_open() {
    let file = scored("selfeval-qingshen-2023.csv");
    assert_eq!(row(&file, "预算执行率")["score"], "10.00");
    assert_eq!(row(&file, "发放（缴纳）覆盖率")["target"], "=100%");
    assert_eq!(row(&file, "足额保障率（参保率）")["status"], "not_filled");
    assert_eq!((&file["total"], &file["grade"]), (&"10.00".into(), &Value::Null));
    assert_eq!(codes(&file).iter().filter(|code| **code == "template-text").count(), 2);
}

#[test]
fn a_goal_form_is_read_but_not_scored() {
    let file = scored("goal-jinzhai-2021.csv");
    assert_eq!((&file["form"], &file["total"]), (&"goal".into(), &Value::Null));
    assert_eq!(file["rows"].as_array().map(Vec::len), Some(9));
    let codes = codes(&file);
    for code in ["input-as-output", "template-text", "vague-value", "points-absent"] {
        assert!(codes.contains(&code), "{code} in {codes:?}");
    }
}

#[test]
fn the_digest_of_every_pack_is_stamped() {
    let file = scored("selfeval-tangxi-2022.csv");
    let packs = file["packs"].as_array().expect("packs");
    assert_eq!(packs[0]["id"], "rules-2020");
    assert!(
        packs
            .iter()
            .all(|pack| pack["digest"].as_str().is_some_and(|d| d.starts_with("sha256:") && d.len() == 71))
    );
}

#[test]
fn another_pack_gives_other_points() {
    let arguments = ["score", "--json", "--pack", "rules-2021", "tests/cases/selfeval-tangxi-2022.csv"];
    let output = hengping(&arguments);
    let file = json(&output)["files"][0].take();
    assert_eq!(file["packs"][0]["id"], "rules-2021");
    assert_eq!(
        row(&file, "预算执行率")["derivation"],
        "89.974 ÷ 89.974 = 100.00 %，在 100 以上一档，得 100 %：100 ÷ 100 × 10 = 10.00"
    );
}

fn stamps(file: &Value) -> Vec<&str> {
    file["packs"].as_array().expect("packs").iter().filter_map(|pack| pack["id"].as_str()).collect()
}

/// Every pack that a figure came from is stamped, and none that gave nothing.
#[test]
fn the_packs_stamped_are_those_the_rules_came_from() {
    let by = |pack: &str| {
        let form = "tests/cases/selfeval-tangxi-2022.csv";
        json(&hengping(&["score", "--json", "--pack", pack, form]))["files"][0].take()
    };
    assert_eq!(stamps(&by("rules-2020")), ["rules-2020", "checks"]);
    assert_eq!(stamps(&by("huaibei")), ["huaibei", "rules-2020", "checks"]);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("city.json");
    let city = r#"{"format":"hengping.pack","version":1,"id":"city","edition":"1","title":"某市","kind":"locality",
        "packs":[{"id":"rules-2021"}]}"#;
    fs::write(&path, city).expect("written");
    let file = by(&path.display().to_string());
    assert_eq!(stamps(&file)[..2], ["city", "rules-2021"]);
    assert_eq!(
        row(&file, "预算执行率")["derivation"],
        "89.974 ÷ 89.974 = 100.00 %，在 100 以上一档，得 100 %：100 ÷ 100 × 10 = 10.00"
    );
}

#[test]
fn nothing_is_scored_by_a_pack_that_cannot_be_used() {
    let folder = tempfile::tempdir().expect("a folder");
    let pack = |name: &str, sections: &str| {
        let path = folder.path().join(name);
        let text = format!(
            r#"{{"format":"hengping.pack","version":1,"id":"t","edition":"1","title":"t","kind":"rules"{sections}}}"#
        );
        fs::write(&path, text).expect("written");
        path.display().to_string()
    };
    let bands = pack("bands.json", r#","bands":[{"name":"优","from":"60"}]"#);
    let rule = r#","self_evaluation":{"execution":{"kind":"attain","sign":"eq","equal":"symmetric"}}"#;
    let execution = pack("execution.json", rule);
    for (pack, says) in [
        ("checks", "不能据以评分"),
        ("indicators", "不能据以评分"),
        (bands.as_str(), "（bands）"),
        (execution.as_str(), "（self_evaluation.execution）"),
    ] {
        let output = hengping(&["score", "--pack", pack, "tests/cases/selfeval-tangxi-2022.csv"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{pack}: {said}");
        assert!(said.contains(says) && output.stdout.is_empty(), "{pack}: {said}");
    }
    // A case of another program's making is no reason not to score by good rules.
    let cases = pack("cases.json", r#","cases":[{"id":"a","of":"light","expect":{"light":"red"}}]"#);
    let output = hengping(&["score", "--pack", &cases, "tests/cases/selfeval-tangxi-2022.csv"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Cases that could not run have not passed.
#[test]
fn the_cases_of_rules_that_do_not_read_have_failed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("pack.json");
    let case = r#"{"id":"ID","of":"grade","total":"95","expect":{"grade":"优"}}"#;
    let text = format!(
        r#"{{"format":"hengping.pack","version":1,"id":"t","edition":"1","title":"t","kind":"rules","bands":{{}},
            "cases":[{},{}]}}"#,
        case.replace("ID", "a"),
        case.replace("ID", "b")
    );
    fs::write(&path, text).expect("written");
    let output = hengping(&["pack", "test", &path.display().to_string()]);
    let said = String::from_utf8(output.stdout).expect("text");
    assert_eq!(output.status.code(), Some(1));
    assert!(said.ends_with("0 passed, 2 failed\n"), "{said}");
}

/// `hengping … | head -1`: the reader has gone, which is no fault of the program.
#[test]
fn a_reader_that_goes_away_is_not_a_crash() {
    for arguments in [
        &["pack", "check", "public/packs/rules-2020.json"][..],
        &["pack", "test", "--json", "public/packs/rules-2020.json"],
        &["score", "tests/cases/selfeval-tangxi-2022.csv"],
        &["--help"],
    ] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let output = Command::new(env!("CARGO_BIN_EXE_hengping"))
            .args(arguments)
            .stdout(writer)
            .output()
            .expect("the command runs");
        let said = String::from_utf8(output.stderr).expect("text");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(said.starts_with("结果没有写完"), "{said}");
    }
}

#[test]
fn check_ends_with_one_where_errors_are_and_the_table_shows_the_way_to_each_point() {
    assert_eq!(hengping(&["check", "tests/cases/selfeval-tangxi-2022.csv"]).status.code(), Some(1));
    let output = hengping(&["score", "tests/cases/selfeval-tangxi-2022.csv"]);
    let text = String::from_utf8(output.stdout).expect("text");
    assert!(text.contains("已评 90.00 / 可评 90.00"), "{text}");
    assert!(text.contains("89.974 ÷ 89.974"), "{text}");
}

#[test]
fn what_is_no_form_is_said_plainly_and_the_rest_is_scored() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("written");
        path.display().to_string()
    };
    let large = folder.path().join("large.csv");
    fs::File::create(&large).and_then(|file| file.set_len(200 * 1024 * 1024)).expect("a sparse file");
    let large = large.display().to_string();
    let empty = file("empty.csv", b"");
    let binary = file("binary.csv", &[0, 159, 146, 150, 0, 1, 2, 255]);
    let shopping = file("list.csv", "买菜,三斤\n买米,五斤\n".as_bytes());
    let good = "tests/cases/selfeval-tangxi-2022.csv";
    let output = hengping(&["score", "--json", &empty, &large, &binary, &shopping, good]);
    assert_eq!(output.status.code(), Some(1));
    let answer = json(&output);
    let first = |index: usize| answer["files"][index]["findings"][0]["code"].clone();
    assert_eq!([first(0), first(1), first(2)], ["file-empty", "file-too-large", "not-text"]);
    assert!(codes(&answer["files"][3]).contains(&"no-header"), "{}", answer["files"][3]);
    assert_eq!(answer["files"][4]["total"], "90.00");
}

#[test]
fn a_missing_file_is_wrong_usage_and_the_rest_is_scored() {
    let output = hengping(&["score", "--json", "nowhere.csv", "tests/cases/selfeval-tangxi-2022.csv"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(json(&output)["files"].as_array().map(Vec::len), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("nowhere.csv：没有这个文件"));
}

#[test]
fn pack_test_names_the_miss_and_counts() {
    let output = hengping(&["pack", "test", "public/packs/rules-2020.json"]);
    let text = String::from_utf8(output.stdout).expect("text");
    assert!(text.trim_end().ends_with(" passed, 0 failed"), "{text}");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("wrong.json");
    let pack = fs::read_to_string("public/packs/rules-2020.json").expect("the pack");
    fs::write(&path, pack.replacen("\"score\": \"9.61\"", "\"score\": \"9.62\"", 1)).expect("written");
    let output = hengping(&["pack", "test", &path.display().to_string()]);
    let text = String::from_utf8(output.stdout).expect("text");
    assert_eq!(output.status.code(), Some(1));
    assert!(text.contains("V01") && text.contains("9.62") && text.contains("9.61"), "{text}");
}

#[test]
fn the_same_seed_gives_the_same_city() {
    let folder = tempfile::tempdir().expect("a folder");
    let city = |name: &str| {
        let path = folder.path().join(name);
        let output = hengping(&["generate", "--count", "3", "--seed", "7", &path.display().to_string()]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        (1..=3).map(|n| fs::read(path.join(format!("{n:05}.csv"))).expect("a form")).collect::<Vec<_>>()
    };
    let first = city("a");
    assert_eq!(first, city("b"));
    let form = Path::new(folder.path()).join("a/00001.csv").display().to_string();
    let file = json(&hengping(&["score", "--json", &form]))["files"][0].take();
    assert_eq!(file["full"], "100.00");
}

#[test]
fn a_row_that_does_not_apply_says_why_and_its_points_are_shared_out() {
    let form = fs::read_to_string("tests/cases/selfeval-tangxi-2022.csv").expect("the case");
    let folder = tempfile::tempdir().expect("a folder");
    let scored = |name: &str, row: &str| {
        let path = folder.path().join(name);
        fs::write(&path, form.replace("公众满意度,,,10,,", row)).expect("written");
        json(&hengping(&["score", "--json", &path.display().to_string()]))["files"][0].take()
    };
    let silent = scored("silent.csv", "公众满意度,≥90%,不适用,10,,");
    assert_eq!(row(&silent, "公众满意度")["status"], "not_filled");
    assert!(codes(&silent).contains(&"not-applicable-without-reason"));
    let reasoned = scored("reasoned.csv", "公众满意度,≥90%,不适用,10,,项目没有直接服务对象");
    assert_eq!(row(&reasoned, "公众满意度")["status"], "not_applicable");
    assert_eq!(reasoned["shared_out"], "90.00 ÷ 90.00 × 100.00 = 100.00");
    assert_eq!(silent["shared_out"], Value::Null);
    assert_eq!((&reasoned["total"], &reasoned["grade"]), (&"100.00".into(), &"优".into()));
}

#[test]
fn money_that_cannot_be_read_leaves_the_execution_row_open() {
    let form = fs::read_to_string("tests/cases/selfeval-tangxi-2022.csv").expect("the case");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("money.csv");
    fs::write(&path, form.replace("90,89.974,89.974", "90,89.974,见附件")).expect("written");
    let file = json(&hengping(&["score", "--json", &path.display().to_string()]))["files"][0].take();
    assert_eq!(row(&file, "预算执行率")["status"], "not_filled");
    assert!(codes(&file).contains(&"funds-not-a-figure"));
}

#[test]
fn an_indicator_named_by_its_number_keeps_its_name() {
    let form = fs::read_to_string("tests/cases/selfeval-tangxi-2022.csv").expect("the case");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("names.csv");
    fs::write(&path, form.replace("项目总成本", "指标1").replace("单项业务成本", "指标2：单价"))
        .expect("written");
    let file = json(&hengping(&["score", "--json", &path.display().to_string()]))["files"][0].take();
    assert_eq!(row(&file, "指标1")["score"], "8.00");
    assert_eq!(row(&file, "单价")["score"], "10.00");
}

#[test]
fn a_form_without_errors_is_checked_with_exit_0() {
    let output = hengping(&["check", "--json", "tests/cases/variants/money-across.csv"]);
    let file = json(&output)["files"][0].take();
    let errors = file["findings"].as_array().expect("findings").iter().filter(|f| f["severity"] == "error");
    assert_eq!((output.status.code(), errors.count()), (Some(0), 0), "{file}");
    assert_eq!(file["form"], "self_evaluation");
}

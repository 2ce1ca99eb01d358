//! `hengping check` on files of cases and on bundles: each document for itself, with the findings that the desk
//! shows.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use hengping::bundle::goal::goal_digest;
use hengping::domain::adjustment::APPROVED_ON;
use hengping::domain::case::{Case, Subject};
use hengping::domain::checks::{check_goal, check_goal_of};
use hengping::domain::form::FormHead;
use hengping::domain::goal::Fact;
use hengping::domain::ids::CaseId;
use hengping::domain::selfeval::RestsOn;
use hengping::domain::{blank, case_file};
use hengping::forms::{self, FormDocument, write_goal};
use hengping::pack::shipped;
use hengping::wording::{Names, basis, sentence_at};
use serde_json::{Value, json};

const SUBJECTS: [Subject; 4] =
    [Subject::Project, Subject::Department, Subject::Policy, Subject::FiscalOperation];

fn check(arguments: &[&str]) -> (Option<i32>, Vec<Value>) {
    let run = |arguments: &[&str]| -> Output {
        Command::new(env!("CARGO_BIN_EXE_hengping")).args(arguments).output().expect("the command runs")
    };
    let output = run(&[&["check", "--json"], arguments].concat());
    let mut answer: Value = serde_json::from_slice(&output.stdout).expect("one JSON answer");
    let files = answer["files"].as_array_mut().map(std::mem::take).expect("files");
    (output.status.code(), files)
}

fn codes(file: &Value) -> Vec<&str> {
    let findings = file["findings"].as_array().expect("findings");
    findings.iter().filter_map(|finding| finding["code"].as_str()).collect()
}

/// A department's case with a goal drafted here and a self-evaluation.
fn case() -> Case {
    serde_json::from_value(json!({
        "id": "c1", "year": 2024, "subject": "department", "name": "市城市管理局",
        "goal": {
            "head": {"title": "部门整体支出绩效目标申报表", "year": 2024, "project": "市城市管理局"},
            "facts": [
                {"key": "basic_spending", "text": "1000"}, {"key": "duty", "text": "城市管理"},
                {"key": "establishment", "text": "约 60"}, {"key": "project_spending", "text": "1100"},
            ],
            "funds": [{"id": "f1", "source": "fiscal", "label": "财政拨款", "budget": "2100"}],
            "tasks": [{"id": "t1", "name": "照明维护", "fiscal": "2000"}],
            "annual_goal": "保障路灯正常运行。",
            "indicators": [{"id": "r1", "level1": "产出指标", "level2": "数量指标", "name": "降低投诉率",
                "sign": "≥", "target": "5", "unit": "百分比", "points": "50"}],
        },
        "self_evaluation": {"head": {"title": "自评表", "year": 2024, "project": "市城市管理局"},
            "rows": [{"id": "r1", "level1": "产出指标", "level2": "数量指标", "name": "维护路灯盏数",
                "target": "≥50盏", "points": "90", "actual": "", "claimed": ""}]},
    }))
    .expect("a case")
}

fn written(folder: &Path, name: &str, text: &[u8]) -> String {
    let path = folder.join(name);
    fs::write(&path, text).expect("written");
    path.display().to_string()
}

#[test]
fn a_file_of_cases_is_checked_as_the_desk_checks_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "cases.json", case_file::write(&[case()]).as_bytes());
    let (code, files) = check(&[&file]);
    assert_eq!(code, Some(1));
    let forms: Vec<&Value> = files.iter().map(|file| &file["form"]).collect();
    assert_eq!(forms, ["goal", "self_evaluation"]);
    assert!(files.iter().all(|report| report["file"] == file.as_str()));
    let packs = shipped();
    let case = case();
    let goal = case.goal.as_ref().expect("a goal");
    let form = packs.goal_forms().of(case.subject);
    let names = Names::of_goal(goal);
    let expected: Vec<Value> = check_goal(goal, packs.rules(), form, packs.checks())
        .iter()
        .map(|finding| {
            json!({"code": finding.problem.code(), "severity": finding.problem.severity(),
                "place": finding.place, "text": sentence_at(finding, &names),
                "basis": basis(finding.problem.code(), packs.checks())})
        })
        .collect();
    assert_eq!(files[0]["findings"].as_array(), Some(&expected));
    let goal = codes(&files[0]);
    for code in ["fact-not-a-figure", "tasks-not-sum", "sign-against-meaning", "odd-unit", "fact-missing"] {
        assert!(goal.contains(&code), "{code} in {goal:?}");
    }
    assert!(codes(&files[1]).contains(&"actual-missing"));
}

/// A goal says the same wherever it is read: among cases, and in the workbook that the desk writes of it.
#[test]
fn a_workbook_is_checked_as_the_case_it_was_written_of() {
    let packs = shipped();
    let forms = packs.goal_forms();
    let mut cases = Vec::new();
    for (at, subject) in SUBJECTS.into_iter().enumerate() {
        let form = forms.of(subject).expect("a form");
        let head =
            FormHead { project: "市城市管理局".to_owned(), year: Some(2024), ..FormHead::default() };
        let begun = blank::goal(head, form, packs.rules(), "");
        let mut drafted = case().goal.expect("a goal");
        drafted.head.title.clone_from(&form.title);
        drafted.facts = vec![Fact { key: form.facts[0].key.clone(), text: "已填".to_owned() }];
        // Came in from elsewhere: neither fields nor the table of money of ours.
        let mut foreign = drafted.clone();
        foreign.facts.clear();
        foreign.tasks.clear();
        // Its approval is no field of a form.
        foreign.facts.push(Fact { key: APPROVED_ON.to_owned(), text: "2024-02-01".to_owned() });
        for (kind, goal) in [("begun", begun), ("drafted", drafted), ("foreign", foreign)] {
            let id = CaseId::new(format!("{kind}-{at}"));
            cases.push(Case { id, subject, goal: Some(goal), self_evaluation: None, ..case() });
        }
    }
    let folder = tempfile::tempdir().expect("a folder");
    let (mut said, mut asked) = (Vec::new(), Vec::new());
    for case in &cases {
        let goal = case.goal.as_ref().expect("a goal");
        let form = forms.of(case.subject);
        let json =
            written(folder.path(), "cases.json", case_file::write(std::slice::from_ref(case)).as_bytes());
        let bytes = write_goal(goal, case.subject, form).expect("a workbook");
        let xlsx = written(folder.path(), "表.xlsx", &bytes);
        let (of_case, of_book) = (check(&[&json]).1, check(&[&xlsx]).1);
        assert_eq!(of_book[0]["findings"], of_case[0]["findings"], "{}", case.id);
        let desk = check_goal_of(case.subject, goal, packs.rules(), forms, packs.checks());
        let desk: Vec<&str> = desk.iter().map(|finding| finding.problem.code()).collect();
        assert_eq!(codes(&of_case[0]), desk, "{}", case.id);
        let code = |code: &str| desk.contains(&code);
        said.push((code("facts-missing"), code("fact-missing"), code("text-missing")));
        asked.push(forms.drafted(case.subject, goal).is_some());
    }
    let (begun, drafted, foreign) = (said[0], said[1], said[2]);
    // What was begun here is asked for its fields, what came in is not.
    assert_eq!((begun.0, drafted.1, foreign), (true, true, (false, false, false)));
    assert_eq!(asked, [true, true, false].repeat(SUBJECTS.len()));
}

/// The published goal of another city, as the desk takes it over and as it lies in the file.
#[test]
fn a_form_of_another_city_says_the_same_before_and_after_it_was_taken_over() {
    let path = "tests/cases/goal-jinzhai-2021.csv";
    let reading = forms::read(path, &fs::read(path).expect("a form"));
    let subject = reading.taken_as();
    let Some(FormDocument::Goal(goal)) = reading.document else { panic!("no goal") };
    let taken = Case { subject, goal: Some(goal), self_evaluation: None, ..case() };
    let folder = tempfile::tempdir().expect("a folder");
    let json = written(folder.path(), "cases.json", case_file::write(&[taken]).as_bytes());
    let (of_file, of_case) = (check(&[path]).1, check(&[&json]).1);
    let (file, case) = (codes(&of_file[0]), codes(&of_case[0]));
    // Before those of the goal stand those of the reading.
    assert!(file.ends_with(&case) && !case.is_empty(), "{file:?} and {case:?}");
    assert!(!case.contains(&"facts-missing") && !case.contains(&"fact-missing"), "{case:?}");
}

/// What a goal proposes to the library is looked at before it is handed in.
#[test]
fn a_proposal_without_a_reason_is_told_of_at_its_row() {
    let mut case = case();
    let row = &mut case.goal.as_mut().expect("a goal").indicators[0];
    row.grounds.proposed = Some(String::new());
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "cases.json", case_file::write(&[case]).as_bytes());
    let (_, files) = check(&[&file]);
    let findings = files[0]["findings"].as_array().expect("findings");
    let found = findings.iter().find(|finding| finding["code"] == "proposal-without-reason").expect("told");
    assert_eq!(found["place"], "goal/indicators/r1/proposed");
    assert!(found["text"].as_str().expect("words").starts_with("「降低投诉率」：申请入库没有写明理由"));
}

/// What a self-evaluation rests on is looked at where its goal lies beside it.
#[test]
fn a_self_evaluation_on_a_goal_that_is_not_approved_is_told_of() {
    let mut case = case();
    let goal = case.goal.as_ref().expect("a goal");
    let rests_on = RestsOn { stage: goal.stage, digest: goal_digest(goal).as_str().to_owned() };
    case.self_evaluation.as_mut().expect("a form").rests_on = Some(rests_on);
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "cases.json", case_file::write(&[case]).as_bytes());
    let (_, files) = check(&[&file]);
    assert!(codes(&files[1]).contains(&"goal-not-approved"), "{:?}", codes(&files[1]));
}

#[test]
fn a_bundle_is_checked_document_by_document_with_and_without_parts() {
    for bundle in ["submission-v1.json", "submission-parts-v1.zip"] {
        let (code, files) = check(&[&format!("tests/cases/bundles/{bundle}")]);
        let forms: Vec<&str> = files.iter().filter_map(|file| file["form"].as_str()).collect();
        assert!(forms.contains(&"goal") || forms.contains(&"self_evaluation"), "{bundle}: {forms:?}");
        assert_eq!(code, Some(1), "{bundle}");
        assert!(files.iter().all(|file| !file["title"].as_str().unwrap_or_default().is_empty()), "{bundle}");
    }
}

#[test]
fn a_goal_that_came_in_is_not_asked_for_fields_of_ours() {
    let mut case = case();
    let goal = case.goal.as_mut().expect("a goal");
    goal.facts.clear();
    goal.tasks.clear();
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "cases.json", case_file::write(&[case]).as_bytes());
    let (_, files) = check(&[&file]);
    let goal = codes(&files[0]);
    assert!(!goal.iter().any(|code| code.contains("missing") || code.contains("tasks")), "{goal:?}");
}

#[test]
fn what_is_neither_form_nor_cases_nor_bundle_is_said_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let broken = case_file::write(&[case()]).replace("\"year\":2024", "\"year\":\"x\"");
    let newer = case_file::write(&[]).replace("\"version\":1", "\"version\":9");
    for (name, text, code) in [
        ("empty.json", case_file::write(&[]).as_bytes().to_vec(), "unknown-form"),
        ("broken.json", broken.into_bytes(), "bundle-malformed"),
        ("newer.json", newer.into_bytes(), "bundle-newer-version"),
        ("pack.json", fs::read("public/packs/checks.json").expect("a pack"), "not-a-bundle"),
        ("text.json", b"no json at all".to_vec(), "bundle-not-json"),
        ("noise.zip", b"PK\x03\x04noise".to_vec(), "archive-broken"),
    ] {
        let file = written(at, name, &text);
        let (exit, files) = check(&[&file]);
        assert_eq!((exit, files.len()), (Some(1), 1), "{name}");
        assert_eq!((&files[0]["form"], codes(&files[0])), (&Value::Null, vec![code]), "{name}");
        assert!(files[0]["findings"][0]["text"].as_str().is_some_and(|text| text.contains('请')), "{name}");
    }
}

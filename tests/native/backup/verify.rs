//! `hengping verify` of backups.

use std::process::{Command, Output};

use hengping::bundle::json;
use serde_json::Value;

fn verify(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hengping")).arg("verify").args(arguments).output().expect("it runs")
}

fn report(file: &str) -> (Option<i32>, Value) {
    let output = verify(&["--json", file]);
    (output.status.code(), json::read(&output.stdout).expect("one JSON answer")["files"][0].take())
}

#[test]
fn a_backup_is_verified_with_what_it_holds() {
    let file = "tests/cases/backups/plain-v1.json";
    let (code, report) = report(file);
    assert_eq!((code, &report["locked"], &report["cases"]), (Some(0), &false.into(), &1.into()));
    assert_eq!(report["findings"][0]["code"], "backup-key-left-out");
    let shown = String::from_utf8(verify(&[file]).stdout).expect("text");
    for words in ["备份", "张会计", "项目 1 个", "短码"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
}

#[test]
fn of_a_locked_backup_is_told_what_can_be_told() {
    let file = "tests/cases/backups/locked-v1.json";
    let (code, report) = report(file);
    assert_eq!((code, &report["locked"], &report["cases"]), (Some(0), &true.into(), &Value::Null));
    let shown = String::from_utf8(verify(&[file]).stdout).expect("text");
    assert!(shown.contains("设有口令") && shown.contains("2024-01-31T08:00:00Z"), "{shown}");
}

#[test]
fn a_rescue_file_is_verified_too() {
    let (code, report) = report("tests/cases/backups/rescue-v1.json");
    assert_eq!((code, &report["cases"], &report["rescue"]), (Some(0), &1.into(), &true.into()));
}

#[test]
fn an_edited_backup_ends_with_1_and_says_why() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("edited.json");
    let text = std::fs::read_to_string("tests/cases/backups/plain-v1.json").expect("the sample");
    std::fs::write(&path, text.replace("张会计", "李会计")).expect("written");
    let (code, report) = report(path.to_str().expect("a path"));
    assert_eq!((code, &report["findings"][0]["code"]), (Some(1), &"backup-digest-differs".into()));
}

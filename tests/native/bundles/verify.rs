//! `hengping verify` as people and programs call it.

use std::fs;
use std::process::{Command, Output};

use hengping::bundle::json;
use serde_json::Value;

use super::{key, sealed};

fn verify(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hengping")).arg("verify").args(arguments).output().expect("it runs")
}

fn report(output: &Output) -> Value {
    json::read(&output.stdout).expect("one JSON answer")["files"][0].take()
}

#[test]
fn every_sample_is_verified_with_its_digest_code_and_signer() {
    let folder = "tests/cases/bundles";
    let expected = json::read(&fs::read(format!("{folder}/expected.json")).expect("the list")).expect("JSON");
    for expected in expected.as_array().expect("a list") {
        let file = format!("{folder}/{}", expected["file"].as_str().expect("a file"));
        let output = verify(&["--json", &file]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
        let report = report(&output);
        for member in ["digest", "code", "signer"] {
            assert_eq!(report[member], expected[member], "{file}");
        }
    }
}

#[test]
fn a_changed_bundle_ends_with_1_and_says_why() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("changed.json");
    let text = String::from_utf8(sealed().to_bytes()).expect("text").replacen(
        "农田水利",
        "农田\\u001b[2J\u{202e}",
        1,
    );
    fs::write(&path, text).expect("written");
    let path = path.to_str().expect("a path");
    let output = verify(&["--json", path]);
    assert_eq!(output.status.code(), Some(1));
    let report = report(&output);
    assert_eq!((&report["findings"][0]["code"], &report["signer"]), (&"digest-differs".into(), &Value::Null));
    let shown = verify(&[path]);
    let shown = String::from_utf8(shown.stdout).expect("text");
    assert!(shown.contains("签章　不成立") && shown.contains("签章与内容不符"), "{shown}");
    assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown:?}");
}

#[test]
fn the_signer_can_be_named_as_it_was_heard() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bundle.json");
    fs::write(&path, sealed().to_bytes()).expect("written");
    let path = path.to_str().expect("a path");
    let code = key(7).public().code().to_string();
    let heard = code.to_lowercase().replace('-', " ");
    assert_eq!(verify(&["--signer", &heard, path]).status.code(), Some(0));
    let other = key(8).public().code().to_string();
    let output = verify(&["--json", "--signer", &other, path]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(report(&output)["findings"][0]["code"], "signer-differs");
    assert_eq!(verify(&["--signer", "12", path]).status.code(), Some(2));
}

#[test]
fn what_is_no_bundle_or_not_there_is_told() {
    let output = verify(&["--json", "tests/cases/selfeval-tangxi-2022.csv"]);
    assert_eq!(
        (output.status.code(), &report(&output)["findings"][0]["code"]),
        (Some(1), &"bundle-not-json".into())
    );
    assert_eq!(verify(&["no-such-file.json"]).status.code(), Some(2));
    assert_eq!(verify(&[]).status.code(), Some(2));
}

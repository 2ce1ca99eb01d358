//! Files that are no backup, or no whole one.

use serde_json::{Value, json};

use super::{PASSPHRASE, ask, codes, locked, plain};

fn look(file: &[u8]) -> Value {
    ask(json!({ "do": "open_backup", "cases": [], "passphrase": PASSPHRASE }), file)
}

fn refused_as(file: &[u8]) -> String {
    let answer = look(file);
    assert!(answer["items"].is_null(), "{answer}");
    assert!(
        ask(json!({ "do": "restore", "cases": [], "passphrase": PASSPHRASE }), file)["fault"].is_string()
    );
    codes(&answer).join(" ")
}

fn edited(file: &[u8], from: &str, to: &str) -> Vec<u8> {
    let text = String::from_utf8(file.to_vec()).expect("text");
    assert!(text.contains(from), "{from} in {text}");
    text.replacen(from, to, 1).into_bytes()
}

#[test]
fn other_files_are_told_apart() {
    for (file, code) in [
        (&b""[..], "backup-not-json"),
        (b"PK\x03\x04", "backup-archive"),
        (b"\xb9\xe6", "backup-not-json"),
        (b"[]", "not-a-backup"),
        (b"{}", "not-a-backup"),
        (br#"{"format":7}"#, "not-a-backup"),
        (br#"{"format":"other.product","version":1}"#, "not-a-backup"),
        (br#"{"format":"hengping.backup"}"#, "backup-malformed"),
        (br#"{"format":"hengping.backup","version":"1"}"#, "backup-malformed"),
        (br#"{"format":"hengping.backup","version":3,"mood":1.5}"#, "backup-newer-version"),
        (br#"{"format":"hengping.rescue","version":2}"#, "backup-newer-version"),
        (br#"{"format":"hengping.rescue","version":1,"records":7}"#, "backup-malformed"),
        (br#"{"format":"hengping.backup","version":1}"#, "backup-digest-differs"),
    ] {
        assert_eq!(refused_as(file), code, "{}", String::from_utf8_lossy(file));
    }
    let bundle = std::fs::read("tests/cases/bundles/submission-v1.json").expect("a bundle");
    let told = look(&bundle)["findings"][0]["text"].take();
    assert!(told.as_str().is_some_and(|text| text.contains("数据包") && text.contains("导入")), "{told}");
    let cases = std::fs::read("tests/cases/bundles/cases.json").expect("a case file");
    assert_eq!(refused_as(&cases), "not-a-backup");
}

#[test]
fn a_file_cut_anywhere_is_refused() {
    for file in [plain(), locked()] {
        for end in (0..file.len()).step_by(97).chain([file.len() - 1]) {
            assert_eq!(refused_as(&file[..end]), "backup-not-json", "cut at {end}");
        }
    }
}

#[test]
fn an_edited_file_is_refused() {
    assert_eq!(
        refused_as(&edited(&plain(), "完成田园环境整治", "完成田园环境整顿")),
        "backup-digest-differs"
    );
    assert_eq!(refused_as(&edited(&plain(), "张会计", "李会计")), "backup-digest-differs");
    assert_eq!(
        refused_as(&edited(&plain(), "{\"cases\":[", "{\"more\":1,\"cases\":[")),
        "backup-digest-differs"
    );
    assert_eq!(refused_as(&edited(&plain(), "{\"cases\":[", "{\"cases\":[],\"cases\":[")), "backup-not-json");
    assert_eq!(refused_as(&edited(&plain(), "\"version\":1", "\"version\":1.0")), "backup-malformed");
}

#[test]
fn what_stands_beside_a_locked_text_is_bound_to_it() {
    let locked = locked();
    assert_eq!(refused_as(&edited(&locked, "2024-01-31", "2025-01-31")), "backup-does-not-open");
    assert_eq!(refused_as(&edited(&locked, "\"t\":2", "\"t\":3")), "backup-does-not-open");
    assert_eq!(refused_as(&edited(&locked, "\"m\":19456", "\"m\":4194304")), "backup-lock-too-costly");
    assert_eq!(refused_as(&edited(&locked, "\"m\":19456", "\"m\":4294967296")), "backup-malformed");
    assert_eq!(refused_as(&edited(&locked, "\"t\":2", "\"t\":4000000000")), "backup-lock-too-costly");
    assert_eq!(refused_as(&edited(&locked, "argon2id", "scrypt")), "backup-lock-unknown");
    assert_eq!(refused_as(&edited(&locked, "A256GCM", "SM4")), "backup-lock-unknown");
    assert_eq!(refused_as(&edited(&locked, "\"salt\":\"", "\"salt\":\"AA")), "backup-malformed");
    assert_eq!(refused_as(&edited(&locked, "\"text\":\"", "\"text\":\"!")), "backup-malformed");
    assert_eq!(refused_as(&edited(&locked, "\"text\":", "\"test\":")), "backup-does-not-open");
}

#[test]
fn texts_of_strangers_stay_texts() {
    let name = format!("<img src=x onerror=alert(1)>\u{202e}{}", "长".repeat(100_000));
    let file = format!(r#"{{"format":{},"version":1}}"#, json!(name));
    let text = look(file.as_bytes())["findings"][0]["text"].take();
    let text = text.as_str().expect("a sentence");
    assert!(text.chars().count() < 200 && !text.contains('\u{202e}'), "{text}");
}

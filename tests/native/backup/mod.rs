//! Backups: one file with everything, read back, compared with a device, restored and taken back.

mod bad_input;
mod desk;
mod files;
mod golden;
mod properties;
mod rescue;
mod restore;
mod verify;

use hengping::bundle::document::Document;
use hengping::bundle::json;
use hengping::bundle::lineage::{Lineage, documents};
use hengping::desk::answer;
use hengping::domain::case::Case;
use hengping::domain::place::DocumentType;
use serde_json::{Value, json};

/// A question to the keeper's desk about a file.
fn ask(question: Value, file: &[u8]) -> Value {
    json::read(answer(&question.to_string(), file).as_bytes()).expect("strict JSON")
}

/// Two cases with a goal and a self-evaluation.
fn cases() -> Value {
    let text = std::fs::read("tests/cases/bundles/cases.json").expect("the cases");
    json::read(&text).expect("JSON")["cases"].take()
}

/// The revisions that handing the cases in leaves on a device.
fn lineages() -> Value {
    let cases: Vec<Case> = serde_json::from_value(cases()).expect("cases");
    let of_case = |case: &Case| {
        let after = |document: &Document| {
            let kind = DocumentType::of_word(&document.head.as_ref().ok()?.kind)?;
            Lineage::after(document, &case.id, kind, None)
        };
        documents(case, &[]).iter().filter_map(after).collect::<Vec<Lineage>>()
    };
    json!(cases.iter().flat_map(of_case).collect::<Vec<Lineage>>())
}

fn key() -> Value {
    ask(json!({ "do": "key", "random": vec![9; 32] }), b"")["key"].take()
}

/// The question for a backup of everything there is to back up, without a passphrase.
fn question() -> Value {
    json!({
        "do": "back_up", "made_at": "2024-01-31T08:00:00Z", "profile": { "name": "张会计" },
        "cases": cases(), "lineages": lineages(),
        "quarantine": [{ "key": "c9", "reason": "newer", "detail": "3", "raw": "{\"version\":3}" }],
        "preferences": { "theme": "dark" },
        "device": { "parties": "{\"role\":\"unit\"}", "signing-key": key().to_string() },
        "key": key(), "passphrase": null, "random": (0..28).collect::<Vec<u8>>(),
    })
}

fn with(mut question: Value, member: &str, value: Value) -> Value {
    question[member] = value;
    question
}

/// The file that answers the question.
fn file_of(question: Value) -> Vec<u8> {
    let answer = ask(question, b"");
    answer["backup"].as_str().unwrap_or_else(|| panic!("{answer}")).as_bytes().to_vec()
}

fn plain() -> Vec<u8> {
    file_of(question())
}

const PASSPHRASE: &str = "汤溪2022";

fn locked() -> Vec<u8> {
    file_of(with(question(), "passphrase", PASSPHRASE.into()))
}

fn codes(answer: &Value) -> Vec<&str> {
    let findings = answer["findings"].as_array().unwrap_or_else(|| panic!("{answer}"));
    findings.iter().filter_map(|finding| finding["code"].as_str()).collect()
}

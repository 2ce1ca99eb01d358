//! Backups with files of evidence: an archive of the backup's JSON and of each file, plain or locked by the backup's
//! own key. What is missing or changed is said, and takes nothing else along.

use std::fs;
use std::io::Cursor;

use hengping::backup::{self, Opened};
use hengping::bundle::container::part_name;
use hengping::bundle::digest::Digest;
use hengping::bundle::json;
use hengping::bundle::packing::{CheckSum, Packing};
use hengping::cipher::{Key, NONCE};
use hengping::desk::{Said, answer_about};
use serde_json::{Value, json};

use super::{cases, question, with};

const PDF: &[u8] = b"%PDF-1.7 contract";
const TEXT: &[u8] = "验收合格".as_bytes();
const PASSPHRASE: &str = "汤溪2022";
const FOLDER: &str = "tests/cases/backups";

fn digest(bytes: &[u8]) -> Digest {
    Digest::of_bytes(bytes)
}

fn at_hand(files: &[&[u8]]) -> Value {
    Value::Object(files.iter().map(|bytes| (digest(bytes).hex().to_owned(), json!(bytes.len()))).collect())
}

/// The question, with a case whose rows name both files.
fn asked(files: &[&[u8]]) -> Value {
    let mut cases = cases();
    let evidence = |name: &str, bytes: &[u8], kind: &str| json!({ "digest": digest(bytes).as_str(), "name": name, "size": bytes.len(), "type": kind });
    cases[0]["self_evaluation"]["rows"][0]["grounds"] = json!({ "evidence":
        [evidence("合同.pdf", PDF, "application/pdf"), evidence("验收.txt", TEXT, "text/plain")] });
    with(with(question(), "cases", cases), "at_hand", at_hand(files))
}

fn said(question: &Value, file: &[u8]) -> Value {
    match answer_about(&question.to_string(), &mut Cursor::new(file)) {
        Said::Text(text) => json::read(text.as_bytes()).expect("strict JSON"),
        Said::Bytes(_) => panic!("bytes"),
    }
}

/// The archive as the page puts it together. A file is locked in pieces, of which a small one has one.
fn packed(made: &Value, files: &[&[u8]]) -> Vec<u8> {
    let (mut packing, mut archive) = (Packing::default(), Vec::new());
    let mut add = |name: &str, bytes: &[u8]| {
        let size = u64::try_from(bytes.len()).expect("a size");
        archive.extend(packing.entry(name, size, CheckSum::of(bytes)).expect("an entry"));
        archive.extend(bytes);
    };
    add(backup::JSON, made["backup"].as_str().expect("a backup").as_bytes());
    let files_key: Option<[u8; 32]> = made["files_key"].as_array().map(|bytes| {
        let bytes: Vec<u8> = bytes.iter().map(|byte| byte.as_u64().expect("a byte") as u8).collect();
        bytes.try_into().expect("a key")
    });
    for bytes in files {
        let digest = digest(bytes);
        let lying = match files_key {
            None => bytes.to_vec(),
            Some(key) => {
                let place = format!("part/{}/0/1", digest.hex());
                let nonce = [5; NONCE];
                [&nonce[..], &Key::of_bytes(key).lock(nonce, bytes, place.as_bytes())].concat()
            }
        };
        add(&part_name(&digest), &lying);
    }
    archive.extend(packing.end().expect("an end"));
    archive
}

fn plain() -> Vec<u8> {
    packed(&said(&asked(&[PDF, TEXT]), b""), &[PDF, TEXT])
}

fn locked() -> (Value, Vec<u8>) {
    let made = said(&with(asked(&[PDF, TEXT]), "passphrase", json!(PASSPHRASE)), b"");
    let file = packed(&made, &[PDF, TEXT]);
    (made, file)
}

#[test]
fn files_are_listed_only_where_there_are_any_and_then_the_version_is_a_new_one() {
    let made = said(&asked(&[PDF, TEXT]), b"");
    let backup = json::read(made["backup"].as_str().expect("a backup").as_bytes()).expect("JSON");
    assert_eq!(backup["version"], 2);
    let listed: Vec<&Value> =
        backup["parts"].as_array().expect("parts").iter().map(|part| &part["type"]).collect();
    assert_eq!(listed.len(), 2);
    assert!(listed.contains(&&json!("application/pdf")) && listed.contains(&&json!("text/plain")));
    assert_eq!(made["files_key"], Value::Null, "nothing is locked");
    let without = said(&asked(&[]), b"");
    let backup = json::read(without["backup"].as_str().expect("a backup").as_bytes()).expect("JSON");
    assert_eq!((&backup["version"], backup.get("parts")), (&json!(1), None));
    let found = &without["findings"][0];
    assert_eq!(found["code"], "evidence-missing");
    assert!(found["text"].as_str().expect("a text").contains("“合同.pdf”、“验收.txt”"), "{found}");
}

#[test]
fn a_backup_with_files_is_opened_and_gives_them_out_one_by_one() {
    let file = plain();
    let looked = said(&json!({ "do": "open_backup", "cases": [] }), &file);
    assert_eq!(looked["files"], json!({ "count": 2, "bytes": PDF.len() + TEXT.len() }));
    assert_eq!(looked["counts"]["new"], 1);
    let taken = said(&json!({ "do": "restore", "cases": [] }), &file);
    assert_eq!(taken["parts"].as_array().map(Vec::len), Some(2));
    assert_eq!(taken["files_key"], Value::Null);
    for bytes in [PDF, TEXT] {
        let question = json!({ "do": "backup_part", "digest": digest(bytes).as_str() }).to_string();
        match answer_about(&question, &mut Cursor::new(&file)) {
            Said::Bytes(found) => assert_eq!(found, bytes),
            Said::Text(fault) => panic!("{fault}"),
        }
    }
    // Of what is left where it is no file is asked for.
    let left = said(&json!({ "do": "restore", "cases": [], "choices": { "0": "leave" } }), &file);
    assert_eq!(left["parts"], json!([]));
}

#[test]
fn a_locked_backup_locks_its_files_by_the_same_key() {
    let (made, file) = locked();
    assert_eq!(made["files_key"].as_array().map(Vec::len), Some(32));
    assert!(!file.windows(PDF.len()).any(|here| here == PDF));
    let asked = json!({ "do": "open_backup", "cases": [] });
    assert_eq!(said(&asked, &file)["needs_passphrase"], true);
    assert_eq!(
        said(&with(asked.clone(), "passphrase", json!("another")), &file)["findings"][0]["code"],
        "backup-does-not-open"
    );
    let looked = said(&with(asked, "passphrase", json!(PASSPHRASE)), &file);
    assert_eq!(looked["files"]["count"], 2);
    let taken = said(&json!({ "do": "restore", "cases": [], "passphrase": PASSPHRASE }), &file);
    assert_eq!(taken["files_key"], made["files_key"]);
    assert_eq!(taken["parts"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_file_that_is_missing_or_changed_is_said_and_all_else_is_restored() {
    let made = said(&asked(&[PDF, TEXT]), b"");
    let lacking = packed(&made, &[PDF]);
    let looked = said(&json!({ "do": "open_backup", "cases": [] }), &lacking);
    assert_eq!((&looked["files"]["count"], &looked["counts"]["new"]), (&json!(1), &json!(1)));
    let codes: Vec<&Value> =
        looked["findings"].as_array().expect("findings").iter().map(|found| &found["code"]).collect();
    assert!(codes.contains(&&json!("backup-files-missing")), "{codes:?}");
    // Its JSON taken out of the archive by hand.
    let alone = said(
        &json!({ "do": "open_backup", "cases": [] }),
        made["backup"].as_str().expect("a text").as_bytes(),
    );
    assert_eq!((&alone["files"]["count"], &alone["counts"]["new"]), (&json!(0), &json!(1)));
    let gone = json!({ "do": "backup_part", "digest": digest(TEXT).as_str() });
    assert!(said(&gone, &lacking)["fault"].is_string());
    // By `hengping verify` every byte is looked at.
    let mut other = packed(&made, &[PDF, TEXT]);
    let name = part_name(&digest(TEXT));
    let strange = part_name(&digest(b"strange"));
    for at in 0..other.len() - name.len() {
        if other[at..].starts_with(name.as_bytes()) {
            other[at..at + name.len()].copy_from_slice(strange.as_bytes());
        }
    }
    let Ok(Opened::Backup(looked)) = backup::look(&mut Cursor::new(&other)) else { panic!("no backup") };
    assert_eq!(looked.parts.len(), 1);
}

#[test]
fn an_archive_that_is_none_of_ours_is_refused_and_told_apart() {
    let refused =
        |file: &[u8]| said(&json!({ "do": "open_backup", "cases": [] }), file)["findings"][0]["code"].clone();
    assert_eq!(refused(b"PK\x03\x04 cut"), "backup-archive");
    let bundle = fs::read("tests/cases/bundles/submission-parts-v1.zip").expect("the sample");
    assert_eq!(refused(&bundle), "not-a-backup");
    // Given to 导入 a backup is known for what it is.
    let file = plain();
    let staged = match answer_about(&json!({ "do": "stage" }).to_string(), &mut Cursor::new(&file)) {
        Said::Text(text) => text,
        Said::Bytes(_) => panic!("bytes"),
    };
    assert!(staged.lines().next().expect("a head").contains(r#""backup":true"#), "{staged}");
}

#[test]
fn the_samples_of_this_version_open_for_ever() {
    for (name, bytes) in [("files-v2.zip", plain()), ("files-locked-v2.zip", locked().1)] {
        let path = format!("{FOLDER}/{name}");
        if std::env::var_os("UPDATE_GOLDENS").is_some() {
            fs::write(&path, &bytes).expect("written");
        }
        let sample = fs::read(&path).expect("the sample");
        assert!(sample == bytes, "{name} is not what is written today");
        let taken = said(&json!({ "do": "restore", "cases": [], "passphrase": PASSPHRASE }), &sample);
        assert_eq!(
            (&taken["taken"], taken["parts"].as_array().map(Vec::len)),
            (&json!(1), Some(2)),
            "{name}"
        );
    }
}

const VERSIONS: &[u8] = br#"{"version":1,"last":0,"list":[]}"#;
const LIBRARY: &[u8] = b"lines of a library";

/// The question, with the versions of the first case and a library beside the one file of evidence.
fn asked_beside() -> Value {
    let id = cases()[0]["id"].clone();
    let asked = with(
        asked(&[PDF, VERSIONS, LIBRARY]),
        "versions",
        json!([{ "case": id, "count": 3, "part": digest(VERSIONS) }]),
    );
    let library = json!({ "name": "library/own", "title": "指标库 2024", "part": digest(LIBRARY) });
    with(asked, "libraries", json!([library]))
}

#[test]
fn versions_and_libraries_lie_beside_a_backup_and_are_no_evidence() {
    let made = said(&asked_beside(), b"");
    let file = packed(&made, &[PDF, VERSIONS, LIBRARY]);
    let looked = said(&json!({ "do": "open_backup", "cases": [] }), &file);
    assert_eq!(looked["files"], json!({ "count": 1, "bytes": PDF.len() }));
    assert_eq!((&looked["versions"], &looked["libraries"][0]["title"]), (&json!(3), &json!("指标库 2024")));
    let taken = said(&json!({ "do": "restore", "cases": [] }), &file);
    assert_eq!(taken["parts"], json!([digest(PDF)]));
    assert_eq!(taken["versions"], json!([{ "case": cases()[0]["id"], "part": digest(VERSIONS) }]));
    assert_eq!(taken["libraries"][0]["part"], json!(digest(LIBRARY)));
    let question = json!({ "do": "backup_part", "digest": digest(VERSIONS) }).to_string();
    assert!(
        matches!(answer_about(&question, &mut Cursor::new(&file)), Said::Bytes(found) if found == VERSIONS)
    );
}

#[test]
fn versions_follow_their_case_to_the_id_that_it_has_here_and_stay_away_with_it() {
    let made = said(&asked_beside(), b"");
    let file = packed(&made, &[PDF, VERSIONS, LIBRARY]);
    let left = said(&json!({ "do": "restore", "cases": [], "choices": { "0": "leave" } }), &file);
    assert_eq!(left["versions"], json!([]));
    let apart = json!({ "do": "restore", "cases": [], "choices": { "0": "apart" }, "ids": ["another"] });
    assert_eq!(said(&apart, &file)["versions"][0]["case"], "another");
    // The same case here already: what it was before comes all the same.
    let mut here = said(&json!({ "do": "restore", "cases": [] }), &file)["changes"].take();
    let here: Vec<Value> =
        here.as_array_mut().expect("changes").iter_mut().map(|it| it["after"].take()).collect();
    let same = said(&json!({ "do": "restore", "cases": here }), &file);
    assert_eq!(same["versions"].as_array().map(Vec::len), Some(1), "{same}");
}

#[test]
fn a_file_that_only_an_earlier_version_names_comes_with_it() {
    let asked = with(question(), "at_hand", at_hand(&[PDF, VERSIONS]));
    let id = cases()[0]["id"].clone();
    let asked = with(asked, "versions", json!([{ "case": id, "count": 1, "part": digest(VERSIONS) }]));
    let file = packed(&said(&asked, b""), &[PDF, VERSIONS]);
    assert_eq!(said(&json!({ "do": "restore", "cases": [] }), &file)["parts"], json!([digest(PDF)]));
    let left = json!({ "do": "restore", "cases": [], "choices": { "0": "leave" } });
    assert_eq!(said(&left, &file)["parts"], json!([]));
}

#[test]
fn what_should_lie_beside_and_does_not_is_said_and_not_asked_for() {
    let made = said(&asked_beside(), b"");
    let file = packed(&made, &[PDF]);
    let looked = said(&json!({ "do": "open_backup", "cases": [] }), &file);
    assert_eq!((&looked["versions"], &looked["libraries"]), (&json!(0), &json!([])));
    let findings = looked["findings"].as_array().expect("findings");
    assert!(findings.iter().any(|found| found["code"] == "backup-files-missing"), "{findings:?}");
    let broken = with(asked_beside(), "versions", json!([{ "case": 7 }]));
    assert!(said(&broken, b"")["fault"].is_string());
}

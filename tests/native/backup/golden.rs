//! Backups that stand in the tree for ever: each released version must open, and what is written today is
//! the sample of this version. Written once for each version: `UPDATE_GOLDENS=1`.

use std::fs;

use hengping::backup::{self, Beside, Contents, Texts};
use hengping::bundle::key::SigningKey;
use hengping::bundle::lineage::Lineage;
use hengping::cipher::Cost;
use hengping::domain::case::Case;
use hengping::storage::{QuarantineReason, Quarantined};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{PASSPHRASE, ask, cases, codes, key, lineages};

const FOLDER: &str = "tests/cases/backups";

fn sample(file: &str) -> Vec<u8> {
    fs::read(format!("{FOLDER}/{file}")).expect(file)
}

fn read<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).expect("as it was written")
}

fn restored(file: &[u8]) -> Value {
    ask(
        json!({ "do": "restore", "cases": [], "quarantine": true, "key": true, "passphrase": PASSPHRASE }),
        file,
    )
}

#[test]
fn what_is_written_today_is_the_sample_of_this_version() {
    let (cases, lineages): (Vec<Case>, Vec<Lineage>) = (read(cases()), read(lineages()));
    let texts = Texts {
        quarantine: vec![Quarantined {
            key: "c9".to_owned(),
            raw: "{\"version\":3}".to_owned(),
            reason: QuarantineReason::Newer { version: 3 },
        }],
        preferences: read(json!({ "theme": "dark" })),
        device: read(json!({ "parties": "{\"role\":\"unit\"}" })),
    };
    let key = SigningKey::of_random(&[9; 32]).expect("a key");
    let beside = Beside::default();
    let contents = |key| Contents {
        made_at: "2024-01-31T08:00:00Z",
        made_with: "hengping 0.1.0",
        profile: "张会计",
        cases: &cases,
        lineages: &lineages,
        texts: &texts,
        parts: &[],
        beside: &beside,
        key,
    };
    let plain = backup::write(&contents(None)).expect("written");
    let whole = contents(Some(&key));
    let with_key = backup::write(&whole).expect("written");
    let random = std::array::from_fn(|at| u8::try_from(at).expect("a small number"));
    let (locked, _) = backup::lock(&whole, &with_key, PASSPHRASE, Cost::default(), &random).expect("locked");
    for (file, bytes) in [("plain-v1.json", plain.bytes), ("locked-v1.json", locked)] {
        if std::env::var_os("UPDATE_GOLDENS").is_some() {
            fs::write(format!("{FOLDER}/{file}"), &bytes).expect("written");
        }
        assert!(sample(file) == bytes, "{file} is not what is written today");
    }
}

#[test]
fn a_plain_backup_of_the_first_version_opens() {
    let answer = restored(&sample("plain-v1.json"));
    assert_eq!((&answer["changes"][0]["after"], &answer["taken"]), (&cases()[0], &json!(1)));
}

#[test]
fn a_locked_backup_of_the_first_version_opens() {
    let answer = restored(&sample("locked-v1.json"));
    assert_eq!((&answer["changes"][0]["after"], &answer["key"]), (&cases()[0], &key()));
}

/// As a browser saved it: a case with two edits that only the journal held, a broken record, a lease.
#[test]
fn a_rescue_file_of_the_first_version_opens() {
    let file = sample("rescue-v1.json");
    let looked = ask(json!({ "do": "open_backup", "cases": [] }), &file);
    assert_eq!((&looked["counts"]["new"], codes(&looked)), (&json!(1), vec!["backup-records-set-aside"]));
    let answer = restored(&file);
    let form = &answer["changes"][0]["after"]["self_evaluation"];
    assert_eq!((&form["rows"][0]["actual"], &form["rows"][0]["reason"]), (&json!("45"), &json!("因暴雨")));
    assert_eq!(
        (&answer["quarantine"][0]["key"], &answer["quarantine"][0]["reason"]),
        (&json!("broken"), &json!("unreadable"))
    );
}

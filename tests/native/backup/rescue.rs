//! The file that `rescue.js` saves: what held together is a case again, what did not is kept as it was,
//! and every record is counted.

use hengping::domain::command::Command;
use hengping::domain::ids::{CaseId, RowId};
use hengping::domain::place::RowField;
use hengping::storage::draft::{Draft, VERSION};
use hengping::storage::journal::Entry;
use hengping::storage::record::{Contained, Row};
use serde_json::{Value, json};

use super::{ask, cases, codes, key, lineages};

fn edit(text: &str) -> Command {
    Command::SetRow { row: RowId::new("r1"), field: RowField::Actual, text: text.into() }
}

fn record(store: &str, key: Value, value: Value) -> Value {
    json!({ "store": store, "key": key, "value": value })
}

fn case_row(case: &Value) -> Value {
    let case = serde_json::from_value(case.clone()).expect("a case");
    let row = Row::of(&case, 7, 3, Contained::from([("w".into(), 7)]), 1_700_000_000_000).expect("a row");
    json!({ "id": row.columns.id, "year": row.columns.year, "digest": row.digest, "record": row.record })
}

fn entry(seq: u64, fence: u64, case: &str, text: &str) -> Value {
    let id = CaseId::new(case);
    let entry = Entry::new(&id, seq, fence, "w", &edit(text));
    let key = format!("hp/j/{case}/{seq:016}/w");
    record("localStorage", key.into(), serde_json::to_string(&entry).expect("an entry").into())
}

fn draft(case: &str, text: &str) -> Value {
    let draft = Draft { version: VERSION, case: CaseId::new(case), command: edit(text) };
    let key = format!("hp/d/{case}/self_evaluation/indicators/r1/actual");
    record("localStorage", key.into(), serde_json::to_string(&draft).expect("a draft").into())
}

fn file(records: &[Value]) -> Vec<u8> {
    json!({
        "format": "hengping.rescue", "version": 1, "made_at": "2024-02-01T08:00:00.000Z", "from": "file:///x",
        "browser": "Chromium", "faults": [], "records": records,
    })
    .to_string()
    .into_bytes()
}

fn look(file: &[u8]) -> Value {
    ask(json!({ "do": "open_backup", "cases": [] }), file)
}

fn restored(file: &[u8]) -> Value {
    ask(json!({ "do": "restore", "cases": [], "quarantine": true, "key": true }), file)
}

fn actual(restored: &Value) -> &Value {
    &restored["changes"][0]["after"]["self_evaluation"]["rows"][0]["actual"]
}

#[test]
fn records_become_cases_with_their_journal_and_what_was_being_typed() {
    let id = cases()[0]["id"].as_str().expect("an id").to_owned();
    let mut records = vec![
        record("hengping/cases", id.as_str().into(), case_row(&cases()[0])),
        entry(7, 3, &id, "在记录里"),
        entry(9, 3, &id, "后来的"),
        entry(8, 3, &id, "先前的"),
    ];
    assert_eq!(actual(&restored(&file(&records))), "后来的");
    records.push(draft(&id, "正在填的"));
    let answer = restored(&file(&records));
    assert_eq!((actual(&answer), &answer["quarantine"]), (&json!("正在填的"), &json!([])));
    assert_eq!(
        look(&file(&records))["rescued"],
        json!({ "records": 5, "cases": 1, "entries": 4, "replayed": 3, "shelved": 0, "set_aside": 0, "device": 0,
                "passing": 0 })
    );
}

#[test]
fn what_does_not_hold_together_is_kept_as_it_was() {
    let row = case_row(&cases()[0]);
    let text = row["record"].as_str().expect("a record");
    let changed = text.replace("完成田园", "完成田间");
    assert_ne!(changed, text);
    let newer = text.replace("\"version\":3", "\"version\":9");
    let records = [
        record("hengping/cases", "c1".into(), json!({ "id": "c1", "record": changed })),
        record("hengping/cases", "c2".into(), json!({ "id": "c2", "record": newer })),
        record("hengping/cases", "c3".into(), json!({ "id": "c3" })),
        record("hengping/cases", 4.into(), json!("[object Object]")),
        entry(1, 1, "gone", "无主的"),
        draft("gone", "无主的"),
        record("localStorage", "hp/j/x/1/w".into(), "{".into()),
        record("localStorage", "hp/j/x/2/w".into(), Value::Null),
        record(
            "hengping/quarantine",
            1.into(),
            json!({ "key": "c8", "raw": "旧", "reason": "digest", "detail": "", "found_at": 1 }),
        ),
        record(
            "localStorage",
            "hp/q/hp/d/c/f".into(),
            r#"{"reason":"no-case","detail":"","raw":"另"}"#.into(),
        ),
        record("localStorage", "hp/q/hp/d/c/g".into(), "半".into()),
        record("hengping/later", 1.into(), json!({ "bytes": [1, 2] })),
        json!("no record"),
    ];
    let answer = restored(&file(&records));
    assert_eq!(answer["changes"], json!([]));
    let items = answer["quarantine"].as_array().expect("items");
    let reasons: Vec<&str> = items.iter().filter_map(|item| item["reason"].as_str()).collect();
    assert_eq!(items.len(), records.len(), "{items:#?}");
    for (reason, count) in [("unreadable", 8), ("digest", 2), ("newer", 1), ("no-case", 3)] {
        let found = reasons.iter().filter(|one| **one == reason).count();
        assert_eq!(found, count - usize::from(reason == "unreadable"), "{reason} of {reasons:?}");
    }
    assert!(items.iter().any(|item| item["raw"] == changed && item["key"] == "c1"));
    assert!(items.iter().any(|item| item["raw"] == "旧"));
    let looked = look(&file(&records));
    assert_eq!(codes(&looked), ["backup-records-set-aside"]);
    let counts = &looked["rescued"];
    assert_eq!(
        (&counts["records"], &counts["shelved"], &counts["set_aside"]),
        (&json!(13), &json!(2), &json!(11))
    );
}

#[test]
fn every_record_is_counted_once() {
    let id = cases()[0]["id"].as_str().expect("an id").to_owned();
    let records = [
        record("hengping/cases", id.as_str().into(), case_row(&cases()[0])),
        record("hengping.b/cases", id.as_str().into(), case_row(&cases()[0])),
        entry(9, 3, &id, "甲"),
        entry(9, 1, &id, "太晚的"),
        record("hengping/device", format!("lineages/{id}").into(), lineages().to_string().into()),
        record("hengping/device", "signing-key".into(), key().to_string().into()),
        record("hengping/device", "parties".into(), "{}".into()),
        record("hengping/device", "copies".into(), "{}".into()),
        record("localStorage", "hp/p/theme".into(), "\"dark\"".into()),
        record("localStorage", "hp/l/x".into(), "{}".into()),
        record("localStorage", "hp/n".into(), "2".into()),
        record("localStorage", "hengping/rules".into(), "rules-2021".into()),
    ];
    let looked = look(&file(&records));
    let counts = looked["rescued"].as_object().expect("counts");
    let sum: u64 = counts
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "records" | "replayed"))
        .filter_map(|(_, count)| count.as_u64())
        .sum();
    assert_eq!(Some(sum), looked["rescued"]["records"].as_u64(), "{counts:?}");
    assert_eq!(sum, 12);
    assert_eq!((&looked["rules"], &looked["preferences"]), (&json!("rules-2021"), &json!(true)));
    let answer = restored(&file(&records));
    assert_eq!(answer["key"], key());
    assert_eq!(answer["changes"][0]["lineages_after"], lineages());
    assert_eq!(
        (&answer["device"], &answer["preferences"]),
        (&json!({ "parties": "{}" }), &json!({ "theme": "\"dark\"", "rules": "rules-2021" }))
    );
    let reasons: Vec<&Value> =
        answer["quarantine"].as_array().expect("items").iter().map(|it| &it["reason"]).collect();
    assert_eq!(reasons, ["overwritten", "late"]);
}

#[test]
fn what_people_who_share_a_device_have_comes_out_side_by_side() {
    let mut other = cases()[0].clone();
    other["id"] = json!("c2");
    let key_of = |byte: u8| ask(json!({ "do": "key", "random": vec![byte; 32] }), b"")["key"].to_string();
    let mut edit = entry(9, 3, "c2", "别人的");
    edit["key"] = json!("hp.ab/j/c2/0000000000000009/w");
    let records = [
        record("hengping/cases", cases()[0]["id"].clone(), case_row(&cases()[0])),
        record("hengping/device", "signing-key".into(), key_of(9).into()),
        record("localStorage", "hp/p/theme".into(), "\"dark\"".into()),
        record("hengping.ab/cases", "c2".into(), case_row(&other)),
        record("hengping.ab/device", "signing-key".into(), key_of(8).into()),
        record("localStorage", "hp.ab/p/theme".into(), "\"light\"".into()),
        edit,
        record("localStorage", "hengping/profiles".into(), "{}".into()),
    ];
    let answer = restored(&file(&records));
    assert_eq!((&answer["taken"], &answer["key"]), (&json!(2), &key()));
    assert_eq!(answer["preferences"], json!({ "theme": "\"dark\"" }));
    let of_other = answer["changes"].as_array().expect("changes").iter().find(|it| it["after"]["id"] == "c2");
    let row = &of_other.expect("the other case")["after"]["self_evaluation"]["rows"][0];
    assert_eq!(row["actual"], "别人的");
    let aside = answer["quarantine"].as_array().expect("items");
    assert_eq!((aside.len(), &aside[0]["raw"]), (1, &json!(key_of(8))));
}

#[test]
fn a_record_with_half_a_sign_spoils_only_itself() {
    let good = record("hengping/cases", cases()[0]["id"].clone(), case_row(&cases()[0]));
    let text = String::from_utf8(file(&[good])).expect("text");
    let half = r#"{"store":"localStorage","key":"hp/j/x/1/w","value":"\ud800"},"#;
    let text = text.replace("\"records\":[", &format!("\"records\":[{half}"));
    let answer = restored(text.as_bytes());
    assert_eq!((&answer["taken"], &answer["quarantine"][0]["raw"]), (&json!(1), &json!(r#""\ud800""#)));
}

#[test]
fn what_could_not_be_read_when_it_was_saved_is_told() {
    let text = String::from_utf8(file(&[])).expect("text");
    let text = text.replace("\"faults\":[]", "\"faults\":[\"hengping/cases：UnknownError\"]");
    let looked = look(text.as_bytes());
    assert_eq!(codes(&looked), ["backup-records-missing"]);
    assert!(looked["findings"][0]["text"].as_str().is_some_and(|text| text.contains("UnknownError")));
}

//! The keeper's questions about backups and what they answer.

use hengping::bundle::json;
use hengping::desk::answer;
use serde_json::{Value, json};

use super::{PASSPHRASE, ask, cases, codes, key, lineages, locked, plain, question, with};

#[test]
fn a_backup_says_what_it_is() {
    let answer = ask(question(), b"");
    let text = answer["backup"].as_str().expect("text");
    assert_eq!((&answer["cases"], &answer["bytes"]), (&json!(1), &json!(text.len())));
    assert_eq!((&answer["locked"], &answer["key_left_out"]), (&json!(false), &json!(true)));
    let file = json::read(text.as_bytes()).expect("strict JSON");
    assert_eq!((&file["format"], &file["digest"]), (&json!("hengping.backup"), &answer["digest"]));
    assert_eq!(answer["findings"], json!([]));
}

#[test]
fn without_a_passphrase_no_secret_leaves_the_device() {
    let secret = key()["secret"].as_str().expect("a secret").to_owned();
    let text = String::from_utf8(plain()).expect("text");
    assert!(!text.contains(&secret) && text.contains("parties"), "{text}");
    let opened = ask(json!({ "do": "open_backup", "cases": [] }), &plain());
    assert_eq!((&opened["key"], codes(&opened)), (&json!("left_out"), vec!["backup-key-left-out"]));
    let locked = String::from_utf8(locked()).expect("text");
    assert!(!locked.contains("汤溪") && !locked.contains(&secret), "{locked}");
}

#[test]
fn a_locked_backup_asks_for_its_passphrase_and_takes_no_other() {
    let look = |passphrase: Value| {
        let mut answer =
            ask(json!({ "do": "open_backup", "cases": [], "passphrase": passphrase }), &locked());
        answer["items"] = Value::Null;
        answer
    };
    let asked = look(Value::Null);
    assert_eq!(
        (&asked["needs_passphrase"], &asked["made_at"]),
        (&json!(true), &json!("2024-01-31T08:00:00Z"))
    );
    assert_eq!(codes(&look("汤溪2023".into())), ["backup-does-not-open"]);
    assert_eq!(codes(&look("".into())), ["backup-does-not-open"]);
    let opened = look(PASSPHRASE.into());
    assert_eq!((&opened["counts"]["new"], &opened["profile"]), (&json!(1), &json!("张会计")));
    assert_eq!((&opened["key"], &opened["findings"]), (&json!("none"), &json!([])));
    let digest = ask(question(), b"")["digest"].take();
    assert_ne!(opened["digest"], digest, "the locked one holds the key");
}

#[test]
fn the_key_is_compared_in_every_way_it_is_named() {
    let other = ask(json!({ "do": "key", "random": vec![8; 32] }), b"")["key"].take();
    for (here, expected) in [
        (Value::Null, "none"),
        (key(), "same"),
        (key()["public"].clone(), "same"),
        (key()["code"].clone(), "same"),
        (other, "other"),
        ("ABC".into(), "none"),
    ] {
        let asked = json!({ "do": "open_backup", "cases": [], "key": here, "passphrase": PASSPHRASE });
        assert_eq!(ask(asked, &locked())["key"], expected, "{here}");
    }
}

#[test]
fn everything_comes_back_on_an_empty_device() {
    let asked =
        json!({ "do": "restore", "cases": [], "quarantine": true, "key": true, "passphrase": PASSPHRASE });
    let answer = ask(asked.clone(), &locked());
    let change = &answer["changes"][0];
    assert_eq!((&change["before"], &change["after"]), (&Value::Null, &cases()[0]));
    assert_eq!(change["lineages_after"], lineages());
    assert_eq!(answer["quarantine"][0]["raw"], "{\"version\":3}");
    assert_eq!(answer["quarantine"][0]["reason"], "newer");
    assert_eq!((&answer["preferences"], &answer["key"]), (&json!({ "theme": "dark" }), &key()));
    assert_eq!((&answer["taken"], &answer["left"]), (&json!(1), &json!(0)));
    let without = ask(with(with(asked, "key", false.into()), "quarantine", false.into()), &locked());
    assert_eq!((&without["key"], &without["quarantine"]), (&Value::Null, &json!([])));
    assert_eq!(without["device"], json!({ "parties": "{\"role\":\"unit\"}" }));
}

#[test]
fn cases_may_stand_below_the_question() {
    let line = |value: &Value| value.to_string();
    let (cases, lineages) = (cases(), lineages());
    let mut head = question();
    let members = head.as_object_mut().expect("an object");
    members.remove("cases");
    members.remove("lineages");
    let asked = [line(&head), line(&cases[0]), line(&lineages)].join("\n");
    let below = json::read(answer(&asked, b"").as_bytes()).expect("JSON");
    assert_eq!(below, ask(question(), b""));
}

#[test]
fn what_is_long_may_stand_below_the_answer() {
    let asked = with(question(), "lines", true.into()).to_string();
    let (head, file) =
        answer(&asked, b"").split_once('\n').map(|(a, b)| (a.to_owned(), b.to_owned())).expect("two");
    assert_eq!(file.as_bytes(), plain());
    assert_eq!(json::read(head.as_bytes()).expect("JSON")["bytes"], file.len());
    let asked = json!({ "do": "restore", "cases": [], "lines": true }).to_string();
    let lines = answer(&asked, file.as_bytes());
    let lines: Vec<Value> = lines.lines().map(|line| json::read(line.as_bytes()).expect("JSON")).collect();
    assert_eq!((&lines[0]["changes"], lines.len()), (&json!(1), 5));
    assert_eq!(lines[1..], [Value::Null, cases()[0].clone(), json!([]), lineages()]);
}

#[test]
fn what_is_already_in_the_quarantine_is_not_put_there_again() {
    let shelved = json!([{ "key": "c9", "raw": "{\"version\":3}" }]);
    let asked = json!({ "do": "restore", "cases": [], "quarantine": true, "shelved": shelved });
    assert_eq!(ask(asked, &plain())["quarantine"], json!([]));
    let asked = json!({ "do": "open_backup", "cases": [], "shelved": shelved });
    assert_eq!(ask(asked, &plain())["counts"]["quarantine"], 0);
    assert_eq!(ask(json!({ "do": "open_backup", "cases": [] }), &plain())["counts"]["quarantine"], 1);
}

#[test]
fn a_restore_is_of_the_file_that_was_looked_at() {
    let asked = json!({ "do": "restore", "cases": [], "digest": format!("sha256:{}", "0".repeat(64)) });
    assert!(ask(asked, &plain())["fault"].as_str().is_some_and(|fault| fault.contains("重新选择文件")));
    let asked = json!({ "do": "restore", "cases": [] });
    assert!(ask(asked, &locked())["fault"].as_str().is_some_and(|fault| fault.contains("口令")));
}

#[test]
fn what_cannot_be_backed_up_as_asked_is_told() {
    for (member, value) in
        [("passphrase", json!("")), ("key", json!({ "secret": "none" })), ("made_at", Value::Null)]
    {
        assert!(ask(with(question(), member, value.clone()), b"")["fault"].is_string(), "{member} {value}");
    }
    let few = with(with(question(), "random", json!([1, 2])), "passphrase", "x".into());
    assert!(ask(few, b"")["fault"].is_string());
}

#[test]
fn a_key_is_derived_at_the_cost_that_was_written_beside_it() {
    let salt: Vec<u8> = (0..16).collect();
    let derived = ask(json!({ "do": "derive", "passphrase": "财政口令", "salt": salt }), b"");
    assert_eq!(derived["cost"], json!({ "m": 19_456, "t": 2, "p": 1 }));
    assert_eq!(derived["key"][0], 0xe4);
    let asked = json!({ "do": "derive", "passphrase": "password", "salt": salt, "cost": { "m": 32, "t": 3, "p": 4 } });
    assert_eq!(ask(asked, b"")["key"][0], 0x80);
    let asked = json!({ "do": "derive", "passphrase": "x", "salt": salt, "cost": { "m": 4_194_304, "t": 1, "p": 1 } });
    assert!(ask(asked, b"")["fault"].is_string());
}

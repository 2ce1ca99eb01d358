//! The samples of backups in the browser: they open, and are written again to the bytes they have natively.

use hengping::backup::{self, Backup, Beside, Contents, Opened};
use hengping::bundle::json;
use hengping::cipher::Cost;
use hengping::desk::answer;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

const PLAIN: &[u8] = include_bytes!("../cases/backups/plain-v1.json");
const LOCKED: &[u8] = include_bytes!("../cases/backups/locked-v1.json");
const RESCUE: &[u8] = include_bytes!("../cases/backups/rescue-v1.json");
const PASSPHRASE: &str = "汤溪2022";

fn ask(question: Value, file: &[u8]) -> Value {
    json::read(answer(&question.to_string(), file).as_bytes()).expect("strict JSON")
}

fn opened(file: &[u8]) -> Box<Backup> {
    match backup::open(file, Some(PASSPHRASE)) {
        Ok(Opened::Backup(backup)) => backup,
        other => panic!("{other:?}"),
    }
}

/// The sample's content, written again: plain, or locked with the randomness of the sample.
fn again(sample: &[u8], lock: bool) -> Vec<u8> {
    let backup = opened(sample);
    let cases: Vec<_> = backup.cases.into_iter().map(|kept| kept.case.expect("a case")).collect();
    let contents = Contents {
        made_at: &backup.made_at,
        made_with: &backup.made_with,
        profile: &backup.profile,
        cases: &cases,
        lineages: &backup.lineages,
        texts: &backup.texts,
        parts: &[],
        beside: &Beside::default(),
        key: backup.key.as_ref(),
    };
    let plain = backup::write(&contents).expect("written");
    if !lock {
        return plain.bytes;
    }
    let random = std::array::from_fn(|at| u8::try_from(at).expect("a small number"));
    backup::lock(&contents, &plain, PASSPHRASE, Cost::default(), &random).expect("locked").0
}

#[wasm_bindgen_test]
fn what_is_backed_up_here_is_byte_for_byte_what_is_backed_up_natively() {
    assert!(again(PLAIN, false) == PLAIN);
    assert!(again(LOCKED, true) == LOCKED);
}

#[wasm_bindgen_test]
fn the_keeper_opens_every_sample() {
    for (sample, key) in [(PLAIN, "left_out"), (LOCKED, "none"), (RESCUE, "left_out")] {
        let looked = ask(json!({ "do": "open_backup", "cases": [], "passphrase": PASSPHRASE }), sample);
        assert_eq!((&looked["counts"]["new"], &looked["key"]), (&json!(1), &json!(key)));
        let restored = ask(json!({ "do": "restore", "cases": [], "passphrase": PASSPHRASE }), sample);
        assert_eq!(restored["taken"], 1);
    }
}

#[wasm_bindgen_test]
fn the_keeper_backs_up_and_takes_back_what_it_wrote() {
    let restored =
        ask(json!({ "do": "restore", "cases": [], "key": true, "passphrase": PASSPHRASE }), LOCKED);
    let change = &restored["changes"][0];
    let made = ask(
        json!({
            "do": "back_up", "made_at": "2024-01-31T08:00:00Z", "cases": [change["after"]],
            "lineages": change["lineages_after"], "key": restored["key"], "passphrase": "另一个口令", "random": vec![7; 28],
        }),
        b"",
    );
    let file = made["backup"].as_str().expect("text").as_bytes();
    assert_eq!((&made["locked"], &made["key_left_out"]), (&json!(true), &json!(false)));
    let wrong = ask(json!({ "do": "open_backup", "cases": [], "passphrase": PASSPHRASE }), file);
    assert_eq!(wrong["findings"][0]["code"], "backup-does-not-open");
    let again = ask(json!({ "do": "restore", "cases": [], "key": true, "passphrase": "另一个口令" }), file);
    assert_eq!((&again["changes"], &again["key"]), (&restored["changes"], &restored["key"]));
}

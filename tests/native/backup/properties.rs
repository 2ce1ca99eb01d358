//! What holds for every backup: what goes in comes out, and no changed byte goes unnoticed.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{PASSPHRASE, ask, cases, file_of, locked, plain, question, with};

fn restored(file: &[u8]) -> Value {
    ask(
        json!({ "do": "restore", "cases": [], "quarantine": true, "key": true, "passphrase": PASSPHRASE }),
        file,
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn what_goes_in_comes_out(
        names in prop::collection::vec(any::<String>(), 0..8),
        raw in any::<String>(),
        device in prop::collection::btree_map(any::<String>(), any::<String>(), 0..4),
        passphrase in prop::option::of(Just(PASSPHRASE)),
    ) {
        let of = |(at, name): (usize, &String)| {
            let mut case = cases()[0].take();
            case["id"] = format!("c{at}").into();
            case["code"] = "".into();
            case["name"] = name.as_str().into();
            case["self_evaluation"]["rows"][0]["actual"] = name.as_str().into();
            case
        };
        let many: Vec<Value> = names.iter().enumerate().map(of).collect();
        let shelved = json!([{ "key": raw, "reason": "unreadable", "detail": raw, "raw": raw }]);
        let asked = with(with(question(), "cases", json!(many)), "quarantine", shelved.clone());
        let asked = with(with(asked, "device", json!(device)), "passphrase", json!(passphrase));
        let restored = restored(&file_of(with(asked, "lineages", json!([]))));
        let after: Vec<&Value> =
            restored["changes"].as_array().expect("changes").iter().map(|change| &change["after"]).collect();
        prop_assert_eq!(after, many.iter().collect::<Vec<_>>());
        prop_assert_eq!(&restored["quarantine"], &shelved);
        prop_assert_eq!(&restored["device"], &json!(device));
    }

    #[test]
    fn no_changed_byte_goes_unnoticed(at in any::<prop::sample::Index>(), to in any::<u8>(), lock in any::<bool>()) {
        let file = if lock { locked() } else { plain() };
        let mut broken = file.clone();
        let at = at.index(file.len());
        prop_assume!(broken[at] != to);
        broken[at] = to;
        prop_assert!(restored(&broken)["fault"].is_string(), "byte {} became {}", at, to);
    }
}

//! Canonical bytes against another implementation of RFC 8785.

use hengping::bundle::{canonical, json};
use proptest::prelude::*;
use serde_json::Value;

fn strict_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        (-((1_i64 << 53) - 1)..1 << 53).prop_map(Value::from),
        any::<String>().prop_map(Value::String),
    ];
    leaf.prop_recursive(5, 60, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::Array),
            prop::collection::btree_map(any::<String>(), inner, 0..8)
                .prop_map(|object| Value::Object(object.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn both_write_the_same_bytes_and_they_read_back(value in strict_value()) {
        let ours = canonical::text(&value);
        prop_assert_eq!(&ours, &serde_json_canonicalizer::to_string(&value).expect("canonical"));
        prop_assert_eq!(json::read(ours.as_bytes()).ok(), Some(value));
    }
}

//! Bundles: the bytes that are signed, the seal, what travels, and what is taken over from it.

mod archive;
mod bad_input;
mod canonical;
mod desk;
mod evidence;
mod golden;
mod seal;
mod staging;
mod verify;

use hengping::bundle::Bundle;
use hengping::bundle::document::Document;
use hengping::bundle::header::{Header, Kind, Party};
use hengping::bundle::json;
use hengping::bundle::key::SigningKey;
use serde_json::Value;

/// The key whose private number is this byte 32 times.
fn key(byte: u8) -> SigningKey {
    SigningKey::of_random(&[byte; 32]).expect("a key")
}

fn value(text: &str) -> Value {
    json::read(text.as_bytes()).expect("strict JSON")
}

fn header() -> Header {
    Header {
        kind: Kind::Submission,
        from: Party { role: "unit".into(), id: "219001".into(), name: "市农业农村局".into() },
        to: None,
        year: 2023,
        made_at: "2024-01-31T08:00:00Z".into(),
        made_with: "hengping 0.1.0".into(),
        answers: None,
        packs: Vec::new(),
        parts: Vec::new(),
    }
}

fn document(id: &str, parent: &str, body: &str) -> Document {
    let text = format!(
        r#"{{"id":"{id}","type":"goal","case":{{"year":2023,"unit":"219001","code":"3406","name":"农田水利"}},
            "parent":{parent},"body":{body}}}"#
    );
    Document::of(&value(&text), 0)
}

fn sealed() -> Bundle {
    let documents = vec![document("d1", "null", r#"{"head":{"project":"农田水利"}}"#)];
    Bundle::new(header(), documents).sealed(&key(7)).expect("sealed")
}

//! What the keeper worker does, as text in and text out: makes keys, seals submissions, stages what
//! came in, works out what taking over and taking back write. It keeps nothing itself; cases and
//! revisions come with each question and go back with its answer.

mod import;
mod submission;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// What a question asks for, in its member `do`.
const KEY: &str = "key";
const SEAL: &str = "seal";
const STAGE: &str = "stage";
const TAKE: &str = "take";
const UNDO: &str = "undo";

/// Answers a question. `file` is the bundle's file where one is asked about. A question that cannot be
/// answered gets `{"fault":"…"}`, for people.
pub fn answer(question: &str, file: &[u8]) -> String {
    let asked = serde_json::from_str::<Value>(question);
    let answer = asked.map_err(|fault| fault.to_string()).and_then(|asked| {
        match asked.get("do").and_then(Value::as_str).unwrap_or_default() {
            KEY => submission::key(read(asked)?),
            SEAL => submission::seal(&read(asked)?),
            STAGE => Ok(import::stage(&read(asked)?, file)),
            TAKE => import::take(read(asked)?, file),
            UNDO => import::undo(read(asked)?),
            other => Err(format!("不会“{other}”")),
        }
    });
    answer.unwrap_or_else(|fault| json!({ "fault": fault })).to_string()
}

fn read<T: DeserializeOwned>(asked: Value) -> Result<T, String> {
    serde_json::from_value(asked).map_err(|fault| fault.to_string())
}

fn written(value: impl Serialize) -> Result<Value, String> {
    serde_json::to_value(value).map_err(|fault| fault.to_string())
}

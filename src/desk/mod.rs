//! What the keeper worker does, as text in and text out: makes keys, seals submissions, stages what
//! came in, works out what taking over writes, backs up and restores. It keeps nothing
//! itself; cases and revisions come with each question and go back with its answer.
//!
//! A question is one line of JSON. Below it the cases it is about may stand, two lines each: the case,
//! and the list of its lineages. An answer is one line of JSON too, and the lines that its question
//! promises. So thousands of cases go over without ever being one value on the page. Only a file's own parts
//! come back as bytes.

mod asked;
mod backup;
mod enclosed;
mod handing_in;
mod import;
mod labels;
mod paper;
mod passphrase;
mod report;
mod restore;
mod submission;

use std::io::Cursor;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use asked::Asked;

use crate::bundle::archive::Source;
use crate::bundle::lineage::Lineage;
use crate::bundle::staging::Device;
use crate::domain::case::Case;
use crate::domain::from_json::{from_json, from_tree};

/// What a question asks for, in its member `do`.
const KEY: &str = "key";
const HAND_IN: &str = "hand_in";
const SEAL: &str = "seal";
const STAGE: &str = "stage";
const TAKE: &str = "take";
const PART: &str = "part";
const BACK_UP: &str = "back_up";
const OPEN_BACKUP: &str = "open_backup";
const RESTORE: &str = "restore";
const BACKUP_PART: &str = "backup_part";
const DERIVE: &str = "derive";

/// What is said to a question.
#[derive(Debug)]
pub enum Said {
    Text(String),
    /// One part of a file.
    Bytes(Vec<u8>),
}

/// Answers a question. `file` is the file where one is asked about. A question that cannot be answered
/// gets `{"fault":"…"}`, for people.
pub fn answer_about(question: &str, file: &mut dyn Source) -> Said {
    answered(question, file).unwrap_or_else(|fault| Said::Text(json!({ "fault": fault }).to_string()))
}

/// The same of a file whose bytes are at hand; bytes that are said come as the text they are.
pub fn answer(question: &str, file: &[u8]) -> String {
    match answer_about(question, &mut Cursor::new(file)) {
        Said::Text(text) => text,
        Said::Bytes(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
    }
}

fn answered(question: &str, file: &mut dyn Source) -> Result<Said, String> {
    let (head, below) = question.split_once('\n').unwrap_or((question, ""));
    let asked: Value = serde_json::from_str(head).map_err(|fault| fault.to_string())?;
    let said = match asked.get("do").and_then(Value::as_str).unwrap_or_default() {
        PART => return import::part(&Asked::of(asked), file).map(Said::Bytes),
        BACKUP_PART => return restore::part(&Asked::of(asked), file).map(Said::Bytes),
        KEY => submission::key(read(asked)?).map(one_line),
        HAND_IN => handing_in::form(read(asked)?, below),
        SEAL => submission::seal(read(asked)?, below),
        STAGE => import::stage(asked, below, file),
        TAKE => import::take(read(asked)?, below, file),
        BACK_UP => backup::back_up(Asked::of(asked), below),
        OPEN_BACKUP => restore::open(Asked::of(asked), below, file).map(one_line),
        RESTORE => restore::restore(Asked::of(asked), below, file),
        DERIVE => passphrase::derive(&Asked::of(asked)).map(one_line),
        other => Err(format!("不会“{other}”")),
    };
    said.map(Said::Text)
}

fn one_line(answer: Value) -> String {
    answer.to_string()
}

/// What lies on a device: members of a question, or lines below it.
#[derive(Default, Deserialize)]
struct Here {
    #[serde(default)]
    cases: Vec<Case>,
    #[serde(default)]
    lineages: Vec<Lineage>,
}

impl Here {
    /// Takes in the cases that stand below the question.
    fn with(mut self, below: &str) -> Result<Self, String> {
        let mut lines = below.lines();
        while let (Some(case), Some(lineages)) = (lines.next(), lines.next()) {
            self.cases.push(from_json(case).map_err(|fault| fault.to_string())?);
            self.lineages.extend(from_json::<Vec<Lineage>>(lineages).map_err(|fault| fault.to_string())?);
        }
        Ok(self)
    }

    fn device(&self) -> Device<'_> {
        Device { cases: &self.cases, lineages: &self.lineages }
    }
}

fn here(asked: Value, below: &str) -> Result<Here, String> {
    from_tree::<Here>(&asked).map_err(|fault| fault.to_string())?.with(below)
}

fn read<T: DeserializeOwned>(asked: Value) -> Result<T, String> {
    serde_json::from_value(asked).map_err(|fault| fault.to_string())
}

fn written(value: impl Serialize) -> Result<Value, String> {
    serde_json::to_value(value).map_err(|fault| fault.to_string())
}

/// A value as one line.
fn line(value: &impl Serialize) -> Result<String, String> {
    serde_json::to_string(value).map_err(|fault| fault.to_string())
}

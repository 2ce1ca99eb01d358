//! Backing everything up into one file.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{here_of, read};
use crate::backup::{self, Contents, Opened, RANDOM};
use crate::bundle::code::ShortCode;
use crate::bundle::key::SigningKey;
use crate::cipher::Cost;
use crate::domain::finding::BackupProblem;
use crate::storage::{QuarantineReason, Quarantined};
use crate::wording;

/// `{"do":"back_up","made_at","profile":{"name"},"quarantine","preferences","device","key":{"secret"},
/// "passphrase","random":[28 bytes]}`, and the cases with their lineages. With a passphrase the file is
/// locked and holds the key; without one the key is left out, also where it lies among the device's texts.
/// `"lines":true`: the file is to stand below the answer.
#[derive(Deserialize)]
struct Asked {
    made_at: String,
    #[serde(default)]
    profile: Profile,
    #[serde(default)]
    quarantine: Vec<Shelved>,
    #[serde(default)]
    preferences: Map<String, Value>,
    #[serde(default)]
    device: BTreeMap<String, String>,
    #[serde(default)]
    key: Option<Secret>,
    #[serde(default)]
    passphrase: Option<String>,
    #[serde(default)]
    random: Vec<u8>,
    #[serde(default)]
    lines: bool,
}

#[derive(Default, Deserialize)]
struct Profile {
    #[serde(default)]
    name: String,
}

#[derive(Deserialize)]
struct Shelved {
    key: String,
    reason: String,
    #[serde(default)]
    detail: String,
    raw: String,
}

impl From<Shelved> for Quarantined {
    fn from(Shelved { key, reason, detail, raw }: Shelved) -> Self {
        Self { key, raw, reason: QuarantineReason::from_word(&reason, &detail) }
    }
}

#[derive(Deserialize)]
struct Secret {
    secret: String,
}

/// `{"backup":"…","digest","code","cases","bytes","locked","key_left_out","findings"}`. Findings name what
/// went into the file and would not come out of it in today's shape.
pub(super) fn back_up(mut asked: Value, below: &str) -> Result<String, String> {
    let here = here_of(&mut asked, below)?;
    let Asked { made_at, profile, quarantine, preferences, mut device, key, passphrase, random, lines } =
        read(asked)?;
    let key = key.map(|key| SigningKey::of_secret(&key.secret).ok_or("本机的签章私钥读不懂，没有备份"));
    let key = key.transpose()?;
    let mut key_left_out = false;
    if passphrase.is_none() {
        let secrets = device.len();
        device.retain(|_, text| backup::secret(text).is_none());
        key_left_out = key.is_some() || device.len() < secrets;
    }
    let quarantine: Vec<Quarantined> = quarantine.into_iter().map(Quarantined::from).collect();
    let contents = Contents {
        made_at: &made_at,
        made_with: concat!("hengping ", env!("CARGO_PKG_VERSION")),
        profile: &profile.name,
        cases: &here.cases,
        lineages: &here.lineages,
        quarantine: &quarantine,
        preferences: &preferences,
        device: &device,
        key: key.as_ref().filter(|_| passphrase.is_some()),
    };
    let plain = backup::write(&contents)?;
    let findings = misread(&plain.bytes)?;
    let (code, digest) = (ShortCode::of(&plain.digest).to_string(), plain.digest.to_string());
    let locked = passphrase.is_some();
    let bytes = match &passphrase {
        None => plain.bytes,
        Some(passphrase) if passphrase.is_empty() => return Err("口令是空的，没有备份".to_owned()),
        Some(passphrase) => {
            let random: [u8; RANDOM] = random.try_into().map_err(|_| "随机数不够，没有备份".to_owned())?;
            let locked = backup::lock(&contents, &plain, passphrase, Cost::default(), &random);
            locked.ok_or("本机内存不够，没有加密：请关闭其他窗口后再备份")?
        }
    };
    let mut head = json!({
        "digest": digest, "code": code, "cases": here.cases.len(), "bytes": bytes.len(), "locked": locked,
        "key_left_out": key_left_out, "findings": findings,
    });
    // Canonical, and so one line.
    let file = String::from_utf8(bytes).map_err(|fault| fault.to_string())?;
    if lines {
        return Ok(format!("{head}\n{file}"));
    }
    head["backup"] = file.into();
    Ok(head.to_string())
}

/// Reads what was written before it is handed out: it may become the only copy.
fn misread(bytes: &[u8]) -> Result<Vec<Value>, String> {
    let read = backup::open(bytes, None).map_err(|problem| wording::backup_problem(&problem))?;
    let Opened::Backup(read) = read else { return Ok(Vec::new()) };
    let of_cases = read.cases.iter().filter_map(|kept| kept.case.as_ref().err());
    Ok(of_cases.map(told).collect())
}

pub(super) fn told(problem: &BackupProblem) -> Value {
    json!({ "code": problem.code(), "severity": problem.severity(), "text": wording::backup_problem(problem) })
}

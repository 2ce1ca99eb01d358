//! Backing everything up into one file.

use serde_json::{Value, json};

use super::asked::Asked;
use super::enclosed::{self, AtHand, Enclosed};
use crate::backup::{self, Beside, Contents, Opened, Texts};
use crate::bundle::code::ShortCode;
use crate::bundle::key::SigningKey;
use crate::cipher::Cost;
use crate::domain::evidence;
use crate::domain::finding::{BackupProblem, Severity};
use crate::domain::from_json::from_tree;
use crate::wording;

/// `{"do":"back_up","made_at","profile":{"name"},"quarantine":[{"key","reason","detail","raw"}],"preferences",
/// "device","key":{"secret"},"passphrase","random":[28 bytes],"at_hand":{digits: size},"versions":[{"case","count","part"}],
/// "libraries":[{"name","title","part"}],"lines"}`, and the cases with their lineages. `at_hand` are the files that are
/// to lie beside it, `versions` and `libraries` say which of them are no files of evidence.
/// With a passphrase the file is locked and holds the key; without one the key is left out, also where it
/// lies among the device's texts.
///
/// `{"backup":"…","digest","code","cases","bytes","locked","key_left_out","parts":[digits],"files_key":[32 bytes],
/// "findings"}`; with `"lines":true` the file stands below the answer instead. With parts it is the JSON of an archive
/// beside them; where it is locked they are to be locked by `files_key`, which is null otherwise. Findings name what
/// went into the file and would not come out of it in today's shape, and files that are not at hand.
pub(super) fn back_up(mut asked: Asked, below: &str) -> Result<String, String> {
    let here = asked.here(below)?;
    let mut texts = Texts::of(asked.members()).map_err(|problem| wording::backup_problem(&problem))?;
    let secret = asked.member("key").get("secret").and_then(Value::as_str);
    let key = secret.map(|secret| SigningKey::of_secret(secret).ok_or("本机的签章私钥读不懂，没有备份"));
    let key = key.transpose()?;
    let passphrase = asked.text("passphrase");
    let mut key_left_out = false;
    if passphrase.is_none() {
        let secrets = texts.device.len();
        texts.device.retain(|_, text| backup::secret(text).is_none());
        key_left_out = key.is_some() || texts.device.len() < secrets;
    }
    let beside = Beside::of(asked.members()).map_err(|problem| wording::backup_problem(&problem))?;
    let at_hand: AtHand = from_tree(asked.member("at_hand")).unwrap_or_default();
    let parts = at_hand.files(&here.cases);
    let left_out = Enclosed::among(here.cases.iter().flat_map(evidence::of_case), &at_hand).missing;
    let contents = Contents {
        made_at: asked.text("made_at").ok_or("没有备份时间")?,
        made_with: concat!("hengping ", env!("CARGO_PKG_VERSION")),
        profile: asked.member("profile").get("name").and_then(Value::as_str).unwrap_or_default(),
        cases: &here.cases,
        lineages: &here.lineages,
        texts: &texts,
        parts: &parts,
        beside: &beside,
        key: key.as_ref().filter(|_| passphrase.is_some()),
    };
    let plain = backup::write(&contents)?;
    let mut findings = misread(&plain.bytes)?;
    if !left_out.is_empty() {
        let text = wording::evidence_not_backed_up(left_out.len(), &enclosed::listed(&left_out));
        findings.push(json!({ "code": "evidence-missing", "severity": Severity::Warning, "text": text }));
    }
    let (code, digest) = (ShortCode::of(&plain.digest).to_string(), plain.digest.to_string());
    let (bytes, files_key) = match passphrase {
        None => (plain.bytes, None),
        Some("") => return Err("口令是空的，没有备份".to_owned()),
        Some(passphrase) => {
            let random = asked.bytes("random").ok_or("随机数不够，没有备份")?;
            let locked = backup::lock(&contents, &plain, passphrase, Cost::default(), &random);
            let (bytes, key) = locked.ok_or("本机内存不够，没有加密：请关闭其他窗口后再备份")?;
            (bytes, Some(key).filter(|_| !parts.is_empty()))
        }
    };
    let mut head = json!({
        "digest": digest, "code": code, "cases": here.cases.len(), "bytes": bytes.len(),
        "locked": passphrase.is_some(), "key_left_out": key_left_out, "findings": findings,
        "parts": parts.iter().map(|part| part.digest.hex()).collect::<Vec<&str>>(),
        "files_key": files_key.map(|key| key.bytes().to_vec()),
    });
    // Canonical, and so one line.
    let file = String::from_utf8(bytes).map_err(|fault| fault.to_string())?;
    if asked.is_set("lines") {
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

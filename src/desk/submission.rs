//! Keys and the sealing of submissions.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::handing_in::{self, Made, Parties};
use super::{Here, line};
use crate::bundle::Bundle;
use crate::bundle::code::ShortCode;
use crate::bundle::digest::Digest;
use crate::bundle::document::Document;
use crate::bundle::header::{Header, Kind, PackUsed, Party};
use crate::bundle::key::SigningKey;
use crate::bundle::lineage::{Lineage, documents};
use crate::domain::case::Case;
use crate::domain::ids::CaseId;
use crate::domain::place::DocumentType;

/// `{"do":"key","random":[32 bytes]}`: a key of its own, `{"key":null}` where other bytes are to be drawn.
#[derive(Deserialize)]
pub(super) struct NewKey {
    random: [u8; 32],
}

pub(super) fn key(asked: NewKey) -> Result<Value, String> {
    let key = SigningKey::of_random(&asked.random).map(|key| {
        let public = key.public();
        json!({ "secret": key.secret(), "public": public.jwk(), "code": public.code().to_string() })
    });
    Ok(json!({ "key": key }))
}

/// `{"do":"seal","key","made_at","packs":[{"id","edition","digest"}],"fields"}`, and below it the cases. `key` is
/// the device's; `packs` are those that the documents were scored by; `fields` are the form's, filled in.
#[derive(Deserialize)]
pub(super) struct Submission {
    key: DeviceKey,
    made_at: String,
    #[serde(default)]
    packs: Vec<PackNamed>,
    fields: Fields,
}

#[derive(Deserialize)]
struct DeviceKey {
    secret: String,
}

#[derive(Deserialize)]
struct PackNamed {
    id: String,
    edition: String,
    digest: Digest,
}

#[derive(Deserialize)]
struct Fields {
    year: String,
    #[serde(flatten)]
    parties: Parties,
}

/// `{"digest","code","documents","file"}`, file being the name that it is handed out by. Below: how it is
/// shown, drawn; the bundle; the parties to remember; then for each case in its order the list of lineages
/// to remember, blank for one that did not go.
pub(super) fn seal(asked: Submission, below: &str) -> Result<String, String> {
    let key = SigningKey::of_secret(&asked.key.secret).ok_or("本机的签章私钥读不懂，没有签章。")?;
    let year: i16 = asked.fields.year.parse().map_err(|_| "请选择报送的年度。")?;
    let here = Here::default().with(below)?;
    let mut of_case: HashMap<&CaseId, Vec<Lineage>> = HashMap::new();
    for lineage in &here.lineages {
        of_case.entry(&lineage.case).or_default().push(lineage.clone());
    }
    let (mut sealed, mut remember, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
    for case in &here.cases {
        let known = of_case.get(&case.id).map(Vec::as_slice).unwrap_or_default();
        let goes = !case.demo && case.year == year;
        let documents = if goes { documents(case, known) } else { Vec::new() };
        if documents.is_empty() {
            left_out.extend(goes.then_some(case.name.as_str()));
            remember.push(String::new());
            continue;
        }
        remember.push(line(&remembered(&documents, case, known))?);
        sealed.extend(documents);
    }
    if sealed.is_empty() {
        return Err("所选项目都没有目标申报表或自评表，没有可以报送的内容。".to_owned());
    }
    let parties = &asked.fields.parties;
    let header = header(parties, year, asked.made_at, asked.packs);
    let bundle = Bundle::new(header, sealed).sealed(&key).ok_or("签章没有作成。")?;
    let bytes = bundle.to_bytes();
    // What this program would not take itself, it does not hand out.
    Bundle::read(&bytes).map_err(|problem| crate::wording::bundle_problem(&problem))?;
    let code = ShortCode::of(&bundle.digest).to_string();
    let file = file_name(&parties.id, year, &code);
    let head = json!({
        "digest": bundle.digest.as_str(), "code": code, "documents": bundle.documents.len(), "file": file,
    });
    let drawn = handing_in::made(&Made {
        file: &file,
        code,
        digest: bundle.digest.as_str(),
        signer: key.public().code().to_string(),
        documents: bundle.documents.len(),
        left_out,
    });
    let bundle = String::from_utf8(bytes).map_err(|fault| fault.to_string())?;
    let mut answer = vec![head.to_string(), line(&drawn)?, bundle, line(parties)?];
    answer.extend(remember);
    Ok(answer.join("\n"))
}

fn header(parties: &Parties, year: i16, made_at: String, packs: Vec<PackNamed>) -> Header {
    let party = |role: &str, id: &str, name: &str| Party {
        role: role.to_owned(),
        id: id.trim().to_owned(),
        name: name.trim().to_owned(),
    };
    let Parties { role, id, name, to_id, to_name } = parties;
    let to = party("bureau", to_id, to_name);
    Header {
        kind: Kind::Submission,
        from: party(role, id, name),
        to: Some(to).filter(|to| !to.id.is_empty() || !to.name.is_empty()),
        year,
        made_at,
        made_with: concat!("hengping ", env!("CARGO_PKG_VERSION")).to_owned(),
        answers: None,
        packs: packs
            .into_iter()
            .map(|PackNamed { id, edition, digest }| PackUsed { id, edition, digest: Some(digest) })
            .collect(),
        parts: Vec::new(),
    }
}

/// `报送包-219001-2023-04HM-ASW9-NF6Y.json`, in signs that every system takes.
fn file_name(unit: &str, year: i16, code: &str) -> String {
    let keep = |sign: &char| !sign.is_control() && !"\\/:*?\"<>|“”".contains(*sign);
    let unit: String = unit.trim().chars().filter(keep).take(40).collect();
    format!("报送包-{unit}-{year}-{code}.json")
}

/// The revisions of a case's documents once these are handed out; those of documents that the case has
/// no more stay known.
fn remembered(documents: &[Document], case: &Case, known: &[Lineage]) -> Vec<Lineage> {
    let mut lineages: Vec<Lineage> = Vec::new();
    for document in documents {
        let kind = document.head.as_ref().ok().and_then(|head| DocumentType::of_word(&head.kind));
        let Some(kind) = kind else { continue };
        let before = known.iter().find(|lineage| lineage.kind == kind);
        lineages.extend(Lineage::after(document, &case.id, kind, before));
    }
    let gone = known.iter().filter(|old| !lineages.iter().any(|new| new.kind == old.kind));
    let gone: Vec<Lineage> = gone.cloned().collect();
    lineages.extend(gone);
    lineages
}

//! Keys and the sealing of submissions.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::enclosed::{self, AtHand, Enclosed};
use super::handing_in::{self, Made, Parties};
use super::{Here, line};
use crate::bundle::Bundle;
use crate::bundle::code::ShortCode;
use crate::bundle::digest::Digest;
use crate::bundle::document::Document;
use crate::bundle::header::{Header, Kind, PackUsed, PartListed, Party};
use crate::bundle::key::SigningKey;
use crate::bundle::limits::{MAX_BYTES, MAX_ENTRIES};
use crate::bundle::lineage::{Lineage, documents};
use crate::domain::case::Case;
use crate::domain::finding::BundleProblem;
use crate::domain::ids::CaseId;
use crate::domain::place::DocumentType;
use crate::wording;

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

/// `{"do":"seal","key","made_at","packs":[{"id","edition","digest"}],"fields","at_hand":{digits: size}}`, and below
/// it the cases. `key` is the device's; `packs` are those that the documents were scored by; `fields` are the form's,
/// filled in; `at_hand` are the files on the device.
#[derive(Deserialize)]
pub(super) struct Submission {
    key: DeviceKey,
    made_at: String,
    #[serde(default)]
    packs: Vec<PackNamed>,
    fields: Fields,
    #[serde(default)]
    at_hand: AtHand,
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
    /// `with` where the files go along.
    #[serde(default)]
    evidence: String,
    /// `leave` where those that are not at hand need not.
    #[serde(default)]
    missing: String,
    #[serde(flatten)]
    parties: Parties,
}

/// `{"digest","code","documents","file","parts":[digits]}`, file being the name that it is handed out by, as a zip
/// with these parts where there are any. Below: how it is shown, drawn; the bundle; the parties to remember; then
/// for each case in its order the list of lineages to remember, blank for one that did not go.
pub(super) fn seal(asked: Submission, below: &str) -> Result<String, String> {
    let key = SigningKey::of_secret(&asked.key.secret).ok_or("本机的签章私钥读不懂，没有签章。")?;
    let year: i16 = asked.fields.year.parse().map_err(|_| "请选择报送的年度。")?;
    let here = Here::default().with(below)?;
    let mut of_case: HashMap<&CaseId, Vec<Lineage>> = HashMap::new();
    for lineage in &here.lineages {
        of_case.entry(&lineage.case).or_default().push(lineage.clone());
    }
    let (mut sealed, mut remember, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
    let mut going = Vec::new();
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
        going.push(case);
    }
    if sealed.is_empty() {
        return Err("所选项目都没有目标申报表或自评表，没有可以报送的内容。".to_owned());
    }
    let Fields { evidence, missing, parties, .. } = &asked.fields;
    let (parts, without) = enclosed(&going, &asked.at_hand, evidence == "with", missing == "leave")?;
    let header = Header { parts, ..header(parties, year, asked.made_at, asked.packs) };
    let bundle = Bundle::new(header, sealed).sealed(&key).ok_or("签章没有作成。")?;
    let bytes = bundle.to_bytes();
    // What this program would not take itself, it does not hand out.
    Bundle::read(&bytes).map_err(|problem| wording::bundle_problem(&problem))?;
    let size = size_of(&bundle, &bytes)?;
    let code = ShortCode::of(&bundle.digest).to_string();
    let parts: Vec<&str> = bundle.header.parts.iter().map(|part| part.digest.hex()).collect();
    let file = file_name(&parties.id, year, &code, if parts.is_empty() { "json" } else { "zip" });
    let head = json!({
        "digest": bundle.digest.as_str(), "code": code, "documents": bundle.documents.len(), "file": file,
        "parts": parts,
    });
    let drawn = handing_in::made(&Made {
        file: &file,
        code,
        digest: bundle.digest.as_str(),
        signer: key.public().code().to_string(),
        documents: bundle.documents.len(),
        proposals: handing_in::proposals(&going),
        parts: parts.len(),
        size,
        without,
        left_out,
    });
    let bundle = String::from_utf8(bytes).map_err(|fault| fault.to_string())?;
    let mut answer = vec![head.to_string(), line(&drawn)?, bundle, line(parties)?];
    answer.extend(remember);
    Ok(answer.join("\n"))
}

/// The files that go along, and the names of those that do not. What is not at hand goes only where somebody has
/// said so: a bundle never leaves out in silence what its documents name.
fn enclosed(
    going: &[&Case],
    at_hand: &AtHand,
    with: bool,
    leave: bool,
) -> Result<(Vec<PartListed>, Vec<String>), String> {
    let Enclosed { there, mut missing } = Enclosed::of(going.iter().copied(), at_hand);
    if !with {
        missing.extend(there.into_iter().map(|part| part.name));
        return Ok((Vec::new(), missing));
    }
    if !missing.is_empty() && !leave {
        return Err(wording::evidence_not_here(missing.len(), &enclosed::listed(&missing)));
    }
    Ok((there, missing))
}

/// Bytes of the file that is handed out, which no receiver may have to refuse.
fn size_of(bundle: &Bundle, bytes: &[u8]) -> Result<u64, String> {
    // What the archive says of an entry: twice its name and less than a hundred bytes.
    const ENTRY: u64 = 250;
    let parts = &bundle.header.parts;
    let own = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let size = parts.iter().fold(own, |sum, part| sum.saturating_add(part.size).saturating_add(ENTRY));
    match () {
        () if size > MAX_BYTES => {
            Err(wording::bundle_problem(&BundleProblem::TooLarge { size, limit: MAX_BYTES }))
        }
        // The bundle itself is one of them.
        () if parts.len() >= MAX_ENTRIES => {
            Err(wording::bundle_problem(&BundleProblem::ArchiveTooManyEntries { limit: MAX_ENTRIES }))
        }
        () => Ok(size),
    }
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
fn file_name(unit: &str, year: i16, code: &str, ending: &str) -> String {
    let keep = |sign: &char| !sign.is_control() && !"\\/:*?\"<>|“”".contains(*sign);
    let unit: String = unit.trim().chars().filter(keep).take(40).collect();
    format!("报送包-{unit}-{year}-{code}.{ending}")
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

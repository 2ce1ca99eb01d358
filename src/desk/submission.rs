//! Keys and the sealing of submissions.

use serde::Deserialize;
use serde_json::{Value, json};

use super::written;
use crate::bundle::Bundle;
use crate::bundle::code::ShortCode;
use crate::bundle::digest::Digest;
use crate::bundle::document::Document;
use crate::bundle::header::{Header, Kind, Party};
use crate::bundle::key::SigningKey;
use crate::bundle::lineage::{Lineage, documents};
use crate::domain::case::Case;
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

/// `{"do":"seal","secret","from":{"role","id","name"},"to","year","made_at","answers","cases","lineages"}`.
#[derive(Deserialize)]
pub(super) struct Submission {
    secret: String,
    from: PartyNamed,
    #[serde(default)]
    to: Option<PartyNamed>,
    year: i16,
    made_at: String,
    #[serde(default)]
    answers: Option<Digest>,
    cases: Vec<Case>,
    #[serde(default)]
    lineages: Vec<Lineage>,
}

#[derive(Clone, Deserialize)]
struct PartyNamed {
    role: String,
    id: String,
    #[serde(default)]
    name: String,
}

impl From<PartyNamed> for Party {
    fn from(PartyNamed { role, id, name }: PartyNamed) -> Self {
        Self { role, id, name }
    }
}

/// The bundle's text, what it is known by, the revisions to remember once it is handed out, and the
/// cases that had no document to go with it.
pub(super) fn seal(asked: &Submission) -> Result<Value, String> {
    let key = SigningKey::of_secret(&asked.secret).ok_or("签章用的私钥读不懂")?;
    let mut sealed = Vec::new();
    let mut lineages = Vec::new();
    let mut left_out = Vec::new();
    for case in &asked.cases {
        let documents = documents(case, &asked.lineages);
        if documents.is_empty() {
            left_out.push(case.id.clone());
        }
        lineages.extend(documents.iter().filter_map(|document| remembered(document, case, &asked.lineages)));
        sealed.extend(documents);
    }
    let header = Header {
        kind: Kind::Submission,
        from: asked.from.clone().into(),
        to: asked.to.clone().map(Party::from),
        year: asked.year,
        made_at: asked.made_at.clone(),
        made_with: concat!("hengping ", env!("CARGO_PKG_VERSION")).to_owned(),
        answers: asked.answers.clone(),
        packs: Vec::new(),
        parts: Vec::new(),
    };
    let bundle = Bundle::new(header, sealed).sealed(&key).ok_or("签章没有作成")?;
    let bytes = bundle.to_bytes();
    // What this program would not take itself, it does not hand out.
    Bundle::read(&bytes).map_err(|problem| crate::wording::bundle_problem(&problem))?;
    Ok(json!({
        "digest": bundle.digest.as_str(), "code": ShortCode::of(&bundle.digest).to_string(),
        "documents": bundle.documents.len(), "lineages": written(lineages)?, "left_out": written(left_out)?,
        "bundle": String::from_utf8(bytes).map_err(|fault| fault.to_string())?,
    }))
}

fn remembered(document: &Document, case: &Case, lineages: &[Lineage]) -> Option<Lineage> {
    let kind = DocumentType::of_word(&document.head.as_ref().ok()?.kind)?;
    let before = lineages.iter().find(|lineage| lineage.kind == kind && lineage.case == case.id);
    Lineage::after(document, &case.id, kind, before)
}

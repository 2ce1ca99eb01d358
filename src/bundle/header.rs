//! The head of a bundle: what kind it is, from whom to whom, by which packs, with which parts. The
//! typed view of what was read, and what is written; unknown members stay with the bundle.

use serde_json::{Value, json};

use super::digest::Digest;
use super::member::{Members, malformed};
use crate::domain::finding::BundleProblem;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    pub kind: Kind,
    pub from: Party,
    pub to: Option<Party>,
    pub year: i16,
    /// An RFC 3339 instant; for people, nothing is decided by it.
    pub made_at: String,
    pub made_with: String,
    /// The digest of the bundle that this one answers.
    pub answers: Option<Digest>,
    pub packs: Vec<PackUsed>,
    pub parts: Vec<PartListed>,
}

/// What a bundle is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 报送: unit or department up.
    Submission,
    /// 退回: down, with opinions.
    Return,
    /// 任务: what is to be done.
    Task,
    /// 评分表 of an expert.
    Sheet,
    Opinion,
    Publication,
    /// Met only in bundles of a newer version.
    Unknown(String),
}

const KINDS: [(&str, Kind); 6] = [
    ("submission", Kind::Submission),
    ("return", Kind::Return),
    ("task", Kind::Task),
    ("sheet", Kind::Sheet),
    ("opinion", Kind::Opinion),
    ("publication", Kind::Publication),
];

impl Kind {
    pub fn word(&self) -> &str {
        match self {
            Self::Unknown(word) => word,
            known => KINDS.iter().find(|(_, kind)| kind == known).map_or("", |(word, _)| word),
        }
    }
}

/// 参与方. An id is unique within its role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// `unit`, `department`, `expert`, `third_party`, `bureau`.
    pub role: String,
    pub id: String,
    pub name: String,
}

/// A pack that the documents were scored by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackUsed {
    pub id: String,
    pub edition: String,
    pub digest: Option<Digest>,
}

/// An attachment; its bytes travel beside the bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartListed {
    pub digest: Digest,
    /// Bytes.
    pub size: u64,
    /// The file's name, as its owner called it: shown, never used as a path.
    pub name: String,
    /// Media type.
    pub media: String,
}

impl Header {
    pub(super) fn read(value: Option<&Value>, lenient: bool) -> Result<Self, BundleProblem> {
        let header = Members::of(value, "header", lenient)?;
        let word = header.id("kind")?;
        let known = KINDS.into_iter().find(|(known, _)| *known == word).map(|(_, kind)| kind);
        let kind = match known {
            Some(kind) => kind,
            None if lenient => Kind::Unknown(word),
            None => return Err(malformed(header.at("kind"), "不认识的种类")),
        };
        let made_at = header.id("made_at")?;
        if !lenient && made_at.parse::<jiff::Timestamp>().is_err() {
            return Err(malformed(header.at("made_at"), "应为时刻，如 2024-01-31T08:00:00Z"));
        }
        let to = header.get("to").map(|_| Party::read(&header.inside("to")?)).transpose()?;
        let mut parts = Vec::new();
        for part in header.list("parts")? {
            match part.digest("digest")? {
                Some(digest) => parts.push(PartListed {
                    digest,
                    size: part.count("size")?,
                    name: part.name("name")?,
                    media: part.name("type")?,
                }),
                None if lenient => {}
                None => return Err(malformed(part.at("digest"), "缺少附件的摘要")),
            }
        }
        let pack = |pack: Members| {
            Ok(PackUsed {
                id: pack.id("id")?,
                edition: pack.name("edition")?,
                digest: pack.digest("digest")?,
            })
        };
        Ok(Self {
            kind,
            from: Party::read(&header.inside("from")?)?,
            to,
            year: header.year("year")?,
            made_at,
            made_with: header.name("made_with")?,
            answers: header.digest("answers")?,
            packs: header.list("packs")?.into_iter().map(pack).collect::<Result<_, BundleProblem>>()?,
            parts,
        })
    }

    pub(super) fn json(&self) -> Value {
        let text = |digest: &Option<Digest>| digest.as_ref().map(|digest| digest.as_str().to_owned());
        let packs: Vec<Value> = (self.packs.iter())
            .map(|pack| json!({ "id": pack.id, "edition": pack.edition, "digest": text(&pack.digest) }))
            .collect();
        let part = |part: &PartListed| {
            let PartListed { digest, size, name, media } = part;
            json!({ "digest": digest.as_str(), "size": size, "name": name, "type": media })
        };
        json!({
            "kind": self.kind.word(), "from": self.from.json(), "to": self.to.as_ref().map(Party::json),
            "year": self.year, "made_at": self.made_at, "made_with": self.made_with,
            "answers": text(&self.answers), "packs": packs,
            "parts": self.parts.iter().map(part).collect::<Vec<Value>>(),
        })
    }
}

impl Party {
    fn read(party: &Members) -> Result<Self, BundleProblem> {
        Ok(Self { role: party.id("role")?, id: party.name("id")?, name: party.name("name")? })
    }

    fn json(&self) -> Value {
        json!({ "role": self.role, "id": self.id, "name": self.name })
    }
}

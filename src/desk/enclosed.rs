//! 佐证材料 that goes along with cases: which files their documents name, and which of those are at hand.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::bundle::digest::Digest;
use crate::bundle::header::PartListed;
use crate::domain::case::Case;
use crate::domain::evidence;
use crate::domain::evidence_kind::EvidenceKind;
use crate::wording::excerpt;

/// Characters of a file's name that travel.
const NAME: usize = 200;
/// Files that are listed by name.
const LISTED: usize = 20;

/// What is at hand: sizes by the 64 digits.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub(super) struct AtHand(BTreeMap<String, u64>);

/// The files that some cases name, each once.
#[derive(Debug, Default)]
pub(super) struct Enclosed {
    /// At hand, as a bundle lists them.
    pub(super) there: Vec<PartListed>,
    /// Names of those that are not.
    pub(super) missing: Vec<String>,
}

impl AtHand {
    pub(super) fn has(&self, digest: &Digest) -> bool {
        self.0.contains_key(digest.hex())
    }
}

impl Enclosed {
    pub(super) fn of<'c>(cases: impl IntoIterator<Item = &'c Case>, at_hand: &AtHand) -> Self {
        let (mut enclosed, mut seen) = (Self::default(), BTreeSet::new());
        for file in cases.into_iter().flat_map(evidence::of_case) {
            if !seen.insert(file.digest.as_str()) {
                continue;
            }
            // The size that is at hand counts: what the document says of it may be a stranger's word.
            let found = file.hex().and_then(|hex| at_hand.0.get(hex)).zip(file.digest.parse().ok());
            match found {
                Some((size, digest)) => enclosed.there.push(PartListed {
                    digest,
                    size: *size,
                    name: file.name.chars().take(NAME).collect(),
                    media: EvidenceKind::of_media(&file.kind).media().to_owned(),
                }),
                None => enclosed.missing.push(file.name.clone()),
            }
        }
        enclosed
    }

    pub(super) fn is_empty(&self) -> bool {
        self.there.is_empty() && self.missing.is_empty()
    }

    pub(super) fn bytes(&self) -> u64 {
        self.there.iter().fold(0, |sum, part| sum.saturating_add(part.size))
    }
}

/// Names of files for a sentence: the first, and how many more.
pub(super) fn listed(names: &[String]) -> String {
    let named: Vec<String> = names.iter().take(LISTED).map(|name| format!("“{}”", excerpt(name))).collect();
    let more = if names.len() > LISTED { format!(" 等 {} 个", names.len()) } else { String::new() };
    format!("{}{more}", named.join("、"))
}

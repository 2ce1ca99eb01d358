//! What lies on this device, in numbers and as it lies there: for the page that shows it, for the
//! reminder of what has no copy elsewhere, and for getting everything out when nothing can read it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::record;
use super::state::Quarantined;
use crate::domain::case::Case;
use crate::domain::ids::CaseId;

/// What is stored, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    pub cases: usize,
    /// Edits that no record holds yet, of all windows.
    pub journal: usize,
    pub drafts: usize,
    /// What could not be used, and originals of what was brought into today's shape.
    pub quarantined: usize,
    /// Of the texts themselves, in UTF-8. What the browser needs for them is [`super::room::Room`].
    pub bytes: u64,
    /// The wall clock of the last backup of everything, in milliseconds.
    pub backed_up_at: Option<i64>,
    /// Cases of which no backup or export holds what they now are. Demonstrations do not count.
    pub only_here: Vec<CaseId>,
}

/// A text as it lies on the device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raw {
    pub store: RawStore,
    pub key: String,
    pub text: String,
}

/// Where a text lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RawStore {
    Cases,
    /// A row of the quarantine, as JSON.
    Quarantine,
    /// localStorage: journal, drafts, preferences, leases.
    Local,
}

/// Something in the quarantine, with where it lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelved {
    pub at: Shelf,
    pub item: Quarantined,
}

/// Where something quarantined lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// The database's running number.
    Row(u32),
    /// The key in localStorage.
    Local(String),
}

/// Which content of each case left the device last. Kept under [`COPIES`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copies {
    /// The wall clock of the last backup of everything: to show, not to decide by.
    pub at: Option<i64>,
    /// Case to the digest of its content then.
    pub digests: BTreeMap<CaseId, String>,
}

/// The name under which the device keeps [`Copies`].
pub const COPIES: &str = "copies";
/// The key that seals what leaves this device: `{"secret","public","code"}`.
pub const SIGNING_KEY: &str = "signing-key";
/// From whom and to whom was handed in last: `{"role","id","name","to_id","to_name"}`.
pub const PARTIES: &str = "parties";

/// Where the device keeps the revisions of one case's documents: a list of lineages as JSON. One text a
/// case, so that handing in one of a thousand writes one.
pub fn lineages_of(case: &CaseId) -> String {
    format!("lineages/{case}")
}

impl Copies {
    pub fn note(&mut self, cases: &[Case]) {
        self.digests.extend(cases.iter().map(|case| (case.id.clone(), record::content_digest(case))));
    }

    /// Whether a copy holds the case as it now is: asked of the content, as flags go wrong.
    pub fn holds(&self, case: &Case) -> bool {
        self.digests.get(&case.id).is_some_and(|digest| *digest == record::content_digest(case))
    }
}

#[cfg(test)]
mod tests {
    use super::Copies;
    use crate::storage::record::tests::case;

    #[test]
    fn a_copy_holds_a_case_until_its_content_changes_and_again_when_it_is_taken_back() {
        let (mut copies, mut changed) = (Copies::default(), case());
        assert!(!copies.holds(&changed));
        copies.note(&[case()]);
        assert!(copies.holds(&changed));
        changed.name.push('！');
        assert!(!copies.holds(&changed));
        changed.name.pop();
        assert!(copies.holds(&changed));
    }
}

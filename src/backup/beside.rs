//! What lies beside a backup as files do and is none of evidence: the versions of each case, and the indicator libraries
//! of the device. Names which file is what; reads none of them.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::reading::malformed;
use crate::bundle::digest::Digest;
use crate::domain::finding::BackupProblem;
use crate::domain::from_json::from_tree;
use crate::domain::ids::CaseId;

const VERSIONS: &str = "versions";
const LIBRARIES: &str = "libraries";

/// Each named by its file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    pub versions: Vec<VersionsBeside>,
    pub libraries: Vec<LibraryBeside>,
}

/// The versions of a case, as [`crate::storage::history::carried`] writes them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionsBeside {
    pub case: CaseId,
    /// How many they are.
    pub count: usize,
    pub part: Digest,
}

/// A text of the device about its libraries, under the name that it has there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LibraryBeside {
    pub name: String,
    /// What it is to people: title and edition; blank for a library that is no longer in use.
    #[serde(default)]
    pub title: String,
    pub part: Digest,
}

impl Beside {
    /// Of the members of a backup, or of a question for one. An absent member is empty.
    pub fn of(members: &Map<String, Value>) -> Result<Self, BackupProblem> {
        let list = |name: &str| members.get(name).cloned().unwrap_or_else(|| Value::Array(Vec::new()));
        Ok(Self {
            versions: from_tree(&list(VERSIONS)).map_err(|said| malformed(VERSIONS, &said.to_string()))?,
            libraries: from_tree(&list(LIBRARIES)).map_err(|said| malformed(LIBRARIES, &said.to_string()))?,
        })
    }

    /// The members that say it; none where there is nothing.
    pub(super) fn members(&self) -> Result<Vec<(&'static str, Value)>, String> {
        let value = |value: serde_json::Result<Value>| value.map_err(|said| said.to_string());
        let mut members = Vec::new();
        if !self.versions.is_empty() {
            members.push((VERSIONS, value(serde_json::to_value(&self.versions))?));
        }
        if !self.libraries.is_empty() {
            members.push((LIBRARIES, value(serde_json::to_value(&self.libraries))?));
        }
        Ok(members)
    }

    /// All versions of all cases.
    pub fn count_versions(&self) -> usize {
        self.versions.iter().fold(0, |sum, one| sum.saturating_add(one.count))
    }

    /// Whether this file is one of them.
    pub fn has(&self, part: &Digest) -> bool {
        self.versions.iter().any(|one| one.part == *part)
            || self.libraries.iter().any(|one| one.part == *part)
    }

    /// Leaves out what has no file among these.
    pub(super) fn keep_only(&mut self, there: impl Fn(&Digest) -> bool) {
        self.versions.retain(|one| there(&one.part));
        self.libraries.retain(|one| there(&one.part));
    }
}

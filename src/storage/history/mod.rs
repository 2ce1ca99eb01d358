//! 历史版本: the contents that a case once had, as a list of what they are and a text for each. Which are kept, under
//! which names they lie among the device's texts, how one is added. Bytes in, bytes out; knows no browser.
//!
//! The list of a case is one text, [`list_of`]; each content is another, named by its digest, [`content_of`], so that
//! two versions of one content are kept once. Contents are whole and in plain JSON: one is read without any other,
//! and one that breaks takes no other along. Times are of the device's clock and only shown: the order is the list's.

mod carried;
mod thinning;

pub use carried::{carried, uncarried};
pub use thinning::{DAY, HOUR, MOST, MOST_OF_A_DAY, WEEK, thinned};

use serde::{Deserialize, Serialize};

use super::keys;
use crate::domain::from_json::from_json;
use crate::domain::ids::CaseId;

/// The shape of the list that this program writes. A newer one is shown as far as it reads, and never written.
const VERSION: u32 = 1;

/// What is known of one version besides its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Its number in the list; never given twice while the list lives.
    pub number: u64,
    /// Milliseconds since 1970 by the device's clock: to show.
    pub at: i64,
    /// Who used the device, as far as they are told apart.
    #[serde(default)]
    pub who: String,
    pub why: Why,
    /// 申报稿, 定稿: what the user calls it. Empty for what nobody named.
    #[serde(default)]
    pub name: String,
    /// Of its content: [`super::record::content_digest`].
    pub digest: String,
    /// The content that it went on from, the version before it in the list; `None` for the first.
    #[serde(default)]
    pub parent: Option<String>,
}

/// Why a version was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Editing paused, or the case was left.
    Edited,
    /// An import or a backup put this content in place of another.
    Imported,
    /// An earlier version became the content again.
    Restored,
    /// It went into a bundle for another party.
    HandedIn,
    /// The user wanted it kept.
    Named,
    /// What stood before it was replaced by an import, a backup or an earlier version.
    BeforeReplace,
}

impl Why {
    /// The word it is stored under.
    pub fn word(self) -> &'static str {
        match self {
            Self::Edited => "edited",
            Self::Imported => "imported",
            Self::Restored => "restored",
            Self::HandedIn => "handed_in",
            Self::Named => "named",
            Self::BeforeReplace => "before_replace",
        }
    }
}

/// A version that is to be added: what the list itself does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    pub at: i64,
    pub who: String,
    pub why: Why,
    pub name: String,
    pub digest: String,
}

/// The versions of one case, the oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Versions {
    version: u32,
    /// The last number given.
    last: u64,
    list: Vec<Version>,
}

/// Why a list cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListFault {
    /// What the reader said.
    Unreadable(String),
    /// Written by a newer workbench: it is left as it is.
    Newer,
}

/// How the names of all these texts begin.
pub const ROOT: &str = "history/";

/// Where the list of a case's versions lies among the device's texts.
pub fn list_of(case: &CaseId) -> String {
    format!("{ROOT}{}", keys::step(case))
}

/// Whether a text of this name is a list, not a content.
pub fn is_list(name: &str) -> bool {
    name.matches('/').count() == 1
}

/// Where a content lies.
pub fn content_of(case: &CaseId, digest: &str) -> String {
    format!("{ROOT}{}/{digest}", keys::step(case))
}

/// The cases that were deleted by hand and whose versions wait to go, a line each: when, and the id. Put back
/// meanwhile, a case keeps them.
pub const GONE: &str = "history-gone";

/// So long the versions of a deleted case stay, in milliseconds: it may be taken back.
pub const WAITS: i64 = DAY;

impl Version {
    /// Stays until the case is deleted. The others are thinned out.
    pub fn is_kept(&self) -> bool {
        !self.name.is_empty() || self.why == Why::HandedIn
    }
}

impl Versions {
    /// Reads a list; without a text there are no versions yet.
    pub fn read(text: Option<&str>) -> Result<Self, ListFault> {
        let Some(text) = text else { return Ok(Self::default()) };
        let unreadable = |said: serde_json::Error| ListFault::Unreadable(said.to_string());
        #[derive(Deserialize)]
        struct Gate {
            version: u32,
        }
        let gate: Gate = from_json(text).map_err(unreadable)?;
        if gate.version > VERSION {
            return Err(ListFault::Newer);
        }
        from_json(text).map_err(unreadable)
    }

    pub fn text(&self) -> String {
        // Texts and integers always have a JSON form.
        serde_json::to_string(&Self { version: VERSION, ..self.clone() }).unwrap_or_default()
    }

    /// Oldest first.
    pub fn list(&self) -> &[Version] {
        &self.list
    }

    pub fn last(&self) -> Option<&Version> {
        self.list.last()
    }

    /// Adds a version, unless the last has this content: then that one is made more of, if there is more to say of
    /// it. `None`: nothing is different.
    pub fn add(&mut self, arrival: Arrival) -> Option<u64> {
        let Arrival { at, who, why, name, digest } = arrival;
        if let Some(last) = self.list.last_mut().filter(|last| last.digest == digest) {
            if why == Why::HandedIn && !last.is_kept() {
                (last.why, last.at, last.who) = (why, at, who);
                return Some(last.number);
            }
            if !name.is_empty() && last.name.is_empty() {
                last.name = name;
                return Some(last.number);
            }
            if why != Why::HandedIn && (name.is_empty() || last.name == name) {
                return None;
            }
        }
        let parent = self.list.last().map(|last| last.digest.clone());
        self.last += 1;
        self.list.push(Version { number: self.last, at, who, why, name, digest, parent });
        Some(self.last)
    }

    /// Gives a version another name; without one it is thinned out like any other. `false`: there is none of that
    /// number.
    pub fn rename(&mut self, number: u64, name: &str) -> bool {
        let found = self.list.iter_mut().find(|version| version.number == number);
        found.map(|version| name.clone_into(&mut version.name)).is_some()
    }

    /// Takes in versions that came from elsewhere, each at its time, leaving out what is here. Returns how many.
    pub fn take_in(&mut self, versions: Vec<Version>) -> usize {
        let before = self.list.len();
        for version in versions {
            let same = |known: &Version| {
                (&known.digest, known.at, &known.name) == (&version.digest, version.at, &version.name)
            };
            if self.list.iter().any(same) {
                continue;
            }
            self.last += 1;
            let at = self.list.partition_point(|known| known.at <= version.at);
            self.list.insert(at, Version { number: self.last, ..version });
        }
        self.list.len() - before
    }

    /// Thins the list out as of `now`, and gives the digests of contents that no version has any more.
    pub fn thin(&mut self, now: i64) -> Vec<String> {
        let before = std::mem::take(&mut self.list);
        let goes = thinned(&before, now);
        let (gone, stays): (Vec<Version>, Vec<Version>) =
            before.into_iter().partition(|version| goes.contains(&version.number));
        self.list = stays;
        let mut digests: Vec<String> = Vec::new();
        for version in gone {
            let is_used = self.list.iter().any(|known| known.digest == version.digest);
            if !is_used && !digests.contains(&version.digest) {
                digests.push(version.digest);
            }
        }
        digests
    }

    /// The digest of every content, each once.
    pub fn digests(&self) -> Vec<String> {
        let mut digests: Vec<String> = Vec::new();
        for version in &self.list {
            if !digests.contains(&version.digest) {
                digests.push(version.digest.clone());
            }
        }
        digests
    }
}

#[cfg(test)]
mod tests {
    use super::{Arrival, ListFault, Versions, Why, content_of, list_of};
    use crate::domain::ids::CaseId;

    #[test]
    fn each_reason_is_stored_under_its_word() {
        for why in [Why::Edited, Why::Imported, Why::Restored, Why::HandedIn, Why::Named, Why::BeforeReplace]
        {
            assert_eq!(serde_json::to_value(why).ok(), Some(why.word().into()));
        }
    }

    fn arrival(at: i64, why: Why, digest: &str) -> Arrival {
        Arrival { at, who: "张".into(), why, name: String::new(), digest: digest.into() }
    }

    fn named(at: i64, name: &str, digest: &str) -> Arrival {
        Arrival { name: name.into(), ..arrival(at, Why::Named, digest) }
    }

    #[test]
    fn a_list_comes_back_as_it_was_and_a_newer_one_is_told() {
        let mut versions = Versions::default();
        assert_eq!(versions.add(arrival(1, Why::Edited, "a")), Some(1));
        assert_eq!(versions.add(named(2, "申报稿", "b")), Some(2));
        assert_eq!(versions.list()[1].parent.as_deref(), Some("a"));
        let text = versions.text();
        assert_eq!(
            Versions::read(Some(&text)).map(|read| read.list().to_vec()),
            Ok(versions.list().to_vec())
        );
        assert_eq!(Versions::read(None), Ok(Versions::default()));
        assert_eq!(Versions::read(Some(r#"{"version":2,"later":1}"#)), Err(ListFault::Newer));
        for broken in ["", "[]", r#"{"version":1,"last":1,"list":[{}]}"#] {
            assert!(matches!(Versions::read(Some(broken)), Err(ListFault::Unreadable(_))), "{broken}");
        }
    }

    #[test]
    fn the_same_content_is_one_version_that_learns_its_name() {
        let mut versions = Versions::default();
        versions.add(arrival(1, Why::Edited, "a"));
        assert_eq!(versions.add(arrival(2, Why::BeforeReplace, "a")), None);
        assert_eq!(versions.add(named(3, "申报稿", "a")), Some(1));
        assert_eq!(versions.add(named(4, "申报稿", "a")), None, "the same once more");
        assert_eq!(versions.add(named(5, "定稿", "a")), Some(2), "a second name loses no first");
        assert_eq!(versions.list()[0].name, "申报稿");
    }

    #[test]
    fn what_was_handed_in_is_a_version_of_its_own_where_the_last_is_kept_for_itself() {
        let mut versions = Versions::default();
        versions.add(arrival(1, Why::Edited, "a"));
        assert_eq!(versions.add(arrival(2, Why::HandedIn, "a")), Some(1));
        assert_eq!((versions.list()[0].why, versions.list()[0].at), (Why::HandedIn, 2));
        assert_eq!(versions.add(arrival(3, Why::HandedIn, "a")), Some(2), "handed in twice");
        assert_eq!(versions.add(arrival(4, Why::Edited, "a")), None);
        assert_eq!(versions.list().len(), 2);
    }

    #[test]
    fn versions_from_elsewhere_stand_at_their_time_and_once() {
        let mut versions = Versions::default();
        versions.add(arrival(10, Why::Edited, "a"));
        versions.add(named(30, "定稿", "c"));
        let mut others = Versions::default();
        others.add(named(20, "申报稿", "b"));
        others.add(named(30, "定稿", "c"));
        assert_eq!(versions.take_in(others.list().to_vec()), 1);
        assert_eq!(versions.take_in(others.list().to_vec()), 0);
        let digests: Vec<&str> = versions.list().iter().map(|version| version.digest.as_str()).collect();
        assert_eq!(digests, ["a", "b", "c"]);
        let mut numbers: Vec<u64> = versions.list().iter().map(|version| version.number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), 3);
    }

    #[test]
    fn no_case_reaches_into_the_texts_of_another() {
        let (one, other) = (CaseId::new("a"), CaseId::new("a/d"));
        assert_ne!(content_of(&one, "d"), list_of(&other));
    }
}

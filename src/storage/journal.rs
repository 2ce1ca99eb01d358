//! The journal: edits that no document holds yet, and how they come back after the window died.
//! Plans and applies; knows no browser.

use serde::{Deserialize, Serialize};

use crate::domain::case::Case;
use crate::domain::command::{self, Command};
use crate::domain::ids::CaseId;

use super::record::Contained;
use super::state::{QuarantineReason, Quarantined};

/// The longest entry that is written while somebody types, in bytes of its JSON.
pub const LONGEST: usize = 64 * 1024;

/// The shape this program writes.
const VERSION: u32 = 1;

/// One edit as it lies in the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub version: u32,
    pub case: CaseId,
    pub seq: u64,
    /// The window that made the edit. Two windows never write the same key.
    pub writer: String,
    pub command: Command,
}

impl Entry {
    pub fn new(case: &CaseId, seq: u64, writer: &str, command: &Command) -> Self {
        Self {
            version: VERSION,
            case: case.clone(),
            seq,
            writer: writer.to_owned(),
            command: command.clone(),
        }
    }
}

/// An entry with the key it stands under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub key: String,
    pub raw: String,
    pub entry: Entry,
}

/// Reads entries from their keys and texts, in order of sequence; the second list cannot be read.
pub fn read(texts: Vec<(String, String)>) -> (Vec<Standing>, Vec<Quarantined>) {
    let (mut standing, mut broken) = (Vec::new(), Vec::new());
    for (key, raw) in texts {
        match entry(&raw) {
            Ok(entry) => standing.push(Standing { key, raw, entry }),
            Err(reason) => broken.push(Quarantined { key, raw, reason }),
        }
    }
    standing.sort_by(|a, b| (a.entry.seq, &a.entry.writer).cmp(&(b.entry.seq, &b.entry.writer)));
    (standing, broken)
}

fn entry(raw: &str) -> Result<Entry, QuarantineReason> {
    #[derive(Deserialize)]
    struct Gate {
        version: u32,
    }
    let unreadable = |said: serde_json::Error| QuarantineReason::Unreadable(said.to_string());
    let Gate { version } = serde_json::from_str(raw).map_err(unreadable)?;
    if version > VERSION {
        return Err(QuarantineReason::Newer { version });
    }
    serde_json::from_str(raw).map_err(unreadable)
}

/// What came of putting a case's entries back into it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Replay {
    /// Keys and sequence numbers of entries that the record held already: cut them.
    pub contained: Vec<(String, u64)>,
    /// The same of entries that are now in the case and in no record yet.
    pub applied: Vec<(String, u64)>,
    /// Entries that do not fit.
    pub refused: Vec<Quarantined>,
    /// What the record of the case contains once it is written with these entries.
    pub contains: Contained,
    /// The highest number given so far.
    pub seq: u64,
}

/// Puts the entries of one case back into it, leaving out those its record already contains.
/// Doing it twice is doing it once.
pub fn replay(case: &mut Case, seq: u64, contained: &Contained, entries: Vec<Standing>) -> Replay {
    let mut replay = Replay { seq, ..Replay::default() };
    for Standing { key, raw, entry } in entries {
        let Entry { seq, writer, command, .. } = entry;
        replay.seq = replay.seq.max(seq);
        if let Some(last) = contained.get(&writer).filter(|last| seq <= **last) {
            replay.contains.entry(writer).or_insert(*last);
            replay.contained.push((key, seq));
            continue;
        }
        let form = case.self_evaluation.as_mut();
        match form.and_then(|form| command::apply(form, command).ok()) {
            Some(_) => {
                case.follow_head();
                replay.contains.insert(writer, seq);
                replay.applied.push((key, seq));
            }
            None => {
                replay.refused.push(Quarantined { key, raw, reason: QuarantineReason::NotApplicable });
            }
        }
    }
    replay
}

#[cfg(test)]
mod tests {
    use super::{Entry, read, replay};
    use crate::domain::command::Command;
    use crate::domain::ids::{CaseId, RowId};
    use crate::domain::place::RowField;
    use crate::storage::keys::LocalKey;
    use crate::storage::record::{Contained, tests::case};
    use crate::storage::state::QuarantineReason;

    fn set(row: &str, text: &str) -> Command {
        Command::SetRow { row: RowId::new(row), field: RowField::Actual, text: text.into() }
    }

    fn text(seq: u64, writer: &str, command: &Command) -> (String, String) {
        let id = CaseId::new("c1");
        let key = LocalKey::Journal { case: &id, seq, writer }.to_string();
        let entry = Entry::new(&id, seq, writer, command);
        (key, serde_json::to_string(&entry).expect("an entry"))
    }

    fn actual(case: &crate::domain::case::Case) -> String {
        let form = case.self_evaluation.as_ref().expect("a form");
        form.rows[0].actual.text().to_owned()
    }

    #[test]
    fn entries_come_back_in_order_and_what_the_record_holds_is_left_out() {
        let texts = vec![
            text(10, "a", &set("r1", "3")),
            text(9, "a", &set("r1", "2")),
            text(8, "a", &set("r1", "1")),
        ];
        let (entries, broken) = read(texts);
        assert!(broken.is_empty());
        let mut case = case();
        let replay = replay(&mut case, 8, &Contained::from([("a".into(), 8)]), entries);
        assert_eq!(actual(&case), "3");
        assert_eq!((replay.contained.len(), replay.applied.len(), replay.seq), (1, 2, 10));
        assert_eq!(replay.contains, Contained::from([("a".into(), 10)]));
    }

    #[test]
    fn a_lower_number_of_another_window_is_not_taken_for_contained() {
        let (entries, _) = read(vec![text(3, "b", &set("r1", "theirs"))]);
        let mut case = case();
        let replay = replay(&mut case, 9, &Contained::from([("a".into(), 9)]), entries);
        assert_eq!((actual(&case).as_str(), replay.applied.len(), replay.seq), ("theirs", 1, 9));
    }

    #[test]
    fn replaying_twice_is_replaying_once() {
        let texts = || read(vec![text(1, "a", &set("r1", "1")), text(2, "a", &set("r1", "2"))]).0;
        let mut once = case();
        let first = replay(&mut once, 0, &Contained::new(), texts());
        let mut twice = once.clone();
        let second = replay(&mut twice, first.seq, &first.contains, texts());
        assert_eq!(once, twice);
        assert_eq!((second.applied.len(), second.contained.len()), (0, 2));
    }

    #[test]
    fn what_does_not_fit_is_kept_with_its_reason_and_the_rest_goes_on() {
        let broken = ("hp/j/c1/x".to_owned(), "{\"version\":1".to_owned());
        let newer = (
            "hp/j/c1/y".to_owned(),
            text(1, "a", &set("r1", "1")).1.replace("\"version\":1", "\"version\":9"),
        );
        let texts = vec![broken, newer, text(1, "a", &set("gone", "1")), text(2, "a", &set("r1", "2"))];
        let (entries, unread) = read(texts);
        assert!(matches!(unread[0].reason, QuarantineReason::Unreadable(_)));
        assert_eq!(unread[1].reason, QuarantineReason::Newer { version: 9 });
        let mut case = case();
        let replay = replay(&mut case, 0, &Contained::new(), entries);
        assert_eq!(actual(&case), "2");
        assert_eq!(replay.refused[0].reason, QuarantineReason::NotApplicable);
    }
}

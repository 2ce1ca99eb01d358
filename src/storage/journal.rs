//! The journal: edits that no document holds yet, and how they come back after the window died.
//! Plans and applies; knows no browser.

use serde::{Serialize, Serializer};

use crate::domain::case::Case;
use crate::domain::command::{self, Command};
use crate::domain::ids::CaseId;
use crate::domain::order::ordered;

use super::members::Members;
use super::record::Contained;
use super::state::{QuarantineReason, Quarantined};
use super::steps::{Steps, Way};

/// The longest entry that is written while somebody types, in bytes of its JSON.
pub const LONGEST: usize = 64 * 1024;

/// The shape this program writes. 1 had no fence, 2 no edits of goals and no evidence.
const VERSION: u32 = 3;

/// One edit as it lies in the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    pub version: u32,
    pub case: CaseId,
    pub seq: u64,
    /// The fencing number of that window when it made the edit.
    pub fence: u64,
    /// The window that made the edit. Two windows never write the same key.
    pub writer: String,
    pub command: Command,
    /// How the edit came about; what says nothing of it is new.
    #[serde(skip_serializing_if = "Way::is_new", serialize_with = "word")]
    pub way: Way,
}

impl Entry {
    pub fn new(case: &CaseId, seq: u64, fence: u64, writer: &str, command: &Command) -> Self {
        Self {
            version: VERSION,
            case: case.clone(),
            seq,
            fence,
            writer: writer.to_owned(),
            command: command.clone(),
            way: Way::New,
        }
    }
}

fn word<S: Serializer>(way: &Way, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(way.word())
}

/// An entry with the key it stands under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub key: String,
    pub raw: String,
    pub entry: Entry,
}

/// Reads entries from their keys and texts, in the order they were made in; the second list cannot be read.
pub fn read(texts: Vec<(String, String)>) -> (Vec<Standing>, Vec<Quarantined>) {
    let (mut standing, mut broken) = (Vec::new(), Vec::new());
    for (key, raw) in texts {
        match entry(&raw) {
            Ok(entry) => standing.push(Standing { key, raw, entry }),
            Err(reason) => broken.push(Quarantined { key, raw, reason }),
        }
    }
    // Clocks differ and go back: the fence tells the holders apart, the sequence one holder's edits.
    let order = |Standing { entry, .. }: &Standing| (entry.fence, entry.seq);
    let standing =
        ordered(standing, |a, b| order(a).cmp(&order(b)).then_with(|| a.entry.writer.cmp(&b.entry.writer)));
    (standing, broken)
}

fn entry(raw: &str) -> Result<Entry, QuarantineReason> {
    let members = Members::of(raw, VERSION)?;
    let version = members.number("version")?;
    Ok(Entry {
        version,
        case: CaseId::new(members.text("case")?),
        seq: members.number("seq")?,
        fence: if version > 1 { members.number("fence")? } else { 0 },
        writer: members.text("writer")?,
        command: members.value("command")?,
        way: members.text("way").map_or(Way::New, |word| Way::of_word(&word)),
    })
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
/// Doing it twice is doing it once. `fence` is the record's: an entry with a lower one came from a
/// window that had lost the case before the record was written, and goes over nothing. What takes the
/// entries back is noted behind the record's `steps`.
pub fn replay(
    case: &mut Case,
    steps: &mut Steps,
    seq: u64,
    fence: u64,
    contained: &Contained,
    entries: Vec<Standing>,
) -> Replay {
    let mut replay = Replay { seq, ..Replay::default() };
    for Standing { key, raw, entry } in entries {
        let Entry { seq, fence: made_at, writer, command, way, .. } = entry;
        replay.seq = replay.seq.max(seq);
        if let Some(last) = contained.get(&writer).filter(|last| seq <= **last) {
            replay.contains.entry(writer).or_insert(*last);
            replay.contained.push((key, seq));
            continue;
        }
        if made_at < fence {
            replay.refused.push(Quarantined { key, raw, reason: QuarantineReason::Late });
            continue;
        }
        match command::apply_to(case, command) {
            Ok(change) => {
                // What changed nothing made no step.
                if change.changed {
                    steps.note(way, change.inverse);
                }
                replay.contains.insert(writer, seq);
                replay.applied.push((key, seq));
            }
            Err(_) => {
                // The content is not the one that those steps and the entries to come go by.
                *steps = Steps::default();
                replay.refused.push(Quarantined { key, raw, reason: QuarantineReason::NotApplicable });
            }
        }
    }
    replay
}

#[cfg(test)]
mod tests {
    use super::{Entry, Standing, read};
    use crate::domain::case::Case;
    use crate::domain::command::Command;
    use crate::domain::ids::{CaseId, RowId};
    use crate::domain::place::RowField;
    use crate::storage::keys::LocalKey;
    use crate::storage::record::{Contained, tests::case};
    use crate::storage::state::QuarantineReason;
    use crate::storage::steps::{Steps, Way};

    fn set(row: &str, text: &str) -> Command {
        Command::SetRow { row: RowId::new(row), field: RowField::Actual, text: text.into() }
    }

    fn text(seq: u64, writer: &str, command: &Command) -> (String, String) {
        fenced(seq, 1, writer, command)
    }

    fn fenced(seq: u64, fence: u64, writer: &str, command: &Command) -> (String, String) {
        let id = CaseId::new("c1");
        let key = LocalKey::Journal { case: &id, seq, writer }.to_string();
        let entry = Entry::new(&id, seq, fence, writer, command);
        (key, serde_json::to_string(&entry).expect("an entry"))
    }

    fn replay(
        case: &mut Case,
        seq: u64,
        fence: u64,
        held: &Contained,
        entries: Vec<Standing>,
    ) -> super::Replay {
        super::replay(case, &mut Steps::default(), seq, fence, held, entries)
    }

    fn actual(case: &Case) -> String {
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
        let replay = replay(&mut case, 8, 1, &Contained::from([("a".into(), 8)]), entries);
        assert_eq!(actual(&case), "3");
        assert_eq!((replay.contained.len(), replay.applied.len(), replay.seq), (1, 2, 10));
        assert_eq!(replay.contains, Contained::from([("a".into(), 10)]));
    }

    #[test]
    fn a_lower_number_of_another_window_is_not_taken_for_contained() {
        let (entries, _) = read(vec![text(3, "b", &set("r1", "theirs"))]);
        let mut case = case();
        let replay = replay(&mut case, 9, 1, &Contained::from([("a".into(), 9)]), entries);
        assert_eq!((actual(&case).as_str(), replay.applied.len(), replay.seq), ("theirs", 1, 9));
    }

    #[test]
    fn replaying_twice_is_replaying_once() {
        let texts = || read(vec![text(1, "a", &set("r1", "1")), text(2, "a", &set("r1", "2"))]).0;
        let mut once = case();
        let first = replay(&mut once, 0, 1, &Contained::new(), texts());
        let mut twice = once.clone();
        let second = replay(&mut twice, first.seq, 1, &first.contains, texts());
        assert_eq!(once, twice);
        assert_eq!((second.applied.len(), second.contained.len()), (0, 2));
    }

    #[test]
    fn what_does_not_fit_is_kept_with_its_reason_and_the_rest_goes_on() {
        let broken = ("hp/j/c1/x".to_owned(), "{\"version\":1".to_owned());
        let newer = (
            "hp/j/c1/y".to_owned(),
            text(1, "a", &set("r1", "1")).1.replace("\"version\":3", "\"version\":9"),
        );
        let texts = vec![broken, newer, text(1, "a", &set("gone", "1")), text(2, "a", &set("r1", "2"))];
        let (entries, unread) = read(texts);
        assert!(matches!(unread[0].reason, QuarantineReason::Unreadable(_)));
        assert_eq!(unread[1].reason, QuarantineReason::Newer { version: 9 });
        let mut case = case();
        let replay = replay(&mut case, 0, 1, &Contained::new(), entries);
        assert_eq!(actual(&case), "2");
        assert_eq!(replay.refused[0].reason, QuarantineReason::NotApplicable);
    }

    #[test]
    fn holders_come_back_in_the_order_of_their_fences() {
        let texts = vec![fenced(3, 2, "b", &set("r1", "later")), fenced(9, 1, "a", &set("r1", "earlier"))];
        let mut case = case();
        let replay = replay(&mut case, 0, 1, &Contained::new(), read(texts).0);
        assert_eq!((actual(&case).as_str(), replay.applied.len(), replay.seq), ("later", 2, 9));
    }

    #[test]
    fn what_a_window_wrote_after_it_had_lost_the_case_goes_over_nothing() {
        let texts = vec![fenced(4, 1, "frozen", &set("r1", "late")), fenced(5, 2, "b", &set("r2", "x"))];
        let mut case = case();
        let replay = replay(&mut case, 3, 2, &Contained::new(), read(texts).0);
        assert_eq!(actual(&case), "");
        assert_eq!(replay.refused[0].reason, QuarantineReason::Late);
        assert!(replay.refused[0].raw.contains("late"));
    }

    #[test]
    fn what_was_done_before_the_window_died_can_be_taken_back() {
        let entry = |seq, way, command| {
            let id = CaseId::new("c1");
            let entry = Entry { way, ..Entry::new(&id, seq, 1, "a", &command) };
            (format!("hp/j/c1/{seq}/a"), serde_json::to_string(&entry).expect("an entry"))
        };
        let texts = vec![
            entry(8, Way::New, set("r1", "old")),
            entry(9, Way::New, set("r1", "4")),
            entry(10, Way::Run, set("r1", "45")),
            entry(11, Way::New, set("r1", "46")),
            entry(12, Way::Undo, set("r1", "45")),
        ];
        let (mut case, mut steps) = (case(), Steps::default());
        // The record holds the first of them, and its step.
        let change = crate::domain::command::apply_to(&mut case, set("r1", "old")).expect("an edit");
        steps.note(Way::New, change.inverse);
        super::replay(&mut case, &mut steps, 8, 1, &Contained::from([("a".into(), 8)]), read(texts).0);
        assert_eq!(actual(&case), "45");
        assert_eq!(steps.next(Way::Redo), Some(&set("r1", "46")));
        assert_eq!(steps.next(Way::Undo), Some(&set("r1", "old")), "the run is one step");
        steps.skip(Way::Undo);
        assert_eq!(steps.next(Way::Undo), Some(&set("r1", "")), "and the record's step is below it");
    }
}

//! What lies on this device, in numbers and as it lies there: for the page that shows it, for the
//! reminder of what has no copy elsewhere, and for getting everything out when nothing can read it.

use serde_json::value::RawValue;

use super::keys;
use super::record;
use super::state::{QuarantineReason, Quarantined};
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

impl Overview {
    /// What these texts are, counted; what has left the device is another matter.
    pub fn of(raw: &[Raw]) -> Self {
        let count = |store: RawStore, prefix: &str| {
            raw.iter().filter(|raw| raw.store == store && raw.key.starts_with(prefix)).count()
        };
        Self {
            cases: count(RawStore::Cases, ""),
            journal: count(RawStore::Local, keys::JOURNAL),
            drafts: count(RawStore::Local, keys::DRAFT),
            quarantined: count(RawStore::Quarantine, "") + count(RawStore::Local, keys::QUARANTINE),
            bytes: raw.iter().map(|raw| (raw.key.len() + raw.text.len()) as u64).sum(),
            ..Self::default()
        }
    }
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

/// A text of the device in the list of everything, whether anything can read it or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub store: RawStore,
    /// Where it lies; of something put aside, where it lay.
    pub key: String,
    /// As it was found, byte for byte.
    pub text: String,
    /// The wall clock it was written at, as far as the text tells: to show.
    pub at: Option<i64>,
    /// Where it was put aside, and why.
    pub aside: Option<(Shelf, QuarantineReason)>,
}

/// Every text of the device with what is known of it.
pub fn listed(raw: Vec<Raw>, shelved: &[Shelved]) -> Vec<Listed> {
    let entry = |Raw { store, key, text }: Raw| {
        let lies_here = |shelf: &Shelf| match (store, shelf) {
            (RawStore::Quarantine, Shelf::Row(number)) => number.to_string() == key,
            (RawStore::Local, Shelf::Local(place)) => *place == key,
            _ => false,
        };
        let at = moment(&text);
        match shelved.iter().find(|shelved| lies_here(&shelved.at)) {
            None => Listed { store, key, text, at, aside: None },
            Some(Shelved { at: shelf, item }) => {
                let aside = Some((shelf.clone(), item.reason.clone()));
                // A row that another program left has no text of its own: it is handed out whole.
                let text = if item.raw.is_empty() { text } else { item.raw.clone() };
                Listed { store, key: item.key.clone(), text, at, aside }
            }
        }
    };
    raw.into_iter().map(entry).collect()
}

/// The first moment that a text names: `"saved_at":1700000000000`, whatever else it is.
fn moment(text: &str) -> Option<i64> {
    text.split("_at").skip(1).find_map(|rest| {
        let rest =
            rest.trim_start_matches('\\').strip_prefix('"')?.trim_start().strip_prefix(':')?.trim_start();
        let digits = rest.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(rest.len());
        rest.get(..digits).filter(|digits| (12..=14).contains(&digits.len()))?.parse().ok()
    })
}

/// Everything in one file, in the shape that `rescue.html` writes: what restores a backup reads it too.
pub fn everything(raw: &[Raw], made_at: &str, from: &str) -> String {
    let record = |raw: &Raw| {
        let (store, value) = match raw.store {
            RawStore::Cases => ("hengping/cases", format!("{{\"record\":{}}}", quoted(&raw.text))),
            // Rows are JSON as they were found; one that is not stays the text it is.
            RawStore::Quarantine => match serde_json::from_str::<&RawValue>(&raw.text) {
                Ok(row) => ("hengping/quarantine", row.get().to_owned()),
                Err(_) => ("hengping/quarantine", quoted(&raw.text)),
            },
            RawStore::Local => ("localStorage", quoted(&raw.text)),
        };
        format!("{{\"store\":\"{store}\",\"key\":{},\"value\":{value}}}", quoted(&raw.key))
    };
    let records: Vec<String> = raw.iter().map(record).collect();
    format!(
        "{{\"format\":\"hengping.rescue\",\"version\":1,\"made_at\":{},\"from\":{},\"faults\":[],\"records\":[\n{}\n]}}\n",
        quoted(made_at),
        quoted(from),
        records.join(",\n"),
    )
}

fn quoted(text: &str) -> String {
    // A text always has a JSON form.
    serde_json::to_string(text).unwrap_or_default()
}

/// Room left, in bytes, below which somebody is told.
const LITTLE_ROOM: u64 = 50 * 1024 * 1024;

/// Whether what is still free of `quota` bytes is less than 50 MB or less than a twentieth.
pub fn is_short_of_room(used: u64, quota: u64) -> bool {
    let free = quota.saturating_sub(used);
    free < LITTLE_ROOM || free < quota / 20
}

/// Which content of each case left the device last. Kept under [`COPIES`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copies {
    /// The wall clock of the last backup of everything: to show, not to decide by.
    pub at: Option<i64>,
    /// Each case with the digest of its content then, by id.
    digests: Vec<(CaseId, String)>,
}

/// The name under which the device keeps [`Copies`].
pub const COPIES: &str = "copies";
/// The key that seals what leaves this device: `{"secret","public","code"}`.
pub const SIGNING_KEY: &str = "signing-key";
/// From whom and to whom was handed in last: `{"role","id","name","to_id","to_name"}`.
pub const PARTIES: &str = "parties";
/// What the columns of project lists were taken for: [`crate::forms::project_list::Mappings`] as JSON.
pub const LIST_MAPPINGS: &str = "list-mappings";

/// Where the device keeps the revisions of one case's documents: a list of lineages as JSON. One text a
/// case, so that handing in one of a thousand writes one.
pub fn lineages_of(case: &CaseId) -> String {
    format!("lineages/{case}")
}

impl Copies {
    /// Notes that the case, as it is, lies elsewhere too.
    pub fn note(&mut self, case: &Case) {
        let noted = (case.id.clone(), record::content_digest(case));
        let at = self.place(&case.id).unwrap_or_else(|at| at);
        match self.digests.get_mut(at).filter(|(id, _)| *id == case.id) {
            Some(old) => *old = noted,
            None => self.digests.insert(at, noted),
        }
    }

    /// Forgets the cases that `stays` does not name.
    pub fn retain(&mut self, stays: impl Fn(&CaseId) -> bool) {
        self.digests.retain(|(id, _)| stays(id));
    }

    /// Reads what [`Copies::text`] wrote. Of a line that is none nothing is known: its case counts as only here.
    pub fn read(text: &str) -> Self {
        let (at, lines) = text.split_once('\n').unwrap_or((text, ""));
        let pair = |line: &str| line.split_once(' ').map(|(digest, id)| (CaseId::new(id), digest.to_owned()));
        Self { at: at.parse().ok(), digests: lines.lines().filter_map(pair).collect() }
    }

    /// The moment of the last backup, then a line for each case.
    pub fn text(&self) -> String {
        let mut text = self.at.map(|at| at.to_string()).unwrap_or_default();
        for (id, digest) in &self.digests {
            text.push_str(&format!("\n{digest} {id}"));
        }
        text
    }

    fn place(&self, id: &CaseId) -> Result<usize, usize> {
        self.digests.binary_search_by(|(known, _)| known.cmp(id))
    }

    /// Whether a copy holds the case as it now is: asked of the content, as flags go wrong.
    pub fn holds(&self, case: &Case) -> bool {
        let noted = self.place(&case.id).ok().and_then(|at| self.digests.get(at));
        noted.is_some_and(|(_, digest)| *digest == record::content_digest(case))
    }
}

#[cfg(test)]
mod tests {
    use super::{
        Case, CaseId, Copies, Raw, RawStore, Shelf, Shelved, everything, is_short_of_room, listed, moment,
    };
    use crate::storage::record::tests::case;
    use crate::storage::state::{QuarantineReason, Quarantined};

    fn raw(store: RawStore, key: &str, text: &str) -> Raw {
        Raw { store, key: key.into(), text: text.into() }
    }

    fn shelved(at: Shelf, raw: &str) -> Shelved {
        let item = Quarantined { key: "c1".into(), raw: raw.into(), reason: QuarantineReason::Digest };
        Shelved { at, item }
    }

    #[test]
    fn a_text_put_aside_is_listed_as_it_was_found_and_why() {
        let texts = vec![
            raw(RawStore::Cases, "1", "{}"),
            raw(RawStore::Quarantine, "1", r#"{"raw":"{broken","found_at":1700000000000}"#),
            raw(RawStore::Quarantine, "2", r#"{"strange":1}"#),
            raw(RawStore::Local, "hp/q/hp/j/c1", "aside"),
        ];
        let shelf = Shelf::Local("hp/q/hp/j/c1".into());
        let aside = [shelved(Shelf::Row(1), "{broken"), shelved(Shelf::Row(2), ""), shelved(shelf, "entry")];
        let list = listed(texts, &aside);
        let texts: Vec<&str> = list.iter().map(|listed| listed.text.as_str()).collect();
        assert_eq!(texts, ["{}", "{broken", r#"{"strange":1}"#, "entry"]);
        assert_eq!(list.iter().filter(|listed| listed.aside.is_some()).count(), 3);
        assert_eq!((list[0].key.as_str(), list[1].key.as_str()), ("1", "c1"));
        assert_eq!((list[0].at, list[1].at), (None, Some(1_700_000_000_000)));
    }

    #[test]
    fn a_moment_is_told_by_its_name() {
        assert_eq!(moment(r#"{"version":2,"saved_at": 1700000000000,"seq":1}"#), Some(1_700_000_000_000));
        assert_eq!(moment(r#"{\"saved_at\":1700000000000"#), Some(1_700_000_000_000));
        for none in [
            "",
            "_at",
            "\"saved_at\":",
            "\"saved_at\":17",
            "\"looked_at\":\"now\"",
            "\"x_at\":99999999999999999",
        ] {
            assert_eq!(moment(none), None, "{none}");
        }
    }

    #[test]
    fn everything_is_one_json_file_with_every_byte_of_every_text() {
        let texts = ["{\"version\":2}", "half \"of\u{202e}\n it", ""];
        let mut all: Vec<Raw> = texts.iter().map(|text| raw(RawStore::Cases, "c/1", text)).collect();
        all.push(raw(RawStore::Quarantine, "3", r#"{"raw":"{","detail":""}"#));
        all.push(raw(RawStore::Quarantine, "4", "no row"));
        all.push(raw(RawStore::Local, "hp/p/theme", "\"dark\""));
        let file: serde_json::Value =
            serde_json::from_str(&everything(&all, "2026-01-01", "file:///甲")).expect("JSON");
        assert_eq!(
            (file["format"].as_str(), file["from"].as_str()),
            (Some("hengping.rescue"), Some("file:///甲"))
        );
        for (at, text) in texts.iter().enumerate() {
            assert_eq!(file["records"][at]["value"]["record"], **text);
        }
        assert_eq!(file["records"][3]["value"]["raw"], "{");
        assert_eq!(file["records"][4]["value"], "no row");
        assert_eq!(file["records"][5]["value"], "\"dark\"");
    }

    #[test]
    fn little_room_is_fifty_megabytes_or_a_twentieth() {
        const MB: u64 = 1024 * 1024;
        assert!(!is_short_of_room(10 * MB, 1_000 * MB) && !is_short_of_room(0, 60 * MB));
        assert!(is_short_of_room(960 * MB, 1_000 * MB) && is_short_of_room(9_600 * MB, 10_000 * MB));
        assert!(is_short_of_room(2, 1));
    }

    #[test]
    fn a_copy_holds_a_case_until_its_content_changes_and_again_when_it_is_taken_back() {
        let (mut copies, mut changed) = (Copies::default(), case());
        assert!(!copies.holds(&changed));
        copies.note(&case());
        assert!(copies.holds(&changed));
        changed.name.push('！');
        assert!(!copies.holds(&changed));
        changed.name.pop();
        assert!(copies.holds(&changed));
        copies.note(&Case { name: "乙".into(), ..case() });
        assert!(!copies.holds(&changed), "the last copy counts");
    }

    #[test]
    fn copies_are_kept_as_lines_and_a_broken_one_is_as_none() {
        let mut copies = Copies { at: Some(1_700_000_000_000), ..Copies::default() };
        copies.note(&case());
        copies.note(&Case { id: CaseId::new("a b"), ..case() });
        let kept = Copies::read(&copies.text());
        assert_eq!(kept, copies);
        assert!(kept.holds(&case()) && kept.holds(&Case { id: CaseId::new("a b"), ..case() }));
        copies.retain(|id| id.as_str() != "c1");
        assert!(!copies.holds(&case()));
        for broken in ["", "x\ny", "\n\n\n", "{}"] {
            assert_eq!(Copies::read(broken), Copies::default(), "{broken}");
        }
    }
}

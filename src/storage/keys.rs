//! Every key that stands in localStorage, and nothing else's. Steps of a key are split by `/`;
//! ids inside a key have `%` and `/` escaped, so no id can reach into another's keys.

use crate::domain::ids::CaseId;

/// A key of localStorage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocalKey<'a> {
    /// One edit: `hp/j/<case>/<sequence>/<writer>`.
    Journal {
        case: &'a CaseId,
        seq: u64,
        writer: &'a str,
    },
    /// One field being typed into: `hp/d/<case>/<field>`.
    Draft {
        case: &'a CaseId,
        field: &'a str,
    },
    /// A journal entry or draft that cannot be used, as it was: `hp/q/<its key>`.
    Quarantine {
        key: &'a str,
    },
    /// Who may edit a case: `hp/l/<case>`.
    Lease {
        case: &'a CaseId,
    },
    /// When a window last gave a sign of life, where the browser cannot be asked: `hp/w/<writer>`.
    Beat {
        writer: &'a str,
    },
    /// How many cases lay in the database when it was last written.
    Count,
    /// What one window last said to the others, where there are no channels.
    Said,
    Theme,
    TypeSize,
    Role,
    LastCase,
    Year,
    /// Under which rules this person's work was last open.
    RulesSeen,
    /// Written and removed to find out whether the browser lets us.
    Probe,
}

/// What every key of the first space begins with; other spaces have [`root_of`] in its place.
pub const ROOT: &str = "hp/";
/// The register of the people who share this device. It belongs to no space.
pub const REGISTER: &str = "hengping/profiles";
/// The rules in force on this device, for all who share it. It belongs to no space.
pub const RULES: &str = "hengping/rules";
/// Whose space this window opened: kept for as long as the window lives.
pub const CHOSEN: &str = "hengping/profile";

/// The first steps of the keys that come in numbers.
pub const JOURNAL: &str = "hp/j/";
pub const DRAFT: &str = "hp/d/";
pub const QUARANTINE: &str = "hp/q/";
pub const LEASE: &str = "hp/l/";
pub const BEAT: &str = "hp/w/";

impl std::fmt::Display for LocalKey<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            // 16 digits hold every integer a browser counts exactly, so keys sort as numbers do.
            Self::Journal { case, seq, writer } => write!(f, "{JOURNAL}{}/{seq:016}/{writer}", step(case)),
            Self::Draft { case, field } => write!(f, "{DRAFT}{}/{field}", step(case)),
            Self::Quarantine { key } => write!(f, "{QUARANTINE}{key}"),
            Self::Lease { case } => write!(f, "{LEASE}{}", step(case)),
            Self::Beat { writer } => write!(f, "{BEAT}{writer}"),
            Self::Count => f.write_str("hp/n"),
            Self::Said => f.write_str("hp/said"),
            Self::Theme => f.write_str("hp/p/theme"),
            Self::TypeSize => f.write_str("hp/p/type-size"),
            Self::Role => f.write_str("hp/p/role"),
            Self::LastCase => f.write_str("hp/p/last-case"),
            Self::Year => f.write_str("hp/p/year"),
            Self::RulesSeen => f.write_str("hp/p/rules-seen"),
            Self::Probe => f.write_str("hp/probe"),
        }
    }
}

/// What every key of a space begins with. No root begins with another.
pub fn root_of(space: &str) -> String {
    if space.is_empty() { ROOT.to_owned() } else { format!("hp.{space}/") }
}

/// The first steps of every journal key of one case.
pub fn journal_of(case: &CaseId) -> String {
    format!("{JOURNAL}{}/", step(case))
}

/// The first steps of every draft key of one case.
pub fn drafts_of(case: &CaseId) -> String {
    format!("{DRAFT}{}/", step(case))
}

/// A case's id as one step of a key.
pub(super) fn step(case: &CaseId) -> String {
    case.as_str().replace('%', "%25").replace('/', "%2F")
}

#[cfg(test)]
mod tests {
    use super::{LocalKey, drafts_of, journal_of};
    use crate::domain::ids::CaseId;

    #[test]
    fn journal_keys_sort_as_their_numbers() {
        let case = CaseId::new("c1");
        let key = |seq| LocalKey::Journal { case: &case, seq, writer: "w" }.to_string();
        assert!(key(9) < key(10) && key(999_999) < key(1_000_000));
        assert!(key(9).starts_with(&journal_of(&case)));
    }

    #[test]
    fn no_id_reaches_into_the_keys_of_another() {
        let long = CaseId::new("c1/x");
        let key = LocalKey::Draft { case: &long, field: "f" }.to_string();
        assert!(!key.starts_with(&drafts_of(&CaseId::new("c1"))));
        assert_ne!(journal_of(&CaseId::new("a%2Fb")), journal_of(&CaseId::new("a/b")));
    }
}

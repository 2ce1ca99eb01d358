//! Problems of a pack: its format, its digest, its rules, its own cases.

use super::Severity;

/// `path` leads to the place inside the pack's JSON: `cases[3].measure.actual`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackProblem {
    /// Not JSON, or JSON that no second program would read alike: duplicate keys, floats, depth.
    NotJson {
        path: String,
        detail: String,
    },
    /// JSON, but not this format.
    NotAPack,
    NewerVersion {
        version: i64,
    },
    UnknownKind {
        kind: String,
    },
    /// A section or rule that does not read; `detail` says what was expected.
    Malformed {
        path: String,
        detail: String,
    },
    DigestDiffers {
        stated: String,
        computed: String,
    },
    /// A pack names another pack that is not at hand.
    PackMissing {
        id: String,
    },
    /// A pack to be scored by that is neither rules nor a locality.
    NoRules {
        title: String,
    },
    /// A field that this kind of rule does not use.
    UnusedField {
        path: String,
        field: String,
    },
    /// Shares that do not sum to 100.
    SharesNotSum {
        path: String,
        sum: String,
    },
    /// The kind of case is not known.
    UnknownOf {
        path: String,
        of: String,
    },
    /// A field of a form that nobody explains.
    HelpMissing {
        path: String,
        field: String,
    },
    /// No document named as basis, or none checked.
    NotVerified,
}

codes! {
    PackProblem {
        NotJson => "pack-not-json",
        NotAPack => "not-a-pack",
        NewerVersion => "pack-newer-version",
        UnknownKind => "pack-unknown-kind",
        Malformed => "pack-malformed",
        DigestDiffers => "pack-digest-differs",
        PackMissing => "pack-missing",
        NoRules => "pack-no-rules",
        UnusedField => "pack-unused-field",
        SharesNotSum => "pack-shares-not-sum",
        UnknownOf => "pack-unknown-of",
        HelpMissing => "pack-help-missing",
        NotVerified => "pack-not-verified",
    }
}

impl PackProblem {
    pub fn severity(&self) -> Severity {
        match self {
            Self::UnusedField { .. } | Self::HelpMissing { .. } => Severity::Warning,
            Self::NotVerified => Severity::Hint,
            _ => Severity::Error,
        }
    }
}

//! Problems of a file of evidence (佐证材料). They stand beside [`super::Problem`] as those of bundles do: what
//! draws evidence is fetched when it is first used.

use super::Severity;
use crate::domain::evidence_kind::EvidenceKind;

/// Sizes are bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EvidenceProblem {
    Empty,
    /// Larger than one file may be.
    TooLarge {
        size: u64,
        limit: u64,
    },
    /// With it the case would have more than it may.
    CaseFull {
        size: u64,
        used: u64,
        limit: u64,
    },
    /// The case has as many files as it may.
    TooMany {
        limit: usize,
    },
    /// Larger than what the browser has left.
    NoRoom {
        size: u64,
        free: u64,
    },
    /// The browser could not read it: moved, changed or held by another program.
    Unreadable,
    /// The row has it already.
    Twice,
    /// The name claims one kind, the bytes are another.
    TypeDiffers {
        name: String,
        claimed: EvidenceKind,
        kind: EvidenceKind,
    },
    /// The document names it, its bytes are not on this device.
    Missing {
        name: String,
    },
    /// What lies on the device is not what the document names.
    Broken {
        name: String,
    },
}

codes! {
    EvidenceProblem {
        Empty => "evidence-empty",
        TooLarge => "evidence-too-large",
        CaseFull => "evidence-case-full",
        TooMany => "evidence-too-many",
        NoRoom => "evidence-no-room",
        Unreadable => "evidence-unreadable",
        Twice => "evidence-twice",
        TypeDiffers => "evidence-type-differs",
        Missing => "evidence-missing",
        Broken => "evidence-broken",
    }
}

impl EvidenceProblem {
    pub fn severity(&self) -> Severity {
        match self {
            Self::Twice => Severity::Hint,
            Self::TypeDiffers { .. } => Severity::Warning,
            _ => Severity::Error,
        }
    }
}

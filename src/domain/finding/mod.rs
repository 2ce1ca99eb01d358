//! 问题: what is wrong, how grave, and where, with its figures. The sentence is made in `wording`.
//! One enum for each source of problems; codes are stable kebab-case words.

/// The stable word of every variant, once as a list and once as a complete `match`.
macro_rules! codes {
    ($name:ident { $($variant:ident => $code:literal),+ $(,)? }) => {
        impl $name {
            /// Every code of this enum, in the order of its variants.
            pub const CODES: &[&str] = &[$($code),+];

            pub fn code(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $code),+ }
            }
        }
    };
}

mod backup;
mod bundle;
mod evidence;
mod file;
mod form;
mod goal;
mod library;
mod list;
mod pack;
mod paste;
mod score;
mod told;

pub use backup::BackupProblem;
pub use bundle::BundleProblem;
pub use evidence::EvidenceProblem;
pub use file::FileProblem;
pub use form::FormProblem;
pub use goal::GoalProblem;
pub use library::{LibraryFinding, LibraryProblem};
pub use list::ListProblem;
pub use pack::PackProblem;
pub use paste::PasteProblem;
pub use score::ScoreProblem;

use serde::{Deserialize, Serialize};

use super::place::Place;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Must be mended: a figure is wrong or missing.
    Error,
    /// Should be mended or explained.
    Warning,
    /// Worth a look.
    Hint,
}

/// One problem at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub problem: Problem,
    pub place: Place,
}

/// What is wrong, with the figures a person needs to see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    Score(ScoreProblem),
    Form(FormProblem),
    Goal(GoalProblem),
    File(FileProblem),
    Pack(PackProblem),
}

impl Problem {
    /// The stable word for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Score(problem) => problem.code(),
            Self::Form(problem) => problem.code(),
            Self::Goal(problem) => problem.code(),
            Self::File(problem) => problem.code(),
            Self::Pack(problem) => problem.code(),
        }
    }

    /// Every code there is, for lists and for packs that name a basis for each.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        [FormProblem::CODES, GoalProblem::CODES, ScoreProblem::CODES, FileProblem::CODES, PackProblem::CODES]
            .into_iter()
            .flatten()
            .copied()
    }

    pub fn severity(&self) -> Severity {
        match self {
            Self::Score(problem) => problem.severity(),
            Self::Form(problem) => problem.severity(),
            Self::Goal(problem) => problem.severity(),
            Self::File(problem) => problem.severity(),
            Self::Pack(problem) => problem.severity(),
        }
    }
}

impl Finding {
    pub fn new(problem: impl Into<Problem>, place: Place) -> Self {
        Self { problem: problem.into(), place }
    }
}

impl From<ScoreProblem> for Problem {
    fn from(problem: ScoreProblem) -> Self {
        Self::Score(problem)
    }
}

impl From<FormProblem> for Problem {
    fn from(problem: FormProblem) -> Self {
        Self::Form(problem)
    }
}

impl From<GoalProblem> for Problem {
    fn from(problem: GoalProblem) -> Self {
        Self::Goal(problem)
    }
}

impl From<FileProblem> for Problem {
    fn from(problem: FileProblem) -> Self {
        Self::File(problem)
    }
}

impl From<PackProblem> for Problem {
    fn from(problem: PackProblem) -> Self {
        Self::Pack(problem)
    }
}

//! 指标库: a versioned catalogue of indicators to pick from. Owns reading and writing it, searching it as one
//! types, taking another one over step by step, and what became of an entry that is in use. Knows packs and
//! the domain; reads no file and shows nothing.

mod catalogue;
mod codes;
mod entry;
mod index;
mod indicator;
mod kept;
mod limits;
mod link;
pub mod picking;
pub mod pinyin;
mod proposal;
pub mod renewal;
pub mod staging;
mod succession;
pub mod updating;
mod written;

pub use catalogue::{Head, Library, ReadFault, Reading, read};
pub use index::{
    Builder, Chosen, Facet, FacetValue, Facets, Found, Hit, Index, Mark, Query, Searched, Similar,
};
pub use indicator::{LibraryIndicator, Mapping, Sort};
pub use kept::{KeptReader, entry_in, head_of, kept_text, read_any};
pub use limits::MAX_ENTRIES;
pub use link::{Fate, changed_for_goal};
pub use proposal::{check_proposal, check_proposals, proposal_of};
pub use written::pack_text;

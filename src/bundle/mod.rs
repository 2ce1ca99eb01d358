//! What travels and is sealed: JSON that every program reads alike, its canonical bytes and digest,
//! the bundle with its documents and parts, the seal over it.

pub mod archive;
pub mod canonical;
pub mod code;
pub mod container;
pub mod content;
pub mod digest;
pub mod document;
pub mod goal;
pub mod header;
pub mod json;
pub mod key;
pub mod limits;
pub mod lineage;
mod member;
pub mod packing;
pub mod seal;
mod sealed;
pub mod staging;

pub use sealed::{Bundle, VERSION};

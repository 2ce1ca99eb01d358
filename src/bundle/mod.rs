//! What travels and is sealed: JSON that every program reads alike, its canonical bytes, its digest.

pub mod canonical;
pub mod code;
pub mod digest;
pub mod json;

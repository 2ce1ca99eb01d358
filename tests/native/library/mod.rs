//! The indicator library: read, searched, replaced.

mod links;
mod measure;
mod pinyin;
mod properties;
mod reading;
mod search;
mod staging;
mod updating;

use hengping::library::{Library, Reading, read};

/// A library of these entries, each a JSON object.
pub(super) fn library(entries: &[&str]) -> Reading {
    read(pack(&entries.join(",")).as_bytes()).expect("a library")
}

pub(super) fn pack(entries: &str) -> String {
    format!(
        r#"{{"format":"hengping.pack","version":1,"id":"t","edition":"1","title":"试验库","kind":"library",
            "basis":[],"indicators":[{entries}]}}"#
    )
}

/// The library that comes with the program.
pub(super) fn shipped() -> Library {
    let pack = hengping::pack::shipped().pack("indicators").expect("the library").clone();
    Library::of_pack(pack).expect("a library").library
}

//! A library as a table, for spreadsheets: one row an entry, under titles that read back.

use std::collections::BTreeSet;

use super::cell::text_of;
use super::compare::OTHERS;
use super::header::title_of;
use crate::domain::library::{LibraryField, LibraryMember};
use crate::library::catalogue::Library;

/// The titles, then a row for each entry, all of one length. Members that only the pack knows stand behind the
/// others; pinyin is left out, as it is made from the names.
pub fn table(library: &Library) -> Vec<Vec<String>> {
    let others: BTreeSet<&String> = library.entries().iter().flat_map(|entry| entry.rest.keys()).collect();
    let fields = LibraryField::ALL.into_iter().map(LibraryMember::Field);
    let others = others.into_iter().cloned().map(LibraryMember::Other);
    let members: Vec<LibraryMember> = fields.chain(OTHERS).chain(others).collect();
    let titles = members.iter().map(title_of).collect();
    let rows =
        library.entries().iter().map(|entry| members.iter().map(|member| text_of(entry, member)).collect());
    std::iter::once(titles).chain(rows).collect()
}

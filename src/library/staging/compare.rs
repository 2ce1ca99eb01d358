//! Two states of one entry, member by member. Spellings of one thing (full-width digits, blanks, `≥` and `ge`)
//! are no difference.

use std::collections::BTreeSet;

use super::cell::text_of;
use super::{Given, Way};
use crate::domain::library::{LibraryField, LibraryMember};
use crate::domain::normalise::compact;
use crate::library::indicator::{LibraryIndicator, read_library_sign};
use crate::library::pinyin;

/// A member that differs, as cells show it; blank where one side has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub member: LibraryMember,
    pub old: String,
    pub new: String,
}

/// Everything in which two states differ but the code and what is made from the name.
pub(in crate::library) fn changes(old: &LibraryIndicator, new: &LibraryIndicator) -> Vec<Change> {
    let differing = members(old, new).into_iter().filter_map(|member| {
        let change = Change { old: text_of(old, &member), new: text_of(new, &member), member };
        (!alike(&change.old, &change.new)).then_some(change)
    });
    differing.collect()
}

/// Two spellings of one text.
fn alike(one: &str, other: &str) -> bool {
    one == other || compact(one) == compact(other)
}

/// Every member of either but the code.
fn members(one: &LibraryIndicator, other: &LibraryIndicator) -> Vec<LibraryMember> {
    let fields = LibraryField::ALL.into_iter().filter(|field| *field != LibraryField::Code);
    let titles: BTreeSet<&String> = one.rest.keys().chain(other.rest.keys()).collect();
    fields
        .map(LibraryMember::Field)
        .chain(OTHERS)
        .chain(titles.into_iter().cloned().map(LibraryMember::Other))
        .collect()
}

/// The members beside the texts.
pub(super) const OTHERS: [LibraryMember; 6] = [
    LibraryMember::Kinds,
    LibraryMember::Good,
    LibraryMember::Bad,
    LibraryMember::Replaces,
    LibraryMember::MappedTo,
    LibraryMember::Rule,
];

/// The entry as it would be: what comes in over what is here.
pub(super) fn overlaid(
    here: &LibraryIndicator,
    coming: &LibraryIndicator,
    given: &Given,
    way: Way,
) -> LibraryIndicator {
    let mut after = here.clone();
    for member in members(here, coming) {
        let (old, new) = (text_of(here, &member), text_of(coming, &member));
        let blank = compact(&new).is_empty();
        let stays = match (blank, way) {
            // A spelling alone changes nothing.
            (false, _) => alike(&old, &new),
            (true, Way::Merge) => true,
            (true, Way::Replace) => !given.has(&member),
        };
        if !stays {
            take(&mut after, coming, &member);
        }
    }
    // A rule for another sign than the entry now has would score wrongly; without one the rules pack has it.
    let ruled = after.rule.as_ref().and_then(|rule| rule.get("sign")?.as_str()).and_then(read_library_sign);
    if after.sign() != here.sign() && ruled.is_some_and(|ruled| Some(ruled) != after.sign()) {
        after.rule = None;
    }
    if after.name != here.name {
        after.keys =
            if pinyin::fits(&coming.keys, &after.name) { coming.keys.clone() } else { String::new() };
    }
    after
}

fn take(after: &mut LibraryIndicator, coming: &LibraryIndicator, member: &LibraryMember) {
    match member {
        LibraryMember::Field(field) => after.text_mut(*field).clone_from(&coming.text(*field).to_owned()),
        LibraryMember::Rule => after.rule.clone_from(&coming.rule),
        LibraryMember::Kinds => after.kinds.clone_from(&coming.kinds),
        LibraryMember::Good => after.good.clone_from(&coming.good),
        LibraryMember::Bad => after.bad.clone_from(&coming.bad),
        LibraryMember::Replaces => after.replaces.clone_from(&coming.replaces),
        LibraryMember::MappedTo => after.mapped_to.clone_from(&coming.mapped_to),
        LibraryMember::Other(title) => match coming.rest.get(title) {
            Some(value) => drop(after.rest.insert(title.clone(), value.clone())),
            None => drop(after.rest.remove(title)),
        },
    }
}

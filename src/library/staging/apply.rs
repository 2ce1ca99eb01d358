//! Doing what was chosen: the library as it is then, under a new edition.

use std::collections::BTreeSet;

use super::Way;
use super::stage::{Item, Staged, State};
use crate::library::catalogue::Library;
use crate::library::indicator::LibraryIndicator;
use crate::library::pinyin::{Speller, fits};

/// A library after a file was taken over.
#[derive(Clone, Debug)]
pub struct Applied {
    /// Written out by [`Library::to_value`]; its digest is that of the value.
    pub library: Library,
    /// Items that were done, and those that could have been.
    pub taken: usize,
    pub left: usize,
}

impl Item {
    /// Can be chosen: it is new, changed or gone.
    pub fn is_choice(&self) -> bool {
        matches!(self.state, State::New | State::Changed(_) | State::Gone)
    }
}

impl Staged {
    /// The places of all items that can be chosen.
    pub fn choices(&self) -> BTreeSet<usize> {
        self.items.iter().enumerate().filter(|(_, item)| item.is_choice()).map(|(place, _)| place).collect()
    }

    /// A name for the edition that would come: that of the pack when replacing by one, else the one after the
    /// library's (`2024.1`, `2024.2`).
    pub fn next_edition(&self, library: &Library) -> String {
        let own = self.head.as_ref().and_then(|head| head.get("edition")?.as_str());
        match own.filter(|own| self.way == Way::Replace && *own != library.edition) {
            Some(own) => own.to_owned(),
            None => edition_after(&library.edition),
        }
    }

    /// Does what was `chosen`, by the places of the items, in the library it was staged for. Replacing by a
    /// pack takes its title, basis and all else over; the order is that of the file then, else new entries
    /// stand at the end.
    pub fn apply(&self, library: &Library, chosen: &BTreeSet<usize>, edition: &str) -> Applied {
        let done = |place: usize| chosen.contains(&place);
        let choices = self.choices();
        let taken = choices.intersection(chosen).count();
        let mut entries = match self.way {
            Way::Merge => self.merged(library, &done),
            Way::Replace => self.replaced(library, &done),
        };
        let head = self.head.as_ref().filter(|_| self.way == Way::Replace);
        let readings = head.and_then(|head| head.get("pinyin"));
        let speller = readings.map_or_else(|| library.speller(), Speller::of_value);
        let keyed = |entry: &LibraryIndicator| !entry.keys.is_empty() && fits(&entry.keys, &entry.name);
        if !speller.is_empty() {
            for entry in entries.iter_mut().filter(|entry| !keyed(entry)) {
                entry.keys = speller.keys(&entry.name);
            }
        }
        let library = library.succeeded(head, entries, edition);
        Applied { library, taken, left: choices.len() - taken }
    }

    fn merged(&self, library: &Library, done: &dyn Fn(usize) -> bool) -> Vec<LibraryIndicator> {
        let mut entries: Vec<LibraryIndicator> = library.entries().to_vec();
        for (place, item) in self.items.iter().enumerate() {
            let Some(after) = item.after.as_ref().filter(|_| item.is_choice() && done(place)) else {
                continue;
            };
            match item.here.and_then(|here| entries.get_mut(here)) {
                Some(entry) => entry.clone_from(after),
                None => entries.push(after.clone()),
            }
        }
        entries
    }

    /// The order of the file, and behind it what is not in it and stays.
    fn replaced(&self, library: &Library, done: &dyn Fn(usize) -> bool) -> Vec<LibraryIndicator> {
        let mut entries: Vec<LibraryIndicator> = Vec::new();
        let mut settled: BTreeSet<usize> = BTreeSet::new();
        for (place, item) in self.items.iter().enumerate() {
            let here = item.here.and_then(|here| library.get(here));
            let entry = match (&item.state, done(place)) {
                (State::New, true) | (State::Changed(_), true) => item.after.as_ref(),
                (State::Changed(_) | State::Same, _) => here,
                (State::Gone, true) => None,
                (State::New | State::Gone | State::Refused(_), _) => continue,
            };
            settled.extend(item.here);
            entries.extend(entry.cloned());
        }
        let rest = library.entries().iter().enumerate().filter(|(place, _)| !settled.contains(place));
        entries.extend(rest.map(|(_, entry)| entry.clone()));
        entries
    }
}

/// `2024.1` becomes `2024.2`, `2024` becomes `2024.1`.
pub(in crate::library) fn edition_after(edition: &str) -> String {
    let (base, number) = match edition.rsplit_once('.') {
        Some((base, number)) => (base, number.parse::<u32>().ok()),
        None => (edition, Some(0)),
    };
    match number.and_then(|number| number.checked_add(1)) {
        Some(next) => format!("{base}.{next}"),
        None => format!("{edition}.1"),
    }
}

#[cfg(test)]
mod tests {
    use super::edition_after;

    #[test]
    fn editions_go_on() {
        for (edition, next) in
            [("2024.1", "2024.2"), ("2024", "2024.1"), ("2024.春", "2024.春.1"), ("", ".1")]
        {
            assert_eq!(edition_after(edition), next);
        }
    }
}

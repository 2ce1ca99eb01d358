//! The index of a library: built in slices, asked at every keystroke. Pure memory; knows no page.
//!
//! An entry is found if each word of the query occurs in one of its texts (name, code, meaning, unit, sector,
//! printed target), compared in plain signs, without blanks and in small letters; a word of letters also if it
//! is pinyin of the name (see `sounds`). Every token of a text is indexed, so nothing is missed, and every
//! candidate is compared with its texts, so nothing is found that does not hold the words.

mod facets;
mod folded;
mod marks;
mod postings;
mod query;
mod search;
mod similar;
mod sounds;

pub use facets::{Chosen, Facet, FacetValue, Facets};
pub use marks::{Mark, Searched};
pub use query::Query;
pub use search::{Found, Hit};
pub use similar::Similar;

use std::cmp::min;

use super::catalogue::Library;
use super::indicator::{LibraryIndicator, Sort};
use super::pinyin;
use facets::{FacetTable, GrowingFacets};
use folded::folded;
use postings::{Growing, Postings};
use sounds::{GrowingSounds, Sounds};

/// Parts the texts of an entry; no folded text holds it.
const BETWEEN: char = '\n';

/// What is searched. Goes with the library it was built from.
#[derive(Debug)]
pub struct Index {
    /// The folded texts of each entry, the name first, parted by [`BETWEEN`].
    texts: String,
    /// Where the texts and the name of each entry end.
    ends: Vec<Ends>,
    postings: Postings,
    sounds: Sounds,
    facets: FacetTable,
    /// 0 for 核心, 1 for 共性, 2 for all others.
    sorts: Vec<u8>,
}

#[derive(Clone, Copy, Debug)]
struct Ends {
    name: usize,
    texts: usize,
}

/// An index under construction.
#[derive(Debug, Default)]
pub struct Builder {
    texts: String,
    ends: Vec<Ends>,
    postings: Growing,
    sounds: GrowingSounds,
    facets: GrowingFacets,
    sorts: Vec<u8>,
    tokens: Vec<u64>,
}

impl Builder {
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes up to `count` further entries of the library, always the same one; true while some are left.
    pub fn step(&mut self, library: &Library, count: usize) -> bool {
        let (from, entries) = (self.ends.len(), library.entries());
        let to = min(entries.len(), from.saturating_add(count));
        for entry in entries.get(from..to).unwrap_or_default() {
            self.add(entry);
        }
        to < entries.len()
    }

    /// How many entries it holds.
    pub fn taken(&self) -> usize {
        self.ends.len()
    }

    /// The index of what was taken so far.
    pub fn finish(self) -> Index {
        Index {
            texts: self.texts,
            ends: self.ends,
            postings: self.postings.done(),
            sounds: self.sounds.done(),
            facets: self.facets.done(),
            sorts: self.sorts,
        }
    }

    fn add(&mut self, entry: &LibraryIndicator) {
        self.tokens.clear();
        let name = folded(&entry.name);
        self.text(&name);
        let name_end = self.texts.len();
        for searched in Searched::ALL.into_iter().skip(1) {
            let text = folded(&searched.text(entry));
            self.texts.push(BETWEEN);
            self.text(&text);
        }
        self.sounds.add(if pinyin::fits(&entry.keys, &entry.name) { &entry.keys } else { "" });
        self.sounds.tokens_of_last(&mut self.tokens);
        self.tokens.sort_unstable();
        self.tokens.dedup();
        let place = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.postings.add(place, &self.tokens);
        self.facets.add(entry);
        self.sorts.push(match entry.sort() {
            Some(Sort::Core) => 0,
            Some(Sort::Common) => 1,
            Some(Sort::Individual) | None => 2,
        });
        self.ends.push(Ends { name: name_end, texts: self.texts.len() });
    }

    fn text(&mut self, text: &str) {
        character_tokens(text, &mut self.tokens);
        pair_tokens(text, &mut self.tokens);
        self.texts.push_str(text);
    }
}

impl Index {
    /// Builds it in one go.
    pub fn of(library: &Library) -> Self {
        let mut builder = Builder::new();
        while builder.step(library, usize::MAX) {}
        builder.finish()
    }

    /// How many entries it holds.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Bytes it takes in memory, without what the allocator adds.
    pub fn bytes(&self) -> usize {
        self.texts.len()
            + size_of_val(self.ends.as_slice())
            + self.postings.size()
            + self.sounds.size()
            + self.facets.size()
            + self.sorts.len()
    }

    /// All folded texts of an entry.
    fn texts(&self, entry: usize) -> &str {
        let to = self.ends.get(entry).map_or(0, |ends| ends.texts);
        self.texts.get(self.start(entry)..to).unwrap_or_default()
    }

    fn name(&self, entry: usize) -> &str {
        let to = self.ends.get(entry).map_or(0, |ends| ends.name);
        self.texts.get(self.start(entry)..to).unwrap_or_default()
    }

    fn start(&self, entry: usize) -> usize {
        entry.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |ends| ends.texts)
    }
}

fn character_tokens(text: &str, tokens: &mut Vec<u64>) {
    tokens.extend(text.chars().map(|sign| u64::from(u32::from(sign))));
}

/// Two characters beside one another.
fn pair_tokens(text: &str, tokens: &mut Vec<u64>) {
    let seconds = text.chars().skip(1);
    tokens.extend(text.chars().zip(seconds).map(|(one, other)| {
        // Characters have 21 bits; the first is moved beyond those that stand alone.
        (u64::from(u32::from(one)) + 1) << 21 | u64::from(u32::from(other))
    }));
}

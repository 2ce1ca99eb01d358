//! Which texts of an entry are searched, and where in them, as they are written, the words of a query stand.

use std::borrow::Cow;

use super::folded::Folded;
use super::query::Word;
use super::sounds::Spoken;
use crate::library::indicator::LibraryIndicator;
use crate::library::pinyin::is_spoken;

/// A text of an entry that is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Searched {
    Name,
    Code,
    Meaning,
    Unit,
    Sector,
    /// Sign, usual target and unit as a form prints them: [`LibraryIndicator::printed_target`].
    Target,
}

impl Searched {
    /// The name first.
    pub const ALL: [Self; 6] =
        [Self::Name, Self::Code, Self::Meaning, Self::Unit, Self::Sector, Self::Target];

    pub fn text(self, entry: &LibraryIndicator) -> Cow<'_, str> {
        Cow::Borrowed(match self {
            Self::Name => &entry.name,
            Self::Code => &entry.code,
            Self::Meaning => &entry.meaning,
            Self::Unit => &entry.unit,
            Self::Sector => &entry.sector,
            Self::Target => return Cow::Owned(entry.printed_target()),
        })
    }
}

/// Characters `from..to` of a text as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    pub text: Searched,
    pub from: usize,
    pub to: usize,
}

/// Everything to be marked, text by text from left to right; marks of one text neither meet nor overlap.
/// `spoken` gives the syllables of the name in which a word is found.
pub(super) fn marks(
    entry: &LibraryIndicator,
    words: &[Word],
    spoken: impl Fn(&[u8]) -> Option<Spoken>,
) -> Vec<Mark> {
    let mut marks = Vec::new();
    for text in Searched::ALL {
        let folded = Folded::of(&text.text(entry));
        let mut found: Vec<(usize, usize)> = words.iter().flat_map(|word| folded.finds(&word.text)).collect();
        if text == Searched::Name {
            let letters = words.iter().filter_map(|word| word.letters.as_deref());
            found.extend(letters.filter_map(|letters| syllables(&folded.text, spoken(letters)?)));
        }
        let joined = joined(found).into_iter().filter_map(|(from, to)| folded.original(from, to));
        marks.extend(joined.map(|(from, to)| Mark { text, from, to }));
    }
    marks
}

/// What meets or overlaps becomes one.
fn joined(mut found: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    found.sort_unstable();
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (from, to) in found {
        match joined.last_mut() {
            Some((_, end)) if from <= *end => *end = to.max(*end),
            _ => joined.push((from, to)),
        }
    }
    joined
}

/// The characters that are spoken as these syllables, with what stands between them.
fn syllables(name: &str, Spoken { from, to }: Spoken) -> Option<(usize, usize)> {
    let mut spoken = name.chars().enumerate().filter(|(_, sign)| is_spoken(*sign)).map(|(at, _)| at);
    let first = spoken.nth(from)?;
    let last = match to.checked_sub(from + 2) {
        Some(between) => spoken.nth(between)?,
        None => first,
    };
    Some((first, last + 1))
}

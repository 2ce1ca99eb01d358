//! Answers a query: candidates by their tokens, each compared with its texts, in the order in which people
//! look for them.

use super::Index;
use super::facets::Facets;
use super::marks::{Mark, marks};
use super::query::{Query, Word};
use super::sounds::Spoken;
use crate::library::catalogue::Library;

/// What a query found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Entries found, whatever the limit.
    pub total: usize,
    /// The best of them. In this order: the name or code is the query; the name begins with it; every word
    /// stands in the name; the rest. Among these 核心 before 共性 before all others, then as in the library.
    pub hits: Vec<Hit>,
    pub facets: Facets,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The place of the entry in [`Library::entries`].
    pub place: usize,
    /// What is to be marked in its texts.
    pub marks: Vec<Mark>,
}

/// How well a word fits an entry; the better come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Whole,
    Begins,
    Within,
    Elsewhere,
}

impl Index {
    /// Searches the library the index was built from.
    pub fn search(&self, library: &Library, query: &Query) -> Found {
        let words = query.words();
        let mut counting = self.facets.counting(&query.chosen);
        let mut ranks: Vec<u64> = Vec::new();
        match self.candidates(&words) {
            Some(candidates) => {
                let whole: String = words.iter().map(|word| word.text.as_str()).collect();
                for entry in candidates {
                    let at = usize::try_from(entry).unwrap_or(usize::MAX);
                    let Some(fit) = self.fit(at, &words, &whole) else { continue };
                    if counting.takes(at) {
                        let sort = self.sorts.get(at).copied().unwrap_or(u8::MAX);
                        ranks.push((fit as u64) << 40 | u64::from(sort) << 32 | u64::from(entry));
                    }
                }
            }
            None => ranks.extend(
                (0..self.len()).filter(|at| counting.takes(*at)).filter_map(|at| u64::try_from(at).ok()),
            ),
        }
        let total = ranks.len();
        let best = best(ranks, query.limit);
        let hits = best.into_iter().filter_map(|place| Some(self.hit(place, library.get(place)?, &words)));
        Found { total, hits: hits.collect(), facets: counting.done() }
    }

    fn hit(&self, place: usize, entry: &crate::library::indicator::LibraryIndicator, words: &[Word]) -> Hit {
        Hit { place, marks: marks(entry, words, |letters| self.sounds.find(place, letters)) }
    }

    /// Entries that may hold every word, ascending; `None` without a word.
    fn candidates(&self, words: &[Word]) -> Option<Vec<u32>> {
        let mut lists: Vec<Vec<u32>> = words.iter().map(|word| self.candidates_of(word)).collect();
        lists.sort_unstable_by_key(Vec::len);
        let mut lists = lists.into_iter();
        let mut held = lists.next()?;
        for other in lists {
            held.retain(|entry| other.binary_search(entry).is_ok());
        }
        Some(held)
    }

    fn candidates_of(&self, word: &Word) -> Vec<u32> {
        let mut held = self.postings.all_of(&word.text_tokens());
        let spoken = self.postings.all_of(&word.sound_tokens());
        if !spoken.is_empty() {
            held.extend(spoken);
            held.sort_unstable();
            held.dedup();
        }
        held
    }

    /// How well an entry fits all words, if it holds them all. `whole` is the query without blanks.
    fn fit(&self, entry: usize, words: &[Word], whole: &str) -> Option<Fit> {
        let (texts, name) = (self.texts(entry), self.name(entry));
        let mut worst = Fit::Whole;
        for word in words {
            worst = worst.max(self.fit_of(entry, word, texts, name)?);
        }
        Some(match worst {
            Fit::Whole if words.len() > 1 => Fit::Begins,
            _ if words.len() > 1 && name == whole => Fit::Whole,
            worst => worst,
        })
    }

    fn fit_of(&self, entry: usize, word: &Word, texts: &str, name: &str) -> Option<Fit> {
        let as_text = if let Some(rest) = name.strip_prefix(word.text.as_str()) {
            Some(if rest.is_empty() { Fit::Whole } else { Fit::Begins })
        } else if name.contains(word.text.as_str()) {
            Some(Fit::Within)
        } else {
            let others = texts.get(name.len()..).unwrap_or_default();
            let is_code = || others.split(super::BETWEEN).nth(1) == Some(word.text.as_str());
            others.contains(word.text.as_str()).then(|| if is_code() { Fit::Whole } else { Fit::Elsewhere })
        };
        let as_sound = || {
            let Spoken { from, to } = self.sounds.find(entry, word.letters.as_deref()?)?;
            Some(match (from, to == self.sounds.length(entry)) {
                (0, true) => Fit::Whole,
                (0, false) => Fit::Begins,
                _ => Fit::Within,
            })
        };
        match as_text {
            Some(fit) if fit < Fit::Elsewhere => Some(fit),
            as_text => as_sound().or(as_text),
        }
    }
}

/// The first `limit` of the ranks in order, as places.
fn best(mut ranks: Vec<u64>, limit: usize) -> Vec<usize> {
    if limit == 0 {
        return Vec::new();
    }
    if limit < ranks.len() {
        ranks.select_nth_unstable(limit - 1);
        ranks.truncate(limit);
    }
    ranks.sort_unstable();
    ranks.into_iter().filter_map(|rank| usize::try_from(rank & 0xffff_ffff).ok()).collect()
}

//! 相近指标: entries of the same level 1 whose names share pairs of characters. Whole numbers only.

use std::cmp::Reverse;

use super::{Index, pair_tokens};
use crate::library::catalogue::Library;

/// An entry with a name like another's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Similar {
    /// The place of the entry in [`Library::entries`].
    pub place: usize,
    /// Twice the pairs shared, over the pairs of both names, in thousandths.
    pub likeness: usize,
}

/// Names that share less are not called alike.
const LEAST: usize = 250;

impl Index {
    /// The entries most like the one at `place`, the most like first; of those alike, first the ones of its
    /// level 2, then of its sector, then as in the library.
    pub fn similar(&self, library: &Library, place: usize, limit: usize) -> Vec<Similar> {
        let Some(entry) = library.get(place) else { return Vec::new() };
        let mut found = self.like(self.name(place));
        found.retain(|similar| {
            let other = library.get(similar.place);
            similar.place != place && other.is_some_and(|other| other.level1.trim() == entry.level1.trim())
        });
        found.sort_by_cached_key(|similar| {
            let other = library.get(similar.place);
            let level2 = other.is_some_and(|other| other.level2 == entry.level2);
            let sector = other.is_some_and(|other| other.sector == entry.sector);
            (Reverse(similar.likeness), Reverse(level2), Reverse(sector), similar.place)
        });
        found.truncate(limit);
        found
    }

    /// Every entry whose name is like this folded one, in the order of the library.
    fn like(&self, name: &str) -> Vec<Similar> {
        let pairs = pairs(name);
        let mut shared: Vec<u16> = vec![0; self.len()];
        for token in &pairs {
            for entry in self.postings.entries(*token) {
                let count = usize::try_from(entry).ok().and_then(|at| shared.get_mut(at));
                if let Some(count) = count {
                    *count = count.saturating_add(1);
                }
            }
        }
        let mut found = Vec::new();
        for (place, most) in shared.into_iter().map(usize::from).enumerate() {
            // The pairs may stand in another text than the name, and then they count for nothing.
            if likeness(most, pairs.len(), most) < LEAST {
                continue;
            }
            let other = self::pairs(self.name(place));
            let both = pairs.iter().filter(|pair| other.binary_search(pair).is_ok()).count();
            let likeness = likeness(both, pairs.len(), other.len());
            if likeness >= LEAST {
                found.push(Similar { place, likeness });
            }
        }
        found
    }
}

fn likeness(both: usize, one: usize, other: usize) -> usize {
    (2 * both * 1000).checked_div(one + other).unwrap_or(0)
}

/// The pairs of a name, ascending, each once.
fn pairs(name: &str) -> Vec<u64> {
    let mut pairs = Vec::new();
    pair_tokens(name, &mut pairs);
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

//! Which entry stands in for which: `mapped_to` of the old one, or `replaces` of the new one. Chains are
//! followed to their end; a circle has none and counts for nothing, with a problem for each circle.

use std::collections::BTreeMap;

use super::catalogue::folded_code;
use super::indicator::LibraryIndicator;
use crate::domain::finding::LibraryProblem;
use crate::domain::ids::PackId;

/// The successors within one library.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Succession {
    /// Place of an entry to the place of the last one that stands in for it.
    last: BTreeMap<usize, usize>,
    /// Folded code that the library does not hold any more, to the last entry that stands in for it.
    gone: BTreeMap<String, usize>,
}

impl Succession {
    /// With what is wrong, each problem at the place of an entry.
    pub(super) fn of(
        library: &PackId,
        entries: &[&LibraryIndicator],
        codes: &BTreeMap<String, usize>,
    ) -> (Self, Vec<(usize, LibraryProblem)>) {
        let mut problems = Vec::new();
        let mut next: BTreeMap<usize, usize> = BTreeMap::new();
        let mut gone: BTreeMap<String, usize> = BTreeMap::new();
        for (place, entry) in entries.iter().enumerate() {
            for code in &entry.replaces {
                match codes.get(&folded_code(code)) {
                    Some(old) => drop(next.entry(*old).or_insert(place)),
                    None => drop(gone.entry(folded_code(code)).or_insert(place)),
                }
            }
        }
        // What an entry says of itself stands over what another says of it.
        for (place, entry) in entries.iter().enumerate() {
            let Some(mapping) = &entry.mapped_to else { continue };
            if mapping.library.as_deref().is_some_and(|named| named != library.as_str()) {
                continue;
            }
            match codes.get(&folded_code(&mapping.code)) {
                Some(new) => drop(next.insert(place, *new)),
                None => problems.push((place, LibraryProblem::MappingNowhere { code: mapping.code.clone() })),
            }
        }
        let ends = Ends::of(&next);
        problems.extend(ends.circles.iter().filter_map(|circle| {
            let code = |place: &usize| entries.get(*place).map(|entry| entry.code.as_str());
            let mut codes: Vec<&str> = circle.iter().filter_map(code).collect();
            codes.extend(circle.first().and_then(code));
            Some((*circle.first()?, LibraryProblem::MappingCycle { codes: codes.join("→") }))
        }));
        for place in gone.values_mut() {
            *place = ends.last.get(place).copied().unwrap_or(*place);
        }
        (Self { last: ends.last, gone }, problems)
    }

    /// The entry that stands in for the one at `place` in the end.
    pub(super) fn of_place(&self, place: usize) -> Option<usize> {
        self.last.get(&place).copied()
    }

    /// The entry that stands in for a code which the library does not hold.
    pub(super) fn of_gone(&self, code: &str) -> Option<usize> {
        self.gone.get(&folded_code(code)).copied()
    }
}

struct Ends {
    last: BTreeMap<usize, usize>,
    circles: Vec<Vec<usize>>,
}

impl Ends {
    /// Walks every chain once: what lies on a circle, or leads into one, has no end.
    fn of(next: &BTreeMap<usize, usize>) -> Self {
        let mut ends = Self { last: BTreeMap::new(), circles: Vec::new() };
        // `None`: leads into a circle.
        let mut known: BTreeMap<usize, Option<usize>> = BTreeMap::new();
        for start in next.keys() {
            let mut path: Vec<usize> = Vec::new();
            // The place in `path` of everything walked over from this start.
            let mut walked: BTreeMap<usize, usize> = BTreeMap::new();
            let mut here = *start;
            let end = loop {
                if let Some(end) = known.get(&here) {
                    break *end;
                }
                if let Some(from) = walked.get(&here) {
                    let circle = path.split_off(*from);
                    known.extend(circle.iter().map(|place| (*place, None)));
                    ends.circles.push(circle);
                    break None;
                }
                let Some(to) = next.get(&here) else { break Some(here) };
                walked.insert(here, path.len());
                path.push(here);
                here = *to;
            };
            known.extend(path.into_iter().map(|place| (place, end)));
        }
        ends.last = known.into_iter().filter_map(|(place, end)| Some((place, end?))).collect();
        ends
    }
}

#[cfg(test)]
mod tests {
    use super::Ends;

    #[test]
    fn chains_end_and_circles_do_not() {
        let next = [(1, 2), (2, 3), (5, 6), (6, 7), (7, 6), (8, 8), (9, 5)].into_iter().collect();
        let ends = Ends::of(&next);
        assert_eq!(ends.last, [(1, 3), (2, 3)].into_iter().collect());
        assert_eq!(ends.circles, [vec![6, 7], vec![8]]);
    }

    #[test]
    fn a_chain_of_a_hundred_thousand_is_walked_once() {
        let next = (0..100_000).map(|place| (place, place + 1)).collect();
        let ends = Ends::of(&next);
        assert_eq!(ends.last.get(&0), Some(&100_000));
        assert_eq!(ends.circles, Vec::<Vec<usize>>::new());
    }
}

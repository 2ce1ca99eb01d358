//! Facets: by which the entries found are counted and narrowed down. A facet is counted as if nothing were
//! chosen of it, so that another of its values can be chosen.

use std::collections::BTreeMap;

use crate::library::indicator::LibraryIndicator;

/// By what entries are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    Sector,
    Level1,
    Level2,
    /// 共性, 核心, 个性, by the pack's own word.
    Sort,
    /// The kind of the rule: `attain`; empty without a rule.
    RuleKind,
}

impl Facet {
    pub const ALL: [Self; 5] = [Self::Sector, Self::Level1, Self::Level2, Self::Sort, Self::RuleKind];

    /// The value of an entry; empty where it says nothing.
    pub fn value(self, entry: &LibraryIndicator) -> &str {
        match self {
            Self::Sector => entry.sector.trim(),
            Self::Level1 => entry.level1.trim(),
            Self::Level2 => entry.level2.trim(),
            Self::Sort => entry.sort.trim(),
            Self::RuleKind => entry.rule_kind(),
        }
    }
}

/// Values chosen: of one facet any of them, of several facets one of each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen(BTreeMap<Facet, Vec<String>>);

impl Chosen {
    /// Chooses a value, or takes it back.
    pub fn toggle(&mut self, facet: Facet, value: &str) {
        let values = self.0.entry(facet).or_default();
        match values.iter().position(|chosen| chosen == value) {
            Some(at) => drop(values.remove(at)),
            None => values.push(value.to_owned()),
        }
        if values.is_empty() {
            self.0.remove(&facet);
        }
    }

    pub fn has(&self, facet: Facet, value: &str) -> bool {
        self.values(facet).iter().any(|chosen| chosen == value)
    }

    pub fn values(&self, facet: Facet) -> &[String] {
        self.0.get(&facet).map(Vec::as_slice).unwrap_or_default()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }
}

/// The counts of every facet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets(BTreeMap<Facet, Vec<FacetValue>>);

/// A value with the entries that have it under the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetValue {
    pub value: String,
    pub count: usize,
    pub chosen: bool,
}

impl Facets {
    /// The values that are found or chosen, in the order in which the library brings them.
    pub fn of(&self, facet: Facet) -> &[FacetValue] {
        self.0.get(&facet).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The values of every entry.
#[derive(Debug, Default)]
pub(super) struct FacetTable {
    /// The values of each facet, in the order in which they came.
    values: [Vec<String>; 5],
    /// For each entry the place of its values.
    of: Vec<[u32; 5]>,
}

#[derive(Debug, Default)]
pub(super) struct GrowingFacets {
    table: FacetTable,
    known: [BTreeMap<String, u32>; 5],
}

impl GrowingFacets {
    pub(super) fn add(&mut self, entry: &LibraryIndicator) {
        let mut row = [0; 5];
        let facets = Facet::ALL.iter().zip(&mut self.known).zip(&mut self.table.values).zip(&mut row);
        for (((facet, known), values), slot) in facets {
            let value = facet.value(entry);
            *slot = match known.get(value) {
                Some(id) => *id,
                None => {
                    let id = u32::try_from(values.len()).unwrap_or(u32::MAX);
                    known.insert(value.to_owned(), id);
                    values.push(value.to_owned());
                    id
                }
            };
        }
        self.table.of.push(row);
    }

    pub(super) fn done(self) -> FacetTable {
        self.table
    }
}

impl FacetTable {
    pub(super) fn size(&self) -> usize {
        let texts: usize = self.values.iter().flatten().map(|value| size_of::<String>() + value.len()).sum();
        texts + size_of_val(self.of.as_slice())
    }

    /// A count that has seen nothing yet.
    pub(super) fn counting<'t>(&'t self, chosen: &'t Chosen) -> Counting<'t> {
        let mask = |facet: &Facet, values: &Vec<String>| {
            let named = chosen.values(*facet);
            (!named.is_empty()).then(|| values.iter().map(|value| named.contains(value)).collect())
        };
        let mut facets = Facet::ALL
            .iter()
            .zip(&self.values)
            .map(|(facet, values)| OneFacet { allowed: mask(facet, values), counts: vec![0; values.len()] });
        Counting { table: self, chosen, facets: std::array::from_fn(|_| facets.next().unwrap_or_default()) }
    }
}

#[derive(Default)]
struct OneFacet {
    /// For each value whether it is chosen; nothing where none is.
    allowed: Option<Vec<bool>>,
    counts: Vec<usize>,
}

pub(super) struct Counting<'t> {
    table: &'t FacetTable,
    chosen: &'t Chosen,
    facets: [OneFacet; 5],
}

impl Counting<'_> {
    /// Counts an entry that holds the words; true if it also has what is chosen.
    pub(super) fn takes(&mut self, entry: usize) -> bool {
        let Some(row) = self.table.of.get(entry) else { return false };
        let place = |id: u32| usize::try_from(id).unwrap_or(usize::MAX);
        let passes = |facet: &OneFacet, id: u32| match &facet.allowed {
            Some(allowed) => allowed.get(place(id)).copied().unwrap_or(false),
            None => true,
        };
        let failing = self.facets.iter().zip(row).filter(|(facet, id)| !passes(facet, **id)).count();
        if failing > 1 {
            return false;
        }
        for (facet, id) in self.facets.iter_mut().zip(row) {
            // One that fails only here would be found if this value were chosen.
            if (failing == 0 || !passes(facet, *id))
                && let Some(count) = facet.counts.get_mut(place(*id))
            {
                *count += 1;
            }
        }
        failing == 0
    }

    pub(super) fn done(self) -> Facets {
        let counted = Facet::ALL.iter().zip(&self.facets).zip(&self.table.values);
        let facets = counted.map(|((facet, one), values)| {
            let values = values.iter().zip(&one.counts).map(|(value, count)| FacetValue {
                value: value.clone(),
                count: *count,
                chosen: self.chosen.has(*facet, value),
            });
            (*facet, values.filter(|value| value.count > 0 || value.chosen).collect())
        });
        Facets(facets.collect())
    }
}

//! What a file would change in the library, before anything changes.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::compare::{Change, changes, overlaid};
use super::{Given, Incoming, IncomingEntry, Refused, Way};
use crate::domain::finding::{LibraryFinding, LibraryProblem};
use crate::domain::ids::PackId;
use crate::domain::library::{LibraryField, LibraryMember};
use crate::domain::normalise::compact;
use crate::domain::scoring::selection::Level;
use crate::library::catalogue::{Library, folded_code};
use crate::library::codes::NextCode;
use crate::library::indicator::LibraryIndicator;
use crate::library::succession::Succession;

/// One entry of the file beside the library, or one of the library that the file does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The path in the pack, or the cell; empty for what is gone.
    pub at: String,
    pub code: String,
    pub name: String,
    pub state: State,
    pub(super) after: Option<LibraryIndicator>,
    /// The entry in the library that this is about.
    pub(super) here: Option<usize>,
}

impl Item {
    /// The entry as it would be; for what is new, changed or the same.
    pub fn after(&self) -> Option<&LibraryIndicator> {
        self.after.as_ref()
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    New,
    Changed(Vec<Change>),
    Same,
    /// Not in the file, when replacing.
    Gone,
    Refused(LibraryProblem),
}

/// How many items are what: `new + changed + same + refused` is what was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub read: usize,
    pub new: usize,
    pub changed: usize,
    pub same: usize,
    pub refused: usize,
    pub gone: usize,
}

/// What a file would change.
#[derive(Clone, Debug)]
pub struct Staged {
    pub way: Way,
    /// In the order of the file, then what is gone in the order of the library.
    pub items: Vec<Item>,
    pub counts: Counts,
    pub findings: Vec<LibraryFinding>,
    pub(super) head: Option<Map<String, Value>>,
}

/// Lays out what `incoming` would change in `library`. `levels` is the level tree in force; the levels that the
/// library already uses are known as well.
pub fn stage(library: &Library, incoming: Incoming, way: Way, levels: &[Level]) -> Staged {
    let Incoming { read, refused, findings, entries, given, head } = incoming;
    let mut staging = Staging::of(library, &entries, &given, way, levels);
    staging.findings = findings;
    for entry in entries {
        staging.take(entry);
    }
    let Staging { items: mut placed, findings, met, .. } = staging;
    placed.extend(refused.into_iter().map(|refused| (refused.order, refusal(refused))));
    placed.sort_by_key(|(order, _)| *order);
    let mut items: Vec<Item> = placed.into_iter().map(|(_, item)| item).collect();
    if way == Way::Replace {
        items.extend(gone(library, &items, &met));
    }
    let mut findings = findings;
    findings.extend(mappings(library, head.as_ref(), way, &items));
    let counts = count(read, &items);
    Staged { way, items, counts, findings, head }
}

/// What would be wrong with the mappings of what comes in, if all of it were taken.
fn mappings(
    library: &Library,
    head: Option<&Map<String, Value>>,
    way: Way,
    items: &[Item],
) -> Vec<LibraryFinding> {
    let maps = |entry: &LibraryIndicator| entry.mapped_to.is_some() || !entry.replaces.is_empty();
    if !items.iter().filter_map(|item| item.after.as_ref()).any(maps) {
        return Vec::new();
    }
    let coming = items.iter().filter_map(|item| Some((item.at.as_str(), item.after.as_ref()?)));
    let settled: BTreeSet<usize> = items.iter().filter_map(|item| item.here).collect();
    let here = library.entries().iter().enumerate().filter(|(place, _)| !settled.contains(place));
    let all: Vec<(&str, &LibraryIndicator)> = coming.chain(here.map(|(_, entry)| ("", entry))).collect();
    let codes = all.iter().enumerate().map(|(place, (_, entry))| (folded_code(&entry.code), place)).collect();
    let entries: Vec<&LibraryIndicator> = all.iter().map(|(_, entry)| *entry).collect();
    let own = head.filter(|_| way == Way::Replace).and_then(|head| head.get("id")?.as_str());
    let id = own.map_or_else(|| library.id.clone(), PackId::new);
    let (_, problems) = Succession::of(&id, &entries, &codes);
    let told = problems.into_iter().filter_map(|(place, problem)| Some((all.get(place)?.0, problem)));
    told.map(|(at, problem)| LibraryFinding::new(at, problem)).collect()
}

fn refusal(refused: Refused) -> Item {
    let Refused { at, code, name, problem, .. } = refused;
    Item { at, code, name, state: State::Refused(problem), after: None, here: None }
}

/// What the file does not hold. An entry that it holds and that was refused is not gone.
fn gone(library: &Library, items: &[Item], met: &BTreeSet<usize>) -> Vec<Item> {
    let refused = items.iter().filter(|item| matches!(item.state, State::Refused(_)));
    let held: BTreeSet<usize> = refused.filter_map(|item| library.place_of(&item.code)).collect();
    let entries = library.entries().iter().enumerate();
    let left = entries.filter(|(place, _)| !met.contains(place) && !held.contains(place));
    left.map(|(place, entry)| Item {
        at: String::new(),
        code: entry.code.clone(),
        name: entry.name.clone(),
        state: State::Gone,
        after: None,
        here: Some(place),
    })
    .collect()
}

fn count(read: usize, items: &[Item]) -> Counts {
    let mut counts = Counts { read, ..Counts::default() };
    for item in items {
        *match &item.state {
            State::New => &mut counts.new,
            State::Changed(_) => &mut counts.changed,
            State::Same => &mut counts.same,
            State::Gone => &mut counts.gone,
            State::Refused(_) => &mut counts.refused,
        } += 1;
    }
    counts
}

/// Sector, levels and name in one spelling: what tells an entry without a code.
type Identity = [String; 4];

fn identity(entry: &LibraryIndicator) -> Identity {
    [&entry.sector, &entry.level1, &entry.level2, &entry.name].map(|text| compact(text))
}

struct Staging<'l> {
    library: &'l Library,
    given: &'l Given,
    way: Way,
    by_name: BTreeMap<String, Vec<usize>>,
    next: NextCode,
    level1: BTreeSet<String>,
    level2: BTreeSet<String>,
    /// Codes of the file, and what its entries without codes say.
    codes: BTreeSet<String>,
    identities: BTreeSet<Identity>,
    /// Entries of the library that the file holds.
    met: BTreeSet<usize>,
    /// With their order in the file.
    items: Vec<(usize, Item)>,
    findings: Vec<LibraryFinding>,
}

impl<'l> Staging<'l> {
    fn of(
        library: &'l Library,
        coming: &[IncomingEntry],
        given: &'l Given,
        way: Way,
        levels: &[Level],
    ) -> Self {
        let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let (mut level1, mut level2) = (BTreeSet::new(), BTreeSet::new());
        for (place, entry) in library.entries().iter().enumerate() {
            by_name.entry(compact(&entry.name)).or_default().push(place);
            level1.insert(compact(&entry.level1));
            level2.insert(compact(&entry.level2));
        }
        for level in levels {
            level1.insert(compact(&level.name));
            level2.extend(level.level2.iter().map(|name| compact(name)));
        }
        let here = library.entries().iter().map(|entry| entry.code.as_str());
        let next = NextCode::after(here.chain(coming.iter().map(|coming| coming.entry.code.as_str())));
        Self {
            library,
            given,
            way,
            by_name,
            next,
            level1,
            level2,
            codes: BTreeSet::new(),
            identities: BTreeSet::new(),
            met: BTreeSet::new(),
            items: Vec::new(),
            findings: Vec::new(),
        }
    }

    fn take(&mut self, coming: IncomingEntry) {
        let IncomingEntry { order, at, mut entry, repeated } = coming;
        let here = match self.find(&entry) {
            Ok(here) => here,
            Err(problem) => {
                let refused = Refused { at, code: entry.code, name: entry.name, problem, order };
                return self.items.push((order, refusal(refused)));
            }
        };
        self.levels(&at, &entry);
        let item = match here.and_then(|place| Some((place, self.library.get(place)?))) {
            Some((place, held)) => {
                self.met.insert(place);
                // What only repeats the row above is no word against what is known.
                for field in repeated.into_iter().filter(|_| self.way == Way::Merge) {
                    entry.text_mut(field).clear();
                }
                let after = overlaid(held, &entry, self.given, self.way);
                let changes = changes(held, &after);
                let state = if changes.is_empty() { State::Same } else { State::Changed(changes) };
                let (code, name) = (after.code.clone(), after.name.clone());
                Item { at, code, name, state, after: Some(after), here: Some(place) }
            }
            None => {
                if entry.code.is_empty() {
                    entry.code = self.next.take();
                    let problem = LibraryProblem::CodeGiven { code: entry.code.clone() };
                    self.findings.push(LibraryFinding::new(at.clone(), problem));
                }
                let (code, name) = (entry.code.clone(), entry.name.clone());
                Item { at, code, name, state: State::New, after: Some(entry), here: None }
            }
        };
        self.items.push((order, item));
    }

    /// The entry of the library that this one is, by its code, else by all that names it.
    fn find(&mut self, entry: &LibraryIndicator) -> Result<Option<usize>, LibraryProblem> {
        if !entry.code.is_empty() {
            let again = !self.codes.insert(folded_code(&entry.code));
            let place = self.library.place_of(&entry.code);
            let met = place.is_some_and(|place| self.met.contains(&place));
            return if again || met {
                Err(LibraryProblem::CodeTwice { code: entry.code.clone() })
            } else {
                Ok(place)
            };
        }
        let own = identity(entry);
        let says = |field| self.given.has(&LibraryMember::Field(field)) || !entry.text(field).is_empty();
        let told = [LibraryField::Sector, LibraryField::Level1, LibraryField::Level2].map(says);
        let fits = |place: &&usize| {
            let other = self.library.get(**place).map(identity);
            other.is_some_and(|other| {
                own.iter().zip(&other).zip(told).all(|((one, other), told)| !told || one == other)
            })
        };
        let named = self.by_name.get(&compact(&entry.name)).map(Vec::as_slice).unwrap_or_default();
        let found: Vec<usize> = named.iter().filter(fits).copied().collect();
        let twice = || LibraryProblem::RowTwice { name: entry.name.clone() };
        match found.as_slice() {
            [] if self.identities.insert(own.clone()) => Ok(None),
            [] => Err(twice()),
            [one] if self.met.contains(one) => Err(twice()),
            [one] => Ok(Some(*one)),
            several => Err(LibraryProblem::EntryUnclear { name: entry.name.clone(), count: several.len() }),
        }
    }

    fn levels(&mut self, at: &str, entry: &LibraryIndicator) {
        for (field, known) in [(LibraryField::Level1, &self.level1), (LibraryField::Level2, &self.level2)] {
            let text = entry.text(field);
            if !text.is_empty() && !known.contains(&compact(text)) {
                let problem = LibraryProblem::LevelUnknown { field, text: text.to_owned() };
                self.findings.push(LibraryFinding::new(at, problem));
            }
        }
    }
}

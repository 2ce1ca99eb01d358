//! What restoring a backup would change on a device: each case new, changed field by field, the same or
//! refused. Then what is chosen becomes changes of whole cases, which the device writes in one go and can
//! take back as it does an import.

use std::collections::{HashMap, HashSet};

use super::Backup;
use crate::bundle::content::Content;
use crate::bundle::lineage::Lineage;
use crate::bundle::staging::{Change, Device, Difference, Taken, Unchosen, case_differences};
use crate::domain::case::Case;
use crate::domain::finding::BackupProblem;
use crate::domain::ids::CaseId;
use crate::storage::Quarantined;

/// One case of a backup beside what the device has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Where it stands in the backup.
    pub at: usize,
    pub state: State,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    New,
    /// `case` is the one here: by its id, or else by year, unit and code. From here to the backup; never
    /// empty.
    Changed {
        case: CaseId,
        differences: Vec<Difference>,
    },
    /// `revisions`: the backup knows of documents handed in of which the device does not; restoring adds
    /// that, and touches nothing else.
    Same {
        case: CaseId,
        revisions: bool,
    },
    Refused(BackupProblem),
}

/// What is to become of one item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The device keeps what it has.
    Leave,
    /// In place of what the device has.
    Take,
    /// As a case of its own, with a new id.
    Apart,
}

/// What restoring writes.
#[derive(Debug, Default)]
pub struct Restored {
    pub taken: Taken,
    /// Each case of the backup that is here then, with the id that it has here.
    pub went: Vec<(CaseId, CaseId)>,
}

/// An item for each case, in the backup's order.
pub fn stage(backup: &Backup, device: Device) -> Vec<Item> {
    let known = Known::of(backup, device);
    let pairs = known.pairs(backup);
    let state = |at: usize| match (&backup.cases.get(at)?.case, pairs.get(&at)) {
        (Err(problem), _) => Some(State::Refused(problem.clone())),
        (Ok(_), None) => Some(State::New),
        (Ok(theirs), Some(here)) => Some(known.compare(theirs, here)),
    };
    (0..backup.cases.len()).filter_map(|at| Some(Item { at, state: state(at)? })).collect()
}

/// Works out what restoring writes. `choices` go by the items' places. Without one a new case is taken and
/// the same is left; a changed one must have one. `new_id` gives the id of each case taken apart.
pub fn restore(
    backup: &Backup,
    items: &[Item],
    choices: &HashMap<usize, Choice>,
    device: Device,
    mut new_id: impl FnMut() -> CaseId,
) -> Result<Restored, Unchosen> {
    let choice = |item: &Item| match (choices.get(&item.at), &item.state) {
        (_, State::Refused(_)) => Some(Choice::Leave),
        (Some(choice), _) => Some(*choice),
        (None, State::Changed { .. }) => None,
        (None, State::New | State::Same { .. }) => Some(Choice::Take),
    };
    let unchosen: Vec<usize> = items.iter().filter(|item| choice(item).is_none()).map(|it| it.at).collect();
    if !unchosen.is_empty() {
        return Err(Unchosen(unchosen));
    }
    let known = Known::of(backup, device);
    let (mut taken, mut went) = (Taken::default(), Vec::new());
    for item in items {
        let case = backup.cases.get(item.at).and_then(|kept| kept.case.as_ref().ok());
        let Some((theirs, choice)) = case.zip(choice(item)) else { continue };
        let (change, here) = match (choice, &item.state) {
            (Choice::Leave, _) | (_, State::Refused(_)) => (None, None),
            (Choice::Apart, _) => {
                let id = new_id();
                (Some(apart(theirs, id.clone())), Some(id))
            }
            (Choice::Take, State::New) => (Some(known.change(theirs, None)), Some(theirs.id.clone())),
            (Choice::Take, State::Changed { case, .. } | State::Same { case, revisions: true }) => {
                (Some(known.change(theirs, known.cases.get(case).copied())), Some(case.clone()))
            }
            (Choice::Take, State::Same { case, revisions: false }) => (None, Some(case.clone())),
        };
        went.extend(here.map(|here| (theirs.id.clone(), here)));
        let only_revisions = change.as_ref().is_some_and(|it| it.before.as_ref() == Some(&it.after));
        taken.taken += usize::from(change.is_some() && !only_revisions);
        taken.changes.extend(change);
    }
    taken.left = items.len() - taken.taken;
    Ok(Restored { taken, went })
}

/// What of the backup's quarantine does not lie in the device's yet.
pub fn shelve<'b>(backup: &'b Backup, shelved: &[(&str, &str)]) -> Vec<&'b Quarantined> {
    let there: HashSet<(&str, &str)> = shelved.iter().copied().collect();
    backup
        .texts
        .quarantine
        .iter()
        .filter(|item| !there.contains(&(item.key.as_str(), item.raw.as_str())))
        .collect()
}

/// A case of its own: what was handed in of the other one leads nowhere from it.
fn apart(theirs: &Case, id: CaseId) -> Change {
    let after = Case { id, ..theirs.clone() };
    Change { before: None, after, lineages_before: Vec::new(), lineages_after: Vec::new() }
}

/// The device's cases and revisions, and the backup's revisions, to be looked up.
struct Known<'d> {
    cases: HashMap<&'d CaseId, &'d Case>,
    /// The one case of a year, unit and code; two of them are not told apart by it.
    coded: HashMap<(i16, &'d str, &'d str), Option<&'d Case>>,
    here: HashMap<&'d CaseId, Vec<&'d Lineage>>,
    theirs: HashMap<&'d CaseId, Vec<&'d Lineage>>,
    /// The case in which a document lies here.
    documents: HashMap<&'d str, &'d CaseId>,
}

impl<'d> Known<'d> {
    fn of(backup: &'d Backup, device: Device<'d>) -> Self {
        let mut coded = HashMap::new();
        for case in device.cases {
            if let Some(code) = code_of(case) {
                coded.entry(code).and_modify(|one| *one = None).or_insert(Some(case));
            }
        }
        Self {
            cases: device.cases.iter().map(|case| (&case.id, case)).collect(),
            coded,
            here: by_case(device.lineages),
            theirs: by_case(&backup.lineages),
            documents: device.lineages.iter().map(|lineage| (lineage.id.as_str(), &lineage.case)).collect(),
        }
    }

    /// Each of the backup's cases with the one here that it is, by its place; each of those only once.
    fn pairs(&self, backup: &Backup) -> HashMap<usize, &'d Case> {
        let readable =
            || backup.cases.iter().enumerate().filter_map(|(at, kept)| Some((at, kept.case.as_ref().ok()?)));
        let by_id = |(at, theirs): (usize, &Case)| Some((at, *self.cases.get(&theirs.id)?));
        let mut pairs: HashMap<usize, &Case> = readable().filter_map(by_id).collect();
        let mut paired: HashSet<&CaseId> = pairs.values().map(|here| &here.id).collect();
        for (at, theirs) in readable() {
            let here = code_of(theirs).and_then(|code| self.coded.get(&code).copied().flatten());
            if let (false, Some(here)) = (pairs.contains_key(&at), here)
                && paired.insert(&here.id)
            {
                pairs.insert(at, here);
            }
        }
        pairs
    }

    fn compare(&self, theirs: &Case, here: &'d Case) -> State {
        let case = here.id.clone();
        let theirs_as_here = Case { id: here.id.clone(), ..theirs.clone() };
        if theirs_as_here != *here {
            return State::Changed { case, differences: between(here, theirs) };
        }
        let revisions = self.lineages(&theirs.id, here, false) != self.of_here(&here.id);
        State::Same { case, revisions }
    }

    /// The backup's case in place of the one here, or as a new one.
    fn change(&self, theirs: &Case, here: Option<&'d Case>) -> Change {
        let id = here.map_or(&theirs.id, |here| &here.id);
        let after = Case { id: id.clone(), ..theirs.clone() };
        let replaced = here.is_some_and(|here| *here != after);
        let lineages_after = self.lineages(&theirs.id, &after, replaced);
        Change { before: here.cloned(), lineages_before: self.of_here(id), lineages_after, after }
    }

    /// The revisions that a case has here, in the order of the types.
    fn of_here(&self, case: &CaseId) -> Vec<Lineage> {
        let of = |kind| self.here.get(case)?.iter().find(|lineage| lineage.kind == kind).copied().cloned();
        Content::TYPES.into_iter().filter_map(of).collect()
    }

    /// The revisions of the case `into` once the backup's case `from` is in it: of one document those that
    /// went on from the others; of two documents that of the content which then stands there.
    fn lineages(&self, from: &CaseId, into: &Case, replaced: bool) -> Vec<Lineage> {
        let one =
            |of: Option<&Vec<&'d Lineage>>, kind| of?.iter().find(|lineage| lineage.kind == kind).copied();
        let of = |kind| {
            let here = one(self.here.get(&into.id), kind);
            // A document lies in one case only.
            let lies_elsewhere = |lineage: &&Lineage| {
                self.documents.get(lineage.id.as_str()).is_some_and(|case| **case != into.id)
            };
            let theirs = one(self.theirs.get(from), kind).filter(|lineage| !lies_elsewhere(lineage));
            let theirs_goes_on = |here: &Lineage, theirs: &Lineage| match here.id == theirs.id {
                true => theirs.earlier.contains(&here.revision) && theirs.revision != here.revision,
                false => replaced,
            };
            match (here, theirs) {
                (Some(here), Some(theirs)) if !theirs_goes_on(here, theirs) => Some(here.clone()),
                (_, Some(theirs)) => {
                    let mut lineage = theirs.clone();
                    lineage.case.clone_from(&into.id);
                    Some(lineage)
                }
                (here, None) => here.cloned(),
            }
        };
        Content::TYPES.into_iter().filter_map(of).collect()
    }
}

fn by_case(lineages: &[Lineage]) -> HashMap<&CaseId, Vec<&Lineage>> {
    let mut by_case: HashMap<&CaseId, Vec<&Lineage>> = HashMap::new();
    for lineage in lineages {
        by_case.entry(&lineage.case).or_default().push(lineage);
    }
    by_case
}

/// What makes two cases the same one on two devices; nothing where there is no code.
fn code_of(case: &Case) -> Option<(i16, &str, &str)> {
    let code = case.code.trim();
    (!case.demo && !code.is_empty()).then(|| (case.year, case.unit.trim(), code))
}

/// What differs from `here` to `theirs`; never nothing, as they are not the same.
fn between(here: &Case, theirs: &Case) -> Vec<Difference> {
    // A case always has a JSON form.
    let value = |case: &Case| serde_json::to_value(case).unwrap_or_default();
    let mut found = case_differences(&value(here), &value(theirs));
    if found.is_empty() {
        found.push(Difference { place: "case/".to_owned(), old: None, new: None });
    }
    found
}

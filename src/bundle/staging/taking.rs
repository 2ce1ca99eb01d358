//! Takes over what was chosen from a staged bundle, as changes of whole cases that the device writes in
//! one go, with what they replace, by which all of it can be taken back.

use std::collections::HashMap;

use super::{Device, Item, State};
use crate::bundle::Bundle;
use crate::bundle::content::Content;
use crate::bundle::document::{CaseNamed, Document};
use crate::bundle::lineage::{Lineage, new_case};
use crate::domain::case::Case;
use crate::domain::ids::CaseId;

/// What is to become of one item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// New and changed documents are taken, the others left.
    #[default]
    AsProposed,
    /// The device keeps what it has.
    Leave,
    /// Into the item's case, in place of what lies there.
    Take,
    /// Into this case: an answer to [`State::Unclear`].
    TakeInto(CaseId),
    /// Into a case of its own.
    TakeApart,
}

/// One case as it was and as it is to be, with the revisions of its documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// `None` where the case is new.
    pub before: Option<Case>,
    pub after: Case,
    pub lineages_before: Vec<Lineage>,
    pub lineages_after: Vec<Lineage>,
}

/// What the device is to write; kept, it is all that undoing needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    pub changes: Vec<Change>,
    /// Items taken over, items left.
    pub taken: usize,
    pub left: usize,
}

/// Forks and unclear cases that nobody has decided: where they stand among the items.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} 份文书还没有选择", .0.len())]
pub struct Unchosen(pub Vec<usize>);

/// Works out what taking over writes. `choices` go by the items' positions, what is missing is
/// [`Choice::AsProposed`]. `new_id` gives the id of each case that is new here.
pub fn take_over(
    bundle: &Bundle,
    items: &[Item],
    choices: &HashMap<usize, Choice>,
    device: Device,
    mut new_id: impl FnMut() -> CaseId,
) -> Result<Taken, Unchosen> {
    let choice = |at: usize| choices.get(&at).cloned().unwrap_or_default();
    let open = |state: &State| matches!(state, State::Fork { .. } | State::Unclear { .. });
    let unchosen: Vec<usize> = (items.iter().enumerate())
        .filter(|(at, item)| open(&item.state) && choice(*at) == Choice::AsProposed)
        .map(|(at, _)| at)
        .collect();
    if !unchosen.is_empty() {
        return Err(Unchosen(unchosen));
    }
    let mut work = Work::of(device);
    let mut taken = 0;
    for (at, item) in items.iter().enumerate() {
        let Some(into) = target(&item.state, choice(at)) else { continue };
        let Some(document) = bundle.documents.get(item.document) else { continue };
        taken += usize::from(work.put(document, into, &mut new_id).is_some());
    }
    Ok(Taken { changes: work.changes, taken, left: items.len() - taken })
}

/// Where a document goes.
enum Into {
    Case(CaseId),
    /// The new case that the bundle's documents of this name share.
    Shared,
    Apart,
}

fn target(state: &State, choice: Choice) -> Option<Into> {
    match (state, choice) {
        (State::Refused(_) | State::Superseded, _) | (_, Choice::Leave) => None,
        (State::Same { .. }, Choice::AsProposed) => None,
        (_, Choice::TakeApart) => Some(Into::Apart),
        (_, Choice::TakeInto(case)) => Some(Into::Case(case)),
        (State::New { case: None } | State::Unclear { .. }, _) => Some(Into::Shared),
        (State::New { case: Some(case) }, _)
        | (State::Changed { case, .. } | State::Same { case } | State::Fork { case, .. }, _) => {
            Some(Into::Case(case.clone()))
        }
    }
}

struct Work<'d> {
    cases: HashMap<&'d CaseId, &'d Case>,
    lineages: HashMap<&'d CaseId, Vec<&'d Lineage>>,
    shared: HashMap<CaseNamed, CaseId>,
    changes: Vec<Change>,
    /// Case to its place among the changes.
    places: HashMap<CaseId, usize>,
}

impl<'d> Work<'d> {
    fn of(device: Device<'d>) -> Self {
        let mut lineages: HashMap<_, Vec<_>> = HashMap::new();
        for lineage in device.lineages {
            lineages.entry(&lineage.case).or_default().push(lineage);
        }
        Self {
            cases: device.cases.iter().map(|case| (&case.id, case)).collect(),
            lineages,
            shared: HashMap::new(),
            changes: Vec::new(),
            places: HashMap::new(),
        }
    }

    fn put(&mut self, document: &Document, into: Into, new_id: &mut impl FnMut() -> CaseId) -> Option<()> {
        let head = document.head.as_ref().ok()?;
        let content = Content::read(&head.kind, document.body()).ok()?;
        let id = match into {
            Into::Case(id) => id,
            Into::Apart => new_id(),
            Into::Shared => self.shared.entry(head.case.clone()).or_insert_with(new_id).clone(),
        };
        let at = match self.places.get(&id) {
            Some(at) => *at,
            None => self.begin(id, document, &content),
        };
        let change = self.changes.get_mut(at)?;
        let kind = content.kind();
        let case = &mut change.after;
        content.put_into(case);
        let CaseNamed { year, unit, code, name } = head.case.clone();
        (case.year, case.unit, case.code, case.name) = (year, unit, code, name);
        let before = change.lineages_after.iter().position(|lineage| lineage.kind == kind);
        let before = before.map(|at| change.lineages_after.remove(at));
        // Another document's revisions lead nowhere from here.
        let before = before.filter(|before| before.id == head.id);
        change.lineages_after.extend(Lineage::after(document, &change.after.id, kind, before.as_ref()));
        Some(())
    }

    fn begin(&mut self, id: CaseId, document: &Document, content: &Content) -> usize {
        let before = self.cases.get(&id).map(|case| (*case).clone());
        let lineages: Vec<Lineage> =
            self.lineages.get(&id).into_iter().flatten().map(|lineage| (*lineage).clone()).collect();
        let after = before.clone().unwrap_or_else(|| new_case(id.clone(), document, content));
        self.places.insert(id, self.changes.len());
        self.changes.push(Change {
            before,
            after,
            lineages_before: lineages.clone(),
            lineages_after: lineages,
        });
        self.changes.len() - 1
    }
}

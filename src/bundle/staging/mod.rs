//! What a bundle would change on a device, before anything changes: each document new, changed, the
//! same, a fork or refused. Then what is chosen is taken over, and the whole can be undone. Pure: the
//! device's cases and revisions come in as values, and go out as values.

mod difference;
mod taking;

use std::collections::{BTreeMap, HashMap};

pub use difference::{Difference, case_differences, differences};
pub use taking::{Change, Choice, Taken, Unchosen, take_over};

use super::Bundle;
use super::content::Content;
use super::digest::Digest;
use super::document::{CaseNamed, Document, DocumentHead};
use super::lineage::{self, Lineage};
use crate::domain::case::Case;
use crate::domain::finding::BundleProblem;
use crate::domain::ids::CaseId;

/// What a device holds.
#[derive(Clone, Copy, Debug)]
pub struct Device<'d> {
    pub cases: &'d [Case],
    pub lineages: &'d [Lineage],
}

/// One document of the bundle beside what the device has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Where it stands in the bundle.
    pub document: usize,
    pub state: State,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Not here yet; its case may be.
    New {
        case: Option<CaseId>,
    },
    /// Changes the very revision that is here, and nothing was edited here since.
    Changed {
        case: CaseId,
        differences: Vec<Difference>,
    },
    /// This content is here, or a later revision of it is.
    Same {
        case: CaseId,
    },
    /// Both sides went on from a common revision, or were begun apart: one is chosen, never both.
    Fork {
        case: CaseId,
        differences: Vec<Difference>,
    },
    /// The case has no code, so that a person must say which case it is, if any.
    Unclear {
        candidates: Vec<CaseId>,
    },
    /// An earlier revision of a document that stands in the bundle with a later one.
    Superseded,
    Refused(BundleProblem),
}

/// How many items are what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub new: usize,
    pub changed: usize,
    /// With those that the bundle itself supersedes.
    pub same: usize,
    pub fork: usize,
    pub unclear: usize,
    pub refused: usize,
}

impl Counts {
    pub fn of(items: &[Item]) -> Self {
        let mut counts = Self::default();
        for item in items {
            *match &item.state {
                State::New { .. } => &mut counts.new,
                State::Changed { .. } => &mut counts.changed,
                State::Same { .. } | State::Superseded => &mut counts.same,
                State::Fork { .. } => &mut counts.fork,
                State::Unclear { .. } => &mut counts.unclear,
                State::Refused(_) => &mut counts.refused,
            } += 1;
        }
        counts
    }
}

/// An item for each document, in the bundle's order. Where the seal does not hold, or the bundle is of
/// a newer version, each is refused for that.
pub fn stage(bundle: &Bundle, device: Device) -> Vec<Item> {
    let whole = match bundle.signer() {
        Err(problem) => Some(problem),
        Ok(_) if bundle.is_read_only() => Some(BundleProblem::NewerVersion { version: bundle.version }),
        Ok(_) => None,
    };
    let chains = Chains::of(&bundle.documents);
    let known = Known::of(device);
    let state = |(index, document)| match &whole {
        Some(problem) => State::Refused(problem.clone()),
        None => chains.superseded(index).unwrap_or_else(|| known.state(document, &chains)),
    };
    let documents = bundle.documents.iter().enumerate();
    documents.map(|(index, document)| Item { document: index, state: state((index, document)) }).collect()
}

/// Revisions of one document inside the bundle.
struct Chains<'b> {
    /// By id: where its revisions stand, and by revision its parent.
    by_id: HashMap<&'b str, Vec<(usize, &'b Document, &'b DocumentHead)>>,
    ids: Vec<Option<&'b str>>,
}

impl<'b> Chains<'b> {
    fn of(documents: &'b [Document]) -> Self {
        let mut by_id: HashMap<&str, Vec<_>> = HashMap::new();
        let mut ids = Vec::with_capacity(documents.len());
        for (index, document) in documents.iter().enumerate() {
            let head = document.head.as_ref().ok();
            ids.push(head.map(|head| head.id.as_str()));
            if let Some(head) = head {
                by_id.entry(&head.id).or_default().push((index, document, head));
            }
        }
        Self { by_id, ids }
    }

    /// Whether the revision at `index` is not the last of its document; two last ones are refused.
    fn superseded(&self, index: usize) -> Option<State> {
        let id = (*self.ids.get(index)?)?;
        let all = self.by_id.get(id)?;
        if all.len() == 1 {
            return None;
        }
        let parents: Vec<&Digest> = all.iter().filter_map(|(.., head)| head.parent.as_ref()).collect();
        let mut last = all.iter().filter(|(_, document, _)| !parents.contains(&&document.revision));
        match (last.next(), last.next()) {
            (Some((at, ..)), None) if *at == index => None,
            (Some(_), None) => Some(State::Superseded),
            _ => Some(State::Refused(BundleProblem::DocumentTwice { id: id.to_owned() })),
        }
    }

    /// The revisions that lead to this one, as far as the bundle tells.
    fn ancestors(&self, head: &'b DocumentHead) -> Vec<&'b Digest> {
        let all = self.by_id.get(head.id.as_str()).map(Vec::as_slice).unwrap_or_default();
        let mut found: Vec<&Digest> = head.parent.iter().collect();
        while let Some(last) = found.last().copied() {
            let parent = all.iter().find(|(_, document, _)| document.revision == *last);
            match parent.and_then(|(.., head)| head.parent.as_ref()) {
                Some(next) if !found.contains(&next) => found.push(next),
                _ => break,
            }
        }
        found
    }
}

/// The device's cases and revisions, to be looked up.
struct Known<'d> {
    cases: HashMap<&'d CaseId, &'d Case>,
    named: BTreeMap<(i16, &'d str), Vec<&'d Case>>,
    lineages: HashMap<&'d str, &'d Lineage>,
}

impl<'d> Known<'d> {
    fn of(device: Device<'d>) -> Self {
        let mut named: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for case in device.cases.iter().filter(|case| !case.demo) {
            named.entry((case.year, case.unit.trim())).or_default().push(case);
        }
        Self {
            cases: device.cases.iter().map(|case| (&case.id, case)).collect(),
            named,
            lineages: device.lineages.iter().map(|lineage| (lineage.id.as_str(), lineage)).collect(),
        }
    }

    fn state<'b>(&self, document: &'b Document, chains: &Chains<'b>) -> State {
        let head = match &document.head {
            Ok(head) => head,
            Err(problem) => return State::Refused(problem.clone()),
        };
        let content = match Content::read(&head.kind, document.body()) {
            Ok(content) => content,
            Err(problem) => return State::Refused(problem),
        };
        let known = self.lineages.get(head.id.as_str());
        match known.and_then(|lineage| Some((*lineage, *self.cases.get(&lineage.case)?))) {
            Some((lineage, case)) if lineage.kind == content.kind() => {
                following(document, &content, &chains.ancestors(head), lineage, case)
            }
            Some(_) => State::Refused(BundleProblem::DocumentTwice { id: head.id.clone() }),
            None => self.begun_apart(&head.case, &content),
        }
    }

    /// A document whose id is not known here: its case may be, by year, unit and code.
    fn begun_apart(&self, named: &CaseNamed, content: &Content) -> State {
        let all = self.named.get(&(named.year, named.unit.trim())).map(Vec::as_slice).unwrap_or_default();
        let code = named.code.trim();
        if code.is_empty() {
            let may_be = |case: &&&Case| case.name.trim() == named.name.trim() || case.code.trim().is_empty();
            let candidates: Vec<CaseId> = all.iter().filter(may_be).map(|case| case.id.clone()).collect();
            let none = candidates.is_empty();
            return if none { State::New { case: None } } else { State::Unclear { candidates } };
        }
        match all.iter().find(|case| case.code.trim() == code) {
            None => State::New { case: None },
            Some(case) => match Content::of(case, content.kind()) {
                None => State::New { case: Some(case.id.clone()) },
                Some(here) if here == *content => State::Same { case: case.id.clone() },
                Some(here) => fork(case, &here, content),
            },
        }
    }
}

/// A document that is known here: whether it goes on from what the device has.
fn following(
    document: &Document,
    content: &Content,
    ancestors: &[&Digest],
    lineage: &Lineage,
    case: &Case,
) -> State {
    let Some(here) = Content::of(case, content.kind()) else {
        return State::New { case: Some(case.id.clone()) };
    };
    let current = lineage::current(case, content.kind(), Some(lineage));
    let is_here = |revision: &Digest| *revision == lineage.revision || lineage.earlier.contains(revision);
    let same = current.as_ref().is_some_and(|current| current.revision == document.revision);
    if same || is_here(&document.revision) || here == *content && ancestors.contains(&&lineage.revision) {
        return State::Same { case: case.id.clone() };
    }
    let edited = current.is_none_or(|current| current.revision != lineage.revision);
    if !edited && ancestors.contains(&&lineage.revision) {
        let differences = differences(content.kind(), &here.body(), &content.body());
        return State::Changed { case: case.id.clone(), differences };
    }
    fork(case, &here, content)
}

fn fork(case: &Case, here: &Content, content: &Content) -> State {
    let differences = differences(content.kind(), &here.body(), &content.body());
    State::Fork { case: case.id.clone(), differences }
}

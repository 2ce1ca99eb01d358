//! What came in: staged beside what is here, taken over as chosen, taken back.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Here, written};
use crate::bundle::Bundle;
use crate::bundle::archive;
use crate::bundle::code::ShortCode;
use crate::bundle::lineage::Lineage;
use crate::bundle::staging::{self, Change, Choice, Counts, Item, State, Taken};
use crate::domain::case::Case;
use crate::domain::finding::BundleProblem;
use crate::domain::ids::CaseId;
use crate::wording;

/// `{"do":"stage","cases","lineages"}`, with the file.
pub(super) fn stage(here: &Here, file: &[u8]) -> Value {
    let opened = match archive::open(file) {
        Ok(opened) => opened,
        Err(problem) => return json!({ "findings": [told(&problem)] }),
    };
    let bundle = &opened.bundle;
    let signer = bundle.signer();
    let items = staging::stage(bundle, here.device());
    let Counts { new, changed, same, fork, unclear, refused } = Counts::of(&items);
    let mut findings: Vec<Value> = signer.as_ref().err().map(told).into_iter().collect();
    if bundle.is_read_only() {
        findings.push(told(&BundleProblem::NewerVersion { version: bundle.version }));
    }
    findings.extend(opened.problems.iter().map(told));
    let header = &bundle.header;
    json!({
        "digest": bundle.digest.as_str(), "code": ShortCode::of(&bundle.digest).to_string(),
        "signer": signer.ok().map(|key| key.code().to_string()), "kind": header.kind.word(), "year": header.year,
        "from": { "role": header.from.role, "id": header.from.id, "name": header.from.name },
        "made_at": header.made_at, "findings": findings,
        "counts": { "new": new, "changed": changed, "same": same, "fork": fork, "unclear": unclear, "refused": refused },
        "items": items.iter().map(|one| item(bundle, one)).collect::<Vec<Value>>(),
    })
}

fn told(problem: &BundleProblem) -> Value {
    json!({ "code": problem.code(), "severity": problem.severity(), "text": wording::bundle_problem(problem) })
}

fn item(bundle: &Bundle, item: &Item) -> Value {
    let (state, case, rest) = match &item.state {
        State::New { case } => ("new", case.as_ref(), json!(null)),
        State::Changed { case, differences } => ("changed", Some(case), fields(differences)),
        State::Same { case } => ("same", Some(case), json!(null)),
        State::Fork { case, differences } => ("fork", Some(case), fields(differences)),
        State::Unclear { candidates } => ("unclear", None, json!(candidates)),
        State::Superseded => ("superseded", None, json!(null)),
        State::Refused(problem) => ("refused", None, told(problem)),
    };
    let head = bundle.documents.get(item.document).and_then(|document| document.head.as_ref().ok());
    let named = head.map(|head| &head.case);
    json!({
        "state": state, "case": case, "about": rest, "type": head.map(|head| &head.kind),
        "year": named.map(|case| case.year), "unit": named.map(|case| &case.unit),
        "code": named.map(|case| &case.code), "name": named.map(|case| &case.name),
    })
}

fn fields(differences: &[staging::Difference]) -> Value {
    let one = |d: &staging::Difference| json!({ "place": d.place, "old": d.old, "new": d.new });
    differences.iter().map(one).collect()
}

/// `{"do":"take","cases","lineages","choices":{"3":"leave"},"ids":["…"]}`, with the file. A choice is
/// `leave`, `take`, `apart` or `{"into":"…"}`; `ids` are as many fresh ids as the bundle has documents.
#[derive(Deserialize)]
pub(super) struct Taking {
    #[serde(flatten)]
    here: Here,
    #[serde(default)]
    choices: HashMap<usize, Chosen>,
    ids: Vec<CaseId>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Chosen {
    Leave,
    Take,
    Apart,
    Into(CaseId),
}

impl From<Chosen> for Choice {
    fn from(chosen: Chosen) -> Self {
        match chosen {
            Chosen::Leave => Self::Leave,
            Chosen::Take => Self::Take,
            Chosen::Apart => Self::TakeApart,
            Chosen::Into(case) => Self::TakeInto(case),
        }
    }
}

/// A change as it is written and kept for taking back.
#[derive(Serialize, Deserialize)]
pub(super) struct Written {
    before: Option<Case>,
    after: Case,
    lineages_before: Vec<Lineage>,
    lineages_after: Vec<Lineage>,
}

impl From<Change> for Written {
    fn from(Change { before, after, lineages_before, lineages_after }: Change) -> Self {
        Self { before, after, lineages_before, lineages_after }
    }
}

impl From<Written> for Change {
    fn from(Written { before, after, lineages_before, lineages_after }: Written) -> Self {
        Self { before, after, lineages_before, lineages_after }
    }
}

pub(super) fn take(asked: Taking, file: &[u8]) -> Result<Value, String> {
    let Taking { here, choices, ids } = asked;
    let opened = archive::open(file).map_err(|problem| wording::bundle_problem(&problem))?;
    let items = staging::stage(&opened.bundle, here.device());
    if ids.len() < items.len() {
        return Err("编号不够".to_owned());
    }
    let choices = choices.into_iter().map(|(at, chosen)| (at, chosen.into())).collect();
    let mut ids = ids.into_iter();
    let new_id = || ids.next().unwrap_or_else(|| CaseId::new(""));
    Ok(match staging::take_over(&opened.bundle, &items, &choices, here.device(), new_id) {
        Ok(Taken { changes, taken, left }) => {
            let changes: Vec<Written> = changes.into_iter().map(Written::from).collect();
            json!({ "changes": written(changes)?, "taken": taken, "left": left })
        }
        Err(unchosen) => json!({ "unchosen": unchosen.0 }),
    })
}

/// `{"do":"undo","cases","lineages","changes"}`: `restored`, or `edited` with the cases worked on since.
#[derive(Deserialize)]
pub(super) struct Undoing {
    #[serde(flatten)]
    here: Here,
    changes: Vec<Written>,
}

pub(super) fn undo(asked: Undoing) -> Result<Value, String> {
    let Undoing { here, changes } = asked;
    let taken = Taken { changes: changes.into_iter().map(Change::from).collect(), ..Taken::default() };
    match staging::undo(&taken, here.device()) {
        Ok(restored) => {
            let one = |restored: staging::Restored| {
                let staging::Restored { case, to, lineages } = restored;
                Ok(json!({ "case": case, "to": written(to)?, "lineages": written(lineages)? }))
            };
            Ok(json!({ "restored": restored.into_iter().map(one).collect::<Result<Vec<Value>, String>>()? }))
        }
        Err(edited) => Ok(json!({ "edited": edited.0 })),
    }
}

//! What came in: staged beside what is here, taken over as chosen.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Here, line, report};
use crate::bundle::archive;
use crate::bundle::code::ShortCode;
use crate::bundle::lineage::Lineage;
use crate::bundle::staging::{self, Change, Choice, Counts, Item, Taken};
use crate::domain::case::Case;
use crate::domain::finding::BundleProblem;
use crate::domain::ids::CaseId;
use crate::wording;

/// `{"do":"stage"}` with the file, and below it what lies on this device: `{"digest","useful"}`, useful being
/// one of which something can be taken over. Below: the report, drawn.
pub(super) fn stage(here: &Here, file: &[u8]) -> Result<String, String> {
    let (head, drawn) = match archive::open(file) {
        Ok(opened) => {
            let items = staging::stage(&opened.bundle, here.device());
            let Counts { new, changed, same, fork, unclear, refused } = Counts::of(&items);
            let head = json!({
                "digest": opened.bundle.digest.as_str(), "useful": report::is_useful(&items),
                "counts": { "new": new, "changed": changed, "same": same, "fork": fork,
                    "unclear": unclear, "refused": refused },
            });
            (head, report::of(&opened, &items, here))
        }
        Err(problem) => (json!({ "digest": "", "useful": false }), report::unopened(&problem)),
    };
    Ok(format!("{head}\n{}", line(&drawn)?))
}

/// `{"do":"take","digest","fields":{"at:3":"leave","group:fork":"take"},"stem":"…"}` with the file, and
/// below it what lies on this device. `digest` is that of the bundle that was looked at; `fields` are the
/// report's, as they were filled in: `leave`, `take`, `apart` or `into:<case>`. Cases that are new here get
/// ids that begin with `stem`.
#[derive(Deserialize)]
pub(super) struct Taking {
    #[serde(default)]
    digest: Option<String>,
    #[serde(default)]
    fields: HashMap<String, String>,
    stem: String,
}

/// What was chosen for a document: for itself, else for its group.
fn chosen(fields: &HashMap<String, String>, at: usize, item: &Item) -> Option<Choice> {
    let of = |name: String| fields.get(&name).map(String::as_str).filter(|value| !value.is_empty());
    let chosen = of(format!("at:{at}")).or_else(|| of(format!("group:{}", report::group(&item.state))))?;
    match chosen {
        "leave" => Some(Choice::Leave),
        "take" => Some(Choice::Take),
        "apart" => Some(Choice::TakeApart),
        other => other.strip_prefix("into:").map(|case| Choice::TakeInto(CaseId::new(case))),
    }
}

/// A change as it is written and kept for taking back.
#[derive(Serialize)]
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

/// `{"said","taken","left","changes"}`, said being for people, or `{"unchosen":[…]}` where something is still
/// to be decided. Below, four lines for each change: the case as it was (null: new) and as it is to be, the
/// lists of its lineages before and after.
pub(super) fn take(asked: Taking, below: &str, file: &[u8]) -> Result<String, String> {
    let Taking { digest, fields, stem } = asked;
    let here = Here::default().with(below)?;
    let told = |problem: BundleProblem| wording::bundle_problem(&problem);
    let opened = archive::open(file).map_err(told)?;
    if digest.is_some_and(|digest| digest != opened.bundle.digest.as_str()) {
        return Err(wording::bundle_changed_since().to_owned());
    }
    let items = staging::stage(&opened.bundle, here.device());
    let choice = |(at, item): (usize, &Item)| Some((at, chosen(&fields, at, item)?));
    let choices = items.iter().enumerate().filter_map(choice).collect();
    let mut count = 0;
    let new_id = || {
        count += 1;
        CaseId::new(format!("{stem}{count:05}"))
    };
    let Taken { changes, taken, left } =
        match staging::take_over(&opened.bundle, &items, &choices, here.device(), new_id) {
            Ok(taken) => taken,
            Err(unchosen) => return Ok(json!({ "unchosen": unchosen.0 }).to_string()),
        };
    let code = ShortCode::of(&opened.bundle.digest);
    let said = format!("报送包 {code}：导入文书 {taken} 份，未导入 {left} 份。");
    let head = json!({ "said": said, "taken": taken, "left": left, "changes": changes.len() });
    let mut answer = vec![head.to_string()];
    for Change { before, after, lineages_before, lineages_after } in &changes {
        answer.extend([line(before)?, line(after)?, line(lineages_before)?, line(lineages_after)?]);
    }
    Ok(answer.join("\n"))
}

//! What came in: staged beside what is here, taken over as chosen.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::asked::Asked;
use super::enclosed::AtHand;
use super::{Here, here, line, read, report};
use crate::backup;
use crate::bundle::archive::{self, Source};
use crate::bundle::code::ShortCode;
use crate::bundle::digest::Digest;
use crate::bundle::lineage::Lineage;
use crate::bundle::staging::{self, Change, Choice, Counts, Item, Taken};
use crate::domain::case::Case;
use crate::domain::evidence;
use crate::domain::finding::BundleProblem;
use crate::domain::ids::CaseId;
use crate::wording;

/// `{"do":"stage","at_hand":{digits: size}}` with the file, and below it what lies on this device: `{"digest",
/// "useful","rules","backup"}`, useful being one of which something can be taken over, rules the id of the pack it was
/// scored by, and backup set where it is none but an archive with a backup. Below: the report, drawn.
pub(super) fn stage(asked: Value, below: &str, file: &mut dyn Source) -> Result<String, String> {
    let at_hand = asked.get("at_hand").cloned().map(read::<AtHand>).transpose()?.unwrap_or_default();
    let here = here(asked, below)?;
    let (head, drawn) = match archive::look(file) {
        Ok(looked) => {
            let items = staging::stage(&looked.bundle, here.device());
            let Counts { new, changed, same, fork, unclear, refused } = Counts::of(&items);
            let head = json!({
                "digest": looked.bundle.digest.as_str(), "useful": report::is_useful(&items),
                "counts": { "new": new, "changed": changed, "same": same, "fork": fork,
                    "unclear": unclear, "refused": refused },
                "rules": looked.bundle.header.packs.first().map(|pack| pack.id.to_string()),
            });
            (head, report::of(&looked, &items, &here, &at_hand))
        }
        // A whole device is restored elsewhere.
        Err(_) if backup::is_archive(file) => {
            (json!({ "digest": "", "useful": false, "backup": true }), Vec::new())
        }
        Err(problem) => (json!({ "digest": "", "useful": false }), report::unopened(&problem)),
    };
    Ok(format!("{head}\n{}", line(&drawn)?))
}

/// `{"do":"part","digest"}` with the file: the part's bytes. What is not there, or not what it is called, is a fault.
pub(super) fn part(asked: &Asked, file: &mut dyn Source) -> Result<Vec<u8>, String> {
    let digest =
        asked.text("digest").unwrap_or_default().parse::<Digest>().map_err(|fault| fault.to_string())?;
    let part = archive::part(file, &digest).map_err(|problem| wording::bundle_problem(&problem))?;
    Ok(part.into_bytes())
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

/// `{"said","taken","left","changes","parts":[digests]}`, said being for people and parts those of the file that the
/// cases name as they are to be, or `{"unchosen":[…]}` where something is still to be decided. Below, four lines for each change: the case as it was (null: new) and as it is to be, the
/// lists of its lineages before and after.
pub(super) fn take(asked: Taking, below: &str, file: &mut dyn Source) -> Result<String, String> {
    let Taking { digest, fields, stem } = asked;
    let here = Here::default().with(below)?;
    let told = |problem: BundleProblem| wording::bundle_problem(&problem);
    let bundle = archive::bundle(file).map_err(told)?;
    if digest.is_some_and(|digest| digest != bundle.digest.as_str()) {
        return Err(wording::bundle_changed_since().to_owned());
    }
    let items = staging::stage(&bundle, here.device());
    let choice = |(at, item): (usize, &Item)| Some((at, chosen(&fields, at, item)?));
    let choices = items.iter().enumerate().filter_map(choice).collect();
    let mut count = 0;
    let new_id = || {
        count += 1;
        CaseId::new(format!("{stem}{count:05}"))
    };
    let Taken { changes, taken, left } =
        match staging::take_over(&bundle, &items, &choices, here.device(), new_id) {
            Ok(taken) => taken,
            Err(unchosen) => return Ok(json!({ "unchosen": unchosen.0 }).to_string()),
        };
    let code = ShortCode::of(&bundle.digest);
    let named: BTreeSet<&str> = changes
        .iter()
        .flat_map(|change| evidence::of_case(&change.after))
        .map(|file| file.digest.as_str())
        .collect();
    let listed = bundle.header.parts.iter().map(|part| part.digest.as_str());
    let parts: Vec<&str> = listed.filter(|digest| named.contains(digest)).collect();
    let said = format!("报送包 {code}：导入文书 {taken} 份，未导入 {left} 份。");
    let head = json!({
        "said": said, "taken": taken, "left": left, "changes": changes.len(), "parts": parts,
    });
    let mut answer = vec![head.to_string()];
    for Change { before, after, lineages_before, lineages_after } in &changes {
        answer.extend([line(before)?, line(after)?, line(lineages_before)?, line(lineages_after)?]);
    }
    Ok(answer.join("\n"))
}

//! A bundle that came in: compared with what is here, taken over as chosen in one go, and taken back.

use js_sys::Uint8Array;

use super::keeper::{Answer, as_text};
use super::{Notice, Session, TakeBack};
use crate::domain::case::Case;
use crate::domain::from_json::from_json;
use crate::storage::Pauses;
use crate::ui::dom;
use crate::ui::said::{member, quoted};
use crate::wording;

impl Session {
    /// What the bundle in this file would change here: [`crate::desk`]'s `stage`.
    pub(in crate::ui) async fn compare(self, file: &Uint8Array) -> Result<Answer, String> {
        Ok(self.ask_about(file, r#"{"do":"stage"}"#, &|_| ()).await?.0)
    }

    /// Takes the bundle over that was looked at as `digest`, by the report's `fields`. Everything that is
    /// taken is written in one go; what is to be told of it, and the way back, come back. `Err` is for
    /// people; nothing was taken.
    pub(in crate::ui) async fn take_bundle(
        self,
        file: &Uint8Array,
        digest: &str,
        fields: &str,
        tell: &dyn Fn(String),
    ) -> Result<(Notice, TakeBack), String> {
        let [digest, stem] = [digest, &dom::new_id()].map(quoted);
        let question = format!(r#"{{"do":"take","digest":{digest},"fields":{fields},"stem":{stem}}}"#);
        let (answer, inventory) = self.ask_about(file, &question, tell).await?;
        let said = member(&answer.line(0), "said");
        if said.is_empty() {
            return Err(
                "本机的项目在核对时又有改动，出现了需要选择的文书：请重新选择文件，看清后再导入。".to_owned()
            );
        }
        let mut notice = Notice::done(said);
        let (mut cases, mut before, mut after) = (Vec::new(), Vec::new(), Vec::new());
        let (mut at, mut changed, mut pauses) = (1, 0, Pauses::begin());
        loop {
            let [was, is, lineages_before, lineages_after] = [0, 1, 2, 3].map(|n| answer.line(at + n));
            let Ok(case) = from_json::<Case>(&is) else { break };
            let here = self.case_of(&case.id).map_or_else(|| "null".to_owned(), |case| as_text(&case));
            if here == was {
                before.push((case.id.clone(), lineages_before));
                after.push((case.id.clone(), lineages_after));
                cases.push(case);
            } else {
                changed += 1;
            }
            at += 4;
            pauses.pause().await;
        }
        if changed > 0 {
            notice.add_problem(&wording::changed_while_importing(changed));
        }
        tell("正在写入本机".to_owned());
        // The cases first: revisions without them would speak of what is not here.
        let mut undo = self.put_all(cases).await;
        after.retain(|(id, _)| undo.put.iter().any(|case| case.id == *id));
        if inventory.set_lineages(after).await.is_err() {
            notice.add_problem(wording::lineages_not_kept());
        }
        undo.lineages = before;
        Ok((notice, undo))
    }
}

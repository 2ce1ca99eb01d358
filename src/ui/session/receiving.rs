//! A bundle that came in: compared with what is here, taken over as chosen in one go, and taken back.

use js_sys::Uint8Array;
use leptos::prelude::*;

use super::keeper::{Answer, as_text, quoted};
use super::{Notice, Session, TakeBack};
use crate::domain::case::Case;
use crate::domain::ids::CaseId;
use crate::storage::{Inventory, Pauses};
use crate::ui::dom;
use crate::ui::paper::member;
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
            let Ok(case) = serde_json::from_str::<Case>(&is) else { break };
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

    /// Adds or replaces any number of cases in one go, and draws them in slices. Comes back when they are
    /// on the device, or the state says why not.
    async fn put_all(self, mut cases: Vec<Case>) -> TakeBack {
        let before: Vec<(CaseId, Option<Case>)> =
            cases.iter().map(|case| (case.id.clone(), self.case_of(&case.id))).collect();
        let mut undo = TakeBack { left: self.keep_cases(&mut cases), ..TakeBack::default() };
        for (id, old) in before.into_iter().filter(|(id, _)| cases.iter().any(|case| case.id == *id)) {
            match old {
                Some(old) => undo.restore.push(old),
                None => undo.remove.push(id),
            }
        }
        if let Some(store) = self.store() {
            drop(store.flush().await);
        }
        let mut pauses = Pauses::begin();
        for case in &cases {
            self.show_put(case);
            pauses.pause().await;
        }
        undo.put = cases;
        undo
    }

    /// Takes a whole import back, unless somebody has worked on one of its cases since.
    pub(super) async fn take_import_back(self, undo: TakeBack) {
        let edited = undo.put.iter().filter(|case| self.case_of(&case.id).as_ref() != Some(case));
        let edited: Vec<String> = edited.map(|case| case.name.clone()).collect();
        if !edited.is_empty() {
            self.notice.set(Some(Notice::bad(wording::edited_since_import(&edited))));
            return;
        }
        let TakeBack { restore, remove, lineages, .. } = undo;
        let count = remove.len() + restore.len();
        let restored = self.put_all(restore).await;
        let kept = self.drop_all(remove).await;
        let mut notice =
            Notice::done(format!("已撤销，{} 个项目恢复到先前的样子。", count - restored.left - kept))
                .with_left(restored.left + kept);
        if let Some(store) = self.store()
            && Inventory::open(&store).await.set_lineages(lineages).await.is_err()
        {
            notice.add_problem(wording::lineages_not_kept());
        }
        self.notice.set(Some(notice));
    }

    /// Removes cases from the device, one after the other, and then from the list. Returns how many stayed.
    async fn drop_all(self, ids: Vec<CaseId>) -> usize {
        let Some(store) = self.store() else { return 0 };
        let mut kept = 0;
        for id in &ids {
            if self.open_id().as_ref() == Some(id) {
                self.open(None);
            }
            kept += usize::from(store.delete(id).await != Ok(true));
        }
        self.inner.set_cases.update(|lines| {
            lines.retain(|line| !ids.contains(&line.id) || self.case_of(&line.id).is_some());
        });
        kept
    }
}

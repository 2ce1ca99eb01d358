//! Many cases changed in one go, and all of it taken back unless somebody worked on one of them since.

use leptos::prelude::*;

use super::keeper::{Answer, as_text};
use super::{Moment, Notice, Session, TakeBack};
use crate::domain::case::Case;
use crate::domain::from_json::from_json;
use crate::domain::ids::CaseId;
use crate::storage::history::Why;
use crate::storage::{Inventory, Pauses};
use crate::wording;

impl Session {
    /// Writes the changes below an answer in one go, four lines each: the case as it was and as it is to be,
    /// the revisions known of it before and after. A case that was worked on meanwhile is left as it is.
    /// What went wrong is added to the notice.
    pub(in crate::ui) async fn take_changes(
        self,
        answer: &Answer,
        inventory: &Inventory,
        notice: &mut Notice,
    ) -> TakeBack {
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
        // The cases first: revisions without them would speak of what is not here.
        let mut undo = self.put_all(cases).await;
        self.remember_replaced(&undo, Why::Imported);
        after.retain(|(id, _)| undo.put.iter().any(|case| case.id == *id));
        if inventory.set_lineages(after).await.is_err() {
            notice.add_problem(wording::lineages_not_kept());
        }
        undo.lineages = before;
        undo
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

    /// Takes a whole change back, unless somebody has worked on one of its cases since.
    pub(super) async fn take_import_back(self, undo: TakeBack) {
        let edited = undo.put.iter().filter(|case| self.case_of(&case.id).as_ref() != Some(case));
        let edited: Vec<String> = edited.map(|case| case.name.clone()).collect();
        if !edited.is_empty() {
            self.notice.set(Some(Notice::bad(wording::edited_since_import(&edited))));
            return;
        }
        let TakeBack { restore, remove, lineages, device, .. } = undo;
        let count = remove.len() + restore.len();
        let restored = self.put_all(restore).await;
        self.remember_replaced(&restored, Why::Restored);
        let kept = self.drop_all(remove).await;
        let left = restored.left + kept;
        let text = format!("已撤销，{} 个项目恢复到先前的样子。", count.saturating_sub(left));
        let mut notice = Notice::done(text).with_left(left);
        if let Some(inventory) = self.inventory().await {
            let mut refused = inventory.set_lineages(lineages).await.is_err();
            for (name, text) in device {
                refused |= inventory.set_device_text(&name, &text).await.is_err();
            }
            if refused {
                notice.add_problem(wording::lineages_not_kept());
            }
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
            let gone = store.delete(id).await == Ok(true);
            if gone {
                self.remember(Moment::Deleted(id.clone()));
            }
            kept += usize::from(!gone);
        }
        self.inner.set_cases.update(|lines| {
            lines.retain(|line| !ids.contains(&line.id) || self.case_of(&line.id).is_some());
        });
        kept
    }
}

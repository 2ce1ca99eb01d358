//! Many cases changed in one go, and all of it taken back unless somebody worked on one of them since.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::keeper::{Answer, as_text};
use super::refused::not_deleted;
use super::{CaseLine, Moment, Notice, Session, TakeBack, judge};
use crate::domain::case::Case;
use crate::domain::from_json::from_json;
use crate::domain::ids::CaseId;
use crate::domain::same_project::KnownCases;
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

    /// Adds or replaces any number of cases in one go, in slices. Comes back when they are on the device, or the
    /// state says why not.
    pub(in crate::ui) async fn put_all(self, mut cases: Vec<Case>) -> TakeBack {
        let before: Vec<(CaseId, Option<Case>)> =
            cases.iter().map(|case| (case.id.clone(), self.case_of(&case.id))).collect();
        let left = match self.store() {
            None => self.keep_cases(&mut cases),
            Some(store) => {
                let refused: BTreeSet<CaseId> = store.hold_all(&cases).await.into_iter().collect();
                cases.retain(|case| !refused.contains(&case.id));
                self.tell_left(refused.len());
                drop(store.flush().await);
                refused.len()
            }
        };
        let mut undo = TakeBack { left, ..TakeBack::default() };
        let put: BTreeSet<&CaseId> = cases.iter().map(|case| &case.id).collect();
        for (id, old) in before.into_iter().filter(|(id, _)| put.contains(id)) {
            match old {
                Some(old) => undo.restore.push(old),
                None => undo.remove.push(id),
            }
        }
        self.show_all(cases.iter().map(|case| case.id.clone()).collect()).await;
        undo.put = cases;
        undo
    }

    /// Shows many cases that were put there, as [`Session::show_put`] does one.
    async fn show_all(self, ids: Vec<CaseId>) {
        self.list_all(&ids).await;
        let shown = self.route.with_untracked(|route| route.case().cloned());
        if let Some(case) = shown.filter(|shown| ids.contains(shown)).and_then(|shown| self.case_of(&shown)) {
            self.show_on_page(&case);
        }
        self.follow_copies(&ids).await;
    }

    /// Puts the lines of many cases into the list at once; they are made in slices.
    pub(super) async fn list_all(self, ids: &[CaseId]) {
        let knew_goals = judge::knows_goals();
        let (mut lines, mut pauses) = (BTreeMap::new(), Pauses::begin());
        for id in ids {
            if let Some(case) = self.case_of(id) {
                lines.insert(id.clone(), CaseLine::of(&case));
            }
            pauses.pause().await;
        }
        self.inner.set_cases.update(|all| {
            let standing = std::mem::take(all).into_iter().map(|line| (line.id.clone(), line));
            let mut merged: BTreeMap<CaseId, CaseLine> = standing.collect();
            merged.extend(lines);
            *all = merged.into_values().collect();
        });
        // What was typed meanwhile is in no line yet.
        self.line_now();
        if knew_goals != judge::knows_goals() {
            self.judge_lines().await;
        }
    }

    /// Takes a whole change back, unless it was an import and somebody has worked on one of its cases since.
    pub(super) async fn take_all_back(self, undo: Arc<TakeBack>) {
        let (mut edited, mut pauses) = (Vec::new(), Pauses::begin());
        for case in &undo.put {
            if self.case_of(&case.id).as_ref() != Some(case) {
                edited.push(case.name.clone());
            }
            pauses.pause().await;
        }
        if !edited.is_empty() {
            self.notice.set(Some(Notice::bad(wording::edited_since_import(&edited))));
            return;
        }
        let TakeBack { restore, remove, lineages, device, .. } = undo.as_ref();
        let (remove, lineages) = (remove.clone(), lineages.clone());
        let count = remove.len() + restore.len();
        let restored = self.put_all(restore.clone()).await;
        self.remember_replaced(&restored, Why::Restored);
        let new = remove.len();
        let (gone, refused) = self.drop_all(remove).await;
        let left = restored.left + (new - gone.len());
        let text = format!("已撤销，{} 个项目恢复到先前的样子。", count.saturating_sub(left));
        let mut notice = Notice::done(text);
        match refused {
            Some(reason) => notice.add_problem(&reason),
            None => notice = notice.with_left(left),
        }
        if let Some(inventory) = self.inventory().await {
            let mut refused = inventory.set_lineages(lineages).await.is_err();
            for (name, text) in device {
                refused |= inventory.set_device_text(name, text).await.is_err();
            }
            if refused {
                notice.add_problem(wording::lineages_not_kept());
            }
        }
        self.notice.set(Some(notice));
    }

    /// The cases of this device, to be found again by what they are known by.
    pub(in crate::ui) async fn known_cases(self) -> KnownCases {
        let (mut known, mut pauses) = (KnownCases::default(), Pauses::begin());
        for line in self.cases.get_untracked() {
            known.add(&line.id, &line.known());
            pauses.pause().await;
        }
        known
    }

    /// Removes cases in one go and offers to bring them back.
    pub(in crate::ui) fn remove_cases(self, ids: Vec<CaseId>) {
        spawn_local(async move {
            let cases: Vec<Case> = ids.iter().filter_map(|id| self.case_of(id)).collect();
            let (gone, refused) = self.drop_all(ids).await;
            let left = cases.len() - gone.len();
            let restore: Vec<Case> = cases.into_iter().filter(|case| gone.contains(&case.id)).collect();
            let mut notice = match (restore.as_slice(), refused) {
                (_, Some(reason)) => Notice::bad(reason),
                ([only], None) => Notice::done(format!("已删除“{}”。", only.name)).with_left(left),
                (all, None) => Notice::done(format!("已删除 {} 个项目。", all.len())).with_left(left),
            };
            notice.undo =
                (!restore.is_empty()).then(|| Arc::new(TakeBack { restore, ..TakeBack::default() }));
            self.notice.set(Some(notice));
        });
    }

    /// Removes cases from the device in one go, and then from the list. Returns those that are gone; the others
    /// are another window's, or the browser refused, and then the text says so.
    async fn drop_all(self, ids: Vec<CaseId>) -> (BTreeSet<CaseId>, Option<String>) {
        let Some(store) = self.store() else {
            ids.iter().for_each(|id| self.drop_case(id));
            return (ids.into_iter().collect(), None);
        };
        if self.open_id().is_some_and(|open| ids.contains(&open)) {
            self.open(None);
        }
        let stay = match store.delete_all(&ids).await {
            Ok(stay) => stay,
            Err(reason) => return (BTreeSet::new(), Some(not_deleted(&reason))),
        };
        let stay: BTreeSet<CaseId> = stay.into_iter().collect();
        let gone: BTreeSet<CaseId> = ids.into_iter().filter(|id| !stay.contains(id)).collect();
        gone.iter().for_each(|id| self.remember(Moment::Deleted(id.clone())));
        self.inner.set_cases.update(|lines| lines.retain(|line| !gone.contains(&line.id)));
        (gone, None)
    }
}

//! What the session asks of storage, in its own words. Until the device has answered at the start,
//! there are no cases.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::refused::{not_deleted, refused};
use super::{Editing, Gate, Moment, Notice, SaveState, Session, Side, Theme, TypeSize};
use crate::domain::case::Case;
use crate::domain::command::{self, Change, Command};
use crate::domain::ids::CaseId;
use crate::domain::place::DocumentType;
use crate::pack;
use crate::storage::backend::Space;
use crate::storage::people::{Entrance, People, Swept};
use crate::storage::{Draft, Kept, SaveState as Stored, Store, Way};
use crate::ui::dom;
use crate::wording;

/// The store, once it is open; until then, what was taken in before.
#[derive(Default)]
pub(super) struct Keep {
    store: Option<Store>,
    early: BTreeMap<CaseId, Case>,
}

impl Keep {
    pub(super) fn store(&self) -> Option<Store> {
        self.store.clone()
    }

    pub(super) fn all(&self) -> Vec<Case> {
        let early = || self.early.values().cloned().collect();
        self.store.as_ref().map_or_else(early, Store::cases)
    }

    pub(super) fn case(&self, id: &CaseId) -> Option<Case> {
        self.store.as_ref().map_or_else(|| self.early.get(id).cloned(), |store| store.case(id))
    }

    pub(super) fn commit(
        &mut self,
        case: &Case,
        command: &Command,
        way: Way,
        inverse: &Command,
    ) -> Option<Kept> {
        let Some(store) = &self.store else {
            self.hold_early(std::slice::from_ref(case));
            return None;
        };
        Some(store.commit(case, command, way, inverse))
    }

    fn hold_early(&mut self, cases: &[Case]) {
        self.early.extend(cases.iter().map(|case| (case.id.clone(), case.clone())));
    }

    /// From now on the store keeps everything, also what was taken in before it was open. Returns how
    /// many of those it left as another window has them.
    fn settle_in(&mut self, store: Store) -> usize {
        let early: Vec<Case> = std::mem::take(&mut self.early).into_values().collect();
        let refused = store.hold(&early);
        self.store = Some(store);
        refused.len()
    }

    pub(super) fn draft(&self, case: &CaseId, command: &Command) {
        if let Some(store) = &self.store {
            store.draft(case, command);
        }
    }

    pub(super) fn drop_draft(&self, case: &CaseId, command: &Command) {
        if let Some(store) = &self.store {
            store.drop_draft(case, command);
        }
    }

    pub(super) fn set_theme(&self, theme: Theme) {
        if let Some(store) = &self.store {
            store.set_theme(theme);
        }
    }

    pub(super) fn set_type_size(&self, size: TypeSize) {
        if let Some(store) = &self.store {
            store.set_type_size(size);
        }
    }
}

impl Session {
    /// The store, once it is open: for who looks after what lies on this device.
    pub(in crate::ui) fn store(self) -> Option<Store> {
        self.inner.keep.with_value(Keep::store)
    }

    /// The look kept on this device, unless one was chosen before the store was open.
    fn settle_look(self, store: &Store) {
        match self.theme.get_untracked() {
            Theme::System => self.inner.set_theme.set(store.theme()),
            chosen => store.set_theme(chosen),
        }
        match self.type_size.get_untracked() {
            TypeSize::Normal => self.inner.set_type_size.set(store.type_size()),
            chosen => store.set_type_size(chosen),
        }
    }

    /// Says where this person's work was scored by other rules when it was last open here.
    fn tell_other_rules(self, store: &Store) {
        let Some(pack) = pack::shipped().rules_pack() else { return };
        let before = store.rules_seen();
        if before.as_deref() == Some(pack.id.as_str()) {
            return;
        }
        store.set_rules_seen(pack.id.as_str());
        if before.is_some() {
            self.say(&wording::rules_changed(&pack.title));
        }
    }

    /// Deletes what was left behind, then opens the space of whoever is here, or shows what stands before
    /// it. Once, at the start.
    pub(in crate::ui) fn start(self) {
        self.ask_before_leaving();
        spawn_local(async move {
            let mut people = People::here();
            // What another window still has open goes at a later start.
            let swept = people.sweep().await;
            match people.entrance() {
                Entrance::Open(space) => self.open_space(space),
                Entrance::Choose => self.gate.set(Some(Gate::Choose)),
                Entrance::Locked(profile) => self.gate.set(Some(Gate::Locked(profile))),
            }
            match swept {
                Ok(Swept { left: Some(name), .. }) => {
                    self.notice.set(Some(Notice::done(wording::person_is_gone(&name))));
                }
                Ok(_) => {}
                Err(reason) => {
                    let text = format!("{}{}。", wording::left_behind_stays(), refused(&reason));
                    self.notice.set(Some(Notice::bad(text)));
                }
            }
        });
    }

    /// Opens a space, takes up what was being typed when the page went away, and shows the cases.
    pub(in crate::ui) fn open_space(self, space: Space) {
        self.gate.set(None);
        self.watch_idle();
        self.follow_register(space.clone());
        spawn_local(async move {
            let (store, opened) = Store::open(&space).await;
            self.settle_look(&store);
            self.tell_other_rules(&store);
            let session = self;
            store.subscribe(Box::new(move |state| session.show_state(state)));
            store.watch(Box::new(move |id| session.look_again(id)));
            self.show_state(&store.state());
            let left = self.inner.keep.try_update_value(|keep| keep.settle_in(store)).unwrap_or(0);
            self.tell_left(left);
            let ids = self.store().map(|store| store.ids()).unwrap_or_default();
            self.list_all(&ids).await;
            self.take_up(opened.drafts);
            if !opened.quarantined.is_empty() {
                let n = opened.quarantined.len();
                let text = format!("有 {n} 条本机记录不能使用，已原样另存，没有删除；其余内容不受影响。");
                self.notice.set(Some(Notice::bad(text)));
            }
            if opened.missing > 0 {
                self.notice.set(Some(Notice::bad(wording::cases_are_gone(opened.missing))));
            }
            self.inner.set_ready.set(true);
            self.save_again();
            match self.open_id() {
                // Opened before the store was: it is entered only now.
                Some(early) => self.enter(None, Some(early)),
                None => self.open(self.route.get_untracked().case().cloned()),
            }
            self.look_after_copies().await;
        });
    }

    /// A window that holds what the device did not take asks before it goes.
    fn ask_before_leaving(self) {
        drop(window_event_listener(leptos::ev::beforeunload, move |event| {
            let unkept = matches!(
                self.save_state.get_untracked(),
                SaveState::MemoryOnly { .. } | SaveState::Failed { .. } | SaveState::Conflict { .. }
            );
            if unkept && self.cases.with_untracked(|lines| !lines.is_empty()) {
                event.prevent_default();
                // Older browsers go by this alone.
                event.set_return_value("1");
            }
        }));
    }

    pub(super) fn tell_left(self, count: usize) {
        if count > 0 {
            self.notice.set(Some(Notice::bad(wording::left_to_another_window(count))));
        }
    }

    /// What was typed and never became an edit becomes one now. What is no complete entry is told.
    fn take_up(self, drafts: Vec<Draft>) {
        let unfinished: Vec<String> =
            drafts.into_iter().filter_map(|draft| self.take_one_up(&draft.case, draft.command)).collect();
        if !unfinished.is_empty() {
            let text = format!("上次没有填完，未采用：{}。请重新填写。", unfinished.join("、"));
            self.notice.set(Some(Notice::bad(text)));
        }
    }

    /// Returns what is no complete entry; its draft has had its use.
    fn take_one_up(self, id: &CaseId, command: Command) -> Option<String> {
        let mut case = self.case_of(id)?;
        let change = command::apply_to(&mut case, command.clone());
        if let Ok(Change { inverse, changed: true }) = &change {
            // The state that follows is told to `show_state`.
            drop(self.inner.keep.try_update_value(|keep| keep.commit(&case, &command, Way::New, inverse)));
            self.show_line(&case);
            return None;
        }
        self.inner.keep.with_value(|keep| keep.drop_draft(id, &command));
        match (change, command) {
            (Err(_), Command::SetText { field, text }) => {
                let label = wording::text_field(DocumentType::SelfEvaluation, field);
                Some(format!("“{}”的{label}“{text}”", case.name))
            }
            _ => None,
        }
    }

    /// Takes cases in and writes them to the device; the state says whether they are there. Cases
    /// that another window edits are left out, said so and counted.
    pub(super) fn keep_cases(self, cases: &mut Vec<Case>) -> usize {
        let Some(store) = self.store() else {
            self.inner.keep.update_value(|keep| keep.hold_early(cases));
            return 0;
        };
        let refused = store.hold(cases);
        cases.retain(|case| !refused.contains(&case.id));
        self.tell_left(refused.len());
        self.save_again();
        refused.len()
    }

    /// Wants to edit another case than before.
    pub(super) fn enter(self, old: Option<CaseId>, new: Option<CaseId>) {
        let Some(store) = self.store() else { return };
        if let Some(id) = old {
            store.leave(&id);
        }
        self.inner.set_elsewhere.set(new.as_ref().is_some_and(|id| store.editing(id) != Editing::Here));
        if let Some(id) = new {
            spawn_local(async move { store.enter(&id).await });
        }
    }

    /// Where the open case can be edited; not tracked.
    pub fn editing(self) -> Editing {
        let store = self.store();
        store.zip(self.open_id()).map(|(store, id)| store.editing(&id)).unwrap_or_default()
    }

    /// Why a read-only case is; not tracked.
    pub fn why_read_only(self) -> &'static str {
        match self.editing() {
            Editing::Newer => wording::written_by_newer(),
            Editing::Elsewhere | Editing::Here => wording::edited_elsewhere(),
        }
    }

    /// Takes the open case from the window that edits it.
    pub fn take_over(self) {
        let (Some(store), Some(id)) = (self.store(), self.open_id()) else {
            return;
        };
        spawn_local(async move {
            // What it is then is told to `look_again`.
            match store.take_over(&id).await {
                Ok(_) => {
                    self.take_up(store.drafts(&id));
                    store.case(&id).into_iter().for_each(|case| self.reopen(case));
                }
                Err(reason) => {
                    let text = format!("没有接管：{}。", refused(&reason));
                    self.notice.set(Some(Notice::bad(text)));
                }
            }
        });
    }

    /// Shows a case as another window may have left it.
    fn look_again(self, id: &CaseId) {
        let Some(store) = self.inner.keep.try_with_value(Keep::store).flatten() else { return };
        let open = self.open_id().as_ref() == Some(id);
        let Some(case) = store.case(id) else {
            if open {
                self.open(None);
            }
            self.inner.set_cases.update(|lines| lines.retain(|line| line.id != *id));
            return;
        };
        if open {
            let editing = store.editing(id);
            let read_only = editing != Editing::Here;
            // Why it is may have changed: a newer workbench has written what another window was editing.
            if self.elsewhere.get_untracked() != read_only || editing == Editing::Newer {
                self.inner.set_elsewhere.set(read_only);
                // What was said of a read-only case holds no more.
                let said = |notice: &Notice| notice.text == wording::edited_elsewhere();
                if self.notice.with_untracked(|notice| notice.as_ref().is_some_and(said)) {
                    self.notice.set(None);
                }
            }
            if self.case.with_untracked(|shown| shown.as_ref() != Some(&case)) {
                self.reopen(case.clone());
            }
            self.show_steps();
        }
        self.show_line(&case);
    }

    /// Closes a case, and removes it from the device, then from the list.
    pub(super) fn drop_case(self, id: &CaseId) {
        // Before it is left, or a window that waits for it would win it.
        let deleting = self.store().map(|store| store.delete(id));
        if self.open_id().as_ref() == Some(id) {
            self.open(None);
        }
        let id = id.clone();
        let Some(deleting) = deleting else {
            self.inner.keep.update_value(|keep| drop(keep.early.remove(&id)));
            self.inner.set_cases.update(|lines| lines.retain(|line| line.id != id));
            return;
        };
        spawn_local(async move {
            match deleting.await {
                Ok(true) => {
                    self.inner.set_cases.update(|lines| lines.retain(|line| line.id != id));
                    self.remember(Moment::Deleted(id));
                }
                // Brought back while it was still being removed.
                Ok(false) => self.save_again(),
                Err(reason) => {
                    self.notice.set(Some(Notice::bad(not_deleted(&reason))));
                }
            }
        });
    }

    /// Tries again to write what the browser refused.
    pub fn save_again(self) {
        let Some(store) = self.store() else { return };
        spawn_local(async move {
            self.show_state(&store.flush().await);
        });
    }

    /// Settles what two windows wrote; the side that is not chosen is put aside, not deleted.
    pub fn settle(self, id: CaseId, side: Side) {
        let Some(store) = self.store() else { return };
        spawn_local(async move {
            match store.settle(&id, side).await {
                Ok(Some(case)) => {
                    self.show_line(&case);
                    if self.open_id().as_ref() == Some(&id) {
                        self.reopen(case);
                    }
                }
                Ok(None) => self.inner.set_cases.update(|lines| lines.retain(|line| line.id != id)),
                Err(reason) => {
                    let text = format!("没有写入：{}。两边的内容都还在，请重试。", refused(&reason));
                    self.notice.set(Some(Notice::bad(text)));
                }
            }
            self.show_state(&store.state());
        });
    }

    fn show_state(self, state: &Stored) {
        let shown = match state {
            Stored::Saved { at } => SaveState::Saved { at: at.map(dom::clock_at) },
            Stored::Saving | Stored::Unsaved { .. } => SaveState::Saving,
            Stored::Conflict { case } => SaveState::Conflict { case: case.clone() },
            Stored::Failed { reason } => SaveState::Failed { reason: refused(reason) },
            Stored::MemoryOnly { reason } => SaveState::MemoryOnly { reason: refused(reason) },
        };
        if self.save_state.try_get_untracked().is_some_and(|old| old != shown) {
            self.inner.set_save_state.set(shown);
        }
    }
}

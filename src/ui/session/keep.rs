//! What the session asks of storage, in its own words. Until the device has answered at the start,
//! there are no cases.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{CaseLine, Notice, SaveState, Session, Side, Theme, TypeSize};
use crate::domain::case::Case;
use crate::domain::command::Command;
use crate::domain::ids::CaseId;
use crate::storage::{Kept, Refused, SaveState as Stored, Store};
use crate::ui::dom;

/// The store, once it is open.
#[derive(Default)]
pub(super) struct Keep {
    store: Option<Store>,
}

impl Keep {
    pub(super) fn store(&self) -> Option<Store> {
        self.store.clone()
    }

    pub(super) fn all(&self) -> Vec<Case> {
        self.store.as_ref().map(Store::cases).unwrap_or_default()
    }

    pub(super) fn case(&self, id: &CaseId) -> Option<Case> {
        self.store.as_ref()?.case(id)
    }

    pub(super) fn commit(&self, case: &Case, command: &Command) -> Option<Kept> {
        Some(self.store.as_ref()?.commit(case, command))
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

    /// Opens the device's store, takes up what was being typed when the page went away, and shows
    /// the cases. Once, at the start.
    pub(in crate::ui) fn start(self) {
        spawn_local(async move {
            let (store, opened) = Store::open().await;
            self.settle_look(&store);
            let session = self;
            store.subscribe(Box::new(move |state| session.show_state(state)));
            self.show_state(&store.state());
            self.inner.set_cases.set(opened.cases.iter().map(CaseLine::of).collect());
            self.inner.keep.update_value(|keep| keep.store = Some(store));
            for draft in opened.drafts {
                self.take_up(&draft.case, draft.command);
            }
            if !opened.quarantined.is_empty() {
                let n = opened.quarantined.len();
                let text = format!("有 {n} 条本机记录不能使用，已原样另存，没有删除；其余内容不受影响。");
                self.notice.set(Some(Notice::bad(text)));
            }
            self.inner.set_ready.set(true);
            self.open(self.route.get_untracked().case().cloned());
        });
    }

    /// What was typed and never became an edit becomes one now.
    fn take_up(self, id: &CaseId, command: Command) {
        let case = self.inner.keep.with_value(|keep| keep.case(id));
        let Some(mut case) = case else { return };
        let Some(form) = case.self_evaluation.as_mut() else { return };
        match crate::domain::command::apply(form, command.clone()) {
            // Refused or nothing new: the draft has said what it had to say.
            Err(_) => {}
            Ok(change) if !change.changed => {
                self.inner.keep.with_value(|keep| keep.drop_draft(id, &command));
            }
            Ok(_) => {
                // The state that follows is told to `show_state`.
                drop(self.inner.keep.with_value(|keep| keep.commit(&case, &command)));
                self.show_line(&case);
            }
        }
    }

    /// Takes cases in and writes them to the device; the state says whether they are there.
    pub(super) fn keep_cases(self, cases: &[Case]) {
        let Some(store) = self.inner.keep.with_value(Keep::store) else { return };
        store.hold(cases);
        self.save_again();
    }

    /// Removes a case from the device, then from the list.
    pub(super) fn forget_case(self, id: CaseId) {
        let Some(store) = self.inner.keep.with_value(Keep::store) else { return };
        spawn_local(async move {
            match store.delete(&id).await {
                Ok(()) => {
                    self.inner.set_cases.update(|lines| lines.retain(|line| line.id != id));
                }
                Err(reason) => {
                    let text = format!("没有删除：{}。项目仍在本机。", refused(&reason));
                    self.notice.set(Some(Notice::bad(text)));
                }
            }
        });
    }

    /// Tries again to write what the browser refused.
    pub fn save_again(self) {
        let Some(store) = self.inner.keep.with_value(Keep::store) else { return };
        spawn_local(async move {
            self.show_state(&store.flush().await);
        });
    }

    /// Settles what two windows wrote; the side that is not chosen is put aside, not deleted.
    pub fn settle(self, id: CaseId, side: Side) {
        let Some(store) = self.inner.keep.with_value(Keep::store) else { return };
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

/// Why the browser did not take something.
fn refused(reason: &Refused) -> String {
    match reason {
        Refused::Denied => "浏览器设置或无痕模式不允许保存数据".to_owned(),
        Refused::Missing => "此浏览器或此种打开方式没有本机存储".to_owned(),
        Refused::Full => "本机存储空间已满".to_owned(),
        Refused::Blocked => "另一个旧版本窗口占用着数据，请关闭它再刷新".to_owned(),
        Refused::Closed => "数据已由更新的窗口接管，请刷新此页".to_owned(),
        Refused::Other(said) => format!("浏览器拒绝写入（{said}）"),
    }
}

//! Edits: command → document → journal → screen, and the way back.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{CaseLine, Moment, Notice, Session, keep};
use crate::domain::case::Case;
use crate::domain::command::{self, Command, Refusal};
use crate::domain::ids::CaseId;
use crate::storage::named::Named;
use crate::storage::{Kept, Way};
use crate::wording;

/// How long typing rests before the list follows.
const LINE_AFTER: Duration = Duration::from_millis(300);

/// A longer pause, in milliseconds, ends a run of keystrokes: what was typed before it is taken back by itself.
const RUN_ENDS_AFTER: i64 = 3_000;

/// What became of an edit.
#[derive(Clone, Copy, PartialEq)]
enum Done {
    Made,
    /// It would change nothing.
    Nothing,
    /// This window may not make it.
    NotHere,
}

impl Session {
    /// Makes an edit of the open case. The screen shows it once the journal holds it. Without an open case
    /// there is nothing to edit, and nothing happens.
    pub fn apply(self, command: Command) -> Result<(), Refusal> {
        self.rest();
        self.make(command, Way::New).map(drop)
    }

    /// Makes the edit of one keystroke. Keystrokes in the same field up to the next pause or [`rest`](Self::rest)
    /// are one step of undo.
    pub fn type_in(self, command: Command) -> Result<(), Refusal> {
        let now = js_sys::Date::now() as i64;
        let goes_on = self.inner.typing.get_value().is_some_and(|last| now - last < RUN_ENDS_AFTER);
        let done = self.make(command, if goes_on { Way::Run } else { Way::New })?;
        if done == Done::Made {
            self.inner.typing.set_value(Some(now));
        }
        Ok(())
    }

    /// Ends a run of keystrokes: what is typed next is a step of its own.
    pub fn rest(self) {
        self.inner.typing.set_value(None);
    }

    /// Takes the last edit back.
    pub fn undo(self) {
        self.step(Way::Undo);
    }

    /// Makes the edit again that was taken back last.
    pub fn redo(self) {
        self.step(Way::Redo);
    }

    /// Keeps what is being typed before it is a command: call on every `input` outside composition
    /// with the command that the field would make now.
    pub fn draft(self, command: Command) {
        if let Some(id) = self.open_id() {
            self.inner.keep.with_value(|keep| keep.draft(&id, &command));
        }
    }

    /// Adds every digest that undoing, redoing or taking back would bring again.
    pub(in crate::ui) fn name_steps(self, named: &mut Named) {
        let mut add = |text: serde_json::Result<String>| {
            // An edit always has a JSON form.
            named.add(&text.unwrap_or_default());
        };
        if let Some(store) = self.store() {
            store.steps().iter().for_each(|step| add(serde_json::to_string(step)));
        }
        self.notice.with_untracked(|notice| {
            let undo = notice.as_ref().and_then(|notice| notice.undo.as_ref());
            undo.iter().for_each(|undo| add(serde_json::to_string(&undo.restore)));
        });
    }

    fn step(self, way: Way) {
        self.rest();
        let Some((store, id)) = self.store().zip(self.open_id()) else { return };
        let Some(command) = store.next_step(&id, way) else { return };
        // A step that no longer fits (its row is gone) is dropped: there is nothing to take back.
        if matches!(self.make(command, way), Err(_) | Ok(Done::Nothing)) {
            store.skip_step(&id, way);
            self.show_steps();
        }
    }

    /// Says whether there is something to undo, and to do again.
    pub(super) fn show_steps(self) {
        let steps = self.store().zip(self.open_id()).map(|(store, id)| store.can_step(&id));
        self.inner.can_step.set(steps.unwrap_or_default());
    }

    fn make(self, command: Command, way: Way) -> Result<Done, Refusal> {
        if self.elsewhere.get_untracked() {
            self.notice.set(Some(Notice::bad(self.why_read_only())));
            return Ok(Done::NotHere);
        }
        // A large edit may still be on its way to the screen: what is kept is never behind it.
        let open = self.open_id().and_then(|id| self.case_of(&id));
        let Some(mut case) = open else { return Ok(Done::NotHere) };
        let change = command::apply_to(&mut case, command.clone())?;
        if !change.changed {
            self.inner.keep.with_value(|keep| keep.drop_draft(&case.id, &command));
            return Ok(Done::Nothing);
        }
        let commit = |keep: &mut keep::Keep| keep.commit(&case, &command, way, &change.inverse);
        let kept = self.inner.keep.try_update_value(commit).flatten();
        match (kept, self.inner.keep.with_value(keep::Keep::store)) {
            // Too large for the journal: it is shown once the device holds the document.
            (Some(Kept::AwaitDocument), Some(store)) => spawn_local(async move {
                drop(store.flush().await);
                // Edits made meanwhile stand in what is kept now.
                if let Some(newest) = self.case_of(&case.id) {
                    self.show_case(newest);
                }
            }),
            (Some(Kept::Elsewhere), _) => {
                // The news itself may still be on its way.
                self.inner.set_elsewhere.set(true);
                self.notice.set(Some(Notice::bad(wording::lost_to_another_window())));
                return Ok(Done::NotHere);
            }
            _ => self.show_case(case),
        }
        self.show_steps();
        Ok(Done::Made)
    }

    fn show_case(self, case: Case) {
        if self.open_id().as_ref() == Some(&case.id) {
            self.inner.set_case.set(Some(case));
            self.line_soon();
        }
    }

    /// Opens a case, or closes the open one.
    pub(super) fn open(self, wanted: Option<CaseId>) {
        if wanted == self.open_id() {
            return;
        }
        self.line_now();
        self.rest();
        let old = self.open_id();
        let case = wanted.and_then(|id| self.inner.keep.with_value(|keep| keep.case(&id)));
        self.enter(old, case.as_ref().map(|case| case.id.clone()));
        self.inner.set_case.set(case.clone());
        self.show_steps();
        self.remember(Moment::Opened(case.map(Box::new)));
    }

    /// Shows a case anew that was replaced from outside.
    pub(super) fn reopen(self, case: Case) {
        self.rest();
        self.inner.set_case.set(Some(case.clone()));
        self.show_steps();
        self.remember(Moment::Found(Box::new(case)));
    }

    /// The list is brought up to date once typing rests: a line costs a whole scoring.
    fn line_soon(self) {
        if let Some(old) = self.inner.line_timer.try_update_value(Option::take).flatten() {
            old.clear();
        }
        let timer = set_timeout_with_handle(move || self.line_now(), LINE_AFTER);
        self.inner.line_timer.set_value(timer.ok());
    }

    /// Brings the line of the open case up to date.
    pub(super) fn line_now(self) {
        if let Some(case) = self.case.try_get_untracked().flatten() {
            self.show_line(&case);
            if let Some(historian) = self.inner.historian.get_value() {
                historian(self, Moment::Rested);
            }
        }
    }

    /// Puts the line of a case into the list.
    pub(super) fn show_line(self, case: &Case) {
        self.follow_copy(case);
        let line = CaseLine::of(case);
        if self.cases.with_untracked(|lines| lines.contains(&line)) {
            return;
        }
        self.inner.set_cases.update(|lines| match lines.iter_mut().find(|old| old.id == line.id) {
            Some(old) => *old = line,
            None => {
                let at = lines.partition_point(|old| old.id < line.id);
                lines.insert(at, line);
            }
        });
    }
}

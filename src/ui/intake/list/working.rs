//! The rows of a list worked out anew after each change, away from the keystroke that made it; and the mappings
//! that this device remembers.

use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;

use super::super::Intake;
use super::super::staged::State;
use super::{ListFile, Sorted};
use crate::domain::from_json::from_json;
use crate::forms::opening::{FateTally, fates};
use crate::forms::project_list::{self, ListReading, Mapping, Mappings};
use crate::storage::overview::LIST_MAPPINGS;
use crate::ui::session::Session;

/// Between a change and the work it makes, in milliseconds: who types goes on typing.
const REST: u32 = 120;

/// The lists of a file as they begin: mapped as on this device before, else as is proposed.
pub(in super::super) async fn arrived(lists: Vec<ListReading>, session: Session) -> ListFile {
    let mappings = remembered(session).await;
    let most = (0..lists.len()).rev().max_by_key(|at| lists.get(*at).map(ListReading::entries));
    let mut file = ListFile { at: most.unwrap_or(0), turn: 1, ..ListFile::of(Arc::new(lists)) };
    recall(&mut file, &mappings);
    file
}

/// The mapping to begin with.
fn recall(file: &mut ListFile, mappings: &Mappings) {
    if let Some((mapping, recalled)) = file.list().map(|list| mappings.recall(list)) {
        (file.mapping, file.recalled) = (mapping, recalled);
    }
}

/// Another of the file's lists is looked at.
pub(super) fn choose(intake: Intake, key: usize, at: usize) {
    leptos::task::spawn_local(async move {
        let mappings = remembered(intake.session).await;
        intake.change(key, |file| {
            if let State::List(file) = &mut file.state {
                (file.at, file.sorted) = (at, None);
                file.turn += 1;
                recall(file, &mappings);
            }
        });
        work_out(intake, key);
    });
}

/// The mappings that were made on this device; none where it cannot say.
async fn remembered(session: Session) -> Mappings {
    let text = match session.inventory().await {
        Some(inventory) => inventory.device_text(LIST_MAPPINGS).await.ok().flatten(),
        None => None,
    };
    text.and_then(|text| from_json(&text).ok()).unwrap_or_default()
}

/// Remembers a mapping. Where it cannot be kept, it is asked for once more next time.
pub(super) async fn remember(session: Session, mapping: Mapping) {
    let mut mappings = remembered(session).await;
    mappings.remember(mapping);
    if let (Some(inventory), Ok(text)) = (session.inventory().await, serde_json::to_string(&mappings)) {
        drop(inventory.set_device_text(LIST_MAPPINGS, &text).await);
    }
}

/// Works the rows out, unless something has changed again by then.
pub(in super::super) fn work_out(intake: Intake, key: usize) {
    leptos::task::spawn_local(async move {
        let Some(first) = of(intake, key) else { return };
        if first.sorted.is_some() {
            TimeoutFuture::new(REST).await;
        }
        let turn = first.turn;
        let still = move || of(intake, key).filter(|file| file.turn == turn);
        let Some(file) = still() else { return };
        let known = intake.session.known_cases().await;
        let (Some(_), Some(list)) = (still(), file.list()) else { return };
        let mut report = project_list::rows(list, &file.mapping, &file.given());
        if !file.maps(crate::domain::project_list::ListColumn::Subject) {
            report.entries.iter_mut().for_each(|entry| entry.project.subject = file.subject);
        }
        let fates = fates(&report, &known);
        let tally = FateTally::of(&fates);
        let sorted = Arc::new(Sorted { report, fates, tally });
        intake.change(key, |staged| {
            if let State::List(file) = &mut staged.state
                && file.turn == turn
            {
                (file.sorted, file.sorted_at) = (Some(sorted), turn);
            }
        });
    });
}

fn of(intake: Intake, key: usize) -> Option<ListFile> {
    use leptos::prelude::WithUntracked;
    let found = intake.files.try_with_untracked(|files| {
        files.iter().find(|file| file.key == key).and_then(|file| match &file.state {
            State::List(file) => Some((**file).clone()),
            _ => None,
        })
    });
    found.flatten()
}

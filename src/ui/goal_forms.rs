//! The goal forms as they come from their pack: fetched once a page, told where they do not come, and asked for again.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::packs;
use super::session::Session;
use crate::domain::goal_form::{GoalForm, GoalForms};
use crate::pack;

/// The file of the goal forms.
const FILE: &str = "goal-forms.json";

/// The forms as far as they have come.
#[derive(Clone, Copy)]
pub(super) struct FormShelf {
    session: Session,
    pub forms: RwSignal<Option<Arc<GoalForms>>>,
    /// They did not come.
    pub missing: RwSignal<bool>,
}

impl FormShelf {
    pub fn new(session: Session) -> Self {
        let shelf = Self { session, forms: RwSignal::new(None), missing: RwSignal::new(false) };
        shelf.fetch();
        shelf
    }

    /// Asks for them, also again.
    pub fn fetch(self) {
        self.missing.set(false);
        spawn_local(async move {
            match fetched().await {
                Some(forms) => drop(self.forms.try_set(Some(Arc::new(forms)))),
                None => drop(self.missing.try_set(true)),
            }
        });
    }

    /// The form of the open case's kind of subject; tracked.
    pub fn form(self) -> Option<GoalForm> {
        let subject = self.session.case.with(|case| case.as_ref().map(|case| case.subject))?;
        self.forms.with(|forms| forms.as_ref()?.of(subject).cloned())
    }
}

/// The forms; `None` where they do not come or cannot be read.
pub(super) async fn fetched() -> Option<GoalForms> {
    read(&packs::text(FILE).await.ok()?)
}

fn read(text: &str) -> Option<GoalForms> {
    let pack = pack::read(text.as_bytes()).ok()?;
    pack::goal_forms(&pack).ok()
}

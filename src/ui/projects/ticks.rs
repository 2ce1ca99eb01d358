//! The boxes before the rows. What is chosen is what is ticked and listed, on whatever page of the list it
//! stands. The boxes themselves are set by hand, so that a thousand rows cost nothing to follow.

use std::collections::BTreeSet;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, MouseEvent};

use crate::domain::ids::CaseId;

/// What is ticked.
#[derive(Clone, Copy)]
pub(super) struct Ticks {
    /// The cases that are listed, in their order.
    listed: Signal<Vec<CaseId>>,
    ids: StoredValue<BTreeSet<CaseId>>,
    /// The box that was used last: with the shift key all between it and the next are set.
    last: StoredValue<Option<CaseId>>,
    /// How many are ticked.
    pub(super) count: RwSignal<usize>,
}

impl Ticks {
    pub(super) fn new(listed: Signal<Vec<CaseId>>) -> Self {
        let ids = StoredValue::new(BTreeSet::new());
        let ticks = Self { listed, ids, last: StoredValue::new(None), count: RwSignal::new(0) };
        // What is listed no more is not chosen any more.
        Effect::new(move |_| {
            listed.with(|listed| {
                if ids.with_value(BTreeSet::is_empty) {
                    return;
                }
                let listed: BTreeSet<&CaseId> = listed.iter().collect();
                ids.update_value(|ids| ids.retain(|id| listed.contains(id)));
            });
            ticks.tell();
        });
        ticks
    }

    pub(super) fn has(self, id: &CaseId) -> bool {
        self.ids.with_value(|ids| ids.contains(id))
    }

    /// The cases that are ticked, in the order of the list.
    pub(super) fn chosen(self) -> Vec<CaseId> {
        self.listed.with_untracked(|listed| listed.iter().filter(|id| self.has(id)).cloned().collect())
    }

    /// Ticks all that are listed, or none.
    pub(super) fn all(self, on: bool) {
        self.set(on, 0, usize::MAX);
    }

    /// A click among the rows: a box that was turned, alone or with all from the last one on.
    pub(super) fn clicked(self, event: MouseEvent) {
        let tick = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(tick) = tick.filter(|tick| tick.type_() == "checkbox") else { return };
        let id = CaseId::new(tick.value());
        let place =
            |id: &CaseId| self.listed.with_untracked(|listed| listed.iter().position(|listed| listed == id));
        let last = self.last.get_value().filter(|_| event.shift_key());
        let Some(at) = place(&id) else { return };
        let from = last.and_then(|last| place(&last)).unwrap_or(at);
        self.last.set_value(Some(id));
        self.set(tick.checked(), from.min(at), from.max(at));
    }

    /// Sets the boxes from one place of the list to another.
    fn set(self, on: bool, from: usize, to: usize) {
        self.ids.update_value(|ids| {
            self.listed.with_untracked(|listed| {
                for (_, id) in listed.iter().enumerate().filter(|(at, _)| (from..=to).contains(at)) {
                    if on {
                        ids.insert(id.clone())
                    } else {
                        ids.remove(id)
                    };
                }
            });
        });
        for tick in boxes() {
            tick.set_checked(self.has(&CaseId::new(tick.value())));
        }
        self.tell();
    }

    fn tell(self) {
        let count = self.ids.with_value(BTreeSet::len);
        if self.count.get_untracked() != count {
            self.count.set(count);
        }
    }
}

fn boxes() -> impl Iterator<Item = HtmlInputElement> {
    let found = document().query_selector_all(".cases td.pick input").ok();
    let nodes = found.into_iter().flat_map(|found| (0..found.length()).filter_map(move |at| found.get(at)));
    nodes.filter_map(|node| node.dyn_into().ok())
}

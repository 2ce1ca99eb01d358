//! The twin of the browser's parts in memory, with the same promises. It can be told to refuse.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use js_sys::Uint8Array;

use super::{Held, Later, Part, Parts};
use crate::storage::state::Refused;

/// Parts in memory; clones share what they hold.
#[derive(Clone, Default)]
pub struct MemoryParts(Rc<RefCell<Shelf>>);

#[derive(Default)]
struct Shelf {
    parts: BTreeMap<String, Part>,
    refuses: Option<Refused>,
}

impl MemoryParts {
    /// From now on every write is refused, or with `None` taken again.
    pub fn refuse(&self, reason: Option<Refused>) {
        self.0.borrow_mut().refuses = reason;
    }

    fn change<T>(&self, change: impl FnOnce(&mut BTreeMap<String, Part>) -> T) -> Result<T, Refused> {
        let mut shelf = self.0.borrow_mut();
        match &shelf.refuses {
            Some(reason) => Err(reason.clone()),
            None => Ok(change(&mut shelf.parts)),
        }
    }
}

/// Bytes that nobody else holds, as a database gives them.
fn own(bytes: &Uint8Array) -> Uint8Array {
    Uint8Array::new(bytes)
}

impl Parts for MemoryParts {
    fn put<'a>(&'a self, part: &'a Part) -> Later<'a, bool> {
        Box::pin(async move {
            let part = Part { bytes: own(&part.bytes), ..part.clone() };
            self.change(|parts| parts.insert(part.hex.clone(), part).is_none())
        })
    }

    fn get<'a>(&'a self, hex: &'a str) -> Later<'a, Option<Part>> {
        Box::pin(async move {
            let part = self.0.borrow().parts.get(hex).cloned();
            Ok(part.map(|part| Part { bytes: own(&part.bytes), ..part }))
        })
    }

    fn held(&self) -> Later<'_, Vec<Held>> {
        let held = |part: &Part| Held { hex: part.hex.clone(), size: part.size };
        Box::pin(async move { Ok(self.0.borrow().parts.values().map(held).collect()) })
    }

    fn remove<'a>(&'a self, names: &'a [String]) -> Later<'a, ()> {
        Box::pin(async move { self.change(|parts| parts.retain(|hex, _| !names.contains(hex))) })
    }
}

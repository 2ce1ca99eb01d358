//! 评价规则: which rules are in force on this device, by the id of their pack. For all who share it, as a unit is judged by
//! the rules of its place. Knows no rules.

use super::backend::{BrowserLocal, Local};
use super::keys::RULES;
use super::state::Refused;

/// What was chosen; `None` where nothing was, or where the browser keeps nothing.
pub fn chosen() -> Option<String> {
    BrowserLocal::probe().ok()?.get(RULES).ok().flatten()
}

/// Chooses. Other windows go on by what they began with until they are loaded anew.
pub fn choose(id: &str) -> Result<(), Refused> {
    BrowserLocal::probe()?.set(RULES, id)
}

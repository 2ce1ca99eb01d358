//! The keys of one person's space among those of everyone on the device: to its store they look as if
//! it were alone.

use super::Local;
use crate::storage::keys;
use crate::storage::state::Refused;

/// localStorage as one space sees it.
pub struct Scoped<L> {
    local: L,
    /// What stands in place of [`keys::ROOT`].
    root: String,
}

impl<L: Local> Scoped<L> {
    pub fn new(local: L, space: &str) -> Self {
        Self { local, root: keys::root_of(space) }
    }

    /// Keys of another root belong to somebody else, and are nobody's here.
    fn there(&self, key: &str) -> String {
        format!("{}{}", self.root, key.strip_prefix(keys::ROOT).unwrap_or(key))
    }
}

impl<L: Local> Local for Scoped<L> {
    fn get(&self, key: &str) -> Result<Option<String>, Refused> {
        self.local.get(&self.there(key))
    }

    fn set(&self, key: &str, text: &str) -> Result<(), Refused> {
        self.local.set(&self.there(key), text)
    }

    fn remove(&self, key: &str) -> Result<(), Refused> {
        self.local.remove(&self.there(key))
    }

    fn keys(&self, prefix: &str) -> Result<Vec<String>, Refused> {
        let here = |key: String| key.strip_prefix(&self.root).map(|rest| format!("{}{rest}", keys::ROOT));
        Ok(self.local.keys(&self.there(prefix))?.into_iter().filter_map(here).collect())
    }
}

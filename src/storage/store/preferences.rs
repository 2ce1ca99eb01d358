//! Preferences of this device, each under its key. They need localStorage alone; where it refuses, a
//! preference lasts as long as the window.

use serde::Serialize;

use super::Store;
use crate::domain::ids::CaseId;
use crate::storage::keys::LocalKey;
use crate::storage::preference::{Role, Theme, TypeSize, read};

impl Store {
    pub fn theme(&self) -> Theme {
        read(self.preference(LocalKey::Theme).as_deref())
    }

    pub fn set_theme(&self, theme: Theme) {
        self.prefer(LocalKey::Theme, &theme);
    }

    pub fn type_size(&self) -> TypeSize {
        read(self.preference(LocalKey::TypeSize).as_deref())
    }

    pub fn set_type_size(&self, size: TypeSize) {
        self.prefer(LocalKey::TypeSize, &size);
    }

    pub fn role(&self) -> Option<Role> {
        read(self.preference(LocalKey::Role).as_deref())
    }

    pub fn set_role(&self, role: Option<Role>) {
        self.prefer(LocalKey::Role, &role);
    }

    pub fn last_case(&self) -> Option<CaseId> {
        read(self.preference(LocalKey::LastCase).as_deref())
    }

    pub fn set_last_case(&self, case: Option<&CaseId>) {
        self.prefer(LocalKey::LastCase, &case);
    }

    pub fn year(&self) -> Option<i16> {
        read(self.preference(LocalKey::Year).as_deref())
    }

    pub fn set_year(&self, year: Option<i16>) {
        self.prefer(LocalKey::Year, &year);
    }

    /// The rules under which this was last open, by the id of their pack.
    pub fn rules_seen(&self) -> Option<String> {
        read(self.preference(LocalKey::RulesSeen).as_deref())
    }

    pub fn set_rules_seen(&self, id: &str) {
        self.prefer(LocalKey::RulesSeen, &id);
    }

    fn preference(&self, key: LocalKey<'_>) -> Option<String> {
        let local = self.inner.backend.local.as_ref().ok()?;
        local.get(&key.to_string()).ok().flatten()
    }

    fn prefer<T: Serialize>(&self, key: LocalKey<'_>, value: &T) {
        if let (Ok(local), Ok(text)) = (&self.inner.backend.local, serde_json::to_string(value)) {
            // Losing a preference costs a click: the work's own state already tells of the refusal.
            drop(local.set(&key.to_string(), &text));
        }
    }
}

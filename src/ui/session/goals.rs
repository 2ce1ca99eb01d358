//! The goal of the open case: reading parts of it, and giving a case one.

use leptos::prelude::*;

use super::{Session, TakeBack};
use crate::domain::case::Case;
use crate::domain::form::FormHead;
use crate::domain::goal::Goal;
use crate::domain::ids::CaseId;

impl Session {
    /// Reads a part of the open goal; tracked. `None` where there is none.
    pub fn with_goal<T>(self, read: impl FnOnce(&Goal) -> T) -> Option<T> {
        self.case.with(|case| Some(read(case.as_ref()?.goal.as_ref()?)))
    }

    /// Puts a goal into a case that has none; the case as it was comes back by the undo.
    pub(in crate::ui) fn put_goal(self, id: &CaseId, goal: Goal) -> Option<TakeBack> {
        let mut case = self.case_of(id).filter(|case| case.goal.is_none())?;
        case.goal = Some(goal);
        Some(self.put_cases(vec![case]))
    }
}

/// The head that a form of this case opens with.
pub(in crate::ui) fn head_of(case: &Case, title: &str) -> FormHead {
    FormHead {
        title: title.to_owned(),
        year: Some(case.year),
        project: case.name.clone(),
        code: case.code.clone(),
        department: case.department.clone(),
        unit: case.unit.clone(),
    }
}

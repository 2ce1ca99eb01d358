//! Blank documents for a case: the goal by the forms that lie beside the page as a pack. Knows no page.

use super::packs;
use crate::domain::blank;
use crate::domain::case::Case;
use crate::domain::form::FormHead;
use crate::domain::goal::Goal;
use crate::domain::goal_form::GoalForms;
use crate::pack;

/// The file of the goal forms.
const GOAL_FORMS: &str = "goal-forms.json";

/// The goal forms; `None` where they do not come or cannot be read.
pub(super) async fn goal_forms() -> Option<GoalForms> {
    let text = packs::text(GOAL_FORMS).await.ok()?;
    pack::goal_forms(&pack::read(text.as_bytes()).ok()?).ok()
}

/// A blank goal for the case, under its head.
pub(super) fn goal(case: &Case, forms: &GoalForms) -> Option<Goal> {
    let head = FormHead {
        title: String::new(),
        year: Some(case.year),
        project: case.name.clone(),
        code: case.code.clone(),
        department: case.department.clone(),
        unit: case.unit.clone(),
    };
    Some(blank::goal(head, forms.of(case.subject)?, pack::shipped().rules(), ""))
}

//! A blank goal for a case, by the forms that lie beside the page as a pack. Knows no page.

use super::session::head_of;
use crate::domain::blank;
use crate::domain::case::Case;
use crate::domain::goal::Goal;
use crate::domain::goal_form::GoalForms;
use crate::pack;

/// A blank goal for the case, under its head.
pub(super) fn goal(case: &Case, forms: &GoalForms) -> Option<Goal> {
    let head = head_of(case, "");
    Some(blank::goal(head, forms.of(case.subject)?, pack::shipped().rules(), ""))
}

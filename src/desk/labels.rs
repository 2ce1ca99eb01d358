//! What the shipped goal forms call the fields and questions that documents hold by key, for what is told of them.
//! The page fetches these forms; what works beside it carries them.

use std::sync::OnceLock;

use serde_json::Value;

use crate::bundle::json;
use crate::domain::case::Subject;
use crate::domain::goal_labels::goal_labels;

const GOAL_FORMS: &str = include_str!("../../public/packs/goal-forms.json");

/// In the words of that subject's form before those of the others.
pub(super) fn labels(subject: Subject) -> Vec<(String, String)> {
    static FORMS: OnceLock<Value> = OnceLock::new();
    let forms = FORMS.get_or_init(|| json::read(GOAL_FORMS.as_bytes()).unwrap_or_default());
    goal_labels(forms.get("goal").unwrap_or(&Value::Null), subject)
}

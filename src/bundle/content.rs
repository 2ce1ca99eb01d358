//! What a document holds, in the domain's types and back into a body. Members of a body that this
//! program does not know are carried from the revision before into the next.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::limits::MAX_ID;
use crate::domain::case::Case;
use crate::domain::evidence::Evidence;
use crate::domain::finding::BundleProblem;
use crate::domain::goal::Goal;
use crate::domain::place::DocumentType;
use crate::domain::selfeval::SelfEvaluation;

/// A document's content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    Goal(Goal),
    SelfEvaluation(SelfEvaluation),
}

impl Content {
    /// The types there are, in the order of a case's life.
    pub const TYPES: [DocumentType; 2] = [DocumentType::Goal, DocumentType::SelfEvaluation];

    /// Reads the body of a document of type `kind`.
    pub fn read(kind: &str, body: Value) -> Result<Self, BundleProblem> {
        let content = match DocumentType::of_word(kind) {
            Some(DocumentType::Goal) => Self::Goal(typed(body)?),
            Some(DocumentType::SelfEvaluation) => Self::SelfEvaluation(typed(body)?),
            None => return Err(BundleProblem::DocumentUnknown { kind: kind.to_owned() }),
        };
        content.holds_together()?;
        Ok(content)
    }

    /// Whether every row can be told from the others.
    pub fn holds_together(&self) -> Result<(), BundleProblem> {
        match self {
            Self::Goal(goal) => {
                distinct(goal.indicators.iter().map(|row| row.id.as_str()))?;
                distinct(goal.funds.rows.iter().map(|row| row.id.as_str()))
            }
            Self::SelfEvaluation(form) => {
                distinct(form.rows.iter().chain(&form.kept).map(|row| row.indicator.id.as_str()))?;
                distinct(form.funds.rows.iter().map(|row| row.id.as_str()))
            }
        }
    }

    /// The case's document of that type.
    pub fn of(case: &Case, kind: DocumentType) -> Option<Self> {
        match kind {
            DocumentType::Goal => case.goal.clone().map(Self::Goal),
            DocumentType::SelfEvaluation => case.self_evaluation.clone().map(Self::SelfEvaluation),
        }
    }

    /// Puts it into its place in the case.
    pub fn put_into(self, case: &mut Case) {
        match self {
            Self::Goal(goal) => case.goal = Some(goal),
            Self::SelfEvaluation(form) => case.self_evaluation = Some(form),
        }
    }

    pub fn kind(&self) -> DocumentType {
        match self {
            Self::Goal(_) => DocumentType::Goal,
            Self::SelfEvaluation(_) => DocumentType::SelfEvaluation,
        }
    }

    /// The files that its rows name.
    pub fn evidence(&self) -> Vec<&Evidence> {
        match self {
            Self::Goal(goal) => goal.indicators.iter().flat_map(|row| &row.grounds.evidence).collect(),
            Self::SelfEvaluation(form) => {
                form.rows.iter().flat_map(|row| &row.indicator.grounds.evidence).collect()
            }
        }
    }

    /// 主管部门 as the form's head has it.
    pub fn department(&self) -> &str {
        match self {
            Self::Goal(goal) => &goal.head.department,
            Self::SelfEvaluation(form) => &form.head.department,
        }
    }

    /// The body. Documents are texts, integers and lists: they always have one.
    pub fn body(&self) -> Value {
        match self {
            Self::Goal(goal) => serde_json::to_value(goal),
            Self::SelfEvaluation(form) => serde_json::to_value(form),
        }
        .unwrap_or_default()
    }

    /// The body, with what `before` held that this program does not know.
    pub fn body_after(&self, before: &Value) -> Value {
        let mut body = self.body();
        if let Ok(known) = Self::read(self.kind().word(), before.clone()) {
            carry(before, &known.body(), &mut body);
        }
        body
    }
}

fn typed<T: DeserializeOwned>(body: Value) -> Result<T, BundleProblem> {
    serde_path_to_error::deserialize(body).map_err(|fault| {
        let path = fault.path().to_string();
        let detail = if path == "." { "body".to_owned() } else { format!("body.{path}") };
        BundleProblem::DocumentUnreadable { detail }
    })
}

/// Places are paths of rows' ids: each is once in its table, and no path by itself.
fn distinct<'r>(ids: impl Iterator<Item = &'r str>) -> Result<(), BundleProblem> {
    let mut seen = BTreeSet::new();
    for id in ids {
        if id.is_empty() || id.contains('/') || id.chars().nth(MAX_ID).is_some() || !seen.insert(id) {
            let detail = format!("行的编号“{id}”重复或无效");
            return Err(BundleProblem::DocumentUnreadable { detail });
        }
    }
    Ok(())
}

/// Adds to `new` what `before` has and `known`, its reading, has not. Rows are found by their ids.
fn carry(before: &Value, known: &Value, new: &mut Value) {
    match (before, known, new) {
        (Value::Object(before), Value::Object(known), Value::Object(new)) => {
            for (key, value) in before {
                match (known.get(key), new.get_mut(key)) {
                    (Some(known), Some(new)) => carry(value, known, new),
                    (None, None) => {
                        new.insert(key.clone(), value.clone());
                    }
                    _ => {}
                }
            }
        }
        (Value::Array(before), Value::Array(known), Value::Array(new)) if before.len() == known.len() => {
            for (before, known) in before.iter().zip(known) {
                let id = before.get("id").filter(|id| id.is_string());
                let row = new.iter_mut().find(|row| id.is_some() && row.get("id") == id);
                if let Some(row) = row {
                    carry(before, known, row);
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Content;
    use crate::domain::finding::BundleProblem;

    #[test]
    fn what_is_not_known_is_carried_into_the_next_revision() {
        let before = json!({
            "head": { "project": "甲", "colour": "red" }, "approved": { "by": "丙" },
            "rows": [
                { "id": "r1", "level1": "", "level2": "", "name": "一", "weather": [1] },
                { "id": "r2", "level1": "", "level2": "", "name": "二", "weather": [2] },
            ],
        });
        let read = Content::read("self_evaluation", before.clone()).expect("a form");
        let Content::SelfEvaluation(mut form) = read else { panic!("another") };
        form.rows.remove(0);
        form.head.project = "乙".into();
        let after = Content::SelfEvaluation(form).body_after(&before);
        assert_eq!(after["head"]["colour"], "red");
        assert_eq!(after["head"]["project"], "乙");
        assert_eq!(after["approved"], json!({ "by": "丙" }));
        assert_eq!(after["rows"][0]["weather"], json!([2]));
    }

    #[test]
    fn a_body_that_does_not_read_says_where() {
        let detail = |kind: &str, body| match Content::read(kind, body) {
            Err(BundleProblem::DocumentUnreadable { detail }) => detail,
            other => panic!("{other:?}"),
        };
        assert_eq!(detail("goal", json!({ "head": { "year": "x" } })), "body.head.year");
        assert_eq!(detail("goal", json!(null)), "body");
        let row = json!({ "id": "r1", "level1": "", "level2": "", "name": "" });
        assert!(detail("goal", json!({ "head": {}, "indicators": [row, row] })).contains("r1"));
        let unknown = Content::read("weather", json!({}));
        assert_eq!(unknown, Err(BundleProblem::DocumentUnknown { kind: "weather".into() }));
    }
}

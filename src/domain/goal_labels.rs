//! What goal forms call the fields and questions that documents hold by key, for sentences about them. Reads the names
//! alone, so that who needs no more of a form does not carry it.

use serde_json::Value;

use super::case::Subject;
use super::from_json::from_tree;

/// Key and label of each field, and id and name of each question of the review, of `goal`, a pack's section of that
/// name. Forms share keys: the words of that subject's form stand before those of the others.
pub fn goal_labels(goal: &Value, subject: Subject) -> Vec<(String, String)> {
    let mut forms = items(Some(goal), "forms");
    let is_own = |form: &&Value| form.get("subject").and_then(|word| from_tree(word).ok()) == Some(subject);
    forms.sort_by_key(|form| !is_own(form));
    let facts = forms.into_iter().flat_map(|form| items(Some(form), "facts"));
    let questions = items(goal.get("review"), "items");
    let facts = facts.filter_map(|fact| pair(fact, "key", "label"));
    facts.chain(questions.into_iter().filter_map(|question| pair(question, "id", "name"))).collect()
}

fn items<'v>(of: Option<&'v Value>, list: &str) -> Vec<&'v Value> {
    of.and_then(|of| of.get(list)?.as_array()).into_iter().flatten().collect()
}

fn pair(item: &Value, key: &str, label: &str) -> Option<(String, String)> {
    let text = |name: &str| item.get(name).and_then(Value::as_str).map(str::to_owned);
    text(key).zip(text(label))
}

#[cfg(test)]
mod tests {
    use super::goal_labels;
    use crate::domain::case::Subject;

    #[test]
    fn a_field_is_called_as_the_form_of_the_subject_calls_it() {
        let pack: serde_json::Value =
            serde_json::from_str(include_str!("../../public/packs/goal-forms.json")).expect("the goal forms");
        let called = |subject, key: &str| {
            let labels = goal_labels(&pack["goal"], subject);
            labels.into_iter().find(|(known, _)| known == key).map(|(_, label)| label).unwrap_or_default()
        };
        assert_eq!(called(Subject::Project, "begin"), "项目开始日期");
        assert_eq!(called(Subject::Policy, "begin"), "政策开始日期");
        // Named by another form alone.
        assert_eq!(called(Subject::Project, "duty"), "部门职能");
        assert_eq!(called(Subject::Department, "complete"), called(Subject::Project, "complete"));
        assert_ne!(called(Subject::Department, "complete"), "");
        assert!(goal_labels(&serde_json::Value::Null, Subject::Project).is_empty());
    }
}

//! Looks the goal forms of a pack over: keys that two fields share or no field has, words that cannot be chosen,
//! fields without help, help without a field.

use std::collections::BTreeSet;

use serde_json::Value;

use super::only;
use crate::domain::case::Subject;
use crate::domain::exact::Exact;
use crate::domain::finding::PackProblem;
use crate::domain::funds::FundSource;
use crate::domain::goal_form::{FactField, FactKind, GoalForm, GoalForms, Help, Review};
use crate::domain::place::{RowField, TextField};
use crate::domain::value::read_sign;
use crate::pack::goal::goal_forms;
use crate::pack::read::{Pack, malformed};

/// Everything wrong with the section `goal`; nothing where there is none.
pub(super) fn check(pack: &Pack, found: &mut Vec<PackProblem>) {
    let Some(section) = pack.raw.get("goal").filter(|section| !section.is_null()) else { return };
    let forms = match goal_forms(pack) {
        Ok(forms) => forms,
        Err(problem) => return found.push(problem),
    };
    members(section, found);
    let mut subjects: Vec<Subject> = Vec::new();
    for (index, form) in forms.forms.iter().enumerate() {
        let path = format!("goal.forms[{index}]");
        if subjects.contains(&form.subject) {
            found.push(malformed(&format!("{path}.subject"), "同一类对象有两张表"));
        }
        subjects.push(form.subject);
        one(form, &path, found);
        helped(&forms, form, &path, found);
    }
    for (index, sign) in forms.signs.iter().enumerate().filter(|(_, sign)| read_sign(sign).is_none()) {
        found.push(malformed(&format!("goal.signs[{index}]"), &format!("“{sign}”不是可用的指标性质")));
    }
    for (index, rule) in section.get("rules").and_then(Value::as_array).into_iter().flatten().enumerate() {
        super::rule::rule(rule, &format!("goal.rules[{index}]"), found);
    }
    help_names(&forms.help, "goal.help", |field| forms.forms.iter().any(|form| has(form, field)), found);
    review(&forms.review, found);
}

fn one(form: &GoalForm, path: &str, found: &mut Vec<PackProblem>) {
    if form.title.trim().is_empty() {
        found.push(malformed(&format!("{path}.title"), "不应为空"));
    }
    let fields: Vec<&str> = form.texts.iter().map(|text| text.field.word()).collect();
    twice(&fields, &format!("{path}.texts"), found);
    if form.label(TextField::Expected).is_none() {
        found.push(malformed(&format!("{path}.texts"), "缺少年度目标（expected）"));
    }
    let keys: Vec<&str> = form.facts.iter().map(|fact| fact.key.as_str()).collect();
    twice(&keys, &format!("{path}.facts"), found);
    for (index, field) in form.facts.iter().enumerate() {
        fact(field, &format!("{path}.facts[{index}]"), found);
    }
    let totals = form.money.iter().filter(|row| row.source == FundSource::Total).count();
    if totals != 1 || form.money.first().is_none_or(|row| row.source != FundSource::Total) {
        found.push(malformed(&format!("{path}.money"), "第一行应为合计（total），且只有一行合计"));
    }
    let mut of_kind = |key: &str, kind: FactKind, place: &str| {
        if form.fact(key).is_none_or(|fact| fact.kind != kind) {
            let kind = if kind == FactKind::Date { "日期（date）" } else { "金额（money）" };
            found.push(malformed(&format!("{path}.{place}"), &format!("“{key}”不是本表中的{kind}字段")));
        }
    };
    if let Some(term) = &form.term {
        of_kind(&term.begin, FactKind::Date, "term.begin");
        of_kind(&term.end, FactKind::Date, "term.end");
    }
    for key in form.tasks.iter().flat_map(|tasks| &tasks.equals) {
        of_kind(key, FactKind::Money, "tasks.equals");
    }
    for (index, required) in form.required.iter().enumerate() {
        let path = format!("{path}.required[{index}]");
        if required.levels.is_empty() {
            found.push(malformed(&format!("{path}.levels"), "不应为空"));
        }
        let Some(asked) = form.fact(&required.fact) else {
            if !required.fact.is_empty() || !required.is.is_empty() {
                found.push(malformed(&format!("{path}.fact"), &format!("“{}”不是本表的字段", required.fact)));
            }
            continue;
        };
        for word in required.is.iter().filter(|word| !asked.choices.contains(word)) {
            found.push(malformed(
                &format!("{path}.is"),
                &format!("“{word}”不在“{}”的可选项之内", asked.label),
            ));
        }
    }
    help_names(&form.help, &format!("{path}.help"), |field| has(form, field), found);
}

fn fact(field: &FactField, path: &str, found: &mut Vec<PackProblem>) {
    let key = field.key.as_str();
    if key.is_empty() || key.contains('/') || RowField::of_word(key).is_some() {
        found.push(malformed(&format!("{path}.key"), &format!("“{key}”不能用作字段的键")));
    }
    if field.label.trim().is_empty() {
        found.push(malformed(&format!("{path}.label"), "不应为空"));
    }
    if field.kind == FactKind::Choice && field.choices.is_empty() {
        found.push(malformed(&format!("{path}.choices"), "不应为空"));
    }
    if field.kind != FactKind::Choice && !field.choices.is_empty() {
        found.push(PackProblem::UnusedField { path: path.to_owned(), field: "choices".to_owned() });
    }
}

/// Every field of a form, by the name that help has for it.
fn fields(form: &GoalForm) -> Vec<String> {
    let words = |table: &str, words: &[&str]| words.iter().map(|word| format!("{table}/{word}")).collect();
    let texts: Vec<&str> = form.texts.iter().map(|text| text.field.word()).collect();
    let years: &[&str] = if form.whole { &["before", "next1", "next2", "later"] } else { &[] };
    let tasks: &[&str] = if form.tasks.is_some() { &["name", "content", "fiscal", "other"] } else { &[] };
    let tables: [Vec<String>; 4] =
        [words("text", &texts), words("funds", &["budget"]), words("funds", years), words("tasks", tasks)];
    let columns = RowField::OF_INDICATOR.iter().map(|column| column.word().to_owned());
    let facts = form.facts.iter().map(|fact| fact.key.clone());
    tables.into_iter().flatten().chain(columns).chain(facts).collect()
}

fn has(form: &GoalForm, field: &str) -> bool {
    fields(form).iter().any(|own| own == field)
}

/// Each field that the form's reader would be left alone with.
fn helped(forms: &GoalForms, form: &GoalForm, path: &str, found: &mut Vec<PackProblem>) {
    let own = |field: &str| form.help.iter().any(|help| help.field == field);
    let bare = fields(form).into_iter().filter(|field| !own(field) && forms.help(field).is_none());
    found.extend(bare.map(|field| PackProblem::HelpMissing { path: path.to_owned(), field }));
}

fn help_names(help: &[Help], path: &str, known: impl Fn(&str) -> bool, found: &mut Vec<PackProblem>) {
    let names: Vec<&str> = help.iter().map(|help| help.field.as_str()).collect();
    twice(&names, path, found);
    for field in names.into_iter().filter(|field| !known(field)) {
        found.push(PackProblem::UnusedField { path: path.to_owned(), field: field.to_owned() });
    }
}

fn review(review: &Review, found: &mut Vec<PackProblem>) {
    let ids: Vec<&str> = review.items.iter().map(|item| item.id.as_str()).collect();
    twice(&ids, "goal.review.items", found);
    if ids.iter().any(|id| id.is_empty() || id.contains('/')) {
        found.push(malformed("goal.review.items", "编号不应为空，也不应有“/”"));
    }
    if review.grades.is_empty() {
        found.push(malformed("goal.review.grades", "不应为空"));
    }
    let sum: Exact = review.items.iter().map(|item| item.points.exact()).sum();
    if sum != Exact::from(100) {
        found.push(PackProblem::SharesNotSum { path: "goal.review.items".into(), sum: sum.to_fixed(2) });
    }
}

fn twice(names: &[&str], path: &str, found: &mut Vec<PackProblem>) {
    let mut seen = BTreeSet::new();
    for name in names.iter().filter(|name| !seen.insert(**name)) {
        found.push(malformed(path, &format!("“{name}”写了两次")));
    }
}

/// Members that nothing reads, at every depth.
fn members(section: &Value, found: &mut Vec<PackProblem>) {
    const HELP: &[&str] = &["field", "meaning", "rule", "good", "bad"];
    only(
        section,
        &["forms", "value_bases", "sources", "ways", "signs", "survey_ways", "rules", "help", "review"],
        "goal",
        found,
    );
    let mut each = |value: &Value, member: &str, known: &[&str], path: &str| {
        for (index, item) in value.get(member).and_then(Value::as_array).into_iter().flatten().enumerate() {
            only(item, known, &format!("{path}.{member}[{index}]"), found);
        }
    };
    each(section, "help", HELP, "goal");
    each(
        section,
        "forms",
        &["subject", "title", "whole", "texts", "facts", "term", "money", "tasks", "required", "help"],
        "goal",
    );
    let none = Value::Null;
    let review = section.get("review").unwrap_or(&none);
    each(review, "items", &["id", "head", "name", "asks", "points"], "goal.review");
    for (index, form) in section.get("forms").and_then(Value::as_array).into_iter().flatten().enumerate() {
        let path = format!("goal.forms[{index}]");
        each(form, "texts", &["field", "label", "required"], &path);
        let fact = ["key", "label", "kind", "choices", "required", "unit", "group"];
        each(form, "facts", &fact, &path);
        each(form, "money", &["source", "label"], &path);
        each(form, "required", &["fact", "is", "levels"], &path);
        each(form, "help", HELP, &path);
    }
    only(review, &["items", "grades", "verified"], "goal.review", found);
    for (index, form) in section.get("forms").and_then(Value::as_array).into_iter().flatten().enumerate() {
        let tasks = form.get("tasks").unwrap_or(&none);
        let known = ["title", "name", "content", "equals", "within"];
        only(tasks, &known, &format!("goal.forms[{index}].tasks"), found);
        let term = form.get("term").unwrap_or(&none);
        only(term, &["begin", "end"], &format!("goal.forms[{index}].term"), found);
    }
}

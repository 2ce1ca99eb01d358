//! The revisions of a document that a device knows: the last that was sealed or taken over, and those
//! before it. What a case holds now either is that revision or changes it. No clock decides anything.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::content::Content;
use super::digest::Digest;
use super::document::{CaseNamed, Document};
use crate::domain::case::Case;
use crate::domain::ids::CaseId;
use crate::domain::place::DocumentType;

/// What a device keeps of one document besides its case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lineage {
    /// The case it lies in here.
    pub case: CaseId,
    pub kind: DocumentType,
    /// The document's id, the same on every device.
    pub id: String,
    /// The last revision that was sealed or taken over.
    pub revision: Digest,
    /// Those before it, the oldest first.
    #[serde(default)]
    pub earlier: Vec<Digest>,
    /// That last revision, whole: what it holds beyond this program's knowledge is carried on.
    text: Box<str>,
}

/// How this case is named in a document.
pub fn named(case: &Case) -> CaseNamed {
    CaseNamed { year: case.year, unit: case.unit.clone(), code: case.code.clone(), name: case.name.clone() }
}

impl Lineage {
    /// The document has been sealed or taken over as this revision. `before` is what was known of it.
    /// `None` for a document that does not read.
    pub fn after(
        document: &Document,
        case: &CaseId,
        kind: DocumentType,
        before: Option<&Self>,
    ) -> Option<Self> {
        let head = document.head.as_ref().ok()?;
        let mut earlier = before.map(|before| before.earlier.clone()).unwrap_or_default();
        let last = before.map(|before| &before.revision);
        for known in last.into_iter().chain(&head.parent) {
            if *known != document.revision && !earlier.contains(known) {
                earlier.push(known.clone());
            }
        }
        Some(Self {
            case: case.clone(),
            kind,
            id: head.id.clone(),
            revision: document.revision.clone(),
            earlier,
            text: document.text().into(),
        })
    }

    /// The last revision as a document.
    pub fn document(&self) -> Document {
        Document::of(&serde_json::from_str(&self.text).unwrap_or_default(), 0)
    }
}

/// The case's document of that type as it stands: the last revision where nothing has changed since,
/// else one that changes it. `None` where the case has none.
pub fn current(case: &Case, kind: DocumentType, lineage: Option<&Lineage>) -> Option<Document> {
    let content = Content::of(case, kind)?;
    let Some(lineage) = lineage else {
        let value = json!({
            "id": format!("{}.{}", case.id, kind.word()), "type": kind.word(), "case": case_json(case, None),
            "parent": null, "body": content.body(),
        });
        return Some(Document::of(&value, 0));
    };
    let last = lineage.document();
    let body = last.body();
    let unchanged = Content::read(kind.word(), body.clone()).as_ref() == Ok(&content);
    if unchanged && last.head.as_ref().is_ok_and(|head| head.case == named(case)) {
        return Some(last);
    }
    let mut value = last.value();
    if let Value::Object(members) = &mut value {
        members.remove("seal");
        let before = members.get("case").cloned();
        members.insert("case".to_owned(), case_json(case, before.as_ref()));
        members.insert("parent".to_owned(), lineage.revision.as_str().into());
        members.insert("body".to_owned(), content.body_after(&body));
    }
    Some(Document::of(&value, 0))
}

/// Every document of a case as it stands.
pub fn documents(case: &Case, lineages: &[Lineage]) -> Vec<Document> {
    let of = |kind| lineages.iter().find(|lineage| lineage.kind == kind && lineage.case == case.id);
    Content::TYPES.into_iter().filter_map(|kind| current(case, kind, of(kind))).collect()
}

fn case_json(case: &Case, before: Option<&Value>) -> Value {
    let mut value = before.cloned().unwrap_or_else(|| json!({}));
    let Value::Object(members) = &mut value else { return value };
    let mut set = |key: &str, value: Value| {
        members.insert(key.to_owned(), value);
    };
    set("year", case.year.into());
    set("unit", case.unit.as_str().into());
    set("code", case.code.as_str().into());
    set("name", case.name.as_str().into());
    set("department", case.department.as_str().into());
    set("subject", serde_json::to_value(case.subject).unwrap_or_default());
    for (key, text) in [("policy", case.policy.clone()), ("money", case.money.map(|wan| wan.to_string()))] {
        if let Some(text) = text {
            set(key, text.into());
        }
    }
    value
}

/// The case that a document names, new on this device.
pub fn new_case(id: CaseId, document: &Document, content: &Content) -> Case {
    let value = document.value();
    let member = |key: &str| value.get("case").and_then(|case| case.get(key));
    let text = |key: &str| member(key).and_then(Value::as_str).map(str::to_owned);
    let subject = member("subject").cloned().and_then(|word| serde_json::from_value(word).ok());
    let CaseNamed { year, unit, code, name } =
        document.head.as_ref().map(|head| head.case.clone()).unwrap_or_default();
    Case {
        id,
        year,
        subject: subject.unwrap_or(crate::domain::case::Subject::Project),
        name,
        code,
        department: text("department").unwrap_or_else(|| content.department().to_owned()),
        unit,
        policy: text("policy"),
        money: text("money").and_then(|money| money.parse().ok()),
        evaluated: None,
        demo: false,
        goal: None,
        goals_before: Vec::new(),
        self_evaluation: None,
    }
}

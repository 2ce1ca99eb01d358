//! A document as it travels: its head in types, the whole of it as the text it had, so that what
//! this program does not know is carried on. Its revision is the digest of that text.

use serde_json::Value;

use super::canonical;
use super::digest::Digest;
use super::member::Members;
use crate::domain::finding::BundleProblem;

/// One revision of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What its head says, or why it cannot be read; then it is carried, never taken over.
    pub head: Result<DocumentHead, BundleProblem>,
    /// The digest of this revision.
    pub revision: Digest,
    /// The whole document, canonical.
    text: Box<str>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentHead {
    pub id: String,
    /// The type's word: `goal`, `self_evaluation`.
    pub kind: String,
    pub case: CaseNamed,
    /// The revision that this one changes; `None` for the first.
    pub parent: Option<Digest>,
}

/// How a document names its case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct CaseNamed {
    pub year: i16,
    pub unit: String,
    /// Blank where the case has none.
    pub code: String,
    pub name: String,
}

impl Document {
    /// Takes a document's value. `index` is where it stands in the bundle, for the place of a problem.
    pub fn of(value: &Value, index: usize) -> Self {
        let head = DocumentHead::read(value, format!("documents[{index}]"));
        let text = canonical::text(value).into_boxed_str();
        let revision = match value.get("seal") {
            None => Digest::of_bytes(text.as_bytes()),
            Some(_) => Digest::of(value, &["seal"]),
        };
        Self { head, revision, text }
    }

    /// The whole document, canonical.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The whole document as a value.
    pub fn value(&self) -> Value {
        // Written from a value.
        serde_json::from_str(&self.text).unwrap_or_default()
    }

    /// The `body`; null where there is none.
    pub fn body(&self) -> Value {
        let mut value = self.value();
        value.get_mut("body").map(Value::take).unwrap_or_default()
    }
}

impl DocumentHead {
    fn read(value: &Value, path: String) -> Result<Self, BundleProblem> {
        let document = Members::of(Some(value), path, false)?;
        let case = document.inside("case")?;
        Ok(Self {
            id: document.id("id")?,
            kind: document.id("type")?,
            case: CaseNamed {
                year: case.year("year")?,
                unit: case.name("unit")?,
                code: case.name("code")?,
                name: case.name("name")?,
            },
            parent: document.digest("parent")?,
        })
    }
}

//! What the worker answered, line by line: the counts, and where each finding and each item begins, so that only
//! what is looked at is read. Knows no screen.

use std::ops::Range;

use serde_json::Value;

use crate::domain::finding::Severity;
use crate::domain::from_json::{from_json, from_tree};

/// What a file would change.
#[derive(PartialEq)]
pub(super) struct LaidOut {
    text: String,
    first: Value,
    findings: Vec<Range<usize>>,
    items: Vec<Range<usize>>,
}

/// An item as it is drawn.
pub(super) struct Line {
    pub at: String,
    pub code: String,
    pub name: String,
    pub about: About,
}

/// What there is to say of an item.
pub(super) enum About {
    Nothing,
    Words(String),
    /// Name, old and new text of every member that differs.
    Changes(Vec<(String, String, String)>),
}

/// What becomes of an item; `None` of the file is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    New,
    Changed,
    Same,
    Gone,
    Refused,
}

impl State {
    fn letter(self) -> u8 {
        match self {
            Self::New => b'n',
            Self::Changed => b'c',
            Self::Same => b's',
            Self::Gone => b'g',
            Self::Refused => b'r',
        }
    }

    /// Can be ticked.
    pub(super) fn is_choice(self) -> bool {
        matches!(self, Self::New | Self::Changed | Self::Gone)
    }
}

impl LaidOut {
    /// `Err`: why nothing comes of the file; `None` where the answer is none.
    pub(super) fn read(text: String) -> Option<Result<Self, Vec<String>>> {
        let first: Value = from_json(text.lines().next()?).ok()?;
        if let Some(refused) = first.get("refused") {
            return Some(Err(from_tree(refused).ok()?));
        }
        let (mut findings, mut items) = (Vec::new(), Vec::new());
        let mut at = 0;
        for line in text.split('\n') {
            let place = at..at + line.len();
            at = place.end + 1;
            match line.as_bytes().first() {
                Some(b'f') => findings.push(place),
                Some(b'{') | None => {}
                Some(_) => items.push(place),
            }
        }
        Some(Ok(Self { text, first, findings, items }))
    }

    pub(super) fn word(&self, name: &str) -> String {
        self.first.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
    }

    fn line(&self, place: &Range<usize>) -> &str {
        self.text.get(place.clone()).unwrap_or_default()
    }

    /// The places of all items in this state.
    pub(super) fn places(&self, state: State) -> Vec<usize> {
        let is = |place: &Range<usize>| self.line(place).as_bytes().first() == Some(&state.letter());
        self.items.iter().enumerate().filter(|(_, place)| is(place)).map(|(at, _)| at).collect()
    }

    pub(super) fn findings(&self) -> usize {
        self.findings.len()
    }

    pub(super) fn finding(&self, at: usize) -> Option<(Severity, String)> {
        let value: Value = from_json(self.line(self.findings.get(at)?).get(1..)?).ok()?;
        Some((from_tree(value.get("severity")?).ok()?, value.get("text")?.as_str()?.to_owned()))
    }

    pub(super) fn item(&self, at: usize) -> Option<Line> {
        let value: Value = from_json(self.line(self.items.get(at)?).get(1..)?).ok()?;
        let text = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let about = match value.get("about") {
            Some(Value::String(words)) => About::Words(words.clone()),
            Some(changes @ Value::Array(_)) => About::Changes(from_tree(changes).unwrap_or_default()),
            _ => About::Nothing,
        };
        Some(Line { at: text("at"), code: text("code"), name: text("name"), about })
    }
}

//! What the keeper wants shown, drawn as parts that the page hangs up without knowing what they say. The
//! words, lists and fields of bundles thus weigh nothing in the first load.

use serde::Serialize;

/// A text, or an element: its tag, attributes and parts. Which tags and attributes there may be is the
/// page's to say; texts stay texts whatever stands in them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(super) enum Part {
    Text(String),
    Element(&'static str, Vec<(&'static str, String)>, Vec<Part>),
}

/// An empty element.
pub(super) fn part(tag: &'static str) -> Part {
    Part::Element(tag, Vec::new(), Vec::new())
}

impl Part {
    /// With an attribute; one of no value is written blank.
    pub(super) fn set(mut self, name: &'static str, value: impl Into<String>) -> Self {
        if let Self::Element(_, attributes, _) = &mut self {
            attributes.push((name, value.into()));
        }
        self
    }

    /// With the attribute where it holds.
    pub(super) fn set_if(self, holds: bool, name: &'static str) -> Self {
        if holds { self.set(name, "") } else { self }
    }

    pub(super) fn class(self, class: &'static str) -> Self {
        self.set("class", class)
    }

    pub(super) fn text(self, text: impl Into<String>) -> Self {
        self.with([Self::Text(text.into())])
    }

    pub(super) fn with(mut self, more: impl IntoIterator<Item = Self>) -> Self {
        if let Self::Element(_, _, parts) = &mut self {
            parts.extend(more);
        }
        self
    }
}

/// A list of labels and texts; a blank text has no line.
pub(super) fn fields<'t>(class: &'static str, list: impl IntoIterator<Item = (&'t str, String)>) -> Part {
    let line =
        |(label, text): (&str, String)| part("div").with([part("dt").text(label), part("dd").text(text)]);
    part("dl").class(class).with(list.into_iter().filter(|(_, text)| !text.is_empty()).map(line))
}

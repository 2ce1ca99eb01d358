//! A figure as somebody typed it. The raw text is what is stored; reading it never changes it.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::exact::Exact;
use super::normalise::normalise;
use super::numbers::Wan;
use super::value::{Value, read_value, wan_per};

/// The text of one field of a form, kept to the letter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Typed(String);

impl Typed {
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub fn text(&self) -> &str {
        &self.0
    }

    pub fn text_mut(&mut self) -> &mut String {
        &mut self.0
    }

    /// Empty, `-`, `—`, `/`, `*`: null, not 0.
    pub fn is_blank(&self) -> bool {
        self.value(None).is_blank()
    }

    /// Something other than blanks was typed, be it only a dash.
    pub fn is_touched(&self) -> bool {
        !normalise(&self.0).is_empty()
    }

    pub fn value(&self, year: Option<i16>) -> Value {
        read_value(&self.0, year)
    }

    /// A bare figure; its unit, if typed, is left aside.
    pub fn number(&self) -> Option<Decimal> {
        self.value(None).number()
    }

    /// Money in a field whose column is headed 万元; `349.80万元`, `3,498,000元` are converted.
    pub fn wan(&self) -> Option<Wan> {
        match self.value(None) {
            Value::Number { number, unit, .. } if unit.is_empty() => Some(Wan::new(number)),
            Value::Number { number, unit, .. } => {
                (Exact::from(number) * wan_per(&unit)?).rounded(6).map(|wan| Wan::new(wan.normalize()))
            }
            _ => None,
        }
    }
}

impl From<&str> for Typed {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::Typed;

    #[test]
    fn yuan_and_wan_agree() {
        let narrative = Typed::from("349.80 万元").wan();
        assert_eq!(narrative, Typed::from("3,498,000.00 元").wan());
        assert_eq!(narrative, Typed::from("349.8").wan());
        assert_eq!(Typed::from("8个").wan(), None);
        assert_eq!(Typed::from("-").wan(), None);
    }
}

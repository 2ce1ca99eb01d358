//! The units in which tables state money. A figure without a unit of its own is in its table's; the two are
//! never mixed in silence. Owns the words, not the arithmetic.

use serde::{Deserialize, Serialize};

use super::normalise::compact;

/// What one figure is a number of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoneyUnit {
    Yuan,
    ThousandYuan,
    Wan,
    HundredMillion,
}

impl MoneyUnit {
    /// `元`, `万元`, `人民币万元` and the like; `None` for what is no unit of money.
    pub fn of(text: &str) -> Option<Self> {
        Some(match compact(text).trim_start_matches("人民币").trim_end_matches("人民币") {
            "元" => Self::Yuan,
            "千元" => Self::ThousandYuan,
            "万元" | "万" => Self::Wan,
            "亿元" | "亿" => Self::HundredMillion,
            _ => return None,
        })
    }

    /// The word as forms print it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Yuan => "元",
            Self::ThousandYuan => "千元",
            Self::Wan => "万元",
            Self::HundredMillion => "亿元",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::MoneyUnit;

    #[test]
    fn units_of_money_are_told_from_others() {
        for (text, unit) in [
            ("元", Some(MoneyUnit::Yuan)),
            ("人民币元", Some(MoneyUnit::Yuan)),
            ("万元人民币", Some(MoneyUnit::Wan)),
            (" 万 元 ", Some(MoneyUnit::Wan)),
            ("千元", Some(MoneyUnit::ThousandYuan)),
            ("亿元", Some(MoneyUnit::HundredMillion)),
            ("个", None),
            ("人民币", None),
            ("", None),
        ] {
            assert_eq!(MoneyUnit::of(text), unit, "{text}");
        }
    }
}

//! The figures of the field as newtypes over decimals: money, points, per cents, plain figures.
//! Owns how they are written in JSON and printed; knows no rule.
//!
//! JSON holds them as strings, `"89.974"`; a JSON number is refused, because a number may
//! already have passed through a binary float on its way.

use std::fmt;
use std::str::FromStr;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::de::{Deserialize, Deserializer, Visitor};
use serde::{Serialize, Serializer};

use super::exact::Exact;

/// Why a text is not a decimal figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FigureFault {
    /// No digits, or other characters than digits, one point and a leading sign.
    #[error("不是十进制数")]
    NotANumber,
    /// More than 28 significant digits.
    #[error("位数过多（最多 28 位有效数字）")]
    TooLong,
}

/// Reads a plain decimal, `-12.50`: no exponent, no separators, nothing rounded.
pub fn parse_decimal(text: &str) -> Result<Decimal, FigureFault> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let plain = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        && digits.matches('.').count() <= 1
        && !digits.ends_with('.');
    if !plain {
        return Err(FigureFault::NotANumber);
    }
    Decimal::from_str_exact(text.trim_start_matches('+')).map_err(|_| FigureFault::TooLong)
}

/// Half away from zero to two places, the rounding of every printed figure.
pub fn round2(value: Decimal) -> Decimal {
    value.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

macro_rules! figure {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Decimal);

        impl $name {
            pub const ZERO: Self = Self(Decimal::ZERO);

            pub const fn new(value: Decimal) -> Self {
                Self(value)
            }

            pub const fn value(self) -> Decimal {
                self.0
            }

            pub fn exact(self) -> Exact {
                Exact::from(self.0)
            }

            /// The figure that [`Self::fixed2`] writes.
            pub fn rounded2(self) -> Self {
                Self(round2(self.0))
            }

            /// Two decimals, half away from zero: `8.74`.
            pub fn fixed2(self) -> String {
                Exact::from(self.0).to_fixed(2)
            }
        }

        /// Plain text without trailing zeros; reads back as the same figure.
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.normalize().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = FigureFault;
            fn from_str(text: &str) -> Result<Self, FigureFault> {
                parse_decimal(text).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(FigureVisitor).map(Self)
            }
        }
    };
}

figure!(
    /// Money in 万元.
    Wan
);
figure!(
    /// Points (分) of a criterion, a score or a total.
    Points
);
figure!(
    /// A percentage: 95 means 95 %.
    Percent
);
figure!(
    /// A figure of an indicator, in the indicator's own unit.
    Quantity
);

impl Wan {
    /// `136,659.07`: thousands grouped, at least two decimals, none dropped.
    pub fn grouped(self) -> String {
        let scale = self.0.normalize().scale().max(2);
        let text = Exact::from(self.0).to_fixed(scale);
        let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |d| ("-", d));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let mut grouped = String::new();
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index) % 3 == 0 {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        format!("{sign}{grouped}.{part}")
    }
}

struct FigureVisitor;

impl Visitor<'_> for FigureVisitor {
    type Value = Decimal;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("写成字符串的十进制数，例如 \"12.50\"")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Decimal, E> {
        parse_decimal(text).map_err(|fault| E::custom(format!("“{text}”{fault}")))
    }
}

#[cfg(test)]
mod tests {
    use super::{FigureFault, Points, Wan, parse_decimal};

    #[test]
    fn json_numbers_are_refused() {
        assert!(serde_json::from_str::<Points>("12.5").is_err());
        assert!(serde_json::from_str::<Points>("12").is_err());
        assert_eq!(serde_json::from_str::<Points>("\"12.50\"").ok(), "12.5".parse().ok());
    }

    #[test]
    fn only_plain_decimals_are_read() {
        for text in ["", "-", ".5", "5.", "1e3", "1,000", "0x1", "１", "NaN", "--1", "1.2.3"] {
            assert_eq!(parse_decimal(text), Err(FigureFault::NotANumber), "{text}");
        }
        assert_eq!(parse_decimal(&"9".repeat(40)), Err(FigureFault::TooLong));
    }

    #[test]
    fn money_is_grouped_and_keeps_its_places() {
        for (raw, shown) in
            [("136659.07", "136,659.07"), ("89.974", "89.974"), ("2100", "2,100.00"), ("-1234", "-1,234.00")]
        {
            assert_eq!(raw.parse::<Wan>().map(Wan::grouped), Ok(shown.to_owned()));
        }
    }
}

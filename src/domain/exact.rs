//! Exact fractions: the arithmetic inside a score. Owns the one rounding; knows no unit.
//!
//! Ratios stay numerator and denominator until the single division at the end, so
//! 10.7 ÷ 60 × 15 is 2.675 and prints 2.68. Arbitrary precision: no input overflows.

use std::ops::{Add, Div, Mul, Neg, Sub};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use rust_decimal::Decimal;

/// An exact rational number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Exact(BigRational);

impl Exact {
    pub fn zero() -> Self {
        Self(BigRational::zero())
    }

    pub fn one() -> Self {
        Self::from(1)
    }

    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    pub fn abs(&self) -> Self {
        Self(self.0.abs())
    }

    pub fn floor(&self) -> Self {
        Self(self.0.floor())
    }

    pub fn ceil(&self) -> Self {
        Self(self.0.ceil())
    }

    /// `self ÷ other`, or `None` when `other` is zero.
    pub fn checked_div(&self, other: &Self) -> Option<Self> {
        (!other.is_zero()).then(|| Self(&self.0 / &other.0))
    }

    /// Rounded half away from zero (四舍五入) to `places` decimal places;
    /// `None` when the result has more digits than a [`Decimal`] holds.
    pub fn rounded(&self, places: u32) -> Option<Decimal> {
        let units = self.units(places).to_i128()?;
        Decimal::try_from_i128_with_scale(units, places).ok()
    }

    /// The same rounding as text with exactly `places` decimals; any size.
    pub fn to_fixed(&self, places: u32) -> String {
        let units = self.units(places);
        let digits = units.magnitude().to_string();
        let places = usize::try_from(places).unwrap_or_default();
        let padded = format!("{digits:0>width$}", width = places + 1);
        let (whole, part) = padded.split_at(padded.len() - places);
        let sign = if units.is_negative() { "-" } else { "" };
        match part {
            "" => format!("{sign}{whole}"),
            _ => format!("{sign}{whole}.{part}"),
        }
    }

    /// The number in units of 10^-places, rounded half away from zero.
    fn units(&self, places: u32) -> BigInt {
        let scaled = &self.0 * BigRational::from_integer(BigInt::from(10).pow(places));
        scaled.round().to_integer()
    }
}

impl From<Decimal> for Exact {
    fn from(value: Decimal) -> Self {
        let scale = BigInt::from(10).pow(value.scale());
        Self(BigRational::new(BigInt::from(value.mantissa()), scale))
    }
}

impl From<i64> for Exact {
    fn from(value: i64) -> Self {
        Self(BigRational::from_integer(BigInt::from(value)))
    }
}

macro_rules! operator {
    ($trait:ident, $method:ident, $sign:tt) => {
        impl $trait for &Exact {
            type Output = Exact;
            fn $method(self, other: &Exact) -> Exact {
                Exact(&self.0 $sign &other.0)
            }
        }
        impl $trait for Exact {
            type Output = Exact;
            fn $method(self, other: Exact) -> Exact {
                Exact(self.0 $sign other.0)
            }
        }
    };
}
operator!(Add, add, +);
operator!(Sub, sub, -);
operator!(Mul, mul, *);

impl Div<i64> for &Exact {
    type Output = Exact;
    /// Division by a constant of a rule, such as 100 in a percentage.
    fn div(self, constant: i64) -> Exact {
        debug_assert_ne!(constant, 0);
        Exact(&self.0 / BigInt::from(constant))
    }
}

impl Neg for Exact {
    type Output = Exact;
    fn neg(self) -> Exact {
        Exact(-self.0)
    }
}

impl std::iter::Sum for Exact {
    fn sum<I: Iterator<Item = Exact>>(iter: I) -> Exact {
        iter.fold(Exact::zero(), Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::Exact;
    use rust_decimal::Decimal;

    fn exact(text: &str) -> Exact {
        Exact::from(text.parse::<Decimal>().expect("a decimal"))
    }

    #[test]
    fn rounds_half_away_from_zero() {
        for (raw, shown) in [
            ("2.675", "2.68"),
            ("2.665", "2.67"),
            ("1.005", "1.01"),
            ("89.995", "90.00"),
            ("-1.005", "-1.01"),
            ("0.004", "0.00"),
            ("-0.004", "0.00"),
        ] {
            assert_eq!(exact(raw).to_fixed(2), shown, "{raw}");
            assert_eq!(exact(raw).rounded(2).map(|d| d.to_string()), Some(shown.to_owned()));
        }
    }

    #[test]
    fn divides_once_at_the_end() {
        let score = (exact("10.7") * exact("15")).checked_div(&exact("60"));
        assert_eq!(score.map(|s| s.to_fixed(2)), Some("2.68".to_owned()));
    }

    #[test]
    fn no_size_panics() {
        let huge = Exact::from(Decimal::MAX) * Exact::from(Decimal::MAX);
        assert_eq!(huge.rounded(2), None);
        assert!(huge.to_fixed(2).ends_with(".00"));
        assert_eq!(huge.to_fixed(0).len(), 58);
    }
}

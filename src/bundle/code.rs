//! The short code of a digest: its first 60 bits in Crockford's base 32, as people read it to each
//! other and type it in. Long enough to tell bundles apart, no substitute for the digest.

use std::fmt;
use std::str::FromStr;

use super::digest::Digest;

const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Signs of a code, five bits each.
const LENGTH: u32 = 12;

/// `XXXX-XXXX-XXXX`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShortCode(u64);

impl ShortCode {
    pub fn of(digest: &Digest) -> Self {
        let first = digest.bytes().iter().take(8).fold(0, |bits, byte| bits << 8 | u64::from(*byte));
        Self(first >> 4)
    }
}

impl fmt::Display for ShortCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for place in 0..LENGTH {
            if place > 0 && place % 4 == 0 {
                f.write_str("-")?;
            }
            let five = usize::try_from(self.0 >> (5 * (LENGTH - 1 - place)) & 31).unwrap_or_default();
            f.write_str(char::from(SIGNS[five]).encode_utf8(&mut [0; 4]))?;
        }
        Ok(())
    }
}

/// Not twelve signs of the alphabet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("短码应为 12 个字母或数字")]
pub struct NotACode;

impl FromStr for ShortCode {
    type Err = NotACode;

    /// As somebody typed it: case, blanks and dashes of any kind do not matter, O is 0, I and L are 1.
    fn from_str(typed: &str) -> Result<Self, NotACode> {
        let mut bits = 0;
        let mut signs = 0;
        for sign in typed.chars().map(narrow) {
            let sign = match sign.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                ' ' | '-' | '—' | '–' | '－' | '　' | '\t' => continue,
                sign => sign,
            };
            let known = SIGNS.iter().position(|known| char::from(*known) == sign).ok_or(NotACode)?;
            signs += 1;
            if signs > LENGTH {
                return Err(NotACode);
            }
            bits = bits << 5 | u64::try_from(known).unwrap_or_default();
        }
        if signs == LENGTH { Ok(Self(bits)) } else { Err(NotACode) }
    }
}

/// A full-width letter or digit as Chinese input methods type it, narrow.
fn narrow(sign: char) -> char {
    match u32::from(sign) {
        wide @ 0xff10..=0xff5a => char::from_u32(wide - 0xfee0).unwrap_or(sign),
        _ => sign,
    }
}

#[cfg(test)]
mod tests {
    use super::{NotACode, ShortCode};
    use crate::bundle::digest::Digest;

    #[test]
    fn a_code_is_the_first_sixty_bits_in_base_32() {
        let digest: Digest =
            format!("sha256:{}{}", "0123456789abcde", "f".repeat(49)).parse().expect("a digest");
        let code = ShortCode::of(&digest);
        // 00000 00100 10001 10100 01010 11001 11100 01001 10101 01111 00110 11110
        assert_eq!(code.to_string(), "04HM-ASW9-NF6Y");
        assert_eq!("04HM-ASW9-NF6Y".parse(), Ok(code));
    }

    #[test]
    fn a_typed_code_is_read_as_it_was_meant() {
        let code: ShortCode = "0101-1ABC-0000".parse().expect("a code");
        for typed in ["oIolLabcoooo", " 0101 1abc 0000 ", "０１０１－１ＡＢＣ－００００", "OIOI—1ABC—OOOO"]
        {
            assert_eq!(typed.parse(), Ok(code), "{typed}");
        }
        for typed in ["", "0101-1ABC-000", "0101-1ABC-00000", "0101-1ABC-000U", "0101_1ABC_0000"] {
            assert_eq!(typed.parse::<ShortCode>(), Err(NotACode), "{typed}");
        }
    }
}

//! Pinyin keys (拼音): how the name of an entry is spoken, written into packs by a native command and read by
//! the index.
//!
//! A key has one syllable for each spoken character of the name, parted by blanks: `wei hu lu deng zhan shu`.
//! Several readings of a character are parted by `/` (`zhong/chong`), ü is `v` (`lv`), a letter or digit stands
//! for itself, and `-` is a character that nobody can read. Signs are not spoken.
//!
//! The pack also brings the readings of common characters (`pinyin`), so that where it is used, in a browser
//! without the tables of the command, what is taken over from a spreadsheet gets keys as well.

#[cfg(not(target_arch = "wasm32"))]
mod made;
mod speller;

#[cfg(not(target_arch = "wasm32"))]
pub use made::{Keyed, key_pack, made_speller};
pub use speller::Speller;

use crate::domain::normalise::compact;

/// A character that has a syllable: an ideograph, a letter, a digit. Asked of plain text.
pub fn is_spoken(sign: char) -> bool {
    sign.is_ascii_alphanumeric()
        || matches!(sign, '\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}')
}

/// The key has a syllable for each spoken character of the name.
pub fn fits(keys: &str, name: &str) -> bool {
    compact(name).chars().filter(|sign| is_spoken(*sign)).count() == keys.split_ascii_whitespace().count()
}

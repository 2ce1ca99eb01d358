//! What is asked of an index: the text as typed, what is chosen of the facets, how many hits are wanted.

use super::facets::Chosen;
use super::folded::folded;
use super::sounds::tokens_of_word;
use super::{character_tokens, pair_tokens};
use crate::domain::normalise::normalise;

/// A query. Words are parted by blanks, and an entry must hold each. Without a word every entry is found, in
/// the order of the library.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub text: String,
    pub chosen: Chosen,
    /// Hits that are given back; all are counted.
    pub limit: usize,
}

impl Query {
    pub fn new(text: impl Into<String>, limit: usize) -> Self {
        Self { text: text.into(), chosen: Chosen::default(), limit }
    }

    pub(super) fn words(&self) -> Vec<Word> {
        normalise(&self.text).split(' ').map(Word::of).filter(|word| !word.text.is_empty()).collect()
    }
}

/// One word of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// As texts are folded.
    pub(super) text: String,
    /// Letters and digits in which it may be pinyin.
    pub(super) letters: Option<Vec<u8>>,
}

impl Word {
    fn of(typed: &str) -> Self {
        let text = folded(typed);
        let letters = letters(&text);
        Self { text, letters }
    }

    /// What every text has that holds the word.
    pub(super) fn text_tokens(&self) -> Vec<u64> {
        let mut tokens = Vec::new();
        pair_tokens(&self.text, &mut tokens);
        if tokens.is_empty() {
            character_tokens(&self.text, &mut tokens);
        }
        tokens
    }

    /// What every name has that is spoken so; empty where the word is no pinyin.
    pub(super) fn sound_tokens(&self) -> Vec<u64> {
        self.letters.as_deref().map(tokens_of_word).unwrap_or_default()
    }
}

/// Input methods part syllables by `'`, and some type `ü`.
fn letters(word: &str) -> Option<Vec<u8>> {
    let plain = word.chars().filter(|sign| *sign != '\'').map(|sign| if sign == 'ü' { 'v' } else { sign });
    let letters: Option<Vec<u8>> =
        plain.map(|sign| u8::try_from(sign).ok().filter(u8::is_ascii_alphanumeric)).collect();
    letters.filter(|letters| letters.iter().any(u8::is_ascii_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::Query;

    #[test]
    fn words_are_plain_and_know_whether_they_may_be_pinyin() {
        let words = Query::new("　ＬＳＷＤ >=  95%  lu'deng 亮灯率　lü 2023 pm2.5", 1).words();
        let shown: Vec<(String, String)> = (words.into_iter())
            .map(|word| (word.text, String::from_utf8(word.letters.unwrap_or_default()).expect("letters")))
            .collect();
        let pairs: Vec<(&str, &str)> =
            shown.iter().map(|(text, letters)| (text.as_str(), letters.as_str())).collect();
        assert_eq!(
            pairs,
            [
                ("lswd", "lswd"),
                ("≥", ""),
                ("95%", ""),
                ("lu'deng", "ludeng"),
                ("亮灯率", ""),
                ("lü", "lv"),
                ("2023", ""),
                ("pm2.5", ""),
            ]
        );
    }
}

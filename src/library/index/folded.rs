//! Texts in the one form in which they are searched: plain signs, no blanks, small letters. And back: where
//! a find stands in the text as it is written.

use crate::domain::normalise::{compact, compact_with_places};

/// The form in which texts and words are compared.
pub(super) fn folded(text: &str) -> String {
    let mut plain = compact(text);
    plain.make_ascii_lowercase();
    plain
}

/// The same with the characters of the original that each of its characters was made from.
pub(super) struct Folded {
    pub(super) text: String,
    places: Vec<(usize, usize)>,
}

impl Folded {
    pub(super) fn of(text: &str) -> Self {
        let (mut text, places) = compact_with_places(text);
        text.make_ascii_lowercase();
        Self { text, places }
    }

    /// Every place of a word, counted in characters of the folded text; finds do not overlap.
    pub(super) fn finds(&self, word: &str) -> Vec<(usize, usize)> {
        let length = word.chars().count();
        let mut found = Vec::new();
        if length == 0 {
            return found;
        }
        let (mut bytes, mut characters) = (0, 0);
        for (at, _) in self.text.match_indices(word) {
            characters += self.text.get(bytes..at).map_or(0, |passed| passed.chars().count());
            bytes = at;
            found.push((characters, characters + length));
        }
        found
    }

    /// Characters `from..to` of the folded text in the original.
    pub(super) fn original(&self, from: usize, to: usize) -> Option<(usize, usize)> {
        Some((self.places.get(from)?.0, self.places.get(to.checked_sub(1)?)?.1))
    }
}

#[cfg(test)]
mod tests {
    use super::{Folded, folded};

    #[test]
    fn finds_stand_where_they_are_written() {
        let text = Folded::of("\u{200b}主 干道亮灯率（ＰＭ２．５）干道");
        assert_eq!(text.text, folded("主干道亮灯率（pm2.5）干道"));
        assert_eq!(text.finds("干道"), [(1, 3), (13, 15)]);
        let written = |word: &str| {
            let places = text.finds(word).into_iter().filter_map(|(from, to)| text.original(from, to));
            places.collect::<Vec<_>>()
        };
        assert_eq!(written("主干"), [(1, 4)]);
        assert_eq!(written("pm2.5"), [(9, 14)]);
        assert_eq!(written("干道"), [(3, 5), (15, 17)]);
        assert_eq!(text.finds("水"), []);
        assert_eq!(text.finds(""), []);
    }
}

//! Spells names: by words whose reading is settled (`words.json`), else sign by sign. Where the readings of
//! the signs come from is another's: a pack, or the tables of the command.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;
use serde_json::Value;

use super::is_spoken;
use crate::domain::normalise::compact;

/// Readings that tables do not know to choose.
#[derive(Deserialize)]
pub(super) struct Words {
    /// Signs with several readings in use, and those whose first reading in the tables is another.
    pub(super) signs: BTreeMap<char, String>,
    /// Words and their syllables.
    words: BTreeMap<String, String>,
}

/// The words by their first sign, the longest first.
type ByFirst = BTreeMap<char, Vec<(Vec<char>, &'static str)>>;

/// The list in `words.json`, read once.
#[expect(clippy::expect_used, reason = "part of the program; a test reads it")]
pub(super) fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| serde_json::from_str(include_str!("words.json")).expect("words of pinyin"))
}

/// Knows how signs are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Speller {
    /// Readings parted by `/`, in the order of the alphabet.
    signs: BTreeMap<char, String>,
}

impl Speller {
    pub(super) fn of_readings(readings: impl IntoIterator<Item = (char, String)>) -> Self {
        let mut signs: BTreeMap<char, String> = BTreeMap::new();
        for (sign, reading) in readings {
            let held = signs.entry(sign).or_default();
            let mut all: Vec<&str> = held.split('/').chain(reading.split('/')).collect();
            all.retain(|reading| !reading.is_empty());
            all.sort_unstable();
            all.dedup();
            *held = all.join("/");
        }
        Self { signs }
    }

    /// Reads the member `pinyin` of a pack; what does not read is passed over.
    pub fn of_value(value: &Value) -> Self {
        let groups = value.as_array().into_iter().flatten().filter_map(Value::as_str);
        Self::of_readings(groups.flat_map(str::split_ascii_whitespace).flat_map(|group| {
            let letters = group.find(|sign: char| !sign.is_ascii_lowercase()).unwrap_or(group.len());
            let (reading, signs) = group.split_at(letters);
            signs.chars().map(move |sign| (sign, reading.to_owned()))
        }))
    }

    /// The member `pinyin` of a pack: a text for each initial letter, `ba八巴 bai白百`.
    pub fn to_value(&self) -> Value {
        let mut groups: BTreeMap<&str, String> = BTreeMap::new();
        for (sign, readings) in &self.signs {
            for reading in readings.split('/') {
                groups.entry(reading).or_insert_with(|| reading.to_owned()).push(*sign);
            }
        }
        let mut lines: BTreeMap<Option<char>, Vec<String>> = BTreeMap::new();
        for (reading, group) in groups {
            lines.entry(reading.chars().next()).or_default().push(group);
        }
        lines.into_values().map(|groups| Value::from(groups.join(" "))).collect()
    }

    pub fn is_empty(&self) -> bool {
        self.signs.is_empty()
    }

    /// The key of a name: see [`super`].
    pub fn keys(&self, name: &str) -> String {
        let plain: Vec<char> = compact(name).chars().collect();
        let mut syllables: Vec<String> = Vec::new();
        let mut rest = plain.as_slice();
        while let Some((sign, behind)) = rest.split_first() {
            if let Some((word, spoken)) = word_at(rest) {
                syllables.push(spoken.to_owned());
                rest = rest.get(word..).unwrap_or_default();
                continue;
            }
            if is_spoken(*sign) {
                syllables.push(self.reading(*sign));
            }
            rest = behind;
        }
        syllables.join(" ")
    }

    fn reading(&self, sign: char) -> String {
        if sign.is_ascii_alphanumeric() {
            return sign.to_ascii_lowercase().to_string();
        }
        let known = self.signs.get(&sign).or_else(|| words().signs.get(&sign));
        known.cloned().unwrap_or_else(|| "-".to_owned())
    }
}

/// The longest word that a text begins with: its characters, and its syllables.
fn word_at(text: &[char]) -> Option<(usize, &'static str)> {
    static BY_FIRST: OnceLock<ByFirst> = OnceLock::new();
    let words = BY_FIRST.get_or_init(by_first).get(text.first()?)?;
    let (word, spoken) = words.iter().find(|(word, _)| text.starts_with(word))?;
    Some((word.len(), spoken))
}

fn by_first() -> ByFirst {
    let mut by_first = ByFirst::new();
    for (word, spoken) in &words().words {
        let signs: Vec<char> = word.chars().collect();
        if let Some(first) = signs.first() {
            by_first.entry(*first).or_default().push((signs, spoken));
        }
    }
    by_first.values_mut().for_each(|words| words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len())));
    by_first
}

#[cfg(test)]
mod tests {
    use super::{Speller, words};
    use crate::library::pinyin::fits;

    fn speller() -> Speller {
        let readings = [
            ("zeng", "增"),
            ("zhang", "长"),
            ("chang", "长"),
            ("lv", "率"),
            ("xing", "行"),
            ("hang", "行"),
            ("ye", "业"),
            ("nong", "浓"),
            ("du", "度"),
        ];
        Speller::of_readings(
            readings
                .into_iter()
                .flat_map(|(reading, signs)| signs.chars().map(move |sign| (sign, reading.to_owned()))),
        )
    }

    #[test]
    fn words_settle_what_signs_leave_open() {
        let speller = speller();
        for (name, keys) in [
            ("增长率", "zeng zhang lv"),
            ("长率", "chang/zhang lv"),
            ("行业", "hang ye"),
            ("行 业（增\u{200b}长）率", "hang ye zeng zhang lv"),
            ("ＰＭ2.5浓度", "p m 2 5 nong du"),
            ("业龘率", "ye - lv"),
            ("、（）", ""),
        ] {
            assert_eq!(speller.keys(name), keys, "{name}");
            assert!(fits(keys, name), "{name}");
        }
    }

    #[test]
    fn readings_come_back_from_a_pack() {
        let speller = speller();
        let value = speller.to_value();
        assert_eq!(value[0], "chang长");
        assert_eq!(Speller::of_value(&value), speller);
        assert_eq!(Speller::of_value(&serde_json::json!([7, "", "长"])).keys("长"), "");
        assert!(Speller::of_value(&serde_json::json!({"a": 1})).is_empty());
    }

    #[test]
    fn every_word_of_the_list_is_spoken_as_long_as_it_is_written() {
        assert!(words().signs.values().all(|readings| !readings.is_empty()));
        for (word, spoken) in &words().words {
            assert!(fits(spoken, word), "{word} {spoken}");
            assert!(word.chars().count() > 1, "{word}");
        }
    }
}

//! Words typed in pinyin, against the syllables of a name.
//!
//! A word of letters matches at a syllable if it can be cut into pieces for this syllable and those behind it
//! without a gap. The last piece is any beginning of a reading of its syllable; every other piece is a whole
//! reading, or its first letter, or `zh`, `ch`, `sh` where the reading begins so. So 维护路灯 is found by `wei`,
//! `weihu`, `whld`, `ludeng`, `lud`, `ldeng`, `lude`, and not by `eng`. ü is `v`, `u` or `yu`: `lv`, `lu`, `lyu`.

use std::collections::HashMap;

/// Longer words are no pinyin of a name.
const LONGEST: usize = 63;

/// All readings of one syllable, with the spellings of ü.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Syllable {
    readings: Vec<Box<[u8]>>,
}

impl Syllable {
    /// `zhong/chong`, `lv`, `-`.
    fn of(text: &str) -> Self {
        let mut readings: Vec<Box<[u8]>> = Vec::new();
        for reading in text.split('/').filter(|reading| !matches!(*reading, "" | "-")) {
            for spelling in spellings(reading) {
                let spelling = spelling.into_bytes().into_boxed_slice();
                if !readings.contains(&spelling) {
                    readings.push(spelling);
                }
            }
        }
        Self { readings }
    }
}

/// `lv` is also typed `lu` and `lyu`.
fn spellings(reading: &str) -> Vec<String> {
    let reading = reading.to_ascii_lowercase();
    match reading.strip_prefix(['l', 'n']).and_then(|rest| rest.strip_prefix('v')) {
        Some(_) => vec![reading.replacen('v', "u", 1), reading.replacen('v', "yu", 1), reading],
        None => vec![reading],
    }
}

/// Where a name was found, in its syllables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spoken {
    pub(super) from: usize,
    /// One past the last.
    pub(super) to: usize,
}

/// Every syllable that occurs, and the syllables of each name.
#[derive(Debug, Default)]
pub(super) struct Sounds {
    syllables: Vec<Syllable>,
    /// The names one behind the other, each syllable by its place above.
    names: Vec<u32>,
    ends: Vec<usize>,
}

/// The same while names are added.
#[derive(Debug, Default)]
pub(super) struct GrowingSounds {
    sounds: Sounds,
    known: HashMap<String, u32>,
}

impl GrowingSounds {
    /// Adds a name by its key; without a key there is nothing to find.
    pub(super) fn add(&mut self, keys: &str) {
        for text in keys.split_ascii_whitespace() {
            let id = match self.known.get(text) {
                Some(id) => *id,
                None => {
                    let id = u32::try_from(self.sounds.syllables.len()).unwrap_or(u32::MAX);
                    self.sounds.syllables.push(Syllable::of(text));
                    self.known.insert(text.to_owned(), id);
                    id
                }
            };
            self.sounds.names.push(id);
        }
        self.sounds.ends.push(self.sounds.names.len());
    }

    /// What the name added last can be found by: see [`tokens_of_word`].
    pub(super) fn tokens_of_last(&self, tokens: &mut Vec<u64>) {
        let Some(last) = self.sounds.ends.len().checked_sub(1) else { return };
        let name = self.sounds.name(last);
        for (at, id) in name.iter().enumerate() {
            let following = name.get(at + 1).map(|id| self.sounds.readings(*id)).unwrap_or_default();
            for reading in self.sounds.readings(*id) {
                reading_tokens(reading, following, tokens);
            }
        }
    }

    pub(super) fn done(self) -> Sounds {
        self.sounds
    }
}

fn reading_tokens(reading: &[u8], following: &[Box<[u8]>], tokens: &mut Vec<u64>) {
    let (Some(first), Some(last)) = (reading.first(), reading.last()) else { return };
    tokens.push(begin(*first));
    if let [first, second, ..] = reading {
        tokens.push(begin_pair(*first, *second));
    }
    tokens.extend(reading.windows(2).filter_map(|two| Some(pair(*two.first()?, *two.last()?))));
    for next in following.iter().filter_map(|reading| reading.first()) {
        tokens.push(begin_pair(*first, *next));
        tokens.push(pair(*first, *next));
        tokens.push(pair(*last, *next));
        if has_long_initial(reading) {
            tokens.push(pair(b'h', *next));
        }
    }
}

/// What every name has that the word is found in; more names may have it all.
pub(super) fn tokens_of_word(word: &[u8]) -> Vec<u64> {
    match word {
        [] => Vec::new(),
        [only] => vec![begin(*only)],
        [first, second, ..] => {
            let inside = word.windows(2).skip(1).filter_map(|two| Some(pair(*two.first()?, *two.last()?)));
            std::iter::once(begin_pair(*first, *second)).chain(inside).collect()
        }
    }
}

/// Tokens of sounds lie above those of characters.
const SOUND: u64 = 1 << 48;

fn begin(letter: u8) -> u64 {
    SOUND | u64::from(letter)
}

fn begin_pair(first: u8, second: u8) -> u64 {
    SOUND | 1 << 16 | u64::from(first) << 8 | u64::from(second)
}

fn pair(first: u8, second: u8) -> u64 {
    SOUND | 2 << 16 | u64::from(first) << 8 | u64::from(second)
}

fn has_long_initial(reading: &[u8]) -> bool {
    matches!(reading, [b'z' | b'c' | b's', b'h', ..])
}

impl Sounds {
    fn name(&self, entry: usize) -> &[u32] {
        let from = entry.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(entry).and_then(|to| self.names.get(from..*to)).unwrap_or_default()
    }

    fn readings(&self, id: u32) -> &[Box<[u8]>] {
        let at = usize::try_from(id).unwrap_or(usize::MAX);
        self.syllables.get(at).map(|syllable| syllable.readings.as_slice()).unwrap_or_default()
    }

    /// Syllables of an entry's name; 0 where its pinyin is not known.
    pub(super) fn length(&self, entry: usize) -> usize {
        self.name(entry).len()
    }

    /// The first place where a word is found in the name of an entry.
    pub(super) fn find(&self, entry: usize, word: &[u8]) -> Option<Spoken> {
        if word.is_empty() || word.len() > LONGEST {
            return None;
        }
        let name = self.name(entry);
        (0..name.len()).find_map(|from| {
            let to = self.reach(name.get(from..)?, word)?;
            Some(Spoken { from, to: from + to })
        })
    }

    /// How many syllables a word takes that begins with the first of them.
    fn reach(&self, name: &[u32], word: &[u8]) -> Option<usize> {
        // Bit n: the pieces up to here take the first n letters.
        let mut taken: u64 = 1;
        for (at, id) in name.iter().enumerate() {
            let mut next = 0;
            for length in (0..word.len()).filter(|length| taken >> length & 1 == 1) {
                let rest = word.get(length..).unwrap_or_default();
                for reading in self.readings(*id) {
                    if reading.starts_with(rest) {
                        return Some(at + 1);
                    }
                    if rest.starts_with(reading) {
                        next |= 1 << (length + reading.len());
                    }
                    if rest.first() == reading.first() {
                        next |= 1 << (length + 1);
                    }
                    if has_long_initial(reading) && rest.get(..2) == reading.get(..2) {
                        next |= 1 << (length + 2);
                    }
                }
            }
            if next == 0 {
                return None;
            }
            taken = next;
        }
        None
    }

    pub(super) fn size(&self) -> usize {
        let syllables = self.syllables.iter().flat_map(|syllable| &syllable.readings);
        let readings: usize = syllables.map(|reading| size_of::<Box<[u8]>>() + reading.len()).sum();
        readings
            + size_of_val(self.syllables.as_slice())
            + size_of_val(self.names.as_slice())
            + size_of_val(self.ends.as_slice())
    }
}

#[cfg(test)]
mod tests {
    use super::{GrowingSounds, Spoken, tokens_of_word};

    fn found(keys: &str, word: &str) -> Option<(usize, usize)> {
        let mut growing = GrowingSounds::default();
        growing.add("xiang mu");
        growing.add(keys);
        let mut tokens = Vec::new();
        growing.tokens_of_last(&mut tokens);
        let held = tokens_of_word(word.as_bytes()).iter().all(|token| tokens.contains(token));
        let found = growing.done().find(1, word.as_bytes());
        assert!(held || found.is_none(), "{word} would not be looked for in {keys}");
        found.map(|Spoken { from, to }| (from, to))
    }

    #[test]
    fn initials_whole_syllables_and_both_mixed_are_found() {
        let lamps = "wei hu lu deng zhan shu/shuo";
        for (word, place) in [
            ("w", (0, 1)),
            ("wh", (0, 2)),
            ("ld", (2, 4)),
            ("whldzs", (0, 6)),
            ("weihu", (0, 2)),
            ("ludeng", (2, 4)),
            ("lud", (2, 4)),
            ("lude", (2, 4)),
            ("ldeng", (2, 4)),
            ("dengzhsh", (3, 6)),
            ("dzhs", (3, 6)),
            ("zhanshuo", (4, 6)),
        ] {
            assert_eq!(found(lamps, word), Some(place), "{word}");
        }
        for word in ["eng", "wlu", "weh", "ludenz", "x", "luzh", "whldzsx", "zhanshuoshu", "hz"] {
            assert_eq!(found(lamps, word), None, "{word}");
        }
    }

    #[test]
    fn the_vowel_is_typed_in_three_ways() {
        for word in ["lv", "lu", "lyu", "hglv", "hegelyu", "gl"] {
            assert!(found("he ge lv", word).is_some(), "{word}");
        }
        assert!(found("he ge lv", "lx").is_none());
        assert!(found("lve duo", "lued").is_some() && found("lve duo", "lveduo").is_some());
        assert!(found("xu yao", "xv").is_none());
    }

    #[test]
    fn letters_of_the_name_stand_for_themselves() {
        assert_eq!(found("p m 2 5 nong du", "pm25nd"), Some((0, 6)));
        assert_eq!(found("yi - er", "yi"), Some((0, 1)));
        assert_eq!(found("yi - er", "ye"), None);
        assert_eq!(found("", "a"), None);
    }

    #[test]
    fn a_word_without_end_ends() {
        let name = vec!["a"; 1000].join(" ");
        assert_eq!(found(&name, &"a".repeat(63)), Some((0, 63)));
        assert_eq!(found(&name, &"a".repeat(64)), None);
        assert_eq!(found(&name, &("a".repeat(40) + "b")), None);
    }
}

//! Which entries hold a token: for each token one ascending list of entries, as differences in few bytes.
//! Tokens are numbers; what they stand for is the builder's.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Lists under construction.
#[derive(Debug, Default)]
pub(super) struct Growing {
    lists: HashMap<u64, List, BuildHasherDefault<Spread>>,
}

/// Spreads tokens, of which a library chooses none to do harm: a name leads to lists as long as itself.
#[derive(Debug, Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(self.0 ^ u64::from(*byte)));
    }

    fn write_u64(&mut self, token: u64) {
        self.0 = token.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(26);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[derive(Debug, Default)]
struct List {
    /// One more than the last entry.
    next: u32,
    bytes: Vec<u8>,
}

impl Growing {
    /// Adds the tokens of an entry, each once. Entries come in ascending order.
    pub(super) fn add(&mut self, entry: u32, tokens: &[u64]) {
        for token in tokens {
            let list = self.lists.entry(*token).or_default();
            write(entry - list.next, &mut list.bytes);
            list.next = entry + 1;
        }
    }

    pub(super) fn done(self) -> Postings {
        let mut lists: Vec<(u64, Vec<u8>)> =
            self.lists.into_iter().map(|(token, list)| (token, list.bytes)).collect();
        lists.sort_unstable_by_key(|(token, _)| *token);
        let mut postings = Postings {
            tokens: Vec::with_capacity(lists.len()),
            ends: Vec::with_capacity(lists.len()),
            bytes: Vec::with_capacity(lists.iter().map(|(_, bytes)| bytes.len()).sum()),
        };
        for (token, bytes) in lists {
            postings.bytes.extend_from_slice(&bytes);
            postings.tokens.push(token);
            postings.ends.push(postings.bytes.len());
        }
        postings
    }
}

/// The lists, ordered by token, one behind the other.
#[derive(Debug, Default)]
pub(super) struct Postings {
    tokens: Vec<u64>,
    /// Where the list of each token ends.
    ends: Vec<usize>,
    bytes: Vec<u8>,
}

impl Postings {
    fn list(&self, token: u64) -> &[u8] {
        let Ok(at) = self.tokens.binary_search(&token) else { return &[] };
        let from = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(at).and_then(|to| self.bytes.get(from..*to)).unwrap_or_default()
    }

    /// The entries that hold a token, ascending.
    pub(super) fn entries(&self, token: u64) -> impl Iterator<Item = u32> + '_ {
        let mut bytes = self.list(token).iter();
        let mut next = 0;
        std::iter::from_fn(move || {
            let entry = next + read(&mut bytes)?;
            next = entry + 1;
            Some(entry)
        })
    }

    /// The entries that hold every token, ascending; more of them where few are left and the rest is for
    /// the caller to look at.
    pub(super) fn all_of(&self, tokens: &[u64]) -> Vec<u32> {
        /// Looking at so many entries costs less than reading another list.
        const FEW: usize = 32;
        let mut tokens: Vec<(usize, u64)> =
            tokens.iter().map(|token| (self.list(*token).len(), *token)).collect();
        tokens.sort_unstable();
        tokens.dedup();
        let mut lists = tokens.into_iter();
        let Some((_, rarest)) = lists.next() else { return Vec::new() };
        let mut held: Vec<u32> = self.entries(rarest).collect();
        for (_, token) in lists {
            if held.len() <= FEW {
                break;
            }
            let mut other = self.entries(token).peekable();
            held.retain(|entry| {
                while other.next_if(|candidate| candidate < entry).is_some() {}
                other.peek() == Some(entry)
            });
        }
        held
    }

    pub(super) fn size(&self) -> usize {
        size_of_val(self.tokens.as_slice()) + size_of_val(self.ends.as_slice()) + self.bytes.len()
    }
}

/// Seven bits a byte, the lowest first; the top bit says that more follow.
fn write(number: u32, bytes: &mut Vec<u8>) {
    let mut rest = number;
    loop {
        let [low, ..] = rest.to_le_bytes();
        rest >>= 7;
        if rest == 0 {
            return bytes.push(low & 0x7f);
        }
        bytes.push(low | 0x80);
    }
}

fn read(bytes: &mut std::slice::Iter<u8>) -> Option<u32> {
    let mut number = 0;
    for shift in (0..32).step_by(7) {
        let byte = *bytes.next()?;
        number |= u32::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            break;
        }
    }
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::{Growing, read, write};

    #[test]
    fn numbers_come_back() {
        let numbers = [0, 1, 127, 128, 300, 16_383, 16_384, u32::MAX - 1, u32::MAX];
        let mut bytes = Vec::new();
        numbers.iter().for_each(|number| write(*number, &mut bytes));
        let mut bytes = bytes.iter();
        for number in numbers {
            assert_eq!(read(&mut bytes), Some(number));
        }
        assert_eq!(read(&mut bytes), None);
    }

    #[test]
    fn lists_come_back_and_meet() {
        let mut growing = Growing::default();
        for entry in 0..10_000 {
            let tokens: Vec<u64> =
                [1, 2, 3, 7].into_iter().filter(|token| u64::from(entry) % token == 0).collect();
            growing.add(entry, &tokens);
        }
        let postings = growing.done();
        assert_eq!(postings.entries(7).collect::<Vec<_>>(), (0..10_000).step_by(7).collect::<Vec<_>>());
        assert_eq!(postings.all_of(&[1, 7, 2, 3]), (0..10_000).step_by(42).collect::<Vec<_>>());
        assert_eq!(postings.entries(5).count(), 0);
        assert!(postings.all_of(&[]).is_empty() && postings.all_of(&[1, 5]).is_empty());
    }
}

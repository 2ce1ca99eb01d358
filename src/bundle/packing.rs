//! The zip of a bundle with parts, as what stands before and behind the contents: whoever has the bytes puts them
//! between, so that nobody ever holds all of them. Contents stay as they are; what is attached is mostly packed
//! already. The same content gives the same bytes.

/// A zip that is being written.
#[derive(Debug, Default)]
pub struct Packing {
    /// Bytes so far.
    at: u64,
    /// The list of entries, which stands at the end.
    list: Vec<u8>,
    entries: u16,
}

/// The archive grows beyond what this kind of zip can say: 4 GB or 65,535 entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("压缩包超过 4 GB 或 65535 个文件")]
pub struct TooMuch;

/// The first of January 1980: no clock is in the file.
const DAY: u16 = 0x21;
/// Version 2.0 of the format, on Unix, where the right to read is 0644.
const VERSION: u16 = 20;
const UNIX: u16 = 3 << 8;
const READABLE: u32 = 0o100_644 << 16;

impl Packing {
    /// What stands before a content of `size` bytes with this check sum, in letters of ASCII named `name`. The
    /// content follows it.
    pub fn entry(&mut self, name: &str, size: u64, sum: u32) -> Result<Vec<u8>, TooMuch> {
        let from = u32::try_from(self.at).map_err(|_| TooMuch)?;
        let size = u32::try_from(size).map_err(|_| TooMuch)?;
        let length = u16::try_from(name.len()).map_err(|_| TooMuch)?;
        self.entries = self.entries.checked_add(1).filter(|count| *count < u16::MAX).ok_or(TooMuch)?;
        let mut about = Vec::new();
        // Needed to read it, no flags, stored as it is, its moment.
        [VERSION, 0, 0, 0, DAY].iter().for_each(|word| about.extend(word.to_le_bytes()));
        [sum, size, size].iter().for_each(|word| about.extend(word.to_le_bytes()));
        [length, 0].iter().for_each(|word| about.extend(word.to_le_bytes()));

        let head = [b"PK\x03\x04".as_slice(), &about, name.as_bytes()].concat();
        self.list.extend(b"PK\x01\x02");
        self.list.extend((UNIX | VERSION).to_le_bytes());
        self.list.extend(about);
        // No remark, on the first disk, nothing said of its inside.
        [0u16, 0, 0].iter().for_each(|word| self.list.extend(word.to_le_bytes()));
        [READABLE, from].iter().for_each(|word| self.list.extend(word.to_le_bytes()));
        self.list.extend(name.as_bytes());
        self.at += u64::try_from(head.len()).unwrap_or(u64::MAX) + u64::from(size);
        Ok(head)
    }

    /// What stands behind the last content.
    pub fn end(self) -> Result<Vec<u8>, TooMuch> {
        let from = u32::try_from(self.at).map_err(|_| TooMuch)?;
        let size = u32::try_from(self.list.len()).map_err(|_| TooMuch)?;
        let mut end = self.list;
        end.extend(b"PK\x05\x06");
        [0, 0, self.entries, self.entries].iter().for_each(|word: &u16| end.extend(word.to_le_bytes()));
        [size, from].iter().for_each(|word| end.extend(word.to_le_bytes()));
        end.extend(0u16.to_le_bytes());
        Ok(end)
    }
}

/// The check sum of a content (CRC-32), which may come in pieces.
#[derive(Clone, Copy, Debug)]
pub struct CheckSum(u32);

/// For each byte what it does to the sum.
const TABLE: [u32; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let (mut value, mut bit) = (byte as u32, 0);
        while bit < 8 {
            value = if value & 1 == 1 { value >> 1 ^ 0xedb8_8320 } else { value >> 1 };
            bit += 1;
        }
        table[byte] = value;
        byte += 1;
    }
    table
};

impl Default for CheckSum {
    fn default() -> Self {
        Self(u32::MAX)
    }
}

impl CheckSum {
    pub fn add(&mut self, piece: &[u8]) {
        self.0 = piece.iter().fold(self.0, |sum, byte| {
            let [low, ..] = (sum ^ u32::from(*byte)).to_le_bytes();
            sum >> 8 ^ TABLE[usize::from(low)]
        });
    }

    pub fn of(bytes: &[u8]) -> u32 {
        let mut sum = Self::default();
        sum.add(bytes);
        sum.value()
    }

    pub fn value(self) -> u32 {
        !self.0
    }
}

#[cfg(test)]
mod tests {
    use super::{CheckSum, Packing, TooMuch};

    #[test]
    fn the_check_sum_is_the_one_that_everybody_knows() {
        assert_eq!(CheckSum::of(b"123456789"), 0xcbf4_3926);
        assert_eq!(CheckSum::of(b""), 0);
        let mut sum = CheckSum::default();
        [b"1234".as_slice(), b"", b"56789"].iter().for_each(|piece| sum.add(piece));
        assert_eq!(sum.value(), 0xcbf4_3926);
    }

    #[test]
    fn what_this_kind_of_zip_cannot_say_is_refused() {
        let mut packing = Packing::default();
        assert_eq!(packing.entry("a", 1 << 32, 0), Err(TooMuch));
        packing.entry("a", u64::from(u32::MAX), 0).expect("an entry");
        assert_eq!(packing.entry("b", 0, 0), Err(TooMuch));
        assert_eq!(packing.end(), Err(TooMuch));
    }
}

//! The code that a new entry gets: the one after the highest, written as most codes are.

use std::collections::{BTreeMap, BTreeSet};

use super::catalogue::folded_code;

/// Gives codes that nobody has.
#[derive(Debug)]
pub(super) struct NextCode {
    taken: BTreeSet<String>,
    prefix: String,
    width: usize,
    number: u64,
}

impl NextCode {
    /// After these codes, blank ones aside.
    pub(super) fn after<'c>(codes: impl Iterator<Item = &'c str>) -> Self {
        let taken: BTreeSet<String> = codes.map(folded_code).filter(|code| !code.is_empty()).collect();
        // By what stands before the number: how many, the longest number, the highest.
        let mut series: BTreeMap<&str, (usize, usize, u64)> = BTreeMap::new();
        for code in &taken {
            let prefix = code.trim_end_matches(|sign: char| sign.is_ascii_digit());
            let digits = code.get(prefix.len()..).unwrap_or_default();
            let Ok(number) = digits.parse::<u64>() else { continue };
            let (count, width, highest) = series.entry(prefix).or_default();
            *count += 1;
            *width = digits.len().max(*width);
            *highest = number.max(*highest);
        }
        let largest = series.iter().max_by_key(|(_, (count, ..))| *count);
        let (prefix, width, number) = match largest {
            Some((prefix, (_, width, highest))) => ((*prefix).to_owned(), *width, *highest),
            None => ("IND".to_owned(), 4, 0),
        };
        Self { taken, prefix, width, number }
    }

    pub(super) fn take(&mut self) -> String {
        loop {
            self.number = self.number.wrapping_add(1);
            let code = format!("{}{:0width$}", self.prefix, self.number, width = self.width);
            if self.taken.insert(code.clone()) {
                return code;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::NextCode;

    #[test]
    fn codes_go_on_where_most_of_them_end() {
        let mut next = NextCode::after(["IND0009", "IND0011", "X1", "", "甲"].into_iter());
        assert_eq!([next.take(), next.take()], ["IND0012", "IND0013"]);
        let mut next = NextCode::after([].into_iter());
        assert_eq!([next.take(), next.take()], ["IND0001", "IND0002"]);
        let mut next = NextCode::after(["18446744073709551615", "1"].into_iter());
        assert_eq!(next.take(), "00000000000000000000");
    }
}

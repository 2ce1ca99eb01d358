//! Codes as lists hold them: texts, which spreadsheet programs like to take for numbers. Tells what such a program
//! made of a code, and never guesses the code back.

use std::collections::BTreeMap;

use crate::domain::code_pattern::{CodeOf, CodePattern};
use crate::domain::finding::ListProblem;
use crate::domain::normalise::compact;
use crate::domain::project_list::ListColumn;

/// Digits that a spreadsheet's number keeps; behind them a long code has zeros.
const KEPT: usize = 15;

/// Whether the text is a number that a code was turned into: `3.406E+20`, `219001.0`, `340600230000010000000`.
pub(super) fn is_mangled(text: &str) -> bool {
    let plain = compact(text).replace(',', "");
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((digits, power)) = plain.split_once(['E', 'e']) {
        let (whole, rest) = digits.split_once('.').unwrap_or((digits, "0"));
        let power = power.strip_prefix('+').unwrap_or(power);
        return whole.len() == 1
            && all_digits(whole)
            && all_digits(rest)
            && all_digits(power)
            && power.len() <= 3;
    }
    if let Some((whole, rest)) = plain.split_once('.') {
        let is_code = whole.bytes().all(|byte| byte.is_ascii_alphanumeric());
        return is_code && all_digits(rest) && rest.bytes().all(|byte| byte == b'0');
    }
    let lost =
        plain.get(KEPT..).is_some_and(|tail| !tail.is_empty() && tail.bytes().all(|byte| byte == b'0'));
    all_digits(&plain) && lost
}

/// The length that most codes of a column have, where they have one.
#[derive(Default)]
pub(super) struct Lengths(BTreeMap<ListColumn, usize>);

impl Lengths {
    /// Of every code of the list.
    pub(super) fn of<'t>(codes: impl Iterator<Item = (ListColumn, &'t str)>) -> Self {
        let mut counts: BTreeMap<ListColumn, BTreeMap<usize, usize>> = BTreeMap::new();
        for (column, text) in codes {
            let length = compact(text).chars().count();
            *counts.entry(column).or_default().entry(length).or_default() += 1;
        }
        let usual = counts.into_iter().filter_map(|(column, counts)| {
            let all: usize = counts.values().sum();
            let (length, most) = counts.into_iter().max_by_key(|(_, count)| *count)?;
            (most >= LEAST && most * 5 >= all * 3).then_some((column, length))
        });
        Self(usual.collect())
    }

    /// A code of digits that lacks some of the usual ones: zeros in front may be lost.
    fn short(&self, column: ListColumn, code: &str) -> Option<usize> {
        let usual = self.0.get(&column).copied().filter(|usual| *usual >= 6)?;
        let length = code.chars().count();
        let digits = code.bytes().all(|byte| byte.is_ascii_digit());
        (digits && length < usual && length + 3 >= usual).then_some(usual)
    }
}

/// So many codes of one length make it usual.
const LEAST: usize = 3;

/// What is odd about a code that is used all the same.
pub(super) fn doubt(
    column: ListColumn,
    text: &str,
    lengths: &Lengths,
    patterns: &[CodePattern],
) -> Option<ListProblem> {
    let code = compact(text);
    let of = if column == ListColumn::Code { CodeOf::Project } else { CodeOf::Unit };
    if let Some(usual) = lengths.short(column, &code) {
        return Some(ListProblem::CodeShort { column, text: text.to_owned(), usual });
    }
    let mut patterns = patterns.iter().filter(|pattern| pattern.of == of);
    let first = patterns.clone().next()?;
    let fits = patterns.any(|pattern| pattern.fits(&code));
    let pattern = first.pattern.clone();
    (!fits).then(|| ListProblem::CodeUnlikePattern { column, text: text.to_owned(), pattern })
}

#[cfg(test)]
mod tests {
    use super::{Lengths, doubt, is_mangled};
    use crate::domain::finding::ListProblem;
    use crate::domain::project_list::ListColumn;

    #[test]
    fn what_a_spreadsheet_made_of_a_code_is_known() {
        for text in [
            "3.40600230000001E+20",
            "3.406e20",
            "3E+20",
            "219001.0",
            "219001.00",
            "34060024T000000010004.0",
            "340600230000001000000",
            "３.４E+20",
            "340,600,230,000,001,000,000",
        ] {
            assert!(is_mangled(text), "{text}");
        }
        for text in [
            "34060023T000000012345",
            "34060023E000000012345",
            "219001",
            "001",
            "340600230000001000001",
            "",
            "2.1.3",
            "A-1",
            "340600230000000",
        ] {
            assert!(!is_mangled(text), "{text}");
        }
    }

    #[test]
    fn a_code_shorter_than_the_others_may_have_lost_its_zeros() {
        let codes = ["001001", "001002", "002001", "1003"];
        let lengths = Lengths::of(codes.iter().map(|code| (ListColumn::UnitCode, *code)));
        let doubted = |code| doubt(ListColumn::UnitCode, code, &lengths, &[]);
        assert_eq!(doubted("001001"), None);
        assert_eq!(
            doubted("1003"),
            Some(ListProblem::CodeShort { column: ListColumn::UnitCode, text: "1003".to_owned(), usual: 6 })
        );
        assert_eq!(doubted("其他"), None);
    }
}

//! How a place writes its codes: `999999 99 A 999999999999`. A pattern is data of a locality pack; it says what
//! a code looks like, never what it means.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::normalise::compact;

/// Whose code it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeOf {
    Project,
    Unit,
}

/// `9` is a digit, `A` a capital letter, `[…]` may be left out, blanks only part the groups for the eye.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodePattern {
    pub of: CodeOf,
    pub pattern: String,
    #[serde(default)]
    pub note: String,
}

impl CodePattern {
    /// Whether a code is written so; its own blanks and full-width signs do not count.
    pub fn fits(&self, code: &str) -> bool {
        let pattern: Vec<char> = self.pattern.chars().filter(|sign| *sign != ' ').collect();
        let code: Vec<char> = compact(code).chars().collect();
        ends(&pattern, &code, BTreeSet::from([0])).contains(&code.len())
    }
}

/// How much of the code the pattern can have covered, from each of `starts`; all ways are walked at once.
fn ends(mut pattern: &[char], code: &[char], starts: BTreeSet<usize>) -> BTreeSet<usize> {
    let mut at = starts;
    while let Some((sign, rest)) = pattern.split_first() {
        if *sign == '[' {
            let (inside, after) = rest.split_at_checked(closing(rest)).unwrap_or((rest, &[]));
            at = &ends(inside, code, at.clone()) | &at;
            pattern = after.get(1..).unwrap_or_default();
        } else {
            let covers = |from: &usize| code.get(*from).is_some_and(|found| is_one(*sign, *found));
            at = at.iter().filter(|from| covers(from)).map(|from| from + 1).collect();
            pattern = rest;
        }
    }
    at
}

fn is_one(sign: char, found: char) -> bool {
    match sign {
        '9' => found.is_ascii_digit(),
        'A' => found.is_ascii_uppercase(),
        other => found == other,
    }
}

/// Where the bracket that is open closes.
fn closing(pattern: &[char]) -> usize {
    let mut depth = 0_usize;
    for (index, sign) in pattern.iter().enumerate() {
        match sign {
            '[' => depth += 1,
            ']' if depth == 0 => return index,
            ']' => depth -= 1,
            _ => {}
        }
    }
    pattern.len()
}

#[cfg(test)]
mod tests {
    use super::{CodeOf, CodePattern};

    fn pattern(pattern: &str) -> CodePattern {
        CodePattern { of: CodeOf::Project, pattern: pattern.to_owned(), note: String::new() }
    }

    #[test]
    fn a_project_code_has_region_year_kind_and_number() {
        let project = pattern("999999 99 A 999999999999");
        for code in ["34060023T000000012345", "340600 23T 000000012345", "３４０６００23T000000012345"]
        {
            assert!(project.fits(code), "{code}");
        }
        for code in ["", "34060023T00000001234", "340600230000000012345", "34060023t000000012345"] {
            assert!(!project.fits(code), "{code}");
        }
    }

    #[test]
    fn a_unit_code_grows_by_threes() {
        let unit = pattern("999[999[999]]");
        for (code, right) in
            [("219", true), ("219001", true), ("219001002", true), ("2190", false), ("219001002003", false)]
        {
            assert_eq!(unit.fits(code), right, "{code}");
        }
        assert!(pattern("999[").fits("123") && !pattern("999[").fits("12"));
        let many = pattern(&"[9]".repeat(300));
        assert!(many.fits(&"1".repeat(150)) && !many.fits(&("1".repeat(150) + "x")));
    }
}

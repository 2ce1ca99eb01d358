//! What the first row of a copied table names: the columns of the tables of indicators and of tasks by their words,
//! which are data in `header_words.json`. A test holds them against the words by which forms are read. Knows no block.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::domain::from_json::from_json;
use crate::domain::normalise::compact;
use crate::domain::place::{FundField, RowField};
use crate::domain::task::TaskField;
use crate::domain::value::read_sign;

/// A column that a block can be pasted into.
pub trait PasteColumn: Copy + PartialEq {
    /// What a header names, if its words are known.
    fn of_header(_header: &str) -> Option<Headed<Self>> {
        None
    }

    /// How deep a level's column stands whose blank cells take the text above them; a deeper one ends where
    /// one above it changes.
    fn level(self) -> Option<usize> {
        None
    }

    /// Whether a text in this column makes its row one that sums up: 合计.
    fn sums_up(self, _text: &str) -> bool {
        false
    }

    /// Whether a text may stand in this column; a blank one always may.
    fn takes(self, _text: &str) -> bool {
        true
    }
}

/// What a header names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Headed<C> {
    Column(C),
    /// Numbers of rows, which say nothing.
    Serial,
}

#[derive(Default, Deserialize)]
struct File {
    words: HashMap<String, Vec<String>>,
    parts: Vec<(String, String)>,
    tasks: HashMap<String, Vec<String>>,
    totals: Vec<String>,
}

/// The words shipped. A test proves that the file parses.
fn file() -> &'static File {
    static FILE: OnceLock<File> = OnceLock::new();
    FILE.get_or_init(|| from_json(include_str!("header_words.json")).unwrap_or_default())
}

/// A header is short; a longer text is none.
const LONGEST: usize = 24;

/// The header without blanks, what stands in brackets, and the marks around it.
fn plain(header: &str) -> String {
    if header.len() > LONGEST * 12 {
        return String::new();
    }
    let mut depth = 0_usize;
    let mut out = String::new();
    for sign in compact(header).chars() {
        match sign {
            '(' | '（' | '[' | '【' | '〔' => depth += 1,
            ')' | '）' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            sign if depth == 0 => out.push(sign),
            _ => {}
        }
    }
    let out = out.trim_matches(['*', '★', ':', '：', '。', '、']);
    if out.chars().count() > LONGEST { String::new() } else { out.to_owned() }
}

/// The key whose words a header is one of.
fn key_of<'w>(words: &'w HashMap<String, Vec<String>>, plain: &String) -> Option<&'w String> {
    words.iter().find(|(_, words)| words.contains(plain)).map(|(key, _)| key)
}

fn headed<C>(key: &str, column: impl Fn(&str) -> Option<C>) -> Option<Headed<C>> {
    match key {
        "serial" => Some(Headed::Serial),
        key => column(key).map(Headed::Column),
    }
}

impl PasteColumn for RowField {
    fn of_header(header: &str) -> Option<Headed<Self>> {
        let (plain, file) = (plain(header), file());
        let part = || file.parts.iter().find(|(_, part)| plain.contains(part.as_str())).map(|(key, _)| key);
        headed(key_of(&file.words, &plain).or_else(part)?, Self::of_word)
    }

    fn level(self) -> Option<usize> {
        match self {
            Self::Level1 => Some(0),
            Self::Level2 => Some(1),
            _ => None,
        }
    }

    fn sums_up(self, text: &str) -> bool {
        let names = matches!(self, Self::Level1 | Self::Level2 | Self::Name);
        names && text.len() < 60 && file().totals.contains(&plain(text))
    }

    fn takes(self, text: &str) -> bool {
        self != Self::Sign || text.trim().is_empty() || read_sign(text).is_some()
    }
}

impl PasteColumn for TaskField {
    fn of_header(header: &str) -> Option<Headed<Self>> {
        headed(key_of(&file().tasks, &plain(header))?, Self::of_word)
    }

    fn sums_up(self, text: &str) -> bool {
        self == Self::Name && text.len() < 60 && file().totals.contains(&plain(text))
    }
}

/// The rows of the table of money stand as its form has them, so that amounts go by their place alone.
impl PasteColumn for FundField {}

#[cfg(test)]
mod tests {
    use super::{Headed, PasteColumn, file};
    use crate::domain::place::RowField;
    use crate::domain::task::TaskField;

    #[test]
    fn every_word_names_a_field_and_only_one() {
        let file = file();
        let fields = file.words.keys().chain(file.parts.iter().map(|(key, _)| key));
        for key in fields {
            assert!(key == "serial" || RowField::of_word(key).is_some(), "{key}");
        }
        for key in file.tasks.keys() {
            assert!(key == "serial" || TaskField::of_word(key).is_some(), "{key}");
        }
        for (words, least) in [(&file.words, 60), (&file.tasks, 20)] {
            let mut words: Vec<&String> = words.values().flatten().collect();
            let count = words.len();
            words.sort();
            words.dedup();
            assert!(words.len() == count && count > least);
        }
        assert!(!file.totals.is_empty());
    }

    #[test]
    fn headers_are_read_as_they_are_printed() {
        for (header, field) in [
            ("一级\n指标", RowField::Level1),
            ("三级指标（90分）", RowField::Name),
            ("年度指标值", RowField::Target),
            ("*计量单位", RowField::Unit),
            ("分 值：", RowField::Points),
            ("未完成原因分析与改进措施", RowField::Reason),
            ("评（扣）分标准", RowField::Standard),
        ] {
            assert_eq!(RowField::of_header(header), Some(Headed::Column(field)), "{header}");
        }
        assert_eq!(RowField::of_header("序号"), Some(Headed::Serial));
        for text in ["数量指标", "完成道路养护20公里", "", "≥95%", &"分值".repeat(1_000)] {
            assert_eq!(RowField::of_header(text), None, "{text}");
        }
    }
}

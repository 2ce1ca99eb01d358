//! The words of a project list's headers, total rows and notes: data in `list_words.json`, so that a platform
//! with other words needs a line there and no code. Knows no cell.

use std::sync::OnceLock;

use serde::Deserialize;

use super::super::terms::Keys;
use super::super::words::{Lexicon, Listed};
use crate::domain::case::Subject;
use crate::domain::project_list::ListColumn;

/// What a header says, before the columns are looked at together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListWord {
    Column(ListColumn),
    /// 一般公共预算: a breakdown of 财政拨款, or where that has no column of its own a part of it.
    FiscalKind,
    /// 项目总额: money of all years where the year's has its own column, else the year's.
    EitherTotal,
}

use ListColumn as C;
use ListWord::Column;

const KEYS: Keys<ListWord> = &[
    ("serial", Column(C::Serial)),
    ("year", Column(C::Year)),
    ("code", Column(C::Code)),
    ("name", Column(C::Name)),
    ("department", Column(C::Department)),
    ("department_code", Column(C::DepartmentCode)),
    ("unit", Column(C::Unit)),
    ("unit_code", Column(C::UnitCode)),
    ("subject", Column(C::Subject)),
    ("attribute", Column(C::Attribute)),
    ("nature", Column(C::Nature)),
    ("category", Column(C::Category)),
    ("period", Column(C::Period)),
    ("start", Column(C::Start)),
    ("end", Column(C::End)),
    ("total", Column(C::Total)),
    ("either_total", ListWord::EitherTotal),
    ("long_total", Column(C::LongTotal)),
    ("fiscal", Column(C::Fiscal)),
    ("fiscal_kind", ListWord::FiscalKind),
    ("carried_over", Column(C::CarriedOver)),
    ("special_account", Column(C::SpecialAccount)),
    ("unit_own", Column(C::UnitOwn)),
    ("other", Column(C::Other)),
    ("long_goal", Column(C::LongGoal)),
    ("annual_goal", Column(C::AnnualGoal)),
    ("leader", Column(C::Leader)),
    ("phone", Column(C::Phone)),
    ("ignore", Column(C::Ignore)),
];

#[derive(Default, Deserialize)]
struct Values {
    attribute: Vec<String>,
    nature: Vec<String>,
}

#[derive(Default, Deserialize)]
struct Subjects {
    project: Vec<String>,
    department: Vec<String>,
    policy: Vec<String>,
    fiscal_operation: Vec<String>,
}

#[derive(Default, Deserialize)]
struct File {
    columns: Listed,
    halves: Vec<String>,
    all_years: Vec<String>,
    values: Values,
    subjects: Subjects,
    totals: Vec<String>,
    subtotals: Vec<String>,
    asides: Vec<String>,
}

/// All words, parsed once.
pub(super) struct ListWords {
    pub(super) columns: Lexicon<ListWord>,
    /// 名称, 代码: say what they are of only with the header above them.
    pub(super) halves: Vec<String>,
    /// Parts of headers over money of all years of a project.
    pub(super) all_years: Vec<String>,
    values: Values,
    subjects: Subjects,
    /// A row of the whole list's total.
    pub(super) totals: Vec<String>,
    /// What the name of a smaller sum ends with.
    pub(super) subtotals: Vec<String>,
    /// What begins a note or a signature below the list.
    pub(super) asides: Vec<String>,
}

impl ListWords {
    /// The meaning whose values these are, where all of them are known.
    pub(super) fn of_values<'t>(
        &self,
        mut texts: impl Iterator<Item = &'t str> + Clone,
    ) -> Option<ListColumn> {
        let lists = [(C::Attribute, &self.values.attribute), (C::Nature, &self.values.nature)];
        texts.clone().next()?;
        let found = lists.iter().find(|(_, words)| texts.clone().all(|text| words.iter().any(|w| w == text)));
        if let Some((column, _)) = found {
            return Some(*column);
        }
        let subjects = self.subjects();
        texts.all(|text| subjects.iter().any(|(word, _)| word == text)).then_some(C::Subject)
    }

    /// What is judged, by the words for it.
    pub(super) fn subjects(&self) -> Vec<(String, Subject)> {
        let lists = [
            (Subject::Project, &self.subjects.project),
            (Subject::Department, &self.subjects.department),
            (Subject::Policy, &self.subjects.policy),
            (Subject::FiscalOperation, &self.subjects.fiscal_operation),
        ];
        let pairs =
            lists.iter().flat_map(|(subject, words)| words.iter().map(|word| (word.clone(), *subject)));
        pairs.collect()
    }
}

impl From<File> for ListWords {
    fn from(file: File) -> Self {
        Self {
            columns: Lexicon::new(file.columns, KEYS),
            halves: file.halves,
            all_years: file.all_years,
            values: file.values,
            subjects: file.subjects,
            totals: file.totals,
            subtotals: file.subtotals,
            asides: file.asides,
        }
    }
}

fn parse() -> Result<File, serde_json::Error> {
    serde_json::from_str(include_str!("../list_words.json"))
}

/// The words shipped. A test proves that the file parses.
pub(super) fn list_words() -> &'static ListWords {
    static WORDS: OnceLock<ListWords> = OnceLock::new();
    WORDS.get_or_init(|| ListWords::from(parse().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{KEYS, ListWord, list_words, parse};
    use crate::domain::project_list::ListColumn;

    #[test]
    fn the_file_parses_and_no_word_stands_under_two_keys() {
        parse().expect("list_words.json");
        let raw: serde_json::Value = serde_json::from_str(include_str!("../list_words.json")).expect("JSON");
        let mut seen = BTreeMap::new();
        for (key, words) in raw["columns"]["words"].as_object().expect("an object") {
            assert!(KEYS.iter().any(|(name, _)| name == key), "{key}");
            for word in words.as_array().expect("an array") {
                let word = word.as_str().expect("a word");
                assert_eq!(seen.insert(word, key), None, "{word}");
            }
        }
        for hint in raw["columns"]["hints"].as_array().expect("an array") {
            assert!(KEYS.iter().any(|(name, _)| hint["key"] == **name), "{hint}");
        }
    }

    #[test]
    fn every_word_is_written_as_headers_are_read() {
        let raw: serde_json::Value = serde_json::from_str(include_str!("../list_words.json")).expect("JSON");
        for words in raw["columns"]["words"].as_object().expect("an object").values() {
            for word in words.as_array().expect("an array").iter().filter_map(|word| word.as_str()) {
                assert_eq!(super::super::super::label::Label::of(word).plain, word);
            }
        }
    }

    #[test]
    fn platforms_head_the_same_thing_in_many_ways() {
        let columns = &list_words().columns;
        for (header, column) in [
            ("项目编码", ListColumn::Code),
            ("申报联系电话", ListColumn::Phone),
            ("项目终止年度", ListColumn::End),
            ("存续状态", ListColumn::Nature),
            ("上级转移支付项目代码", ListColumn::Ignore),
            ("本年一般公共预算收入功能分类", ListColumn::Ignore),
            ("预算单位名称", ListColumn::Unit),
            ("项目单位负责人及电话", ListColumn::Phone),
        ] {
            assert_eq!(columns.find(header), Some(ListWord::Column(column)), "{header}");
        }
        assert!(columns.rank("年度资金总额") < columns.rank("年初预算数"));
    }
}

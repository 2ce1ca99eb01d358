//! The words by which headers, labels and money rows are known: data in `words.json`, so that a
//! place with other words needs a line there and no code. Knows no cell and no form.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::OnceLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A column of the indicator table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Column {
    Serial,
    Level1,
    Level2,
    Name,
    Sign,
    Target,
    /// A value for all years of the project, not for this one.
    LongTarget,
    Unit,
    Actual,
    Points,
    Claimed,
    /// Why the indicator does not apply.
    NotApplicable,
    Reason,
    Note,
}

/// A column of the money table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum FundHeader {
    Opening,
    Budget,
    /// `预算数`: the budget, or the opening one where another column is the budget.
    PlainBudget,
    Spent,
    Rate,
    Points,
    Claimed,
    Reason,
    /// Money of all years of the project.
    Long,
    /// What the rules gave, beside what the form claimed.
    #[serde(skip)]
    Computed,
}

/// What the name of a money row says, or the label beside a single amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum FundLabel {
    Total,
    Fiscal,
    /// 一般公共预算, 政府性基金: a kind of 财政拨款, or a breakdown of it.
    FiscalKind,
    CarriedOver,
    SpecialAccount,
    UnitOwn,
    Other,
    Detail,
    Budget,
    Opening,
    Spent,
    Rate,
    Long,
}

/// The goals in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum GoalText {
    Expected,
    Achieved,
    LongGoal,
}

/// A label with its text beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum HeadLabel {
    Project,
    Code,
    Department,
    Unit,
    Year,
    Total,
    Subtotal,
    Grade,
    MoneyUnit,
    /// A label and its text in the two cells behind it, as this program writes them.
    Kept,
    /// What the rules gave.
    Computed,
    Remark,
}

/// Whole words first, then parts of words in their order.
#[derive(Deserialize)]
#[serde(bound = "K: DeserializeOwned + Eq + Hash + Copy")]
struct Listed<K> {
    words: HashMap<K, Vec<String>>,
    hints: Vec<Hint<K>>,
}

#[derive(Clone, Deserialize)]
struct Hint<K> {
    key: K,
    any: Vec<String>,
    #[serde(default)]
    all: Vec<String>,
    #[serde(default)]
    none: Vec<String>,
}

/// Looks a word up.
pub(super) struct Lexicon<K> {
    exact: HashMap<String, K>,
    hints: Vec<Hint<K>>,
}

impl<K: Copy> Lexicon<K> {
    /// The key of a word written exactly as listed.
    pub(super) fn exact(&self, plain: &str) -> Option<K> {
        self.exact.get(plain).copied()
    }

    /// The key of a word as listed, else by the parts it is made of.
    pub(super) fn find(&self, plain: &str) -> Option<K> {
        self.exact(plain).or_else(|| {
            let fits = |hint: &&Hint<K>| {
                hint.any.iter().any(|part| plain.contains(part.as_str()))
                    && hint.all.iter().all(|part| plain.contains(part.as_str()))
                    && !hint.none.iter().any(|part| plain.contains(part.as_str()))
            };
            self.hints.iter().find(fits).map(|hint| hint.key)
        })
    }
}

impl<K> Default for Lexicon<K> {
    fn default() -> Self {
        Self { exact: HashMap::new(), hints: Vec::new() }
    }
}

impl<K: Copy> From<Listed<K>> for Lexicon<K> {
    fn from(listed: Listed<K>) -> Self {
        let pairs =
            listed.words.into_iter().flat_map(|(key, words)| words.into_iter().map(move |w| (w, key)));
        Self { exact: pairs.collect(), hints: listed.hints }
    }
}

#[derive(Deserialize)]
struct File {
    columns: Listed<Column>,
    fund_columns: Listed<FundHeader>,
    fund_rows: Listed<FundLabel>,
    texts: Listed<GoalText>,
    labels: Listed<HeadLabel>,
    blocks: Vec<String>,
    execution: Vec<String>,
    titles: Vec<String>,
    other_forms: Vec<String>,
}

/// All words, parsed once.
#[derive(Default)]
pub(super) struct Words {
    pub(super) columns: Lexicon<Column>,
    pub(super) fund_columns: Lexicon<FundHeader>,
    pub(super) fund_rows: Lexicon<FundLabel>,
    pub(super) texts: Lexicon<GoalText>,
    pub(super) labels: Lexicon<HeadLabel>,
    /// Names of whole blocks, printed at their edge.
    pub(super) blocks: Vec<String>,
    pub(super) execution: Vec<String>,
    pub(super) titles: Vec<String>,
    /// Words in the titles of forms that are not read here.
    pub(super) other_forms: Vec<String>,
}

impl Words {
    pub(super) fn is_block(&self, plain: &str) -> bool {
        self.blocks.iter().any(|word| word == plain)
    }

    pub(super) fn is_execution(&self, plain: &str) -> bool {
        self.execution.iter().any(|word| word == plain)
    }
}

impl From<File> for Words {
    fn from(file: File) -> Self {
        Self {
            columns: file.columns.into(),
            fund_columns: file.fund_columns.into(),
            fund_rows: file.fund_rows.into(),
            texts: file.texts.into(),
            labels: file.labels.into(),
            blocks: file.blocks,
            execution: file.execution,
            titles: file.titles,
            other_forms: file.other_forms,
        }
    }
}

fn parse() -> Result<Words, serde_json::Error> {
    serde_json::from_str::<File>(include_str!("words.json")).map(Words::from)
}

/// The words shipped. A test proves that the file parses.
pub(super) fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| parse().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{Column, parse, words};

    #[test]
    fn the_file_parses_and_no_word_stands_under_two_keys() {
        parse().expect("words.json");
        let raw: serde_json::Value = serde_json::from_str(include_str!("words.json")).expect("JSON");
        for list in ["columns", "fund_columns", "fund_rows", "texts", "labels"] {
            let mut seen = std::collections::HashMap::new();
            for (key, found) in raw[list]["words"].as_object().expect("an object") {
                for word in found.as_array().expect("an array") {
                    let word = word.as_str().expect("a word");
                    if let Some(other) = seen.insert(word, key) {
                        panic!("{list}: {word} stands under {other} and {key}");
                    }
                }
            }
        }
    }

    #[test]
    fn headers_are_known_by_their_parts_too() {
        for (header, column) in [
            ("年初设定的指标值", Column::Target),
            ("全年实际完成指标值", Column::Actual),
            ("未完成原因分析与拟采取的措施", Column::Reason),
            ("指标权重分", Column::Points),
            ("指标自评得分情况", Column::Claimed),
            ("实施期指标值", Column::LongTarget),
            ("上年实际值", Column::Note),
        ] {
            assert_eq!(words().columns.find(header), Some(column), "{header}");
        }
    }
}

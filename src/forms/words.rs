//! The words by which headers, labels and money rows are known: data in `words.json`, so that a
//! place with other words needs a line there and no code. Knows no cell and no form.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

/// A column of the indicator table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// Anything else that stands beside the money.
    Note,
    /// What the rules gave, beside what the form claimed.
    Computed,
}

/// What the name of a money row says, or the label beside a single amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// 到位数: money that came in, which the form does not ask for.
    Received,
}

/// The goals in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GoalText {
    Expected,
    Achieved,
    LongGoal,
    /// A column beside the goals, such as 总体完成率.
    Beside,
}

/// A label with its text beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeadLabel {
    Project,
    Code,
    Department,
    Unit,
    Year,
    Total,
    Subtotal,
    /// The points of the whole form, beside its total score.
    Full,
    Grade,
    /// A grade, or a text that judges.
    Conclusion,
    MoneyUnit,
    /// A label and its text in the two cells behind it, as this program writes them.
    Kept,
    /// What the rules gave.
    Computed,
    Remark,
}

/// The key of an enum's variant in the file.
pub(super) type Keys<K> = &'static [(&'static str, K)];

const COLUMNS: Keys<Column> = &[
    ("serial", Column::Serial),
    ("level1", Column::Level1),
    ("level2", Column::Level2),
    ("name", Column::Name),
    ("sign", Column::Sign),
    ("target", Column::Target),
    ("long_target", Column::LongTarget),
    ("unit", Column::Unit),
    ("actual", Column::Actual),
    ("points", Column::Points),
    ("claimed", Column::Claimed),
    ("not_applicable", Column::NotApplicable),
    ("reason", Column::Reason),
    ("note", Column::Note),
];

const FUND_COLUMNS: Keys<FundHeader> = &[
    ("opening", FundHeader::Opening),
    ("budget", FundHeader::Budget),
    ("plain_budget", FundHeader::PlainBudget),
    ("spent", FundHeader::Spent),
    ("rate", FundHeader::Rate),
    ("points", FundHeader::Points),
    ("claimed", FundHeader::Claimed),
    ("reason", FundHeader::Reason),
    ("long", FundHeader::Long),
    ("note", FundHeader::Note),
];

const FUND_ROWS: Keys<FundLabel> = &[
    ("total", FundLabel::Total),
    ("fiscal", FundLabel::Fiscal),
    ("fiscal_kind", FundLabel::FiscalKind),
    ("carried_over", FundLabel::CarriedOver),
    ("special_account", FundLabel::SpecialAccount),
    ("unit_own", FundLabel::UnitOwn),
    ("other", FundLabel::Other),
    ("detail", FundLabel::Detail),
    ("budget", FundLabel::Budget),
    ("opening", FundLabel::Opening),
    ("spent", FundLabel::Spent),
    ("rate", FundLabel::Rate),
    ("long", FundLabel::Long),
    ("received", FundLabel::Received),
];

const TEXTS: Keys<GoalText> = &[
    ("expected", GoalText::Expected),
    ("achieved", GoalText::Achieved),
    ("long_goal", GoalText::LongGoal),
    ("beside", GoalText::Beside),
];

const LABELS: Keys<HeadLabel> = &[
    ("project", HeadLabel::Project),
    ("code", HeadLabel::Code),
    ("department", HeadLabel::Department),
    ("unit", HeadLabel::Unit),
    ("year", HeadLabel::Year),
    ("total", HeadLabel::Total),
    ("subtotal", HeadLabel::Subtotal),
    ("full", HeadLabel::Full),
    ("grade", HeadLabel::Grade),
    ("conclusion", HeadLabel::Conclusion),
    ("money_unit", HeadLabel::MoneyUnit),
    ("kept", HeadLabel::Kept),
    ("computed", HeadLabel::Computed),
    ("remark", HeadLabel::Remark),
];

/// Whole words first, then parts of words in their order.
#[derive(Default, Deserialize)]
pub(super) struct Listed {
    words: HashMap<String, Vec<String>>,
    hints: Vec<Hint>,
}

#[derive(Deserialize)]
struct Hint {
    key: String,
    any: Vec<String>,
    #[serde(default)]
    all: Vec<String>,
    #[serde(default)]
    none: Vec<String>,
}

impl Hint {
    fn fits(&self, plain: &str) -> bool {
        let holds = |part: &String| plain.contains(part.as_str());
        self.any.iter().any(holds) && self.all.iter().all(holds) && !self.none.iter().any(holds)
    }
}

/// Looks a word up.
pub(super) struct Lexicon<K: 'static> {
    listed: Listed,
    /// Word to its key in the file.
    exact: HashMap<String, String>,
    keys: Keys<K>,
}

impl<K: Copy> Lexicon<K> {
    pub(super) fn new(listed: Listed, keys: Keys<K>) -> Self {
        Self { exact: by_word(&listed), listed, keys }
    }

    /// The key of a word written exactly as listed.
    pub(super) fn exact(&self, plain: &str) -> Option<K> {
        self.key(self.exact.get(plain)?)
    }

    /// The key of a word as listed, else by the parts it is made of.
    pub(super) fn find(&self, plain: &str) -> Option<K> {
        self.exact(plain).or_else(|| {
            let hint = self.listed.hints.iter().find(|hint| hint.fits(plain))?;
            self.key(&hint.key)
        })
    }

    /// How far down its key's list a word stands: the better of two comes first.
    pub(super) fn rank(&self, plain: &str) -> usize {
        let listed = self.exact.get(plain).and_then(|key| self.listed.words.get(key));
        listed.and_then(|words| words.iter().position(|word| word == plain)).unwrap_or(usize::MAX)
    }

    fn key(&self, word: &str) -> Option<K> {
        self.keys.iter().find(|(name, _)| *name == word).map(|(_, key)| *key)
    }
}

fn by_word(listed: &Listed) -> HashMap<String, String> {
    let pairs =
        listed.words.iter().flat_map(|(key, words)| words.iter().map(move |w| (w.clone(), key.clone())));
    pairs.collect()
}

#[derive(Default, Deserialize)]
struct File {
    columns: Listed,
    fund_columns: Listed,
    fund_rows: Listed,
    texts: Listed,
    labels: Listed,
    blocks: Vec<String>,
    execution: Vec<String>,
    titles: Vec<String>,
    notes: Vec<String>,
    grades: Vec<String>,
    other_forms: Vec<String>,
}

/// All words, parsed once.
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
    notes: Vec<String>,
    grades: Vec<String>,
    /// Words in the titles of forms that are not read here.
    pub(super) other_forms: Vec<String>,
}

impl Words {
    pub(super) fn is_block(&self, plain: &str) -> bool {
        self.blocks.iter().any(|word| word == plain)
    }

    /// `注`, whose text may go on in numbered rows.
    pub(super) fn is_note(&self, plain: &str) -> bool {
        self.notes.iter().any(|word| word == plain)
    }

    pub(super) fn is_grade(&self, plain: &str) -> bool {
        self.grades.iter().any(|word| word == plain)
    }

    /// How many bytes of a text's start are a grade.
    pub(super) fn grade_at(&self, text: &str) -> Option<usize> {
        let starts = self.grades.iter().filter(|word| text.starts_with(word.as_str()));
        starts.map(String::len).max()
    }

    pub(super) fn is_execution(&self, plain: &str) -> bool {
        self.execution.iter().any(|word| word == plain)
    }
}

impl From<File> for Words {
    fn from(file: File) -> Self {
        Self {
            columns: Lexicon::new(file.columns, COLUMNS),
            fund_columns: Lexicon::new(file.fund_columns, FUND_COLUMNS),
            fund_rows: Lexicon::new(file.fund_rows, FUND_ROWS),
            texts: Lexicon::new(file.texts, TEXTS),
            labels: Lexicon::new(file.labels, LABELS),
            blocks: file.blocks,
            execution: file.execution,
            titles: file.titles,
            notes: file.notes,
            grades: file.grades,
            other_forms: file.other_forms,
        }
    }
}

fn parse() -> Result<File, serde_json::Error> {
    serde_json::from_str(include_str!("words.json"))
}

/// The words shipped. A test proves that the file parses.
pub(super) fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| Words::from(parse().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, Column, FUND_COLUMNS, FUND_ROWS, Keys, LABELS, Listed, TEXTS, parse, words};

    /// Every key of the file is one of the enum's.
    fn known<K>(listed: &Listed, keys: Keys<K>) -> bool {
        let mut used = listed.words.keys().chain(listed.hints.iter().map(|hint| &hint.key));
        used.all(|word| keys.iter().any(|(name, _)| name == word))
    }

    #[test]
    fn the_file_parses_and_no_word_stands_under_two_keys() {
        let file = parse().expect("words.json");
        assert!(known(&file.columns, COLUMNS) && known(&file.fund_columns, FUND_COLUMNS));
        assert!(
            known(&file.fund_rows, FUND_ROWS) && known(&file.texts, TEXTS) && known(&file.labels, LABELS)
        );
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

//! The words by which headers, labels and money rows are known: data in `words.json`, so that a
//! place with other words needs a line there and no code. Knows no cell and no form.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::label::Label;
use super::terms::{COLUMNS, FUND_COLUMNS, FUND_ROWS, Keys, LABELS, SUBJECTS, TASK_COLUMNS, TEXTS};
pub(super) use super::terms::{Column, FundHeader, FundLabel, GoalText, HeadLabel, TaskColumn};
use crate::domain::case::Subject;

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
    task_columns: Listed,
    texts: Listed,
    labels: Listed,
    /// Words in the titles of forms, by the kind of subject; the first that fits counts.
    subjects: Listed,
    /// Labels of the fields that goal forms have beyond the head, by the key of the field.
    facts: HashMap<String, Vec<String>>,
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
    pub(super) task_columns: Lexicon<TaskColumn>,
    pub(super) texts: Lexicon<GoalText>,
    pub(super) labels: Lexicon<HeadLabel>,
    subjects: Lexicon<Subject>,
    /// Label to the key of its field.
    facts: HashMap<String, String>,
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

    /// The kind of subject that a title names.
    pub(super) fn subject(&self, title: &str) -> Option<Subject> {
        self.subjects.find(title)
    }

    /// The field of a goal form that a label names.
    pub(super) fn fact(&self, plain: &str) -> Option<&str> {
        self.facts.get(plain).map(String::as_str)
    }

    pub(super) fn is_execution(&self, plain: &str) -> bool {
        self.execution.iter().any(|word| word == plain)
    }
}

impl From<File> for Words {
    fn from(file: File) -> Self {
        let of_key = |(key, labels): (&String, &Vec<String>)| -> Vec<(String, String)> {
            labels.iter().map(|label| (Label::of(label).plain, key.clone())).collect()
        };
        let facts = file.facts.iter().flat_map(of_key).collect();
        Self {
            columns: Lexicon::new(file.columns, COLUMNS),
            fund_columns: Lexicon::new(file.fund_columns, FUND_COLUMNS),
            fund_rows: Lexicon::new(file.fund_rows, FUND_ROWS),
            task_columns: Lexicon::new(file.task_columns, TASK_COLUMNS),
            texts: Lexicon::new(file.texts, TEXTS),
            labels: Lexicon::new(file.labels, LABELS),
            subjects: Lexicon::new(file.subjects, SUBJECTS),
            facts,
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
    use super::super::terms::{
        COLUMNS, Column, FUND_COLUMNS, FUND_ROWS, Keys, LABELS, SUBJECTS, TASK_COLUMNS, TEXTS,
    };
    use super::{Listed, parse, words};

    /// Every key of the file is one of the enum's.
    fn known<K>(listed: &Listed, keys: Keys<K>) -> bool {
        let mut used = listed.words.keys().chain(listed.hints.iter().map(|hint| &hint.key));
        used.all(|word| keys.iter().any(|(name, _)| name == word))
    }

    #[test]
    fn the_file_parses_and_no_word_stands_under_two_keys() {
        let file = parse().expect("words.json");
        assert!(known(&file.columns, COLUMNS) && known(&file.fund_columns, FUND_COLUMNS));
        assert!(known(&file.task_columns, TASK_COLUMNS) && known(&file.subjects, SUBJECTS));
        assert!(
            known(&file.fund_rows, FUND_ROWS) && known(&file.texts, TEXTS) && known(&file.labels, LABELS)
        );
        let raw: serde_json::Value = serde_json::from_str(include_str!("words.json")).expect("JSON");
        for list in ["columns", "fund_columns", "fund_rows", "task_columns", "texts", "labels"] {
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

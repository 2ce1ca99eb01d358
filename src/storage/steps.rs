//! 撤销与重做: the edits that take back what was done to a case, and those that do it again. Bytes in, bytes
//! out; knows no browser and no field.
//!
//! The steps lie beside the case's record and are written with it, in one transaction and at the same moments,
//! never at a keystroke of their own. They name the digest of the record they lead away from. So a window that
//! dies leaves record and steps of one moment, or of an earlier one; what it did after that stands in the
//! journal, each edit with the way it came about, and is noted again when it is replayed. Steps that name
//! another record (an older program wrote the case, or the storage was half cleared) are as none: taking back
//! never starts from a content it does not belong to.

use crate::domain::command::Command;
use crate::domain::from_json::from_json;

/// Steps of a case that can be taken back.
const MOST: usize = 500;

/// The longest text of steps, in bytes, unless the newest alone is longer. Older steps last as long as the window.
const LONGEST: usize = 256 * 1024;

/// What the text of steps begins with; another shape is as none.
const VERSION: &str = "1";

/// How an edit came about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    #[default]
    New,
    /// Of a run of keystrokes: one step with the edit before it, if that was of the same field.
    Run,
    Undo,
    Redo,
}

impl Way {
    pub fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Run => "run",
            Self::Undo => "undo",
            Self::Redo => "redo",
        }
    }

    /// The way behind a word; one that nobody knows is new.
    pub fn of_word(word: &str) -> Self {
        [Self::Run, Self::Undo, Self::Redo].into_iter().find(|way| way.word() == word).unwrap_or_default()
    }

    pub(super) fn is_new(&self) -> bool {
        *self == Self::New
    }
}

/// The steps of one case, the next one last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Steps {
    undo: Vec<Command>,
    redo: Vec<Command>,
}

impl Steps {
    /// Notes that an edit was made, which `inverse` takes back.
    pub fn note(&mut self, way: Way, inverse: Command) {
        match way {
            Way::New | Way::Run => {
                self.redo.clear();
                let goes_on = |last: &Command| way == Way::Run && last.same_field(&inverse);
                if !self.undo.last().is_some_and(goes_on) {
                    self.undo.push(inverse);
                }
            }
            Way::Undo => {
                self.undo.pop();
                self.redo.push(inverse);
            }
            Way::Redo => {
                self.redo.pop();
                self.undo.push(inverse);
            }
        }
        let surplus = self.undo.len().saturating_sub(MOST);
        self.undo.drain(..surplus);
    }

    /// The edit that undoing or redoing would make.
    pub fn next(&self, way: Way) -> Option<&Command> {
        self.of(way).last()
    }

    /// All of them, in no order.
    pub fn all(&self) -> impl Iterator<Item = &Command> {
        self.undo.iter().chain(&self.redo)
    }

    /// Forgets the next step: it does not fit.
    pub fn skip(&mut self, way: Way) {
        drop(match way {
            Way::Redo => self.redo.pop(),
            _ => self.undo.pop(),
        });
    }

    /// These steps, and before them those that led to where they begin.
    pub fn after(self, mut earlier: Self) -> Self {
        if self == Self::default() {
            return earlier;
        }
        earlier.undo.extend(self.undo);
        Self { undo: earlier.undo, redo: self.redo }
    }

    fn of(&self, way: Way) -> &[Command] {
        if way == Way::Redo { &self.redo } else { &self.undo }
    }

    /// As a text that belongs to the record of this digest: a line for each step behind the record's, the newest
    /// first. `None` where there are no steps.
    pub fn text(&self, digest: &str) -> Option<String> {
        if *self == Self::default() {
            return None;
        }
        let mut text = format!("{VERSION} {digest}");
        for (sign, way) in [('u', Way::Undo), ('r', Way::Redo)] {
            for (age, step) in self.of(way).iter().rev().enumerate() {
                // An edit always has a JSON form; where one had none, those before it would not fit either.
                let Ok(step) = serde_json::to_string(step) else { break };
                if age > 0 && text.len() + step.len() > LONGEST {
                    break;
                }
                text.push('\n');
                text.push(sign);
                text.push_str(&step);
            }
        }
        Some(text)
    }

    /// The steps of the record of this digest. A line that cannot be read ends them: the older ones lead nowhere.
    pub fn read(text: &str, digest: &str) -> Self {
        let (head, lines) = text.split_once('\n').unwrap_or((text, ""));
        if head.strip_prefix(VERSION).and_then(|rest| rest.strip_prefix(' ')) != Some(digest) {
            return Self::default();
        }
        let of = |sign: char| {
            let lines = lines.lines().filter_map(|line| line.strip_prefix(sign));
            let mut steps: Vec<Command> = lines.map_while(|line| from_json(line).ok()).collect();
            steps.reverse();
            steps
        };
        Self { undo: of('u'), redo: of('r') }
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, MOST, Steps, Way};
    use crate::domain::case::Case;
    use crate::domain::command::{Command, apply_to};
    use crate::domain::ids::RowId;
    use crate::domain::place::RowField;
    use crate::storage::record::tests::case;

    fn set(text: &str) -> Command {
        Command::SetRow { row: RowId::new("r1"), field: RowField::Actual, text: text.into() }
    }

    /// A case with its steps, edited as a session does.
    struct Desk(Case, Steps);

    impl Desk {
        fn new() -> Self {
            Self(case(), Steps::default())
        }

        fn make(&mut self, way: Way, command: Command) {
            let change = apply_to(&mut self.0, command).expect("an edit");
            self.1.note(way, change.inverse);
        }

        fn step(&mut self, way: Way) -> bool {
            let Some(command) = self.1.next(way).cloned() else { return false };
            self.make(way, command);
            true
        }

        fn actual(&self) -> &str {
            self.0.self_evaluation.as_ref().expect("a form").rows[0].actual.text()
        }

        /// What lies on the device comes back.
        fn reload(&mut self) {
            self.1 = Steps::read(&self.1.text("d").unwrap_or_default(), "d");
        }
    }

    #[test]
    fn what_was_done_is_taken_back_step_by_step_and_done_again_over_a_reload() {
        let mut desk = Desk::new();
        desk.make(Way::New, set("4"));
        desk.make(Way::Run, set("45"));
        desk.make(Way::New, set("46"));
        desk.make(Way::New, Command::RemoveRow { row: RowId::new("r1") });
        desk.reload();
        for expected in ["46", "45", ""] {
            assert!(desk.step(Way::Undo));
            assert_eq!(desk.actual(), expected);
            desk.reload();
        }
        assert!(!desk.step(Way::Undo), "a run is one step");
        for expected in ["45", "46"] {
            assert!(desk.step(Way::Redo));
            assert_eq!(desk.actual(), expected);
            desk.reload();
        }
        desk.make(Way::New, set("47"));
        assert!(!desk.step(Way::Redo), "what was taken back is gone once something else is done");
    }

    #[test]
    fn a_run_without_its_beginning_is_a_step_of_its_own() {
        let mut desk = Desk::new();
        desk.make(Way::Run, set("4"));
        desk.make(Way::Run, set("45"));
        assert!(desk.step(Way::Undo));
        assert_eq!(desk.actual(), "");
        assert!(!desk.step(Way::Undo));
    }

    #[test]
    fn steps_of_another_record_or_another_shape_are_none() {
        let mut desk = Desk::new();
        desk.make(Way::New, set("4"));
        let text = desk.1.text("d").expect("steps");
        assert_eq!(Steps::read(&text, "d"), desk.1);
        for (text, digest) in [(text.as_str(), "e"), (text.as_str(), ""), ("", "d"), ("2 d\nu{}", "d")] {
            assert_eq!(Steps::read(text, digest), Steps::default(), "{text} {digest}");
        }
        assert_eq!(Steps::default().text("d"), None);
    }

    #[test]
    fn a_broken_step_ends_what_can_be_taken_back() {
        let mut desk = Desk::new();
        for text in ["1", "2", "3"] {
            desk.make(Way::New, set(text));
        }
        let text = desk.1.text("d").expect("steps").replacen("\"1\"", "\"1", 1);
        let mut read = Desk(desk.0, Steps::read(&text, "d"));
        assert!(read.step(Way::Undo));
        assert_eq!(read.actual(), "2");
        assert!(!read.step(Way::Undo), "the step before it was to go back to 1, and nobody knows that");
    }

    #[test]
    fn steps_are_bounded_in_number_and_bytes_and_the_newest_stay() {
        let mut desk = Desk::new();
        for n in 0..MOST + 9 {
            desk.make(Way::New, set(&n.to_string()));
        }
        desk.reload();
        let mut taken_back = 0;
        while desk.step(Way::Undo) {
            taken_back += 1;
        }
        assert_eq!((taken_back, desk.actual()), (MOST, "8"));
        let mut desk = Desk::new();
        let long = "长".repeat(LONGEST / 9);
        for n in 0..9 {
            desk.make(Way::New, set(&format!("{n}{long}")));
        }
        assert!(desk.1.text("d").expect("steps").len() <= LONGEST + 64);
        desk.reload();
        assert!(desk.step(Way::Undo) && desk.actual().starts_with('7'));
        let mut desk = Desk::new();
        desk.make(Way::New, set(&"长".repeat(LONGEST)));
        desk.make(Way::New, set(""));
        desk.reload();
        assert!(desk.step(Way::Undo) && desk.actual().len() > LONGEST, "the newest, however long it is");
    }

    #[test]
    fn steps_go_on_from_those_that_were_found_later() {
        let mut desk = Desk::new();
        desk.make(Way::New, set("1"));
        let earlier = desk.1.clone();
        desk.1 = Steps::default();
        assert_eq!(Steps::default().after(earlier.clone()), earlier);
        desk.make(Way::New, set("2"));
        desk.1 = std::mem::take(&mut desk.1).after(earlier);
        assert!(desk.step(Way::Undo) && desk.actual() == "1");
        assert!(desk.step(Way::Undo) && desk.actual().is_empty());
    }
}

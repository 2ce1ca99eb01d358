//! The form being read: the sheet, what of it is taken up, and the document as far as it is known.
//! Every reader of a part of the form works on this and takes the cells it understands.

use std::ops::Range;

use super::header::Header;
use super::label::{LONGEST, Label};
use super::sheet::{Cell, Ledger, Row, Sheet};
use super::words::words;
use crate::domain::form::Remark;
use crate::domain::funds::{FundColumn, FundRow};
use crate::domain::place::DocumentType;
use crate::domain::selfeval::SelfEvaluation;

#[derive(Debug)]
pub(super) struct Desk<'a> {
    pub(super) sheet: &'a Sheet,
    pub(super) ledger: Ledger,
    /// A goal is read as a self-evaluation without results and turned into a goal at the end.
    pub(super) form: SelfEvaluation,
    /// The money of the form is in 元, not 万元.
    pub(super) yuan: bool,
    /// Points of the execution row printed at the edge of its block.
    pub(super) stated_points: Option<String>,
    /// An indicator table was read.
    pub(super) indicators: bool,
    /// The header of that table.
    pub(super) header: Option<Header>,
    /// That table has columns for results.
    pub(super) results: bool,
    /// What the form is known to be, from elsewhere than its words.
    pub(super) expected: Option<DocumentType>,
    /// 实施期目标.
    pub(super) whole_goal: String,
    /// Labels beside amounts in a money table without headers: from which column on they mean what.
    /// What is no money of the year goes under its name into a remark.
    pub(super) lanes: Vec<(usize, Result<FundColumn, &'static str>)>,
    /// The row of the total as it was computed, in a form this program wrote.
    pub(super) computed_total: Option<FundRow>,
    /// The column of the last label whose text may go on in the next row.
    pub(super) open_label: Option<usize>,
    /// The row above is a note.
    pub(super) open_note: bool,
}

impl<'a> Desk<'a> {
    pub(super) fn new(sheet: &'a Sheet, expected: Option<DocumentType>) -> Self {
        Self {
            sheet,
            ledger: Ledger::default(),
            form: SelfEvaluation::default(),
            yuan: false,
            stated_points: None,
            indicators: false,
            header: None,
            results: false,
            expected,
            whole_goal: String::new(),
            lanes: Vec::new(),
            computed_total: None,
            open_label: None,
            open_note: false,
        }
    }

    pub(super) fn row(&self, index: usize) -> Option<&'a Row> {
        self.sheet.row(index)
    }

    /// Whether the form tells results, as far as it is read.
    pub(super) fn is_judged(&self) -> bool {
        let title = &self.form.head.title;
        self.expected.map_or_else(
            || self.results || title.contains("自评") || title.contains("评价"),
            |expected| expected == DocumentType::SelfEvaluation,
        )
    }

    pub(super) fn take(&mut self, cell: &Cell) {
        self.ledger.take(cell);
    }

    pub(super) fn remark(&mut self, label: impl Into<String>, text: impl Into<String>) {
        self.form.remarks.push(Remark { label: label.into(), text: text.into() });
    }

    /// Takes the head of a column that has no known word where a text below it was taken: that text
    /// is kept under it. Over nothing it is left over.
    pub(super) fn take_used_head(&mut self, head: &Cell, to: usize, below: Range<usize>) {
        let used = below
            .filter_map(|index| self.sheet.row(index))
            .any(|row| row.span(head.at.column, to).any(|cell| self.ledger.has(cell)));
        if used && head.text.len() <= LONGEST {
            self.take(head);
        }
    }

    /// Takes the names of blocks among the cells: `项目资金（万元）`, `绩效指标（90分）`.
    pub(super) fn take_blocks<'c>(&mut self, cells: impl IntoIterator<Item = &'c Cell>) {
        for cell in cells {
            let label = Label::of(&cell.text);
            if words().is_block(&label.plain) {
                if let Some(yuan) = label.in_yuan() {
                    self.yuan = yuan;
                }
                self.take(cell);
            }
        }
    }
}

/// Texts of one field that stand in several cells, each on its own line.
pub(super) fn add_line(field: &mut String, text: &str) {
    if !field.is_empty() {
        field.push('\n');
    }
    field.push_str(text);
}

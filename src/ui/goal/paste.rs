//! 粘贴表格: a block copied from a spreadsheet lands in the grid as one edit that can be taken back as a whole. Where
//! something of it would not land, the plan is shown first and a person decides.

use leptos::prelude::*;
use web_sys::ClipboardEvent;

use super::desk::Desk;
use crate::domain::command::GoalEdit;
use crate::domain::goal::Goal;
use crate::domain::ids::RowId;
use crate::domain::indicator::Indicator;
use crate::domain::paste::{self, Access, Block, PastePlan};
use crate::domain::place::RowField;
use crate::pack;
use crate::ui::dom;
use crate::ui::parts::live::live;
use crate::ui::parts::{Dialog, DialogHandle};
use crate::wording;

/// The columns of the grid, in their order; what a header names beside them goes behind the row.
const COLUMNS: [RowField; 18] = [
    RowField::Level1,
    RowField::Level2,
    RowField::Name,
    RowField::Sign,
    RowField::Target,
    RowField::Unit,
    RowField::Points,
    RowField::Meaning,
    RowField::Standard,
    RowField::ValueBasis,
    RowField::BasisNote,
    RowField::Source,
    RowField::Way,
    RowField::SurveyObject,
    RowField::SurveyWay,
    RowField::SurveySample,
    RowField::SurveyTime,
    RowField::Note,
];
/// Of these a block without a header may fill.
const SHOWN: usize = 7;

/// A block that waits for somebody's word.
#[derive(Clone, Copy)]
pub(super) struct Pasting {
    desk: Desk,
    handle: DialogHandle,
    waiting: RwSignal<Option<Waiting>>,
}

#[derive(Clone)]
struct Waiting {
    edit: GoalEdit,
    cells: usize,
    rows: usize,
    /// Where in the shown block the first of them lands.
    begins: usize,
    problems: Vec<String>,
}

impl Pasting {
    pub(super) fn new(desk: Desk) -> Self {
        Self { desk, handle: DialogHandle::new(), waiting: RwSignal::new(None) }
    }

    /// Takes a paste over from the browser where it is a table; a single text stays the field's own.
    pub(super) fn pasted(self, event: &ClipboardEvent) {
        let Some(data) = event.clipboard_data() else { return };
        let text = data.get_data("text/plain").unwrap_or_default();
        let html = data.get_data("text/html").ok().filter(|html| !html.is_empty());
        if !is_table(&text, html.as_deref()) || self.desk.session.read_only.get_untracked() {
            return;
        }
        event.prevent_default();
        match paste::read(&text, html.as_deref()) {
            Ok(block) => self.take(&block, column_of(event)),
            Err(problem) => self.desk.session.tell(&wording::paste_problem(&problem)),
        }
    }

    fn take(self, block: &Block, at: RowField) {
        let columns = if block_has_header(block) { &COLUMNS[..] } else { &COLUMNS[..SHOWN] };
        let at = columns.iter().position(|column| *column == at).unwrap_or(0);
        let row = self.desk.at.get_untracked();
        let desk = self.desk;
        let planned = untrack(|| {
            desk.session.with_goal(|goal| {
                let (begins, rows) = rows_from(desk, goal, row.as_ref());
                let locked = |row: usize| rows.get(row).is_some_and(|row| row.grounds.locked);
                let access = |row: usize, column: RowField| match column {
                    RowField::Points if locked(row) => Access::Locked,
                    _ => Access::Open,
                };
                let plan = paste::plan(block, columns, at, level_of, access);
                let problems: Vec<String> = plan.problems.iter().map(wording::paste_problem).collect();
                Waiting {
                    cells: plan.cells.len(),
                    rows: plan.rows,
                    problems,
                    begins,
                    edit: edit_of(desk, goal, &rows, row.as_ref(), &plan),
                }
            })
        });
        let Some(waiting) = planned else { return };
        if waiting.problems.is_empty() {
            self.make(waiting);
        } else {
            self.waiting.set(Some(waiting));
            self.handle.open();
        }
    }

    fn make(self, waiting: Waiting) {
        self.desk.reach_at(waiting.begins);
        self.desk.apply(waiting.edit);
        let text = format!("已粘贴 {} 行 {} 格，按“撤销”可整块撤回。", waiting.rows, waiting.cells);
        self.desk.session.say(&text);
    }
}

/// Several cells; where there is no text, the HTML stands in for it.
fn is_table(text: &str, html: Option<&str>) -> bool {
    match text.trim_matches(['\r', '\n']) {
        "" => html.is_some_and(|html| html.contains("<td") || html.contains("<TD")),
        text => text.contains(['\t', '\n']),
    }
}

/// The rows that a block lands on, from the one at the cursor on, and where in the shown block it stands; further ones
/// are added below.
fn rows_from<'g>(desk: Desk, goal: &'g Goal, at: Option<&RowId>) -> (usize, Vec<&'g Indicator>) {
    let term = desk.term.get_untracked();
    let shown: Vec<&Indicator> = goal.of_term(term).collect();
    let from = at.and_then(|at| shown.iter().position(|row| row.id == *at)).unwrap_or(shown.len());
    (from, shown.into_iter().skip(from).collect())
}

/// Rows that are there get their texts; what is more than them comes as new rows behind the last.
fn edit_of(
    desk: Desk,
    goal: &Goal,
    rows: &[&Indicator],
    at: Option<&RowId>,
    plan: &PastePlan<'_, RowField>,
) -> GoalEdit {
    let mut edits = Vec::new();
    let last = rows.last().map(|row| &row.id).or(at);
    let last = last.and_then(|id| goal.indicators.iter().position(|row| row.id == *id));
    let mut index = last.map_or(goal.indicators.len(), |at| at + 1);
    // They come row by row, from top to bottom.
    let mut cells = plan.cells.iter().peekable();
    for number in 0..plan.rows {
        let cells = std::iter::from_fn(|| cells.next_if(|cell| cell.row == number));
        match rows.get(number) {
            Some(row) => edits.extend(cells.map(|cell| GoalEdit::SetRow {
                row: row.id.clone(),
                field: cell.column,
                text: cell.text.to_owned(),
            })),
            None => {
                let mut row = Indicator::new(RowId::new(dom::new_id()));
                row.grounds.term = desk.term.get_untracked();
                for cell in cells {
                    if let Some(slot) = row.text_mut(cell.column) {
                        cell.text.clone_into(slot);
                    }
                }
                edits.push(GoalEdit::InsertRow { index, row: Box::new(row) });
                index += 1;
            }
        }
    }
    GoalEdit::Many(edits)
}

/// Whether the block's first row names columns.
fn block_has_header(block: &Block) -> bool {
    paste::plan(block, &COLUMNS, 0, |_| None, |_, _| Access::Open).by_header
}

/// Of which level a text is a name, by the rules in force.
fn level_of(text: &str) -> Option<RowField> {
    let rules = pack::shipped().rules();
    match rules.level(text) {
        Some(_) => Some(RowField::Level1),
        None => rules.level_above(text).map(|_| RowField::Level2),
    }
}

/// The column of the field that was pasted into; outside a field the first.
fn column_of(event: &ClipboardEvent) -> RowField {
    use wasm_bindgen::JsCast;
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let word = target.and_then(|target| target.get_attribute("data-column"));
    word.and_then(|word| RowField::of_word(&word)).unwrap_or(RowField::Level1)
}

/// What will not land, before anything lands.
#[component]
pub(super) fn PasteDialog(pasting: Pasting) -> impl IntoView {
    let body = move || {
        let waiting = pasting.waiting.get()?;
        let lines = waiting.problems.iter().map(|text| view! { <li>{text.clone()}</li> }).collect_view();
        let told = format!("将粘贴 {} 行 {} 格。请先看清以下情况：", waiting.rows, waiting.cells);
        Some(view! { <p>{told}</p><ul>{lines}</ul> })
    };
    let go = move |_| {
        if let Some(waiting) = pasting.waiting.get_untracked() {
            pasting.make(waiting);
        }
        pasting.handle.close();
    };
    let closed = Callback::new(move |()| pasting.waiting.set(None));
    view! {
        <Dialog handle=pasting.handle id="paste" title="粘贴表格" on_close=closed>
            <div class="dialog-body" tabindex="0">{live(body)}</div>
            <div class="dialog-foot">
                <button type="button" on:click=move |_| pasting.handle.close()>"不粘贴"</button>
                <button type="button" class="go" on:click=go>"粘贴"</button>
            </div>
        </Dialog>
    }
    .into_any()
}

//! 粘贴表格: a block copied from a spreadsheet lands as one edit that can be taken back as a whole. Where something of
//! it would not land, that is shown first and a person decides. Where its cells go is said by the table.

use leptos::prelude::*;
use web_sys::ClipboardEvent;

use super::desk::Desk;
use crate::domain::command::GoalEdit;
use crate::domain::paste::{self, Block, PastePlan};
use crate::ui::parts::live::live;
use crate::ui::parts::{Dialog, DialogHandle};
use crate::wording;

/// A block that waits for somebody's word.
#[derive(Clone, Copy)]
pub(super) struct Pasting {
    desk: Desk,
    handle: DialogHandle,
    id: &'static str,
    lines: Lines,
    waiting: RwSignal<Option<Waiting>>,
}

/// What a block would do.
#[derive(Clone)]
pub(super) struct Waiting {
    edit: GoalEdit,
    cells: usize,
    rows: usize,
    /// Where in the indicators shown the first of them lands.
    begins: Option<usize>,
    problems: Vec<String>,
}

impl Waiting {
    pub(super) fn of<C>(plan: &PastePlan<'_, C>, begins: Option<usize>, edit: GoalEdit) -> Self {
        let problems = plan.problems.iter().map(wording::paste_problem).collect();
        Self { edit, cells: plan.cells.len(), rows: plan.rows, begins, problems }
    }
}

impl Pasting {
    /// `id` is the dialog's, one for each table.
    pub(super) fn new(desk: Desk, id: &'static str, lines: Lines) -> Self {
        Self { desk, handle: DialogHandle::new(), id, lines, waiting: RwSignal::new(None) }
    }

    /// Takes a paste over from the browser where it is a table; a single text stays the field's own.
    pub(super) fn pasted(self, event: &ClipboardEvent, planned: impl FnOnce(&Block) -> Option<Waiting>) {
        let Some(data) = event.clipboard_data() else { return };
        let text = data.get_data("text/plain").unwrap_or_default();
        let html = data.get_data("text/html").ok().filter(|html| !html.is_empty());
        if !is_table(&text, html.as_deref(), self.lines) || self.desk.session.read_only.get_untracked() {
            return;
        }
        event.prevent_default();
        let waiting = match paste::read(&text, html.as_deref()) {
            Ok(block) => untrack(|| planned(&block)),
            Err(problem) => return self.desk.session.tell(&wording::paste_problem(&problem)),
        };
        match waiting {
            Some(waiting) if waiting.problems.is_empty() => self.make(waiting),
            Some(waiting) => {
                self.waiting.set(Some(waiting));
                self.handle.open();
            }
            None => {}
        }
    }

    fn make(self, waiting: Waiting) {
        if let Some(begins) = waiting.begins {
            self.desk.reach_at(begins);
        }
        self.desk.apply(waiting.edit);
        let text = format!("已粘贴 {} 行 {} 格，按“撤销”可整块撤回。", waiting.rows, waiting.cells);
        self.desk.session.say(&text);
    }
}

/// What makes a text of several lines a table.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Lines {
    /// Nothing more: no field of the table takes several.
    AreRows,
    /// Tabs, or a table beside the text: a field may take a paragraph.
    MayBeProse,
}

/// Several cells; where there is no text, the HTML stands in for it.
fn is_table(text: &str, html: Option<&str>, lines: Lines) -> bool {
    let table = || html.is_some_and(|html| html.contains("<td") || html.contains("<TD"));
    match text.trim_matches(['\r', '\n']) {
        "" => table(),
        text => text.contains('\t') || (text.contains('\n') && (lines == Lines::AreRows || table())),
    }
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
        <Dialog handle=pasting.handle id=pasting.id title="粘贴表格" on_close=closed>
            <div class="dialog-body" tabindex="0">{live(body)}</div>
            <div class="dialog-foot">
                <button type="button" on:click=move |_| pasting.handle.close()>"不粘贴"</button>
                <button type="button" class="go" on:click=go>"粘贴"</button>
            </div>
        </Dialog>
    }
    .into_any()
}

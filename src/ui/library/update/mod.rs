//! 从文件更新指标库: a file is laid out against the library in use, shown before anything happens, and made the next
//! edition as far as it was chosen. All but the buttons is fetched when the first file comes.

mod asking;
mod groups;
mod laid_out;
mod report;

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use web_sys::File;

use super::books::Books;
use super::own::Source;
use crate::ui::later::{Later, come};
use crate::ui::parts::DialogHandle;
use crate::ui::parts::live::live;
use crate::ui::session::Session;
use laid_out::LaidOut;

pub use report::dialog;

/// A file on its way into the library. In context of the page.
#[derive(Clone, Copy)]
pub(super) struct Updating {
    session: Session,
    books: Books,
    file: StoredValue<Option<File>, LocalStorage>,
    /// There was one: the report is there, or on its way.
    begun: RwSignal<bool>,
    stage: RwSignal<Stage>,
    name: RwSignal<String>,
    /// The file becomes the library, else it is put into it.
    replace: RwSignal<bool>,
    /// Items that are not ticked, by their places.
    left: RwSignal<BTreeSet<usize>>,
    /// The library that the file was laid out against, as text.
    against: StoredValue<Option<Source>>,
    /// Why it was not taken over.
    fault: RwSignal<Option<String>>,
    /// Grows with every file, change of way and closing, so that a late answer finds itself late.
    turn: RwSignal<u32>,
    dialog: DialogHandle,
}

#[derive(Clone, PartialEq)]
enum Stage {
    Waiting,
    /// What is being done.
    Working(&'static str),
    Refused(Vec<String>),
    LaidOut(Arc<LaidOut>),
}

impl Updating {
    pub(super) fn new(session: Session, books: Books) -> Self {
        Self {
            session,
            books,
            file: StoredValue::new_local(None),
            begun: RwSignal::new(false),
            stage: RwSignal::new(Stage::Waiting),
            name: RwSignal::new(String::new()),
            replace: RwSignal::new(false),
            left: RwSignal::new(BTreeSet::new()),
            against: StoredValue::new(None),
            fault: RwSignal::new(None),
            turn: RwSignal::new(0),
            dialog: DialogHandle::new(),
        }
    }

    /// A file was chosen; the report looks at it as soon as it is there.
    fn receive(self, file: File) {
        self.name.set(file.name());
        self.file.set_value(Some(file));
        self.replace.set(false);
        self.begun.set(true);
        self.turn.update(|turn| *turn += 1);
    }
}

/// The button that opens the browser's file chooser, and the place of the report.
pub(super) fn button(updating: Updating) -> AnyView {
    let input: NodeRef<html::Input> = NodeRef::new();
    let choose = move |_| {
        if let Some(input) = input.try_get_untracked().flatten() {
            input.click();
        }
    };
    let chosen = move |_| {
        if let Some(input) = input.try_get_untracked().flatten() {
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                updating.receive(file);
            }
            // Choosing the same file again is a change again.
            input.set_value("");
        }
    };
    view! {
        <button type="button" id="library-update" on:click=choose>"从文件更新指标库"</button>
        <input type="file" class="file-input" node_ref=input hidden=true aria-label="选择指标库文件"
            accept=".json,.csv,.txt,.xlsx,.xls,.xlsm" on:change=chosen />
    }
    .into_any()
}

/// Where the report is shown, once there was a file.
pub(super) fn place(updating: Updating) -> AnyView {
    let later = expect_context::<Later>();
    live(move || updating.begun.get().then(|| come(later.library_update, false))).into_any()
}

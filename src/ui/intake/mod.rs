//! 导入: files picked or dropped anywhere are read, shown in a report, and taken over only then. All but
//! the ways in is fetched with the first file.

mod bundle;
mod item;
mod list;
mod read;
mod report;
mod staged;
mod take;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, File, FileList};

use super::later::{Fetching, NotFetched, Page};
use super::parts::DialogHandle;
use super::parts::live::live;
use super::session::{Notice, Session};
use crate::wording;
use staged::{Arrived, Staged};

/// The files on their way in. One for the app, in context.
#[derive(Clone, Copy)]
pub struct Intake {
    session: Session,
    files: RwSignal<Vec<Staged>>,
    /// The files that hold bundles or backups, by key: they are read once more when they are taken over.
    bundles: StoredValue<Vec<(usize, File)>, LocalStorage>,
    /// How far taking over is.
    taking: RwSignal<Option<String>>,
    dialog: DialogHandle,
    /// A backup that was given to 导入, for the page that restores.
    pub(super) backup: StoredValue<Option<File>, LocalStorage>,
    /// Grows with every batch, so that a late reader finds its batch gone.
    batch: StoredValue<u32>,
    fetch: fn() -> Fetching<IntakeDesk>,
    /// The report, once it has come.
    report: RwSignal<Option<Page>>,
}

/// What comes with the first file: how files are read, and the report they are shown in.
#[derive(Clone, Copy)]
pub struct IntakeDesk {
    read: fn(Intake, Vec<File>),
    report: Page,
}

/// It, as it is named for fetching.
pub const DESK: IntakeDesk = IntakeDesk { read: Intake::read, report: report::dialog };

impl Intake {
    pub fn new(session: Session, fetch: fn() -> Fetching<IntakeDesk>) -> Self {
        Self {
            session,
            files: RwSignal::new(Vec::new()),
            bundles: StoredValue::new_local(Vec::new()),
            taking: RwSignal::new(None),
            dialog: DialogHandle::new(),
            batch: StoredValue::new(0),
            backup: StoredValue::new_local(None),
            fetch,
            report: RwSignal::new(None),
        }
    }

    /// Reads files and shows what they are. Nothing is taken over yet.
    pub fn receive(self, files: Vec<File>) {
        if files.is_empty() || self.taking.with_untracked(Option::is_some) {
            return;
        }
        leptos::task::spawn_local(async move {
            match (self.fetch)().await {
                Ok(desk) => {
                    self.report.update(|report| {
                        report.get_or_insert(desk.report);
                    });
                    (desk.read)(self, files);
                }
                Err(NotFetched) => self.session.notice.set(Some(Notice::bad(wording::not_fetched()))),
            }
        });
    }

    fn read(self, files: Vec<File>) {
        let first = self.files.with_untracked(Vec::len);
        self.files.update(|staged| {
            staged.extend(files.iter().enumerate().map(|(i, file)| Staged::waiting(first + i, file)));
        });
        let batch = self.batch.get_value();
        leptos::task::spawn_local(async move {
            for (i, file) in files.into_iter().enumerate() {
                let state = read::read(&file, self.session).await;
                if self.batch.try_get_value() != Some(batch) {
                    return;
                }
                if matches!(state, Arrived::Bundle(_) | Arrived::Backup) {
                    self.bundles.update_value(|bundles| bundles.push((first + i, file)));
                }
                let is_list = matches!(state, Arrived::Lists(_));
                let cases = if is_list { Vec::new() } else { self.session.all_cases() };
                self.change(first + i, |staged| staged.arrived(state, &cases));
                if is_list {
                    list::work_out(self, first + i);
                }
            }
        });
    }

    /// Says how far taking over is.
    fn tell(self, words: String) {
        self.taking.set(Some(words));
    }

    fn change(self, key: usize, change: impl FnOnce(&mut Staged)) {
        self.files.update(|files| {
            if let Some(staged) = files.iter_mut().find(|staged| staged.key == key) {
                change(staged);
            }
        });
    }

    fn clear(self) {
        self.batch.update_value(|batch| *batch += 1);
        self.files.set(Vec::new());
        self.bundles.update_value(Vec::clear);
    }
}

fn listed(files: Option<FileList>) -> Vec<File> {
    let Some(files) = files else { return Vec::new() };
    (0..files.length()).filter_map(|i| files.get(i)).collect()
}

/// Where the report is shown, once there was one.
#[component]
pub fn IntakePlace() -> impl IntoView {
    let report = expect_context::<Intake>().report;
    live(move || report.get().map(|report| report()))
}

/// A button that opens the browser's own file chooser.
#[component]
pub fn FilePicker(label: &'static str, #[prop(optional)] primary: bool) -> impl IntoView {
    let intake = expect_context::<Intake>();
    let input: NodeRef<html::Input> = NodeRef::new();
    let choose = move |_| {
        if let Some(input) = input.try_get_untracked().flatten() {
            input.click();
        }
    };
    let chosen = move |_| {
        if let Some(input) = input.try_get_untracked().flatten() {
            intake.receive(listed(input.files()));
            // Choosing the same file again is a change again.
            input.set_value("");
        }
    };
    view! {
        <button type="button" class=if primary { "go" } else { "" } on:click=choose>{label}</button>
        <input
            type="file"
            class="file-input"
            node_ref=input
            multiple=true
            hidden=true
            aria-label="选择要导入的文件"
            accept=".csv,.txt,.xlsx,.xls,.xlsm,.json,.zip"
            on:change=chosen
        />
    }
}

/// The whole window takes files that are dropped on it, and says so while they hover.
#[component]
pub fn DropZone() -> impl IntoView {
    let intake = expect_context::<Intake>();
    let over = RwSignal::new(false);
    let carries_files = |event: &DragEvent| {
        event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0))
    };
    // What takes files itself is not helped by being covered.
    let taken = |event: &DragEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        target.is_some_and(|target| target.closest("[data-takes-files]").is_ok_and(|found| found.is_some()))
    };
    let hover = window_event_listener(leptos::ev::dragover, move |event| {
        if taken(&event) {
            over.set(false);
        } else if carries_files(&event) {
            event.prevent_default();
            over.set(true);
        }
    });
    let leave = window_event_listener(leptos::ev::dragleave, move |event| {
        if event.related_target().is_none() {
            over.set(false);
        }
    });
    let dropped = window_event_listener(leptos::ev::drop, move |event| {
        let event: DragEvent = event.unchecked_into();
        if carries_files(&event) && !taken(&event) {
            event.prevent_default();
            over.set(false);
            intake.receive(listed(event.data_transfer().and_then(|data| data.files())));
        }
    });
    on_cleanup(move || {
        hover.remove();
        leave.remove();
        dropped.remove();
    });
    view! {
        <div class="drop-zone" hidden=move || !over.get()>
            <p>"松开鼠标导入文件：先看清内容，再决定是否导入"</p>
        </div>
    }
}

//! What the parts of a row's files share: the files, which of them are on this device, what is said of them.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::viewer::Viewer;
use crate::domain::evidence::{self, Evidence, EvidenceLimits, Used};
use crate::domain::finding::{EvidenceProblem, Severity};
use crate::storage::parts::{Found, Parts};
use crate::ui::dom;
use crate::ui::session::{Session, refused, session};
use crate::wording::{self, excerpt};

/// One row's files. Copyable; its signals live as long as the part of the page.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) session: Session,
    pub(super) files: Signal<Vec<Evidence>>,
    pub(super) change: Callback<Vec<Evidence>>,
    pub(super) read_only: Signal<bool>,
    /// The digits of all files on this device; `None` until it was looked.
    pub(super) here: RwSignal<Option<BTreeSet<String>>>,
    /// What became of files, the gravest first to be seen.
    pub(super) told: RwSignal<Vec<Told>>,
    /// The file that is being read.
    pub(super) reading: RwSignal<Option<Reading>>,
    /// Files that wait for their turn.
    pub(super) waiting: StoredValue<Vec<File>, LocalStorage>,
    pub(super) viewer: Viewer,
}

/// A sentence about one file.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Told {
    pub(super) severity: Severity,
    pub(super) name: String,
    pub(super) text: String,
}

/// How far a file is read, in bytes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reading {
    pub(super) name: String,
    pub(super) done: u32,
    pub(super) size: u32,
}

impl Desk {
    pub(super) fn new(
        files: Signal<Vec<Evidence>>,
        change: Callback<Vec<Evidence>>,
        read_only: Signal<bool>,
    ) -> Self {
        let desk = Self {
            session: session(),
            files,
            change,
            read_only,
            here: RwSignal::new(None),
            told: RwSignal::new(Vec::new()),
            reading: RwSignal::new(None),
            waiting: StoredValue::new_local(Vec::new()),
            viewer: Viewer::new(),
        };
        desk.look();
        desk
    }

    /// Looks which files are on this device.
    pub(super) fn look(self) {
        spawn_local(async move {
            let held = match self.parts().await {
                Ok(parts) => parts.held().await.unwrap_or_default(),
                // Where nothing is kept, nothing is here.
                Err(_) => Vec::new(),
            };
            // Nobody to be told where the part of the page is gone by now.
            let _ = self.here.try_set(Some(held.into_iter().map(|held| held.hex).collect()));
        });
    }

    /// The files of this device; the error is for people, without a full stop.
    pub(super) async fn parts(self) -> Result<Parts, String> {
        let store = self.session.store().ok_or("本机存储还没有打开，请稍候再试")?;
        Parts::of(store.space()).await.map_err(|reason| refused(&reason))
    }

    /// Whether a file's bytes are known not to be on this device; tracked.
    pub(super) fn misses(self, file: &Evidence) -> bool {
        let here = |here: &BTreeSet<String>| file.hex().is_some_and(|hex| here.contains(hex));
        self.here.with(|all| all.as_ref().is_some_and(|all| !here(all)))
    }

    /// The bytes of a file, looked over; the error is for people.
    pub(super) async fn bytes(self, file: &Evidence) -> Result<js_sys::Uint8Array, String> {
        let name = || file.name.clone();
        let Some(hex) = file.hex() else {
            return Err(wording::evidence_problem(&EvidenceProblem::Missing { name: name() }));
        };
        let found =
            self.parts().await?.find(hex).await.map_err(|reason| format!("{}。", refused(&reason)))?;
        match found {
            Found::Whole(bytes) => Ok(bytes),
            Found::Missing => Err(wording::evidence_problem(&EvidenceProblem::Missing { name: name() })),
            Found::Broken => Err(wording::evidence_problem(&EvidenceProblem::Broken { name: name() })),
        }
    }

    pub(super) fn limits(self) -> EvidenceLimits {
        crate::pack::shipped().evidence_limits()
    }

    /// What the open case has; tracked.
    pub(super) fn used(self) -> Used {
        self.session
            .case
            .with(|case| case.as_ref().map(|case| Used::of(evidence::of_case(case))).unwrap_or_default())
    }

    pub(super) fn tell(self, name: &str, problem: &EvidenceProblem) {
        self.say(problem.severity(), name, wording::evidence_problem(problem));
    }

    pub(super) fn say(self, severity: Severity, name: &str, text: String) {
        let told = Told { severity, name: excerpt(name), text };
        let _ = self.told.try_update(|all| all.push(told));
    }

    /// Hands a file out under its name.
    pub(super) fn hand_out(self, file: Evidence) {
        spawn_local(async move {
            match self.bytes(&file).await {
                // Never as what it says it is: nothing is to be opened in the page's place.
                Ok(bytes) => {
                    let taken = dom::save_bytes(&file.file_name(), "application/octet-stream", &bytes);
                    if taken.is_err() {
                        let text = "浏览器没有接受这个文件：请检查下载设置，再下载一次。".to_owned();
                        self.say(Severity::Error, &file.name, text);
                    }
                }
                Err(why) => self.say(Severity::Error, &file.name, why),
            }
        });
    }

    /// Takes a file off the row. Its bytes stay for taking this back.
    pub(super) fn remove(self, file: &Evidence) {
        let mut files = self.files.get_untracked();
        files.retain(|standing| standing.digest != file.digest);
        self.told.set(Vec::new());
        self.change.run(files);
    }
}

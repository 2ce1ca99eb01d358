//! 从备份恢复: a backup is opened, compared with what is here, and restored as chosen in one go, which can be
//! taken back as a whole.

mod report;
mod taking;

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use web_sys::File;

use super::question::Question;
use super::staged::{self, Staged};
use super::{Kept, beside};
use crate::storage::overview::SIGNING_KEY;
use crate::ui::dom;
use crate::ui::intake::Intake;
use crate::ui::parts::node::{node, part};
use crate::ui::parts::{Dialog, DialogHandle, press};
use crate::ui::said::{Said, quoted};

/// The backup on its way in.
#[derive(Clone, Copy)]
pub(super) struct Restore {
    kept: Kept,
    dialog: DialogHandle,
    /// Read by the keeper where it lies.
    file: StoredValue<Option<File>, LocalStorage>,
    passphrase: RwSignal<String>,
    stage: RwSignal<Stage>,
    /// For each item of the backup the word of what is chosen.
    choices: RwSignal<Vec<&'static str>>,
    /// What was put aside, the signing key, the look: whether they come along.
    quarantine: RwSignal<bool>,
    key: RwSignal<bool>,
    preferences: RwSignal<bool>,
    library: RwSignal<bool>,
}

#[derive(Clone)]
enum Stage {
    Working(String),
    /// A passphrase is asked for; what was wrong with the last one.
    Locked(Vec<(bool, String)>),
    Refused(Vec<(bool, String)>),
    Staged(Arc<Staged>, Option<String>),
}

/// The button that asks for a backup, with its dialog. A file that 导入 was given is opened at once.
pub(super) fn picker(kept: Kept) -> AnyView {
    let no = || RwSignal::new(false);
    let restore = Restore {
        kept,
        dialog: DialogHandle::new(),
        file: StoredValue::new_local(None),
        passphrase: RwSignal::new(String::new()),
        stage: RwSignal::new(Stage::Working(String::new())),
        choices: RwSignal::new(Vec::new()),
        quarantine: no(),
        key: no(),
        preferences: no(),
        library: no(),
    };
    let input: NodeRef<html::Input> = NodeRef::new();
    let choose = move || {
        if let Some(input) = input.try_get_untracked().flatten() {
            input.click();
        }
    };
    let chosen = move |_| {
        let Some(input) = input.try_get_untracked().flatten() else { return };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            restore.begin(file);
        }
        // Choosing the same file again is a change again.
        input.set_value("");
    };
    let at_hand = expect_context::<Intake>().backup;
    Effect::new(move |_| {
        if let (true, Some(file)) =
            (kept.session.ready.get(), at_hand.try_update_value(Option::take).flatten())
        {
            restore.begin(file);
        }
    });
    view! {
        {press("从备份恢复…", "", choose)}
        <input type="file" class="file-input" node_ref=input hidden=true aria-label="选择备份文件" accept=".json,.zip" on:change=chosen />
        <Dialog handle=restore.dialog id="restore" title="从备份恢复" on_close=Callback::new(move |()| restore.end())>
            {part(move || node("div", &BODY, restore.body()))}
            {part(move || node("div", &[("class", "dialog-foot")], restore.foot()))}
        </Dialog>
    }
    .into_any()
}

const BODY: [(&str, &str); 4] =
    [("class", "dialog-body kept-dialog"), ("tabindex", "0"), ("role", "region"), ("aria-label", "备份内容")];

impl Restore {
    fn begin(self, file: File) {
        self.file.set_value(Some(file));
        self.passphrase.set(String::new());
        self.dialog.open();
        self.open();
    }

    /// Compares the backup with what is here. Nothing is written.
    fn open(self) {
        self.stage.set(Stage::Working("正在与本机内容比较".to_owned()));
        spawn_local(async move {
            match self.compared().await {
                Ok(stage) => {
                    let locked = matches!(stage, Stage::Locked(_));
                    self.stage.set(stage);
                    if locked {
                        dom::focus_quietly_soon("restore-pass".to_owned());
                    }
                }
                Err(why) => self.refuse(&why),
            }
        });
    }

    fn refuse(self, why: &str) {
        self.stage.set(Stage::Refused(vec![(true, why.to_owned())]));
    }

    /// No passphrase and no file stay in memory longer than the dialog.
    fn end(self) {
        self.passphrase.set(String::new());
        self.file.set_value(None);
    }

    async fn compared(self) -> Result<Stage, String> {
        let passphrase = self.passphrase.get_untracked();
        let mut question =
            Question::new("open_backup").passphrase(&passphrase).json("shelved", &self.shelved());
        if let Some(key) = self.own_key().await {
            question = question.json("key", &format!("{{\"public\":{}}}", key.get("public").json()));
        }
        let (said, _, inventory) = question.ask(self.kept.session, &self.lying()).await?;
        if said.is_true("needs_passphrase") {
            return Ok(Stage::Locked(Vec::new()));
        }
        if said.get("items").is_missing() {
            let findings = staged::findings(&said);
            return Ok(if passphrase.is_empty() {
                Stage::Refused(findings)
            } else {
                Stage::Locked(findings)
            });
        }
        let staged = Staged::of(&said, beside::other_library(&inventory, &said).await);
        let first = |item: &staged::Item| item.choices().first().map_or("", |choice| choice.0);
        let last = staged.items.iter().map(|item| item.at + 1).max().unwrap_or(0);
        let mut choices = vec![""; last];
        for item in &staged.items {
            choices.iter_mut().skip(item.at).take(1).for_each(|choice| *choice = first(item));
        }
        self.choices.set(choices);
        self.quarantine.set(staged.quarantine > 0);
        self.key.set(staged.key == "none");
        self.preferences.set(false);
        self.library.set(matches!(inventory.own_library().await, Ok(None)));
        Ok(Stage::Staged(Arc::new(staged), None))
    }

    /// The file as the keeper is given it.
    fn lying(self) -> JsValue {
        self.file.get_value().map_or(JsValue::NULL, JsValue::from)
    }

    async fn own_key(self) -> Option<Said> {
        let inventory = self.kept.session.inventory().await?;
        Said::read(&inventory.device_text(SIGNING_KEY).await.ok()??)
    }

    /// What lies in the quarantine here, as the keeper reads it.
    fn shelved(self) -> String {
        let seen = self.kept.seen.get_untracked();
        let listed = seen.iter().flat_map(|seen| &seen.listed).filter(|listed| listed.aside.is_some());
        let item =
            listed.map(|one| format!("{{\"key\":{},\"raw\":{}}}", quoted(&one.key), quoted(&one.text)));
        format!("[{}]", item.collect::<Vec<_>>().join(","))
    }

    /// Changed projects for which nothing is chosen; tracked.
    fn waits(self, staged: &Staged) -> usize {
        let open = |item: &&staged::Item| !item.choices().is_empty() && self.chosen(item.at).is_empty();
        staged.items.iter().filter(open).count()
    }

    fn chosen(self, at: usize) -> &'static str {
        self.choices.with(|choices| choices.get(at).copied().unwrap_or_default())
    }

    fn choose(self, at: usize, word: &'static str) {
        self.choices.update(|choices| choices.iter_mut().skip(at).take(1).for_each(|choice| *choice = word));
    }
}

//! 备份: everything of the device into one file, with a passphrase or without.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};

use super::beside::Beside;
use super::question::Question;
use super::{Kept, Seen, fact, password, sheet};
use crate::domain::ids::CaseId;
use crate::pack;
use crate::storage::RawStore;
use crate::storage::overview::{LIST_MAPPINGS, Listed, PARTIES, SIGNING_KEY};
use crate::storage::preference::RULES;
use crate::ui::dom;
use crate::ui::parts::node::{node, nothing, part, said, words};
use crate::ui::parts::{Dialog, DialogHandle, press};
use crate::ui::said::{Said, quoted};
use crate::ui::session::{is_whole, packed, refused};
use crate::wording;

/// What a backup is called in an archive: the keeper knows it by that name.
const IN_ARCHIVE: &str = "backup.json";

/// The dialog in which a backup is made.
#[derive(Clone, Copy)]
struct Backup {
    kept: Kept,
    dialog: DialogHandle,
    passphrase: RwSignal<String>,
    again: RwSignal<String>,
    /// Files of evidence go along.
    files: RwSignal<bool>,
    /// Versions go along, and how many there are.
    versions: RwSignal<bool>,
    version_count: RwSignal<usize>,
    stage: RwSignal<Stage>,
}

#[derive(Clone)]
enum Stage {
    Asking,
    Working(String),
    Refused(String),
    /// Term and text of what was made, and what is to be known of it.
    Done(Vec<(&'static str, String)>, Vec<String>),
}

/// The part of the page, with its dialog.
pub(super) fn section(kept: Kept, from_backup: AnyView) -> AnyView {
    let text = || RwSignal::new(String::new());
    let backup = Backup {
        kept,
        dialog: DialogHandle::new(),
        passphrase: text(),
        again: text(),
        files: RwSignal::new(true),
        versions: RwSignal::new(true),
        version_count: RwSignal::new(0),
        stage: RwSignal::new(Stage::Asking),
    };
    let about = "一个文件装下本机的全部项目、历史版本、没有写完的内容、另存的记录、指标库和设置。存到 U 盘或共享目录，换电脑、换浏览器、数据被清理后都能恢复。";
    let acts = vec![press("备份到一个文件…", "go", move || backup.begin()), from_backup];
    let body = vec![said("p", "", about), node("div", &[("class", "acts-row")], acts)];
    let body = vec![
        node("div", &[("class", "sheet-body")], body),
        view! {
            <Dialog handle=backup.dialog id="backup" title="备份到一个文件" on_close=Callback::new(move |()| backup.end())>
                {part(move || backup.body())}
                {part(move || backup.foot())}
            </Dialog>
        }
        .into_any(),
    ];
    sheet("kept-backup", "备份与恢复", body)
}

impl Backup {
    fn begin(self) {
        self.stage.set(Stage::Asking);
        self.files.set(true);
        self.versions.set(true);
        spawn_local(async move {
            let ids: Vec<CaseId> = self.kept.session.all_cases().into_iter().map(|case| case.id).collect();
            let count = match self.kept.session.inventory().await {
                Some(inventory) => inventory.count_versions(&ids).await.unwrap_or_default(),
                None => 0,
            };
            self.version_count.set(count);
            self.dialog.open();
        });
    }

    /// Whether the files go along, with how much that is; nothing where there are none.
    fn tick(self) -> AnyView {
        let (count, bytes) =
            self.kept.seen.with(|seen| seen.as_ref().map(|seen| seen.files_in_use()).unwrap_or_default());
        if count == 0 {
            return nothing();
        }
        let label = format!(
            "放入佐证材料（{count} 个，{}）：备份为 ZIP 文件。不放入则只备份表和记录，材料请另行保存。",
            wording::size(bytes)
        );
        super::tick(self.files, label)
    }

    fn versions_tick(self) -> AnyView {
        match self.version_count.get() {
            0 => nothing(),
            count => super::tick(self.versions, format!("放入历史版本（{count} 个）：备份为 ZIP 文件。")),
        }
    }

    /// No passphrase stays in memory longer than the dialog.
    fn end(self) {
        self.passphrase.set(String::new());
        self.again.set(String::new());
    }

    fn body(self) -> AnyView {
        let body = match self.stage.get() {
            Stage::Done(facts, notes) => {
                let facts = facts.into_iter().map(|(term, text)| fact(term, vec![words(text)])).collect();
                let mut body = vec![
                    said("p", "", "文件已交给浏览器保存。请打开下载目录核对，再拷到这台电脑以外的地方。"),
                    node("dl", &[("class", "facts")], facts),
                ];
                body.extend(notes.into_iter().map(|note| said("p", "notice", note)));
                body
            }
            stage => {
                let refused = match stage {
                    Stage::Refused(why) => {
                        node("p", &[("class", "notice red"), ("role", "alert")], vec![words(why)])
                    }
                    _ => nothing(),
                };
                vec![
                    password(
                        "backup-pass",
                        "口令（可以不设）",
                        "new-password",
                        self.passphrase,
                        || dom::focus_quietly("backup-again"),
                    ),
                    password("backup-again", "再输一次口令", "new-password", self.again, move || {
                        self.make()
                    }),
                    part(move || said("p", "why", self.what_it_means())),
                    part(move || self.tick()),
                    part(move || self.versions_tick()),
                    refused,
                ]
            }
        };
        node("div", &[("class", "dialog-body kept-dialog")], body)
    }

    fn what_it_means(self) -> &'static str {
        match (self.passphrase.with(String::is_empty), self.is_typed_twice()) {
            (true, true) => "不设口令：拿到文件的人都能读到内容；签章密钥不放进文件。",
            (_, false) => "两次输入的口令不一样：请再输一次。",
            (false, true) => {
                "设口令：文件加密，签章密钥一并放入。忘记口令就打不开，没有别的办法，请另行记好。"
            }
        }
    }

    fn is_typed_twice(self) -> bool {
        self.passphrase.with(|one| self.again.with(|other| one == other))
    }

    fn foot(self) -> AnyView {
        let stage = self.stage.get();
        let close =
            press(if matches!(stage, Stage::Done(..)) { "完成" } else { "取消" }, "", move || {
                self.dialog.close()
            });
        let status = |text: &str| node("span", &[("class", "why"), ("role", "status")], vec![words(text)]);
        let foot = match stage {
            Stage::Done(..) => vec![status("备份已生成。"), close],
            Stage::Working(what) => vec![status(&format!("{what}，请稍候。"))],
            Stage::Asking | Stage::Refused(_) => vec![close, press("生成备份", "go", move || self.make())],
        };
        node("div", &[("class", "dialog-foot")], foot)
    }

    fn make(self) {
        if !untrack(|| self.is_typed_twice()) {
            return dom::focus_quietly("backup-again");
        }
        self.stage.set(Stage::Working("正在生成备份".to_owned()));
        spawn_local(async move {
            let made = self.made().await;
            self.stage.set(made.unwrap_or_else(Stage::Refused));
        });
    }

    async fn made(self) -> Result<Stage, String> {
        let session = self.kept.session;
        let store = session.store().ok_or("本机存储还没有打开，请稍候再试。")?;
        // What was typed and is in the journal only belongs into the backup.
        drop(store.flush().await);
        let cases = session.all_cases();
        self.kept.look_now().await;
        let seen = self.kept.seen.get_untracked().ok_or("本机存储还没有打开，请稍候再试。")?;
        let passphrase = self.passphrase.get_untracked();
        let tell = move |words: String| self.stage.set(Stage::Working(words));
        let inventory = session.inventory().await.ok_or("本机存储还没有打开，请稍候再试。")?;
        let beside = Beside::gather(&inventory, &cases, self.versions.get_untracked(), &tell).await;
        let beside = beside.map_err(|reason| format!("{}。", refused(&reason)))?;
        tell("正在生成备份".to_owned());
        let mut question = Question::new("back_up")
            .text("made_at", &dom::now_in_utc())
            .json("profile", &format!("{{\"name\":{}}}", quoted(&session.person())))
            .json("quarantine", &quarantine(&seen.listed))
            .json("preferences", &preferences(&seen.listed))
            .passphrase(&passphrase);
        if !passphrase.is_empty() {
            let random = dom::random::<28>()
                .ok_or("这个浏览器不提供随机数，不能加密：请不设口令，或换用较新的浏览器。")?;
            question = question.json("random", &format!("{random:?}"));
        }
        let mut device = Vec::new();
        for name in [PARTIES, LIST_MAPPINGS] {
            let text = inventory.device_text(name).await.ok().flatten();
            device.extend(text.map(|text| format!("{}:{}", quoted(name), quoted(&text))));
        }
        question = question.json("device", &format!("{{{}}}", device.join(",")));
        let key = inventory.device_text(SIGNING_KEY).await.ok().flatten();
        if let Some(key) = key.and_then(|key| Said::read(&key)) {
            question = question.json("key", &format!("{{\"secret\":{}}}", quoted(&key.text("secret"))));
        }
        let mut at_hand: Vec<String> = beside.at_hand().collect();
        if self.files.get_untracked() {
            at_hand.extend(files_at_hand(&seen));
        }
        question = question
            .json("versions", &beside.versions())
            .json("libraries", &beside.libraries())
            .json("at_hand", &format!("{{{}}}", at_hand.join(",")));
        let (made, answer, inventory) = question.json("lines", "true").ask(session, &JsValue::NULL).await?;
        let (code, locked) = (made.text("code"), made.is_true("locked"));
        let parts: Vec<String> = made.get("parts").list().iter().map(Said::words).collect();
        let file = packed(&inventory, IN_ARCHIVE, &answer.raw(1), &made, &beside.made, &tell).await?;
        let name =
            format!("衡评-备份-{}-{code}.{}", dom::day(), if parts.is_empty() { "json" } else { "zip" });
        if !session.hand_out_file(&name, &file) {
            return Err(format!("浏览器没有接受文件“{name}”：请检查下载设置，再备份一次。"));
        }
        // What names a file that stayed here has no copy elsewhere.
        session.note_copies(cases.into_iter().filter(|case| is_whole(case, &parts)).collect(), true);
        let lock = match (locked, made.is_true("key_left_out")) {
            (true, _) => "已加密",
            (false, true) => "没有设，任何人可读；签章密钥没有放入",
            (false, false) => "没有设，任何人可读",
        };
        let facts = vec![
            ("文件", name),
            ("短码", code),
            ("项目", format!("{} 个", made.count("cases"))),
            ("佐证材料", how_many(parts.iter().filter(|part| !beside.has(part)).count())),
            ("历史版本", how_many(beside.count)),
            ("大小", wording::size(size_of(&file).unwrap_or(made.count("bytes") as u64))),
            ("口令", lock.to_owned()),
        ];
        let notes = made.get("findings").list().iter().map(|found| found.text("text")).collect();
        self.kept.look();
        Ok(Stage::Done(facts, notes))
    }
}

/// A file's size; of a text the keeper has said it.
fn size_of(file: &JsValue) -> Option<u64> {
    // A browser counts bytes as a float; a file's size is a whole number far below 2^53.
    file.dyn_ref::<web_sys::Blob>().map(|file| file.size() as u64)
}

fn how_many(count: usize) -> String {
    if count == 0 { "没有".to_owned() } else { format!("{count} 个") }
}

/// The files that something names, as the keeper is told of them.
fn files_at_hand(seen: &Seen) -> impl Iterator<Item = String> {
    let in_use = seen.files.iter().filter(|held| !seen.unnamed.contains(held));
    in_use.map(|held| format!("{}:{}", quoted(&held.hex), held.size))
}

/// What was put aside, as the keeper reads it.
fn quarantine(listed: &[Listed]) -> String {
    let item = |listed: &Listed| {
        let (_, reason) = listed.aside.as_ref()?;
        let [key, word, detail, raw] =
            [&listed.key, reason.word(), &reason.detail(), &listed.text].map(|text: &str| quoted(text));
        Some(format!("{{\"key\":{key},\"reason\":{word},\"detail\":{detail},\"raw\":{raw}}}"))
    };
    format!("[{}]", listed.iter().filter_map(item).collect::<Vec<_>>().join(","))
}

/// The look and the like, each under its name; and which rules are in force.
fn preferences(listed: &[Listed]) -> String {
    let member = |listed: &Listed| {
        let name = listed.key.strip_prefix("hp/p/").filter(|_| listed.store == RawStore::Local)?;
        Some(format!("{}:{}", quoted(name), quoted(&listed.text)))
    };
    let rules = pack::shipped().rules_pack();
    let rules = rules.map(|pack| format!("{}:{}", quoted(RULES), quoted(pack.id.as_str())));
    format!("{{{}}}", listed.iter().filter_map(member).chain(rules).collect::<Vec<_>>().join(","))
}

//! 备份: everything of the device into one file, with a passphrase or without.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::question::Question;
use super::{Kept, fact, password, sheet};
use crate::storage::RawStore;
use crate::storage::overview::{Listed, PARTIES, SIGNING_KEY};
use crate::ui::dom;
use crate::ui::parts::node::{node, nothing, part, said, words};
use crate::ui::parts::{Dialog, DialogHandle, press};
use crate::ui::said::{Said, quoted};
use crate::wording;

/// The dialog in which a backup is made.
#[derive(Clone, Copy)]
struct Backup {
    kept: Kept,
    dialog: DialogHandle,
    passphrase: RwSignal<String>,
    again: RwSignal<String>,
    stage: RwSignal<Stage>,
}

#[derive(Clone)]
enum Stage {
    Asking,
    Working,
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
        stage: RwSignal::new(Stage::Asking),
    };
    let about = "一个文件装下本机的全部项目、没有写完的内容、另存的记录和设置。存到 U 盘或共享目录，换电脑、换浏览器、数据被清理后都能恢复。";
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
        self.dialog.open();
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
            Stage::Working => vec![status("正在生成备份，请稍候。")],
            Stage::Asking | Stage::Refused(_) => vec![close, press("生成备份", "go", move || self.make())],
        };
        node("div", &[("class", "dialog-foot")], foot)
    }

    fn make(self) {
        if !untrack(|| self.is_typed_twice()) {
            return dom::focus_quietly("backup-again");
        }
        self.stage.set(Stage::Working);
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
        if let Some(inventory) = session.inventory().await {
            let text = async |name| inventory.device_text(name).await.ok().flatten();
            if let Some(parties) = text(PARTIES).await {
                question = question.json("device", &format!("{{{}:{}}}", quoted(PARTIES), quoted(&parties)));
            }
            if let Some(key) = text(SIGNING_KEY).await.and_then(|key| Said::read(&key)) {
                question = question.json("key", &format!("{{\"secret\":{}}}", quoted(&key.text("secret"))));
            }
        }
        let (made, answer, _) = question.json("lines", "true").ask(session, &[]).await?;
        let (code, locked) = (made.text("code"), made.is_true("locked"));
        let name = format!("衡评-备份-{}-{code}.json", dom::day());
        if !session.hand_out_file(&name, &answer.raw(1)) {
            return Err(format!("浏览器没有接受文件“{name}”：请检查下载设置，再备份一次。"));
        }
        session.note_copies(cases, true);
        let lock = match (locked, made.is_true("key_left_out")) {
            (true, _) => "已加密",
            (false, true) => "没有设，任何人可读；签章密钥没有放入",
            (false, false) => "没有设，任何人可读",
        };
        let facts = vec![
            ("文件", name),
            ("短码", code),
            ("项目", format!("{} 个", made.count("cases"))),
            ("大小", wording::size(made.count("bytes") as u64)),
            ("口令", lock.to_owned()),
        ];
        let notes = made.get("findings").list().iter().map(|found| found.text("text")).collect();
        self.kept.look();
        Ok(Stage::Done(facts, notes))
    }
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

/// The look and the like, each under its name.
fn preferences(listed: &[Listed]) -> String {
    let member = |listed: &Listed| {
        let name = listed.key.strip_prefix("hp/p/").filter(|_| listed.store == RawStore::Local)?;
        Some(format!("{}:{}", quoted(name), quoted(&listed.text)))
    };
    format!("{{{}}}", listed.iter().filter_map(member).collect::<Vec<_>>().join(","))
}

//! Restoring: the projects in one go, then what belongs to them, each only where it found its place.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Restore, Stage};
use crate::domain::case::Case;
use crate::domain::from_json::from_json;
use crate::domain::ids::CaseId;
use crate::storage::overview::SIGNING_KEY;
use crate::storage::{Inventory, QuarantineReason, Quarantined, preference};
use crate::ui::dom;
use crate::ui::kept::question::Question;
use crate::ui::kept::staged::Staged;
use crate::ui::said::{Said, quoted};
use crate::ui::session::{Notice, SaveState, TakeBack};
use crate::wording;

/// Projects as they are to be, with what was and is to be known of their revisions.
#[derive(Default)]
struct Changes {
    cases: Vec<Case>,
    before: Vec<(CaseId, String)>,
    after: Vec<(CaseId, String)>,
}

impl Restore {
    pub(super) fn take(self, staged: Arc<Staged>) {
        self.stage.set(Stage::Working("正在恢复"));
        spawn_local(async move {
            match self.taken(&staged).await {
                Ok(notice) => {
                    self.dialog.close();
                    self.kept.session.notice.set(Some(notice));
                    self.kept.look();
                }
                Err(why) => self.stage.set(Stage::Staged(staged, Some(why))),
            }
        });
    }

    /// `Err`: nothing was written.
    async fn taken(self, staged: &Staged) -> Result<Notice, String> {
        let session = self.kept.session;
        let (question, keyed) = self.question(staged);
        let (said, below) = question.ask(session, &self.file.get_value()).await?;
        if !said.get("unchosen").is_missing() {
            return Err("本机的项目刚刚又有改动，出现了要选择的项目：请关闭后重新打开备份。".to_owned());
        }
        let changes = changes(&below).ok_or("备份用的部件答复不完整，没有恢复：请再试一次。")?;
        let Changes { cases, mut before, mut after } = changes;
        let mut undo = session.put_all(cases).await;
        let mut notice = Notice::done(String::new());
        if let SaveState::Failed { reason } | SaveState::MemoryOnly { reason } =
            session.save_state.get_untracked()
        {
            notice.bad = true;
            notice.text = format!("恢复的内容还没有写入本机：{reason}。");
        }
        let there = |(id, _): &(CaseId, String)| undo.put.iter().any(|case| case.id == *id);
        before.retain(there);
        after.retain(there);
        undo.lineages = before;
        if let Some(inventory) = session.inventory().await {
            let refused = self.take_besides(&said, &inventory, after, &mut undo, keyed).await;
            notice.bad |= refused;
            notice.text.push_str(if refused { wording::lineages_not_kept() } else { "" });
        }
        // What now is as the file has it lies in the file too.
        session.note_copies(undo.put.clone(), false);
        let (taken, left) = (undo.put.len(), said.count("left"));
        notice.text = format!("恢复完成：恢复项目 {taken} 个，其余 {left} 个没有改动。{}", notice.text);
        let nothing = undo.put.is_empty();
        Ok(if nothing { notice.with_left(undo.left) } else { notice.with_undo(undo) })
    }

    /// The question, and whether a signing key is to come.
    fn question(self, staged: &Staged) -> (Question, bool) {
        let chosen = self.choices.get_untracked();
        let one = |(at, word): (usize, &&str)| (!word.is_empty()).then(|| format!("\"{at}\":\"{word}\""));
        let choices: Vec<String> = chosen.iter().enumerate().filter_map(one).collect();
        let ids: Vec<String> = chosen.iter().map(|_| quoted(&dom::new_id())).collect();
        let keyed = self.key.get_untracked();
        let question = Question::new("restore")
            .text("digest", &staged.digest)
            .json("lines", "true")
            .json("choices", &format!("{{{}}}", choices.join(",")))
            .json("ids", &format!("[{}]", ids.join(",")))
            .json("quarantine", &self.quarantine.get_untracked().to_string())
            .json("key", &keyed.to_string())
            .json("shelved", &self.shelved())
            .passphrase(&self.passphrase.get_untracked());
        (question, keyed)
    }

    /// What belongs to the projects and to the device; true if any of it was refused.
    async fn take_besides(
        self,
        said: &Said,
        inventory: &Inventory,
        lineages: Vec<(CaseId, String)>,
        undo: &mut TakeBack,
        keyed: bool,
    ) -> bool {
        let mut refused = inventory.set_lineages(lineages).await.is_err();
        for item in said.get("quarantine").list() {
            let reason = QuarantineReason::from_word(&item.text("reason"), &item.text("detail"));
            let item = Quarantined { key: item.text("key"), raw: item.text("raw"), reason };
            refused |= inventory.set_aside(item).await.is_err();
        }
        let mut texts: Vec<(String, String)> =
            said.get("device").members().into_iter().map(|(name, text)| (name, text.words())).collect();
        if keyed {
            texts.push((SIGNING_KEY.to_owned(), said.get("key").json()));
        }
        for (name, text) in texts {
            if let Ok(Some(before)) = inventory.device_text(&name).await {
                undo.device.push((name.clone(), before));
            }
            refused |= inventory.set_device_text(&name, &text).await.is_err();
        }
        if self.preferences.get_untracked() {
            let look = said.get("preferences");
            self.kept.session.set_theme(preference::read(Some(&look.text("theme"))));
            self.kept.session.set_type_size(preference::read(Some(&look.text("type-size"))));
        }
        refused
    }
}

/// Four lines a change: the project as it was and as it is to be, its revisions before and after.
fn changes(below: &str) -> Option<Changes> {
    let mut changes = Changes::default();
    let mut lines = below.lines();
    while let Some(_before) = lines.next() {
        let case: Case = from_json(lines.next()?).ok()?;
        changes.before.push((case.id.clone(), lines.next()?.to_owned()));
        changes.after.push((case.id.clone(), lines.next()?.to_owned()));
        changes.cases.push(case);
    }
    Some(changes)
}

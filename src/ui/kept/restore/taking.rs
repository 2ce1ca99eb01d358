//! Restoring: the projects in one go, then what belongs to them, each only where it found its place.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Restore, Stage};
use crate::storage::overview::SIGNING_KEY;
use crate::storage::{Inventory, LIBRARIES, QuarantineReason, Quarantined, history, preference};
use crate::ui::dom;
use crate::ui::kept::beside;
use crate::ui::kept::question::Question;
use crate::ui::kept::staged::Staged;
use crate::ui::said::{Said, quoted};
use crate::ui::session::{Notice, Parted, SaveState, TakeBack, files_key, is_whole};
use crate::wording;

impl Restore {
    pub(super) fn take(self, staged: Arc<Staged>) {
        self.stage.set(Stage::Working("正在恢复".to_owned()));
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
        let (said, answer, inventory) = question.ask(session, &self.lying()).await?;
        if !said.get("unchosen").is_missing() {
            return Err("本机的项目刚刚又有改动，出现了要选择的项目：请关闭后重新打开备份。".to_owned());
        }
        let digests: Vec<String> = said.get("parts").list().iter().map(Said::words).collect();
        let parted = Parted::Backup(files_key(&said));
        let tell = move |words: String| self.stage.set(Stage::Working(words));
        let files = session.take_parts(&inventory, &self.lying(), &parted, &digests, &tell).await?;
        let mut notice = Notice::done(wording::evidence_taken(files.kept, files.missing));
        notice.bad = files.missing > 0;
        let mut undo = session.take_changes(&answer, &inventory, &mut notice).await;
        if let SaveState::Failed { reason } | SaveState::MemoryOnly { reason } =
            session.save_state.get_untracked()
        {
            notice.add_problem(&format!("恢复的内容还没有写入本机：{reason}。"));
        }
        if self.take_besides(&said, &inventory, &mut undo, keyed).await {
            notice.add_problem("随备份来的另存记录、签章密钥或设置没有全部写入本机，可以再恢复一次。");
        }
        let library = self.library.get_untracked();
        let back = beside::bring_back(&inventory, &self.lying(), &parted, &said, library).await;
        if back.refused {
            notice.add_problem("备份中的历史版本或指标库没有全部写入本机，可以再恢复一次。");
        }
        // What now is as the file has it lies in the file too.
        let parts: Vec<String> =
            digests.iter().map(|digest| digest.trim_start_matches("sha256:").to_owned()).collect();
        let whole = undo.put.iter().filter(|case| is_whole(case, &parts)).cloned().collect();
        session.note_copies(whole, false);
        let (taken, left) = (undo.put.len(), said.count("left"));
        notice.text =
            format!("恢复完成：恢复项目 {taken} 个，其余 {left} 个没有改动。{}{}", back.told(), notice.text);
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
        undo: &mut TakeBack,
        keyed: bool,
    ) -> bool {
        let mut refused = false;
        for item in said.get("quarantine").list() {
            let reason = QuarantineReason::from_word(&item.text("reason"), &item.text("detail"));
            let item = Quarantined { key: item.text("key"), raw: item.text("raw"), reason };
            refused |= inventory.set_aside(item).await.is_err();
        }
        let mut texts: Vec<(String, String)> =
            said.get("device").members().into_iter().map(|(name, text)| (name, text.words())).collect();
        if keyed && !said.get("key").is_missing() {
            texts.push((SIGNING_KEY.to_owned(), said.get("key").json()));
        }
        for (name, text) in texts {
            // As a rescued device had them: versions add to those here, and no library here is replaced.
            if name.starts_with(history::ROOT) {
                refused |= inventory.take_in_history_text(&name, text).await.is_err();
                continue;
            }
            if name.starts_with(LIBRARIES) {
                refused |= inventory.claim_device_text(&name, &text).await.is_err();
                continue;
            }
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

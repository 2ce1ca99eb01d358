//! A bundle that came in: compared with what is here, taken over as chosen in one go, and taken back.

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;

use super::keeper::{Answer, at_hand, fault_words};
use super::{Notice, Session, TakeBack, refused};
use crate::storage::Inventory;
use crate::storage::backend::Cipher;
use crate::storage::parts::{self, Found, Parts};
use crate::ui::dom;
use crate::ui::said::{Said, member, quoted};
use crate::ui::workers::ask_part;
use crate::wording;

impl Session {
    /// What the bundle in this file would change here: [`crate::desk`]'s `stage`.
    pub(in crate::ui) async fn compare(self, file: &JsValue) -> Result<Answer, String> {
        let at_hand = match self.inventory().await {
            Some(inventory) => at_hand(&inventory).await,
            None => "{}".to_owned(),
        };
        Ok(self.ask_about(file, &format!(r#"{{"do":"stage","at_hand":{at_hand}}}"#), &|_| ()).await?.0)
    }

    /// Takes the bundle over that was looked at as `digest`, by the report's `fields`. Everything that is
    /// taken is written in one go, its files before the documents that name them; what is to be told of it, and the
    /// way back, come back. `Err` is for people; nothing was taken.
    pub(in crate::ui) async fn take_bundle(
        self,
        file: &JsValue,
        digest: &str,
        fields: &str,
        tell: &dyn Fn(String),
    ) -> Result<(Notice, TakeBack), String> {
        let [digest, stem] = [digest, &dom::new_id()].map(quoted);
        let question = format!(r#"{{"do":"take","digest":{digest},"fields":{fields},"stem":{stem}}}"#);
        let (answer, inventory) = self.ask_about(file, &question, tell).await?;
        let said = member(&answer.line(0), "said");
        if said.is_empty() {
            return Err(
                "本机的项目在核对时又有改动，出现了需要选择的文书：请重新选择文件，看清后再导入。".to_owned()
            );
        }
        let head = Said::read(&answer.line(0)).ok_or_else(|| wording::keeper_gave_up().to_owned())?;
        let digests: Vec<String> = head.get("parts").list().iter().map(Said::words).collect();
        let files = self.take_parts(&inventory, file, &Parted::Bundle, &digests, tell).await?;
        let mut notice =
            Notice::done(format!("{said}{}", wording::evidence_taken(files.kept, files.missing)));
        notice.bad = files.missing > 0;
        tell("正在写入本机".to_owned());
        let undo = self.take_changes(&answer, &inventory, &mut notice).await;
        Ok((notice, undo))
    }

    /// Keeps these parts of a file, one at a time, but for those that are here and whole. Where the device does not take one,
    /// those that were kept for nothing go again, and nothing has changed.
    pub(in crate::ui) async fn take_parts(
        self,
        inventory: &Inventory,
        file: &JsValue,
        parted: &Parted,
        digests: &[String],
        tell: &dyn Fn(String),
    ) -> Result<Files, String> {
        let mut files = Files::default();
        if digests.is_empty() {
            return Ok(files);
        }
        let stops = |why: String| wording::evidence_stops_import(&why);
        let parts = inventory.parts().await.map_err(|reason| stops(refused(&reason)))?;
        let mut fresh = Vec::new();
        for (at, digest) in digests.iter().enumerate() {
            tell(format!("正在存入佐证材料（{} / {}）", at + 1, digests.len()));
            let hex = digest.trim_start_matches("sha256:");
            // One that is broken here is mended.
            if matches!(parts.find(hex).await, Ok(Found::Whole(_))) {
                files.kept += 1;
                continue;
            }
            let found = match parted.take_out(file, hex).await {
                Ok(found) => found,
                Err(why) => {
                    self.clear_away(inventory, &parts, &fresh).await;
                    return Err(why);
                }
            };
            let Some(bytes) = found else {
                files.missing += 1;
                continue;
            };
            match parts.keep(&parts::Read { hex: hex.to_owned(), bytes }, "").await {
                Ok(true) => fresh.push(hex.to_owned()),
                Ok(false) => {}
                Err(reason) => {
                    self.clear_away(inventory, &parts, &fresh).await;
                    return Err(stops(refused(&reason)));
                }
            }
            files.kept += 1;
        }
        Ok(files)
    }

    /// Nothing names what an import left half-way: it would only take the room that was missing.
    async fn clear_away(self, inventory: &Inventory, parts: &Parts, fresh: &[String]) {
        if let Ok(mut named) = inventory.named().await {
            self.name_steps(&mut named);
            // What cannot be deleted now is swept by hand.
            drop(parts.drop_unnamed(fresh, &named).await);
        }
    }
}

/// How files lie in what came in.
pub(in crate::ui) enum Parted {
    Bundle,
    /// A backup, and what its files are locked by.
    Backup(Option<Cipher>),
}

impl Parted {
    fn question(&self) -> &'static str {
        match self {
            Self::Bundle => "part",
            Self::Backup(_) => "backup_part",
        }
    }

    /// The bytes of the part of these 64 digits; none where they are not there or not what their name says. `Err` is for
    /// people.
    pub(in crate::ui) async fn take_out(
        &self,
        file: &JsValue,
        hex: &str,
    ) -> Result<Option<Uint8Array>, String> {
        let digest = quoted(&format!("sha256:{hex}"));
        let question = format!(r#"{{"do":"{}","digest":{digest}}}"#, self.question());
        let found = ask_part(&question, file).await.map_err(fault_words)?;
        Ok(self.opened(hex, found).await)
    }

    /// The bytes of a part, if they are what its name says.
    async fn opened(&self, hex: &str, found: Option<Uint8Array>) -> Option<Uint8Array> {
        let bytes = match self {
            // The keeper has looked at it.
            Self::Bundle => return found,
            Self::Backup(None) => found?,
            Self::Backup(Some(cipher)) => cipher.open_file(hex, &found?).await.ok()?,
        };
        (parts::digest_of(&bytes).await == hex).then_some(bytes)
    }
}

/// What became of the files of an import.
#[derive(Default)]
pub(in crate::ui) struct Files {
    /// On the device now.
    pub(in crate::ui) kept: usize,
    pub(in crate::ui) missing: usize,
}

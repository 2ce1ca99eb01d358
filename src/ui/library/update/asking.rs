//! The file laid out by the office worker, and what was chosen of it made the library of this device: kept first, used
//! then. What fails is told and changes nothing.

use std::sync::Arc;

use js_sys::Uint8Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use super::laid_out::LaidOut;
use super::{Stage, Updating};
use crate::domain::finding::FileProblem;
use crate::domain::from_json::from_json;
use crate::forms::MAX_BYTES;
use crate::library::updating::Update;
use crate::ui::library::keeping;
use crate::ui::library::own::{self, Source};
use crate::ui::session::Notice;
use crate::ui::workers::{WorkerFault, update_library};
use crate::wording;

impl Updating {
    /// Lays the chosen file out against the library in use.
    pub(super) fn lay_out(self) {
        self.fault.set(None);
        self.stage.set(Stage::Working("正在读取文件，与现用指标库逐项核对"));
        let turn = self.turn.get_untracked();
        spawn_local(async move {
            let stage = match self.laid_out().await {
                Ok((laid_out, against)) if self.is_still(turn) => {
                    self.against.set_value(Some(against));
                    self.left.set(Default::default());
                    Stage::LaidOut(Arc::new(laid_out))
                }
                Err(why) if self.is_still(turn) => Stage::Refused(why),
                _ => return,
            };
            self.stage.set(stage);
        });
    }

    fn is_still(self, turn: u32) -> bool {
        self.turn.try_get_untracked() == Some(turn)
    }

    async fn laid_out(self) -> Result<(LaidOut, Source), Vec<String>> {
        let one = |words: &str| vec![words.to_owned()];
        let library = self.in_use().await.ok_or_else(|| one(wording::library_not_fetched()))?;
        let answer = self.asked(&library, None).await?;
        let read = LaidOut::read(answer).unwrap_or_else(|| Err(one(wording::library_not_compared(true))))?;
        Ok((read, library))
    }

    /// The library in use as text.
    async fn in_use(self) -> Option<Source> {
        // The shipped one stands in for one that does not read.
        let own = own::own_text(self.session).await.filter(|_| !self.books.broken.get_untracked());
        match own {
            Some(text) => Some(Source { text, own: true }),
            None => Some(Source { text: own::shipped_text().await.ok()?, own: false }),
        }
    }

    async fn asked(self, library: &Source, left: Option<Vec<usize>>) -> Result<String, Vec<String>> {
        let one = |words: String| vec![words];
        let Some(file) = self.file.get_value() else { return Err(Vec::new()) };
        // A browser counts bytes as a float; a file's size is a whole number far below 2^53.
        let size = file.size() as u64;
        if size > MAX_BYTES {
            return Err(one(wording::sentence(&FileProblem::TooLarge { size, limit: MAX_BYTES }.into())));
        }
        let bytes = JsFuture::from(file.array_buffer()).await;
        let bytes = bytes.map_err(|_| one(wording::library_file_unreadable().to_owned()))?;
        let mut taken = match self.session.inventory().await {
            Some(inventory) => inventory.former_editions().await.unwrap_or_default(),
            None => Vec::new(),
        };
        taken.extend(self.books.book.with_untracked(|book| Some(book.as_ref()?.library.edition.clone())));
        let update = Update { replace: self.replace.get_untracked(), taken, left };
        let answer = update_library(&update, &library.text, &Uint8Array::new(&bytes)).await;
        answer.map_err(|fault| {
            one(wording::library_not_compared(matches!(fault, WorkerFault::GaveUp)).to_owned())
        })
    }

    /// Does what is ticked.
    pub(super) fn adopt(self) {
        let Stage::LaidOut(laid_out) = self.stage.get_untracked() else { return };
        let Some(against) = self.against.get_value() else { return };
        self.fault.set(None);
        self.stage.set(Stage::Working("正在生成并保存新版指标库"));
        let turn = self.turn.get_untracked();
        spawn_local(async move {
            match self.adopted(against, turn).await {
                Ok(Some(words)) => {
                    self.session.notice.set(Some(Notice::done(words)));
                    self.stage.set(Stage::Waiting);
                    self.dialog.close();
                }
                // Given up meanwhile.
                Ok(None) => {}
                Err(why) if self.is_still(turn) => {
                    self.fault.set(Some(wording::library_not_kept(&why)));
                    self.stage.set(Stage::LaidOut(laid_out));
                }
                Err(why) => self.session.tell(&wording::library_not_kept(&why)),
            }
        });
    }

    async fn adopted(self, against: Source, turn: u32) -> Result<Option<String>, String> {
        let left = self.left.with_untracked(|left| left.iter().copied().collect());
        let answer = self.asked(&against, Some(left)).await.map_err(|why| why.concat())?;
        let broken = || wording::library_not_compared(true).to_owned();
        let (first, text) = answer.split_once('\n').ok_or_else(broken)?;
        let first: serde_json::Value = from_json(first).map_err(|_| broken())?;
        let library = own::kept(text).await.ok_or_else(broken)?;
        if !self.is_still(turn) {
            return Ok(None);
        }
        keeping::replace(self.session, self.books, &against, Some(text.to_owned())).await?;
        let count = |name: &str| first.get(name).and_then(serde_json::Value::as_u64).unwrap_or_default();
        let (taken, left) = (count("taken") as usize, count("left") as usize);
        let words = wording::library_adopted(&library.edition, taken, left);
        self.books.show(own::indexed(library, true).await, false);
        Ok(Some(words))
    }
}

//! A bundle or a backup with files as one file, put together from what the browser holds: one file at a time passes through the
//! page's memory, looked over once more, and the whole never does.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use crate::bundle::archive;
use crate::bundle::digest::Digest;
use crate::bundle::packing::{CheckSum, Packing, TooMuch};
use crate::domain::finding::EvidenceProblem;
use crate::storage::backend::Cipher;
use crate::storage::parts::{Found, Parts};
use crate::storage::{Inventory, Pauses};
use crate::ui::said::Said;
use crate::ui::session::refused;
use crate::wording;

/// Bytes that are summed up at once.
const PIECE: u32 = 256 * 1024;

/// A part that is no file of evidence and was made for this file.
pub(in crate::ui) struct Made {
    /// The 64 digits.
    pub hex: String,
    /// As a file of the browser's, which need not keep it in memory.
    pub file: Blob,
}

/// The file of a bundle or a backup: its text as it is, or a zip of it as `json` where `head` names parts, which are
/// locked where it brings a key for them. `made`: those that the browser does not hold. `Err` is for people.
pub(in crate::ui) async fn packed(
    inventory: &Inventory,
    json: &str,
    text: &JsValue,
    head: &Said,
    made: &[Made],
    tell: &dyn Fn(String),
) -> Result<JsValue, String> {
    let list = head.get("parts").list();
    if list.is_empty() {
        return Ok(text.clone());
    }
    let cipher = files_key(head);
    let mut zip = Zip::default();
    zip.add(json, &Uint8Array::from(text.as_string().unwrap_or_default().as_bytes())).await?;
    let parts = inventory.parts().await.map_err(|reason| format!("{}。", refused(&reason)))?;
    for (at, hex) in list.iter().map(Said::words).enumerate() {
        tell(format!("正在装入文件（{} / {}）", at + 1, list.len()));
        let digest: Digest = format!("sha256:{hex}").parse().map_err(not_made)?;
        let mut bytes = match made.iter().find(|made| made.hex == hex) {
            Some(made) => {
                let read = JsFuture::from(made.file.array_buffer()).await;
                Uint8Array::new(&read.map_err(|_| TooMuch).map_err(not_made)?)
            }
            None => bytes(&parts, &hex).await?,
        };
        if let Some(cipher) = &cipher {
            let locked = cipher.lock_file(&hex, &bytes).await;
            bytes = locked.map_err(|reason| format!("{}。", refused(&reason)))?;
        }
        zip.add(&archive::part_name(&digest), &bytes).await?;
    }
    zip.whole()
}

/// What locks the files of a backup; none where it is not locked.
pub(in crate::ui) fn files_key(head: &Said) -> Option<Cipher> {
    let byte = |said: &Said| u8::try_from(said.whole()?).ok();
    let bytes: Option<Vec<u8>> = head.get("files_key").list().iter().map(byte).collect();
    Some(Cipher::of_bytes(bytes?.try_into().ok()?))
}

/// The bytes of one part, which nothing may have changed since it was attached.
async fn bytes(parts: &Parts, hex: &str) -> Result<Uint8Array, String> {
    let name = || hex.get(..12).unwrap_or(hex).to_owned();
    match parts.find(hex).await.map_err(|reason| format!("{}。", refused(&reason)))? {
        Found::Whole(bytes) => Ok(bytes),
        Found::Missing => Err(wording::evidence_problem(&EvidenceProblem::Missing { name: name() })),
        Found::Broken => Err(wording::evidence_problem(&EvidenceProblem::Broken { name: name() })),
    }
}

/// A zip that is put together.
#[derive(Default)]
struct Zip {
    packing: Packing,
    pieces: Array,
}

impl Zip {
    async fn add(&mut self, name: &str, bytes: &Uint8Array) -> Result<(), String> {
        let (mut sum, mut pauses, mut at) = (CheckSum::default(), Pauses::begin(), 0);
        while at < bytes.length() {
            let end = at.saturating_add(PIECE).min(bytes.length());
            sum.add(&bytes.subarray(at, end).to_vec());
            at = end;
            pauses.pause().await;
        }
        let head = self.packing.entry(name, bytes.length().into(), sum.value()).map_err(not_made)?;
        self.pieces.push(&Uint8Array::from(head.as_slice()));
        // As a file of the browser's, which need not keep it in memory.
        self.pieces.push(
            &Blob::new_with_u8_array_sequence(&Array::of1(bytes))
                .map_err(|_| TooMuch)
                .map_err(not_made)?
                .into(),
        );
        Ok(())
    }

    fn whole(self) -> Result<JsValue, String> {
        let end = self.packing.end().map_err(not_made)?;
        self.pieces.push(&Uint8Array::from(end.as_slice()));
        let whole = Blob::new_with_blob_sequence(&self.pieces).map_err(|_| TooMuch).map_err(not_made)?;
        Ok(whole.into())
    }
}

fn not_made(why: impl std::fmt::Display) -> String {
    format!("没有生成文件：{why}。请减少项目或材料后再试。")
}

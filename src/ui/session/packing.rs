//! A bundle with files as one file, put together from what the browser holds: one file at a time passes through the
//! page's memory, looked over once more, and the whole never does.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;
use web_sys::Blob;

use crate::bundle::archive;
use crate::bundle::digest::Digest;
use crate::bundle::packing::{CheckSum, Packing, TooMuch};
use crate::domain::finding::EvidenceProblem;
use crate::storage::parts::{Found, Parts};
use crate::storage::{Inventory, Pauses};
use crate::ui::said::Said;
use crate::ui::session::refused;
use crate::wording;

/// Bytes that are summed up at once.
const PIECE: u32 = 256 * 1024;

/// The file of a bundle: its text as it is, or a zip where `head` names parts. `Err` is for people.
pub(super) async fn packed(
    inventory: &Inventory,
    text: &JsValue,
    head: &Option<Said>,
    tell: &dyn Fn(String),
) -> Result<JsValue, String> {
    let list = head.as_ref().map(|head| head.get("parts").list()).unwrap_or_default();
    if list.is_empty() {
        return Ok(text.clone());
    }
    let mut zip = Zip::default();
    zip.add(archive::JSON, &Uint8Array::from(text.as_string().unwrap_or_default().as_bytes())).await?;
    let parts = inventory.parts().await.map_err(|reason| format!("{}。", refused(&reason)))?;
    for (at, hex) in list.iter().map(Said::words).enumerate() {
        tell(format!("正在装入佐证材料（{} / {}）", at + 1, list.len()));
        let digest: Digest = format!("sha256:{hex}").parse().map_err(not_made)?;
        zip.add(&archive::part_name(&digest), &bytes(&parts, &hex).await?).await?;
    }
    zip.whole()
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
pub(super) struct Zip {
    packing: Packing,
    pieces: Array,
}

impl Zip {
    pub(super) async fn add(&mut self, name: &str, bytes: &Uint8Array) -> Result<(), String> {
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

    pub(super) fn whole(self) -> Result<JsValue, String> {
        let end = self.packing.end().map_err(not_made)?;
        self.pieces.push(&Uint8Array::from(end.as_slice()));
        let whole = Blob::new_with_blob_sequence(&self.pieces).map_err(|_| TooMuch).map_err(not_made)?;
        Ok(whole.into())
    }
}

fn not_made(why: impl std::fmt::Display) -> String {
    format!("没有生成文件：{why}。请减少项目或材料后再试。")
}

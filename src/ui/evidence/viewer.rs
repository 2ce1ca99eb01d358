//! A file looked at: pictures as pictures, text as text, PDF by the browser's own viewer. What a file is its bytes
//! say, here once more, whatever the document says. Nothing of a file is ever run: what is not shown in one of
//! these three ways is handed out only.

use js_sys::{Reflect, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use web_sys::{Blob, BlobPropertyBag, TextDecoder, Url};

use super::adding::kind_of;
use super::desk::Desk;
use crate::bundle::code::ShortCode;
use crate::domain::evidence::Evidence;
use crate::domain::evidence_kind::{EvidenceKind, Shown};
use crate::ui::parts::node::{node, nothing, part, said, words};
use crate::ui::parts::{Dialog, DialogHandle, press};
use crate::wording::{self, excerpt};

/// Bytes of a text that are shown.
const TEXT: u32 = 256 * 1024;

/// The dialog in which a file is looked at.
#[derive(Clone, Copy)]
pub(super) struct Viewer {
    dialog: DialogHandle,
    file: RwSignal<Option<Evidence>>,
    seen: RwSignal<Seen>,
}

#[derive(Clone)]
enum Seen {
    Opening,
    Refused(String),
    /// The address of a picture or a PDF, which lives as long as the dialog is open.
    At(Shown, String),
    /// The text, or its beginning.
    Text(String),
    HandedOut(EvidenceKind),
}

impl Viewer {
    pub(super) fn new() -> Self {
        Self { dialog: DialogHandle::new(), file: RwSignal::new(None), seen: RwSignal::new(Seen::Opening) }
    }

    pub(super) fn open(self, desk: Desk, file: Evidence) {
        self.end();
        self.file.set(Some(file.clone()));
        self.dialog.open();
        spawn_local(async move {
            let seen = match desk.bytes(&file).await {
                Ok(bytes) => seen(&bytes, &file.name),
                Err(why) => Seen::Refused(why),
            };
            // Closed meanwhile, or another file is open: its address would live for ever.
            if self.file.try_get_untracked().flatten().as_ref() == Some(&file) {
                self.seen.set(seen);
            } else {
                forget(&seen);
            }
        });
    }

    fn end(self) {
        self.file.set(None);
        forget(&self.seen.get_untracked());
        self.seen.set(Seen::Opening);
    }

    pub(super) fn drawn(self, desk: Desk) -> AnyView {
        on_cleanup(move || forget(&self.seen.get_untracked()));
        let title = Signal::derive(move || {
            self.file.with(|file| file.as_ref().map(|file| excerpt(&file.name)).unwrap_or_default())
        });
        let hand_out = move || {
            if let Some(file) = self.file.get_untracked() {
                desk.hand_out(file);
            }
        };
        // Keys of the dialog are the dialog's: Esc would close the row's editor behind it.
        view! {
            <div on:keydown=move |event| event.stop_propagation()>
                <Dialog handle=self.dialog id="evidence-view" title on_close=Callback::new(move |()| self.end())>
                    {part(move || self.body())}
                    <div class="dialog-foot">
                        {part(move || self.facts())}
                        {press("下载", "", hand_out)}
                        {press("关闭", "go", move || self.dialog.close())}
                    </div>
                </Dialog>
            </div>
        }
        .into_any()
    }

    fn facts(self) -> AnyView {
        let Some(file) = self.file.get() else { return nothing() };
        said("span", "why", facts(&file))
    }

    fn body(self) -> AnyView {
        let name = self.file.with(|file| file.as_ref().map(|file| excerpt(&file.name)).unwrap_or_default());
        let status = [("class", "why"), ("role", "status")];
        let (class, shown) = match self.seen.get() {
            Seen::Opening => ("", node("p", &status, vec![words("正在打开。")])),
            Seen::Refused(why) => {
                ("", node("p", &[("class", "notice red"), ("role", "alert")], vec![words(why)]))
            }
            Seen::HandedOut(kind) => {
                let notice = if kind.may_run() { "notice red" } else { "notice" };
                ("", said("p", notice, wording::evidence_handed_out(kind)))
            }
            Seen::Text(text) => {
                let whole = self.file.with(|file| file.as_ref().map_or(0, |file| file.size));
                let cut = (whole > u64::from(TEXT)).then(|| {
                    let (shown, whole) = (wording::size(TEXT.into()), wording::size(whole));
                    said("p", "notice", format!("只显示前 {shown}，全文 {whole}：其余请下载查看。"))
                });
                ("", vec![cut.unwrap_or_else(nothing), node("pre", &[], vec![words(text)])].into_any())
            }
            Seen::At(Shown::Pdf, address) => {
                let title = format!("PDF 文件“{name}”");
                ("", node("iframe", &[("src", &address), ("title", &title)], Vec::new()))
            }
            Seen::At(_, address) => {
                let text = format!("图片“{name}”");
                ("", node("img", &[("src", &address), ("alt", &text)], Vec::new()))
            }
        };
        let label = format!("“{name}”的内容");
        let class = format!("dialog-body evidence-shown {class}");
        node(
            "div",
            &[("class", &class), ("tabindex", "0"), ("role", "region"), ("aria-label", &label)],
            vec![shown],
        )
    }
}

/// Kind, size and short code of a file.
pub(super) fn facts(file: &Evidence) -> String {
    let kind = wording::evidence_kind(EvidenceKind::of_media(&file.kind));
    let code = file.digest.parse().map(|digest| format!(" · 短码 {}", ShortCode::of(&digest)));
    format!("{kind} · {}{}", wording::size(file.size), code.unwrap_or_default())
}

fn seen(bytes: &Uint8Array, name: &str) -> Seen {
    let kind = kind_of(bytes, name);
    match kind.shown() {
        Shown::Text => Seen::Text(text(bytes)),
        Shown::Pdf if !shows_pdf() => Seen::HandedOut(kind),
        shown @ (Shown::Image | Shown::Pdf) => match address(bytes, kind.media()) {
            Ok(address) => Seen::At(shown, address),
            Err(_) => Seen::HandedOut(kind),
        },
        Shown::HandedOut => Seen::HandedOut(kind),
    }
}

/// An address of the bytes, as this type and no other.
fn address(bytes: &Uint8Array, media: &str) -> Result<String, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(media);
    let blob = Blob::new_with_u8_array_sequence_and_options(&js_sys::Array::of1(bytes), &options)?;
    Url::create_object_url_with_blob(&blob)
}

fn forget(seen: &Seen) {
    if let Seen::At(_, address) = seen {
        // Refused for no address that was ever made.
        drop(Url::revoke_object_url(address));
    }
}

/// Whether the browser has a viewer of its own; one that does not say has one, or hands the file out.
fn shows_pdf() -> bool {
    let said = Reflect::get(&window().navigator(), &"pdfViewerEnabled".into());
    said.ok().and_then(|said| said.as_bool()).unwrap_or(true)
}

/// The beginning of a text, in whichever of the three encodings it is.
fn text(bytes: &Uint8Array) -> String {
    let beginning = bytes.subarray(0, TEXT.min(bytes.length())).to_vec();
    let label = match (beginning.as_slice(), str::from_utf8(&beginning)) {
        ([0xff, 0xfe, ..], _) => "utf-16le",
        ([0xfe, 0xff, ..], _) => "utf-16be",
        (_, Ok(_)) => "utf-8",
        // Cut inside a sign.
        (_, Err(fault)) if fault.error_len().is_none() => "utf-8",
        _ => "gb18030",
    };
    let decoder = TextDecoder::new_with_label(label).ok();
    let text = decoder.and_then(|decoder| decoder.decode_with_u8_array(&beginning).ok());
    text.unwrap_or_else(|| String::from_utf8_lossy(&beginning).into_owned())
}

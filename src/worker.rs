//! The listening side of a browser worker: it says `ready` once it listens, then answers one
//! question at a time with a text, or with bytes. Knows no question.

mod file;

pub use file::AskedFile;

use std::cell::RefCell;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// An answer.
pub enum Said {
    Text(String),
    /// Handed over, not copied: they lie in the page's memory alone.
    Bytes(Vec<u8>),
}

/// Answers every question for as long as the worker lives. Outside a worker it does nothing.
pub fn listen(answer: impl Fn(&JsValue) -> Said + 'static) {
    listen_on(move |question| Some(answer(question)));
}

/// The same where a question may come in pieces: a text is a piece and gets no answer, what is no text is
/// the last and goes with all of them. The file it is about is read as far as the answer takes.
pub fn listen_in_pieces(answer: impl Fn(&str, AskedFile) -> Said + 'static) {
    let pieces = RefCell::new(String::new());
    listen_on(move |piece| {
        if let Some(text) = piece.as_string() {
            pieces.borrow_mut().push_str(&text);
            return None;
        }
        let question = pieces.take() + &member(piece, "name").as_string().unwrap_or_default();
        Some(answer(&question, AskedFile::of(&member(piece, "bytes"))))
    });
}

fn listen_on(answer: impl Fn(&JsValue) -> Option<Said> + 'static) {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let answering = scope.clone();
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(said) = answer(&event.data()) {
            say(&answering, said);
        }
    });
    scope.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    // It listens as long as the worker lives.
    listener.forget();
    say(&scope, Said::Text("ready".to_owned()));
}

fn say(scope: &DedicatedWorkerGlobalScope, said: Said) {
    // A page that is gone needs no answer.
    drop(match said {
        Said::Text(text) => scope.post_message(&JsValue::from_str(&text)),
        // Handed over, not copied once more.
        Said::Bytes(bytes) => {
            let bytes = Uint8Array::from(bytes.as_slice());
            scope.post_message_with_transfer(&bytes, &Array::of1(&bytes.buffer()))
        }
    });
}

/// The order of a question that asks for something to be written.
pub fn order_of(question: &JsValue) -> Option<String> {
    text_of(question, "write")
}

/// A text that stands in a question.
pub fn text_of(question: &JsValue, name: &str) -> Option<String> {
    member(question, name).as_string()
}

fn member(question: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(question, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// The `name` and `bytes` of a question about a file; a question without bytes is an empty file.
pub fn file_of(question: &JsValue) -> (String, Vec<u8>) {
    let name = member(question, "name").as_string().unwrap_or_default();
    let bytes = member(question, "bytes").dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec());
    (name, bytes.unwrap_or_default())
}

/// Whether a question is about no file, but for the demo data.
pub fn asks_for_demo(question: &JsValue) -> bool {
    js_sys::Reflect::has(question, &"demo".into()).unwrap_or(false)
}

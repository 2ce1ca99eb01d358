//! The listening side of a browser worker: it says `ready` once it listens, then answers one
//! question at a time with a text or with bytes. Knows no question.

use std::cell::RefCell;

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
/// the last and goes with all of them.
pub fn listen_in_pieces(answer: impl Fn(&str, &[u8]) -> String + 'static) {
    let pieces = RefCell::new(String::new());
    listen_on(move |piece| {
        if let Some(text) = piece.as_string() {
            pieces.borrow_mut().push_str(&text);
            return None;
        }
        let (rest, file) = file_of(piece);
        let question = pieces.take() + &rest;
        Some(Said::Text(answer(&question, &file)))
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
        Said::Bytes(bytes) => {
            let bytes = js_sys::Uint8Array::from(bytes.as_slice());
            scope.post_message_with_transfer(&bytes, &js_sys::Array::of1(&bytes.buffer()))
        }
    });
}

/// The order of a question that asks for something to be written.
pub fn order_of(question: &JsValue) -> Option<String> {
    js_sys::Reflect::get(question, &"write".into()).ok()?.as_string()
}

/// The `name` and `bytes` of a question about a file; a question without bytes is an empty file.
pub fn file_of(question: &JsValue) -> (String, Vec<u8>) {
    let part = |key: &str| js_sys::Reflect::get(question, &key.into()).unwrap_or(JsValue::UNDEFINED);
    let name = part("name").as_string().unwrap_or_default();
    let bytes = part("bytes").dyn_into::<js_sys::Uint8Array>().map(|bytes| bytes.to_vec());
    (name, bytes.unwrap_or_default())
}

/// Whether a question is about no file, but for the demo data.
pub fn asks_for_demo(question: &JsValue) -> bool {
    js_sys::Reflect::has(question, &"demo".into()).unwrap_or(false)
}

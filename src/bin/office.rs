//! The browser worker that reads workbooks, loaded when the first one comes. It says `ready` once
//! it listens; then each `{name, bytes}` is answered by the JSON of its reading. A file that makes
//! it stop stops only the worker. Empty on the native target.

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    worker::listen();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

#[cfg(target_arch = "wasm32")]
mod worker {
    use hengping::forms;
    use js_sys::{Reflect, Uint8Array};
    use wasm_bindgen::closure::Closure;
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

    pub(super) fn listen() {
        let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
        let answering = scope.clone();
        let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            say(&answering, &answer(&event.data()));
        });
        scope.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        // It listens as long as the worker lives.
        listener.forget();
        say(&scope, "ready");
    }

    /// The reading as JSON; a question without bytes is an empty file.
    fn answer(question: &JsValue) -> String {
        let part = |key: &str| Reflect::get(question, &key.into()).unwrap_or(JsValue::UNDEFINED);
        let name = part("name").as_string().unwrap_or_default();
        let bytes = part("bytes").dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec()).unwrap_or_default();
        serde_json::to_string(&forms::read(&name, &bytes)).unwrap_or_else(|fault| fault.to_string())
    }

    fn say(scope: &DedicatedWorkerGlobalScope, text: &str) {
        // A page that is gone needs no answer.
        drop(scope.post_message(&JsValue::from_str(text)));
    }
}

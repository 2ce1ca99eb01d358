//! The browser worker that reads workbooks, loaded when the first one comes: each `{name, bytes}` is
//! answered by the JSON of its reading. A file that makes it stop stops only the worker. Empty on
//! the native target.

#[cfg(target_arch = "wasm32")]
fn main() {
    use hengping::{forms, worker};

    console_error_panic_hook::set_once();
    worker::listen(|question| {
        let (name, bytes) = worker::file_of(question);
        serde_json::to_string(&forms::read(&name, &bytes)).unwrap_or_else(|fault| fault.to_string())
    });
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

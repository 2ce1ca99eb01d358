//! The browser worker that reads workbooks, loaded when the first one comes: each `{name, bytes}` is
//! answered by the JSON of its reading, `{demo}` by the demo cases. It reads all that the reader does, and
//! stands in for it in the one file, which carries one of them. A file that makes it stop stops only the
//! worker. Empty on the native target.

#[cfg(target_arch = "wasm32")]
fn main() {
    use hengping::{forms, worker};

    console_error_panic_hook::set_once();
    worker::listen(|question| {
        let answer = if worker::asks_for_demo(question) {
            serde_json::to_string(&forms::demo::cases())
        } else {
            let (name, bytes) = worker::file_of(question);
            serde_json::to_string(&forms::read(&name, &bytes))
        };
        answer.unwrap_or_else(|fault| fault.to_string())
    });
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

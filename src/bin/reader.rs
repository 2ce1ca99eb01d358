//! The browser worker that reads separated text, and the demo data, which are such texts. Small, and
//! fetched once the first page stands. `{name, bytes}` is answered by the JSON of the reading,
//! `{demo}` by the demo cases. Empty on the native target.

#[cfg(target_arch = "wasm32")]
fn main() {
    use hengping::{forms, worker};

    console_error_panic_hook::set_once();
    worker::listen(|question| {
        let answer = if worker::asks_for_demo(question) {
            serde_json::to_string(&forms::demo::cases())
        } else {
            let (_, bytes) = worker::file_of(question);
            serde_json::to_string(&forms::read_separated(&bytes, gb18030))
        };
        worker::Said::Text(answer.unwrap_or_else(|fault| fault.to_string()))
    });
}

/// GB18030 by the browser's own tables.
#[cfg(target_arch = "wasm32")]
fn gb18030(bytes: &[u8]) -> Option<String> {
    let options = web_sys::TextDecoderOptions::new();
    options.set_fatal(true);
    let decoder = web_sys::TextDecoder::new_with_label_and_options("gb18030", &options).ok()?;
    decoder.decode_with_u8_array(bytes).ok()
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

//! The browser worker that seals, stages and takes over bundles, loaded when the first is made or comes
//! in: `{name, bytes}`, where the name is the question, or what no piece before it brought, and the bytes
//! are the file it is about, or a file that is read where it lies.
//! Empty on the native target.

#[cfg(target_arch = "wasm32")]
fn main() {
    use hengping::worker::Said;
    use hengping::{desk, worker};

    console_error_panic_hook::set_once();
    worker::listen_in_pieces(|question, mut file| match desk::answer_about(question, &mut file) {
        desk::Said::Text(text) => Said::Text(text),
        desk::Said::Bytes(bytes) => Said::Bytes(bytes),
    });
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

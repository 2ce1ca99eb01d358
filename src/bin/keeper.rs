//! The browser worker that seals, stages and takes over bundles, loaded when the first is made or comes
//! in: `{name, bytes}`, where the name is the question, or what no piece before it brought, and the bytes
//! are the file it is about.
//! Empty on the native target.

#[cfg(target_arch = "wasm32")]
fn main() {
    use hengping::{desk, worker};

    console_error_panic_hook::set_once();
    worker::listen_in_pieces(desk::answer);
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

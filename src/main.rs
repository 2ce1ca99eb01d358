//! The `hengping` command. Empty on the browser's target.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    hengping::cli::run(std::env::args_os())
}

#[cfg(target_arch = "wasm32")]
fn main() {}

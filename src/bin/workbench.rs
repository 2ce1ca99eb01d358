//! The browser app: mounts the workbench. Empty on the native target.

#[cfg(target_arch = "wasm32")]
fn main() {
    use leptos::prelude::*;
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(|| view! { <main><h1>"衡评"</h1></main> });
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

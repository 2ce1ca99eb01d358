//! The browser app: mounts the workbench. Empty on the native target.

fn main() {
    #[cfg(target_arch = "wasm32")]
    hengping::ui::start();
}

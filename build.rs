//! Tells cargo when the embedded app changed, and the linker to leave in the workbench what cutting it needs.
//! Only builds that embed the app look at dist/ at all.

fn main() {
    let watched = if std::env::var_os("CARGO_FEATURE_APP").is_some() { "dist" } else { "build.rs" };
    println!("cargo::rerun-if-changed={watched}");
    if std::env::var_os("CARGO_CFG_TARGET_ARCH").is_some_and(|arch| arch == "wasm32") {
        println!("cargo::rustc-link-arg-bin=workbench=--emit-relocs");
    }
}

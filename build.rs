//! Tells cargo when the embedded app changed. Only builds that embed it look at dist/ at all.

fn main() {
    let watched = if std::env::var_os("CARGO_FEATURE_APP").is_some() { "dist" } else { "build.rs" };
    println!("cargo::rerun-if-changed={watched}");
}

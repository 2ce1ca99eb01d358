//! The browser app: mounts the workbench. Empty on the native target.

fn main() {}

//! The browser worker for long work off the main thread. Empty on the native target.

fn main() {}

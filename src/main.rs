//! The `hengping` command. Empty on the browser's target.

fn main() {}

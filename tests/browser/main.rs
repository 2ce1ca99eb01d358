//! What only a browser can prove: that the work survives it.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::expect_used, clippy::unwrap_used)]

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

mod contract;
mod device;
mod faults;
mod refusing;

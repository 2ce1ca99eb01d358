//! What only a browser can prove: that the work survives it.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::expect_used, reason = "a test that cannot go on stops")]

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

mod bundles;
mod contract;
mod device;
mod faults;
mod refusing;

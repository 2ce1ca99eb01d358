//! What only a browser can prove: that the work survives it.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::expect_used, reason = "a test that cannot go on stops")]

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// Each test three times: over the twin in memory, over the browser's storage, and over the same locked by a key.
macro_rules! on_every_backend {
    ($($(#[$doc:meta])* $test:ident)+) => {
        mod memory {
            use super::*;
            $($(#[$doc])* #[wasm_bindgen_test::wasm_bindgen_test] async fn $test() { super::$test(Device::memory()).await })+
        }
        mod browser {
            use super::*;
            $($(#[$doc])* #[wasm_bindgen_test::wasm_bindgen_test] async fn $test() {
                super::$test(Device::browser(stringify!($test))).await
            })+
        }
        mod covered {
            use super::*;
            $($(#[$doc])* #[wasm_bindgen_test::wasm_bindgen_test] async fn $test() {
                super::$test(Device::covered(stringify!($test))).await
            })+
        }
    };
}

mod backups;
mod bundles;
mod contract;
mod deletion;
mod device;
mod faults;
mod history;
mod leases;
mod overview;
mod parts;
mod people;
mod refusing;
mod undoing;
mod versions;

//! 衡评 (Hengping): budget performance management, one core for browser and bureau.
//!
//! Layers; an arrow may only point down:
//!
//! ```text
//! ui [wasm]        inbox, cli [native]
//! storage [wasm]
//! forms, pack
//! wording
//! bundle
//! domain
//! ```

pub mod bundle;
pub mod domain;
pub mod forms;
pub mod pack;
pub mod route;
#[cfg(target_arch = "wasm32")]
pub mod ui;
pub mod wording;
#[cfg(target_arch = "wasm32")]
pub mod worker;

#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
#[cfg(not(target_arch = "wasm32"))]
pub mod inbox;
pub mod storage;

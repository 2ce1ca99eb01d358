//! 衡评 (Hengping): budget performance management, one core for browser and bureau.
//!
//! Layers; an arrow may only point down:
//!
//! ```text
//! ui [wasm]        inbox, cli [native]
//! desk
//! backup
//! storage          (its shapes on both targets, what needs a browser on wasm)
//! forms, library
//! pack
//! wording
//! bundle
//! domain, cipher
//! ```
//!
//! Beside them `route` names the pages by domain words, and `worker` [wasm] carries messages and
//! knows no layer.

pub mod backup;
pub mod bundle;
pub mod cipher;
pub mod desk;
pub mod domain;
pub mod forms;
pub mod library;
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

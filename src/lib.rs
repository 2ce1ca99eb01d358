//! 衡评 (Hengping): budget performance management, one core for browser and bureau.

pub mod domain;

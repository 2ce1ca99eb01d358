//! The key of a passphrase. It takes its time, which the page has not.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::cipher::{Cost, Key};

/// `{"do":"derive","passphrase","salt":[16 bytes],"cost":{"m","t","p"}}`; without a cost today's is used.
#[derive(Deserialize)]
pub(super) struct Deriving {
    passphrase: String,
    salt: [u8; 16],
    #[serde(default)]
    cost: Option<Named>,
}

#[derive(Deserialize)]
struct Named {
    m: u32,
    t: u32,
    p: u32,
}

/// The key's 32 bytes, and the cost to be kept beside what they lock: `{"key":[…],"cost":{"m","t","p"}}`.
pub(super) fn derive(asked: &Deriving) -> Result<Value, String> {
    let cost = match &asked.cost {
        None => Cost::default(),
        Some(Named { m, t, p }) => Cost::new(*m, *t, *p).ok_or("口令的计算参数超出允许的范围，请勿改动")?,
    };
    let key = Key::derive(&asked.passphrase, &asked.salt, cost);
    let key = key.ok_or("本机内存不够，没有解开：请关闭其他窗口后再试")?;
    Ok(json!({ "key": key.bytes(), "cost": { "m": cost.m(), "t": cost.t(), "p": cost.p() } }))
}

//! The key of a passphrase. It takes its time, which the page has not.

use serde_json::{Value, json};

use super::asked::Asked;
use crate::cipher::{Cost, Key};

/// `{"do":"derive","passphrase","salt":[16 bytes],"cost":{"m","t","p"}}`; without a cost today's is used. The
/// key's 32 bytes, and the cost to be kept beside what they lock: `{"key":[…],"cost":{"m","t","p"}}`.
pub(super) fn derive(asked: &Asked) -> Result<Value, String> {
    let passphrase = asked.text("passphrase").ok_or("没有口令")?;
    let salt = asked.bytes("salt").ok_or("随机数不够")?;
    let cost = cost(asked.member("cost")).ok_or("口令的计算参数超出允许的范围，请勿改动")?;
    let key = Key::derive(passphrase, &salt, cost);
    let key = key.ok_or("本机内存不够，没有解开：请关闭其他窗口后再试")?;
    Ok(json!({ "key": key.bytes(), "cost": { "m": cost.m(), "t": cost.t(), "p": cost.p() } }))
}

fn cost(named: &Value) -> Option<Cost> {
    if named.is_null() {
        return Some(Cost::default());
    }
    let number = |name: &str| named.get(name)?.as_u64().and_then(|number| u32::try_from(number).ok());
    Cost::new(number("m")?, number("t")?, number("p")?)
}

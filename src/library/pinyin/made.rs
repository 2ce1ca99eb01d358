//! Makes keys at build time from the tables of the `pinyin` crate, which only the command carries.
//!
//! The tables list readings that only old texts have (灯 also as `ding`), so of each sign the first is taken,
//! and further ones only where `words.json` says that they are in use.

use std::collections::BTreeSet;

use pinyin::ToPinyin as _;
use serde_json::Value;

use super::speller::words;
use super::{Speller, is_spoken};
use crate::domain::normalise::compact;

/// Knows the common characters (GB 2312, level 1) and those of these texts.
pub fn made_speller<'t>(texts: impl IntoIterator<Item = &'t str>) -> Speller {
    let mut signs: BTreeSet<char> = common();
    for text in texts {
        signs.extend(compact(text).chars().filter(|sign| is_spoken(*sign) && !sign.is_ascii()));
    }
    Speller::of_readings(signs.into_iter().filter_map(|sign| Some((sign, reading(sign)?))))
}

/// Entries with a name, and those that have got another key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keyed {
    pub entries: usize,
    pub changed: usize,
}

/// Puts keys and readings into a pack of kind `library`.
pub fn key_pack(pack: &mut Value) -> Keyed {
    let entries = pack.get("indicators").and_then(Value::as_array);
    let names = entries.into_iter().flatten().filter_map(|entry| entry.get("name")?.as_str());
    let speller = made_speller(names);
    if let Some(members) = pack.as_object_mut() {
        members.insert("pinyin".to_owned(), speller.to_value());
    }
    let mut done = Keyed::default();
    for entry in pack.get_mut("indicators").and_then(Value::as_array_mut).into_iter().flatten() {
        let Some(keys) = entry.get("name").and_then(Value::as_str).map(|name| speller.keys(name)) else {
            continue;
        };
        if let Some(members) = entry.as_object_mut() {
            let keys = Value::from(keys);
            let old = members.insert("keys".to_owned(), keys.clone());
            done.entries += 1;
            done.changed += usize::from(old != Some(keys));
        }
    }
    done
}

fn reading(sign: char) -> Option<String> {
    if let Some(readings) = words().signs.get(&sign) {
        return Some(readings.clone());
    }
    Some(sign.to_pinyin()?.plain().replace('ü', "v"))
}

/// The rows 16 to 55 of GB 2312, 94 signs each.
fn common() -> BTreeSet<char> {
    let mut bytes = Vec::new();
    for row in 0xb0..=0xd7 {
        for cell in 0xa1..=0xfe_u8 {
            bytes.extend([row, cell]);
        }
    }
    let (text, _) = encoding_rs::GBK.decode_without_bom_handling(&bytes);
    text.chars().filter(|sign| is_spoken(*sign)).collect()
}

#[cfg(test)]
mod tests {
    use super::made_speller;

    #[test]
    fn the_terms_of_finance_are_read_as_they_are_spoken() {
        let speller = made_speller([]);
        for (name, keys) in [
            ("路灯数量", "lu deng shu liang"),
            ("重点工作办结率", "zhong dian gong zuo ban jie lv"),
            ("重复就诊率", "chong fu jiu zhen lv"),
            ("产值增长率", "chan zhi zeng zhang lv"),
            ("行业标准执行率", "hang ye biao zhun zhi xing lv"),
            ("长期贷款", "chang qi dai kuan"),
            ("会计核算", "kuai ji he suan"),
            ("绿化覆盖率", "lv hua fu gai lv"),
            ("女职工", "nv zhi gong"),
            ("战略", "zhan lve"),
        ] {
            assert_eq!(speller.keys(name), keys, "{name}");
        }
        assert_eq!(made_speller(["龘"]).keys("龘"), "da");
        assert_eq!(speller.keys("龘"), "-");
    }
}

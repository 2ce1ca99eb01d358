//! The key behind a passphrase: Argon2id (RFC 9106), at a cost that is written beside what it locked.
//! Apart from the rest because the page never derives a key: that is a worker's task.

use argon2::{Algorithm, Argon2, Block, Params, Version};

use super::Key;

/// What a guess costs: `m` KiB of memory, gone through `t` times, in `p` lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    m: u32,
    t: u32,
    p: u32,
}

/// Memory of one derivation, in KiB. The cost comes from files: none may ask for more than a poor PC has.
const MAX_M: u32 = 256 * 1024;
/// KiB gone through in all, some four seconds of a poor PC.
const MAX_WORK: u32 = 1024 * 1024;
const MAX_P: u32 = 16;

/// The least that OWASP's password storage guide asks of Argon2id; half a second in a poor PC's browser.
impl Default for Cost {
    fn default() -> Self {
        Self { m: 19_456, t: 2, p: 1 }
    }
}

impl Cost {
    /// `None` for what Argon2 has no meaning for, and for what would take the device's memory or time.
    pub fn new(m: u32, t: u32, p: u32) -> Option<Self> {
        let bounded = m <= MAX_M && p <= MAX_P && m.checked_mul(t)? <= MAX_WORK;
        (bounded && Params::new(m, t, p, None).is_ok()).then_some(Self { m, t, p })
    }

    /// KiB of memory.
    pub fn m(self) -> u32 {
        self.m
    }

    /// Passes.
    pub fn t(self) -> u32 {
        self.t
    }

    /// Lanes.
    pub fn p(self) -> u32 {
        self.p
    }
}

impl Key {
    /// The key of a passphrase, taken as its UTF-8 bytes. `None` where there is not that much memory.
    pub fn derive(passphrase: &str, salt: &[u8; 16], cost: Cost) -> Option<Self> {
        let params = Params::new(cost.m, cost.t, cost.p, None).ok()?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        derive(&argon2, passphrase.as_bytes(), salt)
    }
}

fn derive(argon2: &Argon2, passphrase: &[u8], salt: &[u8]) -> Option<Key> {
    let count = argon2.params().block_count();
    let mut memory = Vec::new();
    memory.try_reserve_exact(count).ok()?;
    memory.resize(count, Block::default());
    let mut key = [0; 32];
    argon2.hash_password_into_with_memory(passphrase, salt, &mut key, memory.as_mut_slice()).ok()?;
    Some(Key::of_bytes(key))
}

#[cfg(test)]
mod tests {
    use argon2::{Algorithm, Argon2, AssociatedData, ParamsBuilder, Version};

    use super::{Cost, derive};
    use crate::cipher::Key;

    const SALT: [u8; 16] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    fn hex(key: &Key) -> String {
        key.bytes().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// RFC 9106, 5.3.
    #[test]
    fn the_vector_of_the_standard_holds() {
        let data = AssociatedData::new(&[4; 12]).expect("data");
        let params = ParamsBuilder::new().m_cost(32).t_cost(3).p_cost(4).data(data).build();
        let argon2 = Argon2::new_with_secret(
            &[3; 8],
            Algorithm::Argon2id,
            Version::V0x13,
            params.expect("parameters"),
        );
        let key = derive(&argon2.expect("a function"), &[1; 32], &[2; 16]).expect("a key");
        assert_eq!(hex(&key), "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
    }

    /// As the reference implementation in C derives them.
    #[test]
    fn the_reference_derives_the_same_keys() {
        let cost = Cost::new(32, 3, 4).expect("a cost");
        let key = Key::derive("password", &SALT, cost).expect("a key");
        assert_eq!(hex(&key), "803c582b3c99a567e01b2df83cf55c4b32040cd8511aed25f051502d81ee43b2");
        let key = Key::derive("财政口令", &SALT, Cost::default()).expect("a key");
        assert_eq!(hex(&key), "e46227c622516ef88a986cc7a0e1b5af11f7acc117180b1f9e7cd33ffc99272e");
    }

    #[test]
    fn no_file_can_ask_for_more_than_a_device_has() {
        let default = Cost::default();
        assert_eq!(Cost::new(default.m(), default.t(), default.p()), Some(default));
        assert!(Cost::new(256 * 1024, 4, 1).is_some());
        for (m, t, p) in [
            (4 * 1024 * 1024, 1, 1),
            (u32::MAX, u32::MAX, u32::MAX),
            (256 * 1024, 5, 1),
            (19_456, u32::MAX, 1),
            (19_456, 0, 1),
            (19_456, 2, 0),
            (19_456, 2, 17),
            (7, 1, 1),
            (16, 1, 4),
        ] {
            assert_eq!(Cost::new(m, t, p), None, "{m} {t} {p}");
        }
    }
}

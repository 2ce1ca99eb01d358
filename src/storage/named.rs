//! Which parts are named: every digest that stands in a text, whatever the text is. What a document, a revision,
//! an edit in the journal or anything set aside names is never deleted, also where nothing can read it.

use std::collections::BTreeSet;

const MARK: &str = "sha256:";
const DIGITS: usize = 64;

/// The digits of digests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named(BTreeSet<String>);

impl Named {
    /// Takes in every digest of a text.
    pub fn add(&mut self, text: &str) {
        let digits = text.split(MARK).skip(1).filter_map(|rest| rest.get(..DIGITS));
        let digests = digits.filter(|digits| digits.bytes().all(|sign| sign.is_ascii_hexdigit()));
        self.0.extend(digests.map(str::to_ascii_lowercase));
    }

    pub fn has(&self, hex: &str) -> bool {
        self.0.contains(hex)
    }
}

#[cfg(test)]
mod tests {
    use super::Named;

    #[test]
    fn digests_are_found_wherever_they_stand() {
        let hex = |digit: &str| digit.repeat(64);
        let mut named = Named::default();
        named.add(&format!(r#"{{"digest":"sha256:{}","name":"sha256:"}}"#, hex("a")));
        named.add(&format!(r#"{{\"digest\":\"sha256:{}\"}} sha256:{}0"#, hex("b"), hex("c")));
        named.add(&format!("断sha256:{} sha256:{}", hex("D"), &hex("e")[1..]));
        named.add("");
        for (digit, there) in [("a", true), ("b", true), ("c", true), ("d", true), ("e", false), ("f", false)]
        {
            assert_eq!(named.has(&hex(digit)), there, "{digit}");
        }
    }
}

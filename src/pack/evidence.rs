//! How much evidence a case may have, by a rules pack: `"evidence": {"file_mb", "case_mb", "files"}`, whole
//! megabytes of 1024² bytes and a count. Read by what draws evidence, when it is first drawn.

use serde_json::Value;

use super::read::{Pack, own};
use super::shipped::Shipped;
use crate::domain::evidence::EvidenceLimits;

const MB: u64 = 1024 * 1024;

/// The limits of a pack; `None` where it states none, or none that can be read.
pub fn evidence_limits(pack: &Pack) -> Option<EvidenceLimits> {
    let section = own(&pack.raw, "evidence")?;
    let count = |name: &str| section.get(name).and_then(Value::as_u64);
    Some(EvidenceLimits {
        file: count("file_mb")?.checked_mul(MB)?,
        case: count("case_mb")?.checked_mul(MB)?,
        files: usize::try_from(count("files")?).ok()?,
    })
}

impl Shipped {
    /// Those of the rules in force. Without any nothing may be added: a limit that nobody stated is none that
    /// could be said beforehand.
    pub fn evidence_limits(&self) -> EvidenceLimits {
        let limits = self.rules_packs().find_map(evidence_limits);
        limits.unwrap_or(EvidenceLimits { file: 0, case: 0, files: 0 })
    }
}

#[cfg(test)]
mod tests {
    use super::{MB, evidence_limits};
    use crate::domain::evidence::EvidenceLimits;
    use crate::pack::{read, shipped};

    #[test]
    fn the_shipped_rules_state_their_limits() {
        let limits = EvidenceLimits { file: 20 * MB, case: 200 * MB, files: 200 };
        assert_eq!(shipped().evidence_limits(), limits);
    }

    #[test]
    fn what_cannot_be_read_is_no_limit() {
        for section in ["null", "{}", r#"{"file_mb":-1,"case_mb":1,"files":1}"#, "[]", r#""20""#] {
            let pack = format!(
                r#"{{"format":"hengping.pack","version":1,"id":"x","edition":"1","title":"x","kind":"rules","evidence":{section}}}"#
            );
            assert_eq!(evidence_limits(&read(pack.as_bytes()).expect("a pack")), None, "{section}");
        }
    }
}

//! 佐证材料: files that bear rows out, as documents name them, and how much of it a case may have. The document
//! holds a file's digest, never its bytes; knows no store.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::case::Case;
use super::evidence_kind::EvidenceKind;
use super::finding::EvidenceProblem;

/// Characters of a file's name.
const LONGEST: usize = 100;

/// One file as the document names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// SHA-256 of the bytes, as bundles write it: `sha256:…`.
    pub digest: String,
    /// As the user's file was called. For people only: nothing is looked up by it.
    pub name: String,
    /// In bytes.
    pub size: u64,
    /// What the bytes themselves say they are (`image/png`), not what the name says; empty where they say nothing.
    #[serde(rename = "type")]
    pub kind: String,
}

impl Evidence {
    /// The 64 digits that the bytes are kept under; `None` where a stranger's document names no digest.
    pub fn hex(&self) -> Option<&str> {
        let hex = self.digest.strip_prefix("sha256:")?;
        let digits = hex.bytes().all(|sign| matches!(sign, b'0'..=b'9' | b'a'..=b'f'));
        (digits && hex.len() == 64).then_some(hex)
    }

    /// A name that every system takes for a file that is handed out: what ends it ends it on the screen, too.
    pub fn file_name(&self) -> String {
        let turns = |sign: char| matches!(sign, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        let keep = |sign: &char| !(sign.is_control() || turns(*sign) || "\\/:*?\"<>|".contains(*sign));
        let name: Vec<char> = self.name.chars().filter(keep).collect();
        // What is too long loses its beginning: its ending says what it is.
        let name: String = name.iter().skip(name.len().saturating_sub(LONGEST)).collect();
        match name.trim_matches([' ', '.']) {
            "" => "佐证材料".to_owned(),
            name => name.to_owned(),
        }
    }

    /// What the document says it is, where its name says otherwise.
    pub fn lie(&self) -> Option<EvidenceProblem> {
        let kind = EvidenceKind::of_media(&self.kind);
        let claimed = kind.belies(&self.name)?;
        Some(EvidenceProblem::TypeDiffers { name: self.name.clone(), claimed, kind })
    }
}

/// All evidence of a case, of all its documents, in their order.
pub fn of_case(case: &Case) -> impl Iterator<Item = &Evidence> {
    let goal = case.goal.iter().flat_map(|goal| goal.indicators.iter());
    let form = case.self_evaluation.iter().flat_map(|form| form.rows.iter().map(|row| &row.indicator));
    goal.chain(form).flat_map(|row| &row.grounds.evidence)
}

/// How much evidence there may be: data of the rules pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EvidenceLimits {
    /// Bytes of one file.
    pub file: u64,
    /// Bytes of all files of one case; one that several rows name counts once.
    pub case: u64,
    /// Files of one case.
    pub files: usize,
}

/// What a case has already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Used {
    pub bytes: u64,
    pub files: usize,
}

impl Used {
    pub fn of<'e>(evidence: impl Iterator<Item = &'e Evidence>) -> Self {
        let mut seen = BTreeSet::new();
        let distinct = evidence.filter(|file| seen.insert(file.digest.as_str()));
        distinct.fold(Self::default(), |used, file| Self {
            bytes: used.bytes.saturating_add(file.size),
            files: used.files + 1,
        })
    }
}

impl EvidenceLimits {
    /// Whether a file of `size` bytes may be added to what the case has, told before a byte of it is read. `free`:
    /// the bytes that the device says it has left, where it says so.
    pub fn admit(&self, size: u64, used: Used, free: Option<u64>) -> Result<(), EvidenceProblem> {
        use EvidenceProblem as P;
        match () {
            () if size == 0 => Err(P::Empty),
            () if size > self.file => Err(P::TooLarge { size, limit: self.file }),
            () if used.files >= self.files => Err(P::TooMany { limit: self.files }),
            () if used.bytes.saturating_add(size) > self.case => {
                Err(P::CaseFull { size, used: used.bytes, limit: self.case })
            }
            () => match free.filter(|free| size > *free) {
                Some(free) => Err(P::NoRoom { size, free }),
                None => Ok(()),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Evidence, EvidenceLimits, Used, of_case};
    use crate::domain::case::Case;
    use crate::domain::finding::EvidenceProblem as P;

    const MB: u64 = 1024 * 1024;
    const LIMITS: EvidenceLimits = EvidenceLimits { file: 20 * MB, case: 200 * MB, files: 3 };

    fn file(digit: &str, size: u64) -> Evidence {
        Evidence {
            digest: format!("sha256:{}", digit.repeat(64)),
            name: "合同.pdf".into(),
            size,
            kind: "application/pdf".into(),
        }
    }

    #[test]
    fn what_is_over_a_limit_is_refused_by_its_figures_alone() {
        let used = |bytes, files| Used { bytes, files };
        for (size, used, free, expected) in [
            (20 * MB, used(0, 0), None, Ok(())),
            (20 * MB, used(180 * MB, 2), Some(20 * MB), Ok(())),
            (0, used(0, 0), None, Err(P::Empty)),
            (20 * MB + 1, used(0, 0), None, Err(P::TooLarge { size: 20 * MB + 1, limit: 20 * MB })),
            (2048 * MB, used(199 * MB, 9), Some(0), Err(P::TooLarge { size: 2048 * MB, limit: 20 * MB })),
            (1, used(0, 3), None, Err(P::TooMany { limit: 3 })),
            (
                MB,
                used(200 * MB - 1, 1),
                None,
                Err(P::CaseFull { size: MB, used: 200 * MB - 1, limit: 200 * MB }),
            ),
            (1, used(u64::MAX, 1), None, Err(P::CaseFull { size: 1, used: u64::MAX, limit: 200 * MB })),
            (MB, used(0, 0), Some(MB - 1), Err(P::NoRoom { size: MB, free: MB - 1 })),
        ] {
            assert_eq!(LIMITS.admit(size, used, free), expected, "{size}");
        }
    }

    #[test]
    fn a_file_that_several_rows_name_counts_once() {
        let row = |id: &str, evidence: &[Evidence]| serde_json::json!({ "id": id, "level1": "", "level2": "", "name": "", "grounds": { "evidence": evidence } });
        let json = serde_json::json!({
            "id": "c", "year": 2023, "subject": "project", "name": "",
            "goal": { "head": {}, "indicators": [row("r1", &[file("1", 10)])] },
            "self_evaluation": { "head": {}, "rows": [row("r1", &[file("1", 10), file("2", 5)]), row("r2", &[])] },
        });
        let case: Case = serde_json::from_value(json).expect("a case");
        assert_eq!(of_case(&case).count(), 3);
        assert_eq!(Used::of(of_case(&case)), Used { bytes: 15, files: 2 });
    }

    #[test]
    fn only_a_digest_names_bytes() {
        assert_eq!(file("a", 1).hex().map(str::len), Some(64));
        for digest in
            ["", "sha256:", "../../etc/passwd", &"a".repeat(64), &format!("sha256:{}", "G".repeat(64))]
        {
            assert_eq!(Evidence { digest: digest.into(), ..file("a", 1) }.hex(), None, "{digest}");
        }
    }

    #[test]
    fn a_file_is_handed_out_by_a_name_that_hides_nothing() {
        for (name, expected) in [
            ("合同 1.pdf", "合同 1.pdf"),
            ("a\u{202e}fdp.exe", "afdp.exe"),
            ("../../etc/passwd", "etcpasswd"),
            ("a\0b\n.png", "ab.png"),
            ("  ..", "佐证材料"),
        ] {
            assert_eq!(Evidence { name: name.into(), ..file("a", 1) }.file_name(), expected);
        }
        let long = Evidence { name: format!("{}.pdf", "长".repeat(100_000)), ..file("a", 1) }.file_name();
        assert!(long.chars().count() == 100 && long.ends_with("长.pdf"));
    }

    #[test]
    fn a_name_that_lies_is_a_problem_with_both() {
        assert_eq!(file("a", 1).lie(), None);
        let lie = Evidence { name: "照片.png".into(), kind: "text/html".into(), ..file("a", 1) }.lie();
        assert!(matches!(lie, Some(P::TypeDiffers { name, .. }) if name == "照片.png"));
    }
}

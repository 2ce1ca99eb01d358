//! 项目文件: cases in one JSON file, to carry away and to bring back. Owns its shape; the sealed
//! form that travels between parties is the bundle.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::case::Case;
use super::from_json::from_json;

const FORMAT: &str = "hengping.cases";
const VERSION: i64 = 1;

/// Why a text is no file of cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseFileFault {
    /// Not JSON, or JSON of something else; what the reader said.
    NotCases(String),
    /// Written by a newer workbench.
    Newer { version: i64 },
}

#[derive(Deserialize)]
struct Gate {
    #[serde(default)]
    format: String,
    #[serde(default)]
    version: i64,
}

#[derive(Deserialize)]
struct Read<'a> {
    /// Each read for itself, so that a fault names its case.
    #[serde(borrow)]
    cases: Vec<&'a RawValue>,
}

/// The file's text, each case on a line of its own: as compact as they are kept, so that one writer does for both.
pub fn write(cases: &[Case]) -> String {
    // A case is text, integers and lists: it always has a JSON form.
    let lines: Vec<String> =
        cases.iter().map(|case| serde_json::to_string(case).unwrap_or_default()).collect();
    let head = format!("{{\"format\":\"{FORMAT}\",\"version\":{VERSION},\"cases\":[");
    format!("{head}\n{}\n]}}\n", lines.join(",\n"))
}

/// The cases of a file.
pub fn read(text: &[u8]) -> Result<Vec<Case>, CaseFileFault> {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let fault = |said: serde_json::Error| CaseFileFault::NotCases(said.to_string());
    let text = str::from_utf8(text).map_err(|said| CaseFileFault::NotCases(said.to_string()))?;
    let gate: Gate = serde_json::from_str(text).map_err(fault)?;
    if gate.format != FORMAT {
        return Err(CaseFileFault::NotCases(gate.format));
    }
    if gate.version > VERSION {
        return Err(CaseFileFault::Newer { version: gate.version });
    }
    let read: Read = serde_json::from_str(text).map_err(fault)?;
    let case = |(index, raw): (usize, &&RawValue)| {
        from_json(raw.get()).map_err(|said| CaseFileFault::NotCases(format!("cases[{index}]: {said}")))
    };
    read.cases.iter().enumerate().map(case).collect()
}

#[cfg(test)]
mod tests {
    use super::{CaseFileFault, read, write};
    use crate::domain::case::Case;

    fn cases() -> Vec<Case> {
        let json = r#"[{"id":"c1","year":2022,"subject":"project","name":"甲","money":"12.50","self_evaluation":
            {"head":{"year":2022},"rows":[{"id":"r1","level1":"产出","level2":"","name":"乙","actual":"1."}]}},
            {"id":"c2","year":2023,"subject":"department","name":"丙","money":null}]"#;
        serde_json::from_str(json).expect("cases")
    }

    #[test]
    fn what_goes_out_comes_back() {
        assert_eq!(read(write(&cases()).as_bytes()), Ok(cases()));
        assert_eq!(read(format!("\u{feff}{}", write(&cases())).as_bytes()), Ok(cases()));
    }

    #[test]
    fn other_files_are_told_apart() {
        assert!(matches!(read(b"{}"), Err(CaseFileFault::NotCases(_))));
        assert!(matches!(read(b"\x00"), Err(CaseFileFault::NotCases(_))));
        let newer = write(&[]).replace("\"version\":1", "\"version\":2");
        assert_eq!(read(newer.as_bytes()), Err(CaseFileFault::Newer { version: 2 }));
        let broken = write(&cases()).replace("\"year\":2022", "\"year\":\"x\"");
        let Err(CaseFileFault::NotCases(said)) = read(broken.as_bytes()) else { panic!("{broken}") };
        assert!(said.starts_with("cases[0]"), "{said}");
    }
}

//! Real forms, read whole: goldens of the published cases, and that no cell is lost.

use std::path::{Path, PathBuf};

use hengping::forms::{self, Reading};

pub(crate) fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// Every cell is taken up, named, or part of a further form that is named.
#[track_caller]
pub(crate) fn whole(reading: &Reading) {
    assert_eq!(
        reading.taken + reading.left_over + reading.further,
        reading.cells,
        "{:#?}",
        reading.problems()
    );
}

#[test]
fn published_forms_read_as_their_goldens_say() {
    let mut missed = Vec::new();
    for case in ["selfeval-tangxi-2022", "selfeval-qingshen-2023", "goal-jinzhai-2021"] {
        let bytes = std::fs::read(cases().join(format!("{case}.csv"))).expect("the case");
        let reading = forms::read_csv(&bytes);
        whole(&reading);
        let json = serde_json::to_string_pretty(&reading).expect("JSON") + "\n";
        let golden = cases().join(format!("{case}.json"));
        if std::env::var_os("UPDATE_GOLDENS").is_some() {
            std::fs::write(&golden, &json).expect("written");
        }
        if std::fs::read_to_string(&golden).unwrap_or_default() != json {
            missed.push(case);
        }
    }
    assert!(
        missed.is_empty(),
        "{missed:?} differ from tests/cases/*.json; UPDATE_GOLDENS=1 writes them anew"
    );
}

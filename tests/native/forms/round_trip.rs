//! A document written as the official form and read back is the same document.

use std::path::PathBuf;

use hengping::domain::scoring::score;
use hengping::domain::selfeval::SelfEvaluation;
use hengping::forms::{self, FormDocument};
use hengping::pack;
use proptest::prelude::*;

use super::{cases, whole};

fn written(form: &SelfEvaluation) -> String {
    forms::write_csv(form, &score(form, pack::shipped().rules()))
}

fn read_back(text: &str) -> SelfEvaluation {
    let reading = forms::read_csv(text.as_bytes());
    whole(&reading);
    assert_eq!(reading.problems(), [], "{text}");
    match reading.document {
        Some(FormDocument::SelfEvaluation(form)) => form,
        other => panic!("{other:?}\n{text}"),
    }
}

fn documents() -> Vec<(PathBuf, SelfEvaluation)> {
    let of = |(path, document)| match document {
        FormDocument::SelfEvaluation(form) => Some((path, form)),
        FormDocument::Goal(_) => None,
    };
    super::documents().into_iter().filter_map(of).collect()
}

#[test]
fn every_case_comes_back_as_it_was() {
    let documents = documents();
    assert!(documents.len() >= 14);
    for (path, form) in documents {
        let text = written(&form);
        assert!(text.starts_with('\u{feff}'));
        assert_eq!(read_back(&text), form, "{}\n{text}", path.display());
    }
}

#[test]
fn the_form_shows_what_is_computed_and_keeps_what_was_claimed() {
    let bytes = std::fs::read(cases().join("selfeval-tangxi-2022.csv")).expect("the case");
    let Some(FormDocument::SelfEvaluation(form)) = forms::read_csv(&bytes).document else {
        panic!("no form")
    };
    let text = written(&form);
    assert!(text.contains("年度资金总额:,90,89.974,89.974,10,100.00%,10.00"), "{text}");
    assert!(text.contains("原填：年度资金总额:,0,0,0"), "{text}");
}

/// What people type, with everything a spreadsheet program could take for a formula.
fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[=+@＝＋－＠'\\-]{1,3}[甲乙A1,\"]{1,5}",
        "[甲乙丙丁；，、A-Z0-9]{1,12}丙",
        "-?[0-9]{1,6}\\.[0-9]{1,3}",
    ]
}

proptest! {
    #[test]
    fn whatever_is_typed_comes_back(actual in typed(), target in typed(), reason in typed(), claimed in typed()) {
        let bytes = std::fs::read(cases().join("selfeval-tangxi-2022.csv")).expect("the case");
        let Some(FormDocument::SelfEvaluation(mut form)) = forms::read_csv(&bytes).document else { panic!("no form") };
        let row = &mut form.rows[0];
        *row.actual.text_mut() = actual;
        *row.indicator.target.text_mut() = target;
        *row.claimed.text_mut() = claimed;
        row.reason = reason;
        row.not_applicable = Some("未开展".to_owned());
        let back = read_back(&written(&form));
        prop_assert_eq!(back, form);
    }
}

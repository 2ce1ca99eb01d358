//! What every sentence must be, and the list of findings in docs.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::{
    Names, backup_problem, bundle_problem, evidence_problem, examples, library_problem, list_column,
    list_problem, paste_problem, place, sentence, sentence_at, severity,
};
use crate::domain::finding::{
    BackupProblem, BundleProblem, EvidenceProblem, Finding, FormProblem, LibraryProblem, ListProblem,
    PasteProblem, Problem, Severity,
};
use crate::domain::ids::RowId;
use crate::domain::place::{DocumentType, FundField, Place, RowField};
use crate::domain::project_list::ListColumn;
use crate::domain::selfeval::SelfEvaluation;

/// Code, gravity and sentence of one of each problem, those of forms first.
fn told() -> Vec<(&'static str, Severity, String)> {
    let forms = examples::all().into_iter().map(|p| (p.code(), p.severity(), sentence(&p)));
    let bundles = examples::bundle().into_iter().map(|p| (p.code(), p.severity(), bundle_problem(&p)));
    let backups = examples::backup().into_iter().map(|p| (p.code(), p.severity(), backup_problem(&p)));
    let evidence = examples::evidence().into_iter().map(|p| (p.code(), p.severity(), evidence_problem(&p)));
    let libraries = examples::library().into_iter().map(|p| (p.code(), p.severity(), library_problem(&p)));
    let lists = examples::list().into_iter().map(|p| (p.code(), p.severity(), list_problem(&p)));
    let pasted = examples::paste().into_iter().map(|p| (p.code(), p.severity(), paste_problem(&p)));
    let apart = bundles.chain(backups).chain(evidence).chain(libraries);
    forms.chain(apart).chain(lists).chain(pasted).collect()
}

fn codes() -> Vec<&'static str> {
    let apart = [
        BundleProblem::CODES,
        BackupProblem::CODES,
        EvidenceProblem::CODES,
        LibraryProblem::CODES,
        ListProblem::CODES,
        PasteProblem::CODES,
    ];
    Problem::codes().chain(apart.into_iter().flatten().copied()).collect()
}

#[test]
fn every_code_has_one_example_and_its_own_words() {
    let told = told();
    assert_eq!(told.iter().map(|(code, ..)| *code).collect::<Vec<_>>(), codes());
    let distinct: BTreeSet<&str> = codes().into_iter().collect();
    assert_eq!(distinct.len(), told.len(), "two problems share a code");
    let sentences: BTreeSet<&str> = told.iter().map(|(.., sentence)| sentence.as_str()).collect();
    assert_eq!(sentences.len(), told.len(), "two problems share a sentence");
}

#[test]
fn codes_are_kebab_case() {
    for code in codes() {
        let words: Vec<&str> = code.split('-').collect();
        let word =
            |w: &&str| !w.is_empty() && w.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
        assert!(words.iter().all(word), "{code}");
    }
}

#[test]
fn every_sentence_is_calm_whole_and_says_what_to_do() {
    for (.., text) in told() {
        assert!(text.ends_with('。'), "{text}");
        assert!(!text.contains(['!', '！', '?', '？']), "{text}");
        assert!(!text.contains("该处内容的") && !text.contains("。。"), "{text}");
        let advice = ["请", "应", "没有读取", "未导入"];
        assert!(advice.iter().any(|word| text.contains(word)), "no advice: {text}");
    }
}

#[test]
fn the_list_of_findings_is_the_one_in_the_docs() {
    let mut list = String::from(
        "# Findings\n\nEvery finding that Hengping states, with its stable code, how grave it is and an \
         example of its sentence. Written by `UPDATE_GOLDENS=1 cargo test --lib wording`; a test \
         compares it.\n\n| code | severity | example |\n|---|---|---|\n",
    );
    for (code, gravity, example) in told() {
        let example = example.replace('*', "\\*");
        let _ = writeln!(list, "| `{code}` | {} | {example} |", severity(gravity));
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/findings.md");
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        std::fs::write(path, &list).expect("docs/findings.md can be written");
    }
    let written = std::fs::read_to_string(path).expect("docs/findings.md is there");
    let stale: Vec<&str> = list.lines().filter(|line| !written.lines().any(|old| old == *line)).collect();
    assert!(written == list, "docs/findings.md is stale; UPDATE_GOLDENS=1 writes it anew: {stale:#?}");
}

#[test]
fn every_meaning_of_a_column_has_a_name_of_its_own() {
    let names: BTreeSet<&str> = ListColumn::ALL.iter().map(|column| list_column(*column)).collect();
    assert_eq!(names.len(), ListColumn::ALL.len());
}

#[test]
fn what_a_stranger_wrote_stays_short_and_in_line() {
    let name = format!("a\u{202e}fdp.\n{}", "长".repeat(100_000));
    let text = bundle_problem(&BundleProblem::ArchiveEntry { name });
    assert!(text.chars().count() < 200 && text.contains("afdp.长"), "{text}");
}

fn document() -> SelfEvaluation {
    let json = r#"{"head":{},"funds":[{"id":"f1","source":"total","label":"年度资金总额："}],
        "rows":[{"id":"r1","level1":"产出指标","level2":"质量指标","name":"委托业务报告合格率"},
                {"id":"r2","level1":"效益指标","level2":"社会效益指标","name":""}]}"#;
    serde_json::from_str(json).expect("a document")
}

#[test]
fn a_sentence_names_the_row_and_the_field() {
    let names = Names::of_self_evaluation(&document());
    let kind = DocumentType::SelfEvaluation;
    let unit =
        FormProblem::OddUnit { unit: "百分比".into(), meant: "%".into(), corrected: "≥100%".into() };
    let target = Place::indicator(kind, &RowId::new("r1"), RowField::Target);
    assert_eq!(
        sentence_at(&Finding::new(unit, target), &names),
        "「委托业务报告合格率」的指标值写有“百分比”，应写作“%”：请改为“≥100%”。"
    );
    let unnamed = Place::indicator(kind, &RowId::new("r2"), RowField::Actual);
    let missing = sentence_at(&Finding::new(FormProblem::ActualMissing, unnamed), &names);
    assert!(missing.starts_with("「社会效益指标」的实际完成值没有填写"), "{missing}");
    let gone = Place::indicator(kind, &RowId::new("r9"), RowField::Actual);
    let missing = sentence_at(&Finding::new(FormProblem::ActualMissing, gone), &names);
    assert!(missing.starts_with("实际完成值没有填写"), "{missing}");
    let fund = Place::fund(kind, &RowId::new("f1"), FundField::Budget);
    assert_eq!(place(&fund, &names), "「年度资金总额」的全年预算数");
}

#[test]
fn what_the_worker_tells_of_a_file_arrives_whole() {
    let told = examples::all().into_iter().filter_map(|problem| match problem {
        Problem::File(problem) => Some(problem),
        _ => None,
    });
    for problem in told {
        let json = serde_json::to_string(&problem).expect("JSON");
        assert_eq!(
            serde_json::from_str::<crate::domain::finding::FileProblem>(&json).expect("a problem"),
            problem
        );
    }
}

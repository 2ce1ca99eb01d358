//! What a bundle would change here, what is taken over, and taking all of it back.

use std::collections::HashMap;

use hengping::bundle::Bundle;
use hengping::bundle::document::Document;
use hengping::bundle::lineage::{Lineage, documents};
use hengping::bundle::staging::{Choice, Counts, Device, Item, State, Taken, stage, take_over};
use hengping::domain::case::Case;
use hengping::domain::ids::CaseId;

use super::{header, key};

/// A device: what lies on it, in the shape that staging asks for.
#[derive(Clone, Debug, Default, PartialEq)]
struct Desk {
    cases: Vec<Case>,
    lineages: Vec<Lineage>,
}

impl Desk {
    fn with(case: Case) -> Self {
        Self { cases: vec![case], lineages: Vec::new() }
    }

    fn device(&self) -> Device<'_> {
        Device { cases: &self.cases, lineages: &self.lineages }
    }

    /// Seals everything, and remembers the revisions as a device does.
    fn seal(&mut self) -> Bundle {
        let mut sealed = Vec::new();
        for case in &self.cases {
            for document in documents(case, &self.lineages) {
                let kind = kind(&document);
                let before = self.lineages.iter().position(|l| l.case == case.id && l.kind == kind);
                let before = before.map(|at| self.lineages.remove(at));
                self.lineages.extend(Lineage::after(&document, &case.id, kind, before.as_ref()));
                sealed.push(document);
            }
        }
        bundle(sealed)
    }

    fn take(&mut self, bundle: &Bundle, choices: &[(usize, Choice)]) -> (Counts, Taken) {
        let items = stage(bundle, self.device());
        let choices: HashMap<usize, Choice> = choices.iter().cloned().collect();
        let mut number = self.cases.len();
        let new_id = || {
            number += 1;
            CaseId::new(format!("n{number}"))
        };
        let taken = take_over(bundle, &items, &choices, self.device(), new_id).expect("chosen");
        for change in &taken.changes {
            self.put(&change.after.id, Some(change.after.clone()), &change.lineages_after);
        }
        (Counts::of(&items), taken)
    }

    fn put(&mut self, id: &CaseId, case: Option<Case>, lineages: &[Lineage]) {
        self.cases.retain(|case| case.id != *id);
        self.lineages.retain(|lineage| lineage.case != *id);
        self.cases.extend(case);
        self.lineages.extend(lineages.iter().cloned());
    }

    fn edit(&mut self, actual: &str) {
        let form = self.cases[0].self_evaluation.as_mut().expect("a form");
        form.rows[0].actual = actual.into();
    }

    fn states(&self, bundle: &Bundle) -> Vec<State> {
        stage(bundle, self.device()).into_iter().map(|item: Item| item.state).collect()
    }
}

fn kind(document: &Document) -> hengping::domain::place::DocumentType {
    let word = &document.head.as_ref().expect("a head").kind;
    hengping::domain::place::DocumentType::of_word(word).expect("a type")
}

fn bundle(documents: Vec<Document>) -> Bundle {
    let bundle = Bundle::new(header(), documents).sealed(&key(7)).expect("sealed");
    Bundle::read(&bundle.to_bytes()).expect("a bundle")
}

fn case(id: &str, code: &str) -> Case {
    let json = serde_json::json!({
        "id": id, "year": 2023, "subject": "policy", "name": "农田水利", "code": code, "unit": "市农业农村局",
        "department": "市政府", "policy": "乡村振兴", "money": "12.50",
        "goal": { "head": { "project": "农田水利" }, "indicators": [] },
        "self_evaluation": { "head": { "project": "农田水利", "year": 2023 }, "rows": [
            { "id": "r1", "level1": "产出", "level2": "数量", "name": "渠道", "target": "≥5公里", "actual": "5公里" }] },
    });
    serde_json::from_value(json).expect("a case")
}

#[test]
fn a_case_arrives_as_it_was_and_its_edits_follow() {
    let mut unit = Desk::with(case("c1", "3406"));
    let mut bureau = Desk::default();
    let first = unit.seal();
    let (counts, _) = bureau.take(&first, &[]);
    assert_eq!(counts, Counts { new: 2, ..Counts::default() });
    let arrived = bureau.cases[0].clone();
    assert_eq!(arrived, Case { id: CaseId::new("n1"), ..case("c1", "3406") });
    assert_eq!(bureau.take(&first, &[]).0, Counts { same: 2, ..Counts::default() });

    unit.edit("6公里");
    let second = unit.seal();
    let [State::Same { .. }, State::Changed { differences, .. }] = &bureau.states(&second)[..] else {
        panic!("{:?}", bureau.states(&second))
    };
    let [difference] = &differences[..] else { panic!("{differences:?}") };
    assert_eq!(difference.place, "self_evaluation/indicators/r1/actual");
    assert_eq!((difference.old.as_deref(), difference.new.as_deref()), (Some("5公里"), Some("6公里")));
    assert_eq!(bureau.take(&second, &[]).1.taken, 1);
    assert_eq!(bureau.cases[0].self_evaluation, unit.cases[0].self_evaluation);
    // What came first and comes again does not turn anything back.
    assert_eq!(bureau.take(&first, &[]).0, Counts { same: 2, ..Counts::default() });
    assert_eq!(bureau.cases[0].self_evaluation, unit.cases[0].self_evaluation);
}

#[test]
fn a_document_that_was_not_touched_keeps_its_revision() {
    let mut unit = Desk::with(case("c1", "3406"));
    let (first, second) = (unit.seal(), unit.seal());
    assert_eq!(first.documents, second.documents);
}

#[test]
fn both_sides_going_on_is_a_fork_that_somebody_decides() {
    let mut unit = Desk::with(case("c1", "3406"));
    let mut bureau = Desk::default();
    bureau.take(&unit.seal(), &[]);
    bureau.edit("4公里");
    unit.edit("6公里");
    let bundle = unit.seal();
    assert!(matches!(&bureau.states(&bundle)[1], State::Fork { differences, .. } if differences.len() == 1));
    let items = stage(&bundle, bureau.device());
    let unchosen = take_over(&bundle, &items, &HashMap::new(), bureau.device(), || CaseId::new("x"));
    assert_eq!(unchosen.expect_err("undecided").0, [1]);
    let mut kept = bureau.clone();
    kept.take(&bundle, &[(1, Choice::Leave)]);
    assert_eq!(kept, bureau);
    bureau.take(&bundle, &[(1, Choice::Take)]);
    assert_eq!(bureau.cases[0].self_evaluation, unit.cases[0].self_evaluation);
}

#[test]
fn two_that_made_the_same_edit_have_the_same() {
    let mut unit = Desk::with(case("c1", "3406"));
    let mut bureau = Desk::default();
    bureau.take(&unit.seal(), &[]);
    bureau.edit("6公里");
    unit.edit("6公里");
    assert!(bureau.states(&unit.seal()).iter().all(|state| matches!(state, State::Same { .. })));
}

#[test]
fn a_case_is_the_same_by_year_unit_and_code_and_never_by_name_alone() {
    let bundle = Desk::with(case("c1", "3406")).seal();
    let mut twin = case("other", "3406");
    twin.self_evaluation = None;
    let here = Desk::with(twin.clone());
    let into = Some(CaseId::new("other"));
    assert!(matches!(&here.states(&bundle)[..], [State::Same { .. }, State::New { case }] if *case == into));
    for wrong in [
        Case { year: 2022, ..twin.clone() },
        Case { unit: "别处".into(), ..twin.clone() },
        Case { code: "1".into(), ..twin.clone() },
    ] {
        assert!(matches!(Desk::with(wrong).states(&bundle)[0], State::New { case: None }));
    }
    let without_code = Desk::with(case("c1", "")).seal();
    let mut here = Desk::with(twin);
    let candidates = vec![CaseId::new("other")];
    assert_eq!(here.states(&without_code)[0], State::Unclear { candidates });
    let choices = [(0, Choice::TakeApart), (1, Choice::TakeInto(CaseId::new("other")))];
    here.take(&without_code, &choices);
    assert_eq!(here.cases.len(), 2);
    assert!(here.cases.iter().any(|case| case.id.as_str() == "other" && case.self_evaluation.is_some()));
}

#[test]
fn a_change_holds_all_that_takes_it_back() {
    let mut unit = Desk::with(case("c1", "3406"));
    let mut bureau = Desk::default();
    bureau.take(&unit.seal(), &[]);
    let before = bureau.clone();
    unit.edit("6公里");
    let mut second = case("c2", "3407");
    second.goal = None;
    unit.cases.push(second);
    let (_, taken) = bureau.take(&unit.seal(), &[]);
    assert_eq!((taken.taken, taken.left, bureau.cases.len()), (2, 1, 2));
    for change in taken.changes {
        bureau.put(&change.after.id, change.before, &change.lineages_before);
    }
    assert_eq!(bureau, before);
}

#[test]
fn a_bundle_may_bring_the_whole_way_of_a_document_but_not_two_ends() {
    let mut unit = Desk::with(case("c1", "3406"));
    unit.cases[0].goal = None;
    let mut way = unit.seal().documents;
    let root = unit.clone();
    for actual in ["6公里", "7公里"] {
        unit.edit(actual);
        way.extend(unit.seal().documents);
    }
    let mut bureau = Desk::default();
    let (counts, _) = bureau.take(&bundle(way.clone()), &[]);
    assert_eq!(counts, Counts { new: 1, same: 2, ..Counts::default() });
    assert_eq!(bureau.cases[0].self_evaluation, unit.cases[0].self_evaluation);
    // Who has the first revision goes straight to the last.
    assert!(matches!(root.states(&bundle(way.clone()))[2], State::Changed { .. }));
    let mut other = root.clone();
    other.edit("8公里");
    way.extend(other.seal().documents);
    assert!(root.states(&bundle(way)).iter().all(|state| match state {
        State::Refused(problem) => problem.code() == "document-twice",
        state => panic!("{state:?}"),
    }));
}

#[test]
fn nothing_comes_from_a_broken_seal_a_newer_version_or_a_strange_document() {
    let mut unit = Desk::with(case("c1", "3406"));
    let good = unit.seal();
    let text = String::from_utf8(good.to_bytes()).expect("text");
    let codes = |bundle: &Bundle| -> Vec<&'static str> {
        let states = Desk::default().states(bundle);
        states
            .iter()
            .map(|state| if let State::Refused(problem) = state { problem.code() } else { "" })
            .collect()
    };
    let changed = Bundle::read(text.replacen("5公里\"", "6公里\"", 1).as_bytes()).expect("a bundle");
    assert_eq!(codes(&changed), ["digest-differs"; 2]);
    let strange = super::value(r#"{"id":"d","type":"weather","case":{"year":2023},"parent":null,"body":{}}"#);
    let no_body = super::value(r#"{"id":"e","type":"goal","case":{"year":2023},"parent":null}"#);
    let mut with = good.documents.clone();
    with.extend([&strange, &no_body].map(|value| Document::of(value, 0)));
    assert_eq!(codes(&bundle(with)), ["", "", "document-unknown", "document-unreadable"]);
    let newer = std::fs::read("tests/cases/bundles/newer-v2.json").expect("the sample");
    let newer = Bundle::read(&newer).expect("a bundle");
    assert_eq!(codes(&newer), ["bundle-newer-version"]);
}

#[test]
fn members_of_a_later_program_pass_through_this_one() {
    let foreign = std::fs::read("tests/cases/bundles/foreign-v1.json").expect("the sample");
    let foreign = Bundle::read(&foreign).expect("a bundle");
    let mut desk = Desk::default();
    desk.take(&foreign, &[]);
    assert_eq!(documents(&desk.cases[0], &desk.lineages), foreign.documents);
    desk.cases[0].goal.as_mut().expect("a goal").annual_goal = "新".into();
    let next = documents(&desk.cases[0], &desk.lineages).remove(0).value();
    let before = foreign.documents[0].value();
    assert_eq!((&next["note"], &next["body"]["😀"]), (&before["note"], &before["body"]["😀"]));
    assert_eq!(next["parent"], foreign.documents[0].revision.as_str());
    assert_eq!(next["body"]["annual_goal"], "新");
}

//! Every shape in which a released workbench has stored something opens for ever. The samples were
//! written by those workbenches and are never changed.

use hengping::domain::command::{Command, GoalEdit};
use hengping::domain::goal::GoalStage;
use hengping::domain::place::{DocumentType, Place};
use hengping::storage::{draft, journal, record};

const ID: &str = "01hfk0z1v1sample";

#[test]
fn records_of_every_version_open_and_hold_the_same() {
    let samples = [
        include_str!("../cases/storage/record-1.json"),
        include_str!("../cases/storage/record-2.json"),
        include_str!("../cases/storage/record-3.json"),
    ];
    let mut cases = Vec::new();
    for (text, version) in samples.into_iter().zip(1..) {
        let read = record::read(ID, text).expect("a record");
        assert_eq!((read.version, read.seq, read.contains["lq1w2e3r-9k"]), (version, 7, 7));
        cases.push(read.case);
    }
    assert_eq!(cases[0], cases[1]);
    let goal = cases[2].goal.take().expect("a goal since version 3");
    assert_eq!(cases[1], cases[2]);
    let row = &goal.indicators[0].grounds;
    assert_eq!((goal.stage, goal.fact("phone"), goal.tasks.len()), (GoalStage::Approved, "1234567", 1));
    assert_eq!((row.locked, row.evidence.len(), row.last_year.is_some()), (true, 1, true));
    assert_eq!(cases[0].self_evaluation.as_ref().map(|form| form.rows.len()), Some(10));
    assert_eq!(record::VERSION as usize, samples.len(), "today's shape is among the samples");
}

#[test]
fn journal_entries_and_drafts_of_every_version_open() {
    let texts = [
        ("a".to_owned(), include_str!("../cases/storage/journal-1.json").to_owned()),
        ("b".to_owned(), include_str!("../cases/storage/journal-2.json").to_owned()),
        ("c".to_owned(), include_str!("../cases/storage/journal-3.json").to_owned()),
    ];
    let (entries, broken) = journal::read(texts.to_vec());
    assert_eq!(broken, []);
    assert_eq!(entries[0].entry.command, entries[1].entry.command);
    assert_eq!((entries[0].entry.fence, entries[1].entry.fence), (0, 3));
    let goal = Place::fact(DocumentType::Goal, "phone").to_string();
    let Command::Goal(GoalEdit::Many(edits)) = &entries[2].entry.command else { panic!("several edits") };
    assert_eq!(Command::Goal(edits[0].clone()).field(), Some(goal));
    let goal = draft::read(include_str!("../cases/storage/draft-2.json")).expect("a draft");
    assert_eq!(draft::field_of(&goal.command).as_deref(), Some("goal/indicators/r1/target"));
    let [old, new] =
        [include_str!("../cases/storage/draft-0.json"), include_str!("../cases/storage/draft-1.json")]
            .map(|text| draft::read(text).expect("a draft"));
    assert_eq!((old.version, new.version, old.command), (0, 1, new.command));
}

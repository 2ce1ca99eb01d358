//! A form that was edited in a spreadsheet program: what was edited counts, the rest stays.

use hengping::domain::case::Subject;
use hengping::domain::finding::FileProblem;
use hengping::forms::FormDocument;

use super::{Copied, Tab, full_goal, goal_of, read, written};

#[test]
fn what_is_edited_on_the_form_counts_and_the_rest_stays() {
    let goal = full_goal();
    let mut copied = Copied::of(&written(&FormDocument::Goal(goal.clone()), Subject::Project));
    for (old, new) in [
        ("智慧路灯改造", "智慧路灯改造二期"),
        ("验收合格率", "一次验收合格率"),
        ("3000", "3200"),
        ("90.0", "92"),
        ("线路改造", "电缆改造"),
    ] {
        copied.edit(old, new);
    }
    let reading = read(&copied.bytes());
    assert_eq!(reading.problems(), []);
    let mut expected = goal;
    expected.head.project = "智慧路灯改造二期".into();
    expected.indicators[1].target = "3200".into();
    expected.indicators[2].name = "一次验收合格率".into();
    expected.indicators[3].target = "92".into();
    expected.tasks[1].name = "电缆改造".into();
    assert_eq!(goal_of(&reading), &expected);
}

#[test]
fn a_text_that_no_form_shows_is_named_where_an_edit_takes_its_place() {
    let mut goal = full_goal();
    goal.head.project = "  智慧路灯  改造 ".into();
    let mut copied = Copied::of(&written(&FormDocument::Goal(goal.clone()), Subject::Project));
    assert_eq!(goal_of(&read(&copied.bytes())), &goal);
    copied.edit("  智慧路灯  改造 ", "路灯");
    let reading = read(&copied.bytes());
    assert_eq!(goal_of(&reading).head.project, "路灯");
    let [FileProblem::LeftOver { cell, text }] = reading.problems() else {
        panic!("{:?}", reading.problems())
    };
    assert!(cell.starts_with("衡评附表!") && text.contains("  智慧路灯  改造 "), "{cell} {text}");
}

#[test]
fn rows_keep_what_is_theirs_when_rows_are_put_in_and_taken_out() {
    let goal = full_goal();
    let mut copied = Copied::of(&written(&FormDocument::Goal(goal.clone()), Subject::Project));
    // The row of 改造路灯数量 is written twice under the header, the second time as another indicator.
    let tab = &mut copied.0[0];
    let at = |tab: &Tab, text: &str| *tab.cells.iter().find(|(_, cell)| *cell == text).expect("a cell").0;
    let (row, column) = at(tab, "改造路灯数量");
    let below: Vec<_> = tab.cells.keys().copied().filter(|at| at.0 > row).collect();
    for (line, place) in below.into_iter().rev() {
        let text = tab.cells.remove(&(line, place)).expect("a cell");
        tab.cells.insert((line + 1, place), text);
    }
    tab.cells.insert((row + 1, column), "新增指标".to_owned());
    tab.cells.insert((row + 1, column + 2), "5".to_owned());
    tab.merges.clear();
    let reading = read(&copied.bytes());
    assert_eq!(reading.problems(), []);
    let read = goal_of(&reading);
    let ids: Vec<(&str, &str)> =
        read.indicators.iter().map(|row| (row.id.as_str(), row.name.as_str())).collect();
    let expected = [
        ("a1", "改造路灯数量"),
        ("r2", "新增指标"),
        ("a2", "验收合格率"),
        ("a3", "沿线居民满意度"),
        ("w1", "改造路灯数量"),
    ];
    assert_eq!(ids, expected);
    assert_eq!(read.indicators[0].grounds, goal.indicators[1].grounds);
    assert!(read.indicators[1].grounds.evidence.is_empty());
}

#[test]
fn a_supplement_that_was_changed_is_said_and_the_form_still_read() {
    let goal = full_goal();
    let mut copied = Copied::of(&written(&FormDocument::Goal(goal.clone()), Subject::Project));
    let line = copied.0[1].cells.values_mut().find(|text| text.starts_with('|')).expect("a content");
    *line = "|[\"r1\"".to_owned();
    let reading = read(&copied.bytes());
    assert!(reading.problems().contains(&FileProblem::SupplementUnread));
    assert_eq!(goal_of(&reading).head, goal.head);
    assert_eq!(goal_of(&reading).indicators[0].id.as_str(), "r1");
}

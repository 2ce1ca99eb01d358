//! Documents to XLSX and back: nothing is lost, and the form alone says all that it shows.

use hengping::domain::case::Subject;
use hengping::domain::ids::RowId;
use hengping::forms::FormDocument;

use super::{Copied, full_goal, full_results, goal_of, read, results_of, written};

#[test]
fn a_goal_comes_back_with_all_that_its_form_does_not_show() {
    let goal = full_goal();
    let bytes = written(&FormDocument::Goal(goal.clone()), Subject::Project);
    let reading = read(&bytes);
    assert_eq!(reading.problems(), []);
    assert_eq!(goal_of(&reading), &goal);
    assert_eq!(reading.subject, Some(Subject::Project));
}

#[test]
fn the_form_alone_says_what_it_shows() {
    let mut goal = full_goal();
    let bytes = written(&FormDocument::Goal(goal.clone()), Subject::Project);
    let mut copied = Copied::of(&bytes);
    copied.0.truncate(1);
    let reading = read(&copied.bytes());
    assert_eq!(reading.problems(), []);
    // Computed where nothing was typed, and what no form prints.
    goal.stage = Default::default();
    goal.self_check.clear();
    goal.indicators.rotate_left(1);
    for (index, row) in goal.indicators.iter_mut().enumerate() {
        row.id = RowId::new(format!("r{}", index + 1));
        let of = &mut row.grounds;
        (of.locked, of.link, of.last_year, of.proposed) = Default::default();
        of.evidence.clear();
    }
    for (index, row) in goal.funds.rows.iter_mut().enumerate() {
        row.id = RowId::new(format!("f{}", index + 1));
    }
    for (index, task) in goal.tasks.iter_mut().enumerate() {
        task.id = RowId::new(format!("t{}", index + 1));
    }
    let total = &mut goal.funds.rows[0];
    (total.budget, total.years.before, total.years.next1) = ("280.6".into(), "120".into(), "200".into());
    assert_eq!(goal_of(&reading), &goal);
}

#[test]
fn a_self_evaluation_comes_back_with_its_claims_and_what_it_rests_on() {
    let form = full_results();
    let bytes = written(&FormDocument::SelfEvaluation(form.clone()), Subject::Department);
    let reading = read(&bytes);
    assert_eq!(reading.problems(), []);
    assert_eq!(results_of(&reading), &form);
    assert_eq!(reading.subject, Some(Subject::Department));
    let mut alone = Copied::of(&bytes);
    alone.0.truncate(1);
    let shown = alone.0[0].cells.values().map(String::as_str).collect::<Vec<_>>();
    for computed in ["98.5", "98.50%", "9.85", "原填得分", "原填：年度资金总额", "58.80", "核算等级"]
    {
        assert!(shown.contains(&computed), "{computed} {shown:?}");
    }
    let reading = read(&alone.bytes());
    assert_eq!(reading.problems(), []);
    let mut shown = form;
    shown.rests_on = None;
    shown.rows[0].indicator.grounds.evidence.clear();
    let id = |letter: &str, index: usize| RowId::new(format!("{letter}{}", index + 1));
    shown.rows.iter_mut().enumerate().for_each(|(index, row)| row.indicator.id = id("r", index));
    shown.funds.rows.iter_mut().enumerate().for_each(|(index, row)| row.id = id("f", index));
    shown.tasks.iter_mut().enumerate().for_each(|(index, row)| row.id = id("t", index));
    assert_eq!(results_of(&reading), &shown);
}

//! The form a new case begins with.

use hengping::domain::blank::self_evaluation;
use hengping::domain::form::FormHead;
use hengping::domain::scoring::score;
use hengping::pack::shipped;

#[test]
fn a_blank_form_has_a_hundred_points_and_none_scored() {
    let rules = shipped().rules();
    let blank = self_evaluation(FormHead::default(), rules);
    let scored = score(&blank, rules);
    assert_eq!(scored.full, "100".parse().expect("points"));
    assert_eq!(scored.scored_of, "0".parse().expect("points"));
    assert_eq!(scored.grade, None);
    assert_eq!(blank.rows.len(), 9);
}

//! The upper levels of the indicator tree as a table prints them: once, then blank, with points
//! in brackets. Knows no indicator.

use std::collections::HashSet;

use crate::domain::form::{LevelPoints, Remark};
use crate::domain::normalise::compact;
use crate::domain::selfeval::SelfEvaluation;
use crate::domain::typed::Typed;

/// Level 1 and 2 in force at a row.
#[derive(Debug, Default)]
pub(super) struct Levels {
    pub(super) level1: String,
    pub(super) level2: String,
    /// What the form holds as stated, for finding it again among thousands.
    stated: HashSet<LevelPoints>,
}

impl Levels {
    /// Enters a row: a blank level means the one above; a new level 1 ends level 2.
    pub(super) fn enter(&mut self, level1: &str, level2: &str, form: &mut SelfEvaluation) {
        if goes_on(&self.level1, level1) {
            self.level1.push_str(level1);
            let rows = form.rows.iter_mut().rev().map(|row| &mut row.indicator.level1);
            rename(rows, &self.level1);
        } else if !level1.is_empty() {
            let (name, points) = split_points(level1);
            if name != self.level1 {
                self.level2.clear();
            }
            self.level1 = name;
            if let Some(points) = points {
                self.state(&points, form);
            }
        }
        if goes_on(&self.level2, level2) {
            self.level2.push_str(level2);
            let rows = form.rows.iter_mut().rev().map(|row| &mut row.indicator.level2);
            rename(rows, &self.level2);
        } else if !level2.is_empty() {
            let (name, points) = split_points(level2);
            if let Some(points) = points.filter(|_| name != self.level2) {
                form.remarks.push(Remark { label: format!("{name}分值"), text: points });
            }
            self.level2 = name;
        }
    }

    /// Keeps the points stated for the level 1 in force, once.
    pub(super) fn state(&mut self, points: &str, form: &mut SelfEvaluation) {
        // A table above this one has stated others.
        if self.stated.len() != form.level_points.len() {
            self.stated = form.level_points.iter().cloned().collect();
        }
        let stated = LevelPoints { level1: self.level1.clone(), points: Typed::from(points) };
        if self.stated.insert(stated.clone()) {
            form.level_points.push(stated);
        }
    }
}

/// `指标` below `效益` is the second half of its name.
fn goes_on(above: &str, level: &str) -> bool {
    level == "指标" && !above.is_empty() && !above.ends_with(level)
}

/// Gives the rows read under the first half of a name the whole of it.
fn rename<'a>(rows: impl Iterator<Item = &'a mut String>, whole: &str) {
    let half = whole.strip_suffix("指标").unwrap_or(whole);
    rows.take_while(|name| *name == half).for_each(|name| whole.clone_into(name));
}

/// `产出指标 （50 分）` → `产出指标` and `50`; brackets without points stay in the name.
pub(super) fn split_points(text: &str) -> (String, Option<String>) {
    let plain = compact(text).replace('（', "(").replace('）', ")");
    let Some((name, inside)) = plain.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) else {
        return (compact(text), None);
    };
    let inside = inside.trim_start_matches("权重").trim_start_matches("分值");
    let inside = inside.trim_start_matches(['：', ':']).trim_start_matches("共").trim_start_matches("满分");
    let figure = inside.trim_end_matches(['分', '%']);
    let is_figure = !figure.is_empty() && figure.chars().all(|c| c.is_ascii_digit() || c == '.');
    if is_figure && !name.is_empty() {
        (name.to_owned(), Some(figure.to_owned()))
    } else {
        (compact(text), None)
    }
}

/// The name of an indicator and its points behind it: `演出场次（50分）`. A bare figure in the
/// brackets counts where the header says that they hold the points.
pub(super) fn named_points(text: &str, declared: bool) -> Option<(&str, String)> {
    let text = text.trim_end();
    let (open, _) = text.char_indices().rfind(|(_, c)| matches!(c, '(' | '（'))?;
    let (name, bracket) = text.split_at_checked(open)?;
    let said = declared || ["分", "权重"].iter().any(|word| bracket.contains(word));
    let points = split_points(&format!("-{bracket}")).1.filter(|_| said)?;
    (!name.trim().is_empty()).then_some((name.trim_end(), points))
}

#[cfg(test)]
mod tests {
    use super::{named_points, split_points};

    #[test]
    fn brackets_behind_a_name_are_points_only_where_that_is_said() {
        let points =
            |text, declared| named_points(text, declared).map(|(name, points)| format!("{name}|{points}"));
        assert_eq!(points("演出场次（50 分）", false).as_deref(), Some("演出场次|50"));
        assert_eq!(points("观众人次（万）(15)", true).as_deref(), Some("观众人次（万）|15"));
        assert_eq!(points("国道（318）", false), None);
        assert_eq!(points("观众人次（万）", true), None);
        assert_eq!(points("（5分）", true), None);
    }

    #[test]
    fn points_leave_the_name() {
        for (typed, name, points) in [
            ("产出指标(50分)", "产出指标", Some("50")),
            ("产出指标 （50 分）", "产出指标", Some("50")),
            ("产出\n指标（50）", "产出指标", Some("50")),
            ("效益指标(权重30%)", "效益指标", Some("30")),
            ("满意度指标（分值：10分）", "满意度指标", Some("10")),
            ("产出指标", "产出指标", None),
            ("效益指标（选填）", "效益指标（选填）", None),
        ] {
            assert_eq!(split_points(typed), (name.to_owned(), points.map(str::to_owned)), "{typed}");
        }
    }
}

//! 分值: how far a goal's points are from what the rules want, and 均分, the sharing out that makes them so.
//! Only the indicators of the year carry points. Returns edits, makes none; owns no sentence.

use std::collections::HashMap;

use super::command::GoalEdit;
use super::exact::Exact;
use super::goal::Goal;
use super::grounds::Term;
use super::indicator::Indicator;
use super::levels::level_key;
use super::numbers::Points;
use super::place::RowField;
use super::scoring::Rules;
use super::scoring::selection::Profile;
use super::scoring::total::split;

/// Where the points of a goal stand, for a live sum beside the grid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PointsStanding {
    /// Levels with a limit first, in the profile's order, then others in the order of the grid.
    pub levels: Vec<LevelStanding>,
    /// All points typed, to four places.
    pub sum: Points,
    /// What the indicators come to under the profile; `None` where no profile fits.
    pub full: Option<Points>,
    /// Rows without points.
    pub missing: usize,
    /// The profile's title.
    pub profile: Option<String>,
}

/// Where one level 1 stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LevelStanding {
    /// As the rules write it, else as the form does.
    pub level1: String,
    pub rows: usize,
    pub missing: usize,
    pub sum: Points,
    /// What the profile gives it.
    pub limit: Option<Points>,
}

/// Why points cannot be shared out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShareRefusal {
    /// No row to share among; `level1` is empty where all levels were meant.
    NoRows { level1: String },
    /// The locked rows have more than there is.
    LockedAbove { locked: Points, full: Points },
    /// Every row is locked, and together they are not the whole.
    AllLocked { locked: Points, full: Points },
    /// Less than 0.01 a row is left.
    TooLittle { left: Points, rows: usize },
    /// What is left has more than two decimals, or no figure can hold it.
    TooFine { left: Points },
    /// A level of the goal has no points in the profile.
    OutsideProfile { level1: String },
}

impl LevelStanding {
    pub fn is_kept(&self) -> bool {
        self.missing == 0 && self.limit.is_none_or(|limit| limit == self.sum)
    }
}

impl PointsStanding {
    /// Every row has its points, and they come to what the profile asks for.
    pub fn is_kept(&self) -> bool {
        let whole = self.full.is_none_or(|full| full == self.sum);
        self.missing == 0 && whole && self.levels.iter().all(LevelStanding::is_kept)
    }
}

/// What the points come to, level by level, under the profile that fits the goal.
pub fn standing(goal: &Goal, rules: &Rules) -> PointsStanding {
    let profile = profile_of(goal, rules);
    let mut levels: Vec<LevelStanding> = Vec::new();
    let mut at: HashMap<String, usize> = HashMap::new();
    for share in profile.iter().flat_map(|profile| &profile.points) {
        at.insert(level_key(&share.level), levels.len());
        let (level1, limit) = (share.level.clone(), Some(share.points));
        levels.push(LevelStanding { level1, limit, ..LevelStanding::default() });
    }
    let mut sums: Vec<Exact> = levels.iter().map(|_| Exact::zero()).collect();
    for row in goal.of_term(Term::Year) {
        let index = *at.entry(level_key(&row.level1)).or_insert_with(|| {
            levels.push(LevelStanding { level1: row.level1.trim().to_owned(), ..LevelStanding::default() });
            sums.push(Exact::zero());
            levels.len() - 1
        });
        let (Some(level), Some(sum)) = (levels.get_mut(index), sums.get_mut(index)) else { continue };
        level.rows += 1;
        match points(row) {
            Some(points) => *sum = &*sum + &points.exact(),
            None => level.missing += 1,
        }
    }
    for (level, sum) in levels.iter_mut().zip(&sums) {
        level.sum = shown(sum);
    }
    PointsStanding {
        sum: shown(&sums.into_iter().sum()),
        full: profile.map(full_of),
        missing: levels.iter().map(|level| level.missing).sum(),
        profile: profile.map(|profile| profile.title.clone()),
        levels,
    }
}

/// The profile that a goal follows: the first with the fewest levels that has all of the goal's. `None` where a
/// level of the goal is in none of them.
pub fn profile_of<'r>(goal: &Goal, rules: &'r Rules) -> Option<&'r Profile> {
    let mut used: Vec<String> = goal.of_term(Term::Year).map(|row| level_key(&row.level1)).collect();
    used.retain(|key| !key.is_empty());
    used.sort_unstable();
    used.dedup();
    let has = |profile: &Profile, key: &String| profile.points.iter().any(|p| level_key(&p.level) == *key);
    let fitting = rules.profiles.iter().filter(|profile| used.iter().all(|key| has(profile, key)));
    if used.is_empty() { rules.profiles.first() } else { fitting.min_by_key(|profile| profile.points.len()) }
}

/// What the indicators come to under a profile, without the execution row.
pub fn full_of(profile: &Profile) -> Points {
    shown(&profile.points.iter().map(|share| share.points.exact()).sum())
}

/// Gives every row that is not locked an equal part of what the locked ones leave of `full`, in steps of 0.01;
/// the first rows take what is left over. `level1` names the level meant, `None` means all. Rows that have their
/// part already are left alone.
pub fn share_evenly(goal: &Goal, level1: Option<&str>, full: Points) -> Result<Vec<GoalEdit>, ShareRefusal> {
    let key = level1.map(level_key);
    let meant = |row: &&Indicator| key.as_ref().is_none_or(|key| level_key(&row.level1) == *key);
    let rows: Vec<&Indicator> = goal.of_term(Term::Year).filter(meant).collect();
    if rows.is_empty() {
        return Err(ShareRefusal::NoRows { level1: level1.unwrap_or_default().to_owned() });
    }
    let (locked, open): (Vec<&Indicator>, Vec<&Indicator>) =
        rows.into_iter().partition(|row| row.grounds.locked);
    let kept: Exact = locked.iter().filter_map(|row| points(row)).map(Points::exact).sum();
    let left = full.exact() - kept.clone();
    let (locked, left_shown) = (shown(&kept), shown(&left));
    if left.is_negative() {
        return Err(ShareRefusal::LockedAbove { locked, full });
    }
    if open.is_empty() {
        return if left.is_zero() { Ok(Vec::new()) } else { Err(ShareRefusal::AllLocked { locked, full }) };
    }
    let too_fine = || ShareRefusal::TooFine { left: left_shown };
    let whole = left.rounded(8).filter(|rounded| Exact::from(*rounded) == left);
    let left = whole.map(Points::new).ok_or_else(too_fine)?;
    let parts = split(left, open.len()).ok_or_else(too_fine)?;
    if parts.contains(&Points::ZERO) {
        return Err(ShareRefusal::TooLittle { left, rows: open.len() });
    }
    let other = |(row, part): &(&Indicator, Points)| points(row) != Some(*part);
    let edit = |(row, part): (&Indicator, Points)| GoalEdit::SetRow {
        row: row.id.clone(),
        field: RowField::Points,
        text: part.to_string(),
    };
    Ok(open.into_iter().zip(parts).filter(other).map(edit).collect())
}

/// Shares out each level's points under the profile among the level's rows, as [`share_evenly`].
pub fn share_by_profile(goal: &Goal, profile: &Profile) -> Result<Vec<GoalEdit>, ShareRefusal> {
    let in_profile = |row: &&Indicator| {
        let key = level_key(&row.level1);
        profile.points.iter().any(|share| level_key(&share.level) == key)
    };
    if let Some(row) = goal.of_term(Term::Year).find(|row| !in_profile(row)) {
        return Err(ShareRefusal::OutsideProfile { level1: row.level1.trim().to_owned() });
    }
    let mut edits = Vec::new();
    for share in &profile.points {
        edits.extend(share_evenly(goal, Some(&share.level), share.points)?);
    }
    Ok(edits)
}

pub(super) fn points(row: &Indicator) -> Option<Points> {
    row.points.number().map(Points::new)
}

/// Points as people write them: `22.5`, `90`.
fn shown(points: &Exact) -> Points {
    Points::new(points.rounded(4).unwrap_or_default().normalize())
}

#[cfg(test)]
mod tests {
    use super::{LevelStanding, ShareRefusal, profile_of, share_by_profile, share_evenly, standing};
    use crate::domain::command::{Command, apply_to};
    use crate::domain::goal::Goal;
    use crate::domain::numbers::Points;
    use crate::domain::scoring::Rules;

    fn rules() -> Rules {
        serde_json::from_str(include_str!("../../public/packs/rules-2020.json")).expect("the rules")
    }

    fn points(text: &str) -> Points {
        text.parse().expect("points")
    }

    /// Rows as `level points`, locked where the points end in `!`.
    fn goal(rows: &[&str]) -> Goal {
        let mut goal = Goal::default();
        for (index, row) in rows.iter().enumerate() {
            let (level1, points) = row.split_once(' ').expect("a level and points");
            let mut made =
                crate::domain::indicator::Indicator::new(crate::domain::ids::RowId::new(format!("r{index}")));
            made.level1 = level1.to_owned();
            made.points = points.trim_end_matches('!').into();
            made.grounds.locked = points.ends_with('!');
            goal.indicators.push(made);
        }
        goal
    }

    fn shared(goal: Goal, edits: Vec<crate::domain::command::GoalEdit>) -> Vec<String> {
        let json = r#"{"id":"c","year":2024,"subject":"project","name":"甲"}"#;
        let mut case: crate::domain::case::Case = serde_json::from_str(json).expect("a case");
        case.goal = Some(goal);
        for edit in edits {
            apply_to(&mut case, Command::Goal(edit)).expect("an edit");
        }
        let rows = case.goal.expect("a goal").indicators;
        rows.iter().map(|row| row.points.text().to_owned()).collect()
    }

    #[test]
    fn the_first_rows_take_what_is_left_over_and_locked_ones_keep_theirs() {
        let form = goal(&["产出 ", "产出 ", "产出 ", "产出 20!", "效益 7"]);
        let edits = share_evenly(&form, Some("产出指标"), points("50")).expect("shared");
        assert_eq!(shared(form, edits), ["10", "10", "10", "20", "7"]);
        let form = goal(&["产出 ", "产出 1", "效益 ", "效益 ", "效益 ", "效益 ", "满意度 "]);
        let edits = share_evenly(&form, None, points("90")).expect("shared");
        assert_eq!(shared(form, edits), ["12.86", "12.86", "12.86", "12.86", "12.86", "12.85", "12.85"]);
        let right = goal(&["产出 45", "产出 45.00"]);
        assert_eq!(share_evenly(&right, None, points("90")), Ok(vec![]));
    }

    #[test]
    fn what_cannot_be_shared_says_why() {
        let full = points("50");
        let refused = |rows: &[&str]| share_evenly(&goal(rows), Some("产出"), full).expect_err("refused");
        assert_eq!(refused(&["效益 1"]), ShareRefusal::NoRows { level1: "产出".into() });
        assert_eq!(refused(&["产出 60!", "产出 "]), ShareRefusal::LockedAbove { locked: points("60"), full });
        assert_eq!(refused(&["产出 40!"]), ShareRefusal::AllLocked { locked: points("40"), full });
        assert_eq!(refused(&["产出 50!", "产出 "]), ShareRefusal::TooLittle { left: points("0"), rows: 1 });
        assert_eq!(refused(&["产出 1.005!", "产出 "]), ShareRefusal::TooFine { left: points("48.995") });
        assert_eq!(share_evenly(&goal(&["产出 50!"]), None, full), Ok(vec![]));
    }

    #[test]
    fn a_profile_is_told_by_the_levels_of_the_goal() {
        let rules = rules();
        let id = |rows: &[&str]| profile_of(&goal(rows), &rules).map(|profile| profile.id.clone());
        assert_eq!(id(&["产出指标 1", "效益 1", "满意度指标 1"]).as_deref(), Some("2020"));
        assert_eq!(id(&["产出指标 1", "效益指标 1"]).as_deref(), Some("2020-no-satisfaction"));
        assert_eq!(id(&[]).as_deref(), Some("2020"));
        assert_eq!(id(&["投入 1"]), None);
    }

    #[test]
    fn levels_stand_against_their_limits() {
        let rules = rules();
        let form = goal(&["产出指标 30", "产出指标 ", "满意度指标 10", "效益指标 12.5"]);
        let standing = standing(&form, &rules);
        let level = |level1: &str, rows, missing, sum: &str, limit: &str| LevelStanding {
            level1: level1.into(),
            rows,
            missing,
            sum: points(sum),
            limit: Some(points(limit)),
        };
        assert_eq!(
            standing.levels,
            [
                level("产出指标", 2, 1, "30", "50"),
                level("效益指标", 1, 0, "12.5", "30"),
                level("满意度指标", 1, 0, "10", "10"),
            ]
        );
        assert_eq!((standing.sum, standing.full, standing.missing), (points("52.5"), Some(points("90")), 1));
        let profile = profile_of(&form, &rules).expect("a profile");
        let edits = share_by_profile(&form, profile).expect("shared");
        assert_eq!(shared(form, edits), ["25", "25", "10", "30"]);
        let outside = ShareRefusal::OutsideProfile { level1: "投入".into() };
        assert_eq!(share_by_profile(&goal(&["投入 1"]), profile), Err(outside));
        let without = ShareRefusal::NoRows { level1: "效益指标".into() };
        assert_eq!(share_by_profile(&goal(&["产出 1"]), profile), Err(without));
    }
}

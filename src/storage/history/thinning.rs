//! Which versions go when there are more than anybody looks through. A named one and one that was handed in never
//! go, nor does the last; the others thin out with their age.

use super::Version;

/// In milliseconds.
pub const HOUR: i64 = 60 * 60 * 1000;
pub const DAY: i64 = 24 * HOUR;
pub const WEEK: i64 = 7 * DAY;

/// Of the last day at most so many that nobody named stay …
pub const MOST_OF_A_DAY: usize = 60;
/// … and of all time: with 40 KB each, 12 MB a case. The week before the last day has 144 hours.
pub const MOST: usize = 300;

/// The numbers of those that go as of `now`. Of the last day the newest sixty stay, of the last week the last of
/// each hour, of the time before the last of each day. One whose time is in the future, by a clock that was set
/// back, is of the last day.
pub fn thinned(versions: &[Version], now: i64) -> Vec<u64> {
    let mut goes = Vec::new();
    let (mut of_the_day, mut stays, mut span) = (0, 0, None);
    for (after, version) in versions.iter().rev().enumerate() {
        if version.is_kept() || after == 0 {
            continue;
        }
        let own = span_of(version.at, now);
        of_the_day += usize::from(own.is_none());
        let is_surplus = match own {
            None => of_the_day > MOST_OF_A_DAY,
            // The later one of the same span stands for it.
            some => some == span,
        };
        if is_surplus || stays == MOST {
            goes.push(version.number);
        } else {
            stays += 1;
            span = own;
        }
    }
    goes
}

/// The hour or day that a version stands for; `None` for one that stands for itself.
fn span_of(at: i64, now: i64) -> Option<(i64, i64)> {
    let length = match now.saturating_sub(at) {
        ..DAY => return None,
        DAY..WEEK => HOUR,
        _ => DAY,
    };
    Some((length, at.div_euclid(length)))
}

#[cfg(test)]
mod tests {
    use super::{DAY, HOUR, MOST, MOST_OF_A_DAY, WEEK, thinned};
    use crate::storage::history::{Version, Why};

    const NOW: i64 = 1_700_000_000_000 / DAY * DAY;

    fn version(number: u64, at: i64) -> Version {
        let digest = number.to_string();
        Version {
            number,
            at,
            who: String::new(),
            why: Why::Edited,
            name: String::new(),
            digest,
            parent: None,
        }
    }

    /// Every ten minutes over `span` up to now, the oldest first.
    fn every_ten_minutes(span: i64) -> Vec<Version> {
        let step = HOUR / 6;
        let count = span / step;
        (0..count).map(|n| version(n as u64, NOW - (count - n) * step)).collect()
    }

    fn stays(versions: &[Version], now: i64) -> Vec<Version> {
        let goes = thinned(versions, now);
        versions.iter().filter(|version| !goes.contains(&version.number)).cloned().collect()
    }

    fn within(versions: &[Version], from: i64, to: i64) -> usize {
        versions.iter().filter(|version| (from..to).contains(&(NOW - version.at))).count()
    }

    #[test]
    fn of_a_day_sixty_stay_of_a_week_one_an_hour_and_before_that_one_a_day() {
        let left = stays(&every_ten_minutes(30 * DAY), NOW);
        // The last one stays whatever else does.
        assert_eq!(within(&left, 0, DAY), MOST_OF_A_DAY + 1);
        let days = [1, 2, 3, 4, 5].map(|n| within(&left, n * DAY + HOUR, (n + 1) * DAY + HOUR));
        assert_eq!(days, [24; 5]);
        assert_eq!(within(&left, WEEK + DAY, 29 * DAY), 21);
        assert!(left.len() <= MOST + 1);
        assert_eq!(stays(&left, NOW), left, "once thinned it stays as it is");
    }

    #[test]
    fn a_busy_day_takes_nothing_of_the_weeks_before() {
        let mut versions: Vec<Version> =
            (1..40).rev().map(|n| version(n, NOW - (WEEK + n as i64 * DAY))).collect();
        versions.extend((0..900).map(|n| version(100 + n, NOW - (900 - n as i64) * 1_000)));
        let left = stays(&versions, NOW);
        assert_eq!(within(&left, WEEK, 100 * DAY), 39);
        assert_eq!(within(&left, 0, DAY), MOST_OF_A_DAY + 1);
    }

    #[test]
    fn the_last_of_an_hour_is_the_one_that_stays() {
        let two = [version(1, NOW - 2 * DAY), version(2, NOW - 2 * DAY + HOUR / 2), version(3, NOW)];
        assert_eq!(thinned(&two, NOW), [1]);
    }

    #[test]
    fn what_is_named_handed_in_or_last_never_goes() {
        let mut versions = every_ten_minutes(20 * DAY);
        for version in &mut versions {
            match version.number % 5 {
                0 => version.name = "定稿".into(),
                1 => version.why = Why::HandedIn,
                _ => {}
            }
        }
        for now in [NOW, NOW + 1_000 * DAY, NOW - 1_000 * DAY, i64::MAX, i64::MIN] {
            let left = stays(&versions, now);
            assert_eq!(left.last(), versions.last());
            let kept = |all: &[Version]| all.iter().filter(|version| version.is_kept()).count();
            assert_eq!(kept(&left), kept(&versions));
            assert!(left.len() <= kept(&versions) + MOST + 1, "bounded");
        }
    }
}

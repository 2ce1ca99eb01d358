//! 备份提醒: how long work has been without a copy elsewhere, by a clock that may be set back or wrong.
//! Whether there is such work is asked of the contents; knows no case and no browser.

/// The name under which the device keeps it.
pub const WAITING: &str = "waiting";

/// Waiting this long is worth a word, in milliseconds: a week.
const DUE: i64 = 7 * 24 * 60 * 60 * 1000;

/// How long work has waited for a copy, in milliseconds, as far as the clock ran forward.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// When the clock was last looked at.
    seen: i64,
    waited: i64,
}

impl Waiting {
    /// Reads what [`Waiting::text`] wrote; anything else has not waited yet.
    pub fn read(text: Option<&str>) -> Option<Self> {
        let (seen, waited) = text?.split_once(' ')?;
        Some(Self { seen: seen.parse().ok()?, waited: waited.parse().ok()? })
    }

    /// Begins to wait.
    pub fn since(now: i64) -> Self {
        Self { seen: now, waited: 0 }
    }

    /// As it is `now`. Time that the clock was set back by counts as none, so the wait goes on from there.
    pub fn at(self, now: i64, work_is_only_here: bool) -> Self {
        let passed = now.saturating_sub(self.seen).max(0);
        let waited = if work_is_only_here { self.waited.saturating_add(passed) } else { 0 };
        Self { seen: now, waited }
    }

    pub fn is_due(self) -> bool {
        self.waited >= DUE
    }

    pub fn text(self) -> String {
        format!("{} {}", self.seen, self.waited)
    }
}

#[cfg(test)]
mod tests {
    use super::{DUE, Waiting};

    const DAY: i64 = DUE / 7;
    const START: i64 = 1_700_000_000_000;

    fn after(days: &[i64]) -> Waiting {
        let days = days.iter().map(|day| START + day * DAY);
        days.fold(Waiting::since(START), |waiting, now| waiting.at(now, true))
    }

    #[test]
    fn a_week_without_a_copy_is_due_and_a_copy_ends_it() {
        assert!(!after(&[6]).is_due());
        assert!(after(&[7]).is_due() && after(&[1, 2, 30]).is_due());
        let copied = after(&[7]).at(START + 7 * DAY, false);
        assert!(!copied.is_due() && !copied.at(START + 13 * DAY, true).is_due());
        assert!(copied.at(START + 14 * DAY, true).is_due());
    }

    #[test]
    fn put_off_it_is_due_again_after_a_week() {
        let put_off = Waiting::since(START + 9 * DAY);
        assert!(!put_off.at(START + 15 * DAY, true).is_due());
        assert!(put_off.at(START + 16 * DAY, true).is_due());
    }

    #[test]
    fn a_clock_set_back_a_year_neither_hides_nor_raises_it() {
        assert!(!after(&[6, -365]).is_due(), "six days stay six");
        assert!(after(&[6, -365, -364]).is_due(), "the seventh is the seventh");
        assert!(!Waiting::since(i64::MAX).at(i64::MIN, true).is_due());
        assert!(Waiting::since(i64::MIN).at(i64::MAX, true).is_due());
    }

    #[test]
    fn it_is_kept_as_text_and_a_broken_one_begins_anew() {
        let waiting = after(&[3]);
        assert_eq!(Waiting::read(Some(&waiting.text())), Some(waiting));
        for broken in [None, Some(""), Some("1"), Some("a b"), Some("1 2 3")] {
            assert_eq!(Waiting::read(broken), None, "{broken:?}");
        }
    }
}

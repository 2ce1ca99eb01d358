//! 编辑权: which window may edit a case, as it lies in localStorage. A lease is won with a fencing
//! number higher than every one before it, so a window that slept through its loss is told from the
//! one that edits now without asking a clock. Knows no browser.

use std::fmt;

/// How long a window that gives no sign of life is taken for alive, in milliseconds, where the
/// browser cannot say which windows live. A hidden window's timers may run more seldom: it may lose a
/// case to a window that is looked at, and loses nothing by it.
const ALIVE: i64 = 20_000;

/// The lease of one case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lease {
    pub fence: u64,
    /// The window that holds it; empty: it was let go.
    pub holder: String,
}

impl Lease {
    /// Reads a lease. What cannot be read is no lease: the database still compares before it writes.
    pub fn read(text: &str) -> Option<Self> {
        let (fence, holder) = text.split_once(' ')?;
        Some(Self { fence: fence.parse().ok()?, holder: holder.to_owned() })
    }
}

impl fmt::Display for Lease {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.fence, self.holder)
    }
}

/// Whether a window that gave its last sign of life then is taken for alive. A clock that was set
/// back since makes it dead, not immortal.
pub fn alive(beat: i64, now: i64) -> bool {
    beat.abs_diff(now) < ALIVE.unsigned_abs()
}

#[cfg(test)]
mod tests {
    use super::{Lease, alive};

    #[test]
    fn a_lease_comes_back_as_it_was_written() {
        for holder in ["", "lq1w2e3r-9k"] {
            let lease = Lease { fence: 12, holder: holder.into() };
            assert_eq!(Lease::read(&lease.to_string()), Some(lease));
        }
        for broken in ["", "12", "x y", "-1 w", "99999999999999999999999 w"] {
            assert_eq!(Lease::read(broken), None, "{broken}");
        }
    }

    #[test]
    fn a_clock_set_back_makes_no_window_immortal() {
        let year = 31_536_000_000;
        assert!(alive(1_000, 9_000) && alive(9_000, 1_000));
        assert!(!alive(1_000, 21_000) && !alive(year, 1_000) && !alive(i64::MAX, i64::MIN));
    }
}

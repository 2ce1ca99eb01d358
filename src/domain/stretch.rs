//! A stretch of a long list: which of its rows are shown, page by page. One begins with the first page, is made longer
//! at either end, and goes to wherever a row is asked for. Knows neither the rows nor how they are shown.

use std::ops::Range;

/// Rows of one page.
pub const PAGE: usize = 200;

/// The pages that are shown, by the first row of the first of them and the row behind the last. Both are whole pages,
/// also where the list ends sooner, so that it may grow and shrink below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    from: usize,
    to: usize,
}

impl Default for Stretch {
    fn default() -> Self {
        Self { from: 0, to: PAGE }
    }
}

impl Stretch {
    /// The rows it shows of a list of `len` rows; where the list ends before it, those of the last page.
    pub fn of(self, len: usize) -> Range<usize> {
        let last = len.saturating_sub(1) / PAGE * PAGE;
        self.from.min(last)..self.to.max(self.from.min(last)).min(len)
    }

    /// As far as the row at `at`: a page more where that is enough, else its page alone. Rows between are not shown
    /// for the sake of one far away.
    #[must_use]
    pub fn reaching(self, at: usize) -> Self {
        let Self { from, to } = self;
        match at {
            at if at >= from && at < to => self,
            at if at >= to && at - to < PAGE => self.further(),
            at if at < from && from - at <= PAGE => self.sooner(),
            at => Self { from: at / PAGE * PAGE, to: at / PAGE * PAGE + PAGE },
        }
    }

    /// With one page more at its end.
    #[must_use]
    pub fn further(self) -> Self {
        Self { to: self.to + PAGE, ..self }
    }

    /// With one page more before it.
    #[must_use]
    pub fn sooner(self) -> Self {
        Self { from: self.from.saturating_sub(PAGE), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::{PAGE, Stretch};

    #[test]
    fn the_first_page_is_shown_and_more_on_asking() {
        let first = Stretch::default();
        assert_eq!((first.of(0), first.of(7), first.of(PAGE + 1)), (0..0, 0..7, 0..PAGE));
        assert_eq!(first.further().of(PAGE + 1), 0..PAGE + 1);
        assert_eq!(first.sooner(), first);
    }

    #[test]
    fn a_row_that_is_asked_for_is_shown_and_what_is_near_stays() {
        let first = Stretch::default();
        for len in [1, PAGE, PAGE + 1, 3 * PAGE, 10_000] {
            for from in (0..len).step_by(67) {
                for at in (0..len).step_by(13).chain([len - 1]) {
                    let shown = first.reaching(from).reaching(at).of(len);
                    assert!(shown.contains(&at), "{at} after {from} of {len}: {shown:?}");
                    assert!(shown.len() <= 2 * PAGE + PAGE, "{at} after {from} of {len}: {shown:?}");
                }
            }
        }
        assert_eq!(first.reaching(PAGE - 1), first);
        assert_eq!(first.reaching(PAGE).of(10_000), 0..2 * PAGE);
        assert_eq!(first.reaching(9_999).of(10_000), 10_000 - PAGE..10_000);
        assert_eq!(first.reaching(9_999).reaching(9_799).of(10_000), 9_600..10_000);
        assert_eq!(first.reaching(9_999).reaching(3).of(10_000), 0..PAGE);
    }

    #[test]
    fn a_list_that_ends_before_it_shows_its_last_page() {
        let far = Stretch::default().reaching(9_999);
        assert_eq!((far.of(0), far.of(7), far.of(450)), (0..0, 0..7, 400..450));
        // Where the list is as long again, so is what is shown of it.
        assert_eq!(far.of(10_000), 9_800..10_000);
    }
}

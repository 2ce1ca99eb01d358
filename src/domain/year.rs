//! A budget year as people type it: `2023`, `２０２３年`, `2023 年度`. One reading for forms, dialogs and edits.

use super::normalise::compact;

/// The year of four digits that the text names; `None` for anything else and for what no budget has.
pub fn year_of(text: &str) -> Option<i16> {
    let text = compact(text);
    let digits = text.trim_end_matches(['年', '度']);
    digits.parse().ok().filter(|year| is_budget_year(*year))
}

/// Far enough on both sides to refuse only a slip of the hand.
pub fn is_budget_year(year: i16) -> bool {
    (1900..=2200).contains(&year)
}

#[cfg(test)]
mod tests {
    use super::year_of;

    #[test]
    fn a_year_is_read_however_it_is_typed() {
        for text in ["2023", " ２０２３年 ", "2023 年度"] {
            assert_eq!(year_of(text), Some(2023), "{text}");
        }
        for text in ["", "23", "去年", "20231", "2023.5", "1023"] {
            assert_eq!(year_of(text), None, "{text}");
        }
    }
}

//! What a spreadsheet's cell shows, as text: figures without binary noise, per cents and units
//! from the cell's number format, dates in Chinese. Knows no form.

use calamine::{CellErrorType, ExcelDateTime};
use rust_decimal::Decimal;

/// Spreadsheet programs keep and show 15 significant digits.
const DIGITS: u32 = 15;

/// A figure under a number format: 0.98 under `0.0%` is `98%`, 90 under `"≥"0"%"` is `≥90%`.
pub(super) fn figure(shortest: &str, format: &str) -> String {
    let Some(number) =
        Decimal::from_str_exact(shortest).ok().or_else(|| Decimal::from_scientific(shortest).ok())
    else {
        return shortest.to_owned();
    };
    let number = number.round_sf(DIGITS).unwrap_or(number);
    let Shown { before, after, percent } = shown(format);
    let number = if percent { number.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(number) } else { number };
    format!("{before}{}{after}", number.normalize())
}

/// What a number format adds to the figure.
#[derive(Debug, Default, PartialEq, Eq)]
struct Shown {
    before: String,
    after: String,
    percent: bool,
}

/// Reads the first section of a format: `"≥"0.00%;-0.00%`. What cannot stand beside the whole figure
/// is left out: a sign between its digits, and the unit of a figure shown in thousands.
fn shown(format: &str) -> Shown {
    let mut shown = Shown::default();
    let (mut digits, mut comma, mut scaled, mut split) = (false, false, false, false);
    let mut chars = format.chars();
    loop {
        if let Some(rest) = GENERAL.iter().find_map(|word| strip_word(chars.as_str(), word)) {
            (digits, chars) = (true, rest.chars());
            continue;
        }
        let Some(c) = chars.next() else { break };
        let literal = match c {
            ';' => break,
            '"' => chars.by_ref().take_while(|c| *c != '"').collect(),
            '\\' | '!' => chars.next().map(String::from).unwrap_or_default(),
            '[' => {
                chars.by_ref().find(|c| *c == ']');
                continue;
            }
            '_' | '*' => {
                chars.next();
                continue;
            }
            '0' | '#' | '?' => {
                split |= !shown.after.is_empty();
                (digits, comma) = (true, false);
                continue;
            }
            // Behind the last digit before the point or the end, a comma divides by 1000.
            ',' => {
                comma = digits;
                continue;
            }
            '.' => {
                scaled |= comma;
                continue;
            }
            '%' => {
                shown.percent = true;
                "%".to_owned()
            }
            '≥' | '≤' | '＝' | '>' | '<' | '=' => c.to_string(),
            c if !c.is_ascii() => c.to_string(),
            _ => continue,
        };
        if digits { &mut shown.after } else { &mut shown.before }.push_str(&literal);
    }
    if scaled || comma || split {
        return Shown::default();
    }
    // A currency sign or plain blanks say nothing that the form needs.
    for side in [&mut shown.before, &mut shown.after] {
        *side = side.trim().trim_matches(['¥', '￥', '$', '(', ')', '-']).to_owned();
    }
    shown
}

/// The figure as it is, in the words of the programs.
const GENERAL: [&str; 3] = ["G/通用格式", "General", "@"];

fn strip_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(word.len())?;
    start.eq_ignore_ascii_case(word).then_some(rest)
}

/// `2023年12月31日`; only the month where the format shows no day.
pub(super) fn date(value: &ExcelDateTime, format: &str) -> String {
    let (year, month, day, hour, minute, ..) = value.to_ymd_hms_milli();
    let clock = if (hour, minute) == (0, 0) { String::new() } else { format!(" {hour:02}:{minute:02}") };
    if value.is_duration() || year < 1901 {
        return format!("{hour:02}:{minute:02}");
    }
    let plain: String = format.to_ascii_lowercase().split('"').step_by(2).collect();
    if !format.is_empty() && !plain.contains('d') && plain.contains('y') {
        return if plain.contains('m') { format!("{year}年{month}月") } else { format!("{year}年") };
    }
    format!("{year}年{month}月{day}日{clock}")
}

/// `#DIV/0!` as the sheet shows it.
pub(super) fn fault(fault: &CellErrorType) -> String {
    fault.to_string()
}

pub(super) fn truth(value: bool) -> String {
    if value { "TRUE" } else { "FALSE" }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::figure;

    #[test]
    fn figures_are_shown_as_the_sheet_shows_them() {
        for (stored, format, text) in [
            ("89.97400000000001", "General", "89.974"),
            ("89.974", "0.00", "89.974"),
            ("1", "0.00%", "100%"),
            ("0.9997", "0%", "99.97%"),
            ("90", "\"≥\"0\"%\"", "≥90%"),
            ("90", "≥0\"个\"", "≥90个"),
            ("1234.5", "_ * #,##0.00_ ", "1234.5"),
            ("5", "\"￥\"#,##0.00", "5"),
            ("0.1", "[Red]0.0%;[Blue]-0.0%", "10%"),
            ("-3", "0;-0", "-3"),
            ("45", "General\"个\"", "45个"),
            ("45", "\"≥\"general", "≥45"),
            ("45", "G/通用格式\"分\"", "45分"),
            ("45", "0!个", "45个"),
            ("5", "!≥0!%", "≥5%"),
            ("899740", "0!.0,\"万元\"", "899740"),
            ("899740", "#,##0.0,\"千元\"", "899740"),
            ("899740", "0,.00\"千元\"", "899740"),
            ("899740", "#,##0\"元\"", "899740元"),
            ("202312", "0\"年\"00\"月\"", "202312"),
        ] {
            assert_eq!(figure(stored, format), text, "{stored} {format}");
        }
        let huge = "1".repeat(300);
        assert_eq!(figure(&huge, "0%"), huge);
    }
}

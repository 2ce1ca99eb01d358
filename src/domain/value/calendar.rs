//! Days that no calendar has: `2月31日`, `2024-02-30`, `2024年13月`. Knows no range that a date must keep to.

use jiff::civil::Date;

use crate::domain::normalise::normalise;

/// A year with a 29 February, for days that name no year.
const LENIENT: i16 = 2024;

/// The first date in a text that does not exist, as it stands there. `year` completes what names none; a month
/// without day and year may be a duration (`≤18月`) and is left alone.
pub fn no_such_day(text: &str, year: Option<i16>) -> Option<String> {
    let plain: Vec<char> = normalise(text).chars().filter(|c| *c != ' ').collect();
    let mut at = 0;
    while at < plain.len() {
        let digits = digits_at(&plain, at);
        if digits == 0 {
            at += 1;
            continue;
        }
        if let Some((end, exists)) = date_at(&plain, at, digits, year)
            && !exists
        {
            return Some(plain.get(at..end)?.iter().collect());
        }
        at += digits;
    }
    None
}

/// Where the date that begins at `at` ends, and whether it exists; `None` where no date begins.
fn date_at(plain: &[char], at: usize, digits: usize, year: Option<i16>) -> Option<(usize, bool)> {
    let number = number(plain, at, digits)?;
    let mark = *plain.get(at + digits)?;
    let next = at + digits + 1;
    match mark {
        '年' if digits == 4 => {
            let (end, month, day) = month_day(plain, next, '月', &['日', '号'])?;
            Some((end, is_day(number, month, day.unwrap_or(1))))
        }
        '-' | '/' | '.' if digits == 4 && (1900..=2200).contains(&number) => {
            let (end, month, day) = month_day(plain, next, mark, &[])?;
            Some((end, is_day(number, month, day?)))
        }
        '月' if digits <= 2 => {
            let days = digits_at(plain, next);
            let day = (1..=2).contains(&days).then(|| self::number(plain, next, days)).flatten()?;
            let end = next + days;
            matches!(plain.get(end), Some('日' | '号'))
                .then(|| (end + 1, is_day(year.unwrap_or(LENIENT), number, day)))
        }
        _ => None,
    }
}

/// Month and, where one follows, day. `ends` are what must stand behind the day; none: anything.
fn month_day(plain: &[char], at: usize, mark: char, ends: &[char]) -> Option<(usize, i16, Option<i16>)> {
    let digits = digits_at(plain, at);
    let month = (1..=2).contains(&digits).then(|| number(plain, at, digits)).flatten()?;
    if plain.get(at + digits) != Some(&mark) {
        return None;
    }
    let next = at + digits + 1;
    let days = digits_at(plain, next);
    let day = if (1..=2).contains(&days) { number(plain, next, days) } else { None };
    match (day, plain.get(next + days)) {
        (Some(day), _) if ends.is_empty() => Some((next + days, month, Some(day))),
        (Some(day), Some(end)) if ends.contains(end) => Some((next + days + 1, month, Some(day))),
        _ => Some((next, month, None)),
    }
}

fn is_day(year: i16, month: i16, day: i16) -> bool {
    match (i8::try_from(month), i8::try_from(day)) {
        (Ok(month), Ok(day)) => Date::new(year, month, day).is_ok(),
        _ => false,
    }
}

fn digits_at(plain: &[char], at: usize) -> usize {
    plain.iter().skip(at).take_while(|c| c.is_ascii_digit()).count()
}

fn number(plain: &[char], at: usize, digits: usize) -> Option<i16> {
    plain.get(at..at + digits)?.iter().collect::<String>().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::no_such_day;

    #[test]
    fn days_that_are_not_are_found_where_they_stand() {
        for (text, found) in [
            ("2024年2月31日", Some("2024年2月31日")),
            ("于２０２３年２月２９日前完成", Some("2023年2月29日")),
            ("2024-02-30", Some("2024-02-30")),
            ("2023.6.31前", Some("2023.6.31")),
            ("6月31日", Some("6月31日")),
            ("2024年13月底前", Some("2024年13月")),
            ("2024年1月1日至2024年4月31日", Some("2024年4月31日")),
            ("2024年2月29日", None),
            ("2月29日", None),
            ("≤18月", None),
            ("3-5月", None),
            ("2023.12", None),
            ("2023-2025", None),
            ("10.10.10.300", None),
            ("99999999999999年13月", None),
            ("3个月", None),
            ("", None),
        ] {
            assert_eq!(no_such_day(text, None).as_deref(), found, "{text}");
        }
        assert_eq!(no_such_day("2月29日", Some(2023)).as_deref(), Some("2月29日"));
    }
}

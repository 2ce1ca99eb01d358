//! Days, months, quarters and years as forms write them: `2023年12月底前`, `2023.6.30`, `第三季度`.
//! Owns dates only; a bare decimal is never one.

use jiff::civil::Date;

use super::Value;

/// The first and last day of what a text names; `year` completes what has none.
pub(super) fn read(text: &str, year: Option<i16>) -> Option<Value> {
    let compact: String = text.chars().filter(|c| *c != ' ').collect();
    let (found_year, rest) = match leading_integer(&compact) {
        Some((y, rest)) if (1900..=2200).contains(&y) => match rest.strip_prefix(['年', '-', '/', '.']) {
            Some(tail) if rest.starts_with('年') || tail.matches(['-', '/', '.']).count() == 1 => {
                (Some(y), tail)
            }
            Some(tail) => return bare_month(y, tail, rest.starts_with('.')),
            _ => return None,
        },
        _ => (None, compact.as_str()),
    };
    let year = found_year.or(year)?;
    let rest = rest.strip_prefix("度").unwrap_or(rest);
    let rest = if found_year.is_none() {
        rest.strip_prefix("当年")
            .or(rest.strip_prefix("本年度"))
            .or(rest.strip_prefix("本年"))
            .unwrap_or(rest)
    } else {
        rest
    };
    if let Some((quarter, tail)) = read_quarter(rest) {
        let first = Date::new(year, quarter * 3 - 2, 1).ok()?;
        let last = Date::new(year, quarter * 3, 1).ok()?.last_of_month();
        return PERIOD_TAILS.contains(&tail).then_some(Value::Period { first, last });
    }
    let Some((month, tail)) = leading_integer(rest) else {
        let whole_year =
            PERIOD_TAILS.contains(&rest) && (found_year.is_some() || rest.starts_with(['全', '年']));
        return whole_year.then_some(period(year, None, None)).flatten();
    };
    if let Some((from, to, tail)) = read_months(rest) {
        let first = Date::new(year, from, 1).ok()?;
        let last = Date::new(year, to, 1).ok()?.last_of_month();
        return (from <= to && PERIOD_TAILS.contains(&tail)).then_some(Value::Period { first, last });
    }
    // Without a year only 月 makes a date: 7.5, 3-5 and 1/2 are figures.
    let tail = match found_year {
        Some(_) => tail.strip_prefix(['月', '-', '/', '.'])?,
        None => tail.strip_prefix('月')?,
    };
    let tail = tail.strip_prefix('份').unwrap_or(tail);
    match leading_integer(tail) {
        Some((day, tail)) => {
            let tail = tail.strip_prefix(['日', '号']).unwrap_or(tail);
            PERIOD_TAILS.contains(&tail).then_some(period(year, Some(month), Some(day))).flatten()
        }
        None => PERIOD_TAILS.contains(&tail).then_some(period(year, Some(month), None)).flatten(),
    }
}

/// `2023-12`, `2023/12月底前`. Behind a dot a word must follow: `2023.12` alone is a decimal.
fn bare_month(year: i16, text: &str, decimal: bool) -> Option<Value> {
    let (month, tail) = leading_integer(text)?;
    let tail = tail.strip_prefix('月').unwrap_or(tail);
    let told = !(decimal && text.bytes().all(|byte| byte.is_ascii_digit()));
    (told && PERIOD_TAILS.contains(&tail)).then_some(period(year, Some(month), None)).flatten()
}

/// `2023.12` where a date is asked for.
pub(super) fn read_month(text: &str) -> Option<Value> {
    let (year, month) = text.split_once('.')?;
    let (year, "") = leading_integer(year)? else { return None };
    let (month, "") = leading_integer(month)? else { return None };
    (1900..=2200).contains(&year).then_some(period(year, Some(month), None)).flatten()
}

/// `第三季度`, `4季度`: the number of the quarter and what follows.
fn read_quarter(text: &str) -> Option<(i8, &str)> {
    let rest = text.strip_prefix('第').unwrap_or(text);
    let quarters = [(["一", "1"], 1), (["二", "2"], 2), (["三", "3"], 3), (["四", "4"], 4)];
    quarters.into_iter().find_map(|(words, quarter)| {
        let rest = words.iter().find_map(|word| rest.strip_prefix(word))?;
        Some((quarter, rest.strip_prefix("季度")?))
    })
}

/// `3-5月`, `3月至5月`: both months and what follows.
fn read_months(text: &str) -> Option<(i8, i8, &str)> {
    let (from, rest) = leading_integer(text)?;
    let rest = rest.strip_prefix('月').unwrap_or(rest);
    let rest = ["~", "-", "—", "至", "到"].iter().find_map(|mark| rest.strip_prefix(mark))?;
    let (to, rest) = leading_integer(rest)?;
    let rest = rest.strip_prefix("月份").or(rest.strip_prefix('月'))?;
    Some((from.try_into().ok()?, to.try_into().ok()?, rest))
}

fn leading_integer(text: &str) -> Option<(i16, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    Some((digits.parse().ok()?, rest))
}

fn period(year: i16, month: Option<i16>, day: Option<i16>) -> Option<Value> {
    let part = |n: i16| i8::try_from(n).ok();
    let (first, last) = match (month, day) {
        (None, _) => (Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?),
        (Some(month), None) => {
            let first = Date::new(year, part(month)?, 1).ok()?;
            (first, first.last_of_month())
        }
        (Some(month), Some(day)) => {
            let date = Date::new(year, part(month)?, part(day)?).ok()?;
            (date, date)
        }
    };
    Some(Value::Period { first, last })
}

/// Words that may follow a date without changing it.
const PERIOD_TAILS: &[&str] = &[
    "",
    "前",
    "之前",
    "以前",
    "底",
    "底前",
    "底之前",
    "底以前",
    "末",
    "末前",
    "内",
    "全年",
    "年底",
    "年底前",
    "底前完成",
    "前完成",
    "底完成",
    "内完成",
    "完成",
    "止",
    "底止",
];

//! Reads what people type into a figure's field: `≥50个`, `95％`, `2023年12月底前`, `效果明显`, `—`.
//! Owns the reading only; the typed text itself is kept by the document. Knows no rule.

mod calendar;
mod period;

pub use calendar::no_such_day;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::exact::Exact;
use super::normalise::normalise;
use super::numbers::parse_decimal;

/// 指标性质, the sign between target and actual.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    Ge,
    Gt,
    Le,
    Lt,
    Eq,
    Range,
    /// 定性: judged in words.
    Words,
}

impl Sign {
    /// The sign as forms print it before a figure; empty where there is none.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Ge => "≥",
            Self::Gt => ">",
            Self::Le => "≤",
            Self::Lt => "<",
            Self::Eq => "=",
            Self::Range | Self::Words => "",
        }
    }
}

/// What one typed text says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Empty, `-`, `—`, `/`, `*`: null, not 0.
    Blank,
    Number {
        sign: Option<Sign>,
        number: Decimal,
        unit: String,
    },
    /// `10～20%`, both ends included.
    Range {
        low: Decimal,
        high: Decimal,
        unit: String,
    },
    /// A day, month or year: its first and last day.
    Period {
        first: Date,
        last: Date,
    },
    Words(String),
}

impl Value {
    pub fn is_blank(&self) -> bool {
        *self == Self::Blank
    }

    pub fn number(&self) -> Option<Decimal> {
        match self {
            Self::Number { number, .. } => Some(*number),
            _ => None,
        }
    }
}

/// Reads a typed text. `year` completes dates without one (`12月底前`).
/// Never fails: what is no figure, range or date is [`Value::Words`].
pub fn read_value(text: &str, year: Option<i16>) -> Value {
    let plain = normalise(text);
    if plain.chars().all(|c| "-—―–/\\*.".contains(c) || c == ' ') {
        return Value::Blank;
    }
    let (sign, rest) = split_sign(&plain);
    // Behind a sign `3月` is a duration, not March: `≤3月`.
    let months =
        sign.and_then(|_| rest.strip_suffix('月')).is_some_and(|n| n.chars().all(|c| c.is_ascii_digit()));
    let date = if months { None } else { period::read(rest, year) };
    date.or_else(|| read_range(rest)).or_else(|| read_number(sign, rest)).unwrap_or(Value::Words(plain))
}

/// The same where a date is asked for: there `2023.12` is a month and no figure.
pub fn read_date(text: &str, year: Option<i16>) -> Value {
    let value = read_value(text, year);
    match &value {
        Value::Number { .. } => period::read_month(&normalise(text)).unwrap_or(value),
        _ => value,
    }
}

/// A sign written alone in its own column: `≥`, `大于等于`, `定性`.
pub fn read_sign(text: &str) -> Option<Sign> {
    let plain = normalise(text);
    match plain.as_str() {
        "定性" | "定性指标" | "文字描述" | "其他" => return Some(Sign::Words),
        "区间" | "介于" => return Some(Sign::Range),
        "正向" | "正向指标" => return Some(Sign::Ge),
        "反向" | "反向指标" | "逆向" | "负向" => return Some(Sign::Le),
        "等值" => return Some(Sign::Eq),
        _ => {}
    }
    match split_sign(&plain) {
        (Some(sign), "") => Some(sign),
        _ => None,
    }
}

/// `百分比` and `％` are `%`; blanks go.
pub fn read_unit(text: &str) -> String {
    let plain: String = normalise(text).chars().filter(|c| *c != ' ').collect();
    match plain.as_str() {
        "百分比" | "百分号" | "百分率" | "%)" | "(%)" => "%".to_owned(),
        "-" | "—" | "/" | "无" => String::new(),
        _ => plain,
    }
}

/// How many 万元 one unit of money is worth: `元` 1/10000, `万元` 1, `亿元` 10000.
/// `None` for everything that is not money.
pub fn wan_per(unit: &str) -> Option<Exact> {
    let per = match unit {
        "元" | "人民币元" => return Exact::one().checked_div(&Exact::from(10_000)),
        "千元" => return Exact::one().checked_div(&Exact::from(10)),
        "万" | "万元" | "万元人民币" => 1,
        "亿" | "亿元" => 10_000,
        _ => return None,
    };
    Some(Exact::from(per))
}

/// `2023-12-31`. Written here: the date library's own printer brings its parser along into the page.
pub fn iso(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

const SIGNS: &[(&str, Sign)] = &[
    ("≥", Sign::Ge),
    ("≤", Sign::Le),
    (">", Sign::Gt),
    ("<", Sign::Lt),
    ("=", Sign::Eq),
    ("大于等于", Sign::Ge),
    ("大于或等于", Sign::Ge),
    ("不低于", Sign::Ge),
    ("不少于", Sign::Ge),
    ("不小于", Sign::Ge),
    ("至少", Sign::Ge),
    ("小于等于", Sign::Le),
    ("小于或等于", Sign::Le),
    ("不超过", Sign::Le),
    ("不高于", Sign::Le),
    ("不大于", Sign::Le),
    ("不多于", Sign::Le),
    ("控制在", Sign::Le),
    ("大于", Sign::Gt),
    ("高于", Sign::Gt),
    ("小于", Sign::Lt),
    ("低于", Sign::Lt),
    ("等于", Sign::Eq),
];

fn split_sign(plain: &str) -> (Option<Sign>, &str) {
    SIGNS
        .iter()
        .find_map(|(word, sign)| Some((Some(*sign), plain.strip_prefix(word)?.trim_start())))
        .unwrap_or((None, plain))
}

/// The bound that a suffix states: `30分钟以内` is at most, `90%以上` at least.
const BOUNDS: &[(&str, Sign)] = &[
    ("(含)以上", Sign::Ge),
    ("（含）以上", Sign::Ge),
    ("以上含", Sign::Ge),
    ("以下含", Sign::Le),
    ("及以上", Sign::Ge),
    ("以上", Sign::Ge),
    ("(含)以下", Sign::Le),
    ("（含）以下", Sign::Le),
    ("及以下", Sign::Le),
    ("以下", Sign::Le),
    ("以内", Sign::Le),
    ("之内", Sign::Le),
    ("内", Sign::Le),
];

/// What may stand around a unit and changes neither it nor the figure: `95%（含）`, `100%完成`.
const REMARKS: &[&str] =
    &["(含)", "（含）", "左右", "上下", "全部完成", "按时完成", "按期完成", "已完成", "完成"];

fn without_remark(text: &str) -> &str {
    REMARKS.iter().find_map(|remark| text.strip_suffix(remark)).unwrap_or(text).trim_end()
}

fn read_number(sign: Option<Sign>, text: &str) -> Option<Value> {
    let (number, rest) = leading_number(text)?;
    let rest = without_remark(rest.trim());
    let (bound, unit) = BOUNDS
        .iter()
        .find_map(|(word, bound)| Some((Some(*bound), rest.strip_suffix(word)?)))
        .unwrap_or((None, rest));
    let unit = read_unit(without_remark(unit));
    // 2023年底前完成验收 is a date told in words, not 2023 of something.
    let year = (Decimal::from(1900)..=Decimal::from(2200)).contains(&number) && number.scale() == 0;
    let told_date = year && unit.strip_prefix('年').is_some_and(|rest| !rest.is_empty());
    (is_unit(&unit) && !told_date).then_some(Value::Number { sign: sign.or(bound), number, unit })
}

fn read_range(text: &str) -> Option<Value> {
    let (low, rest) = leading_number(text)?;
    let rest = rest.trim_start();
    let (first_unit, rest) = match rest.strip_prefix('%') {
        Some(rest) => ("%", rest.trim_start()),
        None => ("", rest),
    };
    let rest = ["~", "-", "—", "至", "到"].iter().find_map(|mark| rest.strip_prefix(mark))?;
    let (high, rest) = leading_number(rest.trim_start())?;
    let unit = read_unit(without_remark(rest));
    let unit = if unit.is_empty() { first_unit.to_owned() } else { unit };
    // 3-5月 are months of a year that is not known here; a duration is 3-5个月.
    (is_unit(&unit) && unit != "月" && low <= high).then_some(Value::Range { low, high, unit })
}

/// A unit is short and has no digit, sign or sentence mark in it.
fn is_unit(unit: &str) -> bool {
    unit.chars().count() <= 10
        && !unit.chars().any(|c| c.is_ascii_digit() || "，。；：、,;:<>≤≥=*?!".contains(c))
}

/// The figure at the start of a text and what follows it; `12,345.6` is one figure.
fn leading_number(text: &str) -> Option<(Decimal, &str)> {
    let body = text.strip_prefix(['-', '+']).unwrap_or(text);
    let mut end = text.len() - body.len();
    let mut digits = text.get(..end)?.to_owned();
    let mut point = false;
    let mut rest = body;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..)?;
        match c {
            '0'..='9' => digits.push(c),
            '.' if !point && after.starts_with(|c: char| c.is_ascii_digit()) => {
                point = true;
                digits.push('.');
            }
            ',' | '，' if !point && starts_with_thousand(after) => {}
            _ => break,
        }
        end += c.len_utf8();
        rest = after;
    }
    Some((parse_decimal(&digits).ok()?, text.get(end..)?))
}

fn starts_with_thousand(text: &str) -> bool {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    digits == 3
}

#[cfg(test)]
mod tests {
    use super::{Sign, Value, read_sign, read_value};

    fn shown(text: &str) -> String {
        match read_value(text, Some(2023)) {
            Value::Blank => "blank".to_owned(),
            Value::Number { sign, number, unit } => {
                let sign = sign.map(|s| format!("{s:?} ")).unwrap_or_default();
                format!("{sign}{number} {unit}").trim_end().to_owned()
            }
            Value::Range { low, high, unit } => format!("{low}..{high} {unit}"),
            Value::Period { first, last } => format!("{first}..{last}"),
            Value::Words(words) => format!("words {words}"),
        }
    }

    #[test]
    fn reads_what_forms_hold() {
        for (typed, read) in [
            ("≥50个", "Ge 50 个"),
            ("≥100百分比", "Ge 100 %"),
            ("≤90万元", "Le 90 万元"),
            ("＝１００％", "Eq 100 %"),
            ("3,498,000.00 元", "3498000.00 元"),
            ("1，125", "1125"),
            ("-3%", "-3 %"),
            ("≤3月", "Le 3 月"),
            ("不低于 95 %", "Ge 95 %"),
            ("90%以上", "Ge 90 %"),
            ("30分钟以内", "Le 30 分钟"),
            ("10～20%", "10..20 %"),
            ("8个", "8 个"),
            ("—", "blank"),
            (" / ", "blank"),
            ("", "blank"),
            ("0", "0"),
            ("2021年全年", "2021-01-01..2021-12-31"),
            ("2023年12月底前", "2023-12-01..2023-12-31"),
            ("7.5", "7.5"),
            ("≤10.7", "Le 10.7"),
            ("1.5%", "1.5 %"),
            ("3-5次", "3..5 次"),
            ("3-5", "3..5 "),
            ("1-12月", "2023-01-01..2023-12-31"),
            ("1月-6月", "2023-01-01..2023-06-30"),
            ("2022年3至5月底前", "2022-03-01..2022-05-31"),
            ("12-3月", "words 12-3月"),
            ("12月份", "2023-12-01..2023-12-31"),
            ("6～12个月", "6..12 个月"),
            ("≥95%（含）", "Ge 95 %"),
            ("95%（含）以上", "Ge 95 %"),
            ("95%以上（含）", "Ge 95 %"),
            ("95%以上含", "Ge 95 %"),
            ("10～20%左右", "10..20 %"),
            ("95%左右", "95 %"),
            ("100%完成", "100 %"),
            ("30天内完成", "Le 30 天"),
            ("5万", "5 万"),
            ("1/2", "words 1/2"),
            ("6月30日", "2023-06-30..2023-06-30"),
            ("2023年底前完成验收", "words 2023年底前完成验收"),
            ("20年以上", "Ge 20 年"),
            ("2023年第三季度", "2023-07-01..2023-09-30"),
            ("2023年4季度前", "2023-10-01..2023-12-31"),
            ("第五季度", "words 第五季度"),
            ("12月底前", "2023-12-01..2023-12-31"),
            ("年底前", "2023-01-01..2023-12-31"),
            ("2023-6-30", "2023-06-30..2023-06-30"),
            ("2023.6.30", "2023-06-30..2023-06-30"),
            ("2023-12", "2023-12-01..2023-12-31"),
            ("2023/6月底前", "2023-06-01..2023-06-30"),
            ("2023.12底前", "2023-12-01..2023-12-31"),
            ("2023.12", "2023.12"),
            ("2023-13", "words 2023-13"),
            ("2023-2025", "2023..2025 "),
            ("2023年2月30日", "words 2023年2月30日"),
            ("效果明显", "words 效果明显"),
            ("≤**万元", "words ≤**万元"),
            ("超过预期", "words 超过预期"),
            ("1:1", "words 1:1"),
            ("50个项目，30个报告", "words 50个项目，30个报告"),
            ("2023", "2023"),
        ] {
            assert_eq!(shown(typed), read, "{typed}");
        }
    }

    #[test]
    fn a_sign_column_is_read_alone() {
        assert_eq!(read_sign("＝"), Some(Sign::Eq));
        assert_eq!(read_sign(">="), Some(Sign::Ge));
        assert_eq!(read_sign("定性"), Some(Sign::Words));
        assert_eq!(read_sign("≥95"), None);
    }

    #[test]
    fn months_of_no_year_are_no_figures() {
        assert_eq!(read_value("1-12月", None), Value::Words("1-12月".to_owned()));
    }

    #[test]
    fn too_many_digits_stay_words() {
        assert!(matches!(read_value(&"9".repeat(40), None), Value::Words(_)));
    }
}

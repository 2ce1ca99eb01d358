//! One spelling for every way of typing a sign: full-width forms, ％, ≧, >=, stray spaces.
//! Owns characters only; what a text means is read in `value`. Idempotent.

/// The text in half-width signs and digits, `≥` and `≤` in one form, blanks collapsed and trimmed.
/// Chinese punctuation that carries meaning in prose (，。；：、（）) is kept.
pub fn normalise(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        add(&mut out, simple(c));
    }
    out.truncate(out.trim_end().len());
    out
}

/// The text without any blank, for comparing headers and names: `年 初 预 算 数` is `年初预算数`.
pub fn compact(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        add(&mut out, simple(c));
    }
    out
}

/// [`compact`], and for each of its characters the characters of `text` it was made from, counted in
/// characters: from, and one past the last.
pub fn compact_with_places(text: &str) -> (String, Vec<(usize, usize)>) {
    let mut out = String::with_capacity(text.len());
    let mut places: Vec<(usize, usize)> = Vec::new();
    for (at, c) in text.chars().enumerate().filter(|(_, c)| !c.is_whitespace()) {
        match (add(&mut out, simple(c)), places.last_mut()) {
            (Added::New, _) => places.push((at, at + 1)),
            (Added::IntoLast, Some(last)) => last.1 = at + 1,
            (Added::IntoLast | Added::Nothing, _) => {}
        }
    }
    (out, places)
}

/// What became of a character.
enum Added {
    New,
    IntoLast,
    Nothing,
}

/// Adds one character in its plain form: `>` and `=` join.
fn add(out: &mut String, plain: char) -> Added {
    match plain {
        '=' => match out.chars().next_back() {
            Some('>') => replace_last(out, '≥'),
            Some('<') => replace_last(out, '≤'),
            Some('=') => {}
            _ => {
                out.push('=');
                return Added::New;
            }
        },
        ' ' if out.is_empty() || out.ends_with(' ') => return Added::Nothing,
        '\u{0}' => return Added::Nothing,
        c => {
            out.push(c);
            return Added::New;
        }
    }
    Added::IntoLast
}

/// Zero-width signs and those that turn the direction of writing: nobody types them, and nobody sees them.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}'
        | '\u{ad}')
}

fn replace_last(out: &mut String, c: char) {
    out.pop();
    out.push(c);
}

/// One character in its plain form; NUL stands for "leave out".
fn simple(c: char) -> char {
    match c {
        '，' | '。' | '；' | '：' | '、' | '（' | '）' | '！' | '？' => c,
        '≧' | '⩾' | '≽' | '⪰' => '≥',
        '≦' | '⩽' | '≼' | '⪯' => '≤',
        '﹦' | '꞊' | '═' => '=',
        '﹥' => '>',
        '﹤' => '<',
        '﹪' | '٪' => '%',
        '−' | '–' | '﹣' | '‐' | '‑' => '-',
        '﹢' => '+',
        '﹒' => '.',
        '～' | '∼' | '〜' => '~',
        '\u{ff01}'..='\u{ff5e}' => half_width(c),
        c if is_invisible(c) => '\u{0}',
        c if c.is_whitespace() => ' ',
        c if c.is_control() => '\u{0}',
        c => c,
    }
}

fn half_width(c: char) -> char {
    u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::{compact, compact_with_places, is_invisible, normalise};

    #[test]
    fn signs_have_one_spelling() {
        for (typed, plain) in [
            ("≧９５％", "≥95%"),
            (">= 95", "≥ 95"),
            ("＜＝３０", "≤30"),
            ("﹦１００", "=100"),
            ("＝＝1", "=1"),
            ("　全年　预算数 ", "全年 预算数"),
            ("－3.5", "-3.5"),
            ("\u{feff}项目\u{200b}名称", "项目名称"),
            ("优良（含）：是，否", "优良（含）：是，否"),
        ] {
            assert_eq!(normalise(typed), plain, "{typed}");
        }
    }

    #[test]
    fn blanks_inside_headers_vanish() {
        assert_eq!(compact("得 分"), "得分");
        assert_eq!(compact("< ＝ 30"), "≤30");
        assert_eq!(compact("年初\n预算数"), "年初预算数");
    }

    #[test]
    fn what_nobody_sees_is_no_blank() {
        assert!(['\u{200b}', '\u{202e}', '\u{feff}', '\u{0}', '\u{7f}'].into_iter().all(is_invisible));
        assert!(!['甲', ' ', '　', '\n', '0', '%'].into_iter().any(is_invisible));
    }

    #[test]
    fn every_character_knows_what_it_was_made_from() {
        let (plain, places) = compact_with_places(" ９\u{200b}> ＝ ５　% ");
        assert_eq!(plain, "9≥5%");
        assert_eq!(places, [(1, 2), (3, 6), (7, 8), (9, 10)]);
        for text in ["", " ", "年 初", "＝＝1", "\u{feff}甲\u{202e}乙"] {
            let (plain, places) = compact_with_places(text);
            assert_eq!((plain.as_str(), places.len()), (compact(text).as_str(), plain.chars().count()));
        }
    }
}

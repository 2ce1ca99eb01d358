//! One spelling for every way of typing a sign: full-width forms, ％, ≧, >=, stray spaces.
//! Owns characters only; what a text means is read in `value`. Idempotent.

/// The text in half-width signs and digits, `≥` and `≤` in one form, blanks collapsed and trimmed.
/// Chinese punctuation that carries meaning in prose (，。；：、（）) is kept.
pub fn normalise(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match simple(c) {
            '=' => match out.chars().next_back() {
                Some('>') => replace_last(&mut out, '≥'),
                Some('<') => replace_last(&mut out, '≤'),
                Some('=') => {}
                _ => out.push('='),
            },
            ' ' if out.is_empty() || out.ends_with(' ') => {}
            '\u{0}' => {}
            c => out.push(c),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The text without any blank, for comparing headers and names: `年 初 预 算 数` is `年初预算数`.
pub fn compact(text: &str) -> String {
    let solid: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    normalise(&solid)
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
    use super::{compact, normalise};

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
}

//! Signs that nobody sees: zero-width ones, those that turn the direction of a text, control signs. A text keeps
//! them as it came; who compares leaves them out by `normalise`. Changes nothing.

/// Whether a sign is not seen where it stands. Blanks, tabs and line ends are no marks.
pub fn is_mark(sign: char) -> bool {
    matches!(
        sign,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
    ) || (sign.is_control() && !matches!(sign, '\t' | '\n' | '\r'))
}

/// How many marks a text has.
pub fn marks(text: &str) -> usize {
    text.chars().filter(|sign| is_mark(*sign)).count()
}

#[cfg(test)]
mod tests {
    use super::marks;

    #[test]
    fn what_is_not_seen_is_counted() {
        assert_eq!(marks("项目\u{200b}名\u{202e}称\u{feff}\u{0}"), 4);
        assert_eq!(marks("项目 名称\n第二行\t\u{3000}"), 0);
    }
}

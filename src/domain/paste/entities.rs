//! What stands for a sign in HTML: `&nbsp;`, `&#20013;`, `&#x4e2d;`. One that is not known stays as it stands.

/// Named ones that spreadsheet and word processing programs write.
const NAMED: [(&str, char); 34] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("zwnj", '\u{200c}'),
    ("zwj", '\u{200d}'),
    ("lrm", '\u{200e}'),
    ("rlm", '\u{200f}'),
    ("shy", '\u{ad}'),
    ("middot", '·'),
    ("times", '×'),
    ("divide", '÷'),
    ("plusmn", '±'),
    ("ge", '≥'),
    ("le", '≤'),
    ("ne", '≠'),
    ("asymp", '≈'),
    ("deg", '°'),
    ("permil", '‰'),
    ("yen", '¥'),
    ("sect", '§'),
    ("hellip", '…'),
    ("mdash", '—'),
    ("ndash", '–'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("bull", '•'),
];

/// The sign that an entity at the start of a text stands for, and its bytes.
pub(super) fn entity(text: &str) -> Option<(char, usize)> {
    const LONGEST: usize = 12;
    let body = text.strip_prefix('&')?;
    let end = body.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let name = body.get(..end)?;
    let sign = match name.strip_prefix('#') {
        Some(number) => numbered(number)?,
        None => NAMED.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((sign, end + 2))
}

fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code)
}

#[cfg(test)]
mod tests {
    use super::entity;

    #[test]
    fn names_and_numbers_are_read_and_nothing_else() {
        for (text, sign) in [
            ("&amp;x", Some(('&', 5))),
            ("&#20013;", Some(('中', 8))),
            ("&#x4E2D;", Some(('中', 8))),
            ("&ge;50", Some(('≥', 4))),
            ("&nbsp;", Some(('\u{a0}', 6))),
            ("&#xd800;", None),
            ("&#999999999;", None),
            ("&unknown;", None),
            ("&amp", None),
            ("&", None),
            ("&;", None),
        ] {
            assert_eq!(entity(text), sign, "{text}");
        }
    }
}

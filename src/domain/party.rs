//! 单位 as forms print it: a name, and often its code in brackets behind or before it.

const OPENING: [char; 6] = ['[', '［', '【', '(', '（', '〔'];
const CLOSING: [char; 6] = [']', '］', '】', ')', '）', '〕'];

/// Name and code of what a form prints as one: `汤溪镇人民政府[219001]`. Only a code of digits is one; in
/// round brackets also stand words that belong to the name.
pub fn name_and_code(printed: &str) -> (&str, &str) {
    let printed = printed.trim();
    let is_code = |text: &str| text.len() >= 3 && text.bytes().all(|sign| sign.is_ascii_digit());
    let behind = printed.strip_suffix(CLOSING).and_then(|inside| inside.rsplit_once(OPENING));
    if let Some((name, code)) = behind.filter(|(_, code)| is_code(code)) {
        return (name.trim(), code);
    }
    let before = printed.strip_prefix(OPENING).and_then(|inside| inside.split_once(CLOSING));
    if let Some((code, name)) = before.filter(|(code, _)| is_code(code)) {
        return (name.trim(), code);
    }
    let end = printed.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(0);
    match printed.split_at_checked(end) {
        Some((code, name)) if is_code(code) && name.starts_with([' ', '-', '　']) => {
            (name.trim_start_matches([' ', '-', '　']), code)
        }
        _ => (printed, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::name_and_code;

    #[test]
    fn a_code_is_told_from_the_name_it_is_printed_with() {
        for (printed, name, code) in [
            ("汤溪镇人民政府[219001]", "汤溪镇人民政府", "219001"),
            (" 汤溪镇人民政府（219001） ", "汤溪镇人民政府", "219001"),
            ("[219]汤溪镇", "汤溪镇", "219"),
            ("219001-汤溪镇", "汤溪镇", "219001"),
            ("219001　汤溪镇", "汤溪镇", "219001"),
            ("第一中学（本部）", "第一中学（本部）", ""),
            ("1919厂", "1919厂", ""),
            ("汤溪镇[2", "汤溪镇[2", ""),
            ("", "", ""),
        ] {
            assert_eq!(name_and_code(printed), (name, code), "{printed}");
        }
    }
}

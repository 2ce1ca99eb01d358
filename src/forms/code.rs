//! 项目代码 glued to a project's name: in front of it with a dash, or in brackets. Knows nothing
//! of codes but their shape: 15 and more capitals and digits, most of them digits.

/// The code, if there is one, and the name without it.
pub(super) fn split_code(text: &str) -> (Option<String>, String) {
    let text = text.trim();
    let front = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    if let Some((code, rest)) = text.split_at_checked(front)
        && is_code(code)
    {
        let name = rest
            .trim_start_matches(['-', '－', '—', '–', '_', ' ', '\u{3000}', '\n', '\t', '|', '/', ':', '：']);
        return (Some(code.to_owned()), name.to_owned());
    }
    for (open, close) in [('(', ')'), ('（', '）'), ('[', ']'), ('【', '】'), ('〔', '〕')] {
        for (start, _) in text.match_indices(open) {
            let (before, rest) = (text.get(..start), text.get(start + open.len_utf8()..));
            if let Some((code, after)) = rest.and_then(|rest| code_up_to(rest, close)) {
                let name = format!("{}{after}", before.unwrap_or_default());
                return (Some(code.to_owned()), name.trim().to_owned());
            }
        }
    }
    (None, text.to_owned())
}

/// The code that stands alone before a closing bracket, and what follows the bracket. Looks no
/// further than the code: a name of nothing but brackets takes no longer than another.
fn code_up_to(rest: &str, close: char) -> Option<(&str, &str)> {
    let rest = rest.trim_start();
    let end = rest.bytes().take(MOST + 1).position(|byte| !byte.is_ascii_alphanumeric())?;
    let (code, after) = rest.split_at_checked(end)?;
    Some((code, after.trim_start().strip_prefix(close)?)).filter(|(code, _)| is_code(code))
}

/// Capitals and digits of a code, at least and at most.
const LEAST: usize = 15;
const MOST: usize = 30;

fn is_code(text: &str) -> bool {
    (LEAST..=MOST).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase())
        && text.chars().filter(char::is_ascii_digit).count() >= 12
}

#[cfg(test)]
mod tests {
    use super::split_code;

    #[test]
    fn codes_are_taken_off_names() {
        let code = "51000021R000000019951";
        for typed in [
            "51000021R000000019951-工资性支出",
            "51000021R000000019951 工资性支出",
            "工资性支出（51000021R000000019951）",
            "[51000021R000000019951]工资性支出",
            "工资性支出（ 51000021R000000019951 ）",
        ] {
            assert_eq!(split_code(typed), (Some(code.to_owned()), "工资性支出".to_owned()), "{typed}");
        }
        for typed in ["219-池州市", "2023年道路养护", "S101合相路改建工程", "5G基站建设"] {
            assert_eq!(split_code(typed), (None, typed.to_owned()));
        }
    }
}

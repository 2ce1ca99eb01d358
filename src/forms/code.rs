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
            let Some(inside) = text.get(start + open.len_utf8()..).and_then(|rest| rest.split(close).next())
            else {
                continue;
            };
            if is_code(inside.trim()) {
                let bracketed = format!("{open}{inside}{close}");
                return (Some(inside.trim().to_owned()), text.replacen(&bracketed, "", 1).trim().to_owned());
            }
        }
    }
    (None, text.to_owned())
}

fn is_code(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (15..=30).contains(&text.len())
        && text.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase())
        && digits >= 12
        && text.starts_with(|c: char| c.is_ascii_digit())
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
        ] {
            assert_eq!(split_code(typed), (Some(code.to_owned()), "工资性支出".to_owned()), "{typed}");
        }
        for typed in ["219-池州市", "2023年道路养护", "S101合相路改建工程", "5G基站建设"] {
            assert_eq!(split_code(typed), (None, typed.to_owned()));
        }
    }
}

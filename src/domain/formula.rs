//! Texts that a spreadsheet program would compute: `=SUM(A1:A3)`, `=B2*3`. They are kept as the texts they
//! are; `=95%` is a target with its sign. Computes nothing.

/// Whether a text is a formula: after its `=` comes the name of a cell or function, or a sum of figures.
pub fn is_formula(text: &str) -> bool {
    let Some(body) = text.trim_start().strip_prefix(['=', '＝']) else { return false };
    let body = body.trim_start().trim_start_matches(['+', '-', '(', '@']);
    calls(body) || names_cell(body) || reckons(body)
}

/// `SUM(…`
fn calls(body: &str) -> bool {
    let name = body.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '.' || c == '_');
    name.len() < body.len() && body.starts_with(|c: char| c.is_ascii_alphabetic()) && name.starts_with('(')
}

/// `A1`, `$B$12`, `Sheet2!C3`, `'一季度'!C3`
fn names_cell(body: &str) -> bool {
    let body = body.rsplit_once('!').map_or(body, |(_, cell)| cell);
    let plain = body.strip_prefix('$').unwrap_or(body);
    let column = plain.len() - plain.trim_start_matches(|c: char| c.is_ascii_uppercase()).len();
    let Some(rest) = plain.get(column..).filter(|_| (1..=3).contains(&column)) else { return false };
    let rest = rest.strip_prefix('$').unwrap_or(rest);
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    after.len() < rest.len() && !after.starts_with(|c: char| c.is_alphanumeric())
}

/// `3*4`, `100+20`: figures with an operator between them, and nothing else. `=10-20` may be a range.
fn reckons(body: &str) -> bool {
    let only = body.chars().all(|c| c.is_ascii_digit() || "+-*/^&().% ".contains(c));
    let after = body.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    only && after.len() < body.len()
        && after.trim_start().starts_with(['+', '*', '/', '^', '&'])
        && after.contains(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::is_formula;

    #[test]
    fn formulas_are_told_from_targets_with_a_sign() {
        for text in [
            "=SUM(A1:A3)",
            "=A1",
            "=$B$12+C3",
            "=-B2",
            "=(A1+B1)*2",
            "=3*4",
            "＝SUM(A1)",
            " =100+20",
            "=Sheet2!C3",
            "='一季度'!C3",
            "=IF(A1>0,\"是\",\"否\")",
            "=@A1",
            "=ROUND(B2, 2)&\"个\"",
        ] {
            assert!(is_formula(text), "{text}");
        }
        for text in [
            "=95%",
            "＝100",
            "=5个",
            "=",
            "==",
            "",
            "A1",
            "=A级",
            "=GB/T 19001",
            "=1:1",
            "=达标",
            "=2023年",
            "=-3%",
            "=5-",
            "=10-20%",
            "=完成!",
        ] {
            assert!(!is_formula(text), "{text}");
        }
    }
}

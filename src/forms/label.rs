//! Reads a header or label: blanks, brackets, numbering, marks and the closing colon fall away,
//! so that `1.全年预算数 （A）：` is `全年预算数`. Knows no list of words.

use crate::domain::normalise::compact;

/// A label stripped to its word, and what stood in its brackets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) plain: String,
    pub(super) brackets: Vec<String>,
}

/// Bytes beyond which a text is no label, and is not read as one.
pub(super) const LONGEST: usize = 1_000;

impl Label {
    pub(super) fn of(text: &str) -> Self {
        if text.len() > LONGEST {
            let (start, _) = text.split_at(text.floor_char_boundary(LONGEST));
            return Self { plain: start.to_owned(), brackets: Vec::new() };
        }
        let (outside, brackets) = split_brackets(&compact(text));
        let plain = outside.trim_start_matches(['*', '★', '☆', '●', '○', '■']);
        let plain = plain.trim_end_matches([':', '：', '*', '。', '、', ';', '；']);
        let plain = strip_numbering(plain).trim_matches(['-', '—', '"', '“', '”']);
        // `全年预算数A`
        let bare = plain.trim_end_matches(|c: char| c.is_ascii_uppercase());
        let plain = if bare.is_empty() { plain } else { bare };
        Self { plain: plain.to_owned(), brackets }
    }

    /// A money label without its `其中：`.
    pub(super) fn without_of_which(&self) -> &str {
        let plain = self.plain.trim_start_matches(['-', '—']);
        let rest = plain.strip_prefix("其中").unwrap_or(plain);
        strip_numbering(rest.trim_start_matches([':', '：', '-', '—', '、', ',', '，', '.']))
    }

    /// Whether one of its brackets says this.
    pub(super) fn says(&self, inside: &str) -> bool {
        self.brackets.iter().any(|text| text == inside)
    }

    /// Whether the label gives its money in 元.
    pub(super) fn in_yuan(&self) -> Option<bool> {
        self.brackets.iter().find_map(|text| money_unit(text))
    }
}

/// `单位：元` → true, `万元` → false, anything else is no unit of money.
pub(super) fn money_unit(text: &str) -> Option<bool> {
    let unit = text.rsplit([':', '：']).next().unwrap_or(text);
    match unit {
        "元" | "人民币元" => Some(true),
        "万元" | "万" | "人民币万元" | "万元人民币" => Some(false),
        _ => None,
    }
}

/// A cell that says no more than the unit of money: `（单位：万元）`.
pub(super) fn unit_mark(text: &str) -> Option<bool> {
    money_unit(&unit_mark_of(text)?)
}

/// What such a cell says, be it a unit of money or not: `万元`.
pub(super) fn unit_mark_of(text: &str) -> Option<String> {
    let bare = compact(text);
    let bare = bare.trim_matches(['(', ')', '（', '）']);
    let (label, unit) = bare.split_once([':', '：'])?;
    ["单位", "金额单位", "货币单位", "资金单位"].contains(&label).then(|| unit.to_owned())
}

/// The text outside its brackets, and what stands inside them; an open bracket runs to the end.
fn split_brackets(text: &str) -> (String, Vec<String>) {
    let mut outside = String::new();
    let mut inside: Vec<String> = Vec::new();
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '(' | '（' | '[' | '【' | '〔' | '［' => {
                if depth == 0 {
                    inside.push(String::new());
                }
                depth += 1;
            }
            ')' | '）' | ']' | '】' | '〕' | '］' if depth > 0 => depth -= 1,
            c if depth == 0 => outside.push(c),
            c => {
                if let Some(text) = inside.last_mut() {
                    text.push(c);
                }
            }
        }
    }
    (outside, inside)
}

/// Without a leading `1.`, `（一）`, `二、`, `①`; `1.5倍` keeps its figure.
pub(super) fn strip_numbering(text: &str) -> &str {
    let rest = text.trim_start_matches(|c| ('①'..='⑳').contains(&c)).trim_start();
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let numerals = rest.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
    for tail in [digits, numerals] {
        if tail.len() == rest.len() {
            continue;
        }
        if let Some(after) = tail.strip_prefix(['.', '、', '．', ')', '）'])
            && !after.starts_with(|c: char| c.is_ascii_digit())
        {
            return after.trim_start();
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::Label;

    #[test]
    fn labels_lose_what_does_not_name_them() {
        for (typed, plain) in [
            ("全年预算数\n（A）", "全年预算数"),
            ("执行率(B/A)", "执行率"),
            ("年 初 预 算 数", "年初预算数"),
            ("1.项目年度目标完成情况", "项目年度目标完成情况"),
            ("二、绩效指标：", "绩效指标"),
            ("*项目名称", "项目名称"),
            ("实施单位（盖章）", "实施单位"),
            ("全年执行数B", "全年执行数"),
            ("预算执行情况（10分）", "预算执行情况"),
        ] {
            assert_eq!(Label::of(typed).plain, plain, "{typed}");
        }
        assert_eq!(Label::of("其中:本年财政拨款").without_of_which(), "本年财政拨款");
        assert_eq!(Label::of("其中－财政拨款：").without_of_which(), "财政拨款");
        assert_eq!(Label::of("项目资金（元）").in_yuan(), Some(true));
        assert_eq!(Label::of("项目资金(单位:万元)").in_yuan(), Some(false));
    }
}

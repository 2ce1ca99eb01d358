//! The grade a form claims: one word, or the ticked one of several (优□ 良☑ 中□ 差□). Knows no
//! points.

use super::words::words;
use crate::domain::normalise::compact;

const TICKS: &[char] = &['☑', '☒', '■', '√', '✓', '✔', '●', '◉', '▣', '✅'];
const BOXES: &[char] = &['□', '☐', '○', '◯', '◻', '▢', '〇'];

/// The grade that a text states; `None` where it is no grade, or none or several are ticked.
pub(super) fn stated(text: &str) -> Option<String> {
    let plain = compact(text);
    if words().is_grade(&plain) {
        return Some(plain);
    }
    let choices = choices(&plain);
    let mut ticked = choices.iter().filter(|choice| choice.ticked);
    let first = ticked.next().filter(|_| choices.len() > 1)?;
    ticked.next().is_none().then(|| first.word.to_owned())
}

/// Whether a text is one of the cells over which grades to tick are printed, or all of them.
pub(super) fn is_choice(text: &str) -> bool {
    let plain = compact(text);
    let mark = |c: char| TICKS.contains(&c) || BOXES.contains(&c) || "()（）".contains(c);
    words().is_grade(&plain) || !choices(&plain).is_empty() || plain.chars().all(mark)
}

/// Whether a text offers grades to tick, ticked or not.
pub(super) fn offers(text: &str) -> bool {
    choices(&compact(text)).len() > 1
}

struct Choice<'a> {
    word: &'a str,
    ticked: bool,
}

/// The grades of a text with marks. The marks stand in front of the words or behind them, as the
/// first one does.
fn choices(plain: &str) -> Vec<Choice<'_>> {
    let is_mark = |c: char| TICKS.contains(&c) || BOXES.contains(&c);
    let mut found: Vec<(&str, usize, usize)> = Vec::new();
    let mut at = 0;
    while let Some((before, rest)) = plain.split_at_checked(at)
        && let Some(c) = rest.chars().next()
    {
        let length = words().grade_at(rest).unwrap_or(0);
        let after = &rest[length..];
        // 优化 and 其中 hold no grade: no other word may touch one.
        let begins = found.last().is_some_and(|last| last.2 == at) || !before.ends_with(char::is_alphabetic);
        let ends = words().grade_at(after).is_some() || !after.starts_with(char::is_alphabetic);
        if length > 0 && begins && ends {
            found.push((&rest[..length], at, at + length));
        }
        at += length.max(c.len_utf8());
    }
    let in_front = plain.find(is_mark).zip(found.first()).is_some_and(|(mark, first)| mark < first.1);
    if !plain.contains(is_mark) {
        return Vec::new();
    }
    let choice = |index: usize| {
        let (word, from, to) = found[index];
        let before = index.checked_sub(1).map_or(0, |before| found[before].2);
        let after = found.get(index + 1).map_or(plain.len(), |next| next.1);
        let marks = if in_front { &plain[before..from] } else { &plain[to..after] };
        Choice { word, ticked: marks.contains(TICKS) }
    };
    (0..found.len()).map(choice).collect()
}

#[cfg(test)]
mod tests {
    use super::{offers, stated};

    #[test]
    fn the_ticked_grade_is_the_stated_one() {
        for (typed, grade) in [
            ("优□ 良☑ 中□ 差□", Some("良")),
            ("☑优 □良 □中 □差", Some("优")),
            ("□优秀　■良好　□一般　□较差", Some("良好")),
            ("优（√） 良（ ） 中（ ） 差（ ）", Some("优")),
            ("□优(100-90分) √良(90-80分) □中(80-60分) □差(60分以下)", Some("良")),
            ("优□√良□中□差□", Some("优")),
            ("中", Some("中")),
            ("优□ 良□ 中□ 差□", None),
            ("优☑ 良☑ 中□ 差□", None),
            ("√优 良 中 差", Some("优")),
            ("完成较好", None),
            ("√项目中有改良，优化流程", None),
            ("其中：√优", None),
        ] {
            assert_eq!(stated(typed).as_deref(), grade, "{typed}");
        }
        assert!(offers("优□ 良□ 中□ 差□") && !offers("优"));
    }
}

//! The head and the foot: titles, the year, and labels with a text beside them. A labelled text
//! that no field holds becomes a remark.

use super::code::split_code;
use super::desk::{Desk, add_line};
use super::funds::stated_points;
use super::grades;
use super::label::{Label, money_unit, strip_numbering, unit_mark};
use super::sheet::{Cell, Row};
use super::words::{HeadLabel, words};
use crate::domain::case::Subject;
use crate::domain::normalise::compact;
use crate::domain::typed::Typed;
use crate::domain::year::is_budget_year;

/// Reads a row of titles, the year among them; returns the row after it.
pub(super) fn title(desk: &mut Desk<'_>, index: usize) -> Option<usize> {
    let row = desk.row(index)?;
    if desk.indicators || !is_title_row(row) {
        return None;
    }
    for cell in &row.cells {
        let plain = compact(&cell.text);
        let plain = without_annex(&plain).to_owned();
        if let Some(yuan) = unit_mark(&plain) {
            desk.yuan = yuan;
        } else if let Some(year) = bare_year(&plain) {
            desk.form.head.year.get_or_insert(year);
        } else if is_annex(&plain) && !is_title(&plain) {
            desk.remark("附件", cell.text.clone());
        } else if desk.form.head.title.is_empty() {
            let (title, year) = split_year(&plain);
            desk.form.head.title = title;
            if let Some(year) = year {
                desk.form.head.year.get_or_insert(year);
            }
        } else {
            desk.remark("标题", cell.text.clone());
        }
        desk.take(cell);
    }
    Some(index + 1)
}

fn is_title_row(row: &Row) -> bool {
    let title = |cell: &Cell| {
        let plain = compact(&cell.text);
        bare_year(&plain).is_some() || unit_mark(&plain).is_some() || is_title(&plain)
    };
    let annex = |cell: &Cell| is_annex(&compact(&cell.text));
    row.cells.iter().all(|cell| title(cell) || annex(cell)) && row.cells.iter().any(title)
}

/// The title behind `附件1：`.
fn without_annex(plain: &str) -> &str {
    match plain.split_once([':', '：']) {
        Some((annex, title)) if is_annex(annex) && !title.is_empty() => title,
        _ => plain,
    }
}

/// `附件2`
fn is_annex(plain: &str) -> bool {
    let annex = ["附件", "附表"].iter().any(|word| plain.starts_with(word));
    let table =
        plain.strip_prefix('表').is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || c == '-'));
    plain.chars().count() <= 12
        && (annex || (table && plain != "表") || (plain.starts_with("公开") && plain.ends_with('表')))
}

/// Whether a text is the title of a form.
pub(super) fn is_title(plain: &str) -> bool {
    let plain = without_annex(plain);
    let ends = plain
        .trim_end_matches(|c| c == ')' || c == '）' || c == '度' || c == '年' || char::is_ascii_digit(&c));
    let ends = ends.trim_end_matches(['(', '（', '-', '—']);
    plain.chars().count() <= 60
        && words().titles.iter().any(|word| ends.contains(word.as_str()))
        && ["表", "报告", "自评", "情况", "目标"].iter().any(|end| ends.ends_with(end))
        && !plain.contains(['：', ':', '，', '。'])
}

/// `（2022年度）` or `2022年度` and nothing else.
fn bare_year(plain: &str) -> Option<i16> {
    let bare = plain.trim_matches(['(', ')', '（', '）']).trim_start_matches("年度：");
    let digits = bare.strip_suffix("年度").or_else(|| bare.strip_suffix('年'))?;
    year(digits)
}

fn year(digits: &str) -> Option<i16> {
    (digits.len() == 4).then(|| digits.parse().ok()).flatten().filter(|year| is_budget_year(*year))
}

/// The title without a year in brackets behind it, and the year wherever it stands.
fn split_year(plain: &str) -> (String, Option<i16>) {
    for open in ['（', '('] {
        if let Some((title, tail)) = plain.rsplit_once(open)
            && let Some(year) = bare_year(tail)
        {
            return (title.to_owned(), Some(year));
        }
    }
    let found = plain.match_indices('年').find_map(|(end, _)| year(plain.get(end.checked_sub(4)?..end)?));
    (plain.to_owned(), found)
}

/// A label and its text that no field holds, as `write_csv` writes them.
pub(super) fn kept(desk: &mut Desk<'_>, index: usize) -> bool {
    let Some([mark, label, text]) = desk.row(index).map(|row| row.cells.as_slice()) else { return false };
    if words().labels.exact(&mark.text) != Some(HeadLabel::Kept) {
        return false;
    }
    desk.remark(label.text.clone(), text.text.clone());
    [mark, label, text].into_iter().for_each(|cell| desk.ledger.take(cell));
    true
}

/// Reads labels with their texts; what has no label is left.
pub(super) fn pairs(desk: &mut Desk<'_>, index: usize) {
    let Some(row) = desk.row(index) else { return };
    if goes_on(desk, row) {
        return;
    }
    let mut open: Option<(&Cell, HeadLabel)> = None;
    let mut texts: Vec<&Cell> = Vec::new();
    let mut labelled = false;
    for cell in &row.cells {
        let inside = inline(&cell.text);
        if !inside.is_empty() {
            close(desk, open.take(), &mut texts);
            for (label, key, text) in inside {
                assign(desk, key, label, text.trim());
            }
            desk.take(cell);
            labelled = true;
        } else if let Some(key) = label_in(row, cell) {
            close(desk, open.take(), &mut texts);
            open = Some((cell, key));
            labelled = true;
        } else if open.is_some() {
            texts.push(cell);
        } else {
            loose(desk, row, cell);
        }
    }
    if !labelled
        && let [label, text] = row.cells.as_slice()
        && !desk.ledger.has(text)
    {
        // Kept in its place and still named as left over: the label is not known.
        desk.remark(Label::of(&label.text).plain, text.text.clone());
    }
    let last = open.map(|(cell, _)| cell.at.column);
    close(desk, open, &mut texts);
    if labelled {
        desk.open_label = last;
    }
    desk.open_note = matches!(row.cells.as_slice(), [cell] if is_note(&cell.text));
}

/// `注：1.…` or `注1：…`
fn is_note(text: &str) -> bool {
    let end = |c: char| c.is_ascii_digit() || ":：.、".contains(c);
    words().is_note(&Label::of(text.split(end).next().unwrap_or(text)).plain)
}

/// `2.…` in a row of its own goes on with the note above, whatever labels it names.
fn goes_on(desk: &mut Desk<'_>, row: &Row) -> bool {
    let [cell] = row.cells.as_slice() else { return false };
    let numbered = strip_numbering(cell.text.trim()) != cell.text.trim();
    if !(desk.open_note && numbered) {
        return false;
    }
    let Some(remark) = desk.form.remarks.last_mut() else { return false };
    add_line(&mut remark.text, &cell.text);
    desk.take(cell);
    true
}

/// Beside 总得分, a 总分 is the points that could be had.
fn label_in(row: &Row, cell: &Cell) -> Option<HeadLabel> {
    let key = label_of(cell)?;
    let scored = |cell: &Cell| Label::of(&cell.text).plain.ends_with("得分");
    let beside = row.cells.iter().any(|other| label_of(other) == Some(HeadLabel::Total) && scored(other));
    Some(if key == HeadLabel::Total && beside && !scored(cell) { HeadLabel::Full } else { key })
}

fn label_of(cell: &Cell) -> Option<HeadLabel> {
    let label = Label::of(&cell.text);
    let short = label.plain.chars().count() <= 14;
    let fact = || words().fact(&label.plain).map(|_| HeadLabel::Remark);
    let known = words().labels.exact(&label.plain).or_else(fact);
    known.or_else(|| short.then(|| words().labels.find(&label.plain)).flatten())
}

/// `填报人：张三    联系电话：3000000` in one cell: each label with the text up to the next.
fn inline(text: &str) -> Vec<(&str, HeadLabel, &str)> {
    let mut found: Vec<(&str, HeadLabel, usize, usize)> = Vec::new();
    let mut word = 0;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            word = at + c.len_utf8();
        } else if matches!(c, ':' | '：') {
            // The first label may hold blanks; the others are one word each.
            let from = if found.is_empty() { 0 } else { word };
            // What is longer is a text, and is not looked at again at every colon.
            let label = text.get(from..at).filter(|label| label.len() <= 200).unwrap_or_default();
            let plain = if label.is_empty() { String::new() } else { Label::of(label).plain };
            let known = words().labels.find(&plain).filter(|_| (1..=12).contains(&plain.chars().count()));
            match known {
                Some(key) => {
                    found.push((label, key, from, at + c.len_utf8()));
                    // A note's text is one, whatever labels it names.
                    if found.len() == 1 && is_note(label) {
                        break;
                    }
                }
                None if found.is_empty() => return Vec::new(),
                None => {}
            }
        }
    }
    let ends: Vec<usize> = found.iter().skip(1).map(|label| label.2).chain([text.len()]).collect();
    let pairs = found.into_iter().zip(ends);
    let pairs = pairs.map(|((label, key, _, from), to)| (label, key, text.get(from..to).unwrap_or_default()));
    let pairs: Vec<_> = pairs.filter(|pair| !pair.2.trim().is_empty()).collect();
    pairs
}

fn close(desk: &mut Desk<'_>, open: Option<(&Cell, HeadLabel)>, texts: &mut Vec<&Cell>) {
    let Some((label, key)) = open else { return };
    desk.take(label);
    if key == HeadLabel::Conclusion {
        conclude(desk, texts);
    }
    if !matches!(key, HeadLabel::Remark | HeadLabel::Conclusion | HeadLabel::Subtotal) {
        leave_others(desk, texts);
    }
    let text = texts.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" ");
    texts.drain(..).for_each(|cell| desk.ledger.take(cell));
    if !text.is_empty() {
        assign(desk, key, &label.text, &text);
    }
}

/// Takes the grade out of a conclusion, be it printed over several cells; the texts beside it stay.
fn conclude(desk: &mut Desk<'_>, texts: &mut Vec<&Cell>) {
    let choice = |cell: &&&Cell| grades::is_choice(&cell.text);
    let chosen: Vec<&str> = texts.iter().filter(choice).map(|cell| cell.text.as_str()).collect();
    let Some(grade) = grades::stated(&chosen.join(" ")) else { return };
    if desk.form.claimed_grade.is_empty() {
        desk.form.claimed_grade = grade;
        texts.extract_if(.., |cell| grades::is_choice(&cell.text)).for_each(|cell| desk.ledger.take(cell));
    }
}

/// A field of the head is one cell; what follows it in pairs has a label that is not known. It is
/// kept as a remark and still named as left over.
fn leave_others(desk: &mut Desk<'_>, texts: &mut Vec<&Cell>) {
    for pair in texts.get(1..).unwrap_or_default().chunks(2) {
        if let [label, text] = pair {
            desk.remark(Label::of(&label.text).plain, text.text.clone());
        }
    }
    texts.truncate(1);
}

fn assign(desk: &mut Desk<'_>, key: HeadLabel, label: &str, text: &str) {
    let form = &mut desk.form;
    let head = &mut form.head;
    let slot = match key {
        HeadLabel::Project => {
            let (code, name) = split_code(text);
            if let Some(code) = code.filter(|code| head.code.is_empty() || head.code == *code) {
                head.code = code;
                if head.project.is_empty() {
                    head.project = name;
                    return;
                }
            }
            &mut head.project
        }
        HeadLabel::Code => &mut head.code,
        HeadLabel::Department if head.project.is_empty() && names_subject(&head.title, label) => {
            &mut head.project
        }
        HeadLabel::Department => &mut head.department,
        HeadLabel::Unit => {
            if let Some(yuan) = money_unit(&compact(text)) {
                desk.yuan = yuan;
                return;
            }
            &mut head.unit
        }
        HeadLabel::Year => {
            let plain = compact(text);
            let found = bare_year(&plain).or_else(|| year(&plain));
            if let (Some(found), None) = (found, head.year) {
                head.year = Some(found);
                return;
            }
            if found.is_some() && found == head.year {
                return;
            }
            return desk.remark(Label::of(label).plain, text);
        }
        HeadLabel::Total if !form.claimed_total.is_touched() => {
            form.claimed_total = Typed::from(text);
            return;
        }
        HeadLabel::Computed => return,
        HeadLabel::Grade | HeadLabel::Conclusion
            if form.claimed_grade.is_empty() && grades::stated(text).is_some() =>
        {
            form.claimed_grade = grades::stated(text).unwrap_or_default();
            return;
        }
        HeadLabel::Grade if !grades::offers(text) => &mut form.claimed_grade,
        HeadLabel::MoneyUnit if money_unit(&compact(text)).is_some() => {
            desk.yuan = money_unit(&compact(text)) == Some(true);
            return;
        }
        _ => return desk.remark(Label::of(label).plain, text),
    };
    if slot.is_empty() {
        text.clone_into(slot);
    } else {
        desk.remark(Label::of(label).plain, text);
    }
}

/// 部门名称 in a form of 部门整体支出: what the form is about.
fn names_subject(title: &str, label: &str) -> bool {
    words().subject(title) == Some(Subject::Department) && Label::of(label).plain == "部门名称"
}

/// A cell without a label: the rest of the text above, a mark of the annex, or left over.
fn loose(desk: &mut Desk<'_>, row: &Row, cell: &Cell) {
    let plain = compact(&cell.text);
    if is_annex(&plain) {
        desk.remark("附件", cell.text.clone());
        desk.take(cell);
        return;
    }
    let note = ["注", "说明", "备注", "填表说明"].iter().any(|word| plain.starts_with(word));
    if note && row.cells.len() == 1 {
        desk.remark("说明", cell.text.clone());
        desk.take(cell);
        return;
    }
    desk.take_blocks([cell]);
    let label = Label::of(&cell.text);
    if desk.ledger.has(cell) && ["预算", "资金"].iter().any(|word| label.plain.contains(word)) {
        stated_points(desk, &label);
    }
    if desk.ledger.has(cell) {
        return;
    }
    let goes_on = row.cells.len() == 1 && desk.open_label.is_some_and(|column| cell.at.column > column);
    if goes_on && let Some(remark) = desk.form.remarks.last_mut() {
        add_line(&mut remark.text, &cell.text);
        desk.take(cell);
    }
}

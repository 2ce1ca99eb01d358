//! The table in a clipboard's HTML: its cells' texts, and which of them are merged. Takes HTML as programs write
//! it, never complete and never valid; looks at no style but for rows that are not shown, and runs nothing.

use std::collections::BTreeMap;

use super::entities::entity;
use super::{At, Block, MAX_COLUMNS, MAX_ROWS};
use crate::domain::finding::PasteProblem;

/// Elements whose content is no text.
const SILENT: [&str; 5] = ["script", "style", "title", "template", "noscript"];
/// Elements that begin a line of their own.
const LINES: [&str; 9] = ["p", "div", "li", "tr", "table", "h1", "h2", "h3", "h4"];

/// The rows of all tables that lie in no other, one below the other.
pub(super) fn read(html: &str) -> Result<Block, PasteProblem> {
    let mut table = Table::default();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        table.text(text);
        rest = if is_tag(tag) { table.tag(tag) } else { table.sign(tag) };
    }
    table.text(rest);
    table.end_row();
    grid(&table.rows)
}

/// A `<` in a text opens no tag.
fn is_tag(text: &str) -> bool {
    text.chars().nth(1).is_some_and(|sign| sign.is_ascii_alphabetic() || "/!?".contains(sign))
}

/// A cell as it stands in its row, before merged cells have their room.
#[derive(Default)]
struct Cell {
    text: String,
    down: usize,
    across: usize,
}

#[derive(Default)]
struct Row {
    cells: Vec<Cell>,
    hidden: bool,
}

#[derive(Default)]
struct Table {
    rows: Vec<Row>,
    row: Option<Row>,
    cell: Option<Cell>,
    /// How many tables are open.
    depth: usize,
}

impl Table {
    /// Takes the tag in front; what follows it.
    fn tag<'h>(&mut self, tag: &'h str) -> &'h str {
        if let Some(comment) = tag.strip_prefix("<!--") {
            return comment.find("-->").and_then(|end| comment.get(end + 3..)).unwrap_or_default();
        }
        let end = tag_end(tag);
        let (inside, after) = tag.split_at(end);
        let after = after.strip_prefix('>').unwrap_or(after);
        let inside = inside.trim_start_matches('<');
        let closes = inside.starts_with('/');
        let inside = inside.trim_start_matches('/');
        let length = inside.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inside.len());
        let (name, attributes) = inside.split_at(length);
        let name = name.to_ascii_lowercase();
        if closes {
            self.close(&name);
        } else {
            self.open(&name, attributes);
            if SILENT.contains(&name.as_str()) {
                return behind_element(after, &name);
            }
        }
        after
    }

    fn open(&mut self, name: &str, attributes: &str) {
        match name {
            "table" => self.depth += 1,
            "tr" if self.depth <= 1 => {
                self.end_row();
                self.row = Some(Row { cells: Vec::new(), hidden: is_hidden(attributes) });
            }
            "td" | "th" if self.depth <= 1 => {
                self.end_cell();
                let span = |name, most| attribute(attributes, name).map_or(1, |text| span(&text, most));
                let (down, across) = (span("rowspan", MAX_ROWS), span("colspan", MAX_COLUMNS + 1));
                self.cell = Some(Cell { text: String::new(), down, across });
            }
            "br" => self.line(),
            "td" | "th" => self.text(" "),
            _ => {}
        }
        if LINES.contains(&name) {
            self.begin_line();
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "table" => {
                if self.depth <= 1 {
                    self.end_row();
                }
                self.depth = self.depth.saturating_sub(1);
            }
            "tr" if self.depth <= 1 => self.end_row(),
            "td" | "th" if self.depth <= 1 => self.end_cell(),
            _ => {}
        }
    }

    /// Blanks between words are one, whatever they are; none begins or ends a line.
    fn text(&mut self, mut text: &str) {
        let Some(cell) = &mut self.cell else { return };
        while let Some(sign) = text.chars().next() {
            let (sign, length) = entity(text).unwrap_or((sign, sign.len_utf8()));
            let from_entity = length > sign.len_utf8();
            if !from_entity && sign.is_ascii_whitespace() {
                if !cell.text.is_empty() && !cell.text.ends_with([' ', '\n']) {
                    cell.text.push(' ');
                }
            } else {
                cell.text.push(sign);
            }
            text = text.get(length..).unwrap_or_default();
        }
    }

    /// A `<` that is a sign of the text; what follows it.
    fn sign<'h>(&mut self, text: &'h str) -> &'h str {
        if let Some(cell) = &mut self.cell {
            cell.text.push('<');
        }
        text.get(1..).unwrap_or_default()
    }

    fn line(&mut self) {
        if let Some(cell) = &mut self.cell {
            cell.text.truncate(cell.text.trim_end_matches(' ').len());
            cell.text.push('\n');
        }
    }

    fn begin_line(&mut self) {
        if self.cell.as_ref().is_some_and(|cell| !cell.text.is_empty() && !cell.text.ends_with('\n')) {
            self.line();
        }
    }

    fn end_cell(&mut self) {
        if let Some(mut cell) = self.cell.take() {
            let kept =
                if cell.text.trim().is_empty() { 0 } else { cell.text.trim_end_matches([' ', '\n']).len() };
            cell.text.truncate(kept);
            self.row.get_or_insert_default().cells.push(cell);
        }
    }

    fn end_row(&mut self) {
        self.end_cell();
        let Some(row) = self.row.take() else { return };
        // Excel closes a table with a row that only sets the widths and is not shown.
        let sets_widths = row.hidden && row.cells.iter().all(|cell| cell.text.trim().is_empty());
        if !sets_widths {
            self.rows.push(row);
        }
    }
}

/// Where the tag in front ends: at a `>` outside quotation marks, or where the text does.
fn tag_end(tag: &str) -> usize {
    let mut quote = None;
    for (at, sign) in tag.char_indices() {
        match (quote, sign) {
            (None, '>') => return at,
            (None, '"' | '\'') => quote = Some(sign),
            (Some(open), sign) if open == sign => quote = None,
            _ => {}
        }
    }
    // A quotation mark that nothing closes ends no later than its tag.
    tag.find('>').unwrap_or(tag.len())
}

/// What follows an element whose content is no text.
fn behind_element<'h>(text: &'h str, name: &str) -> &'h str {
    let mut rest = text;
    while let Some(at) = rest.find("</") {
        rest = rest.get(at..).unwrap_or_default();
        let closed = rest.get(2..2 + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
        if closed {
            return rest;
        }
        rest = rest.get(2..).unwrap_or_default();
    }
    ""
}

/// The value of an attribute, quoted or not.
fn attribute(attributes: &str, name: &str) -> Option<String> {
    let lower = attributes.to_ascii_lowercase();
    let mut from = 0;
    while let Some(found) = lower.get(from..)?.find(name) {
        let start = from + found;
        let before = lower.get(..start)?.chars().next_back();
        let value = lower.get(start + name.len()..)?.trim_start();
        if before.is_some_and(char::is_whitespace)
            && let Some(value) = value.strip_prefix('=')
        {
            let value = value.trim_start();
            let text = match value.strip_prefix(['"', '\'']) {
                Some(quoted) => quoted.split(['"', '\'']).next()?,
                None => value.split(|c: char| c.is_whitespace() || c == '>').next()?,
            };
            return Some(text.to_owned());
        }
        from = start + name.len();
    }
    None
}

fn span(text: &str, most: usize) -> usize {
    let digits: String = text.trim().chars().take_while(char::is_ascii_digit).collect();
    if digits.is_empty() {
        return 1;
    }
    // Too long a number is a large one.
    digits.parse().unwrap_or(most).clamp(1, most)
}

fn is_hidden(attributes: &str) -> bool {
    let style = attribute(attributes, "style").unwrap_or_default();
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    style.contains("display:none")
}

/// A merged cell that reaches down into rows that are still to come.
#[derive(Clone, Copy)]
struct Hanging {
    first: At,
    left: usize,
}

/// Gives merged cells their room.
fn grid(rows: &[Row]) -> Result<Block, PasteProblem> {
    if rows.len() > MAX_ROWS {
        return Err(PasteProblem::TooManyRows { rows: rows.len(), limit: MAX_ROWS });
    }
    let mut block = Block { merged: Some(BTreeMap::new()), ..Block::default() };
    let mut hanging: Vec<Option<Hanging>> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let mut texts: Vec<String> = Vec::new();
        let mut merged: Vec<(usize, At)> = Vec::new();
        let mut next = vec![None; hanging.len()];
        let mut cells = row.cells.iter();
        loop {
            let column = texts.len();
            if column > MAX_COLUMNS {
                let columns = column + cells.map(|cell| cell.across).sum::<usize>();
                return Err(PasteProblem::TooManyColumns { columns, limit: MAX_COLUMNS });
            }
            if let Some(Hanging { first, left }) = hanging.get(column).copied().flatten() {
                texts.push(String::new());
                merged.push((column, first));
                if left > 1 {
                    set(&mut next, column, Hanging { first, left: left - 1 });
                }
                continue;
            }
            let Some(cell) = cells.next() else {
                match hanging.iter().skip(column).position(Option::is_some) {
                    None => break,
                    Some(gap) => texts.resize(column + gap, String::new()),
                }
                continue;
            };
            for across in column..column + cell.across {
                let first = (at, column);
                texts.push(if across == column { cell.text.clone() } else { String::new() });
                if across > column {
                    merged.push((across, first));
                }
                if cell.down > 1 {
                    set(&mut next, across, Hanging { first, left: cell.down - 1 });
                }
            }
        }
        let covers = block.merged.get_or_insert_default();
        covers.extend(merged.into_iter().map(|(column, first)| ((at, column), first)));
        block.rows.push(texts);
        hanging = next;
    }
    Ok(block)
}

fn set(next: &mut Vec<Option<Hanging>>, column: usize, hanging: Hanging) {
    if next.len() <= column {
        next.resize(column + 1, None);
    }
    if let Some(place) = next.get_mut(column) {
        *place = Some(hanging);
    }
}

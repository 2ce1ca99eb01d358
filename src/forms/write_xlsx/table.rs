//! A plain table: title, header repeated on every page, rows. Every cell is a text unless its column holds figures.
//! Knows not what its rows are.

use super::page::{Look, Page, Part, too_long};
use crate::domain::finding::FileProblem;

/// Rows of a spreadsheet.
const MOST_ROWS: usize = 1_048_576;
/// Half-width characters of a column, at least and at most, and beyond which a page lies on its side.
const NARROWEST: usize = 6;
const WIDEST: usize = 36;
const UPRIGHT: usize = 100;
/// Rows that are looked at for the width of a column.
const LOOKED_AT: usize = 200;

/// The table as a page. `figures`: the columns whose texts may be numbers.
pub(super) fn page(
    title: &str,
    header: &[&str],
    figures: &[usize],
    rows: &[Vec<String>],
) -> Result<Page, FileProblem> {
    let long = rows.iter().flatten().find_map(|text| too_long(text));
    let much = rows.len() + 2 > MOST_ROWS;
    let much =
        much.then_some(FileProblem::TooMuchToWrite { rows: MOST_ROWS, cells: MOST_ROWS * header.len() });
    if let Some(problem) = long.or(much) {
        return Err(problem);
    }
    let widths: Vec<u16> = (0..header.len()).map(|column| width(header[column], column, rows)).collect();
    let landscape = widths.iter().map(|width| usize::from(*width)).sum::<usize>() > UPRIGHT;
    let mut page = Page::new(&sheet_name(title), widths, landscape);
    page.line(0, vec![Part::new(Look::Title, title, 1)]);
    let head = page.columns(0, header.iter().map(|title| Part::label(title, 1)).collect());
    (page.repeat, page.frozen) = (Some(head), true);
    for row in rows {
        let cell = |column: usize| {
            let text = row.get(column).map_or("", String::as_str);
            if figures.contains(&column) { Part::figure(text, 1) } else { Part::text(text, 1) }
        };
        page.columns(0, (0..header.len()).map(cell).collect());
    }
    Ok(page)
}

fn width(title: &str, column: usize, rows: &[Vec<String>]) -> u16 {
    let units = |text: &str| {
        let of_line =
            |line: &str| line.chars().take(WIDEST).map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
        text.lines().map(of_line).max().unwrap_or(0) + 2
    };
    let texts = rows.iter().take(LOOKED_AT).filter_map(|row| row.get(column));
    let widest = texts.map(|text| units(text)).max().unwrap_or(0).max(units(title));
    u16::try_from(widest.clamp(NARROWEST, WIDEST)).unwrap_or(u16::MAX)
}

/// A name that spreadsheets take for a sheet: no more than 31 characters, none of those they use themselves.
fn sheet_name(title: &str) -> String {
    let allowed = |c: &char| !"[]:*?/\\'".contains(*c) && !c.is_control();
    let name: String = title.chars().filter(allowed).take(31).collect();
    let name = name.trim();
    if name.is_empty() { "表".to_owned() } else { name.to_owned() }
}

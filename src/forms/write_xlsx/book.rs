//! Pages to the bytes of an XLSX. Texts are string cells, never formulas; a figure is a number cell only where
//! reading the number gives the very text. Knows no form, and no clock: the same pages give the same bytes.

use rust_decimal::Decimal;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::page::{Look, Page, PageCell};
use crate::domain::finding::FileProblem;

/// A4, as spreadsheets number papers.
const A4: u8 = 9;
/// Digits that a spreadsheet's number keeps.
const DIGITS: usize = 15;
const LOOKS: [Look; 5] = [Look::Title, Look::Under, Look::Label, Look::Text, Look::Centre];

/// Writes the pages as sheets of one workbook.
pub(super) fn write(pages: &[&Page]) -> Result<Vec<u8>, FileProblem> {
    saved(pages).map_err(|fault| FileProblem::NotWritten { detail: fault.to_string() })
}

fn saved(pages: &[&Page]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let written = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&written));
    let formats = LOOKS.map(|look| (look, format(look)));
    for page in pages {
        sheet(book.add_worksheet(), page, &formats)?;
    }
    book.save_to_buffer()
}

type Formats = [(Look, Format); LOOKS.len()];

fn sheet(sheet: &mut Worksheet, page: &Page, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name(&page.name)?;
    for (column, width) in (0..).zip(&page.widths) {
        sheet.set_column_width(column, *width)?;
    }
    for (row, height) in (0..).zip(&page.heights) {
        sheet.set_row_height(row, *height)?;
    }
    for cell in &page.cells {
        let format = formats.iter().find(|(look, _)| *look == cell.look).map(|(_, format)| format);
        put(sheet, cell, format.unwrap_or(&Format::default()))?;
    }
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    sheet.set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3).set_footer("&C&\"宋体\"&9第 &P 页，共 &N 页");
    if page.landscape {
        sheet.set_landscape();
    }
    if let Some(row) = page.repeat {
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        sheet.set_repeat_rows(row, row)?;
        if page.frozen {
            sheet.set_freeze_panes(row + 1, 0)?;
        }
    }
    Ok(())
}

fn put(sheet: &mut Worksheet, cell: &PageCell, format: &Format) -> Result<(), XlsxError> {
    let row = |row: usize| u32::try_from(row).unwrap_or(u32::MAX);
    let column = |column: usize| u16::try_from(column).unwrap_or(u16::MAX);
    let (top, left) = (row(cell.at.row), column(cell.at.column));
    if cell.rows * cell.columns > 1 {
        let (bottom, right) = (cell.at.row + cell.rows - 1, cell.at.column + cell.columns - 1);
        sheet.merge_range(top, left, row(bottom), column(right), "", format)?;
    }
    match number(cell) {
        Some(number) => sheet.write_with_format(top, left, number, format)?,
        None if cell.text.is_empty() => sheet.write_blank(top, left, format)?,
        None => sheet.write_string_with_format(top, left, &cell.text, format)?,
    };
    Ok(())
}

/// The number that reads back as the text of a cell: no more digits than a spreadsheet keeps, and nothing in the
/// text that it would not show (`1.50`, `007`, `1,000`).
fn number(cell: &PageCell) -> Option<Decimal> {
    let text = &cell.text;
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if !cell.figure || digits == 0 || digits > DIGITS {
        return None;
    }
    let number = Decimal::from_str_exact(text).ok()?;
    (number.normalize().to_string() == *text).then_some(number)
}

/// Titles in 黑体, labels in 宋体, what is filled in in 仿宋, as official forms are printed.
fn format(look: Look) -> Format {
    let format = Format::new().set_text_wrap().set_align(FormatAlign::VerticalCenter);
    let framed = |format: Format| format.set_border(FormatBorder::Thin).set_font_size(10);
    match look {
        Look::Title => format.set_font_name("黑体").set_font_size(16).set_align(FormatAlign::Center),
        Look::Under => format.set_font_name("仿宋").set_font_size(11).set_align(FormatAlign::Center),
        Look::Label => framed(format).set_font_name("宋体").set_bold().set_align(FormatAlign::Center),
        Look::Text => framed(format).set_font_name("仿宋").set_align(FormatAlign::Left),
        Look::Centre => framed(format).set_font_name("仿宋").set_align(FormatAlign::Center),
    }
}

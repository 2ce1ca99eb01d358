//! How texts in Chinese fit their cells: columns shared out by weight, heights by the lines a text takes. Counts in
//! half-width characters; knows no cell.

use super::page::Look;

/// Points of a line of print, of the room around a text, and the most a row may have.
const LINE: usize = 14;
const AROUND: usize = 6;
const TALLEST: usize = 400;

/// How many columns each part of a line covers, so that their widths stand to each other as the weights do as far as
/// whole columns allow. Every part gets one; what is left of them is the last one's.
pub(super) fn spread(widths: &[u16], weights: &[usize]) -> Vec<usize> {
    let all: usize = widths.iter().map(|width| usize::from(*width)).sum();
    let whole: usize = weights.iter().sum::<usize>().max(1);
    let mut spans = Vec::with_capacity(weights.len());
    let (mut column, mut weight, mut reached) = (0, 0, 0);
    for (index, share) in weights.iter().enumerate() {
        weight += share;
        let wanted = all * weight / whole;
        let from = column;
        let left_for_others = weights.len() - index - 1;
        while let Some(width) = widths.get(column).map(|width| usize::from(*width)) {
            let begun = column > from;
            let room = widths.len() - column > left_for_others;
            if begun && (!room || reached + width / 2 >= wanted) {
                break;
            }
            (column, reached) = (column + 1, reached + width);
        }
        spans.push((column - from).max(1));
    }
    if let Some(last) = spans.last_mut() {
        *last += widths.len().saturating_sub(column);
    }
    spans
}

/// The height of a row that shows all of a text in a cell of this width.
pub(super) fn height(text: &str, width: u16, look: Look) -> u16 {
    let (line, width) = match look {
        Look::Title => (26, usize::from(width) / 2),
        _ => (LINE, usize::from(width)),
    };
    let lines: usize =
        text.lines().map(|part| units(part).div_ceil(width.saturating_sub(1).max(2)).max(1)).sum();
    u16::try_from((lines.max(1) * line + AROUND).min(TALLEST)).unwrap_or(u16::MAX)
}

/// Half-width characters of a line.
fn units(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::{height, spread};
    use crate::forms::write_xlsx::page::Look;

    #[test]
    fn every_part_has_a_column_and_all_columns_are_used() {
        assert_eq!(spread(&[10; 8], &[1, 3, 1, 3]), [1, 3, 1, 3]);
        assert_eq!(spread(&[5, 10, 12, 20, 8, 10], &[1, 1]), [4, 2]);
        assert_eq!(spread(&[50, 1, 1], &[1, 1, 1]), [1, 1, 1]);
        assert_eq!(spread(&[1, 1, 50], &[9, 1, 1]), [1, 1, 1]);
        for parts in 1..=8 {
            let spans = spread(&[6, 10, 12, 20, 8, 10, 8, 7], &vec![1; parts]);
            assert_eq!((spans.len(), spans.iter().sum::<usize>()), (parts, 8));
            assert!(spans.iter().all(|span| *span > 0));
        }
    }

    #[test]
    fn a_long_text_takes_its_lines_and_no_more_than_a_row_may_have() {
        assert_eq!(height("", 10, Look::Text), 20);
        assert_eq!(height("淮北市城市管理局", 17, Look::Text), 20);
        assert_eq!(height("淮北市城市管理局", 9, Look::Text), 34);
        assert_eq!(height("一\n二\n三", 40, Look::Text), 48);
        assert_eq!(height(&"长".repeat(9000), 10, Look::Text), 400);
    }
}

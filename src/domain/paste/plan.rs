//! Which cell of a block goes where in the grid, before anything is changed: what lands, what lies beyond the
//! right edge, what would land on computed or locked cells. Changes nothing itself.

use std::collections::BTreeSet;

use super::header::{Headed, PasteColumn};
use super::{At, Block};
use crate::domain::finding::PasteProblem;
use crate::domain::normalise::compact;

/// What may be done to a cell of the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    Open,
    /// Somebody locked it.
    Locked,
    /// It is computed from others.
    Computed,
    /// The table ends above, and takes no further rows.
    Absent,
}

/// A cell that lands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlannedCell<'b, C> {
    /// Rows below the one pasted at.
    pub row: usize,
    pub column: C,
    pub text: &'b str,
    /// Taken from the merged or blank level cell above.
    pub inherited: bool,
}

/// A cell that would land where nothing may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held<'b, C> {
    pub row: usize,
    pub column: C,
    pub text: &'b str,
    pub access: Access,
}

/// Where the cells of a block go. Every cell with a text is among `cells` or `held`, stands in the header, or is
/// counted by one of the `problems`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastePlan<'b, C> {
    /// The first row names the columns; the place pasted at says only the row.
    pub by_header: bool,
    /// How many rows of the grid it takes.
    pub rows: usize,
    /// From top to bottom, left to right; an empty text empties its cell.
    pub cells: Vec<PlannedCell<'b, C>>,
    pub held: Vec<Held<'b, C>>,
    pub problems: Vec<PasteProblem>,
}

/// Plans a block for a grid of these columns: by the block's header where it has one, else by the column of levels
/// in it, else from the column `at` (an index into them) on. `level_of` says which level's column a text names a
/// level of, `access` of a row below the one pasted at and a column what may be done there.
pub fn plan<'b, C: PasteColumn>(
    block: &'b Block,
    columns: &[C],
    at: usize,
    level_of: impl Fn(&str) -> Option<C>,
    access: impl Fn(usize, C) -> Access,
) -> PastePlan<'b, C> {
    let heads = heads::<C>(block);
    let by_header = heads.is_some();
    let from = usize::from(by_header);
    let targets = match &heads {
        Some(heads) => by_heads(heads, columns),
        None => by_levels(block, columns, level_of).unwrap_or_else(|| by_place(block, columns, at)),
    };
    let mut plan =
        PastePlan { by_header, rows: 0, cells: vec![], held: vec![], problems: block.problems.clone() };
    let totals = plan.tell_totals(block, from, columns, &targets);
    plan.tell_left_out(block, heads.as_deref(), columns, &targets, &totals);
    let mut levels = Levels::of(block);
    for (number, row) in block.rows.iter().enumerate().skip(from) {
        let blank =
            || row.iter().zip(&targets).all(|(text, target)| target.is_none() || text.trim().is_empty());
        if totals.contains(&number) || (by_header && blank()) {
            continue;
        }
        for (at, (text, target)) in row.iter().zip(&targets).enumerate() {
            let Some(column) = *target else { continue };
            let above = column.level().and_then(|depth| levels.above(block, (number, at), text, depth));
            plan.add(above.unwrap_or(text), above.is_some(), column, &access);
        }
        plan.rows += 1;
    }
    plan.tell_held();
    plan.tell_misfits();
    plan
}

/// The texts of the level columns as the rows go down.
struct Levels<'b> {
    /// By depth.
    texts: Vec<Option<&'b str>>,
    /// Columns of the block with merged cells: there a blank cell that is not merged is blank.
    merged: BTreeSet<usize>,
}

impl<'b> Levels<'b> {
    fn of(block: &Block) -> Self {
        let covered = block.merged.iter().flatten().filter(|((row, _), (first, _))| row > first);
        Self { texts: Vec::new(), merged: covered.map(|((_, column), _)| *column).collect() }
    }

    /// What a level's cell without a text of its own takes from above; one with a text is remembered.
    fn above(&mut self, block: &'b Block, at: At, text: &'b str, depth: usize) -> Option<&'b str> {
        if !text.trim().is_empty() {
            self.texts.resize(self.texts.len().max(depth + 1), None);
            let known = self.texts.get_mut(depth)?;
            if known.replace(text) != Some(text) {
                self.texts.truncate(depth + 1);
            }
            return None;
        }
        if self.merged.contains(&at.1) {
            let (row, column) = block.merged.as_ref()?.get(&at)?;
            return Some(block.rows.get(*row)?.get(*column)?.as_str()).filter(|text| !text.trim().is_empty());
        }
        self.texts.get(depth).copied().flatten()
    }
}

impl<'b, C> PastePlan<'b, C> {
    /// The cells that land on one row, from left to right.
    pub fn of_row(&self, row: usize) -> &[PlannedCell<'b, C>] {
        let begins = self.cells.partition_point(|cell| cell.row < row);
        let ends = self.cells.partition_point(|cell| cell.row <= row);
        self.cells.get(begins..ends).unwrap_or_default()
    }
}

impl<'b, C: PasteColumn> PastePlan<'b, C> {
    fn add(&mut self, text: &'b str, inherited: bool, column: C, access: &impl Fn(usize, C) -> Access) {
        let row = self.rows;
        match access(row, column) {
            // Nothing above a blank level cell: what stands in the grid stays.
            Access::Open if column.level().is_some() && text.trim().is_empty() => {}
            Access::Open => self.cells.push(PlannedCell { row, column, text, inherited }),
            access if !text.trim().is_empty() && !inherited => {
                self.held.push(Held { row, column, text, access });
            }
            Access::Locked | Access::Computed | Access::Absent => {}
        }
    }

    /// Names the rows that sum up, as a text in a column or where the numbers of rows stand says.
    fn tell_totals(
        &mut self,
        block: &Block,
        from: usize,
        columns: &[C],
        targets: &[Option<C>],
    ) -> BTreeSet<usize> {
        let mut totals = BTreeSet::new();
        let begins = begins(targets);
        let sums_up = |(at, (text, target)): &(usize, (&String, &Option<C>))| match target {
            Some(column) => column.sums_up(text),
            None => *at < begins && sums_up(columns, text),
        };
        for (number, row) in block.rows.iter().enumerate().skip(from) {
            if let Some((_, (text, _))) = row.iter().zip(targets).enumerate().find(sums_up) {
                self.problems.push(PasteProblem::TotalRow { row: number + 1, text: text.clone() });
                totals.insert(number);
            }
        }
        totals
    }

    /// Names the columns without a target and counts their cells.
    fn tell_left_out(
        &mut self,
        block: &Block,
        heads: Option<&[Option<Headed<C>>]>,
        columns: &[C],
        targets: &[Option<C>],
        totals: &BTreeSet<usize>,
    ) {
        let from = usize::from(heads.is_some());
        let filled = |column: usize| {
            let rows =
                block.rows.iter().enumerate().skip(from).filter(|(number, _)| !totals.contains(number));
            rows.filter_map(|(_, row)| row.get(column)).filter(|text| !text.trim().is_empty()).count()
        };
        let open = targets.iter().enumerate().filter(|(_, target)| target.is_none());
        let left_out = open.map(|(at, _)| (at, filled(at))).filter(|(_, cells)| *cells > 0);
        let Some(heads) = heads else {
            let begins = begins(targets);
            let cells: Vec<usize> =
                left_out.filter(|(at, _)| *at >= begins).map(|(_, cells)| cells).collect();
            if !cells.is_empty() {
                self.problems
                    .push(PasteProblem::BeyondEdge { columns: cells.len(), cells: cells.iter().sum() });
            }
            return;
        };
        let titles = block.rows.first();
        let told = left_out.filter_map(|(at, cells)| {
            let header = titles.and_then(|row| row.get(at)).cloned().unwrap_or_default();
            Some(match heads.get(at).copied().flatten() {
                Some(Headed::Serial) => return None,
                Some(Headed::Column(column)) if columns.contains(&column) => {
                    PasteProblem::HeaderTwice { header, cells }
                }
                Some(Headed::Column(_)) => PasteProblem::HeaderElsewhere { header, cells },
                None => PasteProblem::HeaderUnknown { header, cells },
            })
        });
        let told: Vec<PasteProblem> = told.collect();
        self.problems.extend(told);
    }

    /// Counts the cells that land where no such text may stand.
    fn tell_misfits(&mut self) {
        let mut misfits = self.cells.iter().filter(|cell| !cell.column.takes(cell.text));
        if let Some(first) = misfits.next() {
            let text = first.text.to_owned();
            self.problems.push(PasteProblem::NotASign { cells: 1 + misfits.count(), text });
        }
    }

    fn tell_held(&mut self) {
        let count = |access| self.held.iter().filter(|held| held.access == access).count();
        let (locked, computed, absent) =
            (count(Access::Locked), count(Access::Computed), count(Access::Absent));
        if absent > 0 {
            self.problems.push(PasteProblem::BelowEdge { cells: absent });
        }
        if locked > 0 {
            self.problems.push(PasteProblem::Locked { cells: locked });
        }
        if computed > 0 {
            self.problems.push(PasteProblem::Computed { cells: computed });
        }
    }
}

/// The first column of a block that has a target: left of it stand only the numbers of rows.
fn begins<C>(targets: &[Option<C>]) -> usize {
    targets.iter().position(Option::is_some).unwrap_or(0)
}

/// Whether a text, whatever column it stands in, makes its row one that sums up.
fn sums_up<C: PasteColumn>(columns: &[C], text: &str) -> bool {
    columns.iter().any(|column| column.sums_up(text))
}

/// The targets of a block without a header whose first column, but for numbers of rows, names levels: it goes to the
/// levels' column and the others beside it, wherever it is pasted at. An indicator may have the name of a level, so
/// that a column counts only where a deeper level stands beside it or its levels are named in full.
fn by_levels<C: PasteColumn>(
    block: &Block,
    columns: &[C],
    level_of: impl Fn(&str) -> Option<C>,
) -> Option<Vec<Option<C>>> {
    let width = block.rows.first().map_or(0, Vec::len);
    let texts = |column: usize| {
        let texts = block.rows.iter().filter_map(move |row| row.get(column));
        texts.filter(|text| !text.trim().is_empty() && !sums_up(columns, text))
    };
    let level = |column: usize| {
        let level = level_of(texts(column).next()?)?;
        texts(column).all(|text| level_of(text) == Some(level)).then_some(level)
    };
    let numbers = texts(0).all(|text| text.trim().chars().all(|sign| sign.is_ascii_digit()));
    let from = usize::from(numbers && width > 2);
    let first = level(from)?;
    let deeper = level(from + 1).is_some_and(|second| second.level() > first.level());
    let in_full = || width > from + 1 && texts(from).all(|text| compact(text).ends_with("指标"));
    let begins = columns.iter().position(|column| *column == first).filter(|_| deeper || in_full())?;
    let target = |column: usize| columns.get(begins + column.checked_sub(from)?).copied();
    Some((0..width).map(target).collect())
}

/// What the first row names, if it is a header: at least two known words, and no fewer of them than others.
fn heads<C: PasteColumn>(block: &Block) -> Option<Vec<Option<Headed<C>>>> {
    let first = block.rows.first().filter(|_| block.rows.len() > 1)?;
    let heads: Vec<Option<Headed<C>>> = first.iter().map(|text| C::of_header(text)).collect();
    let filled = first.iter().filter(|text| !text.trim().is_empty()).count();
    let columns = heads.iter().filter(|head| matches!(head, Some(Headed::Column(_)))).count();
    let known = heads.iter().flatten().count();
    (columns >= 2 && known * 2 >= filled).then_some(heads)
}

/// The grid's column for each column of the block, the first of two that are headed alike.
fn by_heads<C: PasteColumn>(heads: &[Option<Headed<C>>], columns: &[C]) -> Vec<Option<C>> {
    let mut targets: Vec<Option<C>> = Vec::new();
    for head in heads {
        let target = match head {
            Some(Headed::Column(column)) if columns.contains(column) => Some(*column),
            _ => None,
        };
        let twice = targets.contains(&target);
        targets.push(target.filter(|_| !twice));
    }
    targets
}

fn by_place<C: PasteColumn>(block: &Block, columns: &[C], at: usize) -> Vec<Option<C>> {
    let width = block.rows.first().map_or(0, Vec::len);
    (0..width).map(|column| columns.get(at + column).copied()).collect()
}

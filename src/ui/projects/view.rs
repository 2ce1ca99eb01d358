//! What the list of cases shows, and how it was left: filter, order and page stay for as long as the window
//! lives, whatever page is looked at meanwhile. Copyable; knows no markup.

use leptos::prelude::*;

use super::filter::{Facet, Filter, Listing, listing};
use super::order::Order;
use super::ticks::Ticks;
use crate::domain::ids::CaseId;
use crate::ui::parts::live::memo;
use crate::ui::session::Session;

/// Rows of a page of the list.
const ROWS: usize = 200;

/// How the list was left. One for the app, in context.
#[derive(Clone, Copy)]
pub struct Left {
    pub(super) filter: RwSignal<Filter>,
    pub(super) order: RwSignal<Order>,
    page: RwSignal<usize>,
}

impl Left {
    pub fn new() -> Self {
        let (filter, order) = (RwSignal::new(Filter::default()), RwSignal::new(Order::default()));
        Self { filter, order, page: RwSignal::new(0) }
    }

    /// Lists the cases of a year, and of all else.
    pub(in crate::ui) fn list_year(self, year: Option<i16>) {
        if let Some(year) = year {
            let mut filter = Filter::default();
            filter.choose(Facet::Year, year.to_string());
            self.page.set(0);
            self.filter.set(filter);
        }
    }
}

impl Default for Left {
    fn default() -> Self {
        Self::new()
    }
}

/// The list as it is looked at.
#[derive(Clone, Copy)]
pub(super) struct ListView {
    pub(super) filter: RwSignal<Filter>,
    pub(super) order: RwSignal<Order>,
    pub(super) listing: Memo<Listing>,
    pub(super) ticks: Ticks,
    /// The cases of the page that is open, in their order.
    pub(super) rows: Memo<Vec<CaseId>>,
    page: RwSignal<usize>,
}

impl ListView {
    pub(super) fn new(session: Session, left: Left) -> Self {
        let Left { filter, order, page } = left;
        let found = memo(move || {
            let (lines, listing) = filter.with(|filter| session.cases.with(|lines| listing(filter, lines)));
            let ids: Vec<CaseId> = order.get().sorted(lines).into_iter().map(|line| line.id).collect();
            (ids, listing)
        });
        let listed = memo(move || found.with(|(ids, _)| ids.clone()));
        let listing = memo(move || found.with(|(_, listing)| listing.clone()));
        let last = move || listed.with(Vec::len).saturating_sub(1) / ROWS;
        let rows = memo(move || {
            let first = page.get().min(last()) * ROWS;
            listed.with(|ids| ids.iter().skip(first).take(ROWS).cloned().collect::<Vec<_>>())
        });
        let ticks = Ticks::new(listed.into());
        Self { filter, order, listing, ticks, rows, page }
    }

    /// Asks for something else; the list begins at its top.
    pub(super) fn ask(self, change: impl FnOnce(&mut Filter)) {
        self.page.set(0);
        self.filter.update(change);
    }

    /// The page that is open and the last there is, counted from 0.
    pub(super) fn page(self) -> (usize, usize) {
        let last = self.listing.with(|listing| listing.listed).saturating_sub(1) / ROWS;
        (self.page.get().min(last), last)
    }

    pub(super) fn turn(self, to: usize) {
        self.page.set(to);
    }

    /// The numbers of the first and the last row that are shown, counted from 1.
    pub(super) fn span(self) -> (usize, usize) {
        let first = self.page().0 * ROWS;
        (first + 1, first + self.rows.with(Vec::len))
    }
}

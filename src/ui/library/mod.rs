//! 指标库: finding an indicator, beside a goal and on a page of its own.

mod books;
mod card;
mod finder;
mod hits;
mod usage;

pub(in crate::ui) use books::{Book, Books};
pub(in crate::ui) use finder::{Asked, Finder, SEARCH};
pub(in crate::ui) use usage::Usage;

use leptos::prelude::*;

use super::parts::{PageHead, PlaceStep};
use super::session::session;
use crate::ui::parts::live::live;

/// The library to look things up in.
pub fn page() -> AnyView {
    let asked = Asked::new(Books::new(session()));
    let place = Signal::derive(|| vec![PlaceStep::here("资料"), PlaceStep::here("指标库")]);
    let edition = move || {
        asked.books.book.get().map(|book| {
            let library = &book.library;
            format!("{}，{} 版，{} 项指标", library.title, library.edition, library.entries().len())
        })
    };
    view! {
        <PageHead title="指标库" place=place />
        <p class="why">{live(edition)}</p>
        <section class="sheet library-page" aria-label="查找指标"><Finder asked /></section>
    }
    .into_any()
}

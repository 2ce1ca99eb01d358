//! 指标库: finding an indicator, beside a goal and on a page of its own.

mod books;
mod card;
mod finder;
mod hits;
mod keeping;
mod own;
mod source;
mod update;
mod usage;

pub(in crate::ui) use books::{Book, Books};
pub(in crate::ui) use finder::{Asked, Finder, SEARCH};
pub use update::dialog as update_dialog;
pub(in crate::ui) use usage::Usage;

use leptos::prelude::*;

use super::parts::{PageHead, PlaceStep};
use super::session::session;

/// The library to look things up in.
pub fn page() -> AnyView {
    let (session, books) = (session(), Books::new(session()));
    let asked = Asked::new(books);
    let updating = update::Updating::new(session, books);
    provide_context(updating);
    let place = Signal::derive(|| vec![PlaceStep::here("资料"), PlaceStep::here("指标库")]);
    view! {
        <PageHead title="指标库" place=place>{update::button(updating)}</PageHead>
        {source::line(session, books)}
        <section class="sheet library-page" aria-label="查找指标"><Finder asked /></section>
        {update::place(updating)}
    }
    .into_any()
}

//! 指标库已更新: what the library in use says otherwise of a linked row than the edition it was picked from. The row stays
//! by that edition until somebody takes the new one over.

use std::sync::Arc;

use leptos::prelude::*;

use super::desk::{Desk, Row, row_place};
use crate::domain::ids::RowId;
use crate::domain::library::LibraryLink;
use crate::domain::place::RowField;
use crate::library::renewal::renew;
use crate::library::staging::Change;
use crate::library::{Fate, LibraryIndicator, changed_for_goal};
use crate::pack;
use crate::ui::dom;
use crate::ui::library::Book;
use crate::ui::parts::live::{live, memo};
use crate::ui::parts::press;
use crate::wording::{self, LibraryNews};

/// Looks for the entries that the goal's rows were picked from, where they are of another edition.
pub(super) fn look(desk: Desk) {
    let links = memo(move || {
        let Some(book) = desk.books.book.get() else { return Vec::new() };
        let other = |link: &&LibraryLink| !book.library.is_edition_of(link);
        let links = desk.session.with_goal(|goal| {
            let links = goal.indicators.iter().filter_map(|row| row.grounds.link.as_ref());
            links.filter(other).cloned().collect::<Vec<_>>()
        });
        links.unwrap_or_default()
    });
    Effect::new(move |_| desk.books.former.look(desk.session, links.get()));
}

/// What the library says of a row.
#[derive(Clone, PartialEq)]
struct News {
    fate: Fate,
    link: LibraryLink,
    then: Option<Arc<LibraryIndicator>>,
}

/// None where nothing is new, and while it is not known.
fn of(desk: Desk, row: Row) -> Memo<Option<News>> {
    memo(move || {
        let book = desk.books.book.get()?;
        let link = row.with(|row| row.as_ref()?.grounds.link.clone())?;
        // An entry with a successor that is picked all the same is no news.
        if book.library.is_edition_of(&link) {
            return None;
        }
        let then = desk.books.former.of(&link)?;
        let fate = changed_for_goal(&link, then.as_deref(), &book.library);
        (fate != Fate::Same).then_some(News { fate, link, then })
    })
}

/// Beside the row's name: what changed, and the button that takes it over.
pub(super) fn news(desk: Desk, row: Row, id: &RowId) -> AnyView {
    let news = of(desk, row);
    let id = StoredValue::new(id.clone());
    live(move || {
        let (news, book) = (news.get()?, desk.books.book.get_untracked()?);
        Some(told(desk, news, &book, id))
    })
    .into_any()
}

fn told(desk: Desk, news: News, book: &Book, id: StoredValue<RowId>) -> AnyView {
    let now = &book.library;
    let (place, changes): (Option<usize>, &[Change]) = match &news.fate {
        Fate::Changed(changes) => (now.place_of(&news.link.code), changes),
        Fate::Replaced { place, changes } => (Some(*place), changes),
        Fate::Unknown => (now.place_of(&news.link.code), &[]),
        Fate::Gone | Fate::Same | Fate::OtherLibrary => (None, &[]),
    };
    let entry = place.and_then(|place| now.get(place));
    let said = match (&news.fate, entry) {
        (Fate::Changed(_), _) => LibraryNews::Changed,
        (Fate::Replaced { .. }, Some(entry)) => {
            LibraryNews::Replaced { name: &entry.name, code: &entry.code }
        }
        (Fate::Gone, _) => LibraryNews::Gone,
        (Fate::OtherLibrary, _) => LibraryNews::OtherLibrary { title: &now.title },
        _ => LibraryNews::Unknown,
    };
    let said = wording::library_news(&said, &news.link.edition, &now.edition);
    let lines = changes.iter().map(|Change { member, old, new }| {
        let text = |text: &String| if text.trim().is_empty() { "（空）".to_owned() } else { text.clone() };
        let member = wording::library_member(member);
        view! { <div><dt>{member}</dt><dd><del>{text(old)}</del>" 改为 "<ins>{text(new)}</ins></dd></div> }
    });
    let lines = lines.collect_view();
    let word = if matches!(news.fate, Fate::Replaced { .. }) {
        "改用替代的指标"
    } else {
        "改用新版内容"
    };
    let summary = match news.fate {
        Fate::OtherLibrary => "选自其他指标库",
        _ => "指标库已更新",
    };
    let then = news.then.clone();
    let take = place.map(|place| {
        let then = StoredValue::new(then);
        live(move || {
            let take = move || take_over(desk, place, then.get_value().as_deref(), &id.get_value());
            (!desk.session.read_only.get()).then(|| press(word, "small", take))
        })
    });
    view! {
        <details class="news">
            <summary class="tag departed">{summary}</summary>
            <p>{said}</p>
            <dl class="library-changes">{lines}</dl>
            <div class="acts">{take}</div>
        </details>
    }
    .into_any()
}

fn take_over(desk: Desk, place: usize, then: Option<&LibraryIndicator>, id: &RowId) {
    let Some(book) = desk.books.book.get_untracked() else { return };
    let Some(entry) = book.library.get(place) else { return };
    let levels = &pack::shipped().rules().levels;
    desk.change_row(id, |row| renew(row, then, entry, &book.library, levels));
    // The button is gone with what it was for.
    dom::focus_place(&row_place(id, RowField::Name));
}

//! Which library is in use, and the way back to the shipped one. Changes nothing before somebody has said so twice.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::books::Books;
use super::keeping;
use crate::ui::dom;
use crate::ui::parts::live::live;
use crate::ui::parts::press;
use crate::ui::session::Session;
use crate::wording;

pub(super) fn line(session: Session, books: Books) -> AnyView {
    let asks = RwSignal::new(false);
    let edition = move || {
        books.book.get().map(|book| {
            let library = &book.library;
            let whose = if book.own { "本机更新的版本" } else { "随程序提供" };
            format!("{}，{} 版，{} 项指标，{whose}", library.title, library.edition, library.entries().len())
        })
    };
    let own =
        move || books.book.with(|book| book.as_ref().is_some_and(|book| book.own)) || books.broken.get();
    let back =
        move || own().then(|| press("恢复为随程序提供的指标库", "small", move || asks.set(true)));
    view! {
        <div class="acts-row library-source">
            <p class="why" id="library-edition">{live(edition)}</p>
            {live(back)}
        </div>
        {live(move || books.broken.get().then(|| view! { <p class="notice red" role="alert">{wording::library_broken()}</p> }))}
        {live(move || asks.get().then(|| question(session, books, asks)))}
    }
    .into_any()
}

fn question(session: Session, books: Books, asks: RwSignal<bool>) -> AnyView {
    let edition = books.book.with_untracked(|book| Some(book.as_ref()?.library.edition.clone()));
    let restore = move || {
        asks.set(false);
        spawn_local(async move {
            match keeping::restore(session, books).await {
                Ok(()) => session.say(wording::library_restored()),
                Err(why) => session.tell(&wording::library_not_kept(&why)),
            }
            dom::focus_quietly("library-update");
        });
    };
    view! {
        <div class="notice" role="group" aria-label="恢复为随程序提供的指标库">
            <p>{wording::library_restore_asks(&edition.unwrap_or_default())}</p>
            <div class="acts">
                {press("不恢复", "small", move || asks.set(false))}
                {press("恢复", "small go", restore)}
            </div>
        </div>
    }
    .into_any()
}

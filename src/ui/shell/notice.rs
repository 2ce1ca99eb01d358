//! What the app has just done, with the way back where there is one.

use leptos::prelude::*;

use crate::route::Route;
use crate::ui::parts::live::live;
use crate::ui::projects::Left;
use crate::ui::session::{Link, session};
use crate::wording;

#[component]
pub fn NoticeBar() -> impl IntoView {
    let session = session();
    let bar = move || {
        session.notice.get().map(|notice| {
            let class = if notice.bad { "notice red" } else { "notice green" };
            let undo = notice.undo.clone().map(|undo| {
                view! {
                    <button type="button" class="small" on:click=move |_| session.take_back(undo.clone())>
                        "撤销"
                    </button>
                }
            });
            let left = expect_context::<Left>();
            let link = notice.link.map(|Link { label, to, year }| {
                let go = move |_| left.list_year(year);
                view! { <a class="button small" href=to.to_string() on:click=go>{label}</a> }
            });
            view! {
                <div class=class>
                    <span>{notice.text}</span>
                    <div class="acts">
                        {link}
                        {undo}
                        <button type="button" class="small plain" on:click=move |_| session.notice.set(None)>
                            "知道了"
                        </button>
                    </div>
                </div>
            }
        })
    };
    let reminder = live(move || {
        let count = session.only_here_count();
        (session.reminder.get() && count > 0).then(|| {
            view! {
                <div class="notice">
                    <span>{wording::reminder(count)}</span>
                    <div class="acts">
                        <a class="button small" href=Route::Storage.to_string()>"去备份"</a>
                        <button type="button" class="small plain" on:click=move |_| session.remind_later()>
                            "以后再说"
                        </button>
                    </div>
                </div>
            }
        })
    });
    view! { <div class="notices">{bar}{reminder}</div> }
}

/// The same for readers. It stands outside the pages: a region that comes with its words says nothing.
#[component]
pub fn NoticeVoice() -> impl IntoView {
    let session = session();
    view! { <div class="sr" role="status">{live(move || session.notice.get().map(|notice| notice.text))}</div> }
}

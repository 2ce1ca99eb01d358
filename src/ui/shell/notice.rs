//! What the app has just done, with the way back where there is one.

use leptos::prelude::*;

use crate::ui::session::session;

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
            view! {
                <div class=class>
                    <span>{notice.text}</span>
                    <div class="acts">
                        {undo}
                        <button type="button" class="small plain" on:click=move |_| session.notice.set(None)>
                            "知道了"
                        </button>
                    </div>
                </div>
            }
        })
    };
    view! { <div class="notices" role="status" aria-live="polite">{bar}</div> }
}

//! 口令: locks a person's space. What is there is copied into a locked one before anything changes.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Entry, act, refusal};
use crate::storage::people::People;
use crate::storage::profile::{IDLE, Profile};
use crate::ui::dom;
use crate::ui::parts::live::live;
use crate::ui::session::{Session, refused, session};
use crate::wording;

/// Characters that a passphrase has at the least.
const SHORTEST: usize = 8;

#[component]
pub(super) fn Passphrase(profile: Profile) -> impl IntoView {
    let session = session();
    let text = || RwSignal::new(String::new());
    let (now, new, again, wrong) = (text(), text(), text(), text());
    let (busy, idle) =
        (RwSignal::new(false), RwSignal::new(profile.cover.as_ref().map_or(15, |cover| cover.idle)));
    let covered = profile.cover.is_some();
    let profile = StoredValue::new(profile);
    let change = move |remove: bool| {
        if busy.get_untracked() {
            return;
        }
        wrong.set(String::new());
        let (first, second) = (new.get_untracked(), again.get_untracked());
        if !remove && first.chars().count() < SHORTEST {
            return wrong.set(wording::short_passphrase(SHORTEST));
        }
        if !remove && first != second {
            return wrong.set(wording::passphrases_differ().to_owned());
        }
        busy.set(true);
        spawn_local(async move {
            let asked = Change {
                old: now.get_untracked(),
                new: (!remove).then_some(first),
                idle: idle.get_untracked(),
            };
            let answer = asked.made(session, &profile.get_value()).await;
            busy.set(false);
            match answer {
                Ok(()) => dom::load_again(),
                Err(reason) => wrong.set(reason),
            }
        });
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        change(false);
    };
    let minutes = IDLE
        .map(|minutes| view! { <option value=minutes.to_string() selected=minutes == idle.get_untracked()>{format!("{minutes} 分钟")}</option> })
        .collect_view();
    let pick = move |event| {
        idle.set(event_target_value(&event).parse().unwrap_or(IDLE[1]));
        if covered {
            let id = profile.with_value(|profile| profile.id.clone());
            let noted = People::here().set_idle(&id, idle.get_untracked());
            wrong.set(
                noted
                    .err()
                    .map(|reason| wording::register_not_written(&refused(&reason)))
                    .unwrap_or_default(),
            );
        }
    };
    view! {
        <section class="sheet" aria-labelledby="people-passphrase">
            <div class="sheet-head"><h2 id="people-passphrase">"口令与锁定"</h2></div>
            <div class="sheet-body">
                <p class="why">
                    "设口令后，本机保存的内容全部加密；打开衡评、或久不操作后，须输入口令。"
                    <b>"忘记口令就无法打开，没有别的办法，请先备份。"</b>
                </p>
                <form class="people-form" on:submit=submit novalidate=true on:keydown=dom::no_submit_while_composing>
                    {covered.then(|| view! { <Entry id="old-passphrase" label="现在的口令" text=now secret=true /> })}
                    <Entry id="new-passphrase" label="新口令（至少 8 个字符）" text=new secret=true />
                    <Entry id="again-passphrase" label="再输一次" text=again secret=true />
                    <div class="field">
                        <label for="idle">"久不操作后锁定"</label>
                        <select id="idle" on:change=pick>{minutes}</select>
                    </div>
                    {refusal(wrong)}
                    <div class="acts">
                        <button type="submit" class="go" disabled=move || busy.get()>
                            {live(move || match (busy.get(), covered) {
                                (true, _) => "正在加密，请勿关闭",
                                (false, true) => "换口令",
                                (false, false) => "设口令并加密",
                            })}
                        </button>
                        {covered.then(|| view! {
                            <button type="button" disabled=move || busy.get() on:click=move |_| change(true)>"取消口令"</button>
                        })}
                    </div>
                </form>
            </div>
        </section>
    }
}

/// A change of the lock. `new` is none where it is taken off.
struct Change {
    old: String,
    new: Option<String>,
    idle: u64,
}

impl Change {
    async fn made(self, session: Session, profile: &Profile) -> Result<(), String> {
        session.all_kept().await?;
        act::alone(session).await?;
        if profile.cover.is_some() {
            let (cipher, ..) = act::key_of(&self.old, profile.cover.as_ref()).await?;
            People::unlock(profile, cipher).ok_or_else(|| wording::wrong_passphrase().to_owned())?;
        }
        let lock = match &self.new {
            Some(new) => {
                let (cipher, cost, salt) = act::key_of(new, None).await?;
                Some((cipher, cost, salt, self.idle))
            }
            None => None,
        };
        let store = session.store().ok_or_else(|| wording::not_all_is_kept().to_owned())?;
        let moved = People::here().move_into(&store, &dom::new_id(), lock).await;
        moved.map_err(|reason| wording::lock_not_changed(&refused(&reason)))
    }
}

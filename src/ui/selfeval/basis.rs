//! 依据: which goal the form rests on, with the way to a newer one.

use leptos::prelude::*;

use super::desk::Desk;
use super::refresh;
use crate::bundle::code::ShortCode;
use crate::bundle::digest::Digest;
use crate::domain::from_goal::GoalBasis;
use crate::ui::parts::live::live;
use crate::ui::parts::press;
use crate::wording;

/// One line above the form; nothing where it rests on no goal.
pub(super) fn line(desk: Desk) -> AnyView {
    let code = move || {
        let code =
            |digest: &str| digest.parse::<Digest>().ok().map(|digest| ShortCode::of(&digest).to_string());
        desk.session.with_form(|form| code(&form.rests_on.as_ref()?.digest)).flatten().unwrap_or_default()
    };
    let told = live(move || {
        let basis = desk.session.basis.get()?;
        let older = matches!(basis, GoalBasis::Older { .. });
        let update = press("查看差异并更新…", "small", move || desk.refreshing.set(true));
        Some(view! {
            <p class=if older { "notice amber basis" } else { "why basis" }>
                {format!("依据：{}，短码 {}", wording::goal_basis(basis), code())}
                {older.then_some(update)}
            </p>
        })
    });
    let differences = live(move || desk.refreshing.get().then(|| refresh::dialog(desk)));
    view! { {told}{differences} }.into_any()
}

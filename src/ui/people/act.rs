//! What the page of the people does: keys from passphrases, moving between spaces. Every change of space
//! ends with the page being loaded again, which drops all that was in its memory.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Value, json};

use crate::storage::backend::Cipher;
use crate::storage::people::People;
use crate::storage::profile::Cover;
use crate::ui::dom;
use crate::ui::session::{Session, session};
use crate::ui::workers;
use crate::wording;

/// The key of a passphrase, by the keeper, with what it was derived by.
pub(super) async fn key_of(
    passphrase: &str,
    cover: Option<&Cover>,
) -> Result<(Cipher, [u64; 3], [u8; 16]), String> {
    let salt = match cover {
        Some(cover) => cover.salt,
        None => dom::random().ok_or_else(|| wording::no_randomness().to_owned())?,
    };
    let mut question = json!({ "do": "derive", "passphrase": passphrase, "salt": salt });
    if let Some(Cover { cost: [m, t, p], .. }) = cover {
        question["cost"] = json!({ "m": m, "t": t, "p": p });
    }
    let said = workers::ask_keeper(&question.to_string(), &[]).await;
    let said = said.map_err(|_| wording::keeper_did_not_answer().to_owned())?;
    let answer: Value =
        serde_json::from_str(&said).map_err(|_| wording::keeper_did_not_answer().to_owned())?;
    if let Some(fault) = answer["fault"].as_str() {
        return Err(fault.to_owned());
    }
    let cost = ["m", "t", "p"].map(|name| answer["cost"][name].as_u64().unwrap_or_default());
    let mut key = [0; 32];
    let listed = answer["key"].as_array().filter(|listed| listed.len() == key.len());
    let listed = listed.ok_or_else(|| wording::keeper_did_not_answer().to_owned())?;
    for (slot, byte) in key.iter_mut().zip(listed) {
        *slot = byte.as_u64().and_then(|byte| u8::try_from(byte).ok()).unwrap_or_default();
    }
    Ok((Cipher::of_bytes(key), cost, salt))
}

/// No other window works in this space; else how many do.
pub(super) async fn alone(session: Session) -> Result<(), String> {
    let others = match session.store() {
        Some(store) => store.others().await,
        None => 0,
    };
    if others == 0 { Ok(()) } else { Err(wording::other_windows(others)) }
}

/// Hands the window to somebody else.
pub(super) fn change_to(id: String, refused: RwSignal<String>) {
    let session = session();
    spawn_local(async move {
        match session.all_kept().await {
            Ok(()) => {
                People::here().choose(&id);
                dom::load_again();
            }
            Err(reason) => refused.set(reason),
        }
    });
}

//! An indicator in use and the library as it is now: what of its entry has changed, whether another stands in
//! for it, whether it is gone. The indicator stays by the edition it was picked from; its user is told.

use super::catalogue::Library;
use super::indicator::LibraryIndicator;
use super::staging::{Change, changes};
use crate::domain::library::LibraryLink;

/// What became of the entry that an indicator was picked from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// As it was picked.
    Same,
    Changed(Vec<Change>),
    /// It is there; what it was like in its edition is not known here.
    Unknown,
    /// Another entry stands in for it, at this place in the library; in what that one differs, where the old
    /// one is known.
    Replaced {
        place: usize,
        changes: Vec<Change>,
    },
    Gone,
    /// Picked from another library.
    OtherLibrary,
}

/// Compares what an indicator was picked from with the library of now. `then` is the entry as it was in the
/// link's edition, if it is at hand.
pub fn changed_for_goal(link: &LibraryLink, then: Option<&LibraryIndicator>, now: &Library) -> Fate {
    if link.library != now.id {
        return Fate::OtherLibrary;
    }
    let here = now.place_of(&link.code);
    let successor = match here {
        Some(place) => now.succession.of_place(place),
        None => now.succession.of_gone(&link.code),
    };
    let against = |place: usize| now.get(place).zip(then).map(|(entry, then)| changes(then, entry));
    match (successor, here) {
        (Some(place), _) => Fate::Replaced { place, changes: against(place).unwrap_or_default() },
        (None, None) => Fate::Gone,
        (None, Some(_)) if link.edition == now.edition => Fate::Same,
        (None, Some(place)) => match against(place) {
            None => Fate::Unknown,
            Some(changes) if changes.is_empty() => Fate::Same,
            Some(changes) => Fate::Changed(changes),
        },
    }
}

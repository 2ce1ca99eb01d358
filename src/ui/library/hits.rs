//! One entry that was found, with what was asked for marked in it.

use leptos::prelude::*;

use crate::domain::grounds::LastYear;
use crate::library::{Hit, LibraryIndicator, Mark, Searched};

pub(super) fn hit_view(entry: &LibraryIndicator, hit: &Hit, last: Option<LastYear>) -> AnyView {
    let text = |of: Searched| marked(&of.text(entry), of, &hit.marks);
    let sort = entry.sort.trim().to_owned();
    let levels = format!("{} › {}", entry.level1.trim(), entry.level2.trim());
    let last = last.map(|last| {
        let reached =
            if last.actual.is_empty() { String::new() } else { format!("，完成 {}", last.actual) };
        view! { <small class="hit-last">{format!("{} 年本单位 {}{reached}", last.year, last.target)}</small> }
    });
    view! {
        <span class="hit-name">{text(Searched::Name)}</span>
        <span class="hit-target">{text(Searched::Target)}</span>
        <small>{levels}" · "{text(Searched::Sector)}{(!sort.is_empty()).then(|| view! { " · "{sort} })}</small>
        {last}
    }
    .into_any()
}

/// A text with its marks; both count characters as they are written.
pub(super) fn marked(text: &str, of: Searched, marks: &[Mark]) -> Vec<AnyView> {
    let signs: Vec<char> = text.chars().collect();
    let piece = |from: usize, to: usize| signs.get(from..to).unwrap_or_default().iter().collect::<String>();
    let (mut views, mut at) = (Vec::new(), 0);
    for mark in marks.iter().filter(|mark| mark.text == of) {
        views.push(piece(at, mark.from).into_any());
        views.push(view! { <mark>{piece(mark.from, mark.to)}</mark> }.into_any());
        at = mark.to;
    }
    views.push(piece(at, signs.len()).into_any());
    views
}

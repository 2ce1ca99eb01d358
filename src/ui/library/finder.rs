//! 查找指标: what is typed, what is chosen of the facets, what was found, and the entry that the keyboard stands on.
//! For the library's own page and for the one beside a goal; what picking does is the page's.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::books::{Book, Books};
use super::card::card;
use super::hits::hit_view;
use super::usage::Usage;
use crate::library::{Chosen, Facet, Found, Hit, Query};
use crate::ui::dom;
use crate::ui::parts::live::{live, memo};
use crate::wording;

/// Hits that are drawn; all are counted.
const SHOWN: usize = 60;
/// Where the keyboard is.
pub(in crate::ui) const SEARCH: &str = "library-search";

/// Of which entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Among {
    All,
    Favourite,
    Recent,
    LastYear,
}

/// What one asks the library.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Asked {
    pub books: Books,
    pub text: RwSignal<String>,
    pub chosen: RwSignal<Chosen>,
    /// What the row at the cursor asks for. It is only a guess: where nothing is found by it, all is looked through.
    guessed: RwSignal<Chosen>,
    /// What the unit used the year before; empty where no case is open.
    pub usage: RwSignal<Usage>,
    among: RwSignal<Among>,
    active: RwSignal<usize>,
    /// What was found, and whether that is beyond what was guessed.
    found: Memo<(Found, bool)>,
}

impl Asked {
    pub fn new(books: Books) -> Self {
        let (text, chosen) = (RwSignal::new(String::new()), RwSignal::new(Chosen::default()));
        let (among, usage) = (RwSignal::new(Among::All), RwSignal::new(Usage::default()));
        let guessed = RwSignal::new(Chosen::default());
        let search = move |book: &Book, chosen: Chosen| {
            let limit = if among.get() == Among::All { SHOWN } else { usize::MAX };
            let mut found = book.index.search(&book.library, &Query { text: text.get(), chosen, limit });
            if among.get() != Among::All {
                found.hits = among_these(book, found.hits, among.get(), books, usage);
                found.total = found.hits.len();
                found.hits.truncate(SHOWN);
            }
            found
        };
        let found = memo(move || {
            let Some(book) = books.book.get() else { return (Found::default(), false) };
            let (chosen, guessed) = (chosen.get(), guessed.get());
            let only_guessed = !chosen.is_empty() && chosen == guessed;
            match search(&book, chosen) {
                found if found.total > 0 || !only_guessed => (found, false),
                _ => (search(&book, Chosen::default()), true),
            }
        });
        Self { books, text, chosen, guessed, usage, among, active: RwSignal::new(0), found }
    }

    /// Begins with what is likely wanted.
    pub fn guess(self, chosen: Chosen) {
        self.guessed.set(chosen.clone());
        self.chosen.set(chosen);
    }

    /// The entry that the keyboard stands on.
    fn active_place(self) -> Option<usize> {
        self.found.with(|(found, _)| found.hits.get(self.active.get()).map(|hit| hit.place))
    }

    fn go(self, by: isize) {
        let last = self.found.with_untracked(|(found, _)| found.hits.len()).saturating_sub(1);
        self.active.update(|at| *at = at.saturating_add_signed(by).min(last));
        let id = option_id(self.active.get_untracked());
        request_animation_frame(move || {
            if let Some(option) = document().get_element_by_id(&id) {
                let options = web_sys::ScrollIntoViewOptions::new();
                options.set_block(web_sys::ScrollLogicalPosition::Nearest);
                option.scroll_into_view_with_scroll_into_view_options(&options);
            }
        });
    }
}

fn among_these(book: &Book, hits: Vec<Hit>, among: Among, books: Books, usage: RwSignal<Usage>) -> Vec<Hit> {
    let place = |hit: &Hit| {
        let entry = book.library.get(hit.place)?;
        match among {
            Among::All => Some(hit.place),
            Among::Favourite => {
                books.notes.with(|notes| notes.favourite.iter().position(|code| *code == entry.code))
            }
            Among::Recent => {
                books.notes.with(|notes| notes.recent.iter().position(|code| *code == entry.code))
            }
            Among::LastYear => usage.with(|usage| usage.of(&entry.code, &entry.name).map(|_| hit.place)),
        }
    };
    let mut placed: Vec<(usize, Hit)> =
        hits.into_iter().filter_map(|hit| place(&hit).map(|place| (place, hit))).collect();
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, hit)| hit).collect()
}

/// What becomes of an entry that is picked; `stay`: the search goes on.
pub(in crate::ui) type Pick = Callback<(usize, bool)>;

#[component]
pub(in crate::ui) fn Finder(
    asked: Asked,
    /// The word on the button of an entry; without one entries are to be read only.
    #[prop(optional)]
    pick: Option<Pick>,
    #[prop(optional)] close: Option<Callback<()>>,
) -> impl IntoView {
    let key = move |event: KeyboardEvent| {
        if dom::is_composing(&event) {
            return;
        }
        match event.key().as_str() {
            "ArrowDown" => asked.go(1),
            "ArrowUp" => asked.go(-1),
            "Enter" => {
                if let (Some(pick), Some(place)) = (pick, untrack(|| asked.active_place())) {
                    pick.run((place, event.shift_key()));
                }
            }
            "Escape" => match close {
                Some(close) => close.run(()),
                None => return,
            },
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let typed = move |event| {
        asked.text.set(event_target_value(&event));
        asked.active.set(0);
    };
    let active_id = move || asked.active_place().map(|_| option_id(asked.active.get()));
    view! {
        <div class="finder" on:keydown=key>
            <label class="sr" for=SEARCH>"在指标库中查找：名称、解释、单位、行业，或拼音首字母"</label>
            <input
                id=SEARCH type="search" role="combobox" aria-expanded="true" aria-controls="library-hits" aria-autocomplete="list"
                autocomplete="off" spellcheck="false" placeholder="名称、单位、行业或拼音首字母，如 lswd" aria-activedescendant=active_id
                prop:value=move || asked.text.get() on:input=typed />
            <AmongTabs asked />
            <FacetBar asked />
            <p class="why" role="status">{live(move || told(asked))}</p>
            <ul class="hits" id="library-hits" role="listbox" aria-label="找到的指标">
                {live(move || hits(asked, pick))}
            </ul>
            {live(move || asked.books.missing.get().then(|| view! {
                <p class="notice red" role="alert">{wording::library_not_fetched()}
                    <button type="button" class="small" on:click=move |_| asked.books.fetch()>"再试一次"</button></p>
            }))}
            {live(move || active_card(asked, pick))}
        </div>
    }
    .into_any()
}

pub(super) fn option_id(at: usize) -> String {
    format!("library-hit-{at}")
}

fn told(asked: Asked) -> String {
    if asked.books.book.with(Option::is_none) {
        return "正在读取指标库。".to_owned();
    }
    let (total, shown, beyond) = asked.found.with(|(found, beyond)| (found.total, found.hits.len(), *beyond));
    let found = match (total, shown < total) {
        (0, _) => return "没有找到：换一个词，或清除上方的筛选。".to_owned(),
        (_, true) => format!("找到 {total} 项，列出前 {shown} 项。"),
        _ => format!("找到 {total} 项。"),
    };
    match beyond {
        true => format!("所选范围内没有，以下在全部指标中查找。{found}"),
        false => found,
    }
}

fn hits(asked: Asked, pick: Option<Pick>) -> AnyView {
    let Some(book) = asked.books.book.get() else { return ().into_any() };
    let (found, _) = asked.found.get();
    let row = |(at, hit): (usize, Hit)| {
        let entry = book.library.get(hit.place)?;
        let place = hit.place;
        let selected = move || if asked.active.get() == at { "true" } else { "false" };
        let last = asked.usage.with_untracked(|usage| usage.of(&entry.code, &entry.name).cloned());
        let click = move |_| {
            if asked.active.get_untracked() == at
                && let Some(pick) = pick
            {
                return pick.run((place, false));
            }
            asked.active.set(at);
        };
        Some(view! {
            <li id=option_id(at) role="option" aria-selected=selected on:click=click>{hit_view(entry, &hit, last)}</li>
        })
    };
    found.hits.into_iter().enumerate().filter_map(row).collect_view().into_any()
}

fn active_card(asked: Asked, pick: Option<Pick>) -> Option<AnyView> {
    let book: Arc<Book> = asked.books.book.get()?;
    let place = asked.active_place()?;
    Some(card(asked, &book, place, pick))
}

/// 全部 | 收藏 | 最近 | 上年用过.
#[component]
fn AmongTabs(asked: Asked) -> impl IntoView {
    let tab = move |among: Among, word: &'static str| {
        let pressed = move || if asked.among.get() == among { "true" } else { "false" };
        let choose = move |_| {
            asked.among.set(among);
            asked.active.set(0);
        };
        view! { <button type="button" class="small" aria-pressed=pressed on:click=choose>{word}</button> }
    };
    view! {
        <div class="terms" role="group" aria-label="范围">
            {tab(Among::All, "全部")}{tab(Among::Favourite, "收藏")}{tab(Among::Recent, "最近选用")}
            {live(move || (!asked.usage.with(Usage::is_empty)).then(|| tab(Among::LastYear, "上年用过")))}
        </div>
    }
    .into_any()
}

/// One native list for each facet, with counts under what is asked.
#[component]
fn FacetBar(asked: Asked) -> impl IntoView {
    let lists = Facet::ALL.map(|facet| facet_list(asked, facet));
    let clear = move |_| asked.chosen.set(Chosen::default());
    view! {
        <div class="facets-bar" role="group" aria-label="筛选">
            {lists}
            {live(move || (!asked.chosen.with(Chosen::is_empty)).then(|| view! { <button type="button" class="small" on:click=clear>"清除筛选"</button> }))}
        </div>
    }
    .into_any()
}

fn facet_list(asked: Asked, facet: Facet) -> AnyView {
    let name = facet_name(facet);
    let own = move || asked.chosen.with(|chosen| chosen.values(facet).first().cloned().unwrap_or_default());
    let options = move || {
        let values = asked.found.with(|(found, _)| found.facets.of(facet).to_vec());
        let option = |value: crate::library::FacetValue| {
            let shown = match facet {
                Facet::RuleKind => wording::rule_kind(&value.value).to_owned(),
                _ => value.value.clone(),
            };
            view! { <option value=value.value selected=value.chosen>{format!("{shown}（{}）", value.count)}</option> }
        };
        values.into_iter().filter(|value| !value.value.is_empty()).map(option).collect_view()
    };
    let choose = move |event| {
        let value = event_target_value(&event);
        asked.chosen.update(|chosen| {
            for old in chosen.values(facet).to_vec() {
                chosen.toggle(facet, &old);
            }
            if !value.is_empty() {
                chosen.toggle(facet, &value);
            }
        });
        asked.active.set(0);
    };
    view! {
        <select aria-label=name prop:value=own on:change=choose><option value="">{name}</option>{options}</select>
    }
    .into_any()
}

fn facet_name(facet: Facet) -> &'static str {
    match facet {
        Facet::Sector => "行业",
        Facet::Level1 => "一级指标",
        Facet::Level2 => "二级指标",
        Facet::Sort => "类型",
        Facet::RuleKind => "评分规则",
    }
}

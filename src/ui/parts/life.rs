//! The life strip: the nine stations of a case, and how far each is.

use leptos::prelude::*;

use crate::domain::case::Station;
use crate::route::Route;
use crate::ui::session::{CaseLine, StationState};
use crate::wording;

/// Large, for the head of a page. `here` is the station that the page shows.
#[component]
pub fn LifeStrip(#[prop(into)] line: Signal<Option<CaseLine>>, here: Station) -> impl IntoView {
    let stations = move || {
        let line = line.get()?;
        Some(Station::ALL.map(|station| large(&line, station, here)).collect_view())
    };
    view! { <ol class="life" aria-label="项目生命周期">{stations}</ol> }
}

fn large(line: &CaseLine, station: Station, here: Station) -> impl IntoView + use<> {
    let name = wording::station(station);
    let state = line.station(station);
    let route = (station != here).then(|| route_of(line, station)).flatten();
    let label = match route {
        Some(route) => view! { <a href=route.to_string()>{name}</a> }.into_any(),
        None => view! { <span>{name}</span> }.into_any(),
    };
    let note = result(&state);
    let class = format!("{}{}", class_of(&state), if station == here { " here" } else { "" });
    view! {
        <li class=class aria-current=(station == here).then_some("step")>
            {label}
            <span class="sr">{format!("：{}", words(&state))}</span>
            {note.map(|note| view! { <small aria-hidden="true">{note}</small> })}
        </li>
    }
}

/// Small, for a row of a table; the words are in its label and on hover.
#[component]
pub fn LifeDots(line: CaseLine) -> impl IntoView {
    let said = |station| {
        let state = line.station(station);
        (state != StationState::Empty).then(|| format!("{}{}", wording::station(station), words(&state)))
    };
    let all: Vec<String> = Station::ALL.into_iter().filter_map(said).collect();
    let text = if all.is_empty() { "九个环节都还没有文书".to_owned() } else { all.join("，") };
    let dots = Station::ALL
        .map(|station| {
            let state = line.station(station);
            let title = format!("{}：{}", wording::station(station), words(&state));
            let grade = match state.clone() {
                StationState::Done { grade, .. } => Some(grade),
                StationState::Empty | StationState::Open | StationState::InForce(_) => None,
            };
            view! { <i class=class_of(&state) title=title>{grade}</i> }
        })
        .collect_view();
    view! { <span class="dots" role="img" aria-label=text>{dots}</span> }
}

fn route_of(line: &CaseLine, station: Station) -> Option<Route> {
    match station {
        Station::Goal if line.has_goal => Some(Route::Goal(line.id.clone())),
        Station::SelfEvaluation if line.score.is_some() => Some(Route::SelfEvaluation(line.id.clone())),
        _ => None,
    }
}

fn class_of(state: &StationState) -> &'static str {
    match state {
        StationState::Empty => "",
        StationState::Open => "open",
        StationState::InForce(_) | StationState::Done { .. } => "done",
    }
}

fn words(state: &StationState) -> String {
    match state {
        StationState::Empty => "无文书".to_owned(),
        StationState::Open => "填报中".to_owned(),
        StationState::InForce(stage) => format!("已{}", wording::goal_stage_short(*stage)),
        StationState::Done { .. } => format!("已完成 {}", result(state).unwrap_or_default()),
    }
}

/// Score and grade of a finished station, `92.31 优`; how far a goal in force is.
fn result(state: &StationState) -> Option<String> {
    match state {
        StationState::Empty | StationState::Open => None,
        StationState::InForce(stage) => Some(wording::goal_stage_short(*stage).to_owned()),
        StationState::Done { score: Some(score), grade } => Some(format!("{} {grade}", score.fixed2())),
        StationState::Done { score: None, grade } => Some(grade.clone()),
    }
}

//! 评价规则: which rules are in force on this device, what the shipped ones say, and putting others in their place. What
//! that changes is shown before ([`difference`]). Knows no figure of them by heart.

mod difference;

use leptos::prelude::*;

use super::parts::live::live;
use super::parts::{PageHead, PlaceStep, press};
use super::session::session;
use crate::domain::scoring::Rules;
use crate::domain::scoring::selection::{Level, Profile};
use crate::pack::{self, Pack};
use crate::storage::rules;
use crate::wording;
use difference::Asked;

/// The page.
pub fn page() -> AnyView {
    let asked = Asked::new(session());
    let place = Signal::derive(|| vec![PlaceStep::here("资料"), PlaceStep::here("评价规则")]);
    let sheets = pack::shipped().choices().map(|pack| sheet(asked, pack)).collect_view();
    view! {
        <PageHead title="评价规则" place=place />
        <p class="why">"目标的指标分级和分值、自评的计分和等级按在用的规则核算。请按本地财政部门的规定选定；选定后对这台电脑的全部使用人和项目生效。"</p>
        <div class="stack rules-page">{sheets}</div>
    }
    .into_any()
}

fn sheet(asked: Asked, pack: &'static Pack) -> Option<AnyView> {
    let said = pack::shipped().rules_of(pack)?;
    let in_force = pack::shipped().is_in_force(pack.id.as_str());
    // Others were chosen, which this program does not have.
    let stands_in = rules::chosen().is_some_and(|id| id != pack.id.as_str());
    let id = format!("rules-{}", pack.id);
    let unverified = pack.basis.iter().any(|basis| !basis.verified);
    let state = match (in_force, stands_in) {
        (true, false) => view! { <span class="light green">"在用"</span> }.into_any(),
        (true, true) => view! {
            <span class="light green">"在用"</span>
            {press("选定本规则", "small", move || asked.adopt(pack))}
        }
        .into_any(),
        (false, _) => live(move || (!asked.is(pack)).then(|| change(asked, pack))).into_any(),
    };
    let basis = pack.basis.iter().map(|basis| {
        let note = if basis.note.is_empty() { String::new() } else { format!("，{}", basis.note) };
        let mark = if basis.verified { "" } else { "（未核对）" };
        view! { <li>{format!("{}{note}{mark}", basis.document)}</li> }
    });
    let basis = basis.collect_view();
    Some(
        view! {
            <section class="sheet" aria-labelledby=id.clone()>
                <header class="sheet-head">
                    <h2 id=id.clone()>{pack.title.clone()}</h2>
                    <span class="why">{format!("{} 版", pack.edition)}</span>
                    {unverified.then(|| view! { <span class="tag" title="各项规定和分值未与文件核对">"未核对"</span> })}
                    <div class="acts">{state}</div>
                </header>
                <div class="sheet-body">
                    {live(move || asked.is(pack).then(|| difference::report(asked, pack)))}
                    <ul class="rules-basis" aria-label="依据">{basis}</ul>
                    {points(&said)}
                    {levels(&said.levels)}
                    {scoring(&said)}
                </div>
            </section>
        }
        .into_any(),
    )
}

/// The way to these rules.
fn change(asked: Asked, pack: &'static Pack) -> AnyView {
    let id = difference::change_id(pack);
    view! { <button type="button" class="small" id=id on:click=move |_| asked.ask(pack)>"改用本规则…"</button> }
        .into_any()
}

/// Points by level 1 and kind of project.
fn points(rules: &Rules) -> AnyView {
    let names: Vec<String> = rules.levels.iter().map(|level| level.name.clone()).collect();
    let heads =
        names.iter().map(|name| view! { <th scope="col" class="n">{name.clone()}</th> }).collect_view();
    let row = |profile: &Profile| {
        let of = |name: &String| profile.of(name).map_or_else(|| "—".to_owned(), |points| points.to_string());
        let cells = names.iter().map(|name| view! { <td class="n">{of(name)}</td> }).collect_view();
        view! { <tr><th scope="row">{profile.title.clone()}</th><td class="n">{profile.execution.to_string()}</td>{cells}</tr> }
    };
    let rows = rules.profiles.iter().map(row).collect_view();
    view! {
        <table class="rules-table">
            <caption>"分值"</caption>
            <thead><tr><th scope="col">"项目"</th><th scope="col" class="n">"预算执行率"</th>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn levels(levels: &[Level]) -> AnyView {
    let row = |level: &Level| {
        view! { <tr><th scope="row">{level.name.clone()}</th><td>{level.level2.join("、")}</td></tr> }
    };
    let rows = levels.iter().map(row).collect_view();
    view! {
        <table class="rules-table">
            <caption>"指标分级"</caption>
            <thead><tr><th scope="col">"一级指标"</th><th scope="col">"二级指标"</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// How a self-evaluation is scored, as far as rules differ in it, and its grades.
fn scoring(rules: &Rules) -> AnyView {
    let own = &rules.self_evaluation;
    let by_level = own.by_level1.iter().map(|by| (format!("{}指标", by.words.join("、")), &by.rule));
    let signs = [
        ("预算执行率", &own.execution),
        ("指标值为 ≥", &own.ge),
        ("指标值为 ≤", &own.le),
        ("指标值为 ＝", &own.eq),
    ];
    let rules_of = signs.map(|(name, rule)| (name.to_owned(), rule)).into_iter().chain(by_level);
    let rows = rules_of.map(|(name, rule)| {
        view! { <tr><th scope="row">{name}</th><td>{wording::rule(rule)}</td></tr> }
    });
    let rows = rows.collect_view();
    let grades = wording::grades(&rules.bands);
    view! {
        <table class="rules-table">
            <caption>"自评计分"</caption>
            <thead><tr><th scope="col">"适用"</th><th scope="col">"计分"</th></tr></thead>
            <tbody>{rows}<tr><th scope="row">"等级"</th><td>{grades}</td></tr></tbody>
        </table>
    }
    .into_any()
}

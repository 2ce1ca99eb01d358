//! 计分规则: by which rule the row will be scored, said in a sentence, and the others that go with its target to choose
//! from. What a rule computes is known elsewhere.

use leptos::prelude::*;

use super::desk::{Desk, Row, part};
use super::linked::rule_of_entry;
use crate::domain::grounds::Term;
use crate::domain::ids::RowId;
use crate::domain::indicator::Indicator;
use crate::domain::scoring::{Rule, rule_of_indicator, rules_for};
use crate::pack;
use crate::ui::parts::live::{live, memo};
use crate::wording::{self, ScoredBy};

/// The rule of a row of the year; the whole run's carry no points.
pub(super) fn rule_part(desk: Desk, row: Row, id: &RowId) -> AnyView {
    let counts = part(row, |row| row.grounds.term == Term::Year);
    let id = StoredValue::new(id.clone());
    live(move || counts.get().then(|| field(desk, row, id))).into_any()
}

fn field(desk: Desk, row: Row, id: StoredValue<RowId>) -> AnyView {
    let said = memo(move || wording::scored_by(&scored_by(desk, row)));
    let offered = memo(move || offered(desk, row));
    let own = part(row, |row| row.grounds.rule.as_ref().map(wording::rule));
    let select = move || {
        let rules = offered.get();
        let at = {
            let rules = rules.clone();
            move || own.get().and_then(|own| rules.iter().position(|rule| wording::rule(rule) == own))
        };
        let value = move || at().map(|at| at.to_string()).unwrap_or_default();
        let chosen = untrack(&value);
        let options = rules.iter().enumerate().map(|(at, rule)| {
            let at = at.to_string();
            view! { <option value=at.clone() selected=at == chosen>{wording::rule(rule)}</option> }
        });
        let options = options.collect_view();
        let pick = move |event| {
            let at = event_target_value(&event).parse::<usize>().ok();
            let rule = at.and_then(|at| rules.get(at).cloned());
            id.with_value(|id| desk.change_row(id, |row| take(row, rule)));
        };
        view! {
            <select aria-labelledby="rule-label" aria-describedby="rule-said" prop:value=value
                disabled=move || desk.session.read_only.get() on:change=pick>
                <option value="">"按规则包（由指标性质确定）"</option>
                {options}
            </select>
        }
    };
    view! {
        <div class="field w6">
            <span class="label" id="rule-label">"计分规则"</span>
            <div class="cell">{live(select)}</div>
            <p class="why" id="rule-said">{live(move || said.get())}</p>
        </div>
    }
    .into_any()
}

/// The row gets the rule; its words become the standard where nobody wrote another.
fn take(row: &mut Indicator, rule: Option<Rule>) {
    let words = |rule: &Option<Rule>| rule.as_ref().map(wording::rule).unwrap_or_default();
    let standard = &mut row.grounds.standard;
    if standard.trim().is_empty() || *standard == words(&row.grounds.rule) {
        *standard = words(&rule);
    }
    row.grounds.rule = rule;
}

fn year(desk: Desk) -> Option<i16> {
    desk.session.with_goal(|goal| goal.head.year).flatten()
}

fn scored_by(desk: Desk, row: Row) -> ScoredBy {
    let (year, from_entry) = (year(desk), rule_of_entry(desk, row));
    row.with(|row| {
        let Some(row) = row else { return ScoredBy::Open };
        let brought = row.grounds.rule.is_some();
        match rule_of_indicator(row, year, pack::shipped().rules()) {
            None => ScoredBy::Open,
            Some((rule, true)) if from_entry.as_ref() == Some(&rule) => ScoredBy::Library(rule),
            Some((rule, true)) => ScoredBy::Own(rule),
            Some((rule, false)) if brought => ScoredBy::Unfitting(rule),
            Some((rule, false)) => ScoredBy::Pack(rule),
        }
    })
}

/// The rule of the row's entry, its own and those of the pack; each once, by what it says.
fn offered(desk: Desk, row: Row) -> Vec<Rule> {
    let (year, from_entry) = (year(desk), rule_of_entry(desk, row));
    let of_pack = desk.shelf.of(|rulings| rulings.forms.rules.clone()).unwrap_or_default();
    row.with(|row| {
        let Some(row) = row else { return Vec::new() };
        let mut rules: Vec<Rule> = from_entry.into_iter().chain(row.grounds.rule.clone()).collect();
        rules.extend(rules_for(row, year, &of_pack).into_iter().cloned());
        let mut seen: Vec<String> = Vec::new();
        rules.retain(|rule| {
            let words = wording::rule(rule);
            let new = !seen.contains(&words);
            seen.push(words);
            new
        });
        rules
    })
}

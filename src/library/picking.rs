//! 选用: what a library entry brings into a row of a goal, where it belongs in the tree of the rules in force, and
//! what of it was changed since. Pure; knows no screen.

use rust_decimal::Decimal;

use super::catalogue::Library;
use super::indicator::LibraryIndicator;
use crate::domain::goal::Goal;
use crate::domain::grounds::Term;
use crate::domain::indicator::Indicator;
use crate::domain::library::{LibraryField, LibraryLink, LibraryMember};
use crate::domain::normalise::compact;
use crate::domain::numbers::Points;
use crate::domain::scoring::Rules;
use crate::domain::scoring::selection::Level;
use crate::domain::typed::Typed;
use crate::domain::value::read_unit;

/// Puts the entry into the row: names, sign, usual target, unit, meaning, rule and its words, basis and source, and
/// the link that says where it came from. Levels are those of `levels`. Points, note, survey and evidence of the row
/// stay; so does a target that somebody typed.
pub fn fill(row: &mut Indicator, entry: &LibraryIndicator, library: &Library, levels: &[Level]) {
    (row.level1, row.level2) = levels_of(entry, levels);
    row.name = entry.name.trim().to_owned();
    row.sign = Typed::new(sign_of(entry));
    row.unit = Typed::new(unit_of(entry));
    if row.target.is_blank() {
        row.target = Typed::new(entry.target.trim());
    }
    let grounds = &mut row.grounds;
    entry.meaning.trim().clone_into(&mut grounds.meaning);
    entry.standard.trim().clone_into(&mut grounds.standard);
    entry.value_basis.trim().clone_into(&mut grounds.value_basis);
    entry.source.trim().clone_into(&mut grounds.source);
    grounds.rule = entry.rule();
    grounds.proposed = None;
    grounds.link = Some(LibraryLink {
        library: library.id.clone(),
        edition: library.edition.clone(),
        code: entry.code.clone(),
    });
}

/// The entry's levels in the tree of the rules. Where the tree has no such level 1 but has it as a level 2 (成本指标
/// under 产出指标, as before 财预〔2021〕101号), it stands there.
pub fn levels_of(entry: &LibraryIndicator, levels: &[Level]) -> (String, String) {
    let (level1, level2) = (entry.level1.trim(), entry.level2.trim());
    let below = || levels.iter().find(|level| level.level2.iter().any(|name| name == level1));
    match below() {
        Some(level) if !levels.iter().any(|level| level.name == level1) => {
            (level.name.clone(), level1.to_owned())
        }
        _ => (level1.to_owned(), level2.to_owned()),
    }
}

/// Where a new row belongs: behind the last of its level 2, else of its level 1 in its block, else at the end.
pub fn place_for(goal: &Goal, row: &Indicator) -> usize {
    let last = |like: &dyn Fn(&Indicator) -> bool| {
        goal.indicators.iter().rposition(|other| other.grounds.term == row.grounds.term && like(other))
    };
    let same1 = |other: &Indicator| other.level1.trim() == row.level1.trim();
    let at = last(&|other| same1(other) && other.level2.trim() == row.level2.trim()).or_else(|| last(&same1));
    at.map_or(goal.indicators.len(), |at| at + 1)
}

/// Gives a row of the year what is left of its level's points, unless it has points or they are locked.
pub fn suggest_points(goal: &Goal, row: &mut Indicator, rules: &Rules) {
    if row.grounds.term == Term::Year && row.points.is_blank() && !row.grounds.locked {
        row.points = points_left(goal, row, rules);
    }
}

/// What the year's rows leave of their level's points in the rules' first profile: what a new row may be given.
/// Blank where nothing is left, or where a row's points cannot be read.
pub fn points_left(goal: &Goal, row: &Indicator, rules: &Rules) -> Typed {
    let profile = rules.profiles.first();
    let share = profile.and_then(|p| p.points.iter().find(|share| share.level == row.level1.trim()));
    let Some(share) = share else { return Typed::default() };
    let like = goal.of_term(Term::Year).filter(|other| other.level1.trim() == row.level1.trim());
    let mut left = share.points.exact();
    for other in like {
        match (other.points.is_blank(), other.points.number()) {
            (true, _) => {}
            (false, Some(points)) => left = left - Points::new(points).exact(),
            (false, None) => return Typed::default(),
        }
    }
    let left = left.rounded(2).filter(|left| *left > Decimal::ZERO);
    left.map(|left| Typed::new(left.normalize().to_string())).unwrap_or_default()
}

/// What of a linked row is no longer as the entry has it: a departure is allowed, and marked. The target is the unit's
/// own and never one; nor is a rule, basis or source that the entry does not state. A level may stand as the entry has
/// it or as the tree `levels` does.
pub fn departures(row: &Indicator, entry: &LibraryIndicator, levels: &[Level]) -> Vec<LibraryMember> {
    use LibraryField as F;
    let differs = |own: &str, of_entry: &str| compact(own) != compact(of_entry);
    let departs = |own: &str, of_entry: &str| !of_entry.trim().is_empty() && differs(own, of_entry);
    let grounds = &row.grounds;
    let in_tree = levels_of(entry, levels);
    let elsewhere = |level1: &str, level2: &str| (departs(&row.level1, level1), departs(&row.level2, level2));
    let stands_so = elsewhere(&entry.level1, &entry.level2) == (false, false);
    let (level1, level2) = if stands_so { (false, false) } else { elsewhere(&in_tree.0, &in_tree.1) };
    let fields = [
        (F::Level1, level1),
        (F::Level2, level2),
        (F::Name, differs(&row.name, &entry.name)),
        (F::Sign, differs(row.sign.text(), sign_of(entry))),
        (F::Unit, read_unit(row.unit.text()) != read_unit(&unit_of(entry))),
        (F::Meaning, differs(&grounds.meaning, &entry.meaning)),
        (F::Standard, differs(&grounds.standard, &entry.standard)),
        (F::ValueBasis, departs(&grounds.value_basis, &entry.value_basis)),
        (F::Source, departs(&grounds.source, &entry.source)),
    ];
    let fields = fields.into_iter().filter(|(_, departs)| *departs);
    let rule = entry.rule().is_some_and(|rule| grounds.rule.as_ref() != Some(&rule));
    let members = fields.map(|(field, _)| LibraryMember::Field(field));
    members.chain(rule.then_some(LibraryMember::Rule)).collect()
}

/// As the sign column of a form has it.
fn sign_of(entry: &LibraryIndicator) -> &'static str {
    use crate::domain::value::Sign;
    match entry.sign() {
        Some(Sign::Words) => "定性",
        Some(Sign::Range) => "区间",
        Some(sign) => sign.symbol(),
        None => "",
    }
}

fn unit_of(entry: &LibraryIndicator) -> String {
    match entry.unit.trim() {
        "—" | "-" | "/" | "无" => String::new(),
        unit => unit.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{departures, fill, levels_of, place_for, points_left, suggest_points};
    use crate::domain::goal::Goal;
    use crate::domain::grounds::Term;
    use crate::domain::ids::RowId;
    use crate::domain::indicator::Indicator;
    use crate::domain::library::{LibraryField as F, LibraryMember};
    use crate::domain::scoring::selection::Level;
    use crate::library::{Library, read};

    fn library() -> Library {
        let text = include_str!("../../public/packs/indicators.json");
        read(text.as_bytes()).expect("the shipped library").library
    }

    fn tree(names: &[(&str, &[&str])]) -> Vec<Level> {
        let level = |(name, level2): &(&str, &[&str])| Level {
            name: (*name).to_owned(),
            level2: level2.iter().map(|name| (*name).to_owned()).collect(),
        };
        names.iter().map(level).collect()
    }

    #[test]
    fn a_picked_entry_is_the_row_and_stays_linked() {
        let library = library();
        let entry = library.by_code("IND0009").expect("an entry");
        let mut row = Indicator::new(RowId::new("r1"));
        row.points = "10".into();
        fill(&mut row, entry, &library, &[]);
        assert_eq!((row.name.as_str(), row.sign.text(), row.unit.text()), ("故障抢修到场时间", "≤", "分钟"));
        assert_eq!((row.target.text(), row.points.text()), ("30", "10"));
        let link = row.grounds.link.clone().expect("a link");
        assert_eq!((link.code.as_str(), link.edition == library.edition), ("IND0009", true));
        assert!(row.grounds.standard.contains("2倍"));
        assert_eq!(departures(&row, entry, &[]), []);
        row.unit = "％".into();
        row.name.push_str("（平均）");
        assert_eq!(departures(&row, entry, &[]), [F::Name, F::Unit].map(LibraryMember::Field));
    }

    #[test]
    fn all_that_the_entry_states_is_held_against_the_row() {
        let library = library();
        let entry = library.by_code("IND0009").expect("an entry");
        let mut row = Indicator::new(RowId::new("r1"));
        fill(&mut row, entry, &library, &[]);
        row.level1 = "效益指标".into();
        row.level2 = "社会效益指标".into();
        row.grounds.value_basis = "历史标准".into();
        row.grounds.source.clear();
        row.grounds.rule = None;
        let fields = [F::Level1, F::Level2, F::ValueBasis, F::Source].map(LibraryMember::Field);
        let expected: Vec<_> = fields.into_iter().chain([LibraryMember::Rule]).collect();
        assert_eq!(departures(&row, entry, &[]), expected);
        // What the entry leaves open is the unit's own.
        let mut open = entry.clone();
        (open.rule, open.value_basis, open.source) = (None, String::new(), " ".into());
        (open.level1, open.level2) = (row.level1.clone(), String::new());
        assert_eq!(departures(&row, &open, &[]), []);
    }

    #[test]
    fn a_level_as_the_rules_in_force_have_it_is_no_departure() {
        let library = library();
        let cost = library.by_code("IND0013").expect("an entry");
        let old = tree(&[("产出指标", &["数量指标", "成本指标"])]);
        let mut row = Indicator::new(RowId::new("r1"));
        fill(&mut row, cost, &library, &old);
        assert_eq!(departures(&row, cost, &old), []);
        // As the entry has it, and moved within the tree.
        (row.level1, row.level2) = (cost.level1.clone(), cost.level2.clone());
        assert_eq!(departures(&row, cost, &old), []);
        (row.level1, row.level2) = ("产出指标".into(), "数量指标".into());
        assert_eq!(departures(&row, cost, &old), [LibraryMember::Field(F::Level2)]);
    }

    #[test]
    fn a_row_without_points_is_given_what_is_left() {
        let json = r#"{"head":{},"indicators":[
            {"id":"a","level1":"产出指标","level2":"数量指标","name":"甲","points":"20.5"},
            {"id":"b","level1":"产出指标","level2":"质量指标","name":""}]}"#;
        let goal: Goal = serde_json::from_str(json).expect("a goal");
        let rules = crate::pack::shipped().rules();
        let given = |change: &dyn Fn(&mut Indicator)| {
            let mut row = goal.indicators[1].clone();
            change(&mut row);
            suggest_points(&goal, &mut row, rules);
            row.points.text().to_owned()
        };
        assert_eq!(given(&|_| ()), "29.5");
        assert_eq!(given(&|row| row.points = "5".into()), "5");
        assert_eq!(given(&|row| row.grounds.locked = true), "");
        assert_eq!(given(&|row| row.grounds.term = Term::Whole), "");
    }

    #[test]
    fn a_new_row_stands_beside_its_like_and_takes_the_points_that_are_left() {
        let json = r#"{"head":{},"indicators":[
            {"id":"a","level1":"产出指标","level2":"数量指标","name":"","points":"20.5"},
            {"id":"b","level1":"产出指标","level2":"质量指标","name":"","points":"-"},
            {"id":"c","level1":"效益指标","level2":"社会效益指标","name":"","points":"30"}]}"#;
        let goal: Goal = serde_json::from_str(json).expect("a goal");
        let rules = crate::pack::shipped().rules();
        let of = |level1: &str, level2: &str| {
            let mut row = Indicator::new(RowId::new("n"));
            (row.level1, row.level2) = (level1.into(), level2.into());
            (place_for(&goal, &row), points_left(&goal, &row, rules).text().to_owned())
        };
        assert_eq!(of("产出指标", "数量指标"), (1, "29.5".into()));
        assert_eq!(of("产出指标", "时效指标"), (2, "29.5".into()));
        assert_eq!(of("效益指标", "经济效益指标"), (3, String::new()));
        assert_eq!(of("满意度指标", "服务对象满意度指标"), (3, "10".into()));
        assert_eq!(of("别的", ""), (3, String::new()));
    }

    #[test]
    fn a_target_that_was_typed_stays() {
        let library = library();
        let mut row = Indicator::new(RowId::new("r1"));
        row.target = "20".into();
        fill(&mut row, library.by_code("IND0009").expect("an entry"), &library, &[]);
        assert_eq!(row.target.text(), "20");
    }

    #[test]
    fn cost_stands_where_the_rules_have_it() {
        let library = library();
        let cost = library.by_code("IND0013").expect("an entry");
        assert_eq!(cost.level1, "成本指标");
        let old = tree(&[("产出指标", &["数量指标", "成本指标"])]);
        assert_eq!(levels_of(cost, &old), ("产出指标".into(), "成本指标".into()));
        let new = tree(&[("成本指标", &["经济成本指标"]), ("产出指标", &["数量指标"])]);
        assert_eq!(levels_of(cost, &new), ("成本指标".into(), "经济成本指标".into()));
    }
}

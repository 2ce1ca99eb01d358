//! Indicators in use and what became of their entries; what units propose.

use hengping::domain::goal::Goal;
use hengping::domain::ids::PackId;
use hengping::domain::library::{LibraryLink, Proposal};
use hengping::library::{Fate, changed_for_goal, check_proposal, check_proposals};
use hengping::pack::shipped as packs;

use super::{library, shipped};

fn link(edition: &str, code: &str) -> LibraryLink {
    LibraryLink { library: PackId::new("t"), edition: edition.to_owned(), code: code.to_owned() }
}

#[test]
fn an_indicator_in_use_is_told_what_became_of_its_entry() {
    let then = library(&[
        r#"{"id":"A","name":"亮灯率","unit":"%"}"#,
        r#"{"id":"B","name":"盏数"}"#,
        r#"{"id":"C","name":"旧的"}"#,
        r#"{"id":"D","name":"没了"}"#,
        r#"{"id":"E","name":"并入"}"#,
    ])
    .library;
    let now = library(&[
        r#"{"id":"A","name":"亮灯率","unit":"％","target":"98"}"#,
        r#"{"id":"B","name":"盏 数","keys":"zhan shu"}"#,
        r#"{"id":"C","name":"旧的","mapped_to":"C2"}"#,
        r#"{"id":"C2","name":"较新","mapped_to":"C3"}"#,
        r#"{"id":"C3","name":"最新","replaces":["E"]}"#,
        r#"{"id":"X","name":"圈","mapped_to":"Y"}"#,
        r#"{"id":"Y","name":"圈","mapped_to":"X"}"#,
    ])
    .library;
    let mut now_edition = now.clone();
    now_edition.edition = "2".to_owned();
    let fate = |code: &str| changed_for_goal(&link("1", code), then.by_code(code), &now_edition);
    match fate("A") {
        Fate::Changed(changes) => {
            let shown: Vec<(&str, &str)> =
                changes.iter().map(|change| (change.old.as_str(), change.new.as_str())).collect();
            assert_eq!(shown, [("", "98")]);
        }
        other => panic!("{other:?}"),
    }
    assert!(
        matches!(fate("C"), Fate::Replaced { place: 4, ref changes } if !changes.is_empty()),
        "{:?}",
        fate("C")
    );
    assert!(matches!(fate("E"), Fate::Replaced { place: 4, .. }));
    assert_eq!(fate("D"), Fate::Gone);
    assert_eq!(fate("X"), Fate::Unknown, "a circle replaces nothing");
    assert_eq!(changed_for_goal(&link("2", "B"), None, &now_edition), Fate::Same);
    assert_eq!(then.link(1), Some(link("1", "B")));
    assert_eq!(changed_for_goal(&link("1", "B"), then.by_code("B"), &now_edition), Fate::Same);
    let other = LibraryLink { library: PackId::new("other"), ..link("1", "A") };
    assert_eq!(changed_for_goal(&other, None, &now_edition), Fate::OtherLibrary);
}

#[test]
fn a_proposal_is_checked_before_it_is_handed_in() {
    let library = shipped();
    let levels = &packs().rules().levels;
    let codes = |proposal: &Proposal| {
        let found = check_proposal(proposal, &library, levels);
        found.iter().map(|problem| problem.code()).collect::<Vec<_>>()
    };
    assert_eq!(codes(&Proposal::default()).len(), 8);
    let whole = Proposal {
        proposed_by: "市城管局".into(),
        reason: "现有指标没有".into(),
        sector: "市政工程".into(),
        level1: "产出指标".into(),
        level2: "数量指标".into(),
        name: "城市书房数量".into(),
        meaning: "建成开放的城市书房".into(),
        unit: "个".into(),
        sign: "≥".into(),
        ..Proposal::default()
    };
    assert_eq!(codes(&whole), [""; 0]);
    let known = Proposal { name: "维护 路灯盏数".into(), ..whole.clone() };
    assert_eq!(codes(&known), ["proposal-known"]);
    let elsewhere = Proposal { sector: "教育".into(), ..known };
    assert_eq!(codes(&elsewhere), [""; 0]);
    let words = Proposal { sign: "定性".into(), unit: String::new(), ..whole.clone() };
    assert_eq!(codes(&words), [""; 0]);
    let odd =
        Proposal { sign: "约".into(), level1: "别的指标".into(), name: "长".repeat(2000), ..whole };
    assert_eq!(codes(&odd), ["library-text-too-long", "library-sign-unknown", "library-level-unknown"]);
    let json = serde_json::to_string(&odd).expect("JSON");
    assert_eq!(serde_json::from_str::<Proposal>(&json).expect("a proposal"), odd);
}

/// What a goal proposes is checked row by row; what was picked from the library is proposed by nobody.
#[test]
fn the_proposals_of_a_goal_are_checked_with_its_unit() {
    let library = shipped();
    let link = r#"{"library":"indicators","edition":"1","code":"IND0001"}"#;
    let row = |id: &str, name: &str, more: &str| {
        format!(
            r#"{{"id":"{id}","level1":"产出指标","level2":"数量指标","name":"{name}","sign":"≥","target":"3","unit":"个",
            "grounds":{{"meaning":"建成开放的城市书房"{more}}}}}"#
        )
    };
    let rows = [
        row("r1", "城市书房数量", r#","proposed":"现有指标没有""#),
        row("r2", "城市书房座位数", r#","proposed":"""#),
        row("r3", "维护路灯盏数", r#","proposed":"需要""#),
        row("r4", "维护路灯盏数", &format!(r#","proposed":"","link":{link}"#)),
        row("r5", "没有申请", ""),
    ];
    let text = format!(r#"{{"head":{{"unit":"市城管局"}},"indicators":[{}]}}"#, rows.join(","));
    let mut goal: Goal = serde_json::from_str(&text).expect("a goal");
    let found = |goal: &Goal| -> Vec<String> {
        let found = check_proposals(goal, &library, &packs().rules().levels);
        found.iter().map(|(row, problem)| format!("{row} {}", problem.code())).collect()
    };
    assert_eq!(found(&goal), ["r2 proposal-without-reason", "r3 proposal-known"]);
    goal.head.unit.clear();
    assert_eq!(found(&goal)[0], "r1 proposal-without-unit");
    // A department's form names the department alone.
    goal.head.project = "市城市管理局".to_owned();
    assert_eq!(found(&goal), ["r2 proposal-without-reason", "r3 proposal-known"]);
}

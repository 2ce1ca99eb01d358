//! Reading is tolerant: what does not read is named with its place and left out, what nobody knows is kept.

use hengping::domain::finding::{LibraryProblem, PackProblem};
use hengping::library::{ReadFault, Sort, read};
use hengping::pack::{read as read_pack, shipped as packs};

use super::{library, pack, shipped};

#[test]
fn the_shipped_library_reads_whole_and_goes_back_whole() {
    let pack = packs().pack("indicators").expect("the library").clone();
    let raw = pack.raw.clone();
    let reading = hengping::library::Library::of_pack(pack).expect("a library");
    assert_eq!(reading.findings, []);
    assert_eq!(reading.library.entries().len(), 312);
    assert_eq!(reading.library.to_value(), raw);
    let lamps = reading.library.by_code("ＩＮＤ０００１").expect("the first");
    assert_eq!((lamps.name.as_str(), lamps.sort()), ("维护路灯盏数", Some(Sort::Core)));
    assert_eq!(lamps.printed_target(), "≥32000盏");
    assert!(lamps.rule().is_some());
    assert!(!reading.library.is_verified());
    assert!(shipped().entries().iter().all(|entry| entry.sign().is_some() && entry.sort().is_some()));
}

#[test]
fn what_is_broken_is_left_out_and_named_with_its_place() {
    let entry = |members: &str| format!(r#"{{"name":"名称","level1":"产出指标",{members}}}"#);
    let entries = [
        entry(r#""id":"A1""#),
        entry(r#""id":"Ａ１""#),
        entry(r#""id":"A2","unit":7"#),
        entry(r#""id":"A3","target":98.5"#),
        r#"{"id":"A4"}"#.to_owned(),
        r#"{"name":"无编码"}"#.to_owned(),
        "[]".to_owned(),
        entry(r#""id":"A5","rule":{"kind":"spell"},"sign":"约"#) + r#"""# + "}",
        entry(r#""id":"A6","weather":["晴"],"good":"好例""#),
    ];
    let entries: Vec<String> =
        entries.into_iter().map(|entry| entry.replace(r#"约}"}"#, r#"约"}"#)).collect();
    let texts: Vec<&str> = entries.iter().map(String::as_str).collect();
    let reading = library(&texts);
    let codes: Vec<&str> = reading.library.entries().iter().map(|entry| entry.code.as_str()).collect();
    assert_eq!(codes, ["A1", "A5", "A6"]);
    let told: Vec<(&str, &str)> =
        reading.findings.iter().map(|finding| (finding.at.as_str(), finding.problem.code())).collect();
    assert_eq!(
        told,
        [
            ("indicators[1]", "library-code-twice"),
            ("indicators[2]", "library-entry-malformed"),
            ("indicators[3]", "library-entry-malformed"),
            ("indicators[4]", "library-name-missing"),
            ("indicators[5]", "library-code-missing"),
            ("indicators[6]", "library-entry-malformed"),
            ("indicators[7]", "library-rule-unreadable"),
            ("indicators[7]", "library-sign-unknown"),
        ]
    );
    assert_eq!(reading.refused.len(), 6);
    let written = reading.library.to_value();
    assert_eq!(written["indicators"][1]["rule"]["kind"], "spell", "an unread rule is written again");
    assert_eq!(written["indicators"][2]["weather"][0], "晴");
    assert_eq!(written["indicators"][2]["good"][0], "好例");
}

#[test]
fn what_is_no_library_says_so() {
    let fault = |text: &str| read(text.as_bytes()).err();
    assert!(matches!(fault("{}"), Some(ReadFault::Pack(PackProblem::NotAPack))));
    assert!(matches!(fault(&pack("")), Some(ReadFault::Library(LibraryProblem::NoEntries))));
    let rules = pack("").replace("\"library\"", "\"rules\"");
    assert!(matches!(fault(&rules), Some(ReadFault::Library(LibraryProblem::NotALibrary { .. }))));
    let object = pack("").replace("[]}", "{}}");
    assert!(matches!(fault(&object), Some(ReadFault::Library(LibraryProblem::NoEntries))));
}

#[test]
fn names_without_end_and_signs_nobody_sees_are_findings() {
    let long = format!(r#"{{"id":"L","name":"{}"}}"#, "长".repeat(100_000));
    let hidden = "{\"id\":\"H\",\"name\":\"亮\u{200b}灯\u{202e}率\"}";
    let reading = library(&[&long, hidden]);
    assert_eq!(reading.library.entries().len(), 1);
    assert!(matches!(
        reading.findings[0].problem,
        LibraryProblem::TextTooLong { characters: 100_000, limit: 1000, .. }
    ));
    assert!(matches!(reading.findings[1].problem, LibraryProblem::InvisibleSigns { .. }));
    assert_eq!(reading.library.entries()[0].name, "亮\u{200b}灯\u{202e}率", "kept as it came");
}

/// A number where a text belongs spoils the entry; with a stated digest it spoils the pack.
#[test]
fn a_number_spoils_its_entry_alone() {
    let text = pack(r#"{"id":"A","name":"甲","target":9.5},{"id":"B","name":"乙"}"#);
    let reading = read(text.as_bytes()).expect("a library");
    assert_eq!(reading.library.entries().len(), 1);
    assert_eq!(reading.findings[0].at, "indicators[0]");
    let stamped = text.replace("\"basis\"", "\"digest\":\"sha256:00\",\"basis\"");
    assert!(matches!(read(stamped.as_bytes()), Err(ReadFault::Pack(PackProblem::NotJson { .. }))));
    assert!(read_pack(text.as_bytes()).is_ok());
}

#[test]
fn circles_of_mappings_are_named_once_and_never_walked_for_ever() {
    let reading = library(&[
        r#"{"id":"A","name":"甲","mapped_to":"B"}"#,
        r#"{"id":"B","name":"乙","mapped_to":"A"}"#,
        r#"{"id":"C","name":"丙","mapped_to":"A"}"#,
        r#"{"id":"D","name":"丁","mapped_to":"Z"}"#,
        r#"{"id":"E","name":"戊","mapped_to":{"library":"other","id":"Z"}}"#,
    ]);
    let told: Vec<(&str, String)> = reading
        .findings
        .iter()
        .map(|finding| (finding.at.as_str(), format!("{:?}", finding.problem)))
        .collect();
    assert_eq!(
        told,
        [
            ("indicators[3]", r#"MappingNowhere { code: "Z" }"#.to_owned()),
            ("indicators[0]", r#"MappingCycle { codes: "A→B→A" }"#.to_owned()),
        ]
    );
}

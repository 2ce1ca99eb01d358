//! The packs shipped read, hold together and pass their own cases; packs of others are refused
//! with the place.

use hengping::domain::finding::{PackProblem, Severity};
use hengping::pack::cases::{self, Miss};
use hengping::pack::{check, read, shipped};

#[test]
fn every_shipped_pack_holds_its_cases() {
    let shipped = shipped();
    let mut count = 0;
    for pack in shipped.packs() {
        let rules = shipped.rules_by(pack).expect("rules");
        for case in cases::run(pack, &rules) {
            assert_eq!(case.misses, [], "{} {}", pack.id, case.id);
            count += 1;
        }
    }
    assert!(count >= 85, "{count} cases");
}

#[test]
fn every_shipped_pack_is_free_of_errors() {
    let shipped = shipped();
    for pack in shipped.packs() {
        let found = check::check(pack, &shipped.rules_by(pack), shipped.packs());
        let grave: Vec<_> = found.iter().filter(|p| p.severity() != Severity::Hint).collect();
        assert!(grave.is_empty(), "{}: {grave:?}", pack.id);
    }
}

fn pack(sections: &str) -> String {
    format!(
        r#"{{"format":"hengping.pack","version":1,"id":"t","edition":"1","title":"t","kind":"rules",
            "basis":[{{"document":"d","verified":true}}]{sections}}}"#
    )
}

#[test]
fn a_pack_that_cannot_be_used_says_why() {
    let problem = |text: &str| read(text.as_bytes()).expect_err(text);
    assert_eq!(problem("{}"), PackProblem::NotAPack);
    assert!(matches!(problem("not json"), PackProblem::NotJson { .. }));
    let newer = pack("").replace("\"version\":1", "\"version\":2");
    assert_eq!(problem(&newer), PackProblem::NewerVersion { version: 2 });
    let unknown = pack("").replace("\"rules\"", "\"spells\"");
    assert_eq!(problem(&unknown), PackProblem::UnknownKind { kind: "spells".into() });
    let digest = pack(r#","digest":"sha256:00""#);
    assert!(matches!(problem(&digest), PackProblem::DigestDiffers { .. }));
    let float = pack(r#","cases":[{"points":8.5}]"#);
    assert!(matches!(problem(&float), PackProblem::NotJson { path, .. } if path == "cases[0].points"));
}

#[test]
fn a_right_digest_is_accepted() {
    let digest = read(pack("").as_bytes()).expect("a pack").digest;
    let stamped = pack(&format!(r#","digest":"{digest}""#));
    assert_eq!(read(stamped.as_bytes()).expect("a pack").digest, digest);
}

fn run(sections: &str) -> Vec<cases::CaseResult> {
    let pack = read(pack(sections).as_bytes()).expect("a pack");
    let rules = shipped().rules_by(&pack).expect("rules");
    cases::run(&pack, &rules)
}

#[test]
fn a_miss_names_what_was_expected_and_what_came() {
    let results = run(r#","cases":[{"id":"x","of":"rule","rule":{"kind":"attain","sign":"ge"},"points":"8",
            "measure":{"target":"50","actual":"45"},"expect":{"score":"7.30"}}]"#);
    let expected = Miss::Differs { what: "score".into(), expected: "7.30".into(), came: "7.20".into() };
    assert_eq!(results[0].misses, [expected]);
}

#[test]
fn a_case_of_an_unknown_sort_or_with_a_number_for_a_decimal_is_an_error_of_its_own() {
    let results = run(r#","cases":[{"id":"a","of":"light","expect":{"light":"red"}},
            {"id":"b","of":"rule","rule":{"kind":"yes_no"},"points":2,"measure":{"met":true},"expect":{"score":"2"}},
            {"id":"c","of":"grade","total":"95","expect":{"grade":"优"}}]"#);
    assert!(
        matches!(&results[0].misses[..], [Miss::Unusable(PackProblem::UnknownOf { of, .. })] if of == "light")
    );
    assert!(
        matches!(&results[1].misses[..], [Miss::Unusable(PackProblem::Malformed { path, .. })] if path == "cases[1].points")
    );
    assert_eq!(results[2].misses, []);
}

#[test]
fn own_bands_stand_over_the_shipped_ones() {
    let results = run(r#","bands":[{"name":"优","from":"80"},{"name":"其他","from":"0"}],
            "cases":[{"id":"a","of":"grade","total":"80","expect":{"grade":"优"}},
                     {"id":"b","of":"total","rows":[{"points":"100","score":"79.99"}],"expect":{"grade":"其他"}}]"#);
    assert!(results.iter().all(|case| case.misses.is_empty()), "{results:?}");
}

#[test]
fn rules_that_contradict_themselves_are_reported_with_their_place() {
    let text = pack(
        r#","cases":[{"id":"a","of":"rule","points":"1","measure":{},"expect":{"na":true},
            "rule":{"kind":"attain","sign":"le","pass":"60"}},
            {"id":"b","of":"rule","points":"1","measure":{},"expect":{"na":true},
            "rule":{"kind":"elements","elements":["x","y"],"shares":["50","40"]}},
            {"id":"c","of":"rule","points":"1","measure":{},"expect":{"na":true},
            "rule":{"kind":"guess"}}]"#,
    );
    let pack = read(text.as_bytes()).expect("a pack");
    let found = check::check(&pack, &shipped().rules_by(&pack), shipped().packs());
    let unused = PackProblem::UnusedField { path: "cases[0].rule".into(), field: "pass".into() };
    assert!(found.contains(&unused), "{found:?}");
    let sum = PackProblem::SharesNotSum { path: "cases[1].rule.shares".into(), sum: "90".into() };
    assert!(found.contains(&sum), "{found:?}");
    assert!(
        found
            .iter()
            .any(|p| matches!(p, PackProblem::Malformed { path, .. } if path == "cases[2].rule.kind")),
        "{found:?}"
    );
}

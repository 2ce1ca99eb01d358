//! The packs shipped read and pass their own cases; packs of others are refused with the place, and
//! rules come from the packs they should.

use hengping::domain::finding::PackProblem;
use hengping::pack::cases::{self, Miss};
use hengping::pack::{read, shipped};

#[test]
fn every_shipped_pack_holds_its_cases() {
    let shipped = shipped();
    let mut held = Vec::new();
    for pack in shipped.packs() {
        let rules = shipped.rules_by(pack).expect("rules");
        for case in cases::run(pack, &rules) {
            assert_eq!(case.misses, [], "{} {}", pack.id, case.id);
            held.push((case.of, case.id));
        }
    }
    for of in ["rule", "total", "grade", "split"] {
        assert!(held.iter().any(|(sort, _)| sort == of), "no case of {of} in {held:?}");
    }
    for pack in ["rules-2020", "rules-2021", "huaibei"] {
        let cases = shipped.pack(pack).and_then(|pack| pack.raw["cases"].as_array());
        assert!(cases.is_some_and(|cases| !cases.is_empty()), "{pack} proves nothing");
    }
}

pub(crate) fn pack(sections: &str) -> String {
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
    let float = pack(r#","bands":[{"name":"优","from":90.5}]"#);
    assert!(matches!(problem(&float), PackProblem::NotJson { path, .. } if path == "bands[0].from"));
    let stamped = pack(r#","digest":"sha256:00","cases":[{"points":8.5}]"#);
    assert!(matches!(problem(&stamped), PackProblem::NotJson { path, .. } if path == "cases[0].points"));
}

/// Packs are also written by programs that know only floats: the other cases still tell something.
#[test]
fn a_number_that_should_be_a_text_fails_its_own_case_only() {
    let good = r#"{"of":"grade","total":"90","expect":{"grade":"优"}}"#;
    let rule = |rule: &str, points: &str, measure: &str| {
        format!(
            r#"{{"of":"rule","rule":{rule},"points":{points},"measure":{measure},"expect":{{"score":"9"}}}}"#
        )
    };
    let ge = r#"{"kind":"attain","sign":"ge"}"#;
    let bad = [
        (rule(ge, r#""10""#, r#"{"target":"50","actual":45.5}"#), "measure.actual"),
        (rule(ge, r#""10""#, r#"{"target":"50","actual":99999999999999999999}"#), "measure.actual"),
        (rule(ge, r#""10""#, r#"{"target":"50","actual":45}"#), "measure.actual"),
        (rule(ge, "10", r#"{"target":"50","actual":"45"}"#), "points"),
        (rule(r#"{"kind":"attain","sign":"ge","pass":60}"#, r#""10""#, "{}"), "rule.pass"),
        (rule(ge, r#""10""#, r#"{"target":"5","ratio":["甲","乙"],"甲":1,"乙":"2"}"#), "measure.甲"),
    ];
    for (case, place) in bad {
        let results = run(&format!(r#","cases":[{good},{case},{good}]"#));
        assert_eq!((&results[0].misses, &results[2].misses), (&vec![], &vec![]));
        match results[1].misses.as_slice() {
            [Miss::Unusable(PackProblem::Malformed { path, detail })] => {
                assert_eq!(*path, format!("cases[1].{place}"), "{case}");
                assert!(detail.contains("字符串"), "{detail}");
            }
            other => panic!("{case}: {other:?}"),
        }
    }
}

/// What is written beside the figures asked for, and a figure that is null, spoil nothing.
#[test]
fn a_measure_may_hold_more_than_is_asked() {
    let results = run(
        r#","cases":[{"of":"rule","rule":{"kind":"survey","positive":["满意"],"then":{"kind":"attain","sign":"ge"}},
            "points":"10","measure":{"counts":{"满意":45,"一般":5},"valid":50,"note":["x"],"target":"90"},"expect":{"score":"10"}},
            {"of":"rule","rule":{"kind":"attain","sign":"ge"},"points":"10",
             "measure":{"ratio":["甲","乙"],"甲":"3","乙":null,"target":"90"},"expect":{"unscorable":true}}]"#,
    );
    assert!(results.iter().all(|result| result.misses.is_empty()), "{results:?}");
}

/// `ratio` and `change` may name a figure that is also one of the measure's own fields.
#[test]
fn a_computed_measure_may_name_the_fields_of_the_measure() {
    let bands = r#"{"kind":"bands","bands":[{"from":"90","share":"100"},{"from":"0","share":"0"}]}"#;
    let ge = r#"{"kind":"attain","sign":"ge"}"#;
    for (rule, measure, score) in [
        (bands, r#"{"ratio":["spent","budget"],"spent":"90","budget":"100"}"#, "10.00"),
        (bands, r#"{"change":["low","high"],"low":"100","high":"195"}"#, "10.00"),
        (ge, r#"{"actual":{"ratio":["a","target"]},"a":"40","target":"50"}"#, "10.00"),
        (ge, r#"{"target":"100","actual":{"ratio":["spent","budget"]},"spent":"9","budget":"10"}"#, "9.00"),
    ] {
        let results = run(&format!(
            r#","cases":[{{"of":"rule","rule":{rule},"points":"10","measure":{measure},"expect":{{"score":"{score}"}}}}]"#
        ));
        assert_eq!(results[0].misses, [], "{measure}");
    }
    let circle = run(&format!(
        r#","cases":[{{"of":"rule","rule":{ge},"points":"10","measure":{{"target":"5","actual":{{"ratio":["actual","target"]}}}},"expect":{{"unscorable":true}}}}]"#
    ));
    assert_eq!(circle[0].misses, []);
}

#[test]
fn what_is_left_out_or_null_is_the_shipped_rule() {
    let head = r#""format":"hengping.pack","version":1,"id":"t","edition":"1","title":"t","kind":"rules""#;
    let case = r#""cases":[{"of":"grade","total":"89.995","expect":{"grade":"优"}}]"#;
    let nulls = r#""basis":null,"bands":null,"na":null,"digest":null"#;
    for text in [format!("{{{head},{case}}}"), format!("{{{head},{nulls},{case}}}")] {
        let pack = read(text.as_bytes()).expect("a pack");
        let results = cases::run(&pack, &shipped().rules_by(&pack).expect("rules"));
        assert_eq!(results.len(), 1);
        assert_eq!(results[0].misses, []);
    }
    let none = read(format!("{{{head},\"cases\":null}}").as_bytes()).expect("a pack");
    assert_eq!(cases::run(&none, shipped().rules()), []);
}

#[test]
fn faults_are_told_without_the_words_of_a_library() {
    let case = |given: &str| format!(r#","cases":[{{{given},"expect":{{"score":"1"}}}}]"#);
    for given in [
        r#""of":"split","total":"90","n":-1"#,
        r#""of":"split","total":"90","n":"7""#,
        r#""of":"rule","points":"1","rule":{"kind":"yes_no"},"measure":{"met":"yes"}"#,
        r#""of":"rule","points":"1","rule":{"kind":"yes_no"},"measure":{"ratio":["a","b","c"]}"#,
        r#""of":"rule","points":"1","rule":{"kind":"yes_no"},"measure":{"counts":{"满意":"4"}}"#,
        r#""of":"rule","points":"1","rule":{"kind":"yes_no"},"measure":7"#,
        r#""of":"rule","points":"1","rule":"ge","measure":{}"#,
        r#""of":"rule","points":"1","rule":{"kind":"attain","sign":"more"},"measure":{}"#,
        r#""of":"rule","points":"1","rule":{"kind":"bands","bands":{}},"measure":{}"#,
        r#""of":"rule","points":"1","rule":{"kind":"survey","positive":[],"then":{"kind":"bands","bands":[{"from":"1"}]}},"measure":{}"#,
    ] {
        let results = run(&case(given));
        let [Miss::Unusable(PackProblem::Malformed { path, detail })] = results[0].misses.as_slice() else {
            panic!("{given}: {results:?}");
        };
        assert!(path.starts_with("cases[0]"), "{path}");
        let english = ["expected", "invalid", "variant", "i64", "usize", "struct", "field"];
        assert!(!english.iter().any(|word| detail.contains(word)), "{given}: {detail}");
    }
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

/// What the 2021 rules share with those of 2020 is said once, and both are stamped.
#[test]
fn the_rules_of_2021_say_only_what_they_change() {
    let (base, pack) = (shipped().rules_pack().expect("2020"), shipped().pack("rules-2021").expect("2021"));
    let members = |pack: &hengping::pack::Pack| {
        let own = pack.raw["self_evaluation"].as_object().expect("a section").clone();
        let own = own.into_iter().map(|(key, value)| (format!("self_evaluation.{key}"), value));
        let sections = ["levels", "profiles", "bands", "na"];
        let sections = sections.map(|name| (name.to_owned(), pack.raw[name].clone()));
        own.chain(sections)
            .filter(|(_, value)| !value.is_null())
            .collect::<std::collections::BTreeMap<_, _>>()
    };
    let shared: Vec<_> =
        members(pack).into_iter().filter(|member| members(base).get(&member.0) == Some(&member.1)).collect();
    assert_eq!(shared, []);
    let force = shipped().in_force(pack).expect("rules");
    assert_eq!(
        force.packs.iter().map(|pack| pack.id.to_string()).collect::<Vec<_>>(),
        ["rules-2021", "rules-2020"]
    );
    assert_eq!(force.rules.bands, shipped().rules().bands);
}

#[test]
fn a_locality_is_scored_by_the_rules_it_names() {
    let locality = |packs: &str| {
        let text = pack(&format!(r#","packs":[{packs}]"#)).replace(r#""rules","#, r#""locality","#);
        read(text.as_bytes()).expect("a pack")
    };
    let ids = |pack: &hengping::pack::Pack| {
        let force = shipped().in_force(pack).expect("rules");
        force.packs.iter().map(|pack| pack.id.to_string()).collect::<Vec<_>>()
    };
    let city = locality(r#"{"id":"checks"},{"id":"rules-2021"}"#);
    assert_eq!(ids(&city), ["t", "rules-2021", "rules-2020"]);
    let by_name = shipped().pack("rules-2021").map(|pack| shipped().rules_by(pack).expect("rules"));
    assert_eq!(shipped().rules_by(&city).ok(), by_name);
    assert_eq!(ids(&locality("")), ["t", "rules-2020"]);
    assert_eq!(shipped().rules_pack().map(ids), Some(vec!["rules-2020".to_owned()]));
    assert_eq!(
        shipped().in_force(&locality(r#"{"id":"rules-1999"}"#)).err(),
        Some(PackProblem::PackMissing { id: "rules-1999".into() })
    );
}

//! The keeper worker's questions and answers, from making a key to taking an import back.

use hengping::bundle::json;
use hengping::desk::answer;
use serde_json::{Value, json};

fn ask(question: Value, file: &[u8]) -> Value {
    json::read(answer(&question.to_string(), file).as_bytes()).expect("strict JSON")
}

fn cases() -> Value {
    let text = std::fs::read("tests/cases/bundles/cases.json").expect("the cases");
    json::read(&text).expect("JSON")["cases"].take()
}

fn submission(cases: &Value, lineages: &Value) -> Value {
    let key = ask(json!({ "do": "key", "random": vec![9; 32] }), b"")["key"].take();
    let answer = ask(
        json!({
            "do": "seal", "secret": key["secret"], "from": { "role": "unit", "id": "219001", "name": "汤溪镇" },
            "year": 2022, "made_at": "2023-01-31T08:00:00Z", "cases": cases, "lineages": lineages,
        }),
        b"",
    );
    assert_eq!(answer["fault"], Value::Null);
    answer
}

#[test]
fn a_submission_goes_from_one_desk_to_another_and_back_out() {
    let mut own = cases();
    let sealed = submission(&own, &json!([]));
    assert_eq!((&sealed["documents"], &sealed["left_out"]), (&json!(2), &json!([])));
    let file = sealed["bundle"].as_str().expect("text").as_bytes();
    let staged = ask(json!({ "do": "stage", "cases": [] }), file);
    assert_eq!((&staged["digest"], &staged["counts"]["new"]), (&sealed["digest"], &json!(2)));
    assert!(staged["signer"].is_string() && staged["findings"] == json!([]));

    let taken =
        ask(json!({ "do": "take", "cases": [], "choices": { "0": "leave" }, "ids": ["a", "b"] }), file);
    assert_eq!((&taken["taken"], &taken["left"]), (&json!(1), &json!(1)));
    let change = &taken["changes"][0];
    assert_eq!((&change["before"], &change["after"]["id"]), (&Value::Null, &json!("a")));

    own[0]["goal"]["annual_goal"] = json!("改了");
    let second = submission(&own, &sealed["lineages"]);
    let file = second["bundle"].as_str().expect("text").as_bytes();
    let here = json!({ "do": "stage", "cases": cases(), "lineages": sealed["lineages"] });
    let staged = ask(here, file);
    assert_eq!(staged["items"][0]["state"], "changed");
    assert_eq!(
        staged["items"][0]["about"],
        json!([{ "place": "goal/expected", "old": "完成田园环境整治。", "new": "改了" }])
    );
    let undone =
        json!({ "do": "undo", "cases": [change["after"]], "lineages": [], "changes": taken["changes"] });
    assert_eq!(ask(undone, b"")["restored"], json!([{ "case": "a", "to": null, "lineages": [] }]));
    let edited = json!({ "do": "undo", "cases": own, "lineages": [], "changes": taken["changes"] });
    assert_eq!(ask(edited, b"")["edited"], json!(["a"]));
}

#[test]
fn a_key_comes_from_the_bytes_that_were_drawn() {
    assert_eq!(ask(json!({ "do": "key", "random": vec![0; 32] }), b""), json!({ "key": null }));
    let key = ask(json!({ "do": "key", "random": vec![9; 32] }), b"");
    assert_eq!(key["key"]["public"]["crv"], "P-256");
}

#[test]
fn what_cannot_be_answered_says_why() {
    for question in ["", "{}", r#"{"do":"dance"}"#, r#"{"do":"seal"}"#] {
        let answer = json::read(answer(question, b"").as_bytes()).expect("JSON");
        assert!(answer["fault"].is_string(), "{question}");
    }
    let staged = ask(json!({ "do": "stage", "cases": [] }), b"PK nothing");
    assert_eq!(staged["findings"][0]["code"], "archive-broken");
    let fork = ask(json!({ "do": "take", "cases": [], "ids": [] }), b"{}");
    assert!(fork["fault"].as_str().is_some_and(|fault| fault.contains("不是数据包")));
}

#[test]
fn an_undecided_fork_is_handed_back() {
    let mut other = cases();
    other[0]["goal"]["annual_goal"] = json!("别的");
    let sealed = submission(&cases(), &json!([]));
    let file = sealed["bundle"].as_str().expect("text").as_bytes();
    let asked = |choices: Value| json!({ "do": "take", "cases": other, "lineages": [], "choices": choices, "ids": ["a", "b"] });
    assert_eq!(ask(asked(json!({})), file), json!({ "unchosen": [0] }));
    assert_eq!(ask(asked(json!({ "0": "take" })), file)["taken"], 1);
    assert_eq!(ask(asked(json!({ "0": "apart" })), file)["changes"][0]["after"]["id"], "a");
    assert_eq!(ask(asked(json!({ "0": { "into": "c-2022-1" } })), file)["changes"][0]["before"], other[0]);
}

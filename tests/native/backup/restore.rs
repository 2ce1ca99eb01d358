//! What a restore would change, what it changes, and how it is taken back.

use serde_json::{Value, json};

use super::{ask, cases, file_of, lineages, plain, question, with};

fn look(cases: &Value, lineages: &Value, file: &[u8]) -> Value {
    ask(json!({ "do": "open_backup", "cases": cases, "lineages": lineages }), file)
}

fn restore(cases: &Value, lineages: &Value, choices: Value, file: &[u8]) -> Value {
    let asked = json!({
        "do": "restore", "cases": cases, "lineages": lineages, "choices": choices, "ids": ["fresh"],
    });
    ask(asked, file)
}

fn edited() -> Value {
    let mut here = cases();
    here[0]["goal"]["annual_goal"] = json!("后来改的");
    here[0]["policy"] = json!("乡村振兴");
    here
}

#[test]
fn restored_twice_is_the_same_the_second_time() {
    let first = restore(&json!([]), &json!([]), json!({}), &plain());
    let change = &first["changes"][0];
    let (here, lineages) = (json!([change["after"]]), &change["lineages_after"]);
    let again = look(&here, lineages, &plain());
    assert_eq!(again["counts"], json!({ "new": 0, "changed": 0, "same": 1, "refused": 0, "quarantine": 1 }));
    assert_eq!(again["items"][0]["revisions"], false);
    assert_eq!(restore(&here, lineages, json!({}), &plain())["changes"], json!([]));
}

#[test]
fn a_change_is_shown_field_by_field_and_must_be_decided() {
    let item = look(&edited(), &lineages(), &plain())["items"][0].take();
    assert_eq!((&item["state"], &item["case"]["id"]), (&json!("changed"), &json!("c-2022-1")));
    assert_eq!(
        item["about"],
        json!([
            { "place": "case/policy", "label": "所属政策", "old": "乡村振兴", "new": null },
            { "place": "goal/expected", "label": "年度目标", "old": "后来改的", "new": "完成田园环境整治。" },
        ])
    );
    assert_eq!(restore(&edited(), &lineages(), json!({}), &plain()), json!({ "unchosen": [0] }));
    let left = restore(&edited(), &lineages(), json!({ "0": "leave" }), &plain());
    assert_eq!((&left["changes"], &left["left"]), (&json!([]), &json!(1)));
}

#[test]
fn a_field_of_the_goal_form_is_called_as_the_form_calls_it() {
    let mut here = cases();
    here[0]["goal"]["facts"] = json!([{ "key": "begin", "text": "2022-03-01" }]);
    let item = look(&here, &lineages(), &plain())["items"][0].take();
    assert_eq!(item["about"][0]["label"], "项目开始日期", "{item}");
}

#[test]
fn a_change_taken_says_what_it_replaces() {
    let taken = restore(&edited(), &lineages(), json!({ "0": "take" }), &plain());
    let change = &taken["changes"][0];
    assert_eq!((&change["before"], &change["after"]), (&edited()[0], &cases()[0]));
}

#[test]
fn a_case_taken_apart_stands_beside_the_one_here() {
    let taken = restore(&edited(), &lineages(), json!({ "0": "apart" }), &plain());
    let change = &taken["changes"][0];
    assert_eq!((&change["before"], &change["after"]["id"]), (&Value::Null, &json!("fresh")));
    assert_eq!((&change["after"]["goal"], &change["lineages_after"]), (&cases()[0]["goal"], &json!([])));
    let none = json!({ "do": "restore", "cases": edited(), "choices": { "0": "apart" }, "ids": [] });
    assert!(ask(none, &plain())["fault"].is_string());
}

#[test]
fn a_case_is_known_again_by_year_unit_and_code() {
    let mut here = cases();
    here[0]["id"] = json!("imported");
    assert_eq!(look(&here, &json!([]), &plain())["items"][0]["state"], "same");
    here[0]["money"] = json!("1");
    assert_eq!(look(&here, &json!([]), &plain())["items"][0]["about"][0]["place"], "case/money");
    let taken = restore(&here, &json!([]), json!({ "0": "take" }), &plain());
    let change = &taken["changes"][0];
    assert_eq!((&change["before"], &change["after"]["id"]), (&here[0], &json!("imported")));
    assert_eq!(change["lineages_after"][0]["case"], "imported");
    here[0]["code"] = json!("");
    assert_eq!(look(&here, &json!([]), &plain())["items"][0]["state"], "new");
}

#[test]
fn knowledge_of_what_was_handed_in_comes_back_with_the_same_content() {
    let item = look(&cases(), &json!([]), &plain())["items"][0].take();
    assert_eq!((&item["state"], &item["revisions"]), (&json!("same"), &json!(true)));
    let taken = restore(&cases(), &json!([]), json!({}), &plain());
    let change = &taken["changes"][0];
    assert_eq!((&change["before"], &change["after"]), (&cases()[0], &cases()[0]));
    assert_eq!((&change["lineages_before"], &change["lineages_after"]), (&json!([]), &lineages()));
    assert_eq!((&taken["taken"], &taken["left"]), (&json!(0), &json!(1)));
    let left = restore(&cases(), &json!([]), json!({ "0": "leave" }), &plain());
    assert_eq!(left["changes"], json!([]));
}

/// A device that has handed in since the backup goes on from its own revision, not from the older one.
#[test]
fn an_old_backup_does_not_forget_what_was_handed_in_since() {
    let mut later = lineages();
    let first = later[0]["revision"].clone();
    later[0]["earlier"] = json!([first]);
    later[0]["revision"] = json!(format!("sha256:{}", "a".repeat(64)));
    let taken = restore(&edited(), &later, json!({ "0": "take" }), &plain());
    assert_eq!(taken["changes"][0]["lineages_after"], later);
    // The other way round the backup's is the later one.
    let newer = file_of(with(question(), "lineages", later.clone()));
    let taken = restore(&cases(), &lineages(), json!({}), &newer);
    assert_eq!(taken["changes"][0]["lineages_after"], later);
}

#[test]
fn rows_in_another_order_are_a_change_that_is_shown() {
    let mut here = cases();
    let rows = here[0]["self_evaluation"]["rows"].as_array_mut().expect("rows");
    assert!(rows.len() > 1, "{rows:?}");
    rows.reverse();
    let item = look(&here, &lineages(), &plain())["items"][0].take();
    let place = "self_evaluation/indicators/r1/order";
    let row = json!([{ "place": place, "label": "「整治面积」的行次", "old": "3", "new": "1" }]);
    assert_eq!(item["about"], row);
}

#[test]
fn blanks_that_nobody_sees_are_a_change_all_the_same() {
    let mut here = cases();
    let rows = here[0]["self_evaluation"]["rows"].as_array_mut().expect("rows");
    rows[0]["not_applicable"] = json!("");
    let item = look(&here, &lineages(), &plain())["items"][0].take();
    assert_eq!(
        item["about"],
        json!([{ "place": "case/", "label": "行的次序或空白处", "old": null, "new": null }])
    );
}

#[test]
fn a_case_that_does_not_read_is_refused_and_the_others_are_not() {
    let mut many = cases();
    let mut second = many[0].clone();
    second["id"] = json!("c2");
    second["code"] = json!("");
    let rows = second["self_evaluation"]["rows"].as_array_mut().expect("rows");
    let double = rows[0].clone();
    rows.push(double);
    many.as_array_mut().expect("cases").push(second);
    let answer = ask(with(question(), "cases", many), b"");
    assert_eq!(answer["findings"][0]["code"], "backup-case-unreadable");
    let file = answer["backup"].as_str().expect("text").as_bytes();
    let looked = look(&json!([]), &json!([]), file);
    assert_eq!(looked["counts"]["new"], 1);
    let refused = &looked["items"][1];
    assert_eq!((&refused["state"], &refused["case"]["id"]), (&json!("refused"), &json!("c2")));
    assert!(refused["why"].as_str().is_some_and(|why| why.contains("读不懂")), "{refused}");
    assert_eq!(restore(&json!([]), &json!([]), json!({}), file)["taken"], 1);
}

#[test]
fn two_cases_of_one_id_do_not_replace_each_other() {
    let mut many = cases();
    let mut second = many[0].clone();
    second["name"] = json!("另一个");
    many.as_array_mut().expect("cases").push(second);
    let file = file_of(with(question(), "cases", many));
    let looked = look(&json!([]), &json!([]), &file);
    assert_eq!((&looked["counts"]["new"], &looked["counts"]["refused"]), (&json!(1), &json!(1)));
    assert!(looked["items"][1]["why"].as_str().is_some_and(|why| why.contains("c-2022-1")));
}

//! The keeper worker's questions and answers, from making a key to taking an import back.

use hengping::bundle::json;
use hengping::desk::answer;
use serde_json::{Value, json};

fn lines(question: &str, file: &[u8]) -> Vec<Value> {
    let answer = answer(question, file);
    let read = |line: &str| match line {
        "" => Value::Null,
        line => json::read(line.as_bytes()).expect("strict JSON"),
    };
    answer.lines().map(read).collect()
}

/// Asks what is answered in one line.
fn ask(question: Value, file: &[u8]) -> Value {
    let mut answer = lines(&question.to_string(), file);
    assert_eq!(answer.len(), 1);
    answer.remove(0)
}

/// Asks with cases below, each with the lineages that belong to it.
fn ask_below(question: Value, cases: &Value, lineages: &Value, file: &[u8]) -> Vec<Value> {
    let mut text = question.to_string();
    for case in cases.as_array().expect("cases") {
        let lineages = lineages.as_array().expect("lineages").iter();
        let own: Vec<&Value> = lineages.filter(|lineage| lineage["case"] == case["id"]).collect();
        text.push_str(&format!("\n{case}\n{}", json!(own)));
    }
    lines(&text, file)
}

fn cases() -> Value {
    let text = std::fs::read("tests/cases/bundles/cases.json").expect("the cases");
    json::read(&text).expect("JSON")["cases"].take()
}

struct Sealed {
    head: Value,
    drawn: String,
    file: Vec<u8>,
    parties: Value,
    lineages: Value,
}

fn submission(cases: &Value, lineages: &Value) -> Sealed {
    let key = ask(json!({ "do": "key", "random": vec![9; 32] }), b"")["key"].take();
    let digest = format!("sha256:{}", "0".repeat(64));
    let question = json!({
        "do": "seal", "key": key, "made_at": "2023-01-31T08:00:00Z",
        "packs": [{ "id": "rules-2020", "edition": "2020.1", "digest": digest }],
        "fields": { "year": "2022", "role": "unit", "id": "219001", "name": "汤溪镇", "to_name": "婺城区财政局" },
    });
    let answer = ask_below(question, cases, lineages, b"");
    let head = answer[0].clone();
    assert_eq!(head["fault"], Value::Null, "{head}");
    let lineages = answer[4..].iter().filter_map(Value::as_array).flatten().cloned().collect();
    Sealed {
        head,
        drawn: answer[1].to_string(),
        file: answer[2].to_string().into_bytes(),
        parties: answer[3].clone(),
        lineages,
    }
}

/// Stages a file: the head of the answer, and the report as it is drawn.
fn staged(cases: &Value, lineages: &Value, file: &[u8]) -> (Value, String) {
    let answer = ask_below(json!({ "do": "stage" }), cases, lineages, file);
    (answer[0].clone(), answer[1].to_string())
}

#[test]
fn a_submission_goes_from_one_desk_to_another() {
    let (mut own, none) = (cases(), json!([]));
    let sealed = submission(&own, &none);
    assert_eq!(sealed.head["documents"], 2);
    let file = sealed.file.as_slice();
    let (report, drawn) = staged(&none, &none, file);
    assert_eq!((&report["digest"], &report["useful"]), (&sealed.head["digest"], &json!(true)));
    assert_eq!(report["counts"]["new"], 2);
    assert!(drawn.contains(sealed.head["code"].as_str().expect("a code")), "{drawn}");

    let digest = &sealed.head["digest"];
    let question = json!({ "do": "take", "fields": { "at:0": "leave" }, "stem": "a-", "digest": digest });
    let taken = lines(&question.to_string(), file);
    let counts = ["taken", "left", "changes"].map(|of| taken[0][of].as_u64());
    assert_eq!(counts, [Some(1); 3]);
    let [before, after, lineages_before, lineages_after] = &taken[1..] else { panic!("{taken:?}") };
    assert_eq!((before, &after["id"]), (&Value::Null, &json!("a-00001")));
    assert_eq!((lineages_before, &lineages_after[0]["case"]), (&none, &json!("a-00001")));

    own[0]["goal"]["annual_goal"] = json!("改了");
    let second = submission(&own, &sealed.lineages);
    let (report, drawn) = staged(&cases(), &sealed.lineages, &second.file);
    assert_eq!((&report["counts"]["changed"], &report["counts"]["same"]), (&json!(1), &json!(1)));
    let cells = ["年度目标", "完成田园环境整治。", "改了"].map(|text| format!(r#"["td",[],["{text}"]]"#));
    assert!(drawn.contains(&cells.join(",")), "{drawn}");
    let again = staged(&own, &second.lineages, &second.file).0;
    assert_eq!((&again["counts"]["same"], &again["useful"]), (&json!(2), &json!(false)));
}

/// Fields that the documents hold by key are told by their label, those of the subject's own form first.
#[test]
fn what_differs_is_told_in_the_words_of_the_form() {
    let (mut own, none) = (cases(), json!([]));
    own[0]["subject"] = json!("policy");
    let here = own.clone();
    let sealed = submission(&own, &none);
    own[0]["goal"]["facts"] =
        json!([{"key": "basis", "text": "某政策"}, {"key": "begin", "text": "2024-01-01"}]);
    own[0]["goal"]["self_check"] = json!([{"item": "complete", "grade": "优", "note": ""}]);
    let second = submission(&own, &sealed.lineages);
    let (report, drawn) = staged(&here, &sealed.lineages, &second.file);
    assert_eq!(report["counts"]["changed"], 1);
    for label in ["政策依据", "政策开始日期", "：结论"] {
        assert!(drawn.contains(label), "{label} in {drawn}");
    }
    for key in ["填报事项", "审核问题", "立项依据"] {
        assert!(!drawn.contains(key), "{key} in {drawn}");
    }
}

#[test]
fn a_submission_says_how_many_indicators_it_proposes() {
    let (mut own, none) = (cases(), json!([]));
    let said = "申请入库的指标";
    assert!(!submission(&own, &none).drawn.contains(said));
    own[0]["goal"]["indicators"][0]["grounds"]["proposed"] = json!("现有指标没有");
    let sealed = submission(&own, &none);
    assert!(sealed.drawn.contains(said) && sealed.drawn.contains("1 项"), "{}", sealed.drawn);
    let form = ask_below(json!({ "do": "hand_in", "key": null, "parties": null }), &own, &none, b"");
    assert!(form[1].to_string().contains("申请入库的指标 1 项随目标报送。"), "{}", form[1]);
}

#[test]
fn a_submission_says_from_whom_to_whom_and_by_which_packs() {
    let sealed = submission(&cases(), &json!([]));
    let bundle = json::read(&sealed.file).expect("a bundle");
    let header = &bundle["header"];
    assert_eq!(header["packs"][0]["id"], "rules-2020");
    assert_eq!(header["from"], json!({ "role": "unit", "id": "219001", "name": "汤溪镇" }));
    assert_eq!(header["to"], json!({ "role": "bureau", "id": "", "name": "婺城区财政局" }));
    let remembered =
        json!({ "role": "unit", "id": "219001", "name": "汤溪镇", "to_id": "", "to_name": "婺城区财政局" });
    assert_eq!(sealed.parties, remembered);
    let code = sealed.head["code"].as_str().expect("a code");
    assert_eq!(sealed.head["file"], format!("报送包-219001-2022-{code}.json"));
    assert!(sealed.drawn.contains(code));
}

#[test]
fn the_form_asks_for_one_year_and_leaves_demonstrations_out() {
    let mut all = cases().as_array().expect("cases").clone();
    let other = |id: &str, member: &str, value: Value| {
        let mut other = cases()[0].take();
        other["id"] = json!(id);
        other[member] = value;
        other
    };
    all.extend([other("c-2021-1", "year", json!(2021)), other("d", "demo", json!(true))]);
    let form = |cases: Value| {
        let question = json!({ "do": "hand_in", "key": null, "parties": null, "errors": { "c-2022-1": 3 } });
        ask_below(question, &cases, &json!([]), b"")
    };
    let answer = form(json!(all));
    assert_eq!(answer[0]["useful"], true);
    let drawn = answer[1].to_string();
    for words in ["演示项目 1 个不能报送", "错误 3", "219001"] {
        assert!(drawn.contains(words), "{drawn}");
    }
    assert_eq!(drawn.matches(r#"["type","radio"]"#).count(), 2);
    assert_eq!(form(json!([all[all.len() - 1]]))[0]["useful"], false);
    let sealed = submission(&json!(all), &json!([]));
    assert_eq!((&sealed.head["documents"], sealed.lineages.as_array().map(Vec::len)), (&json!(2), Some(2)));
}

#[test]
fn what_was_looked_at_is_what_is_taken() {
    let sealed = submission(&cases(), &json!([]));
    let other = json!({ "do": "take", "stem": "a", "digest": "sha256:00" });
    let fault = ask(other, &sealed.file)["fault"].take();
    assert!(fault.as_str().is_some_and(|fault| fault.contains("又有变化")), "{fault}");
}

#[test]
fn a_case_without_a_document_is_left_out_and_its_revisions_stay_known() {
    let mut own = cases();
    let first = submission(&own, &json!([]));
    own[0].as_object_mut().expect("a case").remove("goal");
    let without_goal = submission(&own, &first.lineages);
    assert_eq!(without_goal.head["documents"], 1);
    assert_eq!(without_goal.lineages.as_array().map(Vec::len), Some(2));
    own[0].as_object_mut().expect("a case").remove("self_evaluation");
    own[0]["name"] = json!("空项目");
    let mut both = cases().as_array().expect("cases").clone();
    both.push(own[0].clone());
    assert!(submission(&json!(both), &json!([])).drawn.contains("没有装入：“空项目”"));
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
    let (report, drawn) = staged(&json!([]), &json!([]), b"PK nothing");
    assert_eq!(report["useful"], false);
    assert!(drawn.contains("压缩包已损坏"), "{drawn}");
    let fault = ask(json!({ "do": "take", "stem": "a" }), b"{}")["fault"].take();
    assert!(fault.as_str().is_some_and(|fault| fault.contains("不是数据包")));
    let torn = answer("{\"do\":\"stage\"}\n{\"id\":\"c1\"\n[]", b"");
    assert!(torn.contains("fault"), "{torn}");
}

#[test]
fn an_undecided_fork_is_handed_back() {
    let mut other = cases();
    other[0]["goal"]["annual_goal"] = json!("别的");
    let sealed = submission(&cases(), &json!([]));
    let taking = |more: Value| {
        let mut question = json!({ "do": "take", "stem": "a" });
        question.as_object_mut().expect("a question").extend(more.as_object().expect("members").clone());
        ask_below(question, &other, &json!([]), &sealed.file)
    };
    assert_eq!(taking(json!({})), [json!({ "unchosen": [0] })]);
    assert_eq!(taking(json!({ "fields": { "at:0": "take" } }))[0]["taken"], 1);
    assert_eq!(taking(json!({ "fields": { "group:fork": "take", "at:0": "" } }))[0]["taken"], 1);
    let over = json!({ "fields": { "group:fork": "take", "at:0": "leave" } });
    assert_eq!(taking(over)[0]["taken"], 0, "one document's own choice goes before its group's");
    assert_eq!(taking(json!({ "fields": { "at:0": "apart" } }))[2]["id"], "a00001");
    assert_eq!(taking(json!({ "fields": { "at:0": "into:c-2022-1" } }))[1], other[0]);
}

#[test]
fn a_report_is_never_longer_than_a_person_can_read() {
    let many: Value = (0..150)
        .map(|n| {
            let mut case = cases()[0].take();
            case["id"] = json!(format!("c{n}"));
            case["code"] = json!(format!("code-{n}"));
            case["name"] = json!("长".repeat(1_900));
            case
        })
        .collect();
    let sealed = submission(&many, &json!([]));
    let (report, drawn) = staged(&json!([]), &json!([]), &sealed.file);
    assert_eq!(report["counts"]["new"], 300);
    assert!(drawn.contains("另有 200 份没有逐一列出"));
    assert_eq!(drawn.matches(r#"["name","at:"#).count(), 100);
    assert!(drawn.len() < 100_000);
}

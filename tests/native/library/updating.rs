//! A file taken over into the library by questions and answers in text, and the library as a device keeps it.

use hengping::domain::finding::Severity;
use hengping::library::staging::TableRow;
use hengping::library::updating::{Brought, Update, answer};
use hengping::library::{KeptReader, entry_in, head_of, kept_text, read_any};
use hengping::pack::shipped as packs;
use serde_json::Value;

use super::{library, pack, shipped};

fn table(lines: &[&[&str]]) -> Vec<TableRow> {
    let row = |(row, texts): (usize, &&[&str])| {
        let cells = texts.iter().enumerate().filter(|(_, text)| !text.is_empty());
        TableRow { row, cells: cells.map(|(column, text)| (column, (*text).to_owned())).collect() }
    };
    lines.iter().enumerate().map(row).collect()
}

fn tables(lines: &[&[&str]]) -> Brought {
    Brought::Tables { sheets: vec![("指标".to_owned(), table(lines))], told: Vec::new() }
}

fn asked(update: &Update, library: &str, brought: Brought) -> (Value, Vec<String>) {
    let text = answer(update, library, brought, &packs().rules().levels);
    let (first, lines) = text.split_once('\n').unwrap_or((&text, ""));
    (serde_json::from_str(first).expect("a first line"), lines.lines().map(str::to_owned).collect())
}

fn small() -> String {
    kept_text(
        &library(&[
            r#"{"id":"A1","sector":"市政","level1":"产出指标","level2":"数量指标","name":"盏数","unit":"盏","weather":"晴"}"#,
            r#"{"id":"A2","level1":"产出指标","level2":"质量指标","name":"亮灯率","unit":"%","rule":{"kind":"attain","sign":"ge"}}"#,
        ])
        .library,
    )
}

const HEADS: &[&str] = &["指标编码", "一级指标", "二级指标", "指标名称", "计量单位", "指标解释"];

#[test]
fn a_library_kept_in_lines_reads_back_whole_and_in_slices() {
    for library in [
        shipped(),
        library(&[r#"{"id":"a-1","name":"甲\n乙","rule":{"kind":"attain","sign":"ge"}}"#]).library,
    ] {
        let text = kept_text(&library);
        assert_eq!(text.lines().count(), library.entries().len() + 1);
        let mut reader = KeptReader::begin(&text).expect("lines");
        let mut steps = 1;
        while reader.step(7) {
            steps += 1;
        }
        let reading = reader.finish();
        assert_eq!(steps, library.entries().len().div_ceil(7));
        assert!(reading.findings.is_empty() || reading.refused.is_empty());
        assert_eq!(reading.library.entries(), library.entries());
        assert_eq!(reading.library.to_value(), library.to_value());
        assert_eq!(reading.library.digest, library.digest);
        let head = head_of(&text).expect("a head");
        assert_eq!((&head.id, &head.edition), (&library.id, &library.edition));
        let entry = &library.entries()[0];
        assert_eq!(entry_in(&text, &entry.code).as_ref(), Some(entry));
        assert_eq!(entry_in(&text, &entry.code.to_lowercase()).as_ref(), Some(entry));
        assert_eq!(entry_in(&text, "NONE"), None);
    }
    let pack = pack(r#"{"id":"A1","name":"盏数"}"#);
    assert!(KeptReader::begin(&pack).is_none() && KeptReader::begin("").is_none());
    assert_eq!(entry_in(&pack, "a1").expect("an entry").name, "盏数");
}

#[test]
fn a_kept_library_that_is_damaged_gives_what_is_left_or_nothing_and_never_stops() {
    let text = small();
    let cut = text.get(..text.len() - 9).expect("a cut");
    assert_eq!(read_any(cut).expect("the rest").library.entries().len(), 1);
    assert!(read_any(text.lines().next().expect("a line")).is_err());
    assert!(read_any("").is_err() && read_any("{\"format\":\"hengping.library\"").is_err());
}

#[test]
fn a_file_is_laid_out_line_by_line_and_then_done_but_for_what_is_left() {
    let lines: &[&[&str]] = &[
        HEADS,
        &["A1", "产出指标", "数量指标", "盏数", "盏", "本年维护的盏数"],
        &["A2", "产出指标", "质量指标", "亮灯率", "%"],
        &["A2", "产出指标", "质量指标", "亮灯率（二）", "%"],
        &["A3", "产出指标", "时效指标", "到场时间", "分钟"],
    ];
    let mut update = Update { taken: vec!["1.1".to_owned()], ..Update::default() };
    let (first, below) = asked(&update, &small(), tables(lines));
    let count = |name: &str| first[name].as_u64().unwrap_or(99);
    assert_eq!(
        [count("read"), count("new"), count("changed"), count("same"), count("refused_items")],
        [4, 1, 1, 1, 1]
    );
    let states: String =
        below.iter().filter_map(|line| line.chars().next()).filter(|state| *state != 'f').collect();
    assert_eq!(states, "csrn");
    let changed = below.iter().find(|line| line.starts_with('c')).expect("a change");
    assert!(changed.contains("指标解释") && changed.contains("本年维护的盏数"), "{changed}");
    assert!(below.iter().any(|line| line.starts_with('r') && line.contains("D4") && line.contains("重复")));
    update.left = Some(vec![3]);
    let (done, kept) = asked(&update, &small(), tables(lines));
    assert_eq!((done["taken"].as_u64(), done["left"].as_u64()), (Some(1), Some(1)));
    assert_eq!(done["edition"], first["edition"], "what was shown is what is made");
    let after = read_any(&kept.join("\n")).expect("a library").library;
    assert_eq!(after.entries().iter().map(|entry| entry.code.as_str()).collect::<Vec<_>>(), ["A1", "A2"]);
    assert_eq!(after.entries()[0].meaning, "本年维护的盏数");
    assert!(kept.join("\n").contains("晴"), "members that nobody knows stay");
}

#[test]
fn no_edition_gets_a_name_that_is_known() {
    let brought = || tables(&[HEADS, &["B1", "产出指标", "数量指标", "新的"]]);
    let edition = |taken: &[&str]| {
        let update =
            Update { taken: taken.iter().map(|word| (*word).to_owned()).collect(), ..Update::default() };
        asked(&update, &small(), brought()).0["edition"].as_str().unwrap_or_default().to_owned()
    };
    let first = edition(&[]);
    let second = edition(&[&first]);
    assert_ne!(first, second);
    assert!(![first.clone(), second.clone()].contains(&edition(&[&first, &second])));
}

#[test]
fn what_is_no_library_is_refused_with_a_reason_and_removes_nothing() {
    let update = Update { replace: true, ..Update::default() };
    let refused = |brought: Brought| {
        let (first, below) = asked(&update, &small(), brought);
        assert!(below.is_empty());
        let sentences: Vec<String> = serde_json::from_value(first["refused"].clone()).expect("a refusal");
        assert!(!sentences.is_empty());
        sentences.join("\n")
    };
    assert!(refused(tables(&[])).contains("表头"));
    assert!(refused(tables(&[&["姓名", "电话"], &["张三", "1"]])).contains("表头"));
    assert!(refused(tables(&[HEADS])).contains("没有指标"));
    let nameless =
        refused(tables(&[HEADS, &["A1", "产出指标", "数量指标"], &["A2", "产出指标", "数量指标"]]));
    assert!(nameless.contains("A2") && nameless.contains("指标库没有变化"), "{nameless}");
    assert!(refused(Brought::Json(b"{}".to_vec())).contains("规则包"));
    assert!(refused(Brought::Json(b"{\"a\":1.5".to_vec())).contains("JSON"));
    let rules = include_bytes!("../../../public/packs/rules-2021.json").to_vec();
    assert!(refused(Brought::Json(rules)).contains("不是指标库"));
    let told = vec![(Severity::Warning, "单元格 A1 太长。".to_owned())];
    assert!(refused(Brought::Tables { sheets: Vec::new(), told }).contains("太长"));
    let many: Vec<Vec<&str>> = (0..60).map(|_| vec!["A", "产出指标"]).collect();
    let mut lines: Vec<&[&str]> = vec![HEADS];
    lines.extend(many.iter().map(Vec::as_slice));
    assert!(refused(tables(&lines)).contains("另有 40 条"));
}

#[test]
fn a_circle_of_mappings_is_told_and_the_sheet_of_a_workbook_is_found() {
    let heads: &[&str] = &["指标编码", "指标名称", "一级指标", "改用的指标"];
    let title = hengping::library::staging::table(&shipped())[0].clone();
    let mapped = title.iter().find(|title| title.contains("改用")).cloned().unwrap_or_default();
    let heads: Vec<&str> =
        heads.iter().map(|word| if *word == "改用的指标" { mapped.as_str() } else { word }).collect();
    let notes = table(&[&["填表说明"]]);
    let circle = table(&[&heads, &["C1", "甲", "产出指标", "C2"], &["C2", "乙", "产出指标", "C1"]]);
    let sheets = vec![("说明".to_owned(), notes), ("库".to_owned(), circle)];
    let (first, below) = asked(&Update::default(), &small(), Brought::Tables { sheets, told: Vec::new() });
    assert_eq!(first["new"].as_u64(), Some(2));
    let findings: Vec<&String> = below.iter().filter(|line| line.starts_with('f')).collect();
    assert_eq!(first["findings"].as_u64(), Some(findings.len() as u64));
    assert!(findings.iter().any(|line| line.contains("互相循环")), "{findings:?}");
    assert!(findings.iter().any(|line| line.contains("“说明”")), "{findings:?}");
}

#[test]
fn a_pack_of_fifty_thousand_is_laid_out_and_done() {
    let entry = |at: usize| {
        format!(r#"{{"id":"N{at:05}","level1":"产出指标","level2":"数量指标","name":"第{at}项"}}"#)
    };
    let entries: Vec<String> = (0..50_000).map(entry).collect();
    let bytes = pack(&entries.join(",")).into_bytes();
    let mut update = Update { replace: true, ..Update::default() };
    let (first, below) = asked(&update, &small(), Brought::Json(bytes.clone()));
    assert_eq!((first["new"].as_u64(), first["gone"].as_u64()), (Some(50_000), Some(2)));
    assert_eq!(below.len(), 50_002 + first["findings"].as_u64().map_or(0, |count| count as usize));
    update.left = Some(Vec::new());
    let (_, kept) = asked(&update, &small(), Brought::Json(bytes));
    assert_eq!(kept.len(), 50_001);
}

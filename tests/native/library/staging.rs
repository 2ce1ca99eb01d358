//! Taking another library over: what it would change is laid out and adds up, what is chosen is done, and
//! nothing else.

use std::collections::BTreeSet;

use hengping::bundle::digest::Digest;
use hengping::domain::finding::{LibraryProblem, Severity};
use hengping::domain::library::{LibraryField, LibraryLink, Proposal};
use hengping::library::staging::{Change, Incoming, Item, Staged, State, TableRow, Way, stage, table};
use hengping::library::{Fate, Index, Library, Query, changed_for_goal, read};
use hengping::pack::shipped as packs;
use hengping::wording::{library_finding, library_member};

use super::{library, pack, shipped};

/// Rows of texts, the first of them row 1 of the sheet; blank cells are left out.
fn rows(texts: &[&[&str]]) -> Vec<TableRow> {
    let row = |(row, texts): (usize, &&[&str])| {
        let cells = texts.iter().enumerate().filter(|(_, text)| !text.is_empty());
        TableRow { row, cells: cells.map(|(column, text)| (column, (*text).to_owned())).collect() }
    };
    texts.iter().enumerate().map(row).collect()
}

fn of_table(table: &[Vec<String>]) -> Incoming {
    let texts: Vec<Vec<&str>> = table.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    Incoming::of_rows(&rows(&texts.iter().map(Vec::as_slice).collect::<Vec<_>>()))
}

fn staged(library: &Library, incoming: Incoming, way: Way) -> Staged {
    let read = incoming.read;
    let staged = stage(library, incoming, way, &packs().rules().levels);
    let counts = staged.counts;
    assert_eq!(counts.read, read);
    assert_eq!(counts.read, counts.new + counts.changed + counts.same + counts.refused, "{counts:?}");
    assert_eq!(staged.items.len(), counts.read + counts.gone);
    staged
}

fn told(item: &Item) -> String {
    let state = match &item.state {
        State::New => "new".to_owned(),
        State::Same => "same".to_owned(),
        State::Gone => "gone".to_owned(),
        State::Refused(problem) => problem.code().to_owned(),
        State::Changed(changes) => {
            let one =
                |change: &Change| format!("{}:{}→{}", library_member(&change.member), change.old, change.new);
            changes.iter().map(one).collect::<Vec<_>>().join(" ")
        }
    };
    format!("{} {} {state}", item.at, item.code)
}

fn small() -> Library {
    library(&[
        r#"{"id":"A1","sector":"市政","level1":"产出指标","level2":"数量指标","name":"亮灯率","unit":"%","sign":"ge","target":"95","keys":"liang deng lv","rule":{"kind":"attain","sign":"ge"},"weather":"晴"}"#,
        r#"{"id":"A2","sector":"市政","level1":"产出指标","level2":"数量指标","name":"盏数","unit":"盏"}"#,
        r#"{"id":"A3","sector":"教育","level1":"满意度指标","level2":"服务对象满意度指标","name":"满意度","good":["≥90%"]}"#,
        r#"{"id":"A4","sector":"文化","level1":"满意度指标","level2":"服务对象满意度指标","name":"满意度"}"#,
    ])
    .library
}

#[test]
fn a_library_written_as_rows_reads_back_without_a_difference() {
    for library in [shipped(), small()] {
        let table = table(&library);
        assert!(table.iter().all(|row| row.len() == table[0].len()));
        for way in [Way::Merge, Way::Replace] {
            let staged = staged(&library, of_table(&table), way);
            assert_eq!(staged.counts.same, library.entries().len(), "{:?}", staged.counts);
            let unknown = staged.findings.iter().filter(|f| f.problem.severity() != Severity::Hint);
            assert_eq!(unknown.count(), 0, "{:?}", staged.findings);
            let applied = staged.apply(&library, &staged.choices(), &library.edition);
            assert_eq!(applied.library.entries(), library.entries());
            assert_eq!(applied.library.digest, Digest::of(&library.to_value(), &[]));
        }
        // And into an empty place: every member comes through the cells.
        let other = read(pack(r#"{"id":"ZZ","name":"占位"}"#).as_bytes()).expect("a library").library;
        let fresh = staged(&other, of_table(&table), Way::Replace);
        let taken = fresh.apply(&other, &fresh.choices(), "1").library;
        let again = staged(&taken, of_table(&table), Way::Replace);
        assert_eq!(again.counts.same, library.entries().len());
        assert_eq!(taken.entries().len(), library.entries().len());
    }
}

#[test]
fn merging_lays_out_what_changes_and_leaves_the_rest() {
    let library = small();
    let incoming = Incoming::of_rows(&rows(&[
        &["淮北市绩效指标库"],
        &[
            "序号",
            "编码",
            "行业",
            "一级指标",
            "二级指标",
            "三级指标",
            "单位",
            "指标性质",
            "指标值",
            "启用日期",
        ],
        &["1", "Ａ１", "市政", "产出指标", "数量指标", "亮灯率", "％", "≥", "９８", "2025年"],
        &["2", "A2", "市政", "产出指标", "数量指标", "盏 数", "", "", "", ""],
        &["3", "", "教育", "满意度指标", "服务对象满意度指标", "满意度", "%", "", "≥90%", ""],
        &["4", "", "", "产出指标（一）", "质量指标", "完好率", "", "", "10～20%", ""],
        &["5", "A1", "市政", "产出指标", "数量指标", "再来一次", "", "", "", ""],
        &["6", "A9", "", "产出指标", "数量指标", "", "", "", "", ""],
        &["7", "", "教育", "产出指标", "数量指标", "新指标", "", "", "", "", "", "另见说明"],
        &["8", "", "教育", "产出指标", "数量指标", "新 指标", "", "", "", ""],
        &["", "", "", "", "", "", "", "", "", ""],
    ]));
    assert_eq!(incoming.read, 8);
    let staged = staged(&library, incoming, Way::Merge);
    let items: Vec<String> = staged.items.iter().map(told).collect();
    assert_eq!(
        items,
        [
            "F3 A1 指标值:95→98 启用日期:→2025年",
            "F4 A2 same",
            "F5 A3 计量单位:→% 指标性质:→≥ 指标值:→90",
            "F6 A5 new",
            "F7 A1 library-code-twice",
            "A8 A9 library-name-missing",
            "F9 A6 new",
            "F10  library-row-twice",
        ]
    );
    let findings: Vec<(&str, &str)> =
        staged.findings.iter().map(|finding| (finding.at.as_str(), finding.problem.code())).collect();
    assert_eq!(
        findings,
        [
            ("J2", "library-column-unknown"),
            ("L9", "library-cell-untitled"),
            ("F6", "library-level-unknown"),
            ("F6", "library-code-given"),
            ("F9", "library-code-given"),
        ]
    );
    assert_eq!(staged.next_edition(&library), "1.1");
    let applied = staged.apply(&library, &staged.choices(), "1.1");
    assert_eq!((applied.taken, applied.left), (4, 0));
    let after = applied.library;
    assert_eq!(after.edition, "1.1");
    assert_eq!(after.entries().len(), 6);
    let first = after.by_code("A1").expect("the first");
    assert_eq!((first.target.as_str(), first.unit.as_str()), ("98", "%"));
    assert!(first.rule().is_some(), "a member without a column stays");
    assert_eq!(after.to_value()["indicators"][0]["weather"], "晴");
    assert_eq!(after.to_value()["indicators"][0]["启用日期"], "2025年");
    let fifth = after.by_code("A5").expect("the new one");
    assert_eq!((fifth.sector.as_str(), fifth.printed_target().as_str()), ("教育", "10～20%"));
    assert_ne!(after.digest, library.digest);
    // Without a choice nothing changes but the edition.
    let nothing = staged.apply(&library, &BTreeSet::new(), &library.edition);
    assert_eq!((nothing.taken, nothing.left), (0, 4));
    assert_eq!(nothing.library.entries(), library.entries());
}

#[test]
fn replacing_takes_away_what_the_file_does_not_hold_if_that_is_chosen() {
    let library = small();
    let text = pack(
        r#"{"id":"A3","name":"满意度","level1":"满意度指标"},{"id":"B1","name":"新"},{"id":"A4","name":7},
           {"id":"A1","sector":"市政","level1":"产出指标","level2":"数量指标","name":"亮灯率","unit":"%","sign":"ge","target":"95","keys":"liang deng lv","rule":{"kind":"attain","sign":"ge"},"weather":"晴"}"#,
    )
    .replace("\"edition\":\"1\"", "\"edition\":\"2\",\"pinyin\":[\"xin新\"]")
    .replace("试验库", "新库");
    let incoming = Incoming::of_reading(read(text.as_bytes()).expect("a library"));
    let staged = staged(&library, incoming, Way::Replace);
    let items: Vec<String> = staged.items.iter().map(told).collect();
    assert_eq!(
        items,
        [
            "indicators[0] A3 行业领域:教育→ 二级指标:服务对象满意度指标→ 好的范例:≥90%→",
            "indicators[1] B1 new",
            "indicators[2] A4 library-entry-malformed",
            "indicators[3] A1 same",
            " A2 gone",
        ]
    );
    assert_eq!(staged.next_edition(&library), "2");
    let after = staged.apply(&library, &staged.choices(), "2").library;
    let codes: Vec<&str> = after.entries().iter().map(|entry| entry.code.as_str()).collect();
    assert_eq!(codes, ["A3", "B1", "A1", "A4"], "what was refused is kept as it is here");
    assert_eq!((after.title.as_str(), after.edition.as_str()), ("新库", "2"));
    assert_eq!(after.by_code("B1").map(|entry| entry.keys.as_str()), Some("xin"));
    let kept: BTreeSet<usize> = staged.choices().into_iter().filter(|place| *place != 4).collect();
    let applied = staged.apply(&library, &kept, "2");
    assert_eq!((applied.taken, applied.left), (2, 1));
    assert!(applied.library.by_code("A2").is_some());
}

/// A rule for `≥` says nothing of `≤`; what is dropped is laid out.
#[test]
fn a_new_sign_takes_the_rule_of_the_old_one_away() {
    let library = small();
    let incoming = Incoming::of_rows(&rows(&[&["指标编码", "指标名称", "指标性质"], &["A1", "亮灯率", "≤"]]));
    let staged = staged(&library, incoming, Way::Merge);
    assert!(
        told(&staged.items[0]).starts_with("B2 A1 指标性质:≥→≤ 评分规则:{"),
        "{}",
        told(&staged.items[0])
    );
    let after = staged.apply(&library, &staged.choices(), "2").library;
    assert!(after.by_code("A1").expect("it").rule().is_none());
}

#[test]
fn a_row_without_a_code_that_fits_several_entries_is_refused() {
    let library = small();
    let incoming = Incoming::of_rows(&rows(&[
        &["一级指标", "指标名称"],
        &["满意度指标", "满意度"],
        &["产出指标", "亮灯率"],
    ]));
    let staged = staged(&library, incoming, Way::Merge);
    assert_eq!(
        staged.items.iter().map(told).collect::<Vec<_>>(),
        ["B2  library-entry-unclear", "B3 A1 same"]
    );
}

/// Merged cells show their text once; a blank cell of an entry that is known says nothing.
#[test]
fn blank_levels_repeat_the_row_above_only_where_nothing_is_known() {
    let library = small();
    let incoming = Incoming::of_rows(&rows(&[
        &["指标编码", "行业领域", "一级指标", "二级指标", "指标名称", "指标性质", "指标值", "计量单位"],
        &["B1", "市政", "产出指标", "质量指标", "完好率", "≥", "≥95%", "%"],
        &["A3", "", "", "", "满意度", "≥", "90", "分"],
        &["B2", "", "", "", "合格率", "≤", "≥95%", ""],
        &["B3", "", "效益指标", "", "带动率", "", "1,200人", ""],
    ]));
    let staged = staged(&library, incoming, Way::Merge);
    assert_eq!(
        staged.items.iter().map(told).collect::<Vec<_>>(),
        ["E2 B1 new", "E3 A3 计量单位:→分 指标性质:→≥ 指标值:→90", "E4 B2 new", "E5 B3 new"]
    );
    let after: Vec<String> = (staged.items.iter().filter_map(Item::after))
        .map(|e| format!("{}|{}|{}|{}", e.sector, e.level1, e.level2, e.printed_target()))
        .collect();
    assert_eq!(
        after,
        [
            "市政|产出指标|质量指标|≥95%",
            "教育|满意度指标|服务对象满意度指标|≥90分",
            "市政|产出指标|质量指标|≤≥95%",
            "市政|效益指标||1200人",
        ]
    );
}

#[test]
fn circles_and_mappings_to_nowhere_are_told_of_before_they_are_taken_in() {
    let library = small();
    let incoming = Incoming::of_rows(&rows(&[
        &["指标编码", "指标名称", "改用的指标", "替代的指标"],
        &["A1", "亮灯率", "B1", ""],
        &["B1", "新的", "A1", ""],
        &["B2", "另一个", "Z9", "A2、Q7"],
    ]));
    let staged = staged(&library, incoming, Way::Merge);
    let findings: Vec<(&str, &str)> =
        staged.findings.iter().map(|finding| (finding.at.as_str(), finding.problem.code())).collect();
    assert_eq!(findings, [("B4", "library-mapping-nowhere"), ("B2", "library-mapping-cycle")]);
    let after = staged.apply(&library, &staged.choices(), "2").library;
    let link = |code: &str| LibraryLink { library: after.id.clone(), edition: "1".into(), code: code.into() };
    assert!(matches!(changed_for_goal(&link("A1"), library.by_code("A1"), &after), Fate::Changed(_)));
    assert!(matches!(changed_for_goal(&link("Q7"), None, &after), Fate::Replaced { place: 5, .. }));
}

#[test]
fn a_table_that_is_none_is_one_finding() {
    for texts in [&[][..], &[&["甲", "乙"][..]], &[&["指标名称"][..], &["亮灯率"]]] {
        let incoming = Incoming::of_rows(&rows(texts));
        assert_eq!(incoming.read, 0);
        assert!(matches!(incoming.findings[0].problem, LibraryProblem::HeaderMissing));
    }
    let many = vec![TableRow::default(); 200_001];
    let incoming = Incoming::of_rows(&many);
    assert!(matches!(incoming.findings[0].problem, LibraryProblem::TooManyRows { .. }));
}

#[test]
fn signs_nobody_sees_and_names_without_end_are_told_of() {
    let long = "长".repeat(100_000);
    let incoming = Incoming::of_rows(&rows(&[
        &["指标编码", "指标名称", "一级指标", "计量单位", "计量 单位"],
        &["Ｃ１", "亮\u{200b}灯\u{202e}率", "产出指标", "％", "盏"],
        &["C2", &long, "产出指标", "", ""],
        &["C3", "主干道\n亮灯率", "", "", ""],
    ]));
    let staged = staged(&small(), incoming, Way::Merge);
    assert_eq!(
        staged.items.iter().map(told).collect::<Vec<_>>(),
        ["B2 C1 new", "B3 C2 library-text-too-long", "B4 C3 new"]
    );
    assert_eq!(staged.items[0].name, "亮灯率");
    assert_eq!(staged.items[2].name, "主干道亮灯率");
    let told: Vec<String> =
        staged.findings.iter().map(library_finding).map(|said| said.chars().take(12).collect()).collect();
    assert_eq!(told, ["E1：“计量单位”与前面", "B2：指标名称中有看不见"]);
}

#[test]
fn ten_thousand_rows_are_laid_out_and_taken_in() {
    let library = shipped();
    let mut table = table(&library);
    let name = table[0].iter().position(|title| title == "指标名称").expect("a column");
    for number in 0..10_000 {
        let mut row = table[1 + number % 312].clone();
        row[0] = if number % 2 == 0 { format!("ZZ{number:06}") } else { String::new() };
        row[name] = format!("{}{number}", row[name]);
        table.push(row);
    }
    let staged = staged(&library, of_table(&table), Way::Merge);
    assert_eq!((staged.counts.same, staged.counts.new), (312, 10_000));
    let after = staged.apply(&library, &staged.choices(), "2024.2").library;
    assert_eq!(after.entries().len(), 10_312);
    let place = after.entries().len() - 1;
    let last = &after.entries()[place];
    assert_eq!(last.keys, library.speller().keys(&last.name));
    let index = Index::of(&after);
    let found = index.search(&after, &Query::new(last.name.as_str(), 1));
    assert_eq!(found.hits.first().map(|hit| hit.place), Some(place));
}

#[test]
fn accepted_proposals_are_taken_in_like_a_file() {
    let proposal = Proposal {
        proposed_by: "市城管局".into(),
        reason: "现有指标没有".into(),
        sector: "城市管理".into(),
        level1: "产出指标".into(),
        level2: "数量指标".into(),
        name: "城市书房数量".into(),
        meaning: "建成开放的城市书房".into(),
        unit: "个".into(),
        sign: "≥".into(),
        target: "10".into(),
        ..Proposal::default()
    };
    let nameless = Proposal { name: String::new(), ..proposal.clone() };
    let library = shipped();
    let staged = staged(&library, Incoming::of_proposals([&proposal, &nameless]), Way::Merge);
    assert_eq!(
        staged.items.iter().map(told).collect::<Vec<_>>(),
        ["proposals[0] IND0313 new", "proposals[1]  library-name-missing"]
    );
    let after = staged.apply(&library, &staged.choices(), "2024.2").library;
    let taken = after.by_code("IND0313").expect("it");
    assert_eq!((taken.sign.as_str(), taken.origin.as_str()), ("ge", "市城管局"));
    assert_eq!(taken.keys, "cheng shi shu fang shu liang");
    assert_eq!(taken.text(LibraryField::Unit), "个");
}

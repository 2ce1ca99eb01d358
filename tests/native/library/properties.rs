//! Whatever is typed or handed in: no panic, counts that add up, marks inside the texts they mark.

use std::collections::BTreeSet;

use hengping::library::staging::{Incoming, TableRow, Way, stage};
use hengping::library::{Index, Library, Query, Searched, read};
use hengping::wording::library_finding;
use proptest::prelude::*;

use super::{pack, shipped};

/// Texts such as files and fields hold, and worse.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[亮灯率路数满意度，（）≥≤%０-９0-9a-zA-Zü'/ \n\u{200b}\u{202e}\u{feff}\u{3000}]{0,12}",
        1 => ".{0,6}",
        1 => Just("指标名称".to_owned()),
        1 => Just("一级指标".to_owned()),
        1 => Just("指标编码".to_owned()),
        1 => Just("IND0001".to_owned()),
    ]
}

fn table() -> impl Strategy<Value = Vec<TableRow>> {
    let row = proptest::collection::vec((0..9_usize, text()), 0..8);
    proptest::collection::vec(row, 0..12).prop_map(|rows| {
        let head = [
            "指标编码",
            "一级指标",
            "指标名称",
            "指标性质",
            "指标值",
            "评分规则（程序用）",
            "改用的指标",
            "天气",
        ];
        let head = head.iter().enumerate().map(|(column, title)| (column, (*title).to_owned())).collect();
        let rows = std::iter::once(head).chain(rows).enumerate();
        rows.map(|(row, cells)| TableRow { row, cells }).collect()
    })
}

fn with_names(names: &[String]) -> Library {
    let entry = |(place, name): (usize, &String)| {
        let name = serde_json::to_string(name).expect("JSON");
        format!(r#"{{"id":"P{place}","name":{name},"meaning":{name},"keys":"a b/c lv"}}"#)
    };
    let entries: Vec<String> = names.iter().enumerate().map(entry).collect();
    read(pack(&(entries.join(",") + r#",{"id":"Q","name":"亮灯率"}"#)).as_bytes()).expect("a library").library
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_table_is_laid_out_and_taken_in(rows in table(), replaces: bool) {
        let library = shipped();
        let way = if replaces { Way::Replace } else { Way::Merge };
        let incoming = Incoming::of_rows(&rows);
        let read = incoming.read;
        let staged = stage(&library, incoming, way, &[]);
        let counts = staged.counts;
        prop_assert_eq!(read, counts.new + counts.changed + counts.same + counts.refused);
        prop_assert_eq!(staged.items.len(), read + counts.gone);
        for finding in &staged.findings {
            prop_assert!(library_finding(finding).chars().count() < 400);
        }
        let applied = staged.apply(&library, &staged.choices(), "x");
        prop_assert_eq!((applied.taken, applied.left), (counts.new + counts.changed + counts.gone, 0));
        let codes: BTreeSet<&str> = applied.library.entries().iter().map(|e| e.code.as_str()).collect();
        prop_assert_eq!(codes.len(), applied.library.entries().len());
        let none = staged.apply(&library, &BTreeSet::new(), &library.edition);
        prop_assert_eq!(none.library.entries().len(), 312);
    }

    #[test]
    fn any_query_finds_what_holds_it_and_marks_stand_inside(names in proptest::collection::vec(text(), 1..6), query in text()) {
        let library = with_names(&names);
        let index = Index::of(&library);
        let found = index.search(&library, &Query::new(query.as_str(), usize::MAX));
        prop_assert_eq!(found.total, found.hits.len());
        for hit in &found.hits {
            let entry = &library.entries()[hit.place];
            for mark in &hit.marks {
                prop_assert!(mark.from < mark.to);
                prop_assert!(mark.to <= mark.text.text(entry).chars().count());
            }
            prop_assert!(hit.marks.is_sorted());
        }
        // A name is found by itself, word by word.
        for (place, entry) in library.entries().iter().enumerate() {
            let own = index.search(&library, &Query::new(entry.name.as_str(), usize::MAX));
            prop_assert!(own.hits.iter().any(|hit| hit.place == place), "{:?}", entry.name);
        }
        let _ = index.similar(&library, 0, 9);
    }
}

/// Hidden signs never hide an entry.
#[test]
fn an_entry_with_hidden_signs_is_found_by_what_is_seen() {
    let library = with_names(&["亮\u{200b}灯\u{202e}率".to_owned()]);
    let index = Index::of(&library);
    let found = index.search(&library, &Query::new("亮灯率", 9));
    assert_eq!(found.total, 2);
    assert_eq!(found.hits[0].marks[0].text, Searched::Name);
}

//! Search against plain truth: what is found is exactly what holds the words.

use std::collections::BTreeSet;

use hengping::domain::normalise::compact;
use hengping::library::{Facet, Index, Library, LibraryIndicator, Query, Searched};

use super::{library, shipped};

/// Places found, in their order.
fn places(library: &Library, index: &Index, text: &str) -> Vec<usize> {
    let found = index.search(library, &Query::new(text, usize::MAX));
    assert_eq!(found.total, found.hits.len());
    found.hits.into_iter().map(|hit| hit.place).collect()
}

fn names<'l>(library: &'l Library, index: &Index, text: &str) -> Vec<&'l str> {
    places(library, index, text).into_iter().map(|place| library.entries()[place].name.as_str()).collect()
}

fn plain(text: &str) -> String {
    compact(text).to_ascii_lowercase()
}

/// The plain truth for words that are no pinyin.
fn holds(entry: &LibraryIndicator, word: &str) -> bool {
    Searched::ALL.iter().any(|text| plain(&text.text(entry)).contains(&plain(word)))
}

#[test]
fn every_chinese_query_finds_all_that_holds_it_and_nothing_else() {
    let library = shipped();
    let index = Index::of(&library);
    let mut queries: BTreeSet<String> = BTreeSet::new();
    for entry in library.entries() {
        for text in Searched::ALL {
            let signs: Vec<char> = text.text(entry).chars().collect();
            for length in [1, 2, 3, 4, 7] {
                queries.extend(signs.windows(length).map(String::from_iter).filter(|text| !text.is_ascii()));
            }
        }
    }
    assert!(queries.len() > 8_000, "{}", queries.len());
    let texts: Vec<Vec<String>> =
        library.entries().iter().map(|e| Searched::ALL.map(|text| plain(&text.text(e))).into()).collect();
    // Every third: each would be tried against each text, and the machine has other work.
    for query in queries.iter().filter(|query| !query.contains(char::is_whitespace)).step_by(3) {
        let found: BTreeSet<usize> = places(&library, &index, query).into_iter().collect();
        let word = plain(query);
        let holding =
            texts.iter().enumerate().filter(|(_, texts)| texts.iter().any(|text| text.contains(&word)));
        assert_eq!(found, holding.map(|(at, _)| at).collect(), "{query}");
    }
}

#[test]
fn several_words_stand_wherever_they_are() {
    let library = shipped();
    let index = Index::of(&library);
    assert_eq!(names(&library, &index, "盏数 纳入 市政"), ["维护路灯盏数"]);
    assert_eq!(names(&library, &index, "　路灯　次数 "), ["路灯巡查次数"]);
    assert_eq!(names(&library, &index, "路灯 ≥ 盏数"), ["维护路灯盏数"]);
    assert_eq!(names(&library, &index, "路灯 >= 盏数"), ["维护路灯盏数"]);
    assert_eq!(names(&library, &index, "≥３２０００"), ["维护路灯盏数"]);
    assert_eq!(names(&library, &index, "ind0001"), ["维护路灯盏数"]);
    assert!(names(&library, &index, "路灯 没有的词").is_empty());
    assert_eq!(places(&library, &index, "").len(), 312);
    assert_eq!(places(&library, &index, " ").first(), Some(&0));
}

#[test]
fn exact_names_come_first_then_beginnings_then_names_then_the_rest() {
    let library = library(&[
        r#"{"id":"1","name":"其他","meaning":"亮灯率","sort":"分行业核心"}"#,
        r#"{"id":"2","name":"主干道亮灯率","sort":"个性"}"#,
        r#"{"id":"3","name":"支路亮灯率","sort":"共性"}"#,
        r#"{"id":"4","name":"亮灯率提升","sort":"个性"}"#,
        r#"{"id":"5","name":"亮 灯 率","sort":"个性"}"#,
        r#"{"id":"6","name":"小区亮灯率","sort":"分行业核心"}"#,
        r#"{"id":"7","name":"夜间亮灯率","sort":"共性"}"#,
    ])
    .library;
    let index = Index::of(&library);
    let codes: Vec<String> = places(&library, &index, "亮灯率")
        .into_iter()
        .map(|place| library.entries()[place].code.clone())
        .collect();
    assert_eq!(codes.concat(), "5463721");
    let few = index.search(&library, &Query::new("亮灯率", 2));
    assert_eq!((few.total, few.hits.len(), few.hits[0].place), (7, 2, 4));
    assert_eq!(index.search(&library, &Query::new("亮灯率", 0)).total, 7);
}

#[test]
fn marks_stand_in_the_text_as_it_is_written() {
    let library = library(&[
        "{\"id\":\"A\",\"name\":\"ＰＭ２．５ 浓\u{200b}度、浓度\",\"unit\":\"微克\",\"sign\":\"≤\",\"target\":\"３５\",\"keys\":\"p m 2 5 nong du nong du\"}",
    ])
    .library;
    let index = Index::of(&library);
    let marked = |text: &str| {
        let found = index.search(&library, &Query::new(text, 9));
        let marks = &found.hits.first().expect(text).marks;
        let written = |from: usize, to: usize, text: Searched| {
            text.text(&library.entries()[0]).chars().skip(from).take(to - from).collect::<String>()
        };
        marks.iter().map(|mark| written(mark.from, mark.to, mark.text)).collect::<Vec<_>>().join("|")
    };
    assert_eq!(marked("pm2.5"), "ＰＭ２．５");
    assert_eq!(marked("浓度"), "浓\u{200b}度|浓度");
    assert_eq!(marked("浓 度"), "浓\u{200b}度|浓度");
    assert_eq!(marked("nd"), "浓\u{200b}度");
    assert_eq!(marked("pm25n"), "ＰＭ２．５ 浓");
    assert_eq!(marked("≤35"), "≤３５");
    assert_eq!(marked("微克"), "微克|微克");
}

#[test]
fn facets_count_what_could_be_chosen() {
    let library = shipped();
    let index = Index::of(&library);
    let mut query = Query::new("率", 5);
    let all = index.search(&library, &query);
    let count = |facet: Facet, value: &str| {
        library.entries().iter().filter(|e| holds(e, "率") && facet.value(e) == value).count()
    };
    for facet in Facet::ALL {
        let values = all.facets.of(facet);
        assert_eq!(values.iter().map(|value| value.count).sum::<usize>(), all.total, "{facet:?}");
        for value in values {
            assert_eq!(value.count, count(facet, &value.value), "{}", value.value);
        }
    }
    query.chosen.toggle(Facet::Level1, "产出指标");
    query.chosen.toggle(Facet::Sector, "教育");
    query.chosen.toggle(Facet::Sector, "文化");
    let narrowed = index.search(&library, &query);
    let truth = library
        .entries()
        .iter()
        .filter(|e| holds(e, "率") && e.level1 == "产出指标" && matches!(e.sector.as_str(), "教育" | "文化"));
    assert_eq!(narrowed.total, truth.count());
    let level1 = narrowed.facets.of(Facet::Level1);
    let schools = |level: &str| {
        library
            .entries()
            .iter()
            .filter(|e| holds(e, "率") && e.level1 == level && matches!(e.sector.as_str(), "教育" | "文化"))
            .count()
    };
    for value in level1 {
        assert_eq!(value.count, schools(&value.value), "{}", value.value);
        assert_eq!(value.chosen, value.value == "产出指标");
    }
    query.chosen.toggle(Facet::Sector, "没有的行业");
    assert_eq!(index.search(&library, &query).total, narrowed.total);
    query.chosen.clear();
    assert_eq!(index.search(&library, &query), all);
}

#[test]
fn similar_names_are_near() {
    let library = shipped();
    let index = Index::of(&library);
    let lit = library.place_of("IND0005").expect("主干道亮灯率");
    let similar = index.similar(&library, lit, 5);
    assert_eq!(library.entries()[similar[0].place].name, "次干道及支路亮灯率");
    assert!(similar.iter().all(|one| one.place != lit && (250..=1000).contains(&one.likeness)));
    assert!(similar.windows(2).all(|pair| pair[0].likeness >= pair[1].likeness));
    assert_eq!(index.similar(&library, usize::MAX, 5), []);
}

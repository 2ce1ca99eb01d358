//! Pinyin: the keys shipped are those made today, and words of letters find what they spell and nothing else.

use std::collections::BTreeSet;

use fastrand::Rng;
use hengping::library::pinyin::{fits, key_pack};
use hengping::library::{Index, Library, Query, Searched, pack_text, read};

use super::{library, shipped};

const SHIPPED: &str = include_str!("../../../public/packs/indicators.json");

#[test]
fn the_keys_shipped_are_those_the_tool_makes_and_the_file_is_as_it_writes_it() {
    let mut pack = serde_json::from_str(SHIPPED).expect("JSON");
    assert_eq!(key_pack(&mut pack).changed, 0, "run `hengping pack pinyin public/packs/indicators.json`");
    assert_eq!(pack_text(&pack), SHIPPED, "run `hengping pack pinyin public/packs/indicators.json`");
}

#[test]
fn an_indicator_is_found_by_what_people_type() {
    let library = shipped();
    let index = Index::of(&library);
    for (typed, name) in [
        ("whldzs", "维护路灯盏数"),
        ("weihuludeng", "维护路灯盏数"),
        ("ldzs", "维护路灯盏数"),
        ("ludengzhan", "维护路灯盏数"),
        ("lu'deng'zs", "维护路灯盏数"),
        ("ZGDLDL", "主干道亮灯率"),
        ("zhgdldl", "主干道亮灯率"),
        ("zgd liangdenglv", "主干道亮灯率"),
        ("zgd liangdenglu", "主干道亮灯率"),
        ("zgd liangdenglyu", "主干道亮灯率"),
        ("zhongdiangongzuo", "年度重点工作办结率"),
        ("chongfucb", "重复参保（含跨制度）占比"),
        ("zengzhanglv yanfa", "企业研发人员增长率"),
        ("gengxhangye", "排放清单更新行业数"),
        ("gengxinhys", "排放清单更新行业数"),
        ("pm25njnd", "PM2.5年均浓度"),
        ("pqi", "路面技术状况指数PQI"),
        ("110jj", "110接警到场时间"),
        ("ldzs 盏", "维护路灯盏数"),
        ("ldzs shizheng", ""),
        ("eng", ""),
        ("ludenzs", ""),
    ] {
        let found = index.search(&library, &Query::new(typed, 3));
        let first = found.hits.first().map(|hit| library.entries()[hit.place].name.as_str());
        assert_eq!(first.unwrap_or_default(), name, "{typed}");
    }
}

/// The rule as it is stated, tried piece by piece.
pub(super) fn spells(word: &str, syllables: &[Vec<String>]) -> bool {
    let Some((readings, behind)) = syllables.split_first() else { return false };
    readings.iter().any(|reading| {
        let whole = word.strip_prefix(reading.as_str());
        let first = word.strip_prefix(&reading[..1]);
        let long = ["zh", "ch", "sh"].iter().find(|long| reading.starts_with(**long));
        let long = long.and_then(|long| word.strip_prefix(*long));
        reading.starts_with(word)
            || [whole, first, long].into_iter().flatten().any(|rest| !rest.is_empty() && spells(rest, behind))
    })
}

pub(super) fn readings(keys: &str) -> Vec<Vec<String>> {
    let spellings = |reading: &str| match &reading[..reading.len().min(2)] {
        "lv" | "nv" => vec![reading.to_owned(), reading.replace('v', "u"), reading.replace('v', "yu")],
        _ => vec![reading.to_owned()],
    };
    keys.split(' ').map(|syllable| syllable.split('/').flat_map(spellings).collect()).collect()
}

#[test]
fn words_of_letters_find_what_they_spell_and_nothing_else() {
    let library = shipped();
    let index = Index::of(&library);
    let names: Vec<(Vec<Vec<String>>, String)> = (library.entries().iter())
        .map(|entry| {
            let texts = Searched::ALL.map(|text| text.text(entry).to_ascii_lowercase().replace(' ', ""));
            (readings(&entry.keys), texts.join("\n"))
        })
        .collect();
    let mut rng = Rng::with_seed(312);
    let mut queries: BTreeSet<String> = ('a'..='z').map(String::from).collect();
    for (first, second) in ('a'..='z').flat_map(|first| ('a'..='z').map(move |second| (first, second))) {
        queries.insert(format!("{first}{second}"));
    }
    for (name, _) in &names {
        for _ in 0..8 {
            let from = rng.usize(..name.len());
            let syllables = name[from..].iter().take(rng.usize(1..=5));
            let typed = syllables.map(|readings| {
                let reading = &readings[rng.usize(..readings.len())];
                match rng.u8(..4) {
                    0 => reading.clone(),
                    1 => reading[..rng.usize(1..=reading.len())].to_owned(),
                    _ => reading[..1].to_owned(),
                }
            });
            queries.insert(typed.collect());
        }
    }
    assert!(queries.len() > 2_000, "{}", queries.len());
    for query in &queries {
        let found = index.search(&library, &Query::new(query.as_str(), usize::MAX));
        let found: BTreeSet<usize> = found.hits.into_iter().map(|hit| hit.place).collect();
        let truth = names.iter().enumerate().filter(|(_, (name, texts))| {
            texts.contains(query.as_str()) || (0..name.len()).any(|from| spells(query, &name[from..]))
        });
        assert_eq!(found, truth.map(|(at, _)| at).collect(), "{query}");
    }
}

#[test]
fn keys_of_another_name_are_named_and_find_nothing() {
    let reading = library(&[
        r#"{"id":"A","name":"亮灯率","keys":"liang deng"}"#,
        r#"{"id":"B","name":"亮灯率","keys":"liang deng lv"}"#,
    ]);
    let told: Vec<&str> = reading.findings.iter().map(|finding| finding.problem.code()).collect();
    assert_eq!(told, ["library-keys-stale"]);
    let index = Index::of(&reading.library);
    let found = index.search(&reading.library, &Query::new("ldl", 9));
    assert_eq!(found.hits.iter().map(|hit| hit.place).collect::<Vec<_>>(), [1]);
}

/// What the shipped pack brings is enough to key a library that comes from elsewhere.
#[test]
fn readings_travel_in_the_pack() {
    let library: Library = read(SHIPPED.as_bytes()).expect("the library").library;
    let speller = library.speller();
    assert_eq!(speller.keys("新增城市书房数量"), "xin zeng cheng shi shu fang shu liang");
    for entry in library.entries() {
        assert_eq!(speller.keys(&entry.name), entry.keys);
        assert!(fits(&entry.keys, &entry.name));
    }
}

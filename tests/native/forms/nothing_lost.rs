//! Whatever a form says that is no label is in the document or among the problems, wherever in the
//! form it stands.

use std::path::PathBuf;

use hengping::domain::finding::FileProblem;
use hengping::domain::normalise::compact;
use hengping::forms::{self, FormDocument, Reading};

use super::{cases, whole};

type Grid = Vec<Vec<String>>;

fn files() -> Vec<PathBuf> {
    let folders =
        [cases(), cases().join("variants")].map(|folder| std::fs::read_dir(folder).expect("a folder"));
    let paths = folders.into_iter().flatten().map(|entry| entry.expect("an entry").path());
    let mut csv: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|end| end == "csv")).collect();
    csv.sort();
    assert!(csv.len() > 20);
    csv
}

fn grid(path: &PathBuf) -> Grid {
    let text = std::fs::read_to_string(path).expect("a case");
    let mark = [',', '\t', ';'].into_iter().max_by_key(|mark| text.matches(*mark).count()).expect("a mark");
    let mut reader = csv::ReaderBuilder::new();
    let reader = reader.has_headers(false).flexible(true).delimiter(u8::try_from(mark).expect("a byte"));
    let mut records = reader.from_reader(text.as_bytes());
    let cells = |record: csv::StringRecord| record.iter().map(str::to_owned).collect();
    records.records().map(|record| cells(record.expect("a record"))).collect()
}

fn text_of(grid: &Grid) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    grid.iter().for_each(|row| writer.write_record(row).expect("a record"));
    writer.into_inner().expect("bytes")
}

/// All that the reading kept: the document and the problems. None of a file with a further form,
/// which is named as a whole.
fn kept(grid: &Grid) -> Option<String> {
    let reading = forms::read_csv(&text_of(grid));
    whole(&reading);
    if reading.further > 0 {
        return None;
    }
    let json = serde_json::to_value(&reading).expect("JSON");
    let mut texts = String::new();
    gather(&json, &mut texts);
    Some(texts)
}

fn gather(json: &serde_json::Value, texts: &mut String) {
    use serde_json::Value;
    match json {
        Value::String(text) => texts.extend([compact(text).as_str(), "\n"]),
        Value::Number(number) => texts.extend([number.to_string().as_str(), "\n"]),
        Value::Array(items) => items.iter().for_each(|item| gather(item, texts)),
        Value::Object(items) => items.values().for_each(|item| gather(item, texts)),
        Value::Null | Value::Bool(_) => {}
    }
}

/// Words by which forms name their parts.
fn labels() -> Vec<String> {
    let words: serde_json::Value =
        serde_json::from_str(include_str!("../../../src/forms/words.json")).expect("the words");
    let mut texts = String::new();
    gather(&words, &mut texts);
    texts.lines().map(str::to_owned).collect()
}

/// Words of headers and templates that the forms print around those labels.
const TEMPLATE: [&str; 14] = [
    "A",
    "B",
    "万元",
    "包含数字及文字描述",
    "绩效指标性质",
    "绩效度量单位",
    "执行率权重",
    "单项指标权重",
    "年初预算安排情况",
    "资金支出情况",
    "未完成原因和改进措施",
    "具体完成情况",
    // 2025年 over the money of the year after.
    "2025",
    "2026",
];

/// The figures and the words of a text; the number in front of a block's name and the points in
/// brackets behind it are the template's.
fn pieces(text: &str) -> Vec<String> {
    let text = match text.split_once('、') {
        Some((number, name)) if number.chars().all(|c| "一二三四五六七八九十".contains(c)) => name,
        _ => text,
    };
    let words = text.split(|c: char| c.is_ascii_digit() || !c.is_alphanumeric()).map(compact);
    let figures = text.split(|c: char| !c.is_ascii_digit() && c != '.').map(|piece| piece.trim_matches('.'));
    let figures = figures.map(str::to_owned).filter(|_| !text.ends_with("分）"));
    figures.chain(words).filter(|piece| !piece.is_empty()).collect()
}

#[test]
fn what_is_no_label_is_kept() {
    let labels = labels();
    let is_label = |piece: &str| {
        let level = piece.ends_with("指标") || piece.ends_with("效益");
        // The points of a whole form.
        level || piece == "100" || TEMPLATE.contains(&piece) || labels.iter().any(|word| word.contains(piece))
    };
    let mut lost = Vec::new();
    for path in files() {
        let grid = grid(&path);
        let Some(kept) = kept(&grid) else { continue };
        for (line, row) in grid.iter().enumerate() {
            let total = row.first().is_some_and(|text| text == "总分");
            for piece in row.iter().flat_map(|text| pieces(text)) {
                let whole = total && piece == "100.00";
                if !is_label(&piece) && !whole && !is_sum(&piece, row) && !kept.contains(&piece) {
                    lost.push(format!("{} {}: {piece}", path.display(), line + 1));
                }
            }
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

/// 总额 beside 财政拨款 and 其他资金: computed again.
fn is_sum(piece: &str, row: &[String]) -> bool {
    let figures: Vec<u32> = row.iter().filter_map(|text| text.parse().ok()).collect();
    let sums = figures.windows(3).filter(|three| three[0] == three[1] + three[2]);
    sums.map(|three| three[0].to_string()).any(|sum| sum == piece)
}

/// Texts that no form has a place for; `{}` becomes a number, so that each can be told apart.
const NOISE: [&str; 4] =
    ["联系电话1380000{}及说明文字", "资金使用存在的问题是年底集中支付9{}万元", "此处附注{}", "770{}.25"];

#[test]
fn a_text_where_a_form_has_none_is_kept() {
    let mut lost = Vec::new();
    for path in files() {
        let plain = grid(&path);
        let width = plain.iter().map(Vec::len).max().unwrap_or_default();
        for (kind, noise) in NOISE.iter().enumerate() {
            // One text in every row, further right from file to file, into cells that are empty.
            for first in 0..=width {
                let mut noisy = plain.clone();
                let mut put = Vec::new();
                for (line, row) in noisy.iter_mut().enumerate() {
                    if line % 3 != (first + kind) % 3 {
                        continue;
                    }
                    row.resize(width + 1, String::new());
                    let column = (first + line) % (width + 1);
                    if row[column].is_empty() {
                        let text = noise.replace("{}", &format!("{}{}", 100 + line, 100 + column));
                        row[column].clone_from(&text);
                        put.push((line, column, text));
                    }
                }
                let Some(kept) = kept(&noisy) else { continue };
                for (line, column, text) in put {
                    if !kept.contains(&text) {
                        lost.push(format!("{} {}/{}: {text}", path.display(), line + 1, column + 1));
                    }
                }
            }
        }
    }
    assert!(lost.is_empty(), "{} lost\n{}", lost.len(), lost.join("\n"));
}

fn left_over(reading: &Reading) -> Vec<&str> {
    let texts = reading.problems().iter().filter_map(|problem| match problem {
        FileProblem::LeftOver { text, .. } => Some(text.as_str()),
        _ => None,
    });
    texts.collect()
}

const ROW: &str = "产出指标,数量指标,甲,1,1,90,90\n";

#[test]
fn what_stands_left_of_a_table_is_left_over_unless_it_names_the_block() {
    let header = "一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,得分\n";
    let phone = "联系电话13800000000及说明文字";
    let reading = forms::read_csv(format!("{phone},{header}绩效指标,{ROW}").as_bytes());
    whole(&reading);
    assert_eq!(left_over(&reading), [phone]);
    let problem = "资金使用存在的问题是年底集中支付12万元";
    let money = ",资金来源,年初预算数,全年预算数,全年执行数\n项目资金,财政拨款,1,1,1\n";
    let reading = forms::read_csv(format!("{problem}{money}{header}{ROW}").as_bytes());
    whole(&reading);
    assert_eq!(left_over(&reading), [problem]);
    let reading = forms::read_csv(format!("{problem},预算数,16,执行数,16\n{header}{ROW}").as_bytes());
    whole(&reading);
    assert_eq!(left_over(&reading), [problem]);
}

#[test]
fn a_goal_keeps_why_an_indicator_does_not_apply() {
    let reading = forms::read_csv(
        "项目支出绩效目标申报表\n一级指标,二级指标,三级指标,指标值,不适用理由\n产出指标,数量指标,甲,1,项目取消\n".as_bytes(),
    );
    whole(&reading);
    let Some(FormDocument::Goal(goal)) = &reading.document else { panic!("no goal") };
    assert_eq!(goal.indicators[0].note, "不适用理由：项目取消");
}

#[test]
fn the_points_of_the_total_are_kept_where_they_are_not_those_of_the_rows() {
    let header = "一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,得分\n";
    for (points, remarks) in [("95", &[("总分分值", "95")][..]), ("90", &[]), ("100", &[])] {
        let reading = forms::read_csv(format!("{header}{ROW}总分,,,,,{points},90\n").as_bytes());
        whole(&reading);
        let Some(FormDocument::SelfEvaluation(form)) = &reading.document else { panic!("no form") };
        assert_eq!(left_over(&reading), [""; 0]);
        let kept: Vec<_> = form.remarks.iter().map(|r| (r.label.as_str(), r.text.as_str())).collect();
        assert_eq!(kept, remarks, "{points}");
    }
}

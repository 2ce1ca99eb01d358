//! Files that are no forms, or are made to harm: each gets its own finding, nothing panics, and
//! memory and time stay bounded.

use std::io::{Read, Write};
use std::time::{Duration, Instant};

use hengping::domain::finding::FileProblem;
use hengping::forms::{self, FormDocument, MAX_BYTES, Reading};
use rust_xlsxwriter::Workbook;
use zip::write::SimpleFileOptions;

use super::whole;
use super::workbooks::official;

const TABLE: &str =
    "项目支出绩效自评表\n项目名称,甲\n一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,得分\n";

fn only(reading: &Reading) -> &FileProblem {
    let [problem] = reading.problems() else { panic!("{:?}", reading.problems()) };
    assert!(reading.document.is_none());
    problem
}

fn rows(reading: &Reading) -> usize {
    match &reading.document {
        Some(FormDocument::SelfEvaluation(form)) => form.rows.len(),
        _ => 0,
    }
}

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut package = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, body) in parts {
        package.start_file(*name, SimpleFileOptions::default()).expect("a part");
        package.write_all(body).expect("its body");
    }
    package.finish().expect("a package").into_inner()
}

#[test]
fn what_is_no_table_is_named() {
    for (bytes, expected) in [
        (&b""[..], FileProblem::Empty),
        (" \r\n ,,\n".as_bytes(), FileProblem::NoHeader),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", FileProblem::NotText),
        (&[0xff, 0xd8, 0xff, 0xe0, 0, 16, b'J', b'F'], FileProblem::NotText),
        (b"<html><body><table><tr><td>1</td></tr></table></body></html>", FileProblem::WebPage),
        ("\u{feff}<?xml version=\"1.0\"?><Workbook/>".as_bytes(), FileProblem::WebPage),
    ] {
        assert_eq!(*only(&forms::read("表.xls", bytes)), expected);
        assert_eq!(*only(&forms::read_csv(bytes)), expected);
    }
}

#[test]
fn prose_has_no_header_and_every_cell_of_it_is_named() {
    let reading = forms::read_csv("床前明月光，疑是地上霜。\n举头望明月，低头思故乡。\n".as_bytes());
    whole(&reading);
    assert!(reading.document.is_none());
    assert_eq!(reading.problems()[0], FileProblem::NoHeader);
    assert_eq!(reading.left_over, 2);
}

#[test]
fn a_form_without_indicator_header_keeps_what_is_known() {
    let reading = forms::read_csv("项目支出绩效自评表\n项目名称,道路养护\n".as_bytes());
    assert_eq!(reading.problems(), [FileProblem::NoHeader]);
    let Some(FormDocument::SelfEvaluation(form)) = &reading.document else { panic!("no form") };
    assert_eq!(form.head.project, "道路养护");
}

#[test]
fn a_file_over_the_limit_is_refused_by_its_size() {
    let size = MAX_BYTES + 1;
    let refusal = FileProblem::TooLarge { size, limit: MAX_BYTES };
    assert_eq!(forms::too_large_to_read(size), Some(refusal.clone()));
    assert_eq!(forms::too_large_to_read(MAX_BYTES), None);
    let bytes = vec![b'a'; usize::try_from(size).expect("a size")];
    assert_eq!(*only(&forms::read_csv(&bytes)), refusal);
}

#[test]
fn ten_thousand_rows_are_read_and_more_than_the_limit_are_said() {
    let row = |i: usize| format!("产出指标,数量指标,指标{i}：甲{i},≥1,1,1,1\n");
    let text: String = TABLE.to_owned() + &(0..10_000).map(row).collect::<String>();
    let reading = forms::read_csv(text.as_bytes());
    whole(&reading);
    assert_eq!((rows(&reading), reading.problems().len()), (10_000, 0));
    let text: String = TABLE.to_owned() + &(0..40_000).map(row).collect::<String>();
    let reading = forms::read_csv(text.as_bytes());
    whole(&reading);
    assert!(rows(&reading) > 10_000);
    let told =
        |p: &FileProblem| matches!(p, FileProblem::TooManyRows { .. } | FileProblem::TooManyCells { .. });
    assert!(reading.problems().iter().any(told), "{:?}", reading.problems());
}

#[test]
fn a_million_empty_cells_cost_nothing() {
    let row = ",".repeat(1_000) + "\n";
    let text = TABLE.to_owned() + &row.repeat(1_000) + "产出指标,数量指标,甲,≥1,1,1,1\n";
    let reading = forms::read_csv(text.as_bytes());
    whole(&reading);
    assert_eq!((rows(&reading), reading.cells), (1, 17));
}

#[test]
fn left_over_cells_are_named_up_to_a_bound_and_then_counted() {
    let reading = forms::read_csv("甲,乙,丙,丁\n".repeat(1_000).as_bytes());
    whole(&reading);
    assert_eq!(reading.left_over, 4_000);
    assert!(reading.problems().len() < 300);
    assert!(reading.problems().contains(&FileProblem::MoreLeftOver { cells: 3_800 }));
}

#[test]
fn a_cell_of_a_megabyte_is_kept_in_part_and_named() {
    let long = "长".repeat(400_000);
    let text = TABLE.to_owned() + "产出指标,数量指标,甲,≥1," + &long + ",1,1\n";
    let reading = forms::read_csv(text.as_bytes());
    whole(&reading);
    assert_eq!(rows(&reading), 1);
    let told = FileProblem::CellTooLong { cell: "E4".to_owned(), characters: 400_000, limit: 32_767 };
    assert_eq!(reading.problems(), [told]);
}

/// Against a harmless text of the same length, on the same machine under the same load: a reader
/// that looks at every sign again for every sign takes thousands of times as long.
#[test]
fn no_text_takes_longer_than_its_length() {
    let time = |text: &str| {
        let start = Instant::now();
        whole(&forms::read_csv(text.as_bytes()));
        start.elapsed()
    };
    let cells = |label: &str, signs: &str| {
        let long: String = signs.chars().cycle().take(30_000).collect();
        format!("{label}{long}\n").repeat(8)
    };
    let plain = time(&cells("项目名称,", "甲")).max(Duration::from_millis(20));
    for label in ["项目名称,", "联系人：张三 ", "评价结论,", "财政拨款,"] {
        for signs in ["(", "（", "：", ":", "1:", "：a ", "1", "9.", "2023年", "指标1：", "\u{3000}甲"]
        {
            let took = time(&cells(label, signs));
            assert!(took < plain * 100, "{label}{signs}: {took:?}, where 甲 takes {plain:?}");
        }
    }
    let row = |i: usize| format!(",其中：某{i},1,1,1\n");
    let money = "项目资金,资金来源,年初预算数,全年预算数,全年执行数\n,年度资金总额,9,9,9\n,财政拨款,9,9,9\n";
    let took = time(&(money.to_owned() + &(0..5_000).map(row).collect::<String>()));
    assert!(took < plain * 100, "{took:?}, where 甲 takes {plain:?}");
}

#[test]
fn damaged_and_foreign_packages_are_broken() {
    let whole = {
        let mut book = Workbook::new();
        book.add_worksheet().write_string(0, 0, "甲").expect("a cell");
        book.save_to_buffer().expect("a workbook")
    };
    for bytes in [&whole[..whole.len() / 2], b"PK\x03\x04", &packed(&[("word/document.xml", b"<w/>")])] {
        let reading = forms::read("表.xlsx", bytes);
        assert!(matches!(only(&reading), FileProblem::Broken { .. }), "{:?}", reading.problems());
    }
    let compound = [&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..], &[0; 600]].concat();
    assert!(matches!(only(&forms::read("表.xls", &compound)), FileProblem::Broken { .. }));
}

/// The document, or why there is none.
#[track_caller]
fn told(reading: &Reading) {
    use FileProblem as P;
    whole(reading);
    let refusal = |problem: &P| {
        matches!(
            problem,
            P::Broken { .. }
                | P::Encrypted
                | P::NotText
                | P::NoHeader
                | P::UnknownForm
                | P::UnpacksTooLarge { .. }
                | P::TooManyCells { .. }
        )
    };
    assert!(reading.document.is_some() || reading.problems().iter().any(refusal), "{reading:?}");
}

#[test]
fn a_damaged_workbook_is_read_or_refused() {
    let xls = std::fs::read(super::cases().join("selfeval-small.xls")).expect("the case");
    let mut rng = fastrand::Rng::with_seed(2023);
    for bytes in [xls, official()] {
        for _ in 0..300 {
            let mut damaged = bytes.clone();
            let at = rng.usize(..bytes.len());
            damaged[at] ^= rng.u8(1..);
            told(&forms::read("表", &damaged));
        }
        for _ in 0..50 {
            told(&forms::read("表", &bytes[..rng.usize(1..bytes.len())]));
        }
    }
}

/// Damage inside the parts, packed again, so that no checksum stops it.
#[test]
fn a_workbook_of_damaged_parts_is_read_or_refused() {
    let parts = unpacked(&official());
    let mut rng = fastrand::Rng::with_seed(2024);
    let mut read = 0;
    for _ in 0..300 {
        let mut damaged = parts.clone();
        let (_, body) = &mut damaged[rng.usize(..parts.len())];
        let at = rng.usize(..body.len());
        body[at] = rng.u8(b' '..b'~');
        let damaged: Vec<(&str, &[u8])> =
            damaged.iter().map(|(name, body)| (name.as_str(), &body[..])).collect();
        let reading = forms::read("表.xlsx", &packed(&damaged));
        told(&reading);
        read += usize::from(reading.document.is_some());
    }
    assert!((50..300).contains(&read), "{read} of 300 were read");
}

fn unpacked(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a package");
    let parts = (0..package.len()).map(|index| {
        let mut part = package.by_index(index).expect("a part");
        let mut body = Vec::new();
        part.read_to_end(&mut body).expect("its body");
        (part.name().expect("its name").into_owned(), body)
    });
    parts.collect()
}

#[test]
fn an_encrypted_workbook_says_so() {
    let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).expect("a compound file");
    for name in ["/EncryptionInfo", "/EncryptedPackage"] {
        file.create_stream(name).expect("a stream").write_all(&[7; 5_000]).expect("its body");
    }
    let bytes = file.into_inner().into_inner();
    assert_eq!(*only(&forms::read("表.xlsx", &bytes)), FileProblem::Encrypted);
}

#[test]
fn a_bomb_named_xlsx_is_not_unpacked() {
    let zeros = vec![b' '; 70 << 20];
    let bomb = packed(&[("xl/worksheets/sheet1.xml", &zeros)]);
    assert!(bomb.len() < 200_000);
    assert!(matches!(only(&forms::read("表.xlsx", &bomb)), FileProblem::UnpacksTooLarge { .. }));
    // A smaller one, by how far it was packed.
    let bomb = packed(&[("xl/worksheets/sheet1.xml", &zeros[..20 << 20])]);
    assert!(matches!(only(&forms::read("表.xlsx", &bomb)), FileProblem::UnpacksTooLarge { .. }));
    // One that lies about its size: the real inflation counts.
    let mut lying = packed(&[("xl/worksheets/sheet1.xml", &zeros)]);
    let size = u32::to_le_bytes(70 << 20);
    for at in 0..lying.len() - 4 {
        if lying[at..at + 4] == size {
            lying[at..at + 4].copy_from_slice(&u32::to_le_bytes(100));
        }
    }
    let reading = forms::read("表.xlsx", &lying);
    let refused =
        |p: &FileProblem| matches!(p, FileProblem::UnpacksTooLarge { .. } | FileProblem::Broken { .. });
    assert!(refused(only(&reading)), "{:?}", reading.problems());
    let many: Vec<String> = (0..3_000).map(|i| format!("xl/{i}.xml")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b"<a/>"[..])).collect();
    assert!(matches!(only(&forms::read("表.xlsx", &packed(&many))), FileProblem::UnpacksTooLarge { .. }));
}

#[test]
fn a_cell_at_the_end_of_a_sheet_makes_no_room_for_the_rest() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "甲").expect("a cell");
    sheet.write_string(1_048_575, 16_383, "乙").expect("a cell");
    let reading = forms::read("表.xlsx", &book.save_to_buffer().expect("a workbook"));
    whole(&reading);
    assert!(
        reading.problems().contains(&FileProblem::TooManyColumns { limit: 500 }),
        "{:?}",
        reading.problems()
    );
}

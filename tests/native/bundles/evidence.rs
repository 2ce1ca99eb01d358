//! 佐证材料 in bundles: sealed with what is at hand, never silent of what is not, packed by one and opened by
//! another, part by part.

use std::io::{self, Cursor, Read, Seek, SeekFrom};

use hengping::bundle::archive::{self, Part};
use hengping::bundle::json;
use hengping::bundle::packing::{CheckSum, Packing};
use hengping::desk::{Said, answer, answer_about};
use hengping::domain::finding::BundleProblem as P;
use serde_json::{Value, json};

const PDF: &[u8] = b"%PDF-1.7 contract";
const TEXT: &[u8] = "验收合格".as_bytes();

fn size(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).expect("a size")
}

/// A case whose row names these files.
fn case(files: &[(&str, &[u8])]) -> Value {
    let evidence = |(name, bytes): &(&str, &[u8])| {
        json!({ "digest": Part::new(bytes.to_vec()).digest().as_str(), "name": name, "size": bytes.len(),
                "type": "application/pdf" })
    };
    let evidence: Vec<Value> = files.iter().map(evidence).collect();
    json!({
        "id": "c1", "year": 2022, "subject": "project", "name": "田园", "unit": "219001",
        "self_evaluation": { "head": { "year": 2022 }, "rows": [
            { "id": "r1", "level1": "产出指标", "level2": "", "name": "甲", "grounds": { "evidence": evidence } },
            { "id": "r2", "level1": "产出指标", "level2": "", "name": "乙", "grounds": { "evidence": evidence } },
        ] },
    })
}

fn at_hand(all: &[&[u8]]) -> Value {
    let one = |bytes: &&[u8]| (Part::new(bytes.to_vec()).digest().hex().to_owned(), json!(bytes.len()));
    Value::Object(all.iter().map(one).collect())
}

fn asked(question: &Value, case: &Value) -> Vec<Value> {
    let answer = answer(&format!("{question}\n{case}\n[]"), b"");
    answer.lines().map(|line| if line.is_empty() { Value::Null } else { value(line) }).collect()
}

fn value(line: &str) -> Value {
    json::read(line.as_bytes()).expect("strict JSON")
}

fn seal(case: &Value, at_hand: Value, fields: Value) -> Vec<Value> {
    let key = value(&answer(&json!({ "do": "key", "random": vec![9; 32] }).to_string(), b""))["key"].take();
    let mut all =
        json!({ "year": "2022", "role": "unit", "id": "219001", "name": "镇", "to_id": "", "to_name": "" });
    for (name, value) in fields.as_object().expect("fields") {
        all[name] = value.clone();
    }
    let question = json!({ "do": "seal", "key": key, "made_at": "2023-01-31T08:00:00Z", "fields": all, "at_hand": at_hand });
    asked(&question, case)
}

/// The file as the page puts it together: heads, contents, end.
fn packed(bundle: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    let (mut packing, mut file) = (Packing::default(), Vec::new());
    let mut add = |name: &str, bytes: &[u8]| {
        file.extend(packing.entry(name, size(bytes), CheckSum::of(bytes)).expect("an entry"));
        file.extend(bytes);
    };
    add(archive::JSON, bundle);
    for bytes in parts {
        add(&archive::part_name(Part::new(bytes.to_vec()).digest()), bytes);
    }
    file.extend(packing.end().expect("an end"));
    file
}

fn sealed() -> (Vec<Value>, Vec<u8>) {
    let case = case(&[("合同.pdf", PDF), ("验收.txt", TEXT)]);
    let answer = seal(&case, at_hand(&[PDF, TEXT]), json!({ "evidence": "with" }));
    assert_eq!(answer[0]["fault"], Value::Null, "{}", answer[0]);
    let file = packed(answer[2].to_string().as_bytes(), &[PDF, TEXT]);
    (answer, file)
}

#[test]
fn what_documents_name_travels_beside_them_each_file_once() {
    let (answer, file) = sealed();
    let digests: Vec<String> =
        [PDF, TEXT].iter().map(|bytes| Part::new(bytes.to_vec()).digest().hex().to_owned()).collect();
    assert_eq!(answer[0]["parts"], json!(digests));
    assert!(answer[0]["file"].as_str().expect("a name").ends_with(".zip"));
    assert!(answer[1].to_string().contains("2 个"), "the form says how many: {}", answer[1]);
    let opened = archive::open(&file).expect("a bundle");
    assert_eq!((opened.problems, opened.parts.len()), (vec![], 2));
    let [first, _] = &opened.bundle.header.parts[..] else { panic!("two parts") };
    assert_eq!(
        (first.name.as_str(), first.size, first.media.as_str()),
        ("合同.pdf", size(PDF), "application/pdf")
    );
    assert!(opened.bundle.signer().is_ok());
}

#[test]
fn the_size_that_is_at_hand_counts_and_not_what_a_document_says() {
    let mut case = case(&[("合同.pdf", PDF)]);
    for row in case["self_evaluation"]["rows"].as_array_mut().expect("rows") {
        row["grounds"]["evidence"][0]["size"] = json!(1);
        row["grounds"]["evidence"][0]["type"] = json!("text/evil");
    }
    let answer = seal(&case, at_hand(&[PDF]), json!({ "evidence": "with" }));
    let opened = archive::open(&packed(answer[2].to_string().as_bytes(), &[PDF])).expect("a bundle");
    assert_eq!(opened.problems, []);
    assert_eq!(opened.bundle.header.parts[0].media, "");
}

#[test]
fn what_is_not_at_hand_is_never_left_out_in_silence() {
    let case = case(&[("合同.pdf", PDF), ("验收.txt", TEXT)]);
    let refused = seal(&case, at_hand(&[PDF]), json!({ "evidence": "with" }));
    let fault = refused[0]["fault"].as_str().expect("a fault");
    assert!(fault.contains("1 个") && fault.contains("“验收.txt”") && !fault.contains("合同"), "{fault}");

    let left = seal(&case, at_hand(&[PDF]), json!({ "evidence": "with", "missing": "leave" }));
    assert_eq!(left[0]["parts"].as_array().map(Vec::len), Some(1));
    assert_eq!(left[2]["header"]["parts"].as_array().map(Vec::len), Some(1));
    assert!(left[1].to_string().contains("“验收.txt”"), "{}", left[1]);

    // Without the tick nothing goes along, and that is said; the bundle is plain JSON and lists no part.
    let without = seal(&case, at_hand(&[PDF, TEXT]), json!({ "evidence": "" }));
    assert_eq!((&without[0]["parts"], &without[2]["header"]["parts"]), (&json!([]), &json!([])));
    assert!(without[0]["file"].as_str().expect("a name").ends_with(".json"));
    assert!(without[1].to_string().contains("“合同.pdf”、“验收.txt”"), "{}", without[1]);
    let opened = archive::open(without[2].to_string().as_bytes()).expect("a bundle");
    assert_eq!(opened.problems, []);
}

#[test]
fn the_form_says_how_much_goes_and_what_is_missing() {
    let case = case(&[("合同.pdf", PDF), ("验收.txt", TEXT)]);
    let form = |at_hand: Value| {
        let question = json!({ "do": "hand_in", "key": null, "parties": null, "at_hand": at_hand });
        asked(&question, &case)[1].to_string()
    };
    let drawn = form(at_hand(&[PDF, TEXT]));
    assert!(drawn.contains("佐证材料 2 个，共 29 字节"), "{drawn}");
    assert!(drawn.contains(r#"["name","evidence"]"#) && !drawn.contains(r#"["name","missing"]"#));
    let drawn = form(at_hand(&[PDF]));
    assert!(drawn.contains("有 1 个佐证材料的内容不在本机：“验收.txt”"), "{drawn}");
    assert!(drawn.contains(r#"["name","missing"]"#));
}

#[test]
fn more_than_anybody_takes_is_refused_before_it_is_packed() {
    let mut case = case(&[("合同.pdf", PDF)]);
    let hex = Part::new(PDF.to_vec()).digest().hex().to_owned();
    let large = seal(&case, json!({ hex.as_str(): 256u64 << 20 }), json!({ "evidence": "with" }));
    let fault = large[0]["fault"].as_str().expect("a fault");
    assert!(fault.contains("257 MB") && fault.contains("256 MB"), "{fault}");
    let evidence: Vec<Value> = (0..2_000)
        .map(|at| json!({ "digest": format!("sha256:{at:064x}"), "name": "", "size": 1, "type": "" }))
        .collect();
    let held: serde_json::Map<String, Value> =
        (0..2_000).map(|at| (format!("{at:064x}"), json!(1))).collect();
    case["self_evaluation"]["rows"][0]["grounds"]["evidence"] = json!(evidence);
    let many = seal(&case, Value::Object(held), json!({ "evidence": "with", "missing": "leave" }));
    assert!(many[0]["fault"].as_str().expect("a fault").contains("2000"), "{}", many[0]);
}

#[test]
fn a_strangers_digest_and_name_harm_nothing() {
    let mut case = case(&[("合同.pdf", PDF)]);
    let odd = |digest: &str, name: String| json!({ "digest": digest, "name": name, "size": 1, "type": "" });
    case["self_evaluation"]["rows"][0]["grounds"]["evidence"] = json!([
        odd("../../etc/passwd", "a\u{202e}fdp.exe".to_owned()),
        odd(Part::new(PDF.to_vec()).digest().as_str(), "长".repeat(100_000)),
    ]);
    let answer = seal(&case, at_hand(&[PDF]), json!({ "evidence": "with", "missing": "leave" }));
    assert_eq!(answer[0]["parts"].as_array().map(Vec::len), Some(1), "{}", answer[0]);
    assert!(!answer[1].to_string().contains('\u{202e}'));
    let opened = archive::open(&packed(answer[2].to_string().as_bytes(), &[PDF])).expect("a bundle");
    assert_eq!(opened.problems, []);
}

/// A file that counts what is read of it, and may refuse from some byte on.
struct Watched {
    file: Cursor<Vec<u8>>,
    read: u64,
    most: u64,
}

impl Watched {
    fn over(file: &[u8]) -> Self {
        Self { file: Cursor::new(file.to_vec()), read: 0, most: u64::MAX }
    }
}

impl Read for Watched {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.read > self.most {
            return Err(io::Error::other("浏览器读不到这个文件"));
        }
        let read = self.file.read(into)?;
        self.read += u64::try_from(read).expect("a count");
        Ok(read)
    }
}

impl Seek for Watched {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

#[test]
fn the_report_counts_files_and_names_what_is_missing_or_changed() {
    let (answer, file) = sealed();
    let report = |file: &[u8], at_hand: Value| {
        let question = json!({ "do": "stage", "at_hand": at_hand }).to_string();
        let Said::Text(text) = answer_about(&question, &mut Cursor::new(file)) else { panic!("bytes") };
        text
    };
    assert!(report(&file, json!({})).contains("2 个，共 29 字节"));
    let bundle = answer[2].to_string();
    let one = report(&packed(bundle.as_bytes(), &[PDF]), json!({}));
    assert!(one.contains("2 个，完好 1 个，缺少或不符 1 个") && one.contains("附件“验收.txt”"), "{one}");
    let mut changed = file.clone();
    let at = changed.windows(PDF.len()).position(|here| here == PDF).expect("the part");
    changed[at] ^= 1;
    assert!(report(&changed, json!({})).contains("无法打开"), "its check sum does not hold");

    // Documents that name what nobody sent.
    let case = case(&[("合同.pdf", PDF), ("验收.txt", TEXT)]);
    let without = seal(&case, at_hand(&[PDF, TEXT]), json!({ "evidence": "" }))[2].to_string();
    assert!(report(without.as_bytes(), json!({})).contains("有 2 个不在包中，本机也没有"));
    let drawn = report(without.as_bytes(), at_hand(&[PDF]));
    assert!(drawn.contains("有 1 个不在包中，本机也没有：“验收.txt”"), "{drawn}");
    assert!(!report(without.as_bytes(), at_hand(&[PDF, TEXT])).contains("不在包中"));
}

#[test]
fn taking_over_names_the_parts_and_gives_them_out_one_by_one() {
    let (answer, file) = sealed();
    let question = json!({ "do": "take", "digest": answer[0]["digest"], "stem": "a-" }).to_string();
    let mut watched = Watched::over(&file);
    let Said::Text(text) = answer_about(&question, &mut watched) else { panic!("bytes") };
    let head = value(text.lines().next().expect("a head"));
    assert_eq!(head["parts"].as_array().map(Vec::len), Some(2), "{head}");
    for (digest, bytes) in head["parts"].as_array().expect("parts").iter().zip([PDF, TEXT]) {
        let question = json!({ "do": "part", "digest": digest }).to_string();
        match answer_about(&question, &mut Cursor::new(&file)) {
            Said::Bytes(found) => assert_eq!(found, bytes),
            Said::Text(fault) => panic!("{fault}"),
        }
    }
    let of = |digest: &str, file: &[u8]| match answer_about(
        &json!({ "do": "part", "digest": digest }).to_string(),
        &mut Cursor::new(file),
    ) {
        Said::Text(text) => value(&text)["fault"].as_str().map(str::to_owned),
        Said::Bytes(_) => None,
    };
    for digest in ["", "../x", &format!("sha256:{}", "0".repeat(64))] {
        assert!(of(digest, &file).is_some(), "{digest}");
    }
    assert!(of(Part::new(PDF.to_vec()).digest().as_str(), b"no zip").is_some());
    // Left out, its files are not asked for.
    let question =
        json!({ "do": "take", "fields": { "at:0": "leave" }, "stem": "a-", "digest": answer[0]["digest"] });
    assert_eq!(
        value(self::answer(&question.to_string(), &file).lines().next().expect("a head"))["parts"],
        json!([])
    );
}

#[test]
fn one_part_is_read_without_the_others() {
    let large: Vec<u8> = (0..4_000_000u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let bundle = sealed().0[2].to_string();
    let file = packed(bundle.as_bytes(), &[&large, PDF]);
    let mut watched = Watched::over(&file);
    let part = archive::part(&mut watched, Part::new(PDF.to_vec()).digest()).expect("a part");
    assert_eq!(part.bytes(), PDF);
    assert!(watched.read < 600_000, "{} bytes of {}", watched.read, file.len());
    let mut watched = Watched::over(&file);
    archive::bundle(&mut watched).expect("a bundle");
    assert!(watched.read < 600_000, "{} bytes of {}", watched.read, file.len());
}

#[test]
fn looking_through_says_the_same_as_opening() {
    let (_, file) = sealed();
    let looked = archive::look(&mut Cursor::new(&file)).expect("a bundle");
    let opened = archive::open(&file).expect("a bundle");
    assert_eq!((looked.bundle, looked.problems), (opened.bundle, opened.problems));
    let digests: Vec<_> = opened.parts.iter().map(Part::digest).collect();
    assert_eq!(looked.parts.iter().collect::<Vec<_>>(), digests);
    // A file that is taken away while it is read.
    let mut gone = Watched { most: 100, ..Watched::over(&file) };
    assert!(matches!(archive::look(&mut gone), Err(P::ArchiveBroken { .. })));
}

#[test]
fn every_program_opens_what_is_packed() {
    let (_, file) = sealed();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("b.zip");
    std::fs::write(&path, &file).expect("written");
    let script = "import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\n\
                  print(len(z.namelist()), z.infolist()[0].filename, oct(z.infolist()[1].external_attr >> 16))";
    let said =
        std::process::Command::new("python3").args(["-c", script]).arg(&path).output().expect("python3");
    assert_eq!(String::from_utf8_lossy(&said.stdout).trim(), "3 bundle.json 0o100644", "{said:?}");
}

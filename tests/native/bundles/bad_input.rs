//! What a bundle must not be: each is refused with its place, or kept as the text it is.

use hengping::bundle::Bundle;
use hengping::bundle::limits::MAX_DOCUMENTS;
use hengping::domain::finding::BundleProblem;

use super::{document, header, key, sealed};

fn text() -> String {
    String::from_utf8(sealed().to_bytes()).expect("text")
}

/// Why the bundle is refused once `from` is `to`.
fn refused(from: &str, to: &str) -> BundleProblem {
    let broken = text().replacen(from, to, 1);
    assert_ne!(broken, text(), "{from} is not in the bundle");
    Bundle::read(broken.as_bytes()).expect_err(to)
}

#[test]
fn what_programs_read_differently_is_refused_with_its_place() {
    for (from, to, place, word) in [
        (r#""year":2023"#, r#""year":2023.0"#, "documents[0].case.year", "小数"),
        (r#""year":2023"#, r#""year":1e999"#, "documents[0].case.year", "JSON"),
        (r#""year":2023"#, r#""year":9007199254740992"#, "documents[0].case.year", "过大"),
        (r#""year":2023"#, r#""year":-0"#, "documents[0].case.year", "小数"),
        (r#""year":2023"#, r#""year":2023,"year":2023"#, "documents[0].case", "两次"),
        (r#""year":2023"#, r#""year":2023,"y\u0065ar":2023"#, "documents[0].case", "两次"),
        (r#""documents":"#, r#""documents":[],"documents":"#, "", "两次"),
        (r#""农田水利""#, r#""\ud800""#, "documents[0].body.head.project", "JSON"),
        (r#""农田水利""#, r#""\udc00\ud800""#, "documents[0].body.head.project", "JSON"),
        (r#""农田水利""#, "NaN", "documents[0].body.head.project", "JSON"),
        (r#""农田水利""#, "\"a\nb\"", "documents[0].body.head.project", "JSON"),
    ] {
        let BundleProblem::NotJson { path, detail } = refused(from, to) else { panic!("{to}") };
        assert_eq!(path, place, "{to}");
        assert!(detail.contains(word), "{to}: {detail}");
    }
    let deep = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
    // The body stands three levels deep.
    let problem = refused(r#"{"head":{"project":"农田水利"}}"#, &deep(62));
    assert!(matches!(problem, BundleProblem::NotJson { detail, .. } if detail.contains("64 层")));
    let deepest = text().replacen(r#"{"head":{"project":"农田水利"}}"#, &deep(61), 1);
    assert!(Bundle::read(deepest.as_bytes()).is_ok());
    assert!(Bundle::read("[".repeat(1_000_000).as_bytes()).is_err());
}

#[test]
fn what_is_no_bundle_is_told_from_a_broken_one() {
    let code = |bytes: &[u8]| Bundle::read(bytes).expect_err("no bundle").code();
    for bytes in [&b"[]"[..], b"{}", b"null", br#"{"format":"hengping.pack","version":1}"#] {
        assert_eq!(code(bytes), "not-a-bundle");
    }
    for bytes in [&b""[..], b"\xff\xfe", b"{\"format\"", b"year,unit\n", b"<html>", &[0; 5000]] {
        assert_eq!(code(bytes), "bundle-not-json");
    }
    for cut in 1..text().len() {
        if let Some(part) = text().get(..cut) {
            assert_eq!(code(part.as_bytes()), "bundle-not-json", "cut at {cut}");
        }
    }
}

#[test]
fn a_header_that_does_not_read_is_named() {
    for (from, to, place) in [
        (r#""version":1"#, r#""version":0"#, "version"),
        (r#""version":1"#, r#""version":"1""#, "version"),
        (r#""kind":"submission""#, r#""kind":"weather""#, "header.kind"),
        (r#""made_at":"2024-01-31T08:00:00Z""#, r#""made_at":"gestern""#, "header.made_at"),
        (r#""answers":null"#, r#""answers":"sha256:12""#, "header.answers"),
        (r#""parts":[]"#, r#""parts":[{"name":"a"}]"#, "header.parts[0].digest"),
        (r#""parts":[]"#, r#""parts":["a"]"#, "header.parts[0]"),
        (r#""packs":[]"#, r#""packs":{}"#, "header.packs"),
        (r#""role":"unit""#, r#""role":"""#, "header.from.role"),
    ] {
        let BundleProblem::Malformed { path, .. } = refused(from, to) else { panic!("{to}") };
        assert_eq!(path, place, "{to}");
    }
    let without = text().replacen(r#""documents""#, r#""papers""#, 1);
    assert!(matches!(Bundle::read(without.as_bytes()), Err(BundleProblem::Malformed { .. })));
}

#[test]
fn one_document_that_does_not_read_leaves_the_others() {
    let bad = [
        "5",
        "[]",
        "{}",
        r#"{"id":"","type":"goal","case":{"year":2023}}"#,
        r#"{"id":"x","type":"goal","case":{"year":"2023"}}"#,
    ];
    for bad in bad {
        let both = text().replacen(r#""documents":["#, &format!(r#""documents":[{bad},"#), 1);
        let bundle = Bundle::read(both.as_bytes()).expect("a bundle");
        assert!(bundle.documents[0].head.is_err(), "{bad}");
        assert_eq!(bundle.documents[1].head, sealed().documents[0].head);
    }
}

#[test]
fn strange_texts_are_kept_to_the_letter() {
    let long = "长".repeat(100_000);
    for text in [
        "../../etc/passwd",
        "\u{202e}gpj.exe\u{2066}",
        "<script>alert(1)</script>",
        "=cmd|'/c calc'!A1",
        "\u{0}\u{7}",
        &long,
    ] {
        let body = serde_json::json!({ "head": { "project": text } });
        let made = Bundle::new(header(), vec![document("d1", "null", &body.to_string())]);
        let made = made.sealed(&key(7)).expect("sealed");
        let read = Bundle::read(&made.to_bytes()).expect("a bundle");
        assert_eq!(read.documents[0].body(), body);
        assert_eq!(read.signer(), Ok(key(7).public()));
    }
}

#[test]
fn a_name_without_end_is_refused_as_a_name() {
    let long = "长".repeat(100_000);
    let BundleProblem::Malformed { path, .. } = refused("市农业农村局", &long) else {
        panic!("accepted")
    };
    assert_eq!(path, "header.from.name");
    let broken = text().replacen(r#""name":"农田水利""#, &format!(r#""name":"{long}""#), 1);
    let bundle = Bundle::read(broken.as_bytes()).expect("a bundle");
    assert!(
        matches!(&bundle.documents[0].head, Err(BundleProblem::Malformed { path, .. }) if path == "documents[0].case.name")
    );
}

#[test]
fn a_hundred_thousand_documents_are_read_and_one_more_is_refused() {
    let documents: Vec<_> = (0..MAX_DOCUMENTS).map(|at| document(&format!("d{at}"), "null", "{}")).collect();
    let bytes = Bundle::new(header(), documents).sealed(&key(7)).expect("sealed").to_bytes();
    let bundle = Bundle::read(&bytes).expect("a bundle");
    assert!(bundle.signer().is_ok() && bundle.documents.len() == MAX_DOCUMENTS);
    let first = bundle.documents[0].text();
    let more = String::from_utf8(bytes).expect("text").replacen(
        r#""documents":["#,
        &format!(r#""documents":[{first},"#),
        1,
    );
    assert_eq!(Bundle::read(more.as_bytes()), Err(BundleProblem::TooManyDocuments { limit: MAX_DOCUMENTS }));
}

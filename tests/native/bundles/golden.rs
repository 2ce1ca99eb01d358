//! Bundles that stand in the tree for ever: each released version must open, and digests and seals
//! must come out the same in every program. `tests/independent/bundles.py` checks the same files, and
//! made one of them.

use std::fs;

use hengping::bundle::archive::Part;
use hengping::bundle::header::PartListed;
use hengping::bundle::lineage::documents;
use hengping::bundle::{Bundle, archive, code::ShortCode, json};
use hengping::domain::case_file;
use serde_json::Value;

use super::{header, key};

const FOLDER: &str = "tests/cases/bundles";

fn expected() -> Vec<Value> {
    let bytes = fs::read(format!("{FOLDER}/expected.json")).expect("the list");
    json::read(&bytes).expect("JSON").as_array().expect("a list").clone()
}

#[test]
fn every_sample_opens_with_its_digest_and_its_signer() {
    for expected in expected() {
        let file = expected["file"].as_str().expect("a file");
        let bytes = fs::read(format!("{FOLDER}/{file}")).expect(file);
        let opened = archive::open(&bytes).unwrap_or_else(|problem| panic!("{file}: {problem:?}"));
        assert_eq!(opened.problems, [], "{file}");
        let bundle = opened.bundle;
        assert_eq!(bundle.digest.as_str(), expected["digest"], "{file}");
        assert_eq!(
            ShortCode::of(&bundle.digest).to_string(),
            expected["code"].as_str().expect("a code"),
            "{file}"
        );
        let signer = bundle.signer().unwrap_or_else(|problem| panic!("{file}: {problem:?}"));
        assert_eq!(signer.code().to_string(), expected["signer"].as_str().expect("a code"), "{file}");
        let revisions: Vec<&str> =
            bundle.documents.iter().map(|document| document.revision.as_str()).collect();
        assert_eq!(Value::from(revisions), expected["revisions"], "{file}");
    }
}

/// Written once for each version of the format: `UPDATE_GOLDENS=1`.
#[test]
fn what_is_sealed_today_is_the_sample_of_this_version() {
    let cases = fs::read(format!("{FOLDER}/cases.json")).expect("the cases");
    let cases = case_file::read(&cases).expect("cases");
    let plain = Bundle::new(header(), documents(&cases[0], &[])).sealed(&key(1)).expect("sealed");
    let parts = [Part::new("附件一".as_bytes().to_vec()), Part::new(vec![0; 1000])];
    let mut header = header();
    header.parts = (parts.iter())
        .map(|part| PartListed {
            digest: part.digest().clone(),
            size: u64::try_from(part.bytes().len()).expect("a size"),
            name: "附件.bin".into(),
            media: "application/octet-stream".into(),
        })
        .collect();
    let with_parts = Bundle::new(header, plain.documents.clone()).sealed(&key(1)).expect("sealed");
    for (file, bundle, parts) in
        [("submission-v1.json", &plain, &parts[..0]), ("submission-parts-v1.zip", &with_parts, &parts[..])]
    {
        let (path, bytes) = (format!("{FOLDER}/{file}"), archive::write(bundle, parts).expect("a file"));
        if std::env::var_os("UPDATE_GOLDENS").is_some() {
            fs::write(&path, &bytes).expect("written");
        }
        assert!(fs::read(&path).expect(file) == bytes, "{file} is not what is sealed today");
    }
}

#[test]
fn our_own_sample_is_sealed_again_to_the_same_bytes() {
    let bytes = fs::read(format!("{FOLDER}/submission-v1.json")).expect("the sample");
    let bundle = Bundle::read(&bytes).expect("a bundle");
    assert_eq!(bundle.sealed(&key(1)).expect("sealed").to_bytes(), bytes.trim_ascii_end());
}

#[test]
fn what_a_newer_program_wrote_is_read_only_and_keeps_every_member() {
    let bytes = fs::read(format!("{FOLDER}/newer-v2.json")).expect("the sample");
    let bundle = Bundle::read(&bytes).expect("a bundle");
    assert!(bundle.is_read_only() && bundle.documents.len() == 1);
    assert_eq!(json::read(&bundle.to_bytes()), json::read(&bytes));
}

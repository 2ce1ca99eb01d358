//! The samples of bundles in the browser: the same digests, codes and seals as natively.

use hengping::bundle::archive::{self, open};
use hengping::bundle::code::ShortCode;
use hengping::bundle::json;
use hengping::bundle::key::SigningKey;
use hengping::bundle::lineage::documents;
use hengping::domain::case_file;
use serde_json::Value;
use wasm_bindgen_test::wasm_bindgen_test;

const EXPECTED: &[u8] = include_bytes!("../cases/bundles/expected.json");
const CASES: &[u8] = include_bytes!("../cases/bundles/cases.json");
const PLAIN: &[u8] = include_bytes!("../cases/bundles/submission-v1.json");
const WITH_PARTS: &[u8] = include_bytes!("../cases/bundles/submission-parts-v1.zip");
const FOREIGN: &[u8] = include_bytes!("../cases/bundles/foreign-v1.json");
const NEWER: &[u8] = include_bytes!("../cases/bundles/newer-v2.json");

#[wasm_bindgen_test]
fn every_sample_has_the_digest_and_the_signer_it_has_natively() {
    let expected = json::read(EXPECTED).expect("JSON");
    let expected = expected.as_array().expect("a list");
    let samples = [PLAIN, WITH_PARTS, FOREIGN, NEWER];
    assert_eq!(expected.len(), samples.len());
    for (expected, bytes) in expected.iter().zip(samples) {
        let opened = open(bytes).expect("a bundle");
        assert_eq!(opened.problems, []);
        let bundle = opened.bundle;
        assert_eq!(expected["digest"], bundle.digest.as_str());
        assert_eq!(expected["code"], ShortCode::of(&bundle.digest).to_string());
        assert_eq!(expected["signer"], bundle.signer().expect("the seal holds").code().to_string());
        let revisions: Vec<&str> =
            bundle.documents.iter().map(|document| document.revision.as_str()).collect();
        assert_eq!(expected["revisions"], Value::from(revisions));
    }
}

#[wasm_bindgen_test]
fn what_is_sealed_here_is_byte_for_byte_what_is_sealed_natively() {
    let key = SigningKey::of_random(&[1; 32]).expect("a key");
    let sample = open(WITH_PARTS).expect("a bundle");
    let again = sample.bundle.clone().sealed(&key).expect("sealed");
    assert_eq!(archive::write(&again, &sample.parts).expect("a file"), WITH_PARTS);
    let cases = case_file::read(CASES).expect("cases");
    let plain = open(PLAIN).expect("a bundle").bundle;
    assert_eq!(documents(&cases[0], &[]), plain.documents);
    assert_eq!(plain.sealed(&key).expect("sealed").to_bytes(), PLAIN);
}

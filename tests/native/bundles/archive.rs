//! Bundles with attachments: what a zip may hold, and what it must not.

use std::io::{Cursor, Write};

use hengping::bundle::Bundle;
use hengping::bundle::archive::{Part, open, write};
use hengping::bundle::header::PartListed;
use hengping::domain::finding::BundleProblem;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::{document, header, key, sealed};

fn parts() -> Vec<Part> {
    vec![Part::new(b"%PDF-1.7".to_vec()), Part::new(vec![0; 100_000]), Part::new(Vec::new())]
}

fn listing(parts: &[Part]) -> Bundle {
    let mut header = header();
    header.parts = (parts.iter().zip(["合同.pdf", "../照片.jpg", ""]))
        .map(|(part, name)| PartListed {
            digest: part.digest().clone(),
            size: u64::try_from(part.bytes().len()).expect("a size"),
            name: name.into(),
            media: "application/octet-stream".into(),
        })
        .collect();
    Bundle::new(header, vec![document("d1", "null", "{}")]).sealed(&key(7)).expect("sealed")
}

fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).expect("an entry");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("a zip").into_inner()
}

fn refused(bytes: &[u8]) -> BundleProblem {
    open(bytes).expect_err("refused")
}

fn name_of(part: &Part) -> String {
    format!("parts/{}", part.digest().hex())
}

#[test]
fn a_bundle_with_parts_comes_back_whole_and_is_written_the_same_again() {
    let bundle = listing(&parts());
    let bytes = write(&bundle, &parts()).expect("a file");
    let opened = open(&bytes).expect("a bundle");
    assert_eq!(opened.problems, []);
    assert_eq!(opened.bundle, bundle);
    assert_eq!(opened.parts.len(), 3);
    assert!(parts().iter().all(|part| opened.parts.contains(part)));
    let mut turned = parts();
    turned.reverse();
    turned.push(parts().remove(0));
    assert_eq!(write(&bundle, &turned).expect("a file"), bytes);
}

#[test]
fn without_parts_the_file_is_plain_json() {
    let bytes = write(&sealed(), &[]).expect("a file");
    assert_eq!(bytes, sealed().to_bytes());
    assert_eq!(open(&bytes).expect("a bundle").bundle, sealed());
}

#[test]
fn parts_missing_changed_or_not_listed_are_named_and_the_rest_stays() {
    let [pdf, zeros, empty] = <[Part; 3]>::try_from(parts()).expect("three");
    let bundle = listing(&parts());
    let json = bundle.to_bytes();
    let stranger = Part::new(b"another".to_vec());
    let bytes = zipped(&[
        ("bundle.json", &json),
        (&name_of(&pdf), b"%PDF-1.8"),
        (&name_of(&empty), b""),
        (&name_of(&stranger), b"another"),
    ]);
    let opened = open(&bytes).expect("a bundle");
    assert_eq!(opened.parts, [empty]);
    let computed = Part::new(b"%PDF-1.8".to_vec()).digest().to_string();
    assert_eq!(
        opened.problems,
        [
            BundleProblem::PartDiffers { name: "合同.pdf".into(), computed },
            BundleProblem::PartMissing { name: "../照片.jpg".into(), digest: zeros.digest().to_string() },
            BundleProblem::PartUnlisted { digest: stranger.digest().to_string() },
        ]
    );
    assert_eq!(open(&json).expect("a bundle").problems.len(), 3);
}

#[test]
fn a_size_that_is_not_the_listed_one_is_a_difference() {
    let mut header = header();
    let part = Part::new(b"abc".to_vec());
    let (digest, name, media) = (part.digest().clone(), "a".into(), String::new());
    header.parts = vec![PartListed { digest, size: 4, name, media }];
    let bytes = write(&Bundle::new(header, Vec::new()), &[part]).expect("a file");
    assert!(matches!(open(&bytes).expect("a bundle").problems[..], [BundleProblem::PartDiffers { .. }]));
}

#[test]
fn entries_that_lead_elsewhere_are_refused_by_name() {
    let json = sealed().to_bytes();
    let upper = name_of(&parts()[0]).to_uppercase();
    for name in [
        "../bundle.json",
        "parts/../bundle.json",
        "/etc/passwd",
        "C:\\bundle.json",
        "..\\bundle.json",
        "parts\\0",
        "bundle.json\u{202e}",
        "Bundle.json",
        "parts/readme.txt",
        "__MACOSX/._bundle.json",
        &upper,
    ] {
        let problem = refused(&zipped(&[("bundle.json", &json), (name, b"x")]));
        assert!(matches!(problem, BundleProblem::ArchiveEntry { .. }), "{name}: {problem:?}");
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.add_symlink("bundle.json", "/etc/passwd", SimpleFileOptions::default()).expect("a link");
    let link = zip.finish().expect("a zip").into_inner();
    assert!(matches!(refused(&link), BundleProblem::ArchiveEntry { .. }));
}

/// Where `from` stands in the bytes, `to` of the same length, at every place or at the last only.
fn patched(bytes: &[u8], from: &[u8], to: &[u8], last_only: bool) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let places: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at..].starts_with(from)).collect();
    let skipped = if last_only { places.len() - 1 } else { 0 };
    for at in places.into_iter().skip(skipped) {
        bytes[at..at + to.len()].copy_from_slice(to);
    }
    bytes
}

#[test]
fn an_archive_that_says_two_things_is_refused() {
    let json = sealed().to_bytes();
    let two = zipped(&[("bundle.json", &json), ("bundle.jsox", b"{}")]);
    assert_eq!(
        refused(&patched(&two, b"bundle.jsox", b"bundle.json", false)),
        BundleProblem::ArchiveAmbiguous
    );
    // The list at the end names the second entry, the place before its bytes says otherwise.
    assert_eq!(
        refused(&patched(&zipped(&[("bundle.jsox", &json)]), b"bundle.jsox", b"bundle.json", true)),
        BundleProblem::ArchiveAmbiguous
    );
}

#[test]
fn encrypted_broken_and_foreign_archives_are_told_apart() {
    let bytes = zipped(&[("bundle.json", &sealed().to_bytes())]);
    let mut encrypted = bytes.clone();
    // Bit 0 of the flags, in the entry's head and in the list at the end.
    encrypted[6] |= 1;
    let list = (0..bytes.len()).rfind(|at| bytes[*at..].starts_with(b"PK\x01\x02")).expect("the list");
    encrypted[list + 8] |= 1;
    assert_eq!(refused(&encrypted), BundleProblem::ArchiveEncrypted { name: "bundle.json".into() });
    for cut in [4, 100, bytes.len() - 1] {
        assert!(matches!(refused(&bytes[..cut]), BundleProblem::ArchiveBroken { .. }), "{cut}");
    }
    assert_eq!(refused(&zipped(&[])).code(), "not-a-bundle");
    let workbook = zipped(&[("xl/workbook.xml", b"<workbook/>")]);
    assert!(matches!(refused(&workbook), BundleProblem::ArchiveEntry { .. }));
}

#[test]
fn bombs_are_put_out_before_they_grow() {
    let zeros = vec![b' '; 64 << 20];
    let bomb = zipped(&[("bundle.json", &zeros)]);
    assert!(bomb.len() < 1 << 20);
    assert!(matches!(refused(&bomb), BundleProblem::ArchiveTooLarge { .. }));
    let many: Vec<String> = (0..2_001).map(|at| format!("parts/{at:064x}")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert!(matches!(refused(&zipped(&many)), BundleProblem::ArchiveTooManyEntries { .. }));
}

#[test]
fn many_entries_of_bearable_size_are_bounded_together() {
    let piece = zipped(&[("piece", &vec![b' '; 8 << 20])]);
    let mut piece = ZipArchive::new(Cursor::new(piece)).expect("a zip");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..33 {
        let packed = piece.by_index_raw(0).expect("the piece");
        zip.raw_copy_file_rename(packed, format!("parts/{at:064x}")).expect("copied");
    }
    let bytes = zip.finish().expect("a zip").into_inner();
    assert!(matches!(refused(&bytes), BundleProblem::ArchiveTooLarge { .. }));
}

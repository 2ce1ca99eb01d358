//! Each kind by bytes as they occur, and names that lie.

use super::{EvidenceKind as K, Shown};

/// A zip of entries of these names, without contents, as the list at its end has them.
fn zip(names: &[&str]) -> Vec<u8> {
    let (mut bytes, mut list) = (Vec::new(), Vec::new());
    for name in names {
        let length = u16::try_from(name.len()).expect("a short name").to_le_bytes();
        bytes.extend_from_slice(b"PK\x03\x04");
        bytes.extend_from_slice(&[0; 22]);
        bytes.extend_from_slice(&length);
        bytes.extend_from_slice(&[0; 2]);
        bytes.extend_from_slice(name.as_bytes());
        list.extend_from_slice(b"PK\x01\x02");
        list.extend_from_slice(&[0; 24]);
        list.extend_from_slice(&length);
        list.extend_from_slice(&[0; 16]);
        list.extend_from_slice(name.as_bytes());
    }
    bytes.extend(list);
    bytes.extend_from_slice(b"PK\x05\x06");
    bytes.extend_from_slice(&[0; 18]);
    bytes
}

fn kind(bytes: &[u8], name: &str) -> K {
    K::of(bytes, bytes, name)
}

#[test]
fn bytes_say_what_they_are_whatever_the_name() {
    let bmp = [b"BM".as_slice(), &[0; 12], &[40, 0, 0, 0], &[0; 8]].concat();
    let cases: [(&[u8], K); 17] = [
        (b"\x89PNG\r\n\x1a\n\0\0", K::Png),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", K::Jpeg),
        (b"GIF89a\x01\0", K::Gif),
        (b"RIFF\x10\0\0\0WEBPVP8 ", K::Webp),
        (&bmp, K::Bmp),
        (b"II*\0\x08\0", K::Tiff),
        (b"%PDF-1.7\n%\xe2\xe3", K::Pdf),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", K::Ole),
        (b"Rar!\x1a\x07\x01\0", K::Rar),
        (b"7z\xbc\xaf\x27\x1c\0\x04", K::SevenZip),
        (b"MZ\x90\0\x03\0\0\0", K::Program),
        (b"\x7fELF\x02\x01", K::Program),
        (b"L\0\0\0\x01\x14\x02\0\0", K::Program),
        (b"#!/bin/sh\nrm -r x", K::Script),
        (b"RIFF\x10\0\0\0WAVE", K::Unknown),
        (b"\x01\x02\x03\x04", K::Unknown),
        (b"", K::Unknown),
    ];
    for (bytes, expected) in cases {
        for name in ["证明.txt", "a.png", "", "无后缀"] {
            assert_eq!(kind(bytes, name), expected, "{bytes:?} as {name}");
        }
    }
}

#[test]
fn an_archive_is_what_lies_in_it() {
    for (names, expected) in [
        (&["[Content_Types].xml", "word/document.xml"][..], K::Docx),
        (&["[Content_Types].xml", "xl/workbook.xml"], K::Xlsx),
        (&["xl/workbook.bin"], K::Xlsx),
        (&["[Content_Types].xml", "ppt/presentation.xml"], K::Pptx),
        (&["OFD.xml", "Doc_0/Document.xml"], K::Ofd),
        (&["照片/1.jpg", "说明.txt"], K::Zip),
        (&[], K::Zip),
    ] {
        assert_eq!(kind(&zip(names), "a.docx"), expected, "{names:?}");
    }
    // Cut off behind its first entries, and with an entry that claims to be longer than the file.
    let long = zip(&["word/document.xml"]);
    assert_eq!(K::of(&long[..60], &[], ""), K::Docx);
    assert_eq!(kind(b"PK\x03\x04PK\x01\x02\xff\xff\xff\xff", ""), K::Zip);
}

#[test]
fn text_is_text_in_the_encodings_of_offices() {
    let gb18030 = b"\xbc\xa8\xd0\xa7\xd7\xd4\xc6\xc0\x81\x30\x81\x30,1\r\n";
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain("绩效 a".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for bytes in ["绩效自评".as_bytes(), "\u{feff}甲,乙\n".as_bytes(), gb18030, &utf16, b"MZ is a town\n"]
    {
        assert_eq!(kind(bytes, "a.csv"), K::Text, "{bytes:?}");
    }
    // Cut in the middle of a sign.
    assert_eq!(kind(&"绩效自评".as_bytes()[..7], ""), K::Text);
    assert_eq!(kind(&gb18030[..gb18030.len() - 4], ""), K::Text);
    assert_eq!(kind(b"a\0b", "a.txt"), K::Unknown);
    assert_eq!(kind(b"\xff\xff\xff", "a.txt"), K::Unknown);
}

#[test]
fn what_a_browser_would_run_is_never_called_text() {
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain("<html>".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let cases: [(&[u8], K); 10] = [
        (b"<!DOCTYPE html><p>", K::Html),
        (b"\xef\xbb\xbf \n<HTML xmlns:o='urn'>", K::Html),
        (b"<!-- a --><script>alert(1)</script>", K::Html),
        (b"<a onclick=alert(1)>", K::Html),
        (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><svg/></html>", K::Html),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", K::Svg),
        (b"<?xml version='1.0'?>\n<!DOCTYPE svg>\n<svg>", K::Svg),
        (b"<?xml version='1.0'?><list/>", K::Xml),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", K::Html),
        (&utf16, K::Html),
    ];
    for (bytes, expected) in cases {
        for name in ["照片.png", "说明.txt", "表.xls"] {
            let found = kind(bytes, name);
            assert_eq!(found, expected, "{bytes:?}");
            assert_eq!(found.shown(), Shown::HandedOut);
        }
    }
    assert_eq!(kind(b"WScript.Echo 1", "a.vbs"), K::Script);
    assert_eq!(kind(b"plain", "a.exe"), K::Script);
    assert_eq!(kind(b"plain", "a.html"), K::Html);
}

#[test]
fn a_name_that_lies_is_told_with_what_it_claims() {
    for (bytes, name, claimed) in [
        (b"<html>".as_slice(), "照片.png", Some(K::Png)),
        (b"<html>", "统计表.xls", Some(K::Ole)),
        (b"%PDF-1.4", "合同.PDF", None),
        (b"%PDF-1.4", "合同.doc", Some(K::Ole)),
        (b"\x89PNG\r\n\x1a\n", "图.jpg", Some(K::Jpeg)),
        (b"\x89PNG\r\n\x1a\n", "图", None),
        (b"\x89PNG\r\n\x1a\n", "图.2023", None),
        (b"MZ\x90\0", "说明.pdf", Some(K::Pdf)),
        (b"MZ\x90\0", "a\u{202e}fdp.exe", None),
        (b"\x01\x02", "图.png", Some(K::Png)),
        ("甲,乙".as_bytes(), "表.csv", None),
    ] {
        assert_eq!(kind(bytes, name).belies(name), claimed, "{name}");
    }
    assert_eq!(kind(&zip(&["word/document.xml"]), "包.zip").belies("包.zip"), None);
    assert_eq!(kind(&zip(&["a"]), "说明.docx").belies("说明.docx"), Some(K::Docx));
}

#[test]
fn every_kind_has_a_media_type_that_leads_back_to_it() {
    for (kind, media) in super::MEDIA {
        assert_eq!((kind.media(), K::of_media(media)), (media, kind));
    }
    assert_eq!((K::Unknown.media(), K::of_media("image/x")), ("", K::Unknown));
    let shown = super::MEDIA.iter().filter(|(kind, _)| kind.shown() != Shown::HandedOut).count();
    assert_eq!(shown, 7, "five pictures, PDF and plain text");
}

//! What a file's name claims it to be.

use super::EvidenceKind as K;

/// Endings of names, in lower case.
const ENDINGS: [(&str, K); 62] = [
    ("png", K::Png),
    ("jpg", K::Jpeg),
    ("jpeg", K::Jpeg),
    ("jpe", K::Jpeg),
    ("jfif", K::Jpeg),
    ("gif", K::Gif),
    ("webp", K::Webp),
    ("bmp", K::Bmp),
    ("tif", K::Tiff),
    ("tiff", K::Tiff),
    ("pdf", K::Pdf),
    ("ofd", K::Ofd),
    ("docx", K::Docx),
    ("docm", K::Docx),
    ("xlsx", K::Xlsx),
    ("xlsm", K::Xlsx),
    ("pptx", K::Pptx),
    ("doc", K::Ole),
    ("xls", K::Ole),
    ("ppt", K::Ole),
    ("zip", K::Zip),
    ("rar", K::Rar),
    ("7z", K::SevenZip),
    ("txt", K::Text),
    ("csv", K::Text),
    ("md", K::Text),
    ("log", K::Text),
    ("htm", K::Html),
    ("html", K::Html),
    ("xhtml", K::Html),
    ("mht", K::Html),
    ("mhtml", K::Html),
    ("svg", K::Svg),
    ("xml", K::Xml),
    ("js", K::Script),
    ("mjs", K::Script),
    ("jse", K::Script),
    ("vbs", K::Script),
    ("vbe", K::Script),
    ("wsf", K::Script),
    ("wsh", K::Script),
    ("hta", K::Script),
    ("bat", K::Script),
    ("cmd", K::Script),
    ("ps1", K::Script),
    ("psm1", K::Script),
    ("sh", K::Script),
    ("py", K::Script),
    ("pl", K::Script),
    ("php", K::Script),
    ("reg", K::Script),
    ("inf", K::Script),
    ("url", K::Script),
    ("desktop", K::Script),
    ("exe", K::Program),
    ("dll", K::Program),
    ("com", K::Program),
    ("scr", K::Program),
    ("cpl", K::Program),
    ("lnk", K::Program),
    ("jar", K::Zip),
    ("apk", K::Zip),
];

/// The kind that the ending of a name claims; `None` for an ending that says nothing.
pub fn claimed(name: &str) -> Option<K> {
    let ending = ending(name)?;
    ENDINGS.iter().find(|(known, _)| *known == ending).map(|(_, kind)| *kind)
}

/// What stands behind the last full stop, in lower case and without signs that cannot be seen.
fn ending(name: &str) -> Option<String> {
    let (_, ending) = name.rsplit_once('.')?;
    Some(ending.chars().filter(char::is_ascii_alphanumeric).map(|sign| sign.to_ascii_lowercase()).collect())
}

//! Bytes to text: UTF-8 with or without its mark, UTF-16 with its mark, GB18030. Guesses nothing
//! else: what is none of these is no text. Knows no table.

use crate::domain::finding::FileProblem;

/// Reads GB18030, or says that the bytes are none. A browser has its own reader for it, which
/// spares the first load a table of 24,000 characters.
pub type Gb18030 = fn(&[u8]) -> Option<String>;

/// The text of the file, without a byte order mark.
pub(super) fn decode(bytes: &[u8], gb18030: Gb18030) -> Result<String, FileProblem> {
    let text = match bytes {
        [0xff, 0xfe, wide @ ..] => utf16(wide, u16::from_le_bytes),
        [0xfe, 0xff, wide @ ..] => utf16(wide, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, marked @ ..] => str::from_utf8(marked).ok().map(str::to_owned),
        plain => match str::from_utf8(plain) {
            Ok(text) => Some(text.to_owned()),
            Err(_) => gb18030(plain),
        },
    };
    let text = text.filter(|text| !text.chars().any(is_binary)).ok_or(FileProblem::NotText)?;
    if text.chars().all(|c| c.is_whitespace() || c == '\u{feff}') {
        return Err(FileProblem::Empty);
    }
    Ok(text)
}

/// The tables that come with the program.
pub(super) fn own_tables(bytes: &[u8]) -> Option<String> {
    let text = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes)?;
    Some(text.into_owned())
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect::<Result<_, _>>().ok()
}

/// Characters that no text holds.
fn is_binary(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1a}' | '\u{80}'..='\u{9f}')
}

#[cfg(test)]
mod tests {
    use crate::domain::finding::FileProblem;

    fn decode(bytes: &[u8]) -> Result<String, FileProblem> {
        super::decode(bytes, super::own_tables)
    }

    #[test]
    fn the_encodings_of_the_offices_are_read() {
        let text = "项目名称,道路养护\n";
        let (gb, _, _) = encoding_rs::GB18030.encode(text);
        let utf16: Vec<u8> =
            [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let wide: Vec<u8> =
            [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
        for bytes in [text.as_bytes(), format!("\u{feff}{text}").as_bytes(), &gb, &utf16, &wide] {
            assert_eq!(decode(bytes).as_deref(), Ok(text));
        }
    }

    #[test]
    fn what_is_no_text_is_said_to_be_none() {
        assert_eq!(decode(b"\x00\x01\x02\xff\xfe\x80"), Err(FileProblem::NotText));
        assert_eq!(decode(&[0xff; 64]), Err(FileProblem::NotText));
        assert_eq!(decode(&[0xff, 0xfe, 0x31]), Err(FileProblem::NotText));
        assert_eq!(decode(b""), Err(FileProblem::Empty));
        assert_eq!(decode(" \r\n\u{feff}".as_bytes()), Err(FileProblem::Empty));
    }
}

//! Bytes to text: UTF-8 with or without its mark, UTF-16 with its mark, GB18030. Guesses nothing
//! else: what is none of these is no text. Knows no table.

use encoding_rs::{Encoding, GB18030, UTF_8};

use crate::domain::finding::FileProblem;

/// The text of the file, without a byte order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<String, FileProblem> {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let body = bytes.get(mark..).unwrap_or_default();
    let marked = encoding.decode_without_bom_handling_and_without_replacement(body);
    let text = match marked {
        Some(text) => text,
        None if mark == 0 => {
            GB18030.decode_without_bom_handling_and_without_replacement(body).ok_or(FileProblem::NotText)?
        }
        None => return Err(FileProblem::NotText),
    };
    if text.chars().any(is_binary) {
        return Err(FileProblem::NotText);
    }
    if text.chars().all(|c| c.is_whitespace() || c == '\u{feff}') {
        return Err(FileProblem::Empty);
    }
    Ok(text.into_owned())
}

/// Characters that no text holds.
fn is_binary(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1a}' | '\u{80}'..='\u{9f}')
}

#[cfg(test)]
mod tests {
    use super::decode;
    use crate::domain::finding::FileProblem;

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
        assert_eq!(decode(b""), Err(FileProblem::Empty));
        assert_eq!(decode(" \r\n\u{feff}".as_bytes()), Err(FileProblem::Empty));
    }
}

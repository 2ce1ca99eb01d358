//! A file that a question is about: bytes that came along, or one that lies with the browser and is read piece by
//! piece, so that hundreds of megabytes never stand in the worker's memory.

use std::io::{self, Cursor, Read, Seek, SeekFrom};

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, FileReaderSync};

/// Bytes that are read from the browser at once.
const WINDOW: u64 = 1024 * 1024;

/// The file of a question; one without is empty.
pub enum AskedFile {
    Bytes(Cursor<Vec<u8>>),
    Lying(Lying),
}

impl AskedFile {
    pub(super) fn of(value: &JsValue) -> Self {
        if let Some(blob) = value.dyn_ref::<Blob>() {
            return Self::Lying(Lying::new(blob.clone()));
        }
        let bytes = value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec);
        Self::Bytes(Cursor::new(bytes.unwrap_or_default()))
    }
}

impl Read for AskedFile {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Bytes(bytes) => bytes.read(into),
            Self::Lying(file) => file.read(into),
        }
    }
}

impl Seek for AskedFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::Bytes(bytes) => bytes.seek(to),
            Self::Lying(file) => file.seek(to),
        }
    }
}

/// A file of the browser's, with the piece of it that was read last.
pub struct Lying {
    blob: Blob,
    size: u64,
    at: u64,
    window: Vec<u8>,
    /// Where the window begins.
    from: u64,
}

impl Lying {
    fn new(blob: Blob) -> Self {
        // Sizes of files are whole numbers far below 2^53.
        let size = blob.size() as u64;
        Self { blob, size, at: 0, window: Vec::new(), from: 0 }
    }

    /// What of the window is still ahead.
    fn ahead(&self) -> Option<&[u8]> {
        let from = usize::try_from(self.at.checked_sub(self.from)?).ok()?;
        self.window.get(from..).filter(|ahead| !ahead.is_empty())
    }

    fn look(&mut self) -> Result<(), JsValue> {
        let end = self.at.saturating_add(WINDOW).min(self.size);
        let slice = self.blob.slice_with_f64_and_f64(self.at as f64, end as f64)?;
        let read = FileReaderSync::new()?.read_as_array_buffer(&slice)?;
        (self.window, self.from) = (Uint8Array::new(&read).to_vec(), self.at);
        Ok(())
    }
}

impl Read for Lying {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at >= self.size {
            return Ok(0);
        }
        if self.ahead().is_none() {
            // Moved, changed, or held by another program.
            self.look().map_err(|_| io::Error::other("浏览器读不到这个文件"))?;
        }
        let ahead = self.ahead().ok_or(io::ErrorKind::UnexpectedEof)?;
        let count = ahead.len().min(into.len());
        if let (Some(into), Some(ahead)) = (into.get_mut(..count), ahead.get(..count)) {
            into.copy_from_slice(ahead);
        }
        self.at += u64::try_from(count).unwrap_or_default();
        Ok(count)
    }
}

impl Seek for Lying {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let to = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.size.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = to.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

//! Takes files from the disk: looks at the size before reading, says what the disk refused.

use std::fmt;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::domain::finding::FileProblem;
use crate::forms::MAX_BYTES;

/// Why a file's bytes are not to be had.
#[derive(Debug)]
pub(super) enum InputFault {
    /// The disk says no.
    Unreadable { path: PathBuf, error: std::io::Error },
    /// Looked at and left alone.
    TooLarge { path: PathBuf, problem: FileProblem },
}

/// Reads a form of at most [`MAX_BYTES`].
pub(super) fn read(path: &Path) -> Result<Vec<u8>, InputFault> {
    read_within(path, MAX_BYTES)
}

/// Reads a file of at most `limit` bytes, whatever its metadata say.
pub(super) fn read_within(path: &Path, limit: u64) -> Result<Vec<u8>, InputFault> {
    let unreadable = |error| InputFault::Unreadable { path: path.to_owned(), error };
    let too_large = |size| {
        let problem = FileProblem::TooLarge { size, limit };
        InputFault::TooLarge { path: path.to_owned(), problem }
    };
    let file = File::open(path).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(unreadable(std::io::Error::other("这是文件夹")));
    }
    if metadata.len() > limit {
        return Err(too_large(metadata.len()));
    }
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    match u64::try_from(bytes.len()) {
        Ok(size) if size <= limit => Ok(bytes),
        _ => Err(too_large(limit + 1)),
    }
}

impl fmt::Display for InputFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { path, error } => {
                let why = match error.kind() {
                    std::io::ErrorKind::NotFound => "没有这个文件".to_owned(),
                    std::io::ErrorKind::PermissionDenied => "没有读取权限".to_owned(),
                    _ => error.to_string(),
                };
                write!(f, "{}：{why}。请核对路径后再试。", path.display())
            }
            Self::TooLarge { path, problem } => {
                write!(f, "{}：{}", path.display(), crate::wording::sentence(&problem.clone().into()))
            }
        }
    }
}

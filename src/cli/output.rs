//! Where results go. Standard output may be closed, full or a broken disk: what it refuses is said,
//! never a panic.

use std::io::{self, ErrorKind, Write as _};

use super::Failure;

/// Writes to standard output, all of it or a failure that says why.
pub(super) fn say(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|error| unwritten(&error))
}

/// The reader may have had enough: `hengping score … | head`.
pub(super) fn unwritten(error: &io::Error) -> Failure {
    Failure(match error.kind() {
        ErrorKind::BrokenPipe => "结果没有写完：接收结果的程序已经关闭。".to_owned(),
        _ => format!("结果没有写完：{error}"),
    })
}

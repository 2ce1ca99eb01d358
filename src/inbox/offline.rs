//! The copy of the app that browsers keep for when the server is out of reach, and taking it back: a
//! service worker without a list of files ends itself and deletes what it kept.

use axum::http::header;
use axum::response::IntoResponse;

/// Whether browsers may keep the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offline {
    Kept,
    /// Every browser that comes by gives its copy up.
    TakenBack,
}

/// The worker as it stands in the source, without the list that the build writes into it.
const WITHOUT_LIST: &str = include_str!("../../public/sw.js");

pub(super) async fn take_back() -> impl IntoResponse {
    let headers =
        [(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    (headers, WITHOUT_LIST)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_source_names_no_version_and_no_file() {
        assert!(super::WITHOUT_LIST.contains("const VERSION = '';\nconst FILES = {};\n"));
    }
}

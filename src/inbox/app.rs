//! The app's files, embedded in the program, as answers: type, copy compressed beforehand, caching.
//! Built without feature `app` the program has none and says so.

use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

#[cfg(feature = "app")]
mod embedded {
    #[derive(rust_embed::Embed)]
    #[folder = "dist"]
    #[allow_missing = true]
    pub(super) struct Files;
}

/// Whether the program carries the app.
#[cfg(feature = "app")]
pub fn has_app() -> bool {
    embedded::Files::get("index.html").is_some()
}

#[cfg(not(feature = "app"))]
pub fn has_app() -> bool {
    false
}

#[cfg(feature = "app")]
pub(super) async fn file(request: Request) -> Response {
    if !has_app() {
        return no_app();
    }
    let name = match request.uri().path().trim_start_matches('/') {
        "" => "index.html",
        name => name,
    };
    served::answer(name, request.headers())
}

#[cfg(not(feature = "app"))]
pub(super) async fn file(_: Request) -> Response {
    no_app()
}

fn no_app() -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, "此程序没有带上界面，只提供接口。完整的程序请用 make run 构建。\n")
        .into_response()
}

#[cfg(feature = "app")]
mod served {
    use axum::body::Body;
    use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
    use axum::response::{IntoResponse, Response};
    use rust_embed::EmbeddedFile;

    use super::embedded::Files;

    /// The whole app in one file.
    const ONE_FILE: &str = "hengping.html";

    /// The encodings made at build time, best first, with the ending of their files.
    const ENCODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

    pub(super) fn answer(name: &str, asked: &HeaderMap) -> Response {
        let Some(plain) = Files::get(name) else {
            return (StatusCode::NOT_FOUND, "没有这个文件。\n").into_response();
        };
        let tag = tag(&plain);
        let caching =
            if is_named_by_content(name) { "public, max-age=31536000, immutable" } else { "no-cache" };
        let known = asked.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
        let mut response =
            if known { StatusCode::NOT_MODIFIED.into_response() } else { content(name, plain, asked) };
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if name == ONE_FILE {
            // Opened from here it would be a page of the server; it is for taking along.
            let saved = HeaderValue::from_static("attachment; filename=\"hengping.html\"");
            headers.insert(header::CONTENT_DISPOSITION, saved);
        }
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            headers.insert(header::ETAG, tag);
        }
        response
    }

    fn content(name: &str, plain: EmbeddedFile, asked: &HeaderMap) -> Response {
        let of_type = content_type(name, &plain);
        let compressed = ENCODINGS.into_iter().filter(|(encoding, _)| accepts(asked, encoding));
        for (encoding, ending) in compressed {
            if let Some(file) = Files::get(&format!("{name}{ending}")) {
                let headers =
                    [(header::CONTENT_TYPE, of_type), (header::CONTENT_ENCODING, encoding.to_owned())];
                return (headers, Body::from(file.data)).into_response();
            }
        }
        ([(header::CONTENT_TYPE, of_type)], Body::from(plain.data)).into_response()
    }

    fn content_type(name: &str, file: &EmbeddedFile) -> String {
        match file.metadata.mimetype() {
            kind if kind.starts_with("text/") => format!("{kind}; charset=utf-8"),
            _ if name.ends_with(".webmanifest") => "application/manifest+json".to_owned(),
            kind => kind.to_owned(),
        }
    }

    /// One tag for all encodings of a file, weak therefore.
    fn tag(file: &EmbeddedFile) -> String {
        let digest = file.metadata.sha256_hash();
        let hex: String = digest.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
        format!("W/\"{hex}\"")
    }

    /// Trunk writes a digest of the content into a name, 64 bits in hex without leading zeros:
    /// `workbench-6afab5d6cb8b1757.js`. One in a million names is shorter than twelve digits; it is asked again.
    fn is_named_by_content(name: &str) -> bool {
        name.rsplit_once('-').is_some_and(|(_, rest)| {
            let digits = rest.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(rest.len());
            (12..=16).contains(&digits) && rest[digits..].starts_with(['.', '_'])
        })
    }

    fn accepts(asked: &HeaderMap, encoding: &str) -> bool {
        let named = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
        named.flat_map(|value| value.split(',')).any(|choice| {
            let mut parts = choice.split(';').map(str::trim);
            parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding))
                && !parts.any(|part| matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
        })
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn only_names_made_from_the_content_are_kept_for_ever() {
            assert!(is_named_by_content("workbench-6afab5d6cb8b1757.js"));
            assert!(is_named_by_content("base-3a0b5c176b04eab.css"));
            assert!(is_named_by_content("workbench-6afab5d6cb8b1757_bg.wasm"));
            for name in
                ["index.html", "boot.js", "office_bg.wasm", "packs/rules-2020.json", "a-6afab5d6cb8b17570.js"]
            {
                assert!(!is_named_by_content(name), "{name}");
            }
        }

        #[test]
        fn an_encoding_is_sent_only_where_it_is_asked_for() {
            let asked = |value: &'static str| {
                HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(value))])
            };
            assert!(accepts(&asked("gzip, deflate, br"), "br"));
            assert!(accepts(&asked("br;q=0.5"), "br"));
            assert!(!accepts(&asked("br;q=0, gzip"), "br"));
            assert!(!accepts(&HeaderMap::new(), "gzip"));
        }
    }
}

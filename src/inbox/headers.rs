//! Headers every answer carries: what the page may load and do, and that nobody guesses types or frames it.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

/// No inline script, no inline style, nothing from elsewhere. `blob:` is for workers and files the app
/// itself makes, in frames for what the browser's own viewer shows; `data:` for its drawings.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data: blob:; worker-src 'self' blob:; frame-src blob:; connect-src 'self'; object-src 'none'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The same for Chromium 96, the oldest we support, which does not know `'wasm-unsafe-eval'` yet.
const POLICY_96: &str = "default-src 'self'; script-src 'self' 'unsafe-eval'; style-src 'self'; \
    img-src 'self' data: blob:; worker-src 'self' blob:; frame-src blob:; connect-src 'self'; object-src 'none'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

pub(super) async fn guard(request: Request, next: Next) -> Response {
    let policy = if is_chromium_96(request.headers()) { POLICY_96 } else { POLICY };
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.append(header::VARY, HeaderValue::from_static("user-agent"));
    response
}

fn is_chromium_96(headers: &HeaderMap) -> bool {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    agent.is_some_and(|agent| agent.contains("Chrome/96."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_policies_differ_in_the_one_word_only() {
        assert_eq!(POLICY.replace("'wasm-unsafe-eval'", "'unsafe-eval'"), POLICY_96);
    }
}

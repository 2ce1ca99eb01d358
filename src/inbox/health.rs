//! `GET /api/v1/health`: that the server answers, which version it is, and what its clock says, so that a
//! client can see its own clock is off.

use axum::Json;
use axum::http::header;
use axum::response::IntoResponse;
use serde::Serialize;

#[derive(Serialize)]
struct Health {
    status: &'static str,
    /// The server's clock in whole seconds, RFC 3339 in UTC.
    time: String,
    version: &'static str,
}

pub(super) async fn health() -> impl IntoResponse {
    let time = format!("{:.0}", jiff::Timestamp::now());
    let health = Health { status: "ok", time, version: super::VERSION };
    ([(header::CACHE_CONTROL, "no-store")], Json(health))
}

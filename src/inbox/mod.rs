//! The bureau's server: the app for the browser, and the API. Answers requests; knows nothing of screens,
//! of the command line or of how it was started.

mod app;
mod headers;
mod health;
mod offline;
mod problem;

use std::future::Future;

use axum::Router;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;

pub use app::has_app;
pub use offline::Offline;

pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Serves until `stop` comes, then lets open requests end.
pub async fn serve(
    listener: TcpListener,
    offline: Offline,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    axum::serve(listener, router(offline)).with_graceful_shutdown(stop).await
}

/// Everything under `/api` is the API; every other path is a file of the app, and what is not there is 404,
/// never the first page: a missing script that answers with HTML is the hardest fault to see.
pub fn router(offline: Offline) -> Router {
    let router = Router::new()
        .route("/api/v1/health", get(health::health))
        .route("/api", get(no_such_call))
        .route("/api/{*path}", axum::routing::any(no_such_call))
        .fallback_service(get(app::file));
    let router = match offline {
        Offline::Kept => router,
        Offline::TakenBack => router.route("/sw.js", get(offline::take_back)),
    };
    router.layer(axum::middleware::from_fn(headers::guard))
}

async fn no_such_call(uri: Uri) -> Response {
    problem::Problem {
        status: StatusCode::NOT_FOUND,
        title: "没有这个接口",
        detail: format!("此服务没有 {} 这个接口。", uri.path()),
    }
    .into_response()
}

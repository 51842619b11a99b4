//! Every address of the server, and what each request passes on its way.

use axum::{Router, extract::DefaultBodyLimit, middleware, routing::any};
use model::ProblemCode;
use utoipa::OpenApi as _;
use utoipa_axum::router::OpenApiRouter;

use crate::{
    app::App,
    assets,
    cache::Ready,
    compress, conduct,
    failure::Failure,
    headers, health, limits,
    openapi::{self, Base},
    origin, pay, routes, sheets,
};

/// Where the API lives.
pub const API: &str = "/api/v1";
/// The largest body that a command may have, in bytes.
pub const MOST_BYTES: usize = 16 * 1024;

/// The server, ready to be driven.
pub fn router(app: App) -> Router {
    let (api, document) = OpenApiRouter::with_openapi(Base::openapi()).nest(API, routes::all()).split_for_parts();
    // Several routers of one app have the same routes.
    if let Ok(ready) = Ready::json(&openapi::finished(&document)) {
        app.document.get_or_init(|| ready);
    }
    // What the API does not know is a refusal, never a page.
    let unknown = Router::new().route("/api", any(unknown)).route("/api/{*rest}", any(unknown));
    let api = api
        // A wrong method is told before a missing proof.
        .route_layer(middleware::from_fn_with_state(app.clone(), origin::guard))
        .merge(unknown)
        .method_not_allowed_fallback(wrong_method)
        .layer(middleware::from_fn(compress::own_answers))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        // From here on outwards: the last is the first to see a request.
        .layer(middleware::from_fn_with_state(app.clone(), origin::share))
        .layer(middleware::from_fn_with_state(app.clone(), limits::guard));
    let pages = sheets::routes()
        .method_not_allowed_fallback(wrong_method)
        .layer(middleware::from_fn_with_state(app.clone(), limits::guard));
    let ledger = routes::ledger::routes()
        .method_not_allowed_fallback(wrong_method)
        .layer(middleware::from_fn(compress::own_answers))
        .layer(middleware::from_fn_with_state(app.clone(), origin::share))
        .layer(middleware::from_fn_with_state(app.clone(), limits::guard));
    Router::new()
        .merge(api)
        .merge(ledger)
        .merge(pay::routes().method_not_allowed_fallback(wrong_method))
        .merge(pages)
        .merge(health::routes().method_not_allowed_fallback(wrong_method))
        .fallback(assets::serve)
        .layer(middleware::from_fn_with_state(app.clone(), conduct::oversee))
        .layer(middleware::from_fn_with_state(app.clone(), headers::protect))
        .with_state(app)
}

async fn unknown() -> Failure {
    Failure::new(ProblemCode::NotFound)
}

async fn wrong_method() -> Failure {
    Failure::new(ProblemCode::MethodNotAllowed)
}

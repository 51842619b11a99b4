//! Every address of the server, and what each request passes on its way.

use axum::Router;
use model::ProblemCode;
use utoipa_axum::router::OpenApiRouter;

use crate::{app::App, failure::Failure, routes};

/// Where the API lives.
pub const API: &str = "/api/v1";

/// The server, ready to be driven.
pub fn router(app: App) -> Router {
    let api = routes::all().fallback(unknown);
    let (router, _document) = OpenApiRouter::new().nest(API, api).split_for_parts();
    router.method_not_allowed_fallback(wrong_method).with_state(app)
}

async fn unknown() -> Failure {
    Failure::new(ProblemCode::NotFound)
}

async fn wrong_method() -> Failure {
    Failure::new(ProblemCode::MethodNotAllowed)
}

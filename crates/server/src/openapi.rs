//! The contract as a machine reads it: OpenAPI 3.1, made from the routes.
//!
//! Handlers say what is theirs; what every answer has in common (problem documents, budgets, proofs of origin) is added
//! here, so that it cannot be forgotten for one of them.

use axum::http::StatusCode;
use serde_json::{Map, Value, json};
use utoipa::OpenApi;

/// What the routes are added to.
#[derive(OpenApi)]
#[openapi(
    info(title = "善领 Shanling", description = "Micro-wishes of people in hardship: find one, claim it, follow it."),
    components(schemas(model::Problem, model::view::Term)),
    tags(
        (name = "public", description = "What anybody may read or send."),
        (name = "person", description = "What belongs to the person who is signed in.")
    )
)]
pub(crate) struct Base;

const PROBLEM: &str = "application/problem+json";
const COOKIE: &str = "session";
const METHODS: [&str; 4] = ["get", "post", "put", "delete"];

/// The whole document.
#[must_use]
pub fn finished(routes: &utoipa::openapi::OpenApi) -> Value {
    let mut document = serde_json::to_value(routes).unwrap_or_default();
    if let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) {
        for (path, item) in paths {
            for method in METHODS {
                if let Some(operation) = item.get_mut(method).and_then(Value::as_object_mut) {
                    complete(operation, method, path);
                }
            }
        }
    }
    let cookie = json!({"type": "apiKey", "in": "cookie", "name": "__Host-shanling"});
    if let Some(components) = document.get_mut("components").and_then(Value::as_object_mut) {
        components.insert("securitySchemes".to_owned(), json!({ COOKIE: cookie }));
    }
    document
}

/// Adds to an operation what every one of its kind has.
fn complete(operation: &mut Map<String, Value>, method: &str, path: &str) {
    let slug = path.trim_start_matches(crate::router::API).replace(['/', '{', '}'], " ");
    let slug: Vec<&str> = slug.split_whitespace().collect();
    operation.insert("operationId".to_owned(), format!("{method}_{}", slug.join("_")).into());
    let (has_body, has_parts) = (operation.contains_key("requestBody"), path.contains('{'));
    let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) else { return };
    let mut also: Vec<u16> = vec![429, 500, 503];
    match method {
        // A query that is broken or not known is refused everywhere.
        "get" => also.extend([400, 422]),
        _ => also.push(403),
    }
    if has_body {
        also.extend([400, 413, 415, 422]);
    }
    if has_parts {
        also.extend([400, 404]);
    }
    for status in also {
        responses.entry(status.to_string()).or_insert_with(|| json!({}));
    }
    for (status, response) in responses.iter_mut() {
        describe(status, response);
    }
    if responses.contains_key("401") {
        operation.insert("security".to_owned(), json!([{ COOKIE: [] }]));
    }
}

/// Says in words what a status means, and that refusals are problem documents.
fn describe(status: &str, response: &mut Value) {
    let Some(response) = response.as_object_mut() else { return };
    let code: StatusCode = status.parse().unwrap_or_default();
    let reason = code.canonical_reason().unwrap_or_default();
    if response.get("description").and_then(Value::as_str).is_none_or(str::is_empty) {
        response.insert("description".to_owned(), reason.into());
    }
    if code.is_client_error() || code.is_server_error() {
        let schema = json!({"$ref": "#/components/schemas/Problem"});
        response.insert("content".to_owned(), json!({ PROBLEM: { "schema": schema } }));
    }
    if code == StatusCode::TOO_MANY_REQUESTS {
        let header =
            json!({"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}, "required": true});
        response.insert("headers".to_owned(), json!({ "Retry-After": header }));
    }
}

//! `POST /wishes/{id}/claims` and `POST /claims/{id}/…`

use model::{WishId, view::ClaimView};
use serde_json::json;
use server::testing::{Answer, Client};

mod steps;
mod take;

/// A key as a form makes it.
pub(crate) fn key() -> String {
    format!("key-{:016x}", rand::random::<u64>())
}

/// Asks for a slot.
pub(crate) async fn claim(client: &Client, wish: WishId) -> Answer {
    client
        .post_once(&format!("/api/v1/wishes/{wish}/claims"), &key(), &json!({ "adult": true, "no_interest": true }))
        .await
}

/// Takes a slot and confirms it.
pub(crate) async fn promise(client: &Client, wish: WishId) -> ClaimView {
    let view: ClaimView = claim(client, wish).await.json();
    client.post_empty(&format!("/api/v1/claims/{}/confirm", view.id)).await.json()
}

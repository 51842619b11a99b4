//! Our server, one function per request. Bodies and answers are the types of `model`.

pub(crate) mod client;
pub(crate) mod error;

use model::{
    ClaimId, WishId,
    command::{Appoint, CancelClaim, ClaimWish, ExtendClaim, NewReport, RequestCode, SignIn},
    view::{ClaimView, CodeSent, Home, Me, ReportTaken, StationView, WaitingView, WishList, WishView},
};

use crate::{api::client::Ask, routes::WishQuery};
pub(crate) use error::{ApiError, ApiResult};

/// The path of the first page's answer.
pub(crate) fn home_path() -> String {
    "/api/v1/home".to_owned()
}

/// The path of a page of the list; `after` is the `next` of the page before.
pub(crate) fn wishes_path(query: &WishQuery, after: Option<&str>) -> String {
    let search = query.search();
    let joint = if search.is_empty() { '?' } else { '&' };
    // What the server calls `next` is letters, digits, `-` and `_`; anything else would not survive as it is.
    after.map_or_else(|| format!("/api/v1/wishes{search}"), |after| format!("/api/v1/wishes{search}{joint}after={after}"))
}

/// The path of a wish.
pub(crate) fn wish_path(id: WishId) -> String {
    format!("/api/v1/wishes/{id}")
}

/// The path of all stations.
pub(crate) fn stations_path() -> String {
    "/api/v1/stations".to_owned()
}

/// `GET /home`
pub(crate) async fn home() -> ApiResult<Home> {
    client::get(home_path()).await
}

/// `GET /wishes`
pub(crate) async fn wishes(query: &WishQuery, after: Option<&str>) -> ApiResult<WishList> {
    client::get(wishes_path(query, after)).await
}

/// `GET /wishes/{id}`
pub(crate) async fn wish(id: WishId) -> ApiResult<WishView> {
    client::get(wish_path(id)).await
}

/// `GET /stations`
pub(crate) async fn stations() -> ApiResult<Vec<StationView>> {
    client::get(stations_path()).await
}

/// `GET /me`
pub(crate) async fn me() -> ApiResult<Me> {
    client::get("/api/v1/me".to_owned()).await
}

/// `POST /codes`
pub(crate) async fn request_code(command: &RequestCode) -> ApiResult<CodeSent> {
    client::decode(client::call(Ask::post("/api/v1/codes".to_owned()).with(command)).await)
}

/// `POST /session`
pub(crate) async fn sign_in(command: &SignIn) -> ApiResult<Me> {
    client::decode(client::call(Ask::post("/api/v1/session".to_owned()).with(command)).await)
}

/// `DELETE /session`
pub(crate) async fn sign_out() -> ApiResult<()> {
    client::call(Ask::delete("/api/v1/session".to_owned())).await.map(drop)
}

/// `DELETE /me`
pub(crate) async fn delete_me() -> ApiResult<()> {
    client::call(Ask::delete("/api/v1/me".to_owned())).await.map(drop)
}

/// `POST /wishes/{id}/claims`, tried again with the same key while nobody knows what became of it.
pub(crate) async fn claim(id: WishId, command: &ClaimWish, key: &str) -> ApiResult<ClaimView> {
    let ask = Ask::post(format!("/api/v1/wishes/{id}/claims")).with(command).keyed(key);
    client::decode(client::persist(ask).await)
}

/// `POST /claims/{id}/confirm`; repeating it is harmless, so it is tried again too.
pub(crate) async fn confirm(id: ClaimId) -> ApiResult<ClaimView> {
    client::decode(client::persist(on_claim(id, "confirm")).await)
}

/// `POST /claims/{id}/hold`
pub(crate) async fn extend_hold(id: ClaimId) -> ApiResult<ClaimView> {
    client::decode(client::call(on_claim(id, "hold")).await)
}

/// `POST /claims/{id}/cancel`
pub(crate) async fn cancel(id: ClaimId, command: &CancelClaim) -> ApiResult<ClaimView> {
    client::decode(client::call(on_claim(id, "cancel").with(command)).await)
}

/// `POST /claims/{id}/extend`
pub(crate) async fn extend(id: ClaimId, command: &ExtendClaim) -> ApiResult<ClaimView> {
    client::decode(client::call(on_claim(id, "extend").with(command)).await)
}

/// `POST /claims/{id}/sent`
pub(crate) async fn sent(id: ClaimId) -> ApiResult<ClaimView> {
    client::decode(client::call(on_claim(id, "sent")).await)
}

/// `POST /claims/{id}/appointment`
pub(crate) async fn appoint(id: ClaimId, command: &Appoint) -> ApiResult<ClaimView> {
    client::decode(client::call(on_claim(id, "appointment").with(command)).await)
}

/// `POST /wishes/{id}/waiting`
pub(crate) async fn wait(id: WishId) -> ApiResult<WaitingView> {
    client::decode(client::call(Ask::post(waiting_path(id))).await)
}

/// `DELETE /wishes/{id}/waiting`
pub(crate) async fn stop_waiting(id: WishId) -> ApiResult<()> {
    client::call(Ask::delete(waiting_path(id))).await.map(drop)
}

/// `POST /reports`
pub(crate) async fn report(command: &NewReport) -> ApiResult<ReportTaken> {
    client::decode(client::call(Ask::post("/api/v1/reports".to_owned()).with(command)).await)
}

fn on_claim(id: ClaimId, verb: &str) -> Ask {
    Ask::post(format!("/api/v1/claims/{id}/{verb}"))
}

fn waiting_path(id: WishId) -> String {
    format!("/api/v1/wishes/{id}/waiting")
}

//! Our server, one function per request. Bodies and answers are the types of `model`.

pub(crate) mod books;
pub(crate) mod client;
pub(crate) mod error;
pub(crate) mod gifts;
pub(crate) mod json;

use model::{
    ClaimId, WishId,
    command::{Appoint, CancelClaim, ClaimWish, ExtendClaim, NewReport, RequestCode, SignIn},
    view::{ClaimView, CodeSent, Home, Me, ReportTaken, StationView, WaitingView, WishList, WishView},
};

use crate::{
    api::client::{Ask, Fetch},
    browser::work,
    routes::WishQuery,
};
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
    after.map_or_else(
        || format!("/api/v1/wishes{search}"),
        |after| format!("/api/v1/wishes{search}{joint}after={after}"),
    )
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
pub(crate) fn home() -> Fetch<Home> {
    client::get(home_path())
}

/// `GET /wishes`
pub(crate) fn wishes(query: &WishQuery, after: Option<&str>) -> Fetch<WishList> {
    client::get(wishes_path(query, after))
}

/// `GET /wishes/{id}`
pub(crate) fn wish(id: WishId) -> Fetch<WishView> {
    client::get(wish_path(id))
}

/// `GET /stations`
pub(crate) fn stations() -> Fetch<Vec<StationView>> {
    client::get(stations_path())
}

/// `GET /me`
pub(crate) fn me() -> Fetch<Me> {
    client::get("/api/v1/me".to_owned())
}

/// `POST /codes`; does the work that the server may ask for first.
pub(crate) fn request_code(mut command: RequestCode) -> Fetch<CodeSent> {
    let ask = |command: &RequestCode| client::call(Ask::post("/api/v1/codes".to_owned()).with(command));
    client::read(Box::pin(async move {
        let answer = ask(&command).await;
        let Err(ApiError::Refused(problem)) = &answer else { return answer };
        let Some(challenge) = &problem.challenge else { return answer };
        command.proof = work::done(challenge).await;
        if command.proof.is_none() { answer } else { ask(&command).await }
    }))
}

/// `POST /session`
pub(crate) fn sign_in(command: &SignIn) -> Fetch<Me> {
    client::read(client::call(Ask::post("/api/v1/session".to_owned()).with(command)))
}

/// `DELETE /session`
pub(crate) fn sign_out() -> Fetch<()> {
    client::done(client::call(Ask::delete("/api/v1/session".to_owned())))
}

/// `DELETE /me`
pub(crate) fn delete_me() -> Fetch<()> {
    client::done(client::call(Ask::delete("/api/v1/me".to_owned())))
}

/// `POST /wishes/{id}/claims`, tried again with the same key while nobody knows what became of it.
pub(crate) fn claim(id: WishId, command: &ClaimWish, key: &str) -> Fetch<ClaimView> {
    let ask = Ask::post(format!("/api/v1/wishes/{id}/claims")).with(command).keyed(key);
    client::read(client::persist(ask))
}

/// `POST /claims/{id}/confirm`; repeating it is harmless, so it is tried again too.
pub(crate) fn confirm(id: ClaimId) -> Fetch<ClaimView> {
    client::read(client::persist(on_claim(id, "confirm")))
}

/// `POST /claims/{id}/hold`
pub(crate) fn extend_hold(id: ClaimId) -> Fetch<ClaimView> {
    client::read(client::call(on_claim(id, "hold")))
}

/// `POST /claims/{id}/cancel`
pub(crate) fn cancel(id: ClaimId, command: &CancelClaim) -> Fetch<ClaimView> {
    client::read(client::call(on_claim(id, "cancel").with(command)))
}

/// `POST /claims/{id}/extend`
pub(crate) fn extend(id: ClaimId, command: &ExtendClaim) -> Fetch<ClaimView> {
    client::read(client::call(on_claim(id, "extend").with(command)))
}

/// `POST /claims/{id}/sent`
pub(crate) fn sent(id: ClaimId) -> Fetch<ClaimView> {
    client::read(client::call(on_claim(id, "sent")))
}

/// `POST /claims/{id}/appointment`
pub(crate) fn appoint(id: ClaimId, command: &Appoint) -> Fetch<ClaimView> {
    client::read(client::call(on_claim(id, "appointment").with(command)))
}

/// `POST /wishes/{id}/waiting`
pub(crate) fn wait(id: WishId) -> Fetch<WaitingView> {
    client::read(client::call(Ask::post(waiting_path(id))))
}

/// `DELETE /wishes/{id}/waiting`
pub(crate) fn stop_waiting(id: WishId) -> Fetch<()> {
    client::done(client::call(Ask::delete(waiting_path(id))))
}

/// `POST /reports`
pub(crate) fn report(command: &NewReport) -> Fetch<ReportTaken> {
    client::read(client::call(Ask::post("/api/v1/reports".to_owned()).with(command)))
}

fn on_claim(id: ClaimId, verb: &str) -> Ask {
    Ask::post(format!("/api/v1/claims/{id}/{verb}"))
}

fn waiting_path(id: WishId) -> String {
    format!("/api/v1/wishes/{id}/waiting")
}

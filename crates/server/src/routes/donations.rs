//! Donating: ordering, following, coming back from the cashier, taking a name back; and receipts.
//!
//! Nobody has to sign in. Whoever has not gets a key with the order, which opens it again (`Authorization: Bearer …`): a keyed hash
//! of its number, so nothing is kept for it, and it cannot be guessed. Donations of a person are found by their session.

mod donor;
mod wanted;

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use model::{
    DonationId, ProblemCode, ProjectId, ReceiptId,
    command::NewDonation,
    view::{BillDay, DonationView, Donations, ReceiptView, Reconciliation},
};
use store::donation::{self, OrderRow, PlaceOrder, Placed, RemoveName, Run};
use utoipa_axum::{router::OpenApiRouter, routes};

use self::donor::Donor;
use super::{
    key::{Key, request_hash},
    own::{done, own},
};
use crate::{
    app::App,
    cache,
    extract::{Json, NoQuery, Path},
    failure::Failure,
    session_cookie::Person,
    till::Till,
};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(place))
        .routes(routes!(show))
        .routes(routes!(come_back))
        .routes(routes!(remove_name))
        .routes(routes!(mine))
        .routes(routes!(receipt))
        .routes(routes!(reconciliation))
}

/// Orders a donation and opens the cashier. No sign-in is needed.
///
/// The same `Idempotency-Key` with the same body is the same order, however often it is sent; it answers how that stands now.
/// That holds across signing in, which takes the order along to the person, and signing out, where it is 401 until they are back.
#[utoipa::path(
    post, path = "/projects/{id}/donations", tag = "public", request_body = NewDonation,
    params(("id" = ProjectId, Path), Key),
    responses(
        (status = 200, body = DonationView), (status = 201, body = DonationView), (status = 400), (status = 401),
        (status = 403), (status = 404), (status = 409), (status = 413), (status = 415), (status = 422), (status = 429)
    )
)]
async fn place(
    State(app): State<App>,
    Path(project): Path<ProjectId>,
    donor: Donor,
    Key(key): Key,
    Json(new): Json<NewDonation>,
) -> Result<Response, Failure> {
    let request = request_hash(&format!("donate {}", project.folded()), &new)?;
    let id = DonationId::from_bits(rand::random());
    let channel = new.channel.clone();
    let wanted = wanted::checked(&app, id, new)?;
    let Some(_flight) = app.in_flight.begin(donor::flyer(&key), &key) else {
        return Err(Failure::new(ProblemCode::InFlight).retry_after(1));
    };
    let place = PlaceOrder {
        id,
        project,
        key,
        request,
        person: donor.person,
        wanted,
        giving: app.giving(),
        channel,
        number: format!("D{id}A{:016x}", rand::random::<u64>()),
        now: app.now(),
    };
    let (status, order) = match app.store.writer().write(place).await? {
        Placed::New(placed) => {
            let order = placed.0;
            if let Some((till, number)) = attempt(&app, order.id).await? {
                till.open(&number).await?;
            }
            (StatusCode::CREATED, order)
        }
        Placed::Same(placed) => {
            let order = placed.0;
            if let Some((till, number)) = attempt(&app, order.id).await? {
                till.open_again(&number).await?;
            }
            (StatusCode::OK, order)
        }
        Placed::KeyReused => return Err(ProblemCode::KeyReused.into()),
        Placed::SignInNeeded => return Err(ProblemCode::SignInNeeded.into()),
        Placed::NotFound => return Err(ProblemCode::NotFound.into()),
        Placed::Off(why) => return Err(Failure::new(ProblemCode::GivingOff).off(why)),
        Placed::OtherMode => return Err(Failure::new(ProblemCode::Unavailable).retry_after(60)),
        Placed::NoChannel => return Err(Failure::field("channel")),
    };
    let mut view = seen(&app, order.id).await?;
    if donor.person.is_none() {
        view.key = Some(donor::key_of(&app.keys, order.id));
    }
    own(status, &view)
}

/// One of the own donations, as it stands now.
#[utoipa::path(
    get, path = "/donations/{id}", tag = "person", params(("id" = DonationId, Path)),
    responses((status = 200, body = DonationView), (status = 404), (status = 429))
)]
async fn show(State(app): State<App>, Path(id): Path<DonationId>, donor: Donor) -> Result<Response, Failure> {
    let order = donor.own(&app, id).await?;
    own(StatusCode::OK, &seen(&app, order.id).await?)
}

/// The donor came back from the cashier: the provider is asked at once.
#[utoipa::path(
    post, path = "/donations/{id}/return", tag = "person", params(("id" = DonationId, Path)),
    responses((status = 200, body = DonationView), (status = 403), (status = 404), (status = 429))
)]
async fn come_back(State(app): State<App>, Path(id): Path<DonationId>, donor: Donor) -> Result<Response, Failure> {
    let order = donor.own(&app, id).await?;
    if let Some((till, number)) = attempt(&app, order.id).await? {
        till.come_back(&number).await?;
    }
    own(StatusCode::OK, &seen(&app, order.id).await?)
}

/// Takes the donor's name off the donation and its receipt. The ledger keeps its entry and loses what it said of the donor.
#[utoipa::path(
    delete, path = "/donations/{id}/name", tag = "person", params(("id" = DonationId, Path)),
    responses((status = 204), (status = 403), (status = 404), (status = 429))
)]
async fn remove_name(State(app): State<App>, Path(id): Path<DonationId>, donor: Donor) -> Result<Response, Failure> {
    let order = donor.own(&app, id).await?;
    app.store.writer().write(RemoveName { donation: order.id, now: app.now() }).await?;
    Ok(done())
}

/// The own donations, newest first.
#[utoipa::path(
    get, path = "/me/donations", tag = "person", responses((status = 200, body = Donations), (status = 401), (status = 429))
)]
async fn mine(State(app): State<App>, person: Person) -> Result<Response, Failure> {
    let donations = donation::donations_of(&mut app.store.read().await?.conn(), person.id, app.now()).await?;
    own(StatusCode::OK, &donations)
}

/// A receipt, as everybody may see it who has its address. What opens its private fields is never sent to the server.
#[utoipa::path(
    get, path = "/receipts/{id}", tag = "public", params(("id" = ReceiptId, Path)),
    responses((status = 200, body = ReceiptView), (status = 304), (status = 404), (status = 429))
)]
async fn receipt(
    State(app): State<App>,
    Path(id): Path<ReceiptId>,
    NoQuery: NoQuery,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let find =
        async |conn: &mut store::Conn<'_>| donation::receipt(conn, id).await?.ok_or(ProblemCode::NotFound.into());
    cache::answer(&app, &format!("/receipts/{id}"), &headers, find).await
}

/// Bills that the public sees.
const BILLS: u32 = 30;

/// How the books agree with the payment providers: open items, and the last bills.
#[utoipa::path(
    get, path = "/reconciliation", tag = "public",
    responses((status = 200, body = Reconciliation), (status = 304), (status = 429))
)]
async fn reconciliation(State(app): State<App>, NoQuery: NoQuery, headers: HeaderMap) -> Result<Response, Failure> {
    let today = app.today();
    let find = async |conn: &mut store::Conn<'_>| {
        let day = |run: Run| {
            let Run { day, paid, paid_fen, refunded, refunded_fen, matched, open, fees, .. } = run;
            BillDay { day, paid, paid_fen, refunded, refunded_fen, matched, open, fees }
        };
        let days = donation::runs(conn, today, BILLS).await?.into_iter().map(day).collect();
        Ok(Reconciliation { open: donation::open_count(conn).await?, days })
    };
    cache::answer(&app, &format!("/reconciliation {today}"), &headers, find).await
}

/// The newest attempt of an order, with the till of its provider; none where it is given elsewhere.
async fn attempt(app: &App, id: DonationId) -> Result<Option<(Till, String)>, Failure> {
    let mut reader = app.store.read().await?;
    let Some(number) = donation::attempt_number(&mut reader.conn(), id).await? else { return Ok(None) };
    let attempt = donation::attempt_by_number(&mut reader.conn(), &number).await?;
    Ok(attempt.and_then(|attempt| app.till_of(&attempt.provider)).map(|till| (till, number)))
}

async fn seen(app: &App, id: DonationId) -> Result<DonationView, Failure> {
    let mut reader = app.store.read().await?;
    let order: OrderRow = donation::order(&mut reader.conn(), id).await?.ok_or(ProblemCode::NotFound)?;
    Ok(donation::view(&mut reader.conn(), &order, app.now()).await?)
}

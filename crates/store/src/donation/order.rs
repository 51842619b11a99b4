//! Making an order, once for each key.

use model::{
    DonationId, Fen, Millis, PersonId, ProjectId,
    donation::{ShownAs, timer::SWEEP_SECONDS},
    project::{DonationMode, GivingOff},
    view::Channel,
};

use super::{
    invoice,
    row::{self, NewOrder, OrderRow},
    target::{self, Target},
};
use crate::{Change, Conn, StoreError, person::Sealed, project::Giving};

/// Orders a donation.
#[derive(Clone, Debug)]
pub struct PlaceOrder {
    /// The number that a new order gets.
    pub id: DonationId,
    /// What for.
    pub project: ProjectId,
    /// The key of the form: one order for good, whoever sends it.
    pub key: String,
    /// The SHA-256 of the command.
    pub request: [u8; 32],
    /// Who gives, if they have signed in.
    pub person: Option<PersonId>,
    /// What is wanted.
    pub wanted: Wanted,
    /// How this house lets people give.
    pub giving: Giving,
    /// The way to pay that is wanted; the first of them unless said otherwise.
    pub channel: Option<String>,
    /// The number of the attempt, as the provider will know it.
    pub number: String,
    /// The moment.
    pub now: Millis,
}

/// What the donor wants.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// How much.
    pub amount: Fen,
    /// As whom to be shown.
    pub shown_as: ShownAs,
    /// The name to be shown.
    pub name: Option<String>,
    /// Title and tax number of the invoice, sealed for [`invoice::context`].
    pub invoice: Option<Sealed>,
    /// Whether a written agreement is wanted.
    pub agreement: bool,
    /// The version of the notice that was agreed to.
    pub notice: u32,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placed {
    /// It is ordered.
    New(Box<(OrderRow, Target)>),
    /// The same command had ordered it before.
    Same(Box<(OrderRow, Target)>),
    /// The key came with another command before, or from somebody else.
    KeyReused,
    /// A person ordered it, and whoever sends it again has not signed in.
    SignInNeeded,
    /// There is no such project.
    NotFound,
    /// Nothing can be given to it now.
    Off(GivingOff),
    /// It is not given to through this site.
    OtherMode,
    /// There is no such way to pay.
    NoChannel,
}

impl Change for PlaceOrder {
    type Done = Placed;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Placed, StoreError> {
        let Self { id, project, key, request, person, wanted, giving, channel, number, now } = self;
        let known = row::order_by_key(conn, &key).await?;
        let Some(target) = target::of(conn, project).await? else { return Ok(Placed::NotFound) };
        if let Some(order) = known {
            return if order.request == request {
                again(conn, order, person, target).await
            } else {
                Ok(Placed::KeyReused)
            };
        }
        let Some(offer) = target::donation(conn, project, &giving, now.day()).await? else {
            return Ok(Placed::NotFound);
        };
        if let Some(why) = offer.off {
            return Ok(Placed::Off(why));
        }
        let Some(mode) = offer.mode else { return Ok(Placed::OtherMode) };
        let provider = match provider(mode, channel, offer.channels) {
            Ok(provider) => provider,
            Err(refusal) => return Ok(refusal),
        };
        let Wanted { amount, shown_as, name, invoice, agreement, notice } = wanted;
        let order = OrderRow {
            id,
            project,
            amount,
            mode,
            person,
            request: request.to_vec(),
            shown_as,
            name,
            made_at: now,
            credited: None,
        };
        row::insert(conn, NewOrder { order: &order, key: &key, agreement, notice }).await?;
        if let Some(sealed) = invoice {
            invoice::ask(conn, id, &sealed, now).await?;
        }
        if let Some(provider) = provider {
            // Whoever crashes between here and the call is swept up after a while.
            row::begin(conn, &number, id, &provider, now, now.plus_seconds(SWEEP_SECONDS)).await?;
        }
        Ok(Placed::New(Box::new((order, target))))
    }
}

/// The same form once more. Whoever signed in meanwhile takes along what they ordered before; whoever signed out has to come back.
async fn again(
    conn: &mut Conn<'_>,
    mut order: OrderRow,
    person: Option<PersonId>,
    target: Target,
) -> Result<Placed, StoreError> {
    match (order.person, person) {
        (None, Some(person)) => row::adopt(conn, &mut order, person).await?,
        (Some(_), None) => return Ok(Placed::SignInNeeded),
        (Some(owner), Some(person)) if owner != person => return Ok(Placed::KeyReused),
        _ => {}
    }
    Ok(Placed::Same(Box::new((order, target))))
}

/// The provider that is asked; none where it is given elsewhere.
fn provider(mode: DonationMode, wanted: Option<String>, offered: Vec<Channel>) -> Result<Option<String>, Placed> {
    let mut names = offered.into_iter().map(|channel| channel.name);
    match (mode, wanted) {
        (DonationMode::Handoff, None) => Ok(None),
        (DonationMode::Handoff, Some(_)) => Err(Placed::NoChannel),
        (_, None) => names.next().map(Some).ok_or(Placed::OtherMode),
        (_, Some(wanted)) => names.find(|name| *name == wanted).map(Some).ok_or(Placed::NoChannel),
    }
}

//! Who gives: a person who has signed in, somebody with the key of a donation, or somebody new.

use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};
use model::{DonationId, PersonId, ProblemCode};
use sha2::{Digest as _, Sha256};
use store::donation::{self, OrderRow};

use crate::{
    app::App,
    failure::Failure,
    keys::{Keys, Purpose, hex},
    session_cookie::Person,
};

/// Whoever sends the request.
pub(super) struct Donor {
    /// Who, if they have signed in.
    pub(super) person: Option<PersonId>,
    /// The key that they sent.
    key: Option<String>,
}

/// The key of a donation for a donor who has not signed in.
pub(super) fn key_of(keys: &Keys, id: DonationId) -> String {
    hex(&keys.lookup(Purpose::Donation, &id.to_string()))
}

/// For whom a form is in flight: its key alone, since its sender may sign in meanwhile.
pub(super) fn flyer(key: &str) -> PersonId {
    let digest: [u8; 32] = Sha256::digest(key.as_bytes()).into();
    PersonId::from_bits(digest.iter().take(5).fold(0, |bits, byte| bits << 8 | u64::from(*byte)))
}

impl Donor {
    /// The donation, if it is this donor's. Whoever may not see it learns nothing of it.
    pub(super) async fn own(&self, app: &App, id: DonationId) -> Result<OrderRow, Failure> {
        let order = donation::order(&mut app.store.read().await?.conn(), id).await?.ok_or(ProblemCode::NotFound)?;
        let is_owner = order.person.is_some() && order.person == self.person;
        let has_key = self.key.as_deref().is_some_and(|key| is_same(key, &key_of(&app.keys, id)));
        if is_owner || (order.person.is_none() && has_key) { Ok(order) } else { Err(ProblemCode::NotFound.into()) }
    }
}

/// Compares without telling by the clock where two texts differ.
fn is_same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}

impl FromRequestParts<App> for Donor {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let key = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let key = key.and_then(|text| text.strip_prefix("Bearer ")).map(str::to_owned);
        let person = match Person::from_request_parts(parts, app).await {
            Ok(person) => Some(person.id),
            // Nobody has to sign in to give.
            Err(failure) if failure.problem().code == ProblemCode::SignInNeeded => None,
            Err(failure) => return Err(failure),
        };
        Ok(Self { person, key })
    }
}

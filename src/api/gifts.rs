//! Giving, following a donation, and receipts.

use model::{
    DonationId, ProjectId, ReceiptId,
    command::NewDonation,
    view::{DonationView, Donations, ReceiptView},
};

use super::client::{self, Ask, Fetch};
use crate::given;

/// `POST /projects/{id}/donations`, tried again with the same key while nobody knows what became of it.
pub(crate) fn give(project: ProjectId, command: &NewDonation, key: &str) -> Fetch<DonationView> {
    client::read(client::persist(Ask::post(format!("/api/v1/projects/{project}/donations")).with(command).keyed(key)))
}

/// `GET /donations/{id}`
pub(crate) fn gift(id: DonationId) -> Fetch<DonationView> {
    client::read(client::call(Ask::get(path(id)).opened(given::opener(id))))
}

/// `POST /donations/{id}/return`: has the provider asked at once.
pub(crate) fn come_back(id: DonationId) -> Fetch<DonationView> {
    client::read(client::call(Ask::post(format!("{}/return", path(id))).opened(given::opener(id))))
}

/// `DELETE /donations/{id}/name`
pub(crate) fn remove_name(id: DonationId) -> Fetch<()> {
    client::done(client::call(Ask::delete(format!("{}/name", path(id))).opened(given::opener(id))))
}

/// `GET /me/donations`
pub(crate) fn own() -> Fetch<Donations> {
    client::get("/api/v1/me/donations".to_owned())
}

/// `GET /receipts/{id}`
pub(crate) fn receipt(id: ReceiptId) -> Fetch<ReceiptView> {
    client::get(format!("/api/v1/receipts/{id}"))
}

/// The proof of an entry, as a file.
pub(crate) fn proof(entry: u64) -> Fetch<String> {
    client::call(Ask::get(format!("/ledger/proof/{entry}.tlog-proof")))
}

fn path(id: DonationId) -> String {
    format!("/api/v1/donations/{id}")
}

//! A checked file as a change of the store.

use model::{
    Day, Millis,
    view::{self, Notice, Plan},
};
use store::project as kept;

use super::{
    Complaint,
    book::{self, BookError},
    check,
    file::{File, Filed},
};
/// Why a file is not taken in.
#[derive(Debug, thiserror::Error)]
pub enum TakeError {
    /// These things are not right.
    #[error("the file has {} faults", .0.len())]
    Complaints(Vec<Complaint>),
    /// Its lines cannot be booked.
    #[error(transparent)]
    Book(#[from] BookError),
    /// The machinery failed.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

/// A file as one change: all of it or nothing.
///
/// # Errors
/// When anything in it is not right on this day.
pub fn import(file: &File, actor: &str, today: Day, now: Millis) -> Result<kept::Import, TakeError> {
    let complaints = check(file, today);
    if !complaints.is_empty() {
        return Err(TakeError::Complaints(complaints));
    }
    let projects = file.projects.iter().map(filed).collect::<Result<_, _>>()?;
    Ok(kept::Import { projects, actor: actor.to_owned(), now })
}

fn filed(project: &Filed) -> Result<kept::Filed, TakeError> {
    let mut lines = Vec::with_capacity(project.ledger.len());
    for (seq, idem, entry) in book::entries(project)? {
        let line = project.ledger.iter().find(|line| line.seq == seq).ok_or(BookError::Target(seq))?;
        let hash = line.hashed(project.id, &line.prev_hash);
        lines.push(kept::Line { seq, hash, day: line.date, is_related: line.related_party, idem, entry });
    }
    Ok(kept::Filed { project: own(project), digest: project.digest()?, lines })
}

/// The project without its lines, in the words of the store.
fn own(filed: &Filed) -> kept::Project {
    let four = &filed.four_questions;
    kept::Project {
        id: filed.id,
        title: filed.title.clone(),
        shan: filed.project8,
        raising: filed.fundraising_mode,
        is_sample: filed.is_sample,
        is_emergency: filed.emergency,
        response_end: filed.response_end,
        start: filed.period.start,
        end: filed.period.end,
        implementation_end: filed.period.implementation_end,
        region: filed.region.clone(),
        target: filed.target_fen,
        notice: notice(filed),
        platform: filed
            .designated_platform
            .as_ref()
            .map(|platform| view::Platform { name: platform.name.clone(), url: platform.handoff_url.clone() }),
        is_closed: filed.status == check::CLOSED,
        budget: filed.budget.iter().map(budgeted).collect(),
        disclosures: filed.disclosures.iter().map(disclosure).collect(),
        places: four.places.iter().map(|place| (place.area.clone(), place.count)).collect(),
        people: four.people.iter().map(|people| (people.band.clone(), people.count)).collect(),
        effects: four.effects.clone(),
        updates: filed
            .updates
            .iter()
            .map(|update| view::Update { day: update.date, text: update.text.clone() })
            .collect(),
    }
}

fn notice(filed: &Filed) -> Notice {
    let (organisation, filing) = (&filed.organisation, &filed.filing);
    let known = filing.number.clone().zip(filing.filed_on).zip(filing.verify_url.clone());
    Notice {
        organisation: view::Organisation {
            name: organisation.name.clone(),
            uscc: organisation.uscc.clone(),
            form: organisation.org_form.clone(),
            certificate: organisation.public_fundraising_cert.clone(),
            registrar: organisation.registrar.clone(),
            contact: organisation.contact.clone(),
            office: organisation.office.clone(),
            info_url: organisation.info_url.clone(),
        },
        filing: known.map(|((number, filed_on), verify_url)| view::Filing {
            number,
            is_real: filing.is_real,
            remark: filing.display.clone(),
            filed_on,
            verify_url,
        }),
        plan: Plan {
            purpose: filed.purpose.clone(),
            responsible: filed.responsible_person.clone(),
            bank_account: filed.bank_account.clone(),
            surplus_rule: filed.surplus_rule.clone(),
        },
        partner: filed.partner.as_ref().map(|partner| view::Partner {
            name: partner.name.clone(),
            role: partner.role.clone(),
            agreement: partner.agreement.clone(),
            is_evaluated: partner.evaluated,
        }),
    }
}

fn budgeted(line: &super::file::Budgeted) -> kept::Budgeted {
    kept::Budgeted {
        code: line.code.clone(),
        name: line.name.clone(),
        unit: line.unit.clone(),
        qty: line.qty,
        unit_price: line.unit_price_fen,
        amount: line.amount_fen,
        kind: line.kind,
    }
}

fn disclosure(one: &super::file::Disclosure) -> kept::Disclosure {
    kept::Disclosure {
        duty: one.kind,
        due: one.due,
        title: one.title.clone(),
        published: one.published,
        url: one.url.clone(),
    }
}

//! The charity's file (`schema_version` 1): projects with their budgets, lines of the books, disclosures and results.

use model::{
    Day, Fen, ProjectId, Shan,
    project::{CostKind, Duty, Raising},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A whole file.
#[derive(Clone, Debug, Deserialize)]
pub struct File {
    /// What the file says about itself.
    #[serde(rename = "_meta")]
    pub meta: Meta,
    /// The projects.
    pub projects: Vec<Filed>,
}

/// What a file says about itself.
#[derive(Clone, Debug, Deserialize)]
pub struct Meta {
    /// The version of its form.
    pub schema_version: u32,
    /// The unit of its amounts.
    pub amount_unit: String,
    /// The day as of which it was written.
    pub reference_date: Day,
}

/// A project.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Filed {
    /// Its id.
    pub id: ProjectId,
    /// Whether nothing of it is real.
    pub is_sample: bool,
    /// Its title.
    pub title: String,
    /// Which of the eight 善 projects it belongs to.
    pub project8: Shan,
    /// What the money is for.
    pub purpose: String,
    /// How it may raise money.
    pub fundraising_mode: Raising,
    /// The organisation.
    pub organisation: Organisation,
    /// Who works along.
    pub partner: Option<Partner>,
    /// The filing.
    pub filing: Filing,
    /// The designated platform.
    pub designated_platform: Option<Platform>,
    /// Its days.
    pub period: Period,
    /// Where it helps.
    pub region: String,
    /// Whether it answers an emergency.
    pub emergency: bool,
    /// The last day of the response phase, once it has been declared over.
    #[serde(default)]
    pub response_end: Option<Day>,
    /// Where it stands, in the words of the file; only `closed` is taken from it, the rest follows from the calendar.
    pub status: String,
    /// What it needs.
    pub target_fen: Fen,
    /// The budget.
    pub budget: Vec<Budgeted>,
    /// What happens with what is left.
    pub surplus_rule: String,
    /// The account that money is booked on.
    pub bank_account: String,
    /// Who answers for it.
    pub responsible_person: String,
    /// The equation.
    pub totals: Totals,
    /// The lines of the books.
    pub ledger: Vec<Line>,
    /// What was announced, and when it was made public.
    pub disclosures: Vec<Disclosure>,
    /// The four questions.
    pub four_questions: Four,
    /// What happened.
    pub updates: Vec<Update>,
}

/// An organisation.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Organisation {
    /// Its full name.
    pub name: String,
    /// Its unified social credit code.
    pub uscc: String,
    /// Its legal form.
    pub org_form: String,
    /// Its certificate for public fundraising.
    pub public_fundraising_cert: Option<String>,
    /// Who registered it.
    pub registrar: String,
    /// How to reach it.
    pub contact: String,
    /// Where its office is.
    pub office: String,
    /// Where it publishes.
    pub info_url: String,
}

/// A partner.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Partner {
    /// Its name.
    pub name: String,
    /// What it does.
    pub role: String,
    /// The agreement.
    pub agreement: String,
    /// Whether it was evaluated.
    pub evaluated: bool,
}

/// A filing; every field is empty for a targeted project.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Filing {
    /// Its number.
    pub number: Option<String>,
    /// Whether it is a real one.
    pub is_real: bool,
    /// What to say beside one that is not.
    pub display: Option<String>,
    /// Its day.
    pub filed_on: Option<Day>,
    /// Where to look it up.
    pub verify_url: Option<String>,
}

/// A designated platform.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Platform {
    /// Its name.
    pub name: String,
    /// The address of the project there.
    pub handoff_url: String,
}

/// The days of a project.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Period {
    /// The first day of the campaign.
    pub start: Day,
    /// The last day of the campaign.
    pub end: Day,
    /// The last day of the work.
    pub implementation_end: Day,
}

/// A line of the budget.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Budgeted {
    /// Its code.
    pub code: String,
    /// What is bought.
    pub name: String,
    /// The unit.
    pub unit: String,
    /// How many.
    pub qty: u32,
    /// What one costs.
    pub unit_price_fen: Fen,
    /// All of them.
    pub amount_fen: Fen,
    /// What kind of cost it is.
    pub kind: CostKind,
}

/// The equation, as the charity counted it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Given.
    pub income_fen: i64,
    /// Given back.
    pub refund_fen: i64,
    /// Spent.
    pub expense_fen: i64,
    /// What corrections changed, up or down.
    pub correction_fen: i64,
    /// Passed on.
    pub transfer_out_fen: i64,
    /// What is left.
    pub balance_fen: i64,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// Somebody gave.
    Income,
    /// Money was spent.
    Expense,
    /// A gift went back.
    Refund,
    /// An earlier line was wrong.
    Correction,
    /// Money was passed on.
    TransferOut,
}

/// A line of the books.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Line {
    /// Its number, from 1.
    pub seq: u32,
    /// Its day.
    pub date: Day,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: LineKind,
    /// How much, in fen; below 0 only for a correction that takes.
    pub amount_fen: i64,
    /// What it says.
    pub summary: String,
    /// The line of the budget.
    pub budget_code: Option<String>,
    /// How many gifts, things or hours it sums up.
    pub count: Option<u32>,
    /// The line that it corrects.
    pub corrects_seq: Option<u32>,
    /// The organisation that money was passed on to, where it is public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient: Option<Recipient>,
    /// Whether it was a dealing with a related party.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub related_party: bool,
    /// The hash of the line before.
    pub prev_hash: String,
    /// Its own.
    pub hash: String,
}

/// An organisation that money was passed on to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Recipient {
    /// Its full name.
    pub name: String,
    /// Its unified social credit code.
    pub uscc: String,
}

/// Something that was announced.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Disclosure {
    /// What.
    pub kind: Duty,
    /// For which day.
    pub due: Day,
    /// When it was made public.
    pub published: Option<Day>,
    /// Its title.
    pub title: String,
    /// Where it can be read.
    #[serde(default)]
    pub url: Option<String>,
}

/// The four questions.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Four {
    /// Where.
    #[serde(rename = "where")]
    pub places: Vec<Place>,
    /// Who.
    #[serde(rename = "who")]
    pub people: Vec<People>,
    /// How much.
    pub how_much_fen: Fen,
    /// With what effect.
    #[serde(rename = "effect")]
    pub effects: Vec<String>,
}

/// How many were helped in a place.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Place {
    /// The place.
    pub area: String,
    /// How many.
    pub count: u32,
}

/// How many of a band were helped.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct People {
    /// The band.
    pub band: String,
    /// How many.
    pub count: u32,
}

/// Something that happened.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Update {
    /// When.
    pub date: Day,
    /// What.
    pub text: String,
}

/// The file cannot be read at all.
#[derive(Debug, thiserror::Error)]
#[error("不是可用的项目文件（第{line}行，{path}）：{cause}")]
pub struct FileError {
    line: usize,
    path: String,
    cause: String,
}

impl File {
    /// Reads a file; whether what it says is right is another question ([`super::check`]).
    ///
    /// # Errors
    /// When it is not JSON of this form.
    pub fn read(json: &[u8]) -> Result<Self, FileError> {
        let json = json.strip_prefix("\u{feff}".as_bytes()).unwrap_or(json);
        serde_path_to_error::deserialize(&mut serde_json::Deserializer::from_slice(json)).map_err(|error| FileError {
            line: error.inner().line(),
            path: error.path().to_string(),
            cause: error.inner().to_string(),
        })
    }
}

/// The hash that comes before the first line.
pub const FIRST: &str = "0000000000000000000000000000000000000000000000000000000000000000";

impl Line {
    /// The hash that the file's own rule gives this line after `before`.
    #[must_use]
    pub fn hashed(&self, project: ProjectId, before: &str) -> [u8; 32] {
        let kind = match self.kind {
            LineKind::Income => "income",
            LineKind::Expense => "expense",
            LineKind::Refund => "refund",
            LineKind::Correction => "correction",
            LineKind::TransferOut => "transfer_out",
        };
        let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
        let text = [
            project.to_string(),
            self.seq.to_string(),
            self.date.to_string(),
            kind.to_owned(),
            self.amount_fen.to_string(),
            self.summary.clone(),
            self.budget_code.clone().unwrap_or_default(),
            number(self.count),
            number(self.corrects_seq),
            before.to_owned(),
        ]
        .join("|");
        Sha256::digest(text.as_bytes()).into()
    }
}

impl Filed {
    /// What it says besides its lines and sums, as one hash: an import that changes nothing is told by it.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn digest(&self) -> serde_json::Result<[u8; 32]> {
        let mut still = self.clone();
        still.ledger.clear();
        Ok(Sha256::digest(serde_json::to_vec(&still)?).into())
    }
}

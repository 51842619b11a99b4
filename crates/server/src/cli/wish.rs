//! `shanling wish`: what staff do to wishes until there is a console.

mod act;
mod look;

use model::{Urgency, WishId, WishState};

use super::{Globals, Outcome};

/// The commands of this group.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Lists wishes, oldest in their state first
    List {
        /// Only those in this state; all unless given
        #[arg(long, value_parser = state)]
        state: Option<WishState>,
        /// At most so many
        #[arg(long, value_name = "N", default_value_t = 1_000_000)]
        limit: usize,
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Shows one wish, what the screen warns of, and what stands in the way of publishing
    Show {
        /// The wish
        id: WishId,
        /// For whom: names the guards that would stop this member of staff
        #[arg(long = "as", value_name = "NAME")]
        actor: Option<String>,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Looks a wish over, with or without changes; the collector may not
    Review(Review),
    /// Publishes wishes that wait for review
    Publish(Many),
    /// Refuses wishes
    Reject(Many),
    /// Takes wishes back, off every public answer at once; needs no reason
    Withdraw(Many),
    /// Stops wishes for a while
    Hold(Many),
    /// Goes on with wishes that were stopped
    Resume(Many),
    /// Lists expired wishes once more
    Renew(Many),
    /// Has the pool project buy what nobody has claimed in time
    Fallback(Many),
    /// Notes that what the pool bought has been handed over
    Deliver(Many),
    /// Notes that station and person confirm that it fits
    Confirm(Many),
    /// Notes that something is wrong with what was delivered
    Dispute(Many),
    /// Notes that a dispute is settled
    Settle(Many),
}

/// Wishes, and who acts on them.
#[derive(Debug, clap::Args)]
pub struct Many {
    /// The wishes
    #[arg(required = true, num_args = 1..)]
    ids: Vec<WishId>,
    /// Who acts; signs in by password and code
    #[arg(long = "as", value_name = "NAME")]
    actor: String,
    /// One JSON object a wish
    #[arg(long)]
    json: bool,
}

/// A review.
#[derive(Debug, clap::Args)]
pub struct Review {
    /// The wish
    id: WishId,
    /// Who reviews; signs in by password and code
    #[arg(long = "as", value_name = "NAME")]
    actor: String,
    /// How pressing: 急难, 季节性 or 一般
    #[arg(long, value_parser = urgency)]
    urgency: Option<Urgency>,
    /// Why it is that pressing; needed for 急难, never public
    #[arg(long, requires = "urgency")]
    reason: Option<String>,
    /// Another title
    #[arg(long)]
    title: Option<String>,
    /// Another text, in the third person
    #[arg(long)]
    story: Option<String>,
    /// Another number of slots
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=99))]
    slots: Option<u32>,
    /// Widens the band by a level: drop the function word, widen the age, say nothing; may be repeated
    #[arg(long, action = clap::ArgAction::Count)]
    generalise: u8,
    /// How many registered people there are on that level
    #[arg(long, requires = "generalise")]
    k: Option<u32>,
    /// As JSON
    #[arg(long)]
    json: bool,
}

fn state(code: &str) -> Result<WishState, String> {
    WishState::from_code(code).or_else(|| WishState::from_zh(code)).ok_or_else(|| {
        let codes: Vec<&str> = WishState::ALL.iter().map(|state| state.code()).collect();
        format!("one of {}", codes.join(", "))
    })
}

fn urgency(word: &str) -> Result<Urgency, &'static str> {
    Urgency::from_zh(word).or_else(|| Urgency::from_code(word)).ok_or("急难、季节性、一般之一")
}

impl Command {
    /// Does it.
    ///
    /// # Errors
    /// `Refused` when a rule did, `SignIn` when the sign-in failed.
    pub async fn run(self, globals: &Globals) -> Outcome {
        let house = globals.open().await?;
        match self {
            Self::List { state, limit, json } => look::list(&house, state, limit, json).await,
            Self::Show { id, actor, json } => look::show(&house, id, actor.as_deref(), json).await,
            Self::Review(review) => act::review(&house, review).await,
            Self::Publish(many) => act::publish(&house, many).await,
            Self::Reject(many) => act::done(&house, act::REJECT, many).await,
            Self::Withdraw(many) => act::done(&house, act::WITHDRAW, many).await,
            Self::Hold(many) => act::done(&house, act::HOLD, many).await,
            Self::Resume(many) => act::done(&house, act::RESUME, many).await,
            Self::Renew(many) => act::done(&house, act::RENEW, many).await,
            Self::Fallback(many) => act::done(&house, act::FALLBACK, many).await,
            Self::Deliver(many) => act::done(&house, act::DELIVER, many).await,
            Self::Confirm(many) => act::done(&house, act::CONFIRM, many).await,
            Self::Dispute(many) => act::done(&house, act::DISPUTE, many).await,
            Self::Settle(many) => act::done(&house, act::SETTLE, many).await,
        }
    }
}

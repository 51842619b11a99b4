//! Refunds that are stuck.

use model::{RefundId, donation::RefundState};
use store::donation::{Remedied, Remedies, Remedy};

use super::{Decided, Who, refuse, say};
use crate::cli::{House, Outcome};

/// Which refund, and who acts.
#[derive(Debug, clap::Args)]
pub struct Stuck {
    /// The number of the refund, as `finance refund` and `finance open` say it
    refund: RefundId,
    #[command(flatten)]
    who: Who,
}

impl Stuck {
    /// Notes what is wanted; the server's next round does it.
    ///
    /// # Errors
    /// When the sign-in fails, a rule refuses, or the database does.
    pub(super) async fn act(self, house: &House, remedy: Remedy) -> Outcome {
        let Self { refund, who } = self;
        let Decided { actor, second, alone } = who.decided(house).await?;
        let number = format!("R{refund}");
        let change = Remedied { number, remedy, actor, second, alone, now: house.clock.now() };
        match (house.store.writer().write(change).await?, remedy) {
            (Remedies::Noted, Remedy::Call) => say(&format!("{refund}\t已登记，由服务器用同一退款号再次发出")),
            (Remedies::Noted, Remedy::End) => {
                say(&format!("{refund}\t已登记：服务器先向渠道查询，渠道查无此退款才放弃；否则以渠道的结果为准"))
            }
            (Remedies::NotFound, _) => refuse("not_found", "没有这笔退款。"),
            (Remedies::WrongState(state), _) => {
                refuse("wrong_state", &format!("这笔退款{}，{}", state.zh(), why(state)))
            }
            (Remedies::SecondNeeded, _) => refuse("second_needed", "超过一人可决定的金额，请加 --second。"),
        }
    }
}

/// Why neither is of use in this state.
const fn why(state: RefundState) -> &'static str {
    match state {
        RefundState::Requested => "服务器还在用同一退款号重试。",
        RefundState::Processing => "渠道已受理，只能等待结果。",
        RefundState::Abnormal => "渠道承认欠款，不能放弃；可以 retry。",
        RefundState::Failed => "需要退款请重新申请。",
        RefundState::None | RefundState::Success => "不用再办。",
    }
}

//! The port through which codes and messages leave the house. Providers are adapters behind [`Sender`].
//!
//! **Invariant:** nothing here writes a number, a code or a text to a log.

mod command;

use std::{
    collections::VecDeque,
    fmt,
    future::Future,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
};

use model::{ClaimId, Day, DonationId};
use store::outbox::MessageKind;

use crate::phone::Phone;

pub use command::CommandSender;

/// What a sender answers, sooner or later.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<(), SendError>> + Send + 'a>>;

/// Why a message did not go out. It holds nothing personal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// The provider says that this number got too many; it counts as sent recently, and is not tried again.
    #[error("the provider limits this number")]
    Limited,
    /// The provider did not take it; another try may go through.
    #[error("the provider did not take the message")]
    Failed,
}

/// Something that can reach a phone.
pub trait Sender: Send + Sync + 'static {
    /// Sends a one-time code.
    fn send_code<'a>(&'a self, phone: &'a Phone, code: &'a str) -> Sending<'a>;

    /// Sends a message about a claim or a donation.
    fn send_message<'a>(&'a self, phone: &'a Phone, message: &'a Text) -> Sending<'a>;
}

/// What a message says; providers that want templates use the parts, others the sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Its number: a message that comes again, because nobody could note that it went, comes with the same one.
    pub id: i64,
    /// What it is about.
    pub kind: MessageKind,
    /// The claim number.
    pub claim: Option<ClaimId>,
    /// The number of the donation.
    pub donation: Option<DonationId>,
    /// The deadline.
    pub due: Option<Day>,
}

impl Text {
    /// The sentence, in Chinese. It names no wish, project or amount, so that a phone left on a table tells nothing.
    #[must_use]
    pub fn sentence(&self) -> String {
        let claim = self.claim.map(|id| id.to_string()).unwrap_or_default();
        let gift = self.donation.map(|id| id.to_string()).unwrap_or_default();
        let due = self.due.map_or_else(String::new, |day| {
            let (_, month, day) = day.ymd();
            format!("{month}月{day}日")
        });
        match self.kind {
            MessageKind::Reminder3 => {
                format!("您认领的心愿（{claim}）请在{due}前完成，还有三天。如有困难可在“我的”申请延期。")
            }
            MessageKind::Reminder1 => {
                format!("您认领的心愿（{claim}）明天（{due}）到期，请尽快完成，或在“我的”里告诉我们。")
            }
            MessageKind::Reminder0 => format!("您认领的心愿（{claim}）今天到期，请尽快完成，或与服务站联系。"),
            MessageKind::Lapsed => format!("您认领的心愿（{claim}）已超过期限，名额已放回。如有误请联系服务站。"),
            MessageKind::Revoked => format!("您认领的心愿（{claim}）已由服务站收回，这不影响您的记录。感谢您的心意。"),
            MessageKind::Rejected => format!("服务站无法接收您送来的物品（{claim}），请在{due}前更换，原因见“我的”。"),
            MessageKind::Received => format!("服务站已收到您认领的物品（{claim}），会尽快转交。"),
            MessageKind::Feedback => format!("您认领的心愿（{claim}）已送达，反馈请见“我的”。谢谢您！"),
            MessageKind::Offer => "您候补的心愿有名额了，为您保留12小时，请到“我的”认领。".to_owned(),
            MessageKind::OfferOver => "您候补的名额已超过12小时，已转给下一位。".to_owned(),
            MessageKind::WaitOver => "您候补的心愿已有着落，候补结束。感谢您的心意。".to_owned(),
            MessageKind::ReceiptReady => format!("您的捐赠（{gift}）已收到，收据在“我的捐赠”里。谢谢您！"),
            MessageKind::LatePayment => {
                format!("您的捐赠（{gift}）超时后查到了付款，已计入项目，收据在“我的捐赠”里。如需退回请联系我们。")
            }
            MessageKind::Refunded => {
                format!("您的捐赠（{gift}）有一笔退款已按原路退回，到账以支付渠道为准，详情见“我的捐赠”。")
            }
        }
    }
}

/// The sender of this deployment, if there is one. Clones share it.
#[derive(Clone, Default)]
pub struct SenderPort(Option<Arc<dyn Sender>>);

impl SenderPort {
    /// This sender.
    pub fn new(sender: impl Sender) -> Self {
        Self(Some(Arc::new(sender)))
    }

    /// A sender that several hold.
    #[must_use]
    pub fn shared(sender: Arc<dyn Sender>) -> Self {
        Self(Some(sender))
    }

    /// The sender, unless none is configured.
    #[must_use]
    pub fn get(&self) -> Option<&dyn Sender> {
        self.0.as_deref()
    }
}

impl fmt::Debug for SenderPort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "SenderPort(…)" } else { "SenderPort(none)" })
    }
}

/// How many messages a demonstration remembers.
const REMEMBERED: usize = 1000;

/// The sender of demonstrations and tests: reaches nobody, remembers the last messages.
#[derive(Debug, Default)]
pub struct DemoSender {
    sent: Mutex<VecDeque<(Phone, Sent)>>,
}

/// What was sent.
#[derive(Clone, PartialEq, Eq)]
pub enum Sent {
    /// A code.
    Code(String),
    /// A message.
    Message(Text),
}

impl fmt::Debug for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(_) => f.write_str("Code(…)"),
            Self::Message(text) => f.debug_tuple("Message").field(text).finish(),
        }
    }
}

impl DemoSender {
    /// What went to a number, oldest first.
    #[must_use]
    pub fn sent_to(&self, phone: &Phone) -> Vec<Sent> {
        let sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        sent.iter().filter(|(to, _)| to == phone).map(|(_, what)| what.clone()).collect()
    }

    fn remember(&self, phone: &Phone, what: Sent) -> Sending<'_> {
        let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        if sent.len() == REMEMBERED {
            sent.pop_front();
        }
        sent.push_back((phone.clone(), what));
        Box::pin(std::future::ready(Ok(())))
    }
}

impl Sender for DemoSender {
    fn send_code<'a>(&'a self, phone: &'a Phone, code: &'a str) -> Sending<'a> {
        self.remember(phone, Sent::Code(code.to_owned()))
    }

    fn send_message<'a>(&'a self, phone: &'a Phone, message: &'a Text) -> Sending<'a> {
        self.remember(phone, Sent::Message(message.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_is_a_sentence_that_names_its_claim_and_day() {
        for kind in MessageKind::ALL {
            let text = Text {
                id: 1,
                kind: *kind,
                claim: "7K3QZ8MV".parse().ok(),
                donation: "9ZZZZZZZ".parse().ok(),
                due: "2026-12-01".parse().ok(),
            };
            let sentence = text.sentence();
            assert!(
                sentence.ends_with(['。', '！']) && sentence.chars().count() <= 67,
                "{kind:?} must fit one message: {sentence}"
            );
            let of_a_gift =
                matches!(kind, MessageKind::ReceiptReady | MessageKind::LatePayment | MessageKind::Refunded);
            let of_a_claim =
                !of_a_gift && !matches!(kind, MessageKind::Offer | MessageKind::OfferOver | MessageKind::WaitOver);
            assert_eq!(sentence.contains("7K3QZ8MV"), of_a_claim, "{sentence}");
            assert_eq!(sentence.contains("9ZZZZZZZ"), of_a_gift, "{sentence}");
        }
    }

    #[test]
    fn what_a_demonstration_remembers_cannot_be_read_from_its_debug_text() {
        let sender = DemoSender::default();
        let phone = Phone::parse("13800138000").unwrap();
        drop(sender.send_code(&phone, "424242"));
        let text = format!("{sender:?} {:?}", SenderPort::default());
        assert!(!text.contains("138") && !text.contains("424242"), "{text}");
        assert_eq!(sender.sent_to(&phone), [Sent::Code("424242".into())]);
    }
}

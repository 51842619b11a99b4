//! Words of a donation that its donor sees.

use serde::{Deserialize, Serialize};

use crate::catalogue::words;

words! {
    /// Where a donation stands, as its donor may see it. What is still in doubt is never shown as a failure.
    DonationState {
        /// It is being opened, or its answer was lost and is being asked after.
        Opening = "opening", "正在建立";
        /// The cashier waits.
        AwaitingPayment = "awaiting_payment", "待付款";
        /// It is to be given at the designated platform; the sums come back by the day (`handoff`).
        HandedOff = "handed_off", "请在指定平台完成";
        /// Money came that does not fit; finance looks into it.
        Checking = "checking", "已收到，待核对";
        /// Paid; its entry waits for its place in the books.
        Paid = "paid", "已付款，待入账";
        /// It is in the books.
        Booked = "booked", "已入账";
        /// It is going back to the donor.
        Refunding = "refunding", "退款中";
        /// All of it went back to the donor.
        Refunded = "refunded", "已退款";
        /// Not paid in time; nothing was taken.
        Closed = "closed", "未付款，已关闭";
        /// The cashier could not be opened; nothing was taken.
        Failed = "failed", "未能打开收银台";
    }
}

words! {
    /// As whom a donor is shown in public.
    ShownAs {
        /// As 爱心人士, the default.
        Anonymous = "anonymous", "爱心人士";
        /// By the name that the donor gave, until the donor takes it back.
        Named = "named", "署名";
    }
}

words! {
    /// What became of the wish for an invoice (公益事业捐赠票据, R-12).
    InvoiceState {
        /// None was asked for.
        Waived = "waived", "不需要";
        /// It is being made out.
        Requested = "requested", "已申请";
        /// It was made out.
        Issued = "issued", "已开具";
    }
}

//! What went wrong, as a sentence for the person, with what can be done.

use model::ProblemCode;

use ui::texts;

texts! {
    /// Sentences for troubles.
    pub(crate) Problems {
        title = "没能打开", "This did not work";
        unreachable = "没有收到服务器的回应。请检查网络后再试。", "The server did not answer. Please check the network and try again.";
        unintelligible = "服务器的回应看不懂，可能是页面版本旧了。请刷新页面再试。",
            "The answer makes no sense, most likely because this page is old. Please reload it.";
        broken = "服务器出了点问题，我们会尽快修好。请稍后再试。", "The server has a problem. Please try again later.";
        wait: fn(u32) -> String = |s| format!("操作太频繁了，请 {s} 秒后再试。"), |s| format!("Too many tries. Please wait {s} seconds.");
        reload = "刷新页面", "Reload the page";
        code: fn(ProblemCode) -> &'static str = zh, en;
    }
}

fn zh(code: ProblemCode) -> &'static str {
    use ProblemCode as P;
    match code {
        P::AlreadyClaimed => "这个心愿刚刚有人认领了。",
        P::AlreadyYours => "您认领过这个心愿。",
        P::GivenBack => "您之前退回过这个心愿，这次请把机会留给别人。",
        P::InFlight => "上一次提交还在处理中，请稍等几秒再试。",
        P::KeyReused | P::KeyMissing | P::BadRequest | P::BadField | P::UnsupportedMedia | P::MethodNotAllowed => {
            "提交的内容有误。请刷新页面，重新填写。"
        }
        P::TooManyClaims => "您手上的认领已到上限。完成或取消一个之后，就可以再认领。",
        P::HoldElsewhere => "您还有一个心愿在等待确认。请先确认或放弃它。",
        P::NotListed => "这个心愿已不在公开列表，不能再认领。",
        P::VolunteerNeeded => "这个心愿需要注册志愿者来完成，请到服务站申请。",
        P::VettingNeeded => "这个心愿会接触未成年人，需要通过背景核查的志愿者来完成，请到服务站申请。",
        P::StandingBlocked => "您之前有未完成的认领，这次请先联系服务站。",
        P::DeclarationMissing => "请先勾选两项声明。",
        P::WrongState => "状态已经变了，请刷新后再看。",
        P::HoldOver => "保留时间已过，心愿已放回列表。您可以重新认领。",
        P::AlreadyExtended => "已经延长过一次，不能再延。",
        P::ReasonNeeded => "已过 24 小时，请选择取消的原因。",
        P::AlreadyWaiting => "您已在候补名单里。",
        P::SlotsFree => "现在就有名额，可以直接认领。",
        P::GivingOff => "这个项目现在不接受捐赠。",
        P::ConsentNeeded => "请先阅读并同意个人信息说明。",
        P::BadPhone => "请输入 11 位手机号码。",
        P::BadCode => "验证码不对或已过期，请核对后重新输入。",
        P::CodeSpent => "验证码输错次数太多，请重新获取。",
        P::ChallengeNeeded => "这个浏览器没能完成安全检查，请稍后再试，或致电服务站。",
        P::SmsNotConfigured => "暂时不能发送验证码，请致电服务站认领。",
        P::TextBlocked => "文字里好像有姓名、电话、住址等个人信息，请去掉后再提交。",
        P::SignInNeeded => "请先验证手机号码。",
        P::ForeignOrigin => "请从本站页面提交。",
        P::NotFound => "没有找到。",
        P::TooLarge => "内容太长了，请缩短后再提交。",
        P::TooManyRequests => "操作太频繁了，请稍后再试。",
        P::Unavailable => "服务暂时繁忙，请稍后再试。",
        P::LedgerRefused => "账本暂停公布：服务器上的账与已公布的不一致，运营方正在核查。",
        P::Internal | P::Unknown => "服务器出了点问题，请稍后再试。",
    }
}

fn en(code: ProblemCode) -> &'static str {
    use ProblemCode as P;
    match code {
        P::AlreadyClaimed => "Somebody has just claimed this wish.",
        P::AlreadyYours => "You have claimed this wish before.",
        P::GivenBack => "You gave this wish back before. This time it is for somebody else.",
        P::InFlight => "Your last request is still being handled. Please wait a few seconds.",
        P::KeyReused | P::KeyMissing | P::BadRequest | P::BadField | P::UnsupportedMedia | P::MethodNotAllowed => {
            "Something in the form does not fit. Please reload the page and fill it in again."
        }
        P::TooManyClaims => "You have as many claims as one person may have. Finish or give back one first.",
        P::HoldElsewhere => "Another wish is held for you. Please confirm it or give it up first.",
        P::NotListed => "This wish is not listed any more.",
        P::VolunteerNeeded => "This wish needs a registered volunteer. Please apply at the station.",
        P::VettingNeeded => "This wish is for a minor and needs a vetted volunteer. Please apply at the station.",
        P::StandingBlocked => "An earlier claim of yours was not kept. Please talk to the station first.",
        P::DeclarationMissing => "Please tick both declarations first.",
        P::WrongState => "Things have changed. Please reload and look again.",
        P::HoldOver => "The hold ran out and the wish is back in the list. You may claim it again.",
        P::AlreadyExtended => "It was extended before; once is all.",
        P::ReasonNeeded => "The 24 hours are over. Please choose a reason.",
        P::AlreadyWaiting => "You are on the waiting list already.",
        P::SlotsFree => "There is room: you can claim it right now.",
        P::GivingOff => "This project takes no donations now.",
        P::ConsentNeeded => "Please read and agree to the notice about personal data first.",
        P::BadPhone => "Please enter an 11-digit mobile number.",
        P::BadCode => "The code is wrong or has expired. Please check it.",
        P::CodeSpent => "Too many wrong tries. Please ask for a new code.",
        P::ChallengeNeeded => {
            "This browser could not finish a safety check. Please try again later, or call the station."
        }
        P::SmsNotConfigured => "Codes cannot be sent at the moment. Please call the station to claim.",
        P::TextBlocked => "The text seems to hold a name, a number or an address. Please take it out.",
        P::SignInNeeded => "Please verify your phone first.",
        P::ForeignOrigin => "Please send this from our own pages.",
        P::NotFound => "There is nothing here.",
        P::TooLarge => "This is too long. Please shorten it.",
        P::TooManyRequests => "Too many tries. Please wait a little.",
        P::Unavailable => "The service is busy. Please try again in a moment.",
        P::LedgerRefused => {
            "The ledger is not served: what the server has is not what was published. The operator is looking into it."
        }
        P::Internal | P::Unknown => "The server has a problem. Please try again later.",
    }
}

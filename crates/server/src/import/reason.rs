//! Why a row is refused: a stable code, the column, and a Chinese sentence that tells the collector what to do.
//!
//! No sentence holds a value of the row: it may be somebody's name. It says where to look instead.

use model::wish::Guard;
use privacy::{Code, Finding};
use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::columns::Column;

/// One reason of a refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What is wrong.
    pub fault: Fault,
    /// Where.
    pub column: Column,
}

macro_rules! faults {
    ($($(#[$doc:meta])+ $name:ident = $code:literal, $sentence:literal;)+) => {
        /// What can be wrong with a row.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Fault {
            $($(#[$doc])+ $name,)+
            /// The text screen blocks these characters.
            Private {
                /// The rule.
                code: Code,
                /// First character, from 0.
                start: usize,
                /// Behind the last one.
                end: usize,
                /// What to write instead; empty: leave it out.
                suggestion: Option<String>,
            },
        }

        impl Fault {
            /// Every code that is not the text screen's, with its sentence.
            pub const LIST: &'static [(&'static str, &'static str)] = &[$(($code, $sentence)),+];

            /// The stable code.
            #[must_use]
            pub const fn code(&self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                    Self::Private { code, .. } => code.as_str(),
                }
            }

            fn sentence(&self) -> &'static str {
                match self {
                    $(Self::$name => $sentence,)+
                    Self::Private { code, .. } => private(*code),
                }
            }
        }
    };
}

faults! {
    /// Nothing is written there.
    MissingValue = "missing_value", "此栏不能为空，请补填。";
    /// More than may be written there.
    TooLong = "too_long", "内容太长：编号、标题、物品、规格最多40字，说明最多120字，请缩短。";
    /// Characters that are no text.
    BadText = "bad_text", "此栏含有无法显示的控制字符，请清除后重新填写。";
    /// The row has more or fewer cells than the header.
    WrongColumns = "wrong_columns", "本行的栏数与表头不一致，请检查是否有多余的逗号或引号。";
    /// Not a number of the expected kind.
    BadNumber = "bad_number", "请填写数字：单价用元（如 124.00），份数、人数用整数，工时最多保留到整小时。";
    /// Not a day of the calendar.
    BadDate = "bad_date", "请按 2026-11-22 的样式填写日历上存在、且不晚于今天的日期。";
    /// The number of the row is not one.
    BadRowNumber = "bad_row_number", "需求编号只能用字母、数字和短横线，且不能是身份证号或电话。";
    /// The number stands in the file before.
    DuplicateRow = "duplicate_row", "本文件前面已有同一需求编号，请删去重复的一行或改正编号。";
    /// The wish is on its way to the person or over.
    InProgress = "in_progress", "这个心愿已在配送、送达或已结束，不能再改；如需变更请联系助联体。";
    /// No such station.
    UnknownStation = "unknown_station", "没有这个服务站编码，请填写已登记的编码（如 S01）。";
    /// Not a word of the catalogue.
    UnknownCategory = "unknown_category", "这一项不在目录中，请从目录的选项里选。";
    /// Neither goods nor a service, or both.
    UnclearKind = "unclear_kind", "物品和服务工时只填一项：物品类填物品和参考单价，服务类填服务工时。";
    /// A way of delivery that does not go with this wish.
    BadDelivery = "bad_delivery", "送达方式与心愿不符：物品只能送到服务站或由商家直送，未成年人的服务不能用一对一线上方式。";
    /// The identity number is wrong, or contradicts birth date or sex.
    BadIdentity = "bad_identity", "身份证号校验不通过，或与出生日期、性别不一致，请对照证件核对。";
    /// A spreadsheet turned the identity number into a number.
    IdentityMangled = "identity_mangled", "身份证号被表格软件变成了科学计数法，请把该栏设为“文本”格式后重新录入。";
    /// The person has not agreed.
    NoConsent = "no_consent", "本人未同意公开或转介，不能发布；取得同意后填“是”再导入。";
    /// The consent has run out or has no end.
    ConsentExpired = "consent_expired", "同意已过有效期或未填有效期，请重新征得本人同意。";
    /// The guardian has not agreed.
    NoGuardian = "no_guardian", "未成年人需要监护人同意，请取得同意后填“是”。";
    /// The price is above the cap.
    PriceCap = "price_cap", "参考单价高于目录限价，请换成限价以内的规格。";
    /// Nobody has verified the need.
    NotVerified = "not_verified", "还没有核实日期或日期在将来，请入户或电话核实后填写。";
    /// The duplicate check is missing or failed.
    DuplicateCheckFailed = "duplicate_check_failed", "查重未通过，请先确认没有重复救助，通过后填“通过”。";
    /// Too few people look the same.
    KTooSmall = "k_too_small", "同类登记人数太少（成年人至少5人，未成年人至少10人），公开后容易被认出，请联系助联体概括后再报。";
}

/// What a text looks like that the screen blocks by this rule.
pub(crate) const fn private(code: Code) -> &'static str {
    match code {
        Code::IdNumber => "像是证件号码",
        Code::Mobile => "像是手机号",
        Code::Landline => "像是固定电话",
        Code::BankCard => "像是银行卡或账号",
        Code::Plate => "像是车牌",
        Code::OrgCode => "像是机构代码",
        Code::Wechat => "像是微信等社交账号",
        Code::EmailUrl => "像是邮箱或网址",
        Code::Address => "像是住址",
        Code::School => "像是具体的学校或班级",
        Code::Hospital => "像是具体的医院",
        Code::Disease => "提到了疾病或残疾",
        Code::Status => "提到了救助身份或家庭遭遇",
        Code::Name => "像是姓名或称呼",
        Code::BirthDate => "像是出生日期",
        Code::RareTrait => "提到了容易认出本人的少见特征",
        Code::Cash => "提到了转账或收款",
        Code::Pressure => "语气给人压力",
        Code::OwnValue => "与本行的姓名、电话、证件号或住址相同",
    }
}

impl Reason {
    /// This fault in this column.
    #[must_use]
    pub const fn new(fault: Fault, column: Column) -> Self {
        Self { fault, column }
    }

    /// What the text screen found there.
    #[must_use]
    pub fn private(finding: &Finding, column: Column) -> Self {
        let suggestion = finding.suggestion.as_deref().map(str::to_owned);
        let fault = Fault::Private { code: finding.code, start: finding.start, end: finding.end, suggestion };
        Self { fault, column }
    }

    /// What a guard of the state machine refuses; `None` for the screen's, whose findings say more.
    #[must_use]
    pub fn guard(guard: Guard) -> Option<Self> {
        Some(match guard {
            Guard::NoConsent => Self::new(Fault::NoConsent, Column::ConsentPublish),
            Guard::ConsentExpired => Self::new(Fault::ConsentExpired, Column::ConsentUntil),
            Guard::NoGuardian => Self::new(Fault::NoGuardian, Column::ConsentGuardian),
            Guard::NotVerified => Self::new(Fault::NotVerified, Column::VerifiedOn),
            Guard::DuplicateCheckFailed => Self::new(Fault::DuplicateCheckFailed, Column::DuplicateCheck),
            Guard::PriceCap => Self::new(Fault::PriceCap, Column::Price),
            Guard::KTooSmall => Self::new(Fault::KTooSmall, Column::Crowd),
            _ => return None,
        })
    }

    /// What the collector should do, in their language.
    #[must_use]
    pub fn message(&self) -> String {
        let Fault::Private { start, end, suggestion, .. } = &self.fault else {
            return self.fault.sentence().to_owned();
        };
        let advice = match suggestion.as_deref() {
            None => "请改写这句话".to_owned(),
            Some("") => "请删去".to_owned(),
            Some(word) => format!("请改为“{word}”"),
        };
        let place = if end - start <= 1 { format!("第{end}字") } else { format!("第{}至{end}字", start + 1) };
        format!("“{}”{place}{}，{advice}。", self.column.zh(), self.fault.sentence())
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Reason", 3)?;
        object.serialize_field("code", self.fault.code())?;
        object.serialize_field("column", self.column.zh())?;
        object.serialize_field("message", &self.message())?;
        object.end()
    }
}

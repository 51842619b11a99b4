//! Whether a charity may be given to on its own site (Charity Law art. 22, 24, 25, 27; ). Pure.

use serde::{Deserialize, Serialize};

use super::Raising;
use crate::{Day, catalogue::words, view::Notice};

words! {
    /// What is missing before a project may be given to on the charity's own site.
    Lack {
        /// It raises money from its own circle only (art. 29, R-07).
        Public = "public", "公开募捐（本项目是定向募捐，仅公示）";
        /// It is a sample, or its filing number is one.
        Real = "real", "真实的备案（本项目是示例）";
        /// The certificate for public fundraising (art. 22, R-01).
        Certificate = "certificate", "公开募捐资格证书";
        /// The number of the filed plan (art. 24, R-02).
        FilingNumber = "filing_number", "募捐方案备案号";
        /// Where the filing can be looked up (art. 25, R-03).
        FilingAddress = "filing_address", "备案查询网址";
        /// The organisation's name (art. 25).
        Organisation = "organisation", "机构名称";
        /// Its unified social credit code.
        CreditCode = "credit_code", "统一社会信用代码";
        /// How to reach it (art. 25).
        Contact = "contact", "联系方式";
        /// Where its office is (art. 24).
        Office = "office", "办公地址";
        /// Where it publishes (art. 25).
        InfoAddress = "info_address", "信息公开网址";
        /// What the money is for (art. 24).
        Purpose = "purpose", "募捐目的";
        /// Who answers for it (art. 24).
        Responsible = "responsible", "负责人";
        /// The account that the money is booked on (art. 24).
        BankAccount = "bank_account", "银行账户";
        /// What happens with what is left (art. 24, 58).
        SurplusRule = "surplus_rule", "剩余财产处理方案";
        /// Where it helps (art. 24).
        Region = "region", "地域范围";
        /// First and last day in their order (art. 24).
        Period = "period", "起止时间";
        /// What the money is used for, cost of the fundraising included (art. 24).
        Budget = "budget", "资金用途和募捐成本（预算）";
        /// A merchant account of the charity's own that this house can reach.
        Merchant = "merchant", "本机构的商户收款渠道（--channels）";
        /// Keys that were never those of a demonstration.
        OwnKeys = "own_keys", "非演示密钥（现在用的是演示环境的密钥）";
    }
}

/// What decides it.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// How the project may raise money.
    pub raising: Raising,
    /// Whether nothing of it is real.
    pub is_sample: bool,
    /// Where it helps.
    pub region: &'a str,
    /// The first day of the campaign.
    pub start: Day,
    /// The last one.
    pub end: Day,
    /// Organisation, filing, plan.
    pub notice: &'a Notice,
    /// Lines of the budget.
    pub budget_lines: usize,
    /// Whether this house has a merchant account.
    pub has_merchant: bool,
    /// Whether its keys are, or were, those of a demonstration.
    pub has_demo_keys: bool,
}

/// Everything that is missing, in the order of [`Lack::ALL`]; nothing when the project may be given to on the own site.
#[must_use]
pub fn lacks(facts: &Facts<'_>) -> Vec<Lack> {
    let (organisation, plan) = (&facts.notice.organisation, &facts.notice.plan);
    let filing = facts.notice.filing.as_ref();
    let says = |text: &str| !text.trim().is_empty();
    let is_there = |lack: Lack| match lack {
        Lack::Public => facts.raising == Raising::Public,
        Lack::Real => !facts.is_sample && filing.is_none_or(|filing| filing.is_real),
        Lack::Certificate => organisation.certificate.as_deref().is_some_and(says),
        Lack::FilingNumber => filing.is_some_and(|filing| says(&filing.number)),
        Lack::FilingAddress => filing.is_some_and(|filing| says(&filing.verify_url)),
        Lack::Organisation => says(&organisation.name),
        Lack::CreditCode => says(&organisation.uscc),
        Lack::Contact => says(&organisation.contact),
        Lack::Office => says(&organisation.office),
        Lack::InfoAddress => says(&organisation.info_url),
        Lack::Purpose => says(&plan.purpose),
        Lack::Responsible => says(&plan.responsible),
        Lack::BankAccount => says(&plan.bank_account),
        Lack::SurplusRule => says(&plan.surplus_rule),
        Lack::Region => says(facts.region),
        Lack::Period => facts.start <= facts.end,
        Lack::Budget => facts.budget_lines > 0,
        Lack::Merchant => facts.has_merchant,
        Lack::OwnKeys => !facts.has_demo_keys,
    };
    Lack::ALL.iter().copied().filter(|lack| !is_there(*lack)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{Filing, Organisation, Plan};

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn notice() -> Notice {
        Notice {
            organisation: Organisation {
                name: "某市慈善总会".into(),
                uscc: "53370000MJD000000X".into(),
                form: "社会团体".into(),
                certificate: Some("公募证第1号".into()),
                registrar: "某市民政局".into(),
                contact: "0000-0000000".into(),
                office: "某路1号".into(),
                info_url: "https://love.example.org/".into(),
            },
            filing: Some(Filing {
                number: "53370000MJD000000XA26001".into(),
                is_real: true,
                remark: None,
                filed_on: day("2026-05-01"),
                verify_url: "https://cszg.example.org/".into(),
            }),
            plan: Plan {
                purpose: "改造".into(),
                responsible: "秘书长".into(),
                bank_account: "某银行".into(),
                surplus_rule: "用于同类项目".into(),
            },
            partner: None,
        }
    }

    fn facts(notice: &Notice) -> Facts<'_> {
        Facts {
            raising: Raising::Public,
            is_sample: false,
            region: "某市",
            start: day("2026-06-01"),
            end: day("2027-05-31"),
            notice,
            budget_lines: 3,
            has_merchant: true,
            has_demo_keys: false,
        }
    }

    /// A way to break the notice, and what is missing then.
    type Broken = (fn(&mut Notice), &'static [Lack]);

    #[test]
    fn a_project_that_has_everything_lacks_nothing() {
        assert_eq!(lacks(&facts(&notice())), []);
    }

    #[test]
    fn each_thing_that_is_missing_is_named() {
        let breaks: &[Broken] = &[
            (|n| n.organisation.certificate = None, &[Lack::Certificate]),
            (|n| n.organisation.certificate = Some(" ".into()), &[Lack::Certificate]),
            (|n| n.filing = None, &[Lack::FilingNumber, Lack::FilingAddress]),
            (|n| n.filing.as_mut().unwrap().number.clear(), &[Lack::FilingNumber]),
            (|n| n.filing.as_mut().unwrap().is_real = false, &[Lack::Real]),
            (|n| n.filing.as_mut().unwrap().verify_url.clear(), &[Lack::FilingAddress]),
            (|n| n.organisation.name.clear(), &[Lack::Organisation]),
            (|n| n.organisation.uscc.clear(), &[Lack::CreditCode]),
            (|n| n.organisation.contact.clear(), &[Lack::Contact]),
            (|n| n.organisation.office.clear(), &[Lack::Office]),
            (|n| n.organisation.info_url.clear(), &[Lack::InfoAddress]),
            (|n| n.plan.purpose.clear(), &[Lack::Purpose]),
            (|n| n.plan.responsible.clear(), &[Lack::Responsible]),
            (|n| n.plan.bank_account.clear(), &[Lack::BankAccount]),
            (|n| n.plan.surplus_rule = "\n".into(), &[Lack::SurplusRule]),
        ];
        for (change, want) in breaks {
            let mut notice = notice();
            change(&mut notice);
            assert_eq!(lacks(&facts(&notice)), *want);
        }
        let notice = notice();
        let good = facts(&notice);
        for (facts, want) in [
            (Facts { raising: Raising::Targeted, ..good }, Lack::Public),
            (Facts { is_sample: true, ..good }, Lack::Real),
            (Facts { region: "", ..good }, Lack::Region),
            (Facts { end: day("2026-05-31"), ..good }, Lack::Period),
            (Facts { budget_lines: 0, ..good }, Lack::Budget),
            (Facts { has_merchant: false, ..good }, Lack::Merchant),
            (Facts { has_demo_keys: true, ..good }, Lack::OwnKeys),
        ] {
            assert_eq!(lacks(&facts), [want]);
        }
    }

    #[test]
    fn a_project_that_has_nothing_lacks_everything() {
        let mut notice = notice();
        let Notice { organisation, plan, .. } = &mut notice;
        for text in
            [&mut organisation.name, &mut organisation.uscc, &mut organisation.contact, &mut organisation.office]
        {
            text.clear();
        }
        for text in [&mut plan.purpose, &mut plan.responsible, &mut plan.bank_account, &mut plan.surplus_rule] {
            text.clear();
        }
        organisation.info_url.clear();
        (organisation.certificate, notice.filing) = (None, None);
        let nothing = Facts {
            raising: Raising::Targeted,
            is_sample: true,
            region: "",
            end: day("2026-01-01"),
            budget_lines: 0,
            has_merchant: false,
            has_demo_keys: true,
            ..facts(&notice)
        };
        assert_eq!(lacks(&nothing), Lack::ALL);
    }
}

//! The plan as the law wants it (Charity Law arts. 22 to 27), the budget, the disclosures, the four questions.

use std::collections::BTreeSet;

use ledger::word::Line as Code;
use model::project::{CostKind, Raising};

use super::Findings;

/// Days between the filing and the start of a campaign.
const BEFORE: i32 = 10;
/// Groups smaller than this are not told (domain.md 4.7).
const SMALL: u32 = 5;
/// How many groups, sentences or lines one project may have of a kind.
const MANY: usize = 500;

pub(super) fn check(findings: &mut Findings<'_>) {
    let project = findings.project;
    findings.public("title", &project.title, 60);
    findings.public("purpose", &project.purpose, 500);
    findings.written("region", &project.region, 40);
    findings.written("surplus_rule", &project.surplus_rule, 500);
    findings.written("bank_account", &project.bank_account, 120);
    findings.written("responsible_person", &project.responsible_person, 120);
    organisation(findings);
    filing(findings);
    period(findings);
    budget(findings);
    disclosures(findings);
    four(findings);
}

fn organisation(findings: &mut Findings<'_>) {
    let organisation = &findings.project.organisation;
    for (place, text) in [
        ("organisation.name", &organisation.name),
        ("organisation.org_form", &organisation.org_form),
        ("organisation.registrar", &organisation.registrar),
        ("organisation.contact", &organisation.contact),
        ("organisation.office", &organisation.office),
    ] {
        findings.written(place, text, 120);
    }
    findings.address("organisation.info_url", &organisation.info_url);
    let is_known = findings.project.is_sample || is_uscc(&organisation.uscc);
    findings.need(is_known, "organisation.uscc", "统一社会信用代码的校验位不对。");
    if let Some(partner) = &findings.project.partner {
        findings.written("partner.name", &partner.name, 120);
        findings.written("partner.role", &partner.role, 120);
        findings.written("partner.agreement", &partner.agreement, 120);
    }
}

/// Whether a code keeps the rule of GB 32100: 18 characters of its alphabet, the last one checks the others.
fn is_uscc(code: &str) -> bool {
    const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let values: Option<Vec<usize>> =
        code.bytes().map(|byte| ALPHABET.iter().position(|known| *known == byte)).collect();
    let Some(values) = values.filter(|values| values.len() == 18) else { return false };
    let weights = std::iter::successors(Some(1_usize), |weight| Some(weight * 3 % 31));
    let sum: usize = values.iter().take(17).zip(weights).map(|(value, weight)| value * weight).sum();
    values.last() == Some(&((31 - sum % 31) % 31))
}

fn filing(findings: &mut Findings<'_>) {
    let (project, filing) = (findings.project, &findings.project.filing);
    if project.fundraising_mode == Raising::Targeted {
        findings.need(project.designated_platform.is_none(), "designated_platform", "定向募捐不得使用公开募捐平台。");
        return;
    }
    let has_certificate = project.organisation.public_fundraising_cert.as_deref().is_some_and(|text| !text.is_empty());
    findings.need(
        has_certificate,
        "organisation.public_fundraising_cert",
        "公募项目必须有公开募捐资格证书（慈善法第22条）。",
    );
    let has_number = filing.number.as_deref().is_some_and(|number| !number.trim().is_empty());
    findings.need(has_number, "filing.number", "公募项目必须有备案号（慈善法第24条）。");
    match &filing.verify_url {
        Some(url) => findings.address("filing.verify_url", url),
        None => findings.add("filing.verify_url", "公募项目必须写明在哪里查询备案。"),
    }
    findings.need(
        filing.is_real != project.is_sample,
        "filing.is_real",
        "示例项目的备案号不是真的，真实项目的必须是真的。",
    );
    let says_so = filing.is_real || filing.display.as_deref().is_some_and(|text| !text.is_empty());
    findings.need(says_so, "filing.display", "示例备案号必须写明是示例。");
    match filing.filed_on {
        Some(day) if project.emergency => {
            findings.need(day <= findings.today, "filing.filed_on", "不能在将来。");
        }
        Some(day) => {
            let is_before = project.period.start.since(day) >= BEFORE;
            findings.need(is_before, "filing.filed_on", "募捐方案应在活动开始十日前备案。");
        }
        None => findings.add("filing.filed_on", "公募项目必须有备案日期。"),
    }
    match &project.designated_platform {
        Some(platform) => {
            findings.written("designated_platform.name", &platform.name, 60);
            findings.address("designated_platform.handoff_url", &platform.handoff_url);
        }
        None => findings.add("designated_platform", "公募项目必须写明指定平台（慈善法第27条）。"),
    }
}

fn period(findings: &mut Findings<'_>) {
    let project = findings.project;
    let period = &project.period;
    findings.need(period.start <= period.end, "period.end", "早于开始日期。");
    findings.need(period.end <= period.implementation_end, "period.implementation_end", "早于募捐结束日期。");
    let is_inside = project.response_end.is_none_or(|day| project.emergency && day >= period.start);
    findings.need(is_inside, "response_end", "只有应急项目才有应急响应结束日，且不早于开始日期。");
    for (at, update) in project.updates.iter().enumerate() {
        findings.public(&format!("updates[{at}].text"), &update.text, 500);
        findings.need(update.date <= findings.today, format!("updates[{at}].date"), "不能在将来。");
    }
    findings.need(project.updates.len() <= MANY, "updates", format!("不能超过{MANY}条。"));
}

fn budget(findings: &mut Findings<'_>) {
    let project = findings.project;
    let mut codes = BTreeSet::new();
    let mut sum = 0_u64;
    for (at, line) in project.budget.iter().enumerate() {
        let place = |field: &str| format!("budget[{at}].{field}");
        findings.need(
            line.code.parse::<Code>().is_ok(),
            place("code"),
            "预算代码只能用字母、数字、点和横线，最多12个。",
        );
        findings.need(codes.insert(&line.code), place("code"), "预算代码重复。");
        findings.written(&place("name"), &line.name, 60);
        findings.written(&place("unit"), &line.unit, 8);
        let product = line.unit_price_fen.get().checked_mul(u64::from(line.qty));
        findings.need(line.qty > 0, place("qty"), "必须大于0。");
        findings.need(product == Some(line.amount_fen.get()), place("amount_fen"), "不等于数量乘单价。");
        sum = sum.saturating_add(line.amount_fen.get());
    }
    findings.need((1..=MANY).contains(&project.budget.len()), "budget", format!("必须有1到{MANY}条预算。"));
    findings.need(project.target_fen.get() > 0, "target_fen", "必须大于0。");
    findings.need(sum == project.target_fen.get(), "target_fen", format!("预算合计 {sum} 分，与目标不符。"));
    let is_public = project.fundraising_mode == Raising::Public;
    let has_cost = project.budget.iter().any(|line| line.kind == CostKind::Fundraising);
    findings.need(has_cost || !is_public, "budget", "公募项目的预算必须写明募捐成本（慈善法第24条）。");
}

fn disclosures(findings: &mut Findings<'_>) {
    let project = findings.project;
    let mut known = BTreeSet::new();
    for (at, disclosure) in project.disclosures.iter().enumerate() {
        let place = |field: &str| format!("disclosures[{at}].{field}");
        findings.public(&place("title"), &disclosure.title, 60);
        findings.need(known.insert((disclosure.kind, disclosure.due)), place("due"), "同一事项同一天出现了两次。");
        let is_past = disclosure.published.is_none_or(|day| day <= findings.today);
        findings.need(is_past, place("published"), "公开日期不能在将来。");
        if let Some(url) = &disclosure.url {
            findings.address(&place("url"), url);
        }
    }
    findings.need(project.disclosures.len() <= MANY, "disclosures", format!("不能超过{MANY}条。"));
}

fn four(findings: &mut Findings<'_>) {
    let four = &findings.project.four_questions;
    let places = four.places.iter().map(|place| ("where", &place.area, place.count));
    let people = four.people.iter().map(|people| ("who", &people.band, people.count));
    for (question, label, count) in places.chain(people) {
        let place = format!("four_questions.{question}");
        findings.label(&place, label, 40);
        findings.need(count >= SMALL, place, format!("“{label}”不足{SMALL}人，须与其他分组合并后再公开。"));
    }
    let sum = |counts: &mut dyn Iterator<Item = u32>| counts.map(u64::from).sum::<u64>();
    let (places, people) = (
        sum(&mut four.places.iter().map(|place| place.count)),
        sum(&mut four.people.iter().map(|people| people.count)),
    );
    findings.need(
        places == people,
        "four_questions",
        format!("“在哪扶”合计{places}，“扶了谁”合计{people}，两者不符。"),
    );
    for (at, effect) in four.effects.iter().enumerate() {
        findings.public(&format!("four_questions.effect[{at}]"), effect, 200);
    }
    let most = four.places.len().max(four.people.len()).max(four.effects.len());
    findings.need(most <= MANY, "four_questions", format!("每一问不能超过{MANY}条。"));
}

//! What a person has to look into.

use std::io::{self, Write};

use model::donation::capture::Booked;
use store::donation::{self, About, Item};

use super::{receipt, shown};
use crate::cli::{House, Outcome};

/// Items that one question to the database yields.
const PAGE: u32 = 500;

pub(super) async fn list(house: &House, json: bool) -> Outcome {
    let mut after = 0;
    loop {
        let page = donation::open_items(&mut house.store.read().await?.conn(), after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.seq;
        let mut out = io::stdout().lock();
        for item in page {
            if json {
                writeln!(out, "{}", object(&item))?;
            } else {
                writeln!(out, "{}", line(&item))?;
            }
        }
    }
    receipt::list(house, json).await
}

/// Where money lies.
const fn lies(booked: Booked) -> &'static str {
    match booked {
        Booked::Project => "project",
        Booked::Suspense => "suspense",
    }
}

fn object(item: &Item) -> serde_json::Value {
    let Item { seq, kind, object, note, at, money } = item;
    let money: Vec<_> = money
        .iter()
        .map(|About { provider, txn, donation, amount, booked }| {
            serde_json::json!({
                "txn": txn, "provider": provider, "donation": donation, "amount": amount, "lies": lies(*booked)
            })
        })
        .collect();
    serde_json::json!({"item": seq, "kind": kind, "object": object, "note": note, "since": at, "money": money})
}

/// Number, what it is, what it is about, since when; below it the transactions, as `accept` and `refund` want them named.
fn line(item: &Item) -> String {
    let Item { seq, kind, object, note, at, money } = item;
    let head = format!("{seq}\t{}\t{object}\t{note}\t{at}", words(kind));
    money.iter().fold(head, |text, About { provider, txn, donation, amount, booked }| {
        let place = if *booked == Booked::Suspense { "待核对" } else { "已入账" };
        let order = donation.map_or_else(|| "无对应捐赠单".to_owned(), |id| format!("捐赠单 {id}"));
        text + &format!("\n\t交易号 {txn}\t{} 元\t{place}\t{order}\t{provider}", shown(*amount))
    })
}

/// What an item is, in words.
fn words(kind: &str) -> &str {
    match kind {
        "late" => "超时到账（已入账）",
        "found_by_bill" => "对账时才发现的付款（已入账）",
        "duplicate" => "重复付款，请退回",
        "target_gone" => "项目已结束或暂停，请退回或改投",
        "mismatch" => "金额或收款方不符，请核对",
        "orphan" => "无对应捐赠单的款项",
        "contradiction" => "渠道说法前后不一",
        "refund" => "退款未成功，请处理",
        "refund_external" => "在渠道后台直接退的款",
        "refund_unknown" => "找不到原付款的退款",
        "refund_at_provider" => "渠道称已退款",
        "refund_differs" => "退款金额与账单不一致",
        "not_on_bill" => "账单里没有的款项，收据已冻结",
        "amount_differs" => "与账单金额不一致，收据已冻结",
        "fees_differ" => "手续费与以前的账单不一致",
        "bill" => "账单自相矛盾，未采用，稍后重取",
        "unreadable_notice" => "看不懂的通知",
        other => other,
    }
}

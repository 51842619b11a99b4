//! What a person has to look into.

use std::io::{self, Write};

use store::donation::{self, Item};

use crate::cli::{House, Outcome};

/// Items that one question to the database yields.
const PAGE: u32 = 500;

pub(super) async fn list(house: &House, json: bool) -> Outcome {
    let mut out = io::stdout().lock();
    let mut after = 0;
    loop {
        let page = donation::open_items(&mut house.store.read().await?.conn(), after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.seq;
        for Item { seq, kind, object, note, at } in page {
            if json {
                let line = serde_json::json!({"item": seq, "kind": kind, "object": object, "note": note, "since": at});
                writeln!(out, "{line}")?;
            } else {
                writeln!(out, "{seq}\t{}\t{object}\t{note}\t{at}", words(&kind))?;
            }
        }
    }
    for invoice in donation::invoices(&mut house.store.read().await?.conn(), PAGE).await? {
        if json {
            writeln!(out, "{}", serde_json::json!({"invoice": invoice.donation, "since": invoice.at}))?;
        } else {
            writeln!(out, "票据\t待开具\t{}\t\t{}", invoice.donation, invoice.at)?;
        }
    }
    Ok(())
}

/// What an item is, in words.
fn words(kind: &str) -> &str {
    match kind {
        "late" => "超时到账（已入账）",
        "duplicate" => "重复付款，请退回",
        "target_gone" => "项目已结束或暂停，请退回或改投",
        "mismatch" => "金额或收款方不符，请核对",
        "orphan" => "无对应捐赠单的款项",
        "contradiction" => "渠道说法前后不一",
        "refund" => "退款未成功，请处理",
        "refund_external" => "在渠道后台直接退的款",
        "refund_unknown" => "找不到原付款的退款",
        "refund_at_provider" => "渠道称已退款",
        "not_on_bill" => "账单里没有的款项",
        "bill" => "账单不可用",
        "unreadable_notice" => "看不懂的通知",
        other => other,
    }
}

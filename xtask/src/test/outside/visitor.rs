//! A visitor who claims a wish over the API, so that the ledger grows.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::http::{self, Answer};

/// Signs in, claims the first wish of the list that is free, and confirms.
///
/// # Errors
/// When the server does not let that happen.
pub(super) fn claim(server: &str, phone: &str) -> Result<()> {
    let post = |path: &str, cookie: &str, body: &Value| -> Result<Answer> {
        // Each command is sent once: its address is key enough.
        let key = path.replace('/', "_");
        let headers = [
            ("Content-Type", "application/json"),
            ("Sec-Fetch-Site", "same-origin"),
            ("Idempotency-Key", key.as_str()),
            ("Cookie", cookie),
        ];
        http::ask("POST", &format!("{server}/api/v1/{path}"), &headers, body.to_string().as_bytes())
    };
    let code = post("codes", "", &json!({"phone": phone, "notice": 1}))?;
    // A code is good only in the browser that asked for it.
    let browser = cookie(&code).context("asking for a code sets no cookie")?;
    let code: Value = serde_json::from_slice(&code.good().context("the code")?)?;
    let session = post("session", &browser, &json!({"phone": phone, "code": code.get("demo_code")}))?;
    let cookie = cookie(&session).context("signing in sets no cookie");
    session.good().context("signing in")?;
    let cookie = cookie?;

    let list: Value = serde_json::from_slice(&http::get(&format!("{server}/api/v1/wishes"))?)?;
    let wishes = list.get("items").and_then(Value::as_array).context("there are no wishes")?;
    for wish in wishes {
        let id = wish.get("id").and_then(Value::as_str).context("a wish has no id")?;
        let taken = post(&format!("wishes/{id}/claims"), &cookie, &json!({"adult": true, "no_interest": true}))?;
        if taken.status != 201 {
            continue;
        }
        let claim: Value = serde_json::from_slice(&taken.body)?;
        let id = claim.get("id").and_then(Value::as_str).context("a claim has no id")?;
        post(&format!("claims/{id}/confirm"), &cookie, &json!({}))?.good().context("confirming the claim")?;
        return Ok(());
    }
    anyhow::bail!("no wish of the list could be claimed")
}

/// The cookie that an answer sets.
fn cookie(answer: &Answer) -> Option<String> {
    answer.header("set-cookie")?.split(';').next().map(str::to_owned)
}

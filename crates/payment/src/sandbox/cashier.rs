//! The cashier's page: plain HTML without a script, which says that it takes no money and lets the tester choose what happens.

use model::{Fen, Millis};

use super::provider::{Choice, Desk};

/// What a choice is called, and what it does.
const fn words(choice: Choice) -> (&'static str, &'static str) {
    match choice {
        Choice::Paid => ("付款成功", "最常见的情形：立即付款，随后收到通知。"),
        Choice::Late => ("稍后才到账", "约二十秒后才付款；先返回，页面稍后会更新。"),
        Choice::Twice => ("付了两次", "同一张单收到两笔钱：第二笔转入待核对，由财务原路退回。"),
        Choice::WrongAmount => ("金额不符", "多付一元：整笔转入待核对，不直接入账。"),
        Choice::Never => ("不付款", "什么也不发生；超过三十分钟自动关闭。"),
        Choice::Forged => ("伪造的通知", "没有付款，却有人冒充渠道发来通知：应被拒绝。"),
    }
}

const STYLE: &str = "body{font:1.125rem/1.6 system-ui,sans-serif;max-width:34rem;margin:0 auto;padding:1rem;color:#1c1c1c;background:#fff}\
h1{font-size:1.5rem;margin:.5rem 0}.note{border:2px solid #9a3412;background:#fff7ed;padding:.75rem 1rem;border-radius:.5rem}\
.amount{font-size:2rem;font-weight:700}button{display:block;width:100%;min-height:3rem;margin-top:1rem;font:inherit;font-weight:600;\
border:2px solid #7c2d12;border-radius:.5rem;background:#fff;color:#7c2d12;cursor:pointer}button[value=paid]{background:#7c2d12;color:#fff}\
small{display:block;margin-top:.25rem;color:#444}a{color:#7c2d12}";

/// The hash of the page's style for a content security policy, as `style-src` wants it.
pub(super) fn style_hash() -> String {
    use sha2::{Digest, Sha256};
    let digest: [u8; 32] = Sha256::digest(STYLE.as_bytes()).into();
    format!("'sha256-{}'", base64(&digest))
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0_u32, |bits, byte| (bits << 8) | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let index = usize::try_from((bits >> (18 - 6 * place)) & 63).unwrap_or_default();
            let letter = LETTERS.get(index).copied().unwrap_or(b'A');
            text.push(if place <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

/// The page of a trade.
pub(super) fn page(desk: &Desk, action: &str, now: Millis) -> String {
    let amount = yuan(desk.amount);
    let (what, back) = (escape(&desk.description), escape(&desk.return_path));
    let body = if desk.is_open {
        let buttons = Choice::ALL.iter().fold(String::new(), |all, (choice, word)| {
            let (name, effect) = words(*choice);
            all + &format!("<button name=\"choice\" value=\"{word}\">{name}</button><small>{effect}</small>\n")
        });
        format!("<form method=\"post\" action=\"{}\">\n{buttons}</form>", escape(action))
    } else {
        "<p>这张单已经付款、已关闭或已过时，不能再付。</p>".to_owned()
    };
    format!(
        "<!doctype html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><meta name=\"robots\" content=\"noindex\">\
         <title>演示收银台</title><style>{STYLE}</style></head><body><main>\n\
         <h1>演示收银台</h1>\n\
         <p class=\"note\"><strong>这里不收钱。</strong>这是演示用的收银台，请选择接下来要发生什么。\
         <span lang=\"en\">This demonstration takes no money.</span></p>\n\
         <p>{what}</p>\n<p class=\"amount\">{amount} 元</p>\n<p>单号 {number}</p>\n{body}\n\
         <p><a href=\"{back}\">返回捐赠页面</a></p>\n</main><!-- {now} --></body></html>\n",
        number = escape(&desk.number),
    )
}

fn yuan(amount: Fen) -> String {
    format!("{}.{:02}", amount.get() / 100, amount.get() % 100)
}

fn escape(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut safe, letter| {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            other => safe.push(other),
        }
        safe
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_says_that_it_takes_no_money_and_offers_every_choice() {
        let desk = Desk {
            number: "D1".into(),
            amount: Fen::new(160_005).unwrap(),
            description: "给 <b>\"善居\"</b>".into(),
            return_path: "/donation/1?a=1&b=2".into(),
            is_open: true,
        };
        let page = page(&desk, "/sandbox/cashier/x", Millis::new(0));
        assert!(page.contains("这里不收钱") && page.contains("1600.05 元"));
        assert!(page.contains("&lt;b&gt;&quot;善居") && page.contains("a=1&amp;b=2"));
        assert_eq!(page.matches("<button").count(), Choice::ALL.len());
    }

    #[test]
    fn base64_is_that_of_rfc_4648() {
        for (bytes, want) in [("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")] {
            assert_eq!(base64(bytes.as_bytes()), want);
        }
    }
}

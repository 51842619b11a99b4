//! The charity's own merchant accounts, as a file configures them: address, merchant, key file of each.
//!
//! Behind each address a gateway speaks our provider protocol ([`payment::sandbox::wire`]); what it speaks on the other side
//! (WeChat Pay, Alipay, a bank) is its own affair. Keys of a demonstration are refused: whoever plays with a sandbox has seen them.

use std::{collections::BTreeSet, fs, path::Path, path::PathBuf, sync::Arc};

use axum::http::Uri;
use payment::{
    Key,
    sandbox::{self, Account, SandboxChannel},
};
use serde::Deserialize;

use crate::{
    clock::Clock,
    pay,
    till::{ChannelPort, Offered},
};

/// Where a demonstration keeps the key of its sandbox, among the keys of the house.
pub const DEMO_KEY: &str = "sandbox.key";

/// One account of the file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Merchant {
    /// The provider's name in the books: lower-case letters, digits, `-`; never changed afterwards.
    pub name: String,
    /// What people call it: 微信支付.
    pub title: String,
    /// Where the gateway listens; plain http on this machine only.
    pub address: String,
    /// The number of the merchant account.
    pub merchant: String,
    /// The file of the key that house and gateway share: 64 hexadecimal digits.
    pub key_file: PathBuf,
    /// Where payers find the cashier, if the gateway names it by a path; by `address` unless said otherwise.
    #[serde(default)]
    pub cashier: Option<String>,
}

/// The accounts of a file, with their keys.
#[derive(Clone, Debug)]
pub struct Merchants(Vec<(Merchant, Key)>);

impl Merchants {
    /// Reads the file and the keys that it names.
    ///
    /// # Errors
    /// A sentence for whoever configures it: the first thing that makes no sense.
    pub fn read(path: &Path) -> Result<Self, String> {
        let name = path.display();
        let text = fs::read_to_string(path).map_err(|error| format!("无法读取 {name}：{error}"))?;
        let all: Vec<Merchant> = serde_json::from_str(&text).map_err(|error| format!("{name}：{error}"))?;
        if all.is_empty() {
            return Err(format!("{name}：没有收款渠道。"));
        }
        let mut names = BTreeSet::new();
        let mut merchants = Vec::new();
        for merchant in all {
            let (who, at) = (merchant.name.clone(), merchant.key_file.display().to_string());
            check(&merchant).map_err(|sentence| format!("{name}：渠道 {who}：{sentence}"))?;
            if !names.insert(who.clone()) {
                return Err(format!("{name}：渠道 {who} 写了两次。"));
            }
            let text = fs::read_to_string(&merchant.key_file).map_err(|error| format!("无法读取 {at}：{error}"))?;
            let key = text.parse().map_err(|error| format!("{at}：{error}"))?;
            merchants.push((merchant, key));
        }
        Ok(Self(merchants))
    }

    /// Whether one of these keys, or the house itself, is that of a demonstration.
    #[must_use]
    pub fn has_demo_keys(&self, keys: &Path) -> bool {
        let own = fs::read_to_string(keys.join(DEMO_KEY)).ok().and_then(|text| text.parse::<Key>().ok());
        is_demo_house(keys) || self.0.iter().any(|(_, key)| Some(key) == own.as_ref() || is_toy(key))
    }

    /// The channels; `site` is our own address, by which providers and payers reach us.
    #[must_use]
    pub fn open(self, site: &str, clock: &Clock) -> ChannelPort {
        let open = |(merchant, key): (Merchant, Key)| {
            let Merchant { name, title, address, merchant, cashier, .. } = merchant;
            let base = address.trim_end_matches('/').to_owned();
            let cashier_base = cashier.map_or_else(|| base.clone(), |text| text.trim_end_matches('/').to_owned());
            let notify_url = format!("{site}{}", pay::notice_path(&name));
            let return_base = site.to_owned();
            let account = Account { name, merchant, base, key, notify_url, cashier_base, return_base };
            let clock = clock.clone();
            Offered { title, channel: Arc::new(SandboxChannel::of_merchant(account, move || clock.now())) }
        };
        ChannelPort::several(self.0.into_iter().map(open).collect())
    }
}

/// Whether these keys were made for a demonstration, or have served one.
#[must_use]
pub fn is_demo_house(keys: &Path) -> bool {
    keys.join(DEMO_KEY).exists()
}

/// A key that somebody typed instead of drawing it.
fn is_toy(key: &Key) -> bool {
    let text = key.reveal();
    let pairs: BTreeSet<&[u8]> = text.as_bytes().chunks(2).collect();
    pairs.len() < 8
}

fn check(merchant: &Merchant) -> Result<(), &'static str> {
    let Merchant { name, title, address, merchant, cashier, .. } = merchant;
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if !(1..=24).contains(&name.len()) || !name.bytes().all(is_plain) || name.starts_with('-') {
        return Err("name 只能用小写字母、数字和 -，最多24个。");
    }
    if matches!(name.as_str(), sandbox::NAME | "platform") || merchant == sandbox::MERCHANT {
        return Err("这个名称或商户号另有用处（演示环境、指定平台）。");
    }
    if !(1..=20).contains(&title.trim().chars().count()) || title.chars().any(char::is_control) {
        return Err("title 需要1到20个字。");
    }
    if merchant.trim().is_empty() || merchant.len() > 64 {
        return Err("merchant（商户号）不能为空，最多64个字符。");
    }
    if !is_near(address) {
        return Err(
            "address 只能是本机的 http://127.0.0.1:端口：密钥和款项信息不走明文网络；远处的网关请用隧道接到本机。",
        );
    }
    if cashier.as_deref().is_some_and(|text| !text.starts_with("https://") && !is_near(text)) {
        return Err("cashier 必须是 https:// 开头的网址。");
    }
    Ok(())
}

/// Whether an address is on this machine.
fn is_near(address: &str) -> bool {
    let Ok(uri) = address.parse::<Uri>() else { return false };
    let is_here = matches!(uri.host(), Some("127.0.0.1" | "localhost" | "[::1]"));
    uri.scheme_str() == Some("http") && is_here && uri.path() == "/" && uri.query().is_none()
}

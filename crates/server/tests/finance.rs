//! Every command of `shanling finance` and the stopping of projects, by the real binary beside a running server, on open items
//! that a misbehaving provider has made.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has to fail"
)]

#[path = "support/books.rs"]
mod books;
#[path = "support/till.rs"]
mod till;

use model::view::DonationView;
use payment::sandbox::wire::Fault;
use serde_json::Value;
use store::{both, testing::Fresh};
use till::{Choice, PROJECT, Till, choose, look, order};

const GIFT: &str = r#"{"amount":500,"adult":true,"notice":1}"#;
const NOTHING_DUE: &str = "select count(*) from refund where state in ('requested', 'processing')";

async fn house(fresh: Fresh) -> Till {
    let till = Till::on(fresh).await;
    for (name, roles) in [("财务甲", "finance"), ("财务乙", "finance"), ("审计员", "auditor"), ("复核员", "reviewer")]
    {
        till.hire(name, roles);
    }
    till
}

/// Gives and chooses at the cashier, and waits until so many transactions of the gift are in the books.
async fn give(till: &Till, body: &str, choice: Choice, transactions: i64) -> DonationView {
    let before = till.count("select count(*) from provider_txn").await;
    let view = order(till.address(), body).unwrap();
    choose(till.address(), &view, choice);
    for _ in 0..600 {
        if till.count("select count(*) from provider_txn").await >= before + transactions {
            return view;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the money did not come");
}

/// The open items of a kind.
fn open(till: &Till, kind: &str) -> Vec<Value> {
    till.shanling(&["finance", "open", "--json"]).json().into_iter().filter(|item| item["kind"] == kind).collect()
}

/// The only transaction that the only item of a kind is about.
fn odd(till: &Till, kind: &str) -> String {
    let items = open(till, kind);
    assert!(items.len() == 1 && items[0]["money"].as_array().unwrap().len() == 1, "{items:?}");
    let txn = items[0]["money"][0]["txn"].as_str().unwrap().to_owned();
    let text = till.shanling(&["finance", "open"]).ok();
    assert!(text.contains(&format!("交易号 {txn}\t")), "what the commands want is in the list: {text}");
    txn
}

both! {
    async fn odd_money_is_listed_by_its_transaction_and_accepted_or_sent_back(fresh: Fresh) {
        let mut till = house(fresh).await;
        give(&till, GIFT, Choice::WrongAmount, 1).await;
        let wrong = odd(&till, "mismatch");
        assert_eq!(open(&till, "mismatch")[0]["money"][0]["lies"], "suspense");
        let accept = ["finance", "accept", &wrong, "--as", "财务甲"];
        let refused = till.shanling(&["finance", "accept", &wrong, "--as", "复核员"]);
        assert_eq!(refused.code, 3, "not their duty: {refused:?}");
        let limited = till.shanling(&[&accept[..], &["--alone", "6"]].concat());
        assert_eq!(limited.code, 0, "six yuan are what it is: {limited:?}");
        assert!(limited.out.contains("已计入项目"), "{limited:?}");
        let again = till.shanling(&accept);
        assert!(again.code == 1 && again.out.contains("not_found"), "{again:?}");
        assert_eq!(open(&till, "mismatch").len(), 0);

        give(&till, GIFT, Choice::Twice, 2).await;
        let second = odd(&till, "duplicate");
        let accepted = till.shanling(&["finance", "accept", &second, "--as", "财务甲"]);
        assert!(accepted.code == 1 && accepted.out.contains("wrong_state"), "it can only go back: {accepted:?}");
        let refund = ["finance", "refund", &second, "--as", "财务甲", "--why", "duplicate_payment"];
        let alone = till.shanling(&[&refund[..], &["--alone", "4.99"]].concat());
        assert!(alone.code == 1 && alone.out.contains("second_needed"), "{alone:?}");
        let self_agreed = till.shanling(&[&refund[..], &["--alone", "4.99", "--second", "财务甲"]].concat());
        assert_eq!(self_agreed.code, 3, "nobody is two: {self_agreed:?}");
        let agreed = till.shanling(&[&refund[..], &["--alone", "4.99", "--second", "财务乙"]].concat()).ok();
        let number = agreed.split('\t').next().unwrap().to_owned();
        let same = till.shanling(&[&refund[..], &["--again", &number]].concat()).ok();
        assert!(same.contains("申请过了"), "{same}");
        let more = till.shanling(&[&refund[..], &["--amount", "0.01"]].concat());
        assert!(more.code == 1 && more.out.contains("over_limit"), "{more:?}");
        till.until_none(NOTHING_DUE).await;
        assert_eq!(till.count("select count(*) from refund where state = 'success'").await, 1);
        assert_eq!(open(&till, "duplicate").len(), 0, "what went back is settled");

        // A promise that comes true after the time to pay: closed in between, credited all the same.
        let late = order(till.address(), GIFT).unwrap();
        till.pass_seconds(29 * 60 + 50);
        choose(till.address(), &late, Choice::Late);
        till.pass_seconds(15);
        till.until_none("select count(*) from payment_attempt where state in ('created', 'unknown', 'pending')").await;
        till.pass_seconds(120);
        till.until_none("select 1 - count(*) from finance_item where kind = 'late' and closed_at is null").await;
        odd(&till, "late");
        let item = open(&till, "late")[0]["item"].to_string();
        let close = ["finance", "close", &item, "--note", "已核对入账", "--as", "财务乙"];
        assert!(till.shanling(&close).ok().contains("已办结"));
        let again = till.shanling(&close);
        assert!(again.code == 1 && again.out.contains("not_open"), "{again:?}");
        till.check_credits().await;
    }

    async fn a_stopped_project_takes_nothing_and_what_was_on_its_way_goes_back(fresh: Fresh) {
        let till = house(fresh).await;
        let under_way = order(till.address(), GIFT).unwrap();
        let named = ["project", "suspend", PROJECT, "--as", "审计员", "--reason", "联系王建国13812345678核实"];
        assert_eq!(till.shanling(&named).code, 2, "everybody will read it");
        let suspend = ["project", "suspend", PROJECT, "--as", "审计员", "--reason", "正在核查采购单据"];
        let denied = ["project", "suspend", PROJECT, "--as", "复核员", "--reason", "正在核查采购单据"];
        assert_eq!(till.shanling(&denied).code, 3);
        assert!(till.shanling(&suspend).ok().contains("已暂停"));
        assert!(till.shanling(&suspend).ok().contains("没有变化"));
        let (status, body) = order(till.address(), GIFT).unwrap_err();
        assert!(status == 409 && body.contains("suspended"), "{status} {body}");
        let shown = look(till.address(), &format!("/api/v1/projects/{PROJECT}"));
        assert_eq!(shown["suspension"]["reason"], "正在核查采购单据");
        choose(till.address(), &under_way, Choice::Paid);
        till.until_none("select 1 - count(*) from finance_item where kind = 'target_gone'").await;
        let txn = odd(&till, "target_gone");
        till.shanling(&["finance", "refund", &txn, "--as", "财务甲", "--why", "other"]).ok();
        till.until_none(NOTHING_DUE).await;
        assert_eq!(open(&till, "target_gone").len(), 0);
        assert_eq!(till.shanling(&["project", "resume", "P-NONE", "--as", "财务甲"]).code, 2);
        assert!(till.shanling(&["project", "resume", PROJECT, "--as", "财务甲"]).ok().contains("已恢复"));
        order(till.address(), GIFT).unwrap();
    }

    async fn invoices_are_opened_on_the_record_and_made_out_or_waived(fresh: Fresh) {
        let till = house(fresh).await;
        let wanted = |title: &str| {
            let invoice = serde_json::json!({ "title": title, "tax_number": "91370000SAMPLE001X" });
            serde_json::json!({ "amount": 500, "adult": true, "notice": 1, "invoice": invoice }).to_string()
        };
        let unpaid = order(till.address(), &wanted("未付款的单位")).unwrap().id.to_string();
        let first = give(&till, &wanted("示例单位一"), Choice::Paid, 1).await.id.to_string();
        let other = give(&till, &wanted("示例单位二"), Choice::Paid, 1).await.id.to_string();
        let listed = till.shanling(&["finance", "receipt", "list"]).ok();
        assert!(listed.contains(&first) && listed.contains(&other) && !listed.contains(&unpaid), "{listed}");
        assert!(!listed.contains("示例单位"), "a list names nobody");
        let show = |donation: &str, purpose: &str, who: &str| {
            let words = ["finance", "receipt", "show", donation, "--purpose", purpose, "--as", who, "--json"];
            till.shanling(&words)
        };
        assert_eq!(show(&first, "开具票据", "复核员").code, 3);
        assert_eq!(show(&first, "给王小明13812345678开票", "财务甲").code, 2, "the log holds no personal value");
        let early = show(&unpaid, "开具票据", "财务甲");
        assert!(early.code == 1 && early.out.contains("not_paid"), "{early:?}");
        let access = || till.shanling(&["finance", "receipt", "access", "--json"]).json();
        assert_eq!(access().len(), 0, "nobody has seen anything so far");
        // After a change of keys too.
        till.shanling(&["vault", "rotate"]).ok();
        std::fs::remove_file(till.key_file("seal-0001.key")).unwrap();
        let seen = show(&first, "开具票据", "财务甲").json();
        assert_eq!((&seen[0]["title"], &seen[0]["tax_number"]), (&"示例单位一".into(), &"91370000SAMPLE001X".into()));
        let log = access();
        assert_eq!((log.len(), &log[0]["actor"], &log[0]["purpose"]), (1, &"财务甲".into(), &"开具票据".into()));
        assert_eq!(log[0]["donation"], first.as_str());

        let issue = |donation: &str| {
            let words = ["finance", "receipt", "issue", donation, "--number", "37010126", "--check-code", "a1b2c3"];
            till.shanling(&[&words[..], &["--as", "财务甲"]].concat())
        };
        assert!(issue(&first).ok().contains("票据已登记"));
        for (donation, why) in [(&first, "twice"), (&unpaid, "unpaid")] {
            let refused = issue(donation);
            assert!(refused.code == 1 && refused.out.contains("not_asked"), "{why}: {refused:?}");
        }
        let waive = ["finance", "receipt", "waive", &other, "--note", "捐赠人来电说不需要", "--as", "财务乙"];
        assert!(till.shanling(&waive).ok().contains("已删除"));
        assert_eq!(till.shanling(&waive).code, 1);
        assert!(show(&other, "开具票据", "财务甲").out.contains("not_asked"), "in whose name is gone");
        assert_eq!(till.count("select count(*) from invoice where state = 'waived' and length(sealed) > 0").await, 0);
        assert_eq!(till.shanling(&["finance", "receipt", "list"]).ok(), "");
    }

    async fn a_stuck_refund_is_sent_again_or_given_up(fresh: Fresh) {
        let mut till = house(fresh).await;
        let gift = give(&till, GIFT, Choice::WrongAmount, 1).await;
        till.fail(gift.id, &[Fault::RefundAbnormal]).await;
        let txn = odd(&till, "mismatch");
        let asked = till.shanling(&["finance", "refund", &txn, "--as", "财务甲"]).ok();
        let number = asked.split('\t').next().unwrap().to_owned();
        till.until_none("select 1 - count(*) from refund where state = 'abnormal'").await;
        assert_eq!(odd(&till, "refund"), txn, "the item says which money it is");
        let act = |command: &str, number: &str, more: &[&str]| {
            till.shanling(&[&["finance", command, number, "--as", "财务甲"], more].concat())
        };
        let owed = act("give-up", &number, &[]);
        assert!(owed.code == 1 && owed.out.contains("wrong_state"), "it is still owed: {owed:?}");
        let limited = act("retry", &number, &["--alone", "1"]);
        assert!(limited.code == 1 && limited.out.contains("second_needed"), "{limited:?}");
        act("retry", &number, &["--alone", "1", "--second", "财务乙"]).ok();
        till.until_none("select 1 - count(*) from refund where state = 'success'").await;
        assert_eq!(till.count("select count(*) from journal where kind = 'refund'").await, 1);
        assert_eq!((open(&till, "refund").len(), open(&till, "mismatch").len()), (0, 0));
        let done = act("retry", &number, &[]);
        assert!(done.code == 1 && done.out.contains("wrong_state"), "{done:?}");
        let unknown = act("retry", "00000000", &[]);
        assert!(unknown.code == 1 && unknown.out.contains("not_found"), "{unknown:?}");

        // The provider is away: nobody knows whether the call arrived, so the server asks before it ends.
        give(&till, GIFT, Choice::WrongAmount, 1).await;
        let txn = odd(&till, "mismatch");
        till.kill_sandbox();
        let asked = till.shanling(&["finance", "refund", &txn, "--as", "财务甲"]).ok();
        let number = asked.split('\t').next().unwrap().to_owned();
        till.until_none("select 1 - count(*) from refund where state = 'requested' and calls > 0").await;
        till.shanling(&["finance", "give-up", &number, "--as", "财务甲"]).ok();
        till.revive();
        till.pass_seconds(120);
        till.until_none("select count(*) from refund where state = 'requested'").await;
        assert_eq!(till.count("select count(*) from refund where state = 'failed'").await, 1);
        assert_eq!(odd(&till, "mismatch"), txn, "the money still lies there");
        till.shanling(&["finance", "refund", &txn, "--as", "财务甲"]).ok();
        till.until_none(NOTHING_DUE).await;
        assert_eq!(till.count("select count(*) from journal where kind = 'refund'").await, 2);
    }
}

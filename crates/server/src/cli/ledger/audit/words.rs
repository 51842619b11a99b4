//! The result in words, for the person at the keyboard.

use std::io::{self, Write};

use model::{
    Millis,
    verify::{Alarm, AlarmCode, KeyFrom, Total, Trouble},
};

use super::Sound;

/// Everything holds.
pub(super) fn passed(out: &mut impl Write, sound: &Sound, threshold: usize) -> io::Result<()> {
    let (passed, standing) = (&sound.passed, &sound.passed.standing);
    writeln!(out, "日志 {}：共 {} 条，检查点签名有效。", standing.origin, standing.size)?;
    let from = match standing.key_from {
        KeyFrom::Built => "由 --vkey 指定",
        KeyFrom::FirstSight => "首次查看时由日志自己报出并记下，请与公开渠道核对",
    };
    writeln!(out, "公钥 {}（{from}）", standing.key)?;
    if standing.is_first {
        writeln!(out, "首次查看：此前没有可以对照的记录。")?;
    } else {
        writeln!(out, "自 {} 起，日志只增未改。", standing.since.day())?;
    }
    for (name, time) in &sound.witnesses {
        let time = Millis::new(i64::try_from(*time).unwrap_or_default().saturating_mul(1000));
        writeln!(out, "见证 {name} 于 {time} 副署。")?;
    }
    if sound.witnesses.len() < threshold {
        writeln!(out, "不足：要求 {threshold} 个见证副署，只有 {} 个。", sound.witnesses.len())?;
    }
    let new = standing.audited.saturating_sub(passed.before);
    writeln!(out, "逐条核对 {new} 条（此前已核对 {} 条）：字节、格式、记账规则、树根都相符。", passed.before)?;
    if let Some(day) = passed.last_day {
        writeln!(out, "最后一条记于 {day}。")?;
    }
    for total in &passed.projects {
        writeln!(out, "{}", equation(total))?;
    }
    writeln!(
        out,
        "这不能证明：写下的都是真的（没有入账的捐款只有凭回执才能发现）；别人看到的也是同一本账（要靠见证和互相对照）；\
         此刻没有更新的账页未公开。"
    )
}

fn equation(total: &Total) -> String {
    let name = if total.project.is_empty() { "不限定用途" } else { &total.project };
    let [income, inward, refund, spent, outward, correction, balance] =
        [total.income, total.moved_in, total.refund, total.expense, total.moved_out, total.correction, total.balance]
            .map(yuan);
    format!(
        "{name}：收入 {income} ＋ 转入 {inward} − 退款 {refund} − 支出 {spent} − 转出 {outward} ＋ 更正 {correction} ＝ 结余 {balance}（元）"
    )
}

/// Fen as yuan.
fn yuan(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", fen.unsigned_abs() / 100, fen.unsigned_abs() % 100)
}

/// The log lies.
pub(super) fn alarm(out: &mut impl Write, alarm: &Alarm) -> io::Result<()> {
    writeln!(out, "警报：{}", sentence(alarm))?;
    writeln!(out, "alarm: {}", alarm.says)
}

fn sentence(alarm: &Alarm) -> String {
    let entry = alarm.entry.map_or_else(|| "某一条".to_owned(), |entry| format!("第 {entry} 条（从 0 起）"));
    let number = |number: Option<u64>| number.map_or_else(|| "？".to_owned(), |number| number.to_string());
    let (had, has) = (number(alarm.had), number(alarm.has));
    let fen = alarm.fen.unwrap_or_default().unsigned_abs();
    match alarm.code {
        AlarmCode::Checkpoint => "检查点不可信：签名不是已知公钥所签，或属于另一本日志。".to_owned(),
        AlarmCode::Rollback => format!("日志变短了：曾有 {had} 条，现在只有 {has} 条。"),
        AlarmCode::Fork => format!("同为 {has} 条，却签署了两种历史。"),
        AlarmCode::Unproven => format!("无法证明现在的 {has} 条是从见过的 {had} 条续写的。"),
        AlarmCode::Changed => format!("{entry}被改动过。"),
        AlarmCode::Broken => format!("账页在{entry}处断开。"),
        AlarmCode::Tile => "一块散列文件与树不符。".to_owned(),
        AlarmCode::Leaf => format!("{entry}不合格式。"),
        AlarmCode::Unbalanced => format!("{entry}借贷不平，相差 {fen} 分。"),
        AlarmCode::Overspent => {
            format!("{entry}使项目 {} 超支 {fen} 分。", alarm.project.as_deref().unwrap_or("？"))
        }
        AlarmCode::Rule => format!("{entry}违反记账规则 I{}。", alarm.rule.unwrap_or_default()),
        AlarmCode::Root => format!("全部 {has} 条算出的树根与签署的不同。"),
    }
}

/// Nothing could be shown, neither good nor bad.
pub(super) fn silence(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Unreachable => "没有回应，什么也没有查证。".to_owned(),
        Trouble::Missing { path } => format!("缺少 {path}，什么也没有查证。"),
        Trouble::Refused { status } => format!("对方以状态 {status} 拒绝，什么也没有查证。"),
        Trouble::TooLong { path } => format!("{path} 过长，什么也没有查证。"),
        Trouble::NoKey => "没有可用的公钥：请用 --vkey 指定。".to_owned(),
    }
}

//! Whether a charity's file says what is right: law, sums, the chain of its lines, and nobody's identity.

mod lines;
mod plan;

use std::fmt;

use model::{Day, ProjectId};
use privacy::{Code, Finding, Level};

use super::file::{File, Filed};

/// Something in a file that is not right: where, and a sentence for whoever keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The project, where it is about one.
    pub project: Option<ProjectId>,
    /// The place in the file: `ledger[3].amount_fen`.
    pub place: String,
    /// What is wrong.
    pub sentence: String,
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(project) = self.project {
            write!(f, "{project}\t")?;
        }
        write!(f, "{}\t{}", self.place, self.sentence)
    }
}

/// What is wrong with one project, as it is found.
struct Findings<'a> {
    project: &'a Filed,
    today: Day,
    found: Vec<Complaint>,
}

impl Findings<'_> {
    /// Notes a complaint.
    fn add(&mut self, place: impl Into<String>, sentence: impl Into<String>) {
        let complaint = Complaint { project: Some(self.project.id), place: place.into(), sentence: sentence.into() };
        self.found.push(complaint);
    }

    /// Notes a complaint unless it is so.
    fn need(&mut self, is_so: bool, place: impl Into<String>, sentence: impl Into<String>) {
        if !is_so {
            self.add(place, sentence);
        }
    }

    /// A text that everybody will read: there, not too long, and nobody's identity in it.
    fn public(&mut self, place: &str, text: &str, most: usize) {
        self.written(place, text, most);
        self.screened(place, &privacy::screen_deep(text));
    }

    /// The name of a group. The heavy screen needs a sentence around a word to know it from a name (初中生).
    fn label(&mut self, place: &str, text: &str, most: usize) {
        self.written(place, text, most);
        self.screened(place, &privacy::screen(text));
    }

    fn screened(&mut self, place: &str, found: &[Finding]) {
        for finding in found {
            if finding.level == Level::Block && IDENTIFIES.contains(&finding.code) {
                self.add(place, format!("含有个人信息（{}），不能公开。", finding.code.as_str()));
            }
        }
    }

    /// A text that has to be there and not too long.
    fn written(&mut self, place: &str, text: &str, most: usize) {
        self.need(!text.trim().is_empty(), place, "不能为空。");
        self.need(text.chars().count() <= most, place, format!("不能超过{most}字。"));
        self.need(!text.chars().any(char::is_control), place, "不能含有控制字符。");
    }

    fn address(&mut self, place: &str, url: &str) {
        let is_plain =
            url.starts_with("https://") && url.len() <= 300 && url.bytes().all(|byte| byte.is_ascii_graphic());
        self.need(is_plain, place, "必须是 https:// 开头的网址。");
    }
}

/// The status word that is taken from the file; all others follow from the calendar.
pub const CLOSED: &str = "closed";

/// What points at a person. Illness, aid categories and money are what charity projects are about; those words may stand.
const IDENTIFIES: &[Code] = &[
    Code::IdNumber,
    Code::Mobile,
    Code::BankCard,
    Code::Plate,
    Code::Wechat,
    Code::Address,
    Code::School,
    Code::Name,
    Code::BirthDate,
];

/// Everything that is wrong with a file on this day; nothing of it is taken in while there is anything.
#[must_use]
pub fn check(file: &File, today: Day) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    let mut whole = |is_so: bool, place: &str, sentence: &str| {
        if !is_so {
            complaints.push(Complaint { project: None, place: place.to_owned(), sentence: sentence.to_owned() });
        }
    };
    whole(file.meta.schema_version == 1, "_meta.schema_version", "本版本只认得 1。");
    whole(file.meta.amount_unit == "fen", "_meta.amount_unit", "金额单位必须是 fen（分）。");
    whole(!file.projects.is_empty(), "projects", "没有项目。");
    for (at, project) in file.projects.iter().enumerate() {
        let mut findings = Findings { project, today, found: Vec::new() };
        let is_first = file.projects.iter().position(|other| other.id == project.id) == Some(at);
        findings.need(is_first, "id", "项目编号在文件里重复（不分大小写）。");
        plan::check(&mut findings);
        lines::check(&mut findings);
        complaints.append(&mut findings.found);
    }
    complaints
}

#[cfg(test)]
mod tests;

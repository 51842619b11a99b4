//! Charity projects as everybody sees them. Organisations are named, people who are helped never: groups and counts only.

use serde::{Deserialize, Serialize};

use super::{AsOf, Totals};
use crate::{
    Day, Fen, ProjectId, Shan,
    project::{CostKind, DonationMode, Duty, GivingOff, ProjectStatus, Raising, Timeliness},
};

view! {
    /// The next thing that has to be made public.
    NextDue {
        /// What.
        duty: Duty,
        /// The last day on which it is in time.
        due: Day,
    }
}

view! {
    /// A project in a list.
    ProjectCard {
        /// Its id, as the charity writes it.
        id: ProjectId,
        /// Its title.
        title: String,
        /// Which of the eight 善 projects it belongs to.
        shan: Shan,
        /// How it may raise money.
        raising: Raising,
        /// Where it stands.
        status: ProjectStatus,
        /// Whether it is a sample: nothing of it is real and nothing may be given.
        is_sample: bool,
        /// Whether it answers an emergency: disclosures every five days.
        is_emergency: bool,
        /// The organisation.
        organisation: String,
        /// Where it helps.
        region: String,
        /// The first day of the campaign.
        start: Day,
        /// The last day of the campaign.
        end: Day,
        /// What it needs.
        target: Fen,
        /// What came in, less what was given back.
        received: Fen,
        /// What was spent and passed on, corrections included.
        spent: Fen,
        /// How many disclosures are overdue.
        overdue: u32,
        /// What is due next; absent when nothing is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next_due: Option<NextDue>,
        /// Why nothing can be given now; absent when it can.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        giving_off: Option<GivingOff>,
    }
}

view! {
    /// Every published project: those that can be given to first, emergencies before others, then by start, newest first
    /// . `GET /api/v1/projects`
    ProjectList {
        /// The projects.
        items: Vec<ProjectCard>,
        /// Where the next page begins; pass it as `after`. Absent on the last page.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<String>,
        /// The checkpoint that the sums were counted at; absent while the log is empty.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        as_of: Option<AsOf>,
    }
}

view! {
    /// The organisation that answers for a project (Charity Law art. 25).
    Organisation {
        /// Its full name.
        name: String,
        /// Unified social credit code (统一社会信用代码).
        uscc: String,
        /// Its legal form, in the words of the register.
        form: String,
        /// The certificate for public fundraising (公开募捐资格证书); absent where it has none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        certificate: Option<String>,
        /// The authority that registered it.
        registrar: String,
        /// How to reach it.
        contact: String,
        /// Where its office is.
        office: String,
        /// Where it publishes.
        info_url: String,
    }
}

view! {
    /// The plan as it was filed (art. 24, R-02).
    Filing {
        /// The filing number.
        number: String,
        /// Whether it is a real one; a sample must be shown as a sample.
        is_real: bool,
        /// What to say beside a number that is not real.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        remark: Option<String>,
        /// The day of the filing.
        filed_on: Day,
        /// Where to look it up (慈善中国).
        verify_url: String,
    }
}

view! {
    /// An organisation that works along; it may not raise money itself (art. 26, R-04).
    Partner {
        /// Its name.
        name: String,
        /// What it does.
        role: String,
        /// The agreement.
        agreement: String,
        /// Whether it was evaluated before.
        is_evaluated: bool,
    }
}

view! {
    /// The rest of the plan that has to be public (art. 24).
    Plan {
        /// What the money is for.
        purpose: String,
        /// Who answers for it, as the plan says it: an office holder, never a person who is helped.
        responsible: String,
        /// The account that money is booked on.
        bank_account: String,
        /// What happens with what is left (art. 58).
        surplus_rule: String,
    }
}

view! {
    /// The notice block of art. 25: organisation, certificate, plan, contact, how to check.
    Notice {
        /// The organisation.
        organisation: Organisation,
        /// The filing; absent for targeted projects.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        filing: Option<Filing>,
        /// The plan.
        plan: Plan,
        /// Who works along.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        partner: Option<Partner>,
    }
}

view! {
    /// The days of a project.
    Period {
        /// The first day of the campaign.
        start: Day,
        /// The last day of the campaign.
        end: Day,
        /// The last day of the work.
        implementation_end: Day,
    }
}

view! {
    /// A line of the budget, beside what was spent of it.
    BudgetLine {
        /// Its code: `A1`.
        code: String,
        /// What is bought.
        name: String,
        /// The unit: 户, 份, 人次.
        unit: String,
        /// How many.
        qty: u32,
        /// What one costs.
        unit_price: Fen,
        /// All of them.
        amount: Fen,
        /// What kind of cost it is.
        kind: CostKind,
        /// What was spent on it, corrections included, in fen.
        spent_fen: i64,
        /// How many were bought, corrections included, where the entries say it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        done: Option<i64>,
    }
}

view! {
    /// A kind of cost, planned and spent.
    CostShare {
        /// The kind.
        kind: CostKind,
        /// What the budget gives it.
        planned: Fen,
        /// What was spent, corrections included, in fen.
        spent_fen: i64,
    }
}

view! {
    /// How many of a group; groups are wide enough to hide each of their members.
    Group {
        /// The group: a district, a band.
        label: String,
        /// How many; absent where the number is too small to be told, or would give such a one away.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        n: Option<u32>,
    }
}

view! {
    /// The four questions: 在哪扶 · 扶了谁 · 扶了多少 · 效果怎么样.
    Four {
        /// Where.
        places: Vec<Group>,
        /// Who, in bands.
        people: Vec<Group>,
        /// How much.
        spent: Fen,
        /// With what effect, in sentences.
        effects: Vec<String>,
    }
}

view! {
    /// Something that happened in a project.
    Update {
        /// When.
        day: Day,
        /// What.
        text: String,
    }
}

view! {
    /// Something that has to be made public, or was.
    DisclosureView {
        /// What.
        duty: Duty,
        /// Its title.
        title: String,
        /// The last day on which it is in time.
        due: Day,
        /// The day it was made public.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        published: Option<Day>,
        /// Where it can be read.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        url: Option<String>,
        /// Whether it is in time.
        state: Timeliness,
        /// By how many days it was or is late; 0 if it is not.
        days_late: u32,
    }
}

view! {
    /// A designated platform (art. 27).
    Platform {
        /// Its name.
        name: String,
        /// The address of this project there.
        url: String,
    }
}

view! {
    /// A way to pay on this site.
    Channel {
        /// Its name, as `channel` of an order wants it.
        name: String,
        /// What people call it.
        title: String,
    }
}

view! {
    /// Whether and how something can be given.
    Donation {
        /// How; absent where nothing can be given through this site.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mode: Option<DonationMode>,
        /// Why not; absent when it can.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        off: Option<GivingOff>,
        /// Where, for `handoff`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        platform: Option<Platform>,
        /// The ways to pay, for `own_site` and `demo`; the first is taken where an order names none.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        channels: Vec<Channel>,
    }
}

view! {
    /// A project was stopped.
    Suspension {
        /// Since when.
        since: Day,
        /// Why, in a sentence for everybody.
        reason: String,
    }
}

view! {
    /// One project with all that is public. `GET /api/v1/projects/{id}`
    ProjectView {
        /// What the list shows too.
        card: ProjectCard,
        /// The notice block.
        notice: Notice,
        /// Its days.
        period: Period,
        /// Whether it is stopped.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        suspension: Option<Suspension>,
        /// The equation.
        totals: Totals,
        /// How many gifts that was.
        gifts: u32,
        /// The budget.
        budget: Vec<BudgetLine>,
        /// The budget by kind of cost, all three in their order.
        shares: Vec<CostShare>,
        /// The four questions.
        four: Four,
        /// What happened, newest first.
        timeline: Vec<Update>,
        /// What has to be made public, by its due day.
        disclosures: Vec<DisclosureView>,
        /// Whether and how something can be given.
        donation: Donation,
        /// The checkpoint that the sums were counted at; absent while the log is empty.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        as_of: Option<AsOf>,
    }
}

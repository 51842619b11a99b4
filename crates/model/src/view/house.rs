//! The deployment itself, and short answers to commands.

use serde::{Deserialize, Serialize};

use crate::{Day, ReportId};

view! {
    /// What the page needs to know of this deployment; the server writes it into the HTML (`#site`).
    Site {
        /// Whether this is a demonstration.
        demo: bool,
        /// The hotline, as it is dialled.
        hotline: String,
        /// Who runs it.
        operator: String,
    }
}

view! {
    /// The answer to a request for a code.
    CodeSent {
        /// Seconds before another may be asked for.
        resend_after: u32,
        /// The code itself; only ever in a demonstration.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        demo_code: Option<String>,
    }
}

view! {
    /// The answer to a report.
    ReportTaken {
        /// Its number.
        id: ReportId,
        /// The last day for the answer: five working days.
        answer_by: Day,
    }
}

//! What a remote session needs before it may be started: consent, requirements, an accepted charge, an override.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ticket::NoticeView;

/// What the user asks to start.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RemoteRequest {
    /// Ticket.
    pub key: String,
    /// Tool.
    pub tool: String,
    /// Host, ID or link as typed.
    pub host: String,
    /// Port as typed; empty means the tool's own.
    pub port: String,
    /// User as typed; empty means none.
    pub user: String,
    /// Jump host as typed; empty means none.
    pub jump: String,
    /// What the user confirmed, in the words of the decision; empty when nothing was.
    pub confirmed: String,
    /// Who at the customer accepted the charge outside of the support hours; empty means nobody did.
    pub accepted_by: String,
    /// What was announced to that person, word for word.
    pub accepted_words: String,
    /// Why a lead overrules what the policy says; empty means nothing is overruled.
    pub override_reason: String,
}

/// Answer before a start.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RemoteDecision {
    /// Whether it may start.
    pub allowed: bool,
    /// Why, or everything that stands against it.
    pub reasons: Vec<NoticeView>,
    /// The exact command that will be run; empty when refused. For a page, its address alone.
    pub command: Vec<String>,
    /// The command is the address of a page, which is opened in the browser.
    pub is_page: bool,
    /// The file that the command is given; empty when it gets none.
    pub file: String,
    /// What the host book says against the target.
    pub warnings: Vec<NoticeView>,
    /// What the user has to confirm before the start; empty when nothing is to be confirmed.
    pub confirm: String,
    /// Number of the session in the log that was started; `null` before.
    pub session: Option<u32>,
    /// What was said and agreed so far.
    pub permit: PermitView,
}

/// What was said and agreed so far.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PermitView {
    /// The consent that counts for this wish, or else the newest one; `null` when there was none.
    pub consent: Option<ConsentView>,
    /// The requirements of the policy.
    pub checks: Vec<CheckView>,
    /// What the session costs because it is outside of the support hours; `null` when it costs nothing more.
    pub after_hours: Option<AfterHoursView>,
    /// Whether what the policy says can be overruled.
    pub overrule: OverruleView,
    /// The customer can be asked for what is missing.
    pub can_ask: bool,
}

/// A consent that is to be recorded.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ConsentRequest {
    /// Ticket.
    pub key: String,
    /// Name of the person at the customer.
    pub by: String,
    /// In which way, as in `by phone`; may be empty.
    pub how: String,
    /// For how many hours it holds, from now on.
    pub hours: u32,
    /// The only tool; empty for any.
    pub tool: String,
    /// The only host; empty for any of the customer's.
    pub host: String,
}

/// A consent.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ConsentView {
    /// Its number.
    pub id: u32,
    /// Who at the customer agreed.
    pub by: String,
    /// In which way; may be empty.
    pub how: String,
    /// When.
    pub at: i64,
    /// Until when.
    pub until: i64,
    /// The only tool; empty for any.
    pub tool: String,
    /// The only host; empty for any of the customer's.
    pub host: String,
    /// When it was taken back.
    pub revoked: Option<i64>,
    /// It holds now, and for this tool and host.
    pub counts: bool,
    /// It holds now.
    pub holds: bool,
}

/// What became of a consent that was recorded or taken back.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ConsentSaved {
    /// Why it is not in the ticket as a note, in two sentences; empty when it waits in the outbox.
    pub not_noted: String,
}

/// What somebody says of a requirement.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CheckRequest {
    /// Ticket.
    pub key: String,
    /// The requirement.
    pub requirement: String,
    /// Who said so; empty takes back what was said.
    pub by: String,
    /// It is not needed this time.
    pub waived: bool,
    /// Why it is not needed.
    pub why: String,
}

/// How far a requirement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum CheckState {
    /// Nothing was said of it.
    Open,
    /// It is met.
    Met,
    /// It is not needed this time.
    Waived,
    /// The recorded consent meets it.
    ByConsent,
}

/// A requirement, and what was said of it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CheckView {
    /// The requirement.
    pub requirement: String,
    /// What must be in place, one sentence.
    pub text: String,
    /// Its clause.
    pub clause: String,
    /// Its basis.
    pub basis: String,
    /// How far it is.
    pub state: CheckState,
    /// Who said so; may be empty.
    pub by: String,
    /// Why it was waived; may be empty.
    pub why: String,
    /// When.
    pub at: Option<i64>,
}

/// What a session costs because it is outside of the support hours.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AfterHoursView {
    /// What the customer is told.
    pub words: String,
    /// The clause.
    pub clause: String,
    /// The basis.
    pub basis: String,
    /// What is read into it or assumed; may be empty.
    pub note: String,
}

/// Whether what the policy says can be overruled.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OverruleView {
    /// Something stands against the session that a lead may overrule.
    pub possible: bool,
    /// The user is in a group that leads.
    pub is_lead: bool,
    /// Who can overrule and from where that is known; where nobody can, why not and what to do. Whole sentences.
    pub who: String,
}

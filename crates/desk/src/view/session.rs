//! Remote sessions: those that have ended, and the log of all.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ErrorView;
use super::charge::ChargeLineView;
use super::promised::GroundView;
use super::ticket::NoticeView;

/// A session that has ended, or that never came about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SessionEndView {
    /// Its number in the log, as in the answer to the start.
    pub session: u32,
    /// Key of its ticket.
    pub key: String,
    /// How it ended, one sentence. The same is in the log.
    pub text: String,
    /// What the user must be told and can do; `null` for an end that was to be expected.
    pub error: Option<ErrorView>,
}

/// Which sessions of the log.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SessionsRequest {
    /// Name of the customer; empty for all.
    pub customer: String,
    /// Month in the user's zone, as in `2026-11`; empty for all.
    pub month: String,
}

/// The log.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SessionsView {
    /// Sessions, newest first.
    pub sessions: Vec<SessionView>,
    /// The same summed up, by customer.
    pub totals: Vec<SessionTotal>,
    /// Every customer of the log.
    pub customers: Vec<String>,
    /// Every month of the log, newest first.
    pub months: Vec<String>,
    /// How many of the whole log wait for their outcome.
    pub waiting: u32,
}

/// Where a session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum SessionShape {
    /// It runs.
    Running,
    /// It has ended.
    Ended,
    /// It did not come about.
    Failed,
    /// Nobody saw how it went on.
    Unknown,
}

/// A session.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SessionView {
    /// Its number in the log.
    pub id: u32,
    /// Key of its ticket.
    pub key: String,
    /// What people call the ticket.
    pub number: String,
    /// The customer.
    pub customer: String,
    /// Name of the tool.
    pub tool: String,
    /// Where it went, as in `root@db1:2222`.
    pub target: String,
    /// Who started it; empty where the portal does not tell.
    pub engineer: String,
    /// Who agreed, when, for what and until when.
    pub consent: String,
    /// Why it was allowed.
    pub reasons: Vec<NoticeView>,
    /// Who overruled the policy and why; empty when nobody did.
    pub overruled: String,
    /// When it was started.
    pub started: i64,
    /// Where it stands.
    pub shape: SessionShape,
    /// When its end was seen; `null` where nobody saw it.
    pub ended: Option<i64>,
    /// How it ended, as it was seen.
    pub outcome: String,
    /// It waits for its outcome to be written.
    pub waits: bool,
    /// Its outcome can be written.
    pub can_close: bool,
    /// The policy offers remote help that is paid by time.
    pub has_service: bool,
    /// What the engineer confirmed.
    pub closed: Option<SessionClosedView>,
}

/// What the engineer confirmed of a session.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SessionClosedView {
    /// When it really began.
    pub from: i64,
    /// When it really ended.
    pub to: i64,
    /// What came of it.
    pub outcome: String,
    /// As what it is billed.
    pub billed: SessionBilled,
    /// What it costs.
    pub cost: SessionCostView,
    /// When this was written.
    pub at: i64,
    /// What was wished for and is not in the outbox: `note`, `time`.
    pub unposted: Vec<String>,
}

/// As what a session is billed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum SessionBilled {
    /// As support under the plan.
    #[default]
    Support,
    /// As remote help that is paid by time.
    Service,
}

/// How much a session costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum SessionCostKind {
    /// Nothing: the policy includes it.
    Included,
    /// An amount.
    Amount,
    /// By a price that is not published.
    Unpublished,
    /// The policy does not say, or a fact is missing.
    NotKnown,
}

/// What a session costs, with where it comes from.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SessionCostView {
    /// How much.
    pub kind: SessionCostKind,
    /// The amount, as in `350.00 USD`.
    pub amount: Option<String>,
    /// One sentence.
    pub text: String,
    /// The parts.
    pub lines: Vec<ChargeLineView>,
    /// What else of the policy it rests on.
    pub because: Vec<GroundView>,
}

/// The sessions of a customer, summed up.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SessionTotal {
    /// The customer.
    pub customer: String,
    /// Sessions that came about or may have.
    pub sessions: u32,
    /// Confirmed time in seconds.
    pub worked_s: i64,
    /// Sums of the charges, one a currency, as in `700.00 USD`.
    pub charges: Vec<String>,
    /// Sessions at a price that is not published.
    pub unpublished: u32,
    /// Sessions of which it is not known what they cost.
    pub not_known: u32,
    /// Sessions that are not in the sums: they run, or their outcome is not written yet.
    pub open: u32,
}

/// What the engineer writes of a session that is over.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SessionClose {
    /// Its number in the log.
    pub id: u32,
    /// When it really began.
    pub from: i64,
    /// When it really ended.
    pub to: i64,
    /// What came of it.
    pub outcome: String,
    /// As what it is billed.
    pub billed: SessionBilled,
    /// Write a note into the ticket.
    pub note: bool,
    /// Enter the time in the ticket.
    pub time: bool,
}

/// What became of it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SessionClosed {
    /// The session as it is now.
    pub session: SessionView,
    /// What could not be written into the ticket, each one sentence with why.
    pub left_out: Vec<String>,
}

/// The log as a file.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SessionsFile {
    /// Name to save it under.
    pub name: String,
    /// Its text.
    pub text: String,
}

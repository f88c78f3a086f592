//! One ticket.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::contract::OriginView;
use super::mail::MailView;
use super::queue::{ClockView, QueueRow};

/// Everything the ticket pane shows.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TicketView {
    /// The row, as in the queue; position 0 for a solved ticket.
    pub row: QueueRow,
    /// Status in the portal's words.
    pub status: String,
    /// Queue in the portal.
    pub queue: String,
    /// Its page in the portal; opens only after a confirmation.
    pub url: Option<String>,
    /// Who asked.
    pub contact_name: String,
    /// Mail address of who asked.
    pub contact_email: String,
    /// Title of the policy document; empty without a policy.
    pub policy_title: String,
    /// Every clock of the pack.
    pub clocks: Vec<ClockView>,
    /// What is due by the portal's own settings, beside these clocks.
    pub deadlines: Vec<DeadlineView>,
    /// Why it stands where it stands.
    pub why: Vec<WhyView>,
    /// Why it stands before the next ticket: one sentence; empty for the last.
    pub before_next: String,
    /// Notices: flags in words, mapping gaps, each with its clause.
    pub notices: Vec<NoticeView>,
    /// Facts about customer and contract, as label and value.
    pub facts: Vec<FactView>,
    /// The conversation and the changes, oldest first.
    pub events: Vec<EventView>,
    /// Whether a session may be started, by tool.
    pub remote: RemoteView,
    /// When this ticket was last read from its portal.
    pub read_at: i64,
}

/// A deadline that the portal works out by its own settings. It promises nothing.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DeadlineView {
    /// Name of the clock that means the same, as in `First response`; `Due` when the portal does not say what is due.
    pub label: String,
    /// The portal's word for it.
    pub name: String,
    /// When, in the console's time.
    pub due: i64,
    /// Seconds by which it is later than here, 0 when both are the same; `null` when there is none here.
    pub later_s: Option<i64>,
    /// Why the two may differ: one sentence.
    pub why: String,
}

/// One factor of the order.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WhyView {
    /// `plan`, `severity`, `urgency`, `waiting`, `classification`, `lane`.
    pub factor: String,
    /// What was read, in words.
    pub detail: String,
    /// From 0 to 1.
    pub value: f64,
    /// Weight in the pack.
    pub weight: f64,
    /// Value times weight.
    pub share: f64,
    /// Basis of the weight or rule.
    pub basis: String,
    /// Clause of the policy.
    pub clause: String,
}

/// Something to know about a ticket.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NoticeView {
    /// Code, as in `call-required`.
    pub code: String,
    /// One sentence.
    pub text: String,
    /// Clause, or empty.
    pub clause: String,
    /// Basis, or empty.
    pub basis: String,
}

/// A fact with its label.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FactView {
    /// Label.
    pub label: String,
    /// Value in words.
    pub value: String,
    /// Where it was read: `portal`, `contract`, `policy`, `mapping`.
    pub source: String,
    /// Who told or gave it, and when; `null` where that says nothing.
    pub origin: Option<OriginView>,
}

/// An event of the conversation.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EventView {
    /// Identifier in the ticket.
    pub id: String,
    /// When.
    pub at: i64,
    /// `message`, `note`, `auto-reply`, `change`, `created`, `merged`.
    pub kind: String,
    /// `customer`, `agent`, `system`, or empty.
    pub by: String,
    /// Name to show.
    pub author: String,
    /// Plain text: the body, or the change in words.
    pub text: String,
    /// The body for a reader; `null` for what is no message.
    pub mail: Option<MailView>,
}

/// What may be started from this ticket.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RemoteView {
    /// Tools, allowed or not.
    pub tools: Vec<RemoteTool>,
    /// What the customer must have in place.
    pub requires: Vec<NoticeView>,
}

/// One tool.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RemoteTool {
    /// `ssh`, `rdp`, ...
    pub tool: String,
    /// Name to show.
    pub label: String,
    /// Named by the policy; the others are there because its list is open, or to say why they are not allowed.
    pub named: bool,
    /// What it has to be told, in this order: `host`, `id`, `link`, `port`, `user`, `jump`.
    pub fields: Vec<String>,
    /// The port it uses when none is given; empty for a tool without ports.
    pub default_port: String,
    /// Allowed by the policy, given consent.
    pub allowed: bool,
    /// Why not, or under which condition; each with its clause.
    pub reasons: Vec<NoticeView>,
}

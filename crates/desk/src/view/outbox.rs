//! Changes that were made here: how they are made, and what became of them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{EnclosureView, ErrorView, EventView, NoticeView};

/// What the user wants to change in a ticket.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct ChangeRequest {
    /// The ticket, `account/id`; for `create` the account.
    pub key: String,
    /// `reply`, `note`, `set`, `tag`, `call`, `time`, `link`, `merge` or `create`.
    pub kind: String,
    /// The text: of a message, what was said in a call, what was done, the first message of a new ticket.
    pub text: String,
    /// For `set`: which field, as in [`OfferView`].
    pub name: String,
    /// For `set`: the portal's word; `null` unsets it.
    pub value: Option<String>,
    /// For `tag`: to be there.
    pub add: Vec<String>,
    /// For `tag`: not to be there.
    pub remove: Vec<String>,
    /// For `call`: whether the two spoke with each other.
    pub answered: bool,
    /// For `call`: the customer called; otherwise we did.
    pub by_customer: bool,
    /// For `call`: when it began; `null` is now.
    pub begun: Option<i64>,
    /// For `time`: whole minutes.
    pub minutes: u32,
    /// For `time`: the day, as in `2026-11-21`; empty is today.
    pub day: String,
    /// For `link` and `merge`: the other ticket, `account/id`.
    pub other: String,
    /// For `link`: a word of [`OfferView::values`]; empty is the first.
    pub relation: String,
    /// For `merge`: it is meant although the other ticket is of another customer.
    pub confirmed: bool,
    /// For `reply` and `note`: files that go with it, by [`super::EnclosureView::id`].
    pub files: Vec<String>,
    /// For `create`: the queue.
    pub queue: String,
    /// For `create`: the subject line.
    pub subject: String,
    /// For `create`: mail address of the person who asks.
    pub contact: String,
    /// For `create`: the portal's word; empty gives none.
    pub severity: String,
}

/// Where a new ticket can be filed, and for whom.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NewTicketView {
    /// Accounts whose portal takes new tickets, by name.
    pub accounts: Vec<NewTicketAccount>,
}

/// An account whose portal takes new tickets.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NewTicketAccount {
    /// Names it in every call.
    pub id: String,
    /// Name to show.
    pub name: String,
    /// Queues, by name; empty where the portal has none.
    pub queues: Vec<QueueChoice>,
    /// Customers that are known here, by name; people without one have an empty name.
    pub customers: Vec<CustomerChoice>,
    /// How surely it is carried out once, in one sentence.
    pub delivery: String,
    /// The adapter was never tried against the real portal.
    pub untried: bool,
}

/// A queue that a new ticket can be filed in.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct QueueChoice {
    /// Its name.
    pub name: String,
    /// Severities, highest first; empty where none can be given.
    pub severities: Vec<ValueView>,
}

/// A customer and the people who asked.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CustomerChoice {
    /// Name of the organisation; empty for people without one.
    pub name: String,
    /// People, by mail address.
    pub contacts: Vec<ContactView>,
}

/// A person on the customer's side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ContactView {
    /// Name to show; may be empty.
    pub name: String,
    /// Mail address.
    pub email: String,
}

/// What a phone call would do to the clocks of a ticket.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CallEffectView {
    /// It stops at least one clock.
    pub counts: bool,
    /// Clock by clock, with the clause that says what stops it.
    pub notices: Vec<NoticeView>,
}

/// What can be changed in a ticket, and what is on its way.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ComposerView {
    /// The ticket.
    pub key: String,
    /// What the portal takes, in the order in which it is shown.
    pub offers: Vec<OfferView>,
    /// The texts that were not sent yet.
    pub reply_draft: String,
    /// See [`ComposerView::reply_draft`].
    pub note_draft: String,
    /// Files that go with these texts, in the order in which they were attached.
    pub files: Vec<EnclosureView>,
    /// Operations of the ticket that are open, or were delivered and are not in its conversation yet, in their order.
    pub pending: Vec<OperationView>,
    /// Nothing can be sent now, and why; what is written is kept and goes out later. Empty when all is well.
    pub offline: String,
    /// The adapter was never tried against the real portal.
    pub untried: bool,
}

/// One thing that can be changed.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OfferView {
    /// `reply`, `note`, `set`, `tag`, `call`, `time`, `link` or `merge`.
    pub kind: String,
    /// For `set`: the field's name in the portal.
    pub name: String,
    /// What it is called here: `Status`, `Severity`, `Assignee`.
    pub label: String,
    /// The value now, with what waits in the outbox; empty when unset.
    pub now: String,
    /// For `tag`: the tags now, with what waits in the outbox.
    pub chosen: Vec<String>,
    /// Values to choose from: of a field; tags that are in use, the most used first; ways to link two tickets.
    pub values: Vec<ValueView>,
    /// Whether it can be unset.
    pub clears: bool,
    /// Whether files can go with it.
    pub takes_files: bool,
    /// How surely it is carried out once, in one sentence.
    pub delivery: String,
    /// The same when files go with it; empty when they cannot.
    pub delivery_with_files: String,
}

/// A value to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ValueView {
    /// The portal's word.
    pub value: String,
    /// What is shown.
    pub label: String,
}

/// Where an operation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum OperationShape {
    /// Can be undone for some seconds.
    Holding,
    /// Waits to be sent.
    Queued,
    /// Is being sent.
    Sending,
    /// Went out; Gnomon is finding out what became of it.
    Unknown,
    /// Went out; only the user can find out what became of it.
    Unsure,
    /// Something came in between; the user decides.
    Conflict,
    /// The portal refused it; the user decides.
    Rejected,
    /// The portal has it.
    Delivered,
    /// Was taken back.
    Cancelled,
}

/// A change that was made here.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OperationView {
    /// Names it in every call.
    pub id: String,
    /// The ticket, `account/id`.
    pub key: String,
    /// What people call the ticket.
    pub number: String,
    /// The ticket's subject.
    pub subject: String,
    /// The portal's name.
    pub account: String,
    /// `reply`, `note`, `set`, ...
    pub kind: String,
    /// What it does in words: `Reply`, `Status → solved`.
    pub title: String,
    /// The text of a message; empty for others.
    pub text: String,
    /// Files that go with it.
    pub files: Vec<EnclosureView>,
    /// What else is to be known of it, each in one line: tags, the other ticket, who asks.
    pub lines: Vec<String>,
    /// The request that would make it again, to write it anew.
    pub request: ChangeRequest,
    /// Where it stands.
    pub shape: OperationShape,
    /// When the user was done with it.
    pub composed: i64,
    /// From when on it could go out.
    pub queued: i64,
    /// Until when it can be undone; `null` when that time is over.
    pub hold_until: Option<i64>,
    /// When the portal accepted it, by its clock: only this keeps a promise.
    pub accepted: Option<i64>,
    /// When the ticket's clock was due as it was written; `null` without one.
    pub due: Option<i64>,
    /// A reply that reaches the customer after that.
    pub late: bool,
    /// Why it waits, or why it was refused.
    pub problem: Option<ErrorView>,
    /// When it is tried again; `null` when that is not known.
    pub retry_at: Option<i64>,
    /// What happened in the portal since its writer looked.
    pub clashes: Vec<ClashView>,
    /// In conflict: what was there when it was written, what was written, and what is there now.
    pub sides: Option<SidesView>,
    /// What the user can do with it.
    pub can: OperationCan,
}

/// What the user can do with an operation now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OperationCan {
    /// Take it back; nothing has left.
    pub cancel: bool,
    /// Write it anew.
    pub edit: bool,
    /// Send it although something came in between.
    pub send_anyway: bool,
    /// Try again what was refused, or what nobody knows the outcome of.
    pub again: bool,
    /// Say that it is in the portal.
    pub is_there: bool,
    /// For that, say which ticket it became.
    pub names_ticket: bool,
}

/// The three sides of a conflict.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SidesView {
    /// When it was written.
    pub then: SideView,
    /// What was written.
    pub mine: SideView,
    /// Now.
    pub now: SideView,
}

/// One side of a conflict.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SideView {
    /// A value, a text, or a sentence; may be empty.
    pub text: String,
    /// Messages, oldest first.
    pub events: Vec<EventView>,
}

/// Something that came in between.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ClashView {
    /// `wrote`, `answered`, `taken`, `changed` or `gone`.
    pub kind: String,
    /// One sentence.
    pub text: String,
    /// The messages that are meant, as they are known here.
    pub events: Vec<EventView>,
}

/// What the user decides about an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum OperationDecision {
    /// Take it back.
    Cancel,
    /// Send it although something came in between.
    SendAnyway,
    /// Try again.
    Again,
    /// It is in the portal already.
    IsThere,
}

/// The outbox of all accounts.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OutboxView {
    /// Those that wait for the user first, then those on their way, then the last delivered and cancelled ones.
    pub operations: Vec<OperationView>,
    /// How many wait for the user's decision.
    pub deciding: u32,
    /// How many are open, those included.
    pub open: u32,
    /// Texts that were not sent yet.
    pub drafts: Vec<DraftView>,
}

/// A text that was not sent yet.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DraftView {
    /// The ticket, `account/id`.
    pub key: String,
    /// What people call the ticket; empty when it is not here any more.
    pub number: String,
    /// The ticket's subject.
    pub subject: String,
    /// `reply` or `note`.
    pub kind: String,
    /// The text.
    pub text: String,
    /// When it was last saved.
    pub changed: i64,
}

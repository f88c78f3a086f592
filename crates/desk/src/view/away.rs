//! Being away: what comes due meanwhile, what to do before, and what to hand to whom.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::queue::QueueRow;

/// When the user is away.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AwayRequest {
    /// The departure as it was typed: `now`, `14:00`, `+30m`, `2026-11-22T14:00`, each also with `Z`, an offset or the
    /// name of a zone behind it; empty means now.
    pub from: String,
    /// The landing, likewise; `+8h` counts from the departure; empty means eight hours after it.
    pub to: String,
    /// Minutes that the user reckons with for a ticket; `null` makes no guess.
    pub each_min: Option<u32>,
    /// Colleagues' tickets too, and not only those of the user and of nobody.
    pub everyone: bool,
}

/// What becomes of a ticket while the user is away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum AwayGroup {
    /// Overdue already.
    Overdue,
    /// Comes due before the departure.
    Before,
    /// Comes due while the user is away.
    Away,
    /// Comes due in the first hour after the landing.
    After,
    /// Nothing counts now; what the customer or the portal does can start it.
    CouldStart,
    /// The customer waits, and nothing is promised: nothing counts down.
    NothingPromised,
    /// Comes due later, or it is the customer's turn: not listed.
    Rest,
}

/// Whose ticket it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum AwayWhose {
    /// The user's.
    Mine,
    /// Nobody's.
    Unassigned,
    /// A colleague's.
    Others,
}

/// The plan for a time away, at one instant.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AwayView {
    /// When it was made.
    pub as_of: i64,
    /// The departure.
    pub from: i64,
    /// The landing.
    pub to: i64,
    /// Until when what comes due after the landing is listed.
    pub until: i64,
    /// The user's zone.
    pub zone: String,
    /// In which order to do them, in one sentence.
    pub rule: String,
    /// Every group but the rest, in the order of [`AwayGroup`].
    pub counts: Vec<AwayCount>,
    /// Tickets that the queue will show as overdue on landing, if nothing happens meanwhile.
    pub overdue_on_landing: u32,
    /// Tickets of colleagues that are overdue, or come due before the landing, and are not listed.
    pub of_others: u32,
    /// The tickets, by group, and in each as they are to be handled.
    pub rows: Vec<AwayRow>,
    /// How many can be done before the departure; `null` without the user's estimate.
    pub fit: Option<AwayFit>,
    /// Everybody who handles open tickets, the user not, by account and name.
    pub colleagues: Vec<AwayColleague>,
    /// Changes that will not have left before the departure.
    pub stays: Vec<AwayStays>,
    /// The portals, and how old what was read of them is.
    pub sources: Vec<AwaySource>,
}

/// Tickets of a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AwayCount {
    /// Which group.
    pub group: AwayGroup,
    /// How many; only the first ones are listed.
    pub tickets: u32,
    /// How many of them are the user's.
    pub mine: u32,
    /// How many of them are nobody's.
    pub unassigned: u32,
    /// How many of them are colleagues'; 0 when these are not asked for.
    pub others: u32,
}

/// A ticket of the plan.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AwayRow {
    /// The ticket as the queue has it now.
    pub row: QueueRow,
    /// What becomes of it.
    pub group: AwayGroup,
    /// Whose it is.
    pub whose: AwayWhose,
    /// Its place in the order of work before leaving, from 1; `null` for what has no deadline.
    pub place: Option<u32>,
    /// Why it stands there, or what its clock depends on: one or two sentences without instants.
    pub reason: String,
    /// The clock that is meant: `First response`; empty without one.
    pub clock: String,
    /// When that clock is due; `null` when nothing is promised or nothing counts.
    pub due: Option<i64>,
    /// For a clock that could start: when it would be due at the earliest, if it started at the departure.
    pub earliest: Option<i64>,
    /// Seconds that it will be overdue on landing, in the hours in which the clock counts; `null` when it will not.
    pub overdue_s: Option<i64>,
    /// Further clocks of the ticket that come due by then, in words.
    pub also: Vec<String>,
    /// When it would be done, by the user's estimate; `null` when that is after the departure, or without one.
    pub done_at: Option<i64>,
    /// Done at that time, it is done too late.
    pub done_late: bool,
    /// To whom it could be handed; empty when nobody is known or nothing is at stake. A proposal.
    pub proposal: String,
    /// Why this colleague, or why nobody.
    pub proposal_why: String,
}

/// How many tickets can be done before the departure, by the user's estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AwayFit {
    /// The estimate: minutes for a ticket.
    pub each_min: u32,
    /// Tickets that fit.
    pub fit: u32,
    /// Tickets with a deadline at stake.
    pub of: u32,
}

/// Somebody to hand a ticket to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AwayColleague {
    /// The account in which the name is known.
    pub account: String,
    /// The name in the portal.
    pub name: String,
    /// Open tickets of this colleague that are overdue or come due before the landing.
    pub due: u32,
    /// Open tickets of this colleague.
    pub open: u32,
    /// Vendors of these tickets.
    pub vendors: Vec<String>,
}

/// A change that will not have left before the departure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AwayStays {
    /// Names it in every call.
    pub id: String,
    /// The ticket, `account/id`.
    pub key: String,
    /// What people call the ticket.
    pub number: String,
    /// What it does in words.
    pub title: String,
    /// Why it stays, in one sentence.
    pub why: String,
}

/// A portal and how old its data are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AwaySource {
    /// The account.
    pub account: String,
    /// Its name.
    pub name: String,
    /// When it was last read whole; `null` for never.
    pub read_at: Option<i64>,
    /// That is too long ago to be trusted.
    pub stale: bool,
    /// Why it cannot be read or written now; empty when it can.
    pub offline: String,
}

/// A ticket and the colleague who takes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AwayHand {
    /// The ticket, `account/id`.
    pub key: String,
    /// The colleague's name in the portal; empty for the whole team, which is assigned nothing.
    pub to: String,
}

/// What is handed over for a time away.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AwayHandOver {
    /// The departure.
    pub from: i64,
    /// The landing.
    pub to: i64,
    /// Which tickets to whom.
    pub hand: Vec<AwayHand>,
}

/// The notes of a hand-over. Nothing has been sent.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AwayNotes {
    /// One a colleague, by name.
    pub notes: Vec<AwayNote>,
    /// What could not be taken in, one sentence each.
    pub left_out: Vec<String>,
}

/// The hand-over to one colleague.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AwayNote {
    /// The colleague; empty for the whole team.
    pub to: String,
    /// All of it as plain text, to be copied.
    pub text: String,
    /// What would be written to each ticket.
    pub tickets: Vec<AwayTicketNote>,
}

/// The note in one ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AwayTicketNote {
    /// The ticket, `account/id`.
    pub key: String,
    /// What people call the ticket.
    pub number: String,
    /// The text, plain.
    pub text: String,
}

/// What became of posting a hand-over.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AwayPosted {
    /// Notes that are in the outbox now.
    pub notes: u32,
    /// Assignees that are in the outbox now.
    pub assigned: u32,
    /// Keys of the tickets for which all of it is in the outbox.
    pub done: Vec<String>,
    /// What could not be written down, one sentence each.
    pub left_out: Vec<String>,
}

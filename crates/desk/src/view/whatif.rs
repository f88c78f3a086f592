//! What would be: the same tickets under other rules. Nothing is changed by asking.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::policy::PolicyChange;
use super::queue::QueueCounts;

/// The other rules.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WhatIf {
    /// Only tickets under this policy; empty means all.
    pub policy: String,
    /// Handle them under this policy instead; empty leaves it.
    pub other_policy: String,
    /// As if every customer had this plan; empty leaves it.
    pub plan: String,
    /// As if every ticket had this severity from its creation; empty leaves it.
    pub severity: String,
    /// Count every target on this calendar of the policy; empty leaves it.
    pub calendar: String,
    /// Changes to the values of the policy that then holds.
    pub changes: Vec<PolicyChange>,
    /// Tickets filed from this instant on, for the attainment; `null` means from ever.
    pub from: Option<i64>,
    /// Tickets filed before this instant; `null` means until now.
    pub to: Option<i64>,
}

/// What would be, beside what is.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WhatIfView {
    /// The queue now.
    pub effect: Effect,
    /// Promises kept and broken by tickets filed in the period, solved ones included.
    pub attainment: Vec<AttainmentView>,
    /// Tickets that could not be read and are not counted.
    pub unread: u32,
}

/// What happens to the queue.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Effect {
    /// Open tickets, of every policy: others move too when some do.
    pub tickets: u32,
    /// How many of them change place, lane, deadline or state.
    pub changed: u32,
    /// Counts as they are.
    pub before: QueueCounts,
    /// Counts as they would be.
    pub after: QueueCounts,
    /// The tickets that change most, at most 100: first those whose deadline changes, by their new place.
    pub rows: Vec<EffectRow>,
}

/// One ticket that changes.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EffectRow {
    /// Names the ticket.
    pub key: String,
    /// What people call it.
    pub number: String,
    /// Subject, plain text.
    pub subject: String,
    /// As it is.
    pub before: EffectSide,
    /// As it would be.
    pub after: EffectSide,
}

/// A ticket's answer, in short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EffectSide {
    /// Rank over all lanes, from 1; 0 when the ticket is in no list.
    pub position: u32,
    /// Lane; empty when it is in none.
    pub lane: String,
    /// The governing clock's shape, as in `overdue`.
    pub shape: super::queue::ClockShape,
    /// When it is due.
    pub due: Option<i64>,
}

/// Promises of one group of tickets.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AttainmentView {
    /// `all`, `vendor`, `customer`, `severity`, `week`.
    pub by: String,
    /// The group, as in `ACME` or `2026-W47`.
    pub group: String,
    /// As it is.
    pub before: Attained,
    /// As it would be.
    pub after: Attained,
}

/// Clocks with a published target: kept, broken, not decided yet; and those without one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Attained {
    /// Stopped in time.
    pub met: u32,
    /// Past their target, stopped or not.
    pub breached: u32,
    /// Still running or paused, in time.
    pub open: u32,
    /// Nothing is published for them.
    pub no_target: u32,
}

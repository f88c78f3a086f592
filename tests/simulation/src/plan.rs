//! What a run does: drawn from a seed, kept apart from the schedule, so that a failing run can be made shorter.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::dice::Dice;
use crate::fault::Fault;

/// A run, whole. Two runs of one plan are equal to the byte.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// What it was drawn from, and where delays and faults come from.
    pub seed: u64,
    /// What the portals are like.
    pub setting: Setting,
    /// How often each fault strikes, in a thousand.
    pub rates: BTreeMap<Fault, u32>,
    /// What people do, in order.
    pub acts: Vec<Act>,
}

/// What the portals of a run are like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// What they promise about doing things twice.
    pub class: Class,
    /// Milliseconds by which what is read may be behind what was written.
    pub lag_ms: u64,
    /// Whether a single ticket is read without that lag.
    pub singles_are_fresh: bool,
    /// Whether a change is refused when the ticket is not as it was read.
    pub checks_version: bool,
    /// Whether a reply opens a new ticket.
    pub opens: bool,
    /// Tickets on a page of the feed.
    pub page: usize,
    /// Tickets at the start.
    pub tickets: u64,
    /// Requests that a portal takes in a minute.
    pub per_minute: u64,
    /// Seconds between two rounds of a sync.
    pub interval_s: u64,
    /// How many portals there are; their tickets have the same names.
    pub portals: usize,
}

/// What a portal promises about doing things twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// A key, and events tell it.
    Key,
    /// A key that nothing tells when its time is over.
    BareKey,
    /// No key, but events tell the operation.
    Marker,
    /// Neither.
    Once,
}

/// Something that somebody does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// Milliseconds after the act before it.
    pub after_ms: u64,
    /// Device or portal, counted from 0.
    pub place: usize,
    /// What.
    pub kind: Kind,
    /// Where choices come from.
    pub pick: u64,
}

/// What people do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The user writes to the customer.
    Reply,
    /// The user writes to the staff.
    Note,
    /// The user changes a field.
    Set,
    /// The user makes a ticket, and perhaps writes more to it at once.
    Create,
    /// The user takes an operation back.
    Withdraw,
    /// The user writes an operation anew.
    Edit,
    /// The user decides about an operation that waits.
    Decide,
    /// The user saves a draft.
    Draft,
    /// The user asks to sync.
    SyncNow,
    /// The network of a device comes or goes.
    Network,
    /// A device sleeps.
    Suspend,
    /// The clock of a device is set.
    Jump,
    /// The customer writes.
    Customer,
    /// A colleague writes or changes a field.
    Colleague,
    /// Somebody files a ticket.
    File,
    /// A ticket is deleted.
    Delete,
    /// A ticket ends in another one.
    Merge,
    /// The token may no longer see a ticket, or may again.
    Permission,
    /// The portal forgets its cursors, and what was deleted.
    Forget,
}

/// How often each act is drawn.
const WEIGHTS: &[(Kind, u64)] = &[
    (Kind::Reply, 16),
    (Kind::Note, 8),
    (Kind::Set, 12),
    (Kind::Create, 4),
    (Kind::Withdraw, 6),
    (Kind::Edit, 4),
    (Kind::Decide, 12),
    (Kind::Draft, 5),
    (Kind::SyncNow, 5),
    (Kind::Network, 5),
    (Kind::Customer, 16),
    (Kind::Colleague, 12),
    (Kind::File, 4),
    (Kind::Delete, 2),
    (Kind::Merge, 2),
    (Kind::Permission, 2),
    (Kind::Forget, 1),
];

impl Plan {
    /// Draws a plan.
    #[must_use]
    pub fn draw(seed: u64) -> Self {
        let mut dice = Dice::new(seed, 1);
        let setting = Setting::draw(&mut dice);
        let rates = rates(&mut dice);
        let length = dice.between(30, 120);
        let acts = (0..length).map(|_| act(&mut dice, &setting, &rates)).collect();
        Self { seed, setting, rates, acts }
    }

    /// How often a fault strikes.
    #[must_use]
    pub fn rate(&self, fault: Fault) -> u32 {
        self.rates.get(&fault).copied().unwrap_or(0)
    }
}

impl Setting {
    fn draw(dice: &mut Dice) -> Self {
        let class = *dice.pick(&[Class::Key, Class::BareKey, Class::Marker, Class::Once]);
        let lag_ms = if dice.happens(600) { 0 } else { dice.between(500, 25_000) };
        Self {
            class,
            lag_ms,
            singles_are_fresh: dice.happens(500),
            checks_version: dice.happens(500),
            opens: dice.happens(300),
            page: usize::try_from(dice.between(1, 6)).unwrap_or(1),
            tickets: dice.between(1, 8),
            per_minute: if dice.happens(300) { dice.between(20, 60) } else { 1_000_000 },
            interval_s: *dice.pick(&[60, 120, 300]),
            portals: if dice.happens(400) { 2 } else { 1 },
        }
    }
}

/// One run in ten has no fault, two have one kind only, the others a few kinds.
fn rates(dice: &mut Dice) -> BTreeMap<Fault, u32> {
    let kinds = match dice.under(10) {
        0 => 0,
        1 | 2 => 1,
        _ => dice.between(2, 12),
    };
    (0..kinds).map(|_| (*dice.pick(Fault::ALL), *dice.pick(&[10, 30, 80, 150]))).collect()
}

fn act(dice: &mut Dice, setting: &Setting, rates: &BTreeMap<Fault, u32>) -> Act {
    let after_ms = match dice.under(20) {
        0..=7 => dice.under(1_500),
        8..=14 => dice.under(15_000),
        15..=18 => dice.under(300_000),
        _ => dice.under(2 * 3_600_000),
    };
    let struck = |fault| rates.get(&fault).copied().unwrap_or(0);
    let kind = if dice.happens(struck(Fault::Suspend) / 2) {
        Kind::Suspend
    } else if dice.happens(struck(Fault::ClockJump) / 2) {
        Kind::Jump
    } else {
        let mut at = dice.under(WEIGHTS.iter().map(|(_, weight)| weight).sum());
        let found = WEIGHTS.iter().find(|(_, weight)| {
            let here = at < *weight;
            at = at.saturating_sub(*weight);
            here
        });
        found.map_or(Kind::SyncNow, |(kind, _)| *kind)
    };
    let places = if kind.is_of_portal() { setting.portals as u64 } else { 2 };
    Act { after_ms, place: usize::try_from(dice.under(places)).unwrap_or(0), kind, pick: dice.roll() }
}

impl Kind {
    /// Whether it happens in a portal, not at a device.
    #[must_use]
    pub const fn is_of_portal(self) -> bool {
        matches!(
            self,
            Self::Customer
                | Self::Colleague
                | Self::File
                | Self::Delete
                | Self::Merge
                | Self::Permission
                | Self::Forget
        )
    }
}

//! Changing how a portal behaves while it runs.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use portal::open::wire::{Side, Ticket, What};

use super::{Portal, lock};
use crate::data::{Draw, stream};
use crate::{FaultKind, Options};

/// A handle on a running portal. Cheap to clone; it may outlive the portal and then changes nothing.
#[derive(Clone, Debug)]
pub struct Control {
    portal: Arc<Portal>,
}

/// What can be changed.
#[derive(Debug)]
pub(super) struct Settings {
    pub(super) latency: Duration,
    pub(super) requests_per_minute: Option<u32>,
    pub(super) retry_after_s: Option<u32>,
    faults: BTreeMap<FaultKind, f64>,
    seed: u64,
    drawn: u64,
}

impl Settings {
    pub(super) fn of(options: &Options) -> Self {
        Self {
            latency: options.latency,
            requests_per_minute: options.requests_per_minute,
            retry_after_s: None,
            faults: options.faults.iter().copied().collect(),
            seed: options.seed,
            drawn: 0,
        }
    }

    /// The fault that hits the next request, if one does.
    pub(super) fn next_fault(&mut self) -> Option<FaultKind> {
        self.drawn += 1;
        let mut left = Draw::of(&[self.seed, stream::FAULT, self.drawn]).share();
        self.faults.iter().find_map(|(kind, rate)| {
            left -= rate;
            (left < 0.0).then_some(*kind)
        })
    }
}

impl Control {
    pub(super) const fn new(portal: Arc<Portal>) -> Self {
        Self { portal }
    }

    /// Lets a fault hit this share of the requests; 0 turns it off, 1 hits every request. Faults exclude each other:
    /// when the shares add up to more than 1, those that come last in [`FaultKind::ALL`] get what is left.
    pub fn set_fault(&self, kind: FaultKind, share: f64) {
        let mut settings = lock(&self.portal.settings);
        if share > 0.0 {
            settings.faults.insert(kind, share);
        } else {
            settings.faults.remove(&kind);
        }
    }

    /// Turns all faults off.
    pub fn clear_faults(&self) {
        lock(&self.portal.settings).faults.clear();
    }

    /// Faults that are on, and their shares.
    #[must_use]
    pub fn faults(&self) -> Vec<(FaultKind, f64)> {
        lock(&self.portal.settings).faults.iter().map(|(kind, share)| (*kind, *share)).collect()
    }

    /// Asks for a wait of so many seconds in the answers of [`FaultKind::RateLimited`] and [`FaultKind::Unavailable`];
    /// `None` means a second or two.
    pub fn set_retry_after(&self, seconds: Option<u32>) {
        lock(&self.portal.settings).retry_after_s = seconds;
    }

    /// Adds this to each answer.
    pub fn set_latency(&self, latency: Duration) {
        lock(&self.portal.settings).latency = latency;
    }

    /// Allows so many requests a minute; `None` means no limit.
    pub fn set_requests_per_minute(&self, limit: Option<u32>) {
        lock(&self.portal.settings).requests_per_minute = limit;
    }

    /// Living changes an hour from now on; 0 freezes the portal.
    pub fn set_changes_per_hour(&self, changes: u32) {
        self.portal.world().set_pace(changes);
    }

    /// Lets so many living changes happen at once, now.
    pub fn hurry(&self, changes: u32) {
        self.portal.world().hurry(changes);
    }

    /// Somebody writes a public message, now. Answers whether there is such a ticket.
    pub fn write(&self, ticket: &str, by: Side, author: &str, text: &str) -> bool {
        self.write_as(ticket, by, author, text, "text/plain")
    }

    /// Somebody writes a public message of a content type, now. Answers whether there is such a ticket.
    pub fn write_as(&self, ticket: &str, by: Side, author: &str, body: &str, mime: &str) -> bool {
        let what = What::Message { public: true, auto: false, body: body.to_owned(), mime: mime.to_owned() };
        self.portal.world().happen(ticket, by, author, what)
    }

    /// Somebody of the staff gives a field another value, now. Answers whether there is such a ticket.
    pub fn set(&self, ticket: &str, author: &str, name: &str, to: Option<&str>) -> bool {
        let mut world = self.portal.world();
        let from = world.value(ticket, name);
        let what = What::Field { name: name.to_owned(), from, to: to.map(str::to_owned) };
        world.happen(ticket, Side::Agent, author, what)
    }

    /// A ticket as it is now.
    #[must_use]
    pub fn ticket(&self, id: &str) -> Option<Ticket> {
        self.portal.world().ticket_by_id(id)
    }

    /// How many tickets there are now, those that are gone included.
    #[must_use]
    pub fn tickets(&self) -> u32 {
        self.portal.world().tickets()
    }
}

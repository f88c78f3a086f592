//! Where an operation is on its way.

use policy::ticket::Ticket;
use portal::{Pull, Push, Receipt, Request};

use crate::asking::Asking;
use crate::effect::{FetchId, Record, Sent};

#[derive(Debug)]
pub(super) enum Stage {
    /// Nothing to do before this monotonic time.
    Waiting { until: u64, why: Why },
    /// Nothing to do before the user decides.
    Parked,
    /// The ticket is read.
    Checking(Reading),
    /// The store writes down where it stands.
    Recording {
        record: Record,
        fresh: Option<Box<Ticket>>,
        /// Milliseconds to wait when it is written down.
        wait_ms: u64,
        retry_at: Option<u64>,
    },
    /// The portal is asked to do it.
    Pushing { push: Box<Push>, attempt: Sent, step: Step, went_out: bool },
    /// Done; the ticket is read again.
    Refreshing { reading: Reading, before: Option<Box<Ticket>>, receipt: Receipt },
}

/// Why an operation waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// The user may still undo it.
    Undo,
    /// What went out may still arrive.
    Settle,
    /// Something failed, or it is not its turn.
    Retry,
}

#[derive(Debug)]
pub(super) struct Reading {
    pub(super) pull: Pull,
    pub(super) asking: Asking,
}

#[derive(Debug)]
pub(super) enum Step {
    /// A request that changes nothing.
    Asking(Asking),
    /// A request that changes something, not sent yet.
    Ready(Request),
    /// On its way.
    Sending(FetchId),
}

impl Stage {
    /// The requests that only read.
    pub(super) const fn asking(&self) -> Option<&Asking> {
        match self {
            Stage::Checking(reading) | Stage::Refreshing { reading, .. } => Some(&reading.asking),
            Stage::Pushing { step: Step::Asking(asking), .. } => Some(asking),
            Stage::Waiting { .. } | Stage::Parked | Stage::Recording { .. } | Stage::Pushing { .. } => None,
        }
    }

    /// See [`Stage::asking`].
    pub(super) const fn asking_mut(&mut self) -> Option<&mut Asking> {
        match self {
            Stage::Checking(reading) | Stage::Refreshing { reading, .. } => Some(&mut reading.asking),
            Stage::Pushing { step: Step::Asking(asking), .. } => Some(asking),
            Stage::Waiting { .. } | Stage::Parked | Stage::Recording { .. } | Stage::Pushing { .. } => None,
        }
    }
}

impl Reading {
    pub(super) fn of(pull: Pull) -> Self {
        Self { pull, asking: Asking::default() }
    }
}

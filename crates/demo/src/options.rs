//! What a demo portal starts with.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use calendar::Moment;

use crate::FaultKind;

/// Tells the time whenever the portal needs it. Time never goes back for the portal, even if the clock does.
pub type Clock = Arc<dyn Fn() -> Moment + Send + Sync>;

/// What a demo portal starts with. [`Options::new`] gives usual values.
#[derive(Clone)]
pub struct Options {
    /// Port on 127.0.0.1; 0 takes any that is free.
    pub port: u16,
    /// The whole data set follows from it.
    pub seed: u64,
    /// Number of tickets at the origin, at most [`Options::MOST`].
    pub size: u32,
    /// How many of them are recent and mostly unsolved; `None` means seven of eight, but at most 100,000.
    pub unsolved: Option<u32>,
    /// The origin: ages of tickets count from it. A portal that is to go on after a restart gets the same origin
    /// again.
    pub now: Moment,
    /// The time. What happens between the origin and the clock's first answer has happened when the portal starts.
    pub clock: Clock,
    /// Living changes an hour, on average; 0 freezes the portal.
    pub changes_per_hour: u32,
    /// Added to each answer.
    pub latency: Duration,
    /// Requests a minute; `None` means no limit.
    pub requests_per_minute: Option<u32>,
    /// Faults and the share of requests that each hits, in `[0, 1]`.
    pub faults: Vec<(FaultKind, f64)>,
}

impl Options {
    /// The most tickets at the origin.
    pub const MOST: u32 = 1_000_000;

    /// Any port, the origin at the clock's present time, a change every 15 seconds, no latency, no faults, 1200 requests
    /// a minute.
    #[must_use]
    pub fn new(seed: u64, size: u32, clock: Clock) -> Self {
        Self {
            port: 0,
            seed,
            size,
            unsolved: None,
            now: clock(),
            clock,
            changes_per_hour: 240,
            latency: Duration::ZERO,
            requests_per_minute: Some(1200),
            faults: Vec::new(),
        }
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("port", &self.port)
            .field("seed", &self.seed)
            .field("size", &self.size)
            .field("unsolved", &self.unsolved)
            .field("now", &self.now)
            .field("changes_per_hour", &self.changes_per_hour)
            .field("latency", &self.latency)
            .field("requests_per_minute", &self.requests_per_minute)
            .field("faults", &self.faults)
            .finish_non_exhaustive()
    }
}

//! What the clocks of the computer show.

use boot_time::Instant;
use calendar::Moment;

/// Where time is read.
#[derive(Debug)]
pub(super) enum Reading {
    /// The computer's clock, and since when its steady counter is read, which goes on while the computer sleeps.
    Computer(Instant),
    /// A wall clock that stands still at an instant, and the same counter.
    Fixed(Moment, Instant),
    /// Clocks that a test moves.
    #[cfg(test)]
    Hands(std::sync::Arc<Hands>),
}

/// Clocks that a test moves, in milliseconds.
#[cfg(test)]
#[derive(Debug, Default)]
pub(super) struct Hands {
    /// What the computer's clock shows.
    pub wall_ms: std::sync::atomic::AtomicI64,
    /// What has really passed.
    pub mono_ms: std::sync::atomic::AtomicU64,
}

impl Reading {
    /// The clocks of this computer, from now; the wall clock stands still at `fixed`.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    pub fn begin(fixed: Option<Moment>) -> Self {
        let begun = Instant::now();
        fixed.map_or(Self::Computer(begun), |at| Self::Fixed(at, begun))
    }

    /// Milliseconds since 1970 as the wall clock shows them.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    pub fn wall_ms(&self) -> i64 {
        use std::time::{SystemTime, UNIX_EPOCH};
        match self {
            Self::Computer(_) => match SystemTime::now().duration_since(UNIX_EPOCH) {
                Ok(since) => i64::try_from(since.as_millis()).unwrap_or(i64::MAX),
                Err(before) => -i64::try_from(before.duration().as_millis()).unwrap_or(i64::MAX),
            },
            Self::Fixed(at, _) => at.0 * 1000,
            #[cfg(test)]
            Self::Hands(hands) => hands.wall_ms.load(std::sync::atomic::Ordering::SeqCst),
        }
    }

    /// Milliseconds that have passed since the start.
    pub fn mono_ms(&self) -> u64 {
        match self {
            Self::Computer(begun) | Self::Fixed(_, begun) => {
                u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX)
            }
            #[cfg(test)]
            Self::Hands(hands) => hands.mono_ms.load(std::sync::atomic::Ordering::SeqCst),
        }
    }

    /// Whether the wall clock stands still.
    pub fn is_fixed(&self) -> bool {
        matches!(self, Self::Fixed(..))
    }
}

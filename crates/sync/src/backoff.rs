//! How long to wait before trying again.

use crate::engine::Entropy;

/// Longest wait between two attempts, in milliseconds: a console that comes back from a flight must not wait longer.
const CEILING_MS: u64 = 120_000;

/// A wait that doubles with each failure, spread at random so that five hundred consoles do not come back at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Backoff {
    failures: u32,
}

impl Backoff {
    /// Without failures.
    #[must_use]
    pub const fn new() -> Self {
        Self { failures: 0 }
    }

    /// Forgets all failures.
    pub const fn reset(&mut self) {
        self.failures = 0;
    }

    /// How many failures there were in a row.
    #[must_use]
    pub const fn failures(&self) -> u32 {
        self.failures
    }

    /// Counts a failure and says how many milliseconds to wait: between half and all of 1, 2, 4, ... 120 seconds.
    pub fn fail(&mut self, entropy: &mut dyn Entropy) -> u64 {
        let full = (1_000_u64 << self.failures.min(7)).min(CEILING_MS);
        self.failures = self.failures.saturating_add(1);
        full / 2 + entropy.below(full / 2 + 1)
    }
}

//! Notices when time did not pass as it should: the computer slept, or somebody set its clock.

use std::sync::Weak;
use std::time::Duration;

use super::{Clock, NOISE_MS};
use crate::console::Console;

/// How often the clocks are looked at.
const PACE: Duration = Duration::from_secs(5);
/// A look that comes so much too late, in milliseconds, means that the computer slept. A busy one is late by less.
const SLEPT_MS: u64 = 15_000;

/// Runs until the console is gone. Waits do not end while a computer sleeps: afterwards everything is counted anew, and
/// the portals are asked at once.
pub(crate) async fn keep(console: Weak<Console>) {
    let mut last: Option<Look> = None;
    loop {
        tokio::time::sleep(PACE).await;
        let Some(console) = console.upgrade() else { return };
        let look = Look::at(&console.clock);
        let passing = last.replace(look).map_or(Passing::Steady, |before| before.until(look));
        if passing == Passing::Steady {
            continue;
        }
        tracing::info!("time went on {passing:?}: the queue is put in order anew");
        let counted = tokio::task::spawn_blocking(move || console.time_went(passing == Passing::Slept)).await;
        if counted.is_err() {
            return;
        }
    }
}

/// What the clocks showed.
#[derive(Clone, Copy, Debug)]
struct Look {
    shown_ms: i64,
    mono_ms: u64,
}

/// How time went from one look to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Passing {
    /// As it should.
    Steady,
    /// The time that is shown is another one: the computer's clock was set, or a portal corrected it.
    Jumped,
    /// The computer slept.
    Slept,
}

impl Look {
    fn at(clock: &Clock) -> Self {
        Self { shown_ms: clock.now_ms(), mono_ms: clock.mono_ms() }
    }

    fn until(self, next: Self) -> Passing {
        let passed_ms = next.mono_ms.saturating_sub(self.mono_ms);
        let pace_ms = u64::try_from(PACE.as_millis()).unwrap_or(u64::MAX);
        if passed_ms >= pace_ms.saturating_add(SLEPT_MS) {
            return Passing::Slept;
        }
        let shown_ms = next.shown_ms - self.shown_ms;
        let off_ms = shown_ms - i64::try_from(passed_ms).unwrap_or(i64::MAX);
        if off_ms.abs() >= NOISE_MS { Passing::Jumped } else { Passing::Steady }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_in_which_time_can_go() {
        let before = Look { shown_ms: 1_000_000, mono_ms: 70_000 };
        for (name, shown_ms, mono_ms, expected) in [
            ("as it should", 5_000, 5_000, Passing::Steady),
            ("a little late", 12_000, 12_000, Passing::Steady),
            ("noise of a correction", 6_900, 5_000, Passing::Steady),
            ("set an hour ahead", 3_605_000, 5_000, Passing::Jumped),
            ("set an hour back", -3_595_000, 5_000, Passing::Jumped),
            ("asleep for an hour", 3_600_000, 3_600_000, Passing::Slept),
            ("asleep, and set back to where it was", 5_000, 3_600_000, Passing::Slept),
        ] {
            let after = Look { shown_ms: before.shown_ms + shown_ms, mono_ms: before.mono_ms + mono_ms };
            assert_eq!(before.until(after), expected, "{name}");
        }
    }
}

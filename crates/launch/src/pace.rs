//! How quickly sessions may follow each other.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::LaunchError;

/// The least time between two starts. Nobody starts sessions faster by hand; a key that is stuck or a script would.
const APART: Duration = Duration::from_secs(1);

/// Keeps the starts of one program apart, whoever asks for them.
#[derive(Debug, Default)]
pub struct Pace {
    last: Mutex<Option<Duration>>,
}

impl Pace {
    /// Takes the right to start a session at `at`, read from a clock that only goes forward.
    ///
    /// # Errors
    /// `TooSoon`: less than a second has passed since the last start.
    pub fn take(&self, at: Duration) -> Result<(), LaunchError> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.is_some_and(|last| at < last + APART) {
            return Err(LaunchError::TooSoon);
        }
        *last = Some(at);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_122_two_hundred_starts_in_a_second_are_one() {
        let pace = Pace::default();
        let started =
            |from: u64| (0..200).filter(|n| pace.take(Duration::from_millis(from + n * 5)).is_ok()).count();
        assert_eq!(started(10_000), 1);
        assert_eq!(started(11_000), 1);
        assert!(pace.take(Duration::from_secs(13)).is_ok());
        assert!(pace.take(Duration::from_millis(13_999)).is_err());
        assert!(pace.take(Duration::from_secs(14)).is_ok());
    }
}

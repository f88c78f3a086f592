//! When an operation wants to be looked at.

use super::stage::{Stage, Step, Why};
use super::task::Task;
use crate::engine::Now;

impl Task {
    pub(super) const fn is_at_rest(&self) -> bool {
        matches!(self.stage, Stage::Waiting { .. } | Stage::Parked)
    }

    pub(super) fn may_begin(&self, now: Now) -> bool {
        self.begins_at().is_some_and(|at| at <= now.mono_ms)
    }

    pub(super) const fn begins_at(&self) -> Option<u64> {
        match self.stage {
            Stage::Waiting { until, .. } => Some(until),
            Stage::Parked
            | Stage::Checking(_)
            | Stage::Recording { .. }
            | Stage::Pushing { .. }
            | Stage::Refreshing { .. } => None,
        }
    }

    pub(super) fn may_retry(&self, now: Now) -> bool {
        self.retries_at().is_some_and(|at| at <= now.mono_ms)
    }

    pub(super) const fn retries_at(&self) -> Option<u64> {
        match self.stage {
            Stage::Recording { retry_at, .. } => retry_at,
            Stage::Waiting { .. }
            | Stage::Parked
            | Stage::Checking(_)
            | Stage::Pushing { .. }
            | Stage::Refreshing { .. } => None,
        }
    }

    /// The time to undo is the user's, and what may still arrive does not arrive sooner.
    pub(super) fn hurry(&mut self) {
        match &mut self.stage {
            Stage::Waiting { until, why: Why::Retry } => *until = 0,
            Stage::Waiting { .. } | Stage::Parked => {}
            Stage::Checking(reading) | Stage::Refreshing { reading, .. } => reading.asking.hurry(),
            Stage::Recording { retry_at, .. } => *retry_at = retry_at.map(|_| 0),
            Stage::Pushing { step, .. } => {
                if let Step::Asking(asking) = step {
                    asking.hurry();
                }
            }
        }
    }

    pub(super) fn wake_at(&self, now: Now) -> Option<u64> {
        self.stage.asking()?.wake_at(now)
    }
}

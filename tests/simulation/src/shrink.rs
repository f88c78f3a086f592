//! Makes a failing run shorter: fewer acts, fewer kinds of faults, and still the same invariant broken.

use crate::plan::Plan;
use crate::world;

/// Runs that are spent on it.
const MOST: u32 = 400;

/// The shortest plan found that breaks the same invariant.
#[must_use]
pub fn shrink(plan: &Plan, which: &str, bug: &str) -> Plan {
    let mut best = plan.clone();
    let mut left = MOST;
    let mut fails = |candidate: &Plan| {
        left = left.saturating_sub(1);
        left > 0
            && world::run(candidate, u64::MAX, bug, false).broken.is_some_and(|(broken, _)| broken == which)
    };
    for fault in plan.rates.keys() {
        let mut fewer = best.clone();
        fewer.rates.remove(fault);
        if fails(&fewer) {
            best = fewer;
        }
    }
    let mut size = best.acts.len() / 2;
    while size > 0 {
        let mut at = 0;
        while at < best.acts.len() {
            let mut fewer = best.clone();
            fewer.acts.drain(at..(at + size).min(best.acts.len()));
            if fails(&fewer) {
                best = fewer;
            } else {
                at += size;
            }
        }
        size /= 2;
    }
    best
}

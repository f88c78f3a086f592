//! Many seeds, one after the other.

use crate::check::Broken;
use crate::fault::Struck;
use crate::plan::Plan;
use crate::{regress, shrink, world};

/// What came of many runs.
#[derive(Debug, Default)]
pub struct Sum {
    /// Runs.
    pub runs: u64,
    /// Runs that were made twice, to see that both were equal.
    pub twice: u64,
    /// Faults that struck.
    pub struck: Struck,
    /// Operations: done, waiting for the user, taken back.
    pub operations: [u64; 3],
    /// The most rounds that one run needed to settle.
    pub rounds: u32,
}

/// Runs seeds until one fails; one in a hundred is run twice.
///
/// # Errors
/// The failed seed and what it broke.
pub fn run(from: u64, seeds: u64, bug: &str) -> Result<Sum, (u64, Broken)> {
    let mut sum = Sum::default();
    for seed in from..from + seeds {
        let plan = Plan::draw(seed);
        let outcome = world::run(&plan, seed, bug, false);
        if let Some(broken) = outcome.broken {
            return Err((seed, broken));
        }
        if seed % 100 == 7 {
            sum.twice += 1;
            let again = world::run(&plan, seed, bug, false);
            if again.trace != outcome.trace {
                return Err((seed, ("trace", "the same seed went another way".to_owned())));
            }
        }
        sum.runs += 1;
        sum.struck.add(&outcome.struck);
        sum.rounds = sum.rounds.max(outcome.rounds);
        for (all, one) in sum.operations.iter_mut().zip(outcome.operations) {
            *all += one;
        }
    }
    Ok(sum)
}

/// Makes a failed run shorter and keeps it; answers what to tell.
#[must_use]
pub fn explain(seed: u64, broken: &Broken) -> String {
    let plan = shrink::shrink(&Plan::draw(seed), broken.0, "");
    let kept = regress::keep(&plan, broken.0).unwrap_or_else(|error| error.to_string());
    format!(
        "seed {seed} breaks {}: {}\n{} acts are left, kept as {kept}",
        broken.0,
        broken.1,
        plan.acts.len()
    )
}

//! What the factors of a pack give, worked out once for a whole queue.

use calendar::Moment;

use super::Standing;
use super::score::Millionths;
use crate::pack::{FactorKind, Pack};

/// The factors of a pack in its order, each with its shares of the score where a few words decide them.
pub(super) struct Scale<'a> {
    pub(super) pack: &'a Pack,
    parts: Vec<Part>,
}

/// One factor.
struct Part {
    kind: FactorKind,
    weight: f64,
    /// The share of each term, from the highest; empty for a factor that depends on time.
    shares: Vec<f64>,
    /// The share where the term is not known.
    unknown: f64,
}

impl<'a> Scale<'a> {
    pub(super) fn of(pack: &'a Pack) -> Self {
        let part = |kind: FactorKind, weight: f64| {
            let share = |index| weight * kind.of_term(index, pack).unwrap_or(0.0);
            let shares = (0..kind.terms(pack)).map(|index| share(Some(index))).collect();
            Part { kind, weight, shares, unknown: share(None) }
        };
        Self { pack, parts: pack.order.iter().map(|factor| part(factor.kind, factor.weight)).collect() }
    }

    /// The same as [`Standing::score`]: the same numbers, added in the same order.
    pub(super) fn score(&self, standing: &Standing, now: Moment) -> Millionths {
        let sum = self.parts.iter().map(|part| part.share(standing, self.pack, now)).sum();
        Millionths::round(sum)
    }
}

impl Part {
    fn share(&self, standing: &Standing, pack: &Pack, now: Moment) -> f64 {
        let index = match self.kind {
            FactorKind::Plan => standing.plan_in_force(pack, now),
            FactorKind::Severity => standing.severity(),
            FactorKind::Classification => standing.classification(),
            FactorKind::Urgency | FactorKind::Waiting => {
                return self.weight * standing.factor(self.kind, pack, now);
            }
        };
        index.and_then(|index| self.shares.get(index)).copied().unwrap_or(self.unknown)
    }
}

//! The score within a lane, and the key that orders tickets. No allocation: this runs for every ticket each minute.

use calendar::Moment;

use super::Standing;
use crate::answer::Lane;
use crate::pack::{FactorKind, Pack};

/// What tickets are ordered by before their id: lane, score descending, due (none last), created.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// Lane.
    pub lane: Lane,
    /// Score, highest first.
    pub score: std::cmp::Reverse<Millionths>,
    /// Due of the governing clock; [`Moment::FOREVER`] when there is none.
    pub due: Moment,
    /// When the ticket was filed.
    pub created: Moment,
}

impl Key {
    /// Lane, score and due in one number that never orders two keys in another way than they are: what does not fit is
    /// cut, and then two keys may have the same number.
    pub(super) fn head(&self) -> u64 {
        const DUE: i64 = 1 << 40;
        const SCORE: i64 = (1 << 21) - 1;
        let due = (self.due.0.clamp(-DUE, DUE - 1) + DUE).unsigned_abs();
        let score = (SCORE - self.score.0.0.clamp(0, SCORE)).unsigned_abs();
        ((self.lane as u64) << 62) | (score << 41) | due
    }
}

/// A score in millionths, so that comparing is exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Millionths(pub i64);

impl Millionths {
    /// Rounds to six decimals.
    pub(super) fn round(value: f64) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "scores lie from 0 to 1")]
        Self((value * 1e6).round() as i64)
    }

    /// The decimal fraction.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "scores lie from 0 to 1")]
        let millionths = self.0 as f64;
        millionths / 1e6
    }
}

/// What the urgency of a ticket was read from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Urgency {
    /// Its governing clock: index, elapsed and target seconds.
    Clock { index: usize, elapsed: i64, target: i64 },
    /// No target is published for what the customer waits for: seconds since the customer's last message.
    Waiting { seconds: i64 },
    /// What was promised is kept or held, and the customer waits for nothing.
    Nothing,
}

impl Standing {
    /// The key at `now`; `None` for solved, closed and merged tickets.
    #[must_use]
    pub fn key(&self, pack: &Pack, now: Moment) -> Option<Key> {
        let lane = self.lane(pack, now)?;
        let due = self.governing_track(now).and_then(|index| self.tracks(now)[index].due);
        Some(Key {
            lane,
            score: std::cmp::Reverse(self.score(pack, now)),
            due: due.unwrap_or(Moment::FOREVER),
            created: self.created,
        })
    }

    /// The weighted sum of the pack's factors at `now`.
    #[must_use]
    pub fn score(&self, pack: &Pack, now: Moment) -> Millionths {
        let sum = pack.order.iter().map(|factor| factor.weight * self.factor(factor.kind, pack, now)).sum();
        Millionths::round(sum)
    }

    /// One factor, from 0 to 1.
    pub(super) fn factor(&self, kind: FactorKind, pack: &Pack, now: Moment) -> f64 {
        match kind {
            FactorKind::Plan => rank(self.in_force(pack, now).plan, pack.plans.len(), 0.0),
            FactorKind::Severity => rank(self.severity(), pack.severities.len(), 0.5),
            FactorKind::Classification => rank(self.classification(), pack.classifications.len(), 0.5),
            FactorKind::Waiting => share(self.waited(now), pack.waiting_limit_s, 1.0),
            FactorKind::Urgency => match self.urgency(pack, now) {
                Urgency::Clock { elapsed, target, .. } => share(elapsed, target, 2.0) / 2.0,
                Urgency::Waiting { seconds } => share(seconds, pack.waiting_limit_s, 1.0),
                Urgency::Nothing => 0.0,
            },
        }
    }

    pub(super) fn urgency(&self, pack: &Pack, now: Moment) -> Urgency {
        let governing = self.governing_track(now).and_then(|index| {
            let track = &self.tracks(now)[index];
            Some((index, track, track.aim.seconds?))
        });
        match governing {
            Some((index, track, target)) => {
                Urgency::Clock { index, elapsed: track.elapsed(pack, now), target }
            }
            None if self.has_target(now) && self.waiting_since.is_none() => Urgency::Nothing,
            None => Urgency::Waiting { seconds: self.waited(now) },
        }
    }

    /// Whether a clock that has started has a published target, kept, broken or held.
    fn has_target(&self, now: Moment) -> bool {
        self.tracks(now).iter().any(|track| track.start.is_some() && track.aim.seconds.is_some())
    }

    /// Seconds since the customer's last message.
    pub(super) fn waited(&self, now: Moment) -> i64 {
        now.since(self.last_word).max(0)
    }
}

/// The highest is 1, the lowest 0.
fn rank(index: Option<usize>, count: usize, unknown: f64) -> f64 {
    let Some(index) = index else { return unknown };
    if count < 2 {
        return 1.0;
    }
    1.0 - ratio(index as i64, count as i64 - 1)
}

/// `part / whole`, at most `most`. Of nothing, nothing is left: a zero target is used up at once.
fn share(part: i64, whole: i64, most: f64) -> f64 {
    if whole <= 0 { most } else { ratio(part, whole).min(most) }
}

#[expect(clippy::cast_precision_loss, reason = "seconds of centuries fit into 53 bits")]
fn ratio(part: i64, whole: i64) -> f64 {
    part as f64 / whole as f64
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;

    use super::{Key, Lane, Millionths, Moment};

    /// A number may be equal where keys differ, but never the other way round.
    #[test]
    fn the_number_of_a_key_keeps_its_order() {
        let dues = [i64::MIN, -(1 << 41), -5, 0, 1_795_262_400, 1_795_262_401, 1 << 41, i64::MAX];
        let lanes = [Lane::Main, Lane::Deprioritized, Lane::WaitingOnCustomer, Lane::Refused];
        let mut keys = Vec::new();
        for lane in lanes {
            for score in [0, 1, 499_999, 500_000, 1_000_000] {
                for due in dues {
                    let score = Reverse(Millionths(score));
                    keys.push(Key { lane, score, due: Moment(due), created: Moment(0) });
                }
            }
        }
        keys.sort_unstable();
        assert!(keys.is_sorted_by_key(Key::head));
        let near = keys.windows(2).filter(|pair| pair[0].head() == pair[1].head());
        assert!(near.clone().all(|pair| pair[0].due.0.unsigned_abs() > 1 << 40), "only far dues are cut");
    }
}

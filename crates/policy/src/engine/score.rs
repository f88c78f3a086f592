//! The score within a lane, and the key that orders tickets. No allocation: this runs for every ticket each minute.

use std::cmp::Reverse;

use calendar::Moment;

use super::Standing;
use super::scale::Scale;
use crate::answer::Lane;
use crate::pack::{FactorKind, Pack};

/// What tickets are ordered by before their id: lane, score descending, due (none last), created.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// Lane.
    pub lane: Lane,
    /// Score, highest first.
    pub score: Reverse<Millionths>,
    /// Due of the governing clock; [`Moment::FOREVER`] when there is none.
    pub due: Moment,
    /// When the ticket was filed.
    pub created: Moment,
}

impl Key {
    /// Lane, score and due in one number.
    #[must_use]
    pub fn rank(&self) -> Rank {
        let due = (self.due.0.clamp(-DUE, DUE - 1) + DUE).unsigned_abs();
        let score = (SCORE - self.score.0.0.clamp(0, SCORE)).unsigned_abs();
        Rank(((self.lane as u64) << LANE_AT) | (score << SCORE_AT) | due)
    }
}

/// Lane, score and due of a ticket in one number, so that comparing and sorting is quick. It holds every score that a
/// policy can give and every due that can be written, so two tickets of the same rank are told apart by their creation
/// and their id alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank(u64);

const LANE_AT: u32 = 62;
const SCORE_AT: u32 = 41;
const DUE: i64 = 1 << (SCORE_AT - 1);
const SCORE: i64 = (1 << (LANE_AT - SCORE_AT)) - 1;

impl Rank {
    /// After the last ticket of the main lane that a policy orders.
    pub const END_OF_MAIN: Self = Self((1 << LANE_AT) - 1);

    /// The lane.
    #[must_use]
    pub const fn lane(self) -> Lane {
        match self.0 >> LANE_AT {
            0 => Lane::Main,
            1 => Lane::Deprioritized,
            2 => Lane::WaitingOnCustomer,
            _ => Lane::Refused,
        }
    }
}

/// A score in millionths, so that comparing is exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Millionths(pub i64);

impl Millionths {
    /// Rounds to six decimals. Scores are never negative, so cutting off after a half more is enough, and far quicker
    /// than a call of `round`, which most processors' base instructions lack.
    pub(super) fn round(value: f64) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "scores lie from 0 to 1")]
        Self((value * 1e6 + 0.5) as i64)
    }

    /// The decimal fraction.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "scores lie from 0 to 1")]
        let millionths = self.0 as f64;
        millionths / 1e6
    }
}

/// So many times its target used up makes a clock as urgent as can be.
const MOST_URGENT: f64 = 2.0;

/// What the urgency of a ticket was read from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Urgency {
    /// The running clock that is used up the most: index, elapsed and target seconds.
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
        self.key_by(pack, now, || self.score(pack, now))
    }

    /// The rank at `now`; `None` for solved, closed and merged tickets.
    #[must_use]
    pub fn rank(&self, pack: &Pack, now: Moment) -> Option<Rank> {
        self.key(pack, now).map(|key| key.rank())
    }

    /// As [`Self::rank`], by the scale of its pack.
    pub(super) fn rank_on(&self, scale: &Scale<'_>, now: Moment) -> Option<Rank> {
        self.key_by(scale.pack, now, || scale.score(self, now)).map(|key| key.rank())
    }

    fn key_by(&self, pack: &Pack, now: Moment, score: impl FnOnce() -> Millionths) -> Option<Key> {
        let lane = self.lane(pack, now)?;
        let due = self.past(now).tracks.governing().and_then(|(_, track)| track.due());
        Some(Key {
            lane,
            score: Reverse(score()),
            due: due.unwrap_or(Moment::FOREVER),
            created: self.created(),
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
            FactorKind::Plan => kind.of_term(self.plan_in_force(pack, now), pack).unwrap_or(0.0),
            FactorKind::Severity => kind.of_term(self.severity(), pack).unwrap_or(0.0),
            FactorKind::Classification => kind.of_term(self.classification(), pack).unwrap_or(0.0),
            FactorKind::Waiting => share(self.waited(now), pack.waiting_limit_s, 1.0),
            FactorKind::Urgency => match self.urgency(pack, now) {
                Urgency::Clock { elapsed, target, .. } => share(elapsed, target, MOST_URGENT) / MOST_URGENT,
                Urgency::Waiting { seconds } => share(seconds, pack.waiting_limit_s, 1.0),
                Urgency::Nothing => 0.0,
            },
        }
    }

    /// By the running clock that is used up the most; of several the one with the earliest due. By that one alone, a
    /// promise more, or a nearer one, would make a ticket less urgent.
    pub(super) fn urgency(&self, pack: &Pack, now: Moment) -> Urgency {
        let tracks = &self.past(now).tracks;
        let mut most: Option<(f64, Urgency)> = None;
        for (index, track, target) in tracks.running() {
            let elapsed = self.elapsed(index, track, pack, now);
            let used = share(elapsed, target, MOST_URGENT);
            if most.is_none_or(|(known, _)| used > known) {
                most = Some((used, Urgency::Clock { index, elapsed, target }));
            }
            // Most tickets need no look at their other clocks: there is none, or none of them can be used up more.
            let is_most = tracks.next_due().is_none_or(|next| used >= 1.0 && now < next);
            if is_most || used >= MOST_URGENT {
                break;
            }
        }
        match most {
            Some((_, clock)) => clock,
            None if tracks.has_target() && self.waiting_since().is_none() => Urgency::Nothing,
            None => Urgency::Waiting { seconds: self.waited(now) },
        }
    }

    /// Seconds since the customer's last message.
    pub(super) fn waited(&self, now: Moment) -> i64 {
        self.last_word.moment().map_or(0, |last| now.since(last).max(0))
    }
}

impl FactorKind {
    /// The factor of a term of its kind, from 0 to 1, or of none that is known; `None` for a factor of time.
    pub(super) fn of_term(self, index: Option<usize>, pack: &Pack) -> Option<f64> {
        let unknown = match self {
            Self::Plan => 0.0,
            Self::Severity | Self::Classification => 0.5,
            Self::Urgency | Self::Waiting => return None,
        };
        Some(rank(index, self.terms(pack), unknown))
    }

    /// How many terms of its kind there are.
    pub(super) fn terms(self, pack: &Pack) -> usize {
        match self {
            Self::Plan => pack.plans.len(),
            Self::Severity => pack.severities.len(),
            Self::Classification => pack.classifications.len(),
            Self::Urgency | Self::Waiting => 0,
        }
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

    use super::{Key, Lane, Millionths, Moment, Rank};

    const LANES: [Lane; 4] = [Lane::Main, Lane::Deprioritized, Lane::WaitingOnCustomer, Lane::Refused];
    /// The first and the last second that can be written, and no due.
    const DUES: [i64; 6] = [-62_167_219_200, -5, 0, 1_795_262_400, 253_402_300_799, i64::MAX];

    fn keys() -> Vec<Key> {
        let mut keys = Vec::new();
        for lane in LANES {
            for score in [0, 1, 499_999, 500_000, 1_000_000] {
                let score = Reverse(Millionths(score));
                keys.extend(DUES.map(|due| Key { lane, score, due: Moment(due), created: Moment(0) }));
            }
        }
        keys.sort_unstable();
        keys
    }

    #[test]
    fn the_rank_of_a_key_keeps_its_order() {
        let ranks: Vec<Rank> = keys().iter().map(Key::rank).collect();
        assert!(ranks.is_sorted_by(|one, other| one < other), "no two keys have the same rank");
        for (key, rank) in keys().iter().zip(ranks) {
            assert_eq!(rank.lane(), key.lane);
            assert_eq!(rank <= Rank::END_OF_MAIN, key.lane == Lane::Main);
        }
    }

    /// Numbers that nobody can write are cut, and never order two keys the other way round.
    #[test]
    fn the_rank_of_a_far_key_keeps_its_order() {
        let mut keys = keys();
        let far = [i64::MIN, -(1 << 41), 1 << 41].map(|due| Key { due: Moment(due), ..keys[0] });
        keys.extend(far);
        keys.sort_unstable();
        assert!(keys.is_sorted_by_key(Key::rank));
    }
}

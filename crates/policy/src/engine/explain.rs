//! The whole answer for one ticket, with its reasons.

use calendar::Moment;

use super::score::{Millionths, Urgency};
use super::{Notice, Standing};
use crate::answer::{Answer, Flag, Reason};
use crate::pack::{Factor, FactorKind, Pack, Term};

impl Standing {
    /// The answer at `now` in the public format. `position` is left out for solved, closed and merged tickets,
    /// whatever is passed.
    #[must_use]
    pub fn answer(&self, id: &str, pack: &Pack, now: Moment, position: Option<u64>) -> Answer {
        let lane = self.lane(pack, now);
        Answer {
            id: id.to_owned(),
            position: position.filter(|_| lane.is_some()),
            lane,
            score: lane.map(|_| self.score(pack, now).to_f64()),
            clocks: self.clocks(pack, now).map(|clock| clock.answer()).collect(),
            flags: self.flags(pack, now),
            why: if lane.is_some() { self.why(pack, now) } else { Vec::new() },
        }
    }

    /// The flags at `now`, sorted, each once.
    #[must_use]
    pub fn flags(&self, pack: &Pack, now: Moment) -> Vec<Flag> {
        let mut flags: Vec<Flag> =
            self.notices(pack, now).into_iter().map(|Notice { flag, .. }| flag).collect();
        flags.dedup();
        flags
    }

    /// Why the ticket stands where it stands: factors in the pack's order, then which plan holds after the end of a
    /// contract, then the reason for its lane.
    #[must_use]
    pub fn why(&self, pack: &Pack, now: Moment) -> Vec<Reason> {
        let factors = pack.order.iter().map(|factor| self.reason(factor, pack, now));
        let ended = self.ended_plan(pack, now).map(|ended| Reason {
            factor: "contract".to_owned(),
            value: 0.0,
            weight: 0.0,
            share: 0.0,
            detail: ended.text,
            basis: ended.basis,
            clause: ended.clause,
        });
        factors.chain(ended).chain(self.placement(pack, now).reason()).collect()
    }

    fn reason(&self, factor: &Factor, pack: &Pack, now: Moment) -> Reason {
        let value = self.factor(factor.kind, pack, now);
        Reason {
            factor: factor.kind.word().to_owned(),
            value: Millionths::round(value).to_f64(),
            weight: factor.weight,
            share: Millionths::round(value * factor.weight).to_f64(),
            detail: self.detail(factor.kind, pack, now),
            basis: factor.source.basis,
            clause: factor.source.clause.clone(),
        }
    }

    /// What was read, in a few words.
    fn detail(&self, kind: FactorKind, pack: &Pack, now: Moment) -> String {
        match kind {
            FactorKind::Plan => named(self.plan_in_force(pack, now), &pack.plans),
            FactorKind::Severity => named(self.severity(), &pack.severities),
            FactorKind::Classification => named(self.classification(), &pack.classifications),
            FactorKind::Waiting => self.waiting_words(pack, now),
            FactorKind::Urgency => match self.urgency(pack, now) {
                Urgency::Clock { index, elapsed, target } => {
                    let name = pack.clocks.get(index).map_or("", |clock| clock.name.as_str());
                    format!("{}: {} of {}", name.replace('-', " "), span(elapsed), span(target))
                }
                Urgency::Nothing => "nothing that was promised is open".to_owned(),
                Urgency::Waiting { .. } => format!("no target runs; {}", self.waiting_words(pack, now)),
            },
        }
    }

    fn waiting_words(&self, pack: &Pack, now: Moment) -> String {
        let (waited, limit) = (span(self.waited(now)), span(pack.waiting_limit_s));
        format!("customer's last message {waited} ago, full at {limit}")
    }
}

impl FactorKind {
    /// All kinds.
    pub(super) const ALL: [Self; 5] =
        [Self::Plan, Self::Severity, Self::Classification, Self::Urgency, Self::Waiting];

    /// The word of the public format.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Severity => "severity",
            Self::Classification => "classification",
            Self::Urgency => "urgency",
            Self::Waiting => "waiting",
        }
    }
}

fn named(index: Option<usize>, terms: &[Term]) -> String {
    index.and_then(|index| terms.get(index)).map_or_else(|| "not known".to_owned(), |term| term.name.clone())
}

/// A length in its two largest units, cut: `45 s`, `1 h 30 min`, `2 d 3 h`, `14 d`.
fn span(seconds: i64) -> String {
    const UNITS: [(i64, &str); 4] = [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")];
    let sign = if seconds < 0 { "-" } else { "" };
    let mut left = seconds.saturating_abs();
    let largest = UNITS.iter().position(|(size, _)| left >= *size).unwrap_or(UNITS.len() - 1);
    let mut parts = Vec::new();
    for (size, unit) in UNITS.iter().skip(largest).take(2) {
        if left >= *size || parts.is_empty() {
            parts.push(format!("{} {unit}", left / size));
        }
        left %= size;
    }
    format!("{sign}{}", parts.join(" "))
}

#[cfg(test)]
mod tests {
    use super::span;

    #[test]
    fn lengths_read_in_their_two_largest_units() {
        let cases = [
            (0, "0 s"),
            (45, "45 s"),
            (5_400, "1 h 30 min"),
            (7_205, "2 h"),
            (183_600, "2 d 3 h"),
            (1_209_600, "14 d"),
        ];
        for (seconds, words) in cases {
            assert_eq!(span(seconds), words);
        }
    }
}

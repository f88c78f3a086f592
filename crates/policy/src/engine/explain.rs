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

    /// Why the ticket stands where it stands: factors in the pack's order, then the reason for its lane.
    #[must_use]
    pub fn why(&self, pack: &Pack, now: Moment) -> Vec<Reason> {
        let factors = pack.order.iter().map(|factor| self.reason(factor, pack, now));
        factors.chain(self.placement(pack, now).reason()).collect()
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
            FactorKind::Plan => named(self.terms.plan, &pack.plans),
            FactorKind::Severity => named(self.terms.severity, &pack.severities),
            FactorKind::Classification => named(self.terms.classification, &pack.classifications),
            FactorKind::Waiting => self.waiting_words(pack, now),
            FactorKind::Urgency => match self.urgency(pack, now) {
                Urgency::Clock { index, elapsed, target } => {
                    let name = pack.clocks.get(index).map_or("", |clock| clock.name.as_str());
                    format!("{name}: {} s of {} s", grouped(elapsed), grouped(target))
                }
                Urgency::Nothing => "nothing that was promised is open".to_owned(),
                Urgency::Waiting { .. } => format!("no target runs; {}", self.waiting_words(pack, now)),
            },
        }
    }

    fn waiting_words(&self, pack: &Pack, now: Moment) -> String {
        let (waited, limit) = (grouped(self.waited(now)), grouped(pack.waiting_limit_s));
        format!("customer's last message {waited} s ago, full at {limit} s")
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
    index.and_then(|index| terms.get(index)).map_or_else(|| "not known".to_owned(), |term| term.id.clone())
}

/// A number with its thousands set apart, as in `86,400`.
fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::from(if number < 0 { "-" } else { "" });
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

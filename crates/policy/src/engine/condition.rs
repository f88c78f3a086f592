//! Conditions of lanes, flags and refusals. A fact that is not known makes its test unknown, never false.

use calendar::Moment;

use super::Standing;
use crate::facts::Payments;
use crate::pack::{Fact, Pack, Test, VersionWord};

/// Whether a rule applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// All tests hold.
    Applies,
    /// A test fails, whatever the unknown facts are.
    Fails,
    /// No test fails, but a fact is not known: the first one.
    Unknown(Fact),
}

/// Judges all tests of a rule at `now`.
pub(crate) fn verdict(tests: &[Test], standing: &Standing, pack: &Pack, now: Moment) -> Verdict {
    let mut unknown = None;
    for test in tests {
        match holds(test, standing, pack, now) {
            Some(true) => {}
            Some(false) => return Verdict::Fails,
            None => unknown = unknown.or(Some(test.fact)),
        }
    }
    unknown.map_or(Verdict::Applies, Verdict::Unknown)
}

fn holds(test: &Test, standing: &Standing, pack: &Pack, now: Moment) -> Option<bool> {
    let among = match test.fact {
        Fact::HoursNow => hours_are(test, pack, now),
        // The first instant of the present severity decides; without a severity there is none.
        Fact::HoursAtSeverity => {
            standing.terms.severity?;
            hours_are(test, pack, standing.severity_since)
        }
        // Where nobody has entered releases of the product, versions decide nothing, and nothing is missing.
        Fact::Version if !standing.version.is_listed() => return Some(false),
        Fact::Plan
        | Fact::Severity
        | Fact::Classification
        | Fact::Channel
        | Fact::Contract
        | Fact::Payments
        | Fact::Contact
        | Fact::Standing
        | Fact::Licenses
        | Fact::Version => {
            let word = word(test.fact, standing, pack, now)?;
            test.any_of.iter().any(|allowed| allowed == word)
        }
    };
    Some(among != test.negated)
}

/// The word of a fact; `None` where it is not known.
fn word<'a>(fact: Fact, standing: &Standing, pack: &'a Pack, now: Moment) -> Option<&'a str> {
    let known = &standing.known;
    match fact {
        Fact::Plan => pack.plans.get(standing.terms.plan?).map(|term| term.id.as_str()),
        Fact::Severity => pack.severities.get(standing.terms.severity?).map(|term| term.id.as_str()),
        Fact::Classification => {
            pack.classifications.get(standing.terms.classification?).map(|term| term.id.as_str())
        }
        Fact::Channel => known.channel,
        Fact::Contract => contract_word(standing, pack, now),
        Fact::Payments => known.payments.map(|payments| match payments {
            Payments::Current => "current",
            Payments::Overdue => "overdue",
        }),
        Fact::Contact => known.named.map(|named| if named { "named" } else { "other" }),
        Fact::Standing => known.conduct,
        Fact::Licenses => known.all_licenses.map(|all| if all { "all" } else { "some" }),
        Fact::Version => standing.version.word(now).map(VersionWord::word),
        Fact::HoursAtSeverity | Fact::HoursNow => None,
    }
}

/// A contract without a first day counts from ever; one without a last day is not known to be current.
fn contract_word(standing: &Standing, pack: &Pack, now: Moment) -> Option<&'static str> {
    let plan = standing.terms.plan.and_then(|plan| pack.plans.get(plan));
    if plan.is_some_and(|plan| plan.id == "none") {
        return Some("none");
    }
    let (from, to) = (standing.known.contract_from, standing.known.contract_to);
    if from.is_some_and(|from| now < from) {
        return Some("not-started");
    }
    to.map(|to| if now < to { "current" } else { "ended" })
}

/// Whether one of the words `<calendar>:open` or `<calendar>:closed` is true at an instant.
fn hours_are(test: &Test, pack: &Pack, at: Moment) -> bool {
    test.any_of.iter().any(|word| {
        let Some((id, state)) = word.rsplit_once(':') else { return false };
        let named = pack.calendars.iter().find(|named| named.id == id);
        named.is_some_and(|named| named.calendar.is_open(at) == (state == "open"))
    })
}

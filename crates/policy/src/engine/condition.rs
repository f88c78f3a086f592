//! Conditions of lanes, flags and refusals. A fact that is not known makes its test unknown, never false.

use calendar::Moment;
use chrono::{Days, NaiveDate};

use super::{CHANNELS, CONDUCTS, Standing};
use crate::allowance;
use crate::facts::{Payments, RemoteAccess};
use crate::lifecycle::midnight;
use crate::pack::{Counted, Fact, Pack, Test, VersionWord, purchase_days};

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
    if is_idle(tests, standing) {
        return Verdict::Fails;
    }
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

/// Whether a rule looks at what nobody has entered and every ticket would lack: the releases of a product, or whether a
/// customer gives remote access. Such a rule moves no ticket and raises no flag, and nothing is missing for it.
pub(crate) fn is_idle(tests: &[Test], standing: &Standing) -> bool {
    let no_releases = !standing.version.is_listed();
    let no_access_entered = standing.known.remote_access.is_none();
    tests.iter().any(|test| {
        (no_releases && matches!(test.fact, Fact::Version | Fact::Release))
            || (no_access_entered && test.fact == Fact::RemoteAccess)
    })
}

/// Whether a row hangs on the kind of a release of which nobody has entered any.
pub(crate) fn lacks_releases(tests: &[Test], standing: &Standing) -> bool {
    !standing.version.is_listed() && tests.iter().any(|test| test.fact == Fact::Release)
}

/// What is not known of a rule at `now`, in the order of its tests: nothing when the rule applies, `None` when it fails
/// whatever the unknown facts are. It is stricter than [`verdict`]: a contract without a first day is not known to have
/// begun, and dates without a plan may be those of nothing.
pub(crate) fn missing(tests: &[Test], standing: &Standing, pack: &Pack, now: Moment) -> Option<Vec<Fact>> {
    let mut missing = Vec::new();
    for test in tests {
        let doubt = if test.fact == Fact::Contract { contract_doubt(standing, pack, now) } else { None };
        let holds = if doubt.is_some() { None } else { holds(test, standing, pack, now) };
        let fact = doubt.unwrap_or(test.fact);
        match holds {
            Some(true) => {}
            Some(false) => return None,
            None => missing.push(fact),
        }
    }
    Some(missing)
}

/// What else has to be known before the word of the contract is certain.
fn contract_doubt(standing: &Standing, pack: &Pack, now: Moment) -> Option<Fact> {
    if standing.plan().is_none() {
        return Some(Fact::Plan);
    }
    let begun =
        standing.known.contract_from.get().is_some() || contract_word(standing, pack, now) != Some("current");
    if begun { None } else { Some(Fact::Contract) }
}

fn holds(test: &Test, standing: &Standing, pack: &Pack, now: Moment) -> Option<bool> {
    let among = match test.fact {
        Fact::HoursNow => hours_are(test, pack, now),
        // The first instant of the present severity decides; without a severity there is none.
        Fact::HoursAtSeverity => {
            standing.severity()?;
            hours_are(test, pack, standing.severity_since.moment()?)
        }
        Fact::Purchase => purchased(test, standing, pack, now)?,
        Fact::Plan
        | Fact::Severity
        | Fact::Classification
        | Fact::Channel
        | Fact::Contract
        | Fact::Payments
        | Fact::RemoteAccess
        | Fact::Contact
        | Fact::Standing
        | Fact::Licenses
        | Fact::Version
        | Fact::Release
        | Fact::Appointment
        | Fact::Response
        | Fact::Status
        | Fact::Tickets
        | Fact::Credits => {
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
        Fact::Plan => pack.plans.get(standing.plan_in_force(pack, now)?).map(|term| term.id.as_str()),
        Fact::Severity => pack.severities.get(standing.severity()?).map(|term| term.id.as_str()),
        Fact::Classification => {
            pack.classifications.get(standing.classification()?).map(|term| term.id.as_str())
        }
        Fact::Channel => CHANNELS.get(usize::from(known.channel?)).copied(),
        Fact::Contract => contract_word(standing, pack, now),
        Fact::Payments => known.payments.map(|payments| match payments {
            Payments::Current => "current",
            Payments::Overdue => "overdue",
        }),
        Fact::RemoteAccess => known.remote_access.map(|access| match access {
            RemoteAccess::Given => "given",
            RemoteAccess::Impossible => "impossible",
        }),
        Fact::Contact => known.named.map(|named| if named { "named" } else { "other" }),
        Fact::Standing => CONDUCTS.get(usize::from(known.conduct?)).copied(),
        Fact::Licenses => known.all_licenses.map(|all| if all { "all" } else { "some" }),
        Fact::Version => standing.version.word(now).map(VersionWord::word),
        Fact::Release => standing.version.kind(pack),
        Fact::Appointment => {
            let running = standing.booked().iter().any(|window| window.from <= now && now < window.to);
            Some(if running { "now" } else { "none" })
        }
        Fact::Response => standing.answered().map(|answered| if answered { "answered" } else { "none" }),
        Fact::Status => Some(standing.status().word()),
        Fact::Tickets => allowance::word(Counted::Tickets, standing, pack, now),
        Fact::Credits => allowance::word(Counted::Credits, standing, pack, now),
        Fact::HoursAtSeverity | Fact::HoursNow | Fact::Purchase => None,
    }
}

/// Whether one of the words `within:<days>` or `over:<days>` is true; before the purchase none is.
fn purchased(test: &Test, standing: &Standing, pack: &Pack, now: Moment) -> Option<bool> {
    let day = standing.known.purchased?;
    let from = day_after(pack, day, 0)?;
    let among = test.any_of.iter().filter_map(|word| purchase_days(word)).any(|(within, days)| {
        let end = day_after(pack, day, days).unwrap_or(Moment::FOREVER);
        if within { from <= now && now < end } else { end <= now }
    });
    Some(among)
}

/// When the word of a purchase or of an appointment changes by itself.
pub(super) fn edges(test: &Test, standing: &Standing, pack: &Pack) -> Vec<Moment> {
    match (test.fact, standing.known.purchased) {
        (Fact::Appointment, _) => {
            standing.booked().iter().flat_map(|window| [window.from, window.to]).collect()
        }
        (Fact::Purchase, Some(day)) => {
            let words = test.any_of.iter().filter_map(|word| purchase_days(word));
            let days = words.map(|(_, days)| days).chain([0]);
            days.filter_map(|days| day_after(pack, day, days)).collect()
        }
        (
            Fact::Purchase
            | Fact::Plan
            | Fact::Severity
            | Fact::Classification
            | Fact::Channel
            | Fact::Contract
            | Fact::Payments
            | Fact::RemoteAccess
            | Fact::Contact
            | Fact::Standing
            | Fact::Licenses
            | Fact::Version
            | Fact::Release
            | Fact::HoursAtSeverity
            | Fact::HoursNow
            | Fact::Response
            | Fact::Status
            | Fact::Tickets
            | Fact::Credits,
            _,
        ) => Vec::new(),
    }
}

/// First instant of the day so many days after another one.
fn day_after(pack: &Pack, day: NaiveDate, days: u32) -> Option<Moment> {
    midnight(pack, day.checked_add_days(Days::new(u64::from(days)))?)
}

/// A contract without a first day counts from ever; one without a last day is not known to be current.
fn contract_word(standing: &Standing, pack: &Pack, now: Moment) -> Option<&'static str> {
    let plan = standing.plan().and_then(|plan| pack.plans.get(plan));
    if plan.is_some_and(|plan| plan.id == "none") {
        return Some("none");
    }
    let (from, to) = standing.contract();
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

//! The first phase: facts are read once, words become indices, events become tracks.

use calendar::{Calendar, Moment, Span};
use chrono::Days;

use super::lane::Steady;
use super::packed::Index;
use super::standing::{Counts, Known, Past, Pause, Rare};
use super::step::{Step, StepKind, steps, term};
use super::target::{Targets, Terms, check_clock_names};
use super::track::Track;
use super::walk::{Walked, walk};
use super::{FactsError, Standing, Status};
use crate::facts::{Contract, EventKind, Facts};
use crate::lifecycle::{VersionTrack, midnight};
use crate::pack::Pack;
use crate::ticket::Party;

/// Ways in which a ticket comes in.
pub(crate) const CHANNELS: [&str; 5] = ["portal", "email", "phone", "chat", "api"];
/// Standings of a person under usage guidelines.
pub(crate) const CONDUCTS: [&str; 4] = ["good", "deprioritized", "suspended", "terminated"];
/// Index of `good` in [`CONDUCTS`].
const GOOD: u8 = 0;

/// Reads the facts of a ticket as of `now`. Events after `now` are ignored.
///
/// # Errors
/// A word that the pack does not have, a ticket without a `created` event, a target that is no number of hours.
pub fn assess(pack: &Pack, facts: &Facts, now: Moment) -> Result<Standing, FactsError> {
    let created = created(facts)?;
    let terms = terms_at_creation(pack, facts)?;
    let booked = booked(facts)?;
    let known = known(pack, facts)?;
    let mut steps = steps(pack, facts, known.contract_to.moment(), now)?;
    let course = Course::of(pack, &steps, terms, created);
    let in_force = course.terms.in_force(pack);
    let after_end = Terms { ended: true, ..course.terms }.in_force(pack);
    let contract = facts.contract.as_ref();
    if let Some(contract) = contract {
        check_clock_names(pack, contract)?;
    }
    let targets: Vec<Targets<'_>> =
        pack.clocks.iter().map(|clock| Targets::of(pack, clock, facts)).collect::<Result<_, _>>()?;
    let pasts = |steps: &[Step]| -> Pasts {
        let clocks = pack.clocks.iter().zip(&targets);
        clocks.map(|(clock, targets)| walk(pack, &booked, clock, targets, terms, steps)).collect()
    };
    let present = pasts(&steps);
    let end = known.contract_to.moment().filter(|end| *end > now);
    let changes = |(track, targets): (&Track, &Targets<'_>)| {
        track.stop().is_none() && targets.aim(after_end) != track.aim()
    };
    let from_end = end.filter(|_| present.tracks.iter().zip(&targets).any(changes)).map(|at| {
        steps.push(Step { at, kind: StepKind::ContractEnd });
        pasts(&steps)
    });
    let is_open = |terms: Terms| targets.iter().any(|targets| targets.is_open(terms));
    let mut standing = Standing {
        created: created.into(),
        severity_since: course.severity_since.into(),
        waiting_since: course.waiting_since.into(),
        last_word: course.last_word.into(),
        status: course.status,
        merged: course.merged,
        history_incomplete: facts.history_incomplete,
        answered: course.answered,
        target_open: is_open(in_force),
        target_open_after_end: known.contract_to.moment().is_some() && is_open(after_end),
        severity: in_force.severity.into(),
        plan: course.terms.plan.into(),
        classification: in_force.classification.into(),
        steady: Steady::NONE,
        known,
        version: VersionTrack::of(pack, facts.product.as_ref()),
        pauses: present.pauses.as_slice().into(),
        past: present.past(&booked),
        past_after_end: from_end.map(|pasts| Box::new(pasts.past(&booked))),
    };
    standing.steady = Steady::of(&standing, pack, now);
    Ok(standing)
}

/// The pasts of all clocks, gathered.
#[derive(Default)]
struct Pasts {
    tracks: Vec<Track>,
    pauses: Vec<Pause>,
    earlier_breaches: Vec<(Index, Moment)>,
    extended: Vec<Calendar>,
}

impl FromIterator<Walked> for Pasts {
    fn from_iter<I: IntoIterator<Item = Walked>>(clocks: I) -> Self {
        let mut pasts = Self::default();
        clocks.into_iter().for_each(|walked| pasts.take(walked));
        pasts
    }
}

impl Pasts {
    fn take(&mut self, Walked { track, pauses, earlier_breaches, extended }: Walked) {
        let clock = Index::from(Some(self.tracks.len()));
        let pause = |span: Span| Pause { clock, from: span.from.into(), to: span.to.into() };
        self.pauses.extend(pauses.into_iter().map(pause));
        self.earlier_breaches.extend(earlier_breaches.into_iter().map(|at| (clock, at)));
        self.extended.extend(extended);
        self.tracks.push(track);
    }

    /// What a standing keeps of them; the pauses it keeps once.
    fn past(self, booked: &[Span]) -> Past {
        let none = booked.is_empty() && self.earlier_breaches.is_empty();
        let rare = (!none).then(|| {
            Box::new(Rare {
                booked: booked.into(),
                extended: self.extended.into(),
                earlier_breaches: self.earlier_breaches.into(),
            })
        });
        Past { tracks: self.tracks.into(), rare }
    }
}

/// The creation may lie after `now` where the portal's clock is fast: the ticket is then listed, with no clock
/// started.
fn created(facts: &Facts) -> Result<Moment, FactsError> {
    facts
        .events
        .iter()
        .filter(|event| event.kind == EventKind::Created)
        .map(|event| event.at)
        .min()
        .ok_or_else(|| {
            FactsError::new(
                "not-created",
                format!("ticket `{}` has no event of kind `created`", facts.id),
                "add one with the instant at which the ticket was filed".to_owned(),
            )
        })
}

/// The plan of the contract is in force until an event changes it.
fn terms_at_creation(pack: &Pack, facts: &Facts) -> Result<Terms, FactsError> {
    let plan = facts.contract.as_ref().and_then(|contract| contract.plan.as_ref());
    Ok(Terms {
        severity: facts.severity.as_ref().map(|word| term("severity", word, &pack.severities)).transpose()?,
        plan: plan.map(|word| term("plan", word, &pack.plans)).transpose()?,
        classification: facts
            .classification
            .as_ref()
            .map(|word| term("classification", word, &pack.classifications))
            .transpose()?,
        ended: false,
    })
}

/// The windows that the customer has booked.
fn booked(facts: &Facts) -> Result<Vec<Span>, FactsError> {
    let mut windows = Vec::new();
    for window in facts.contract.iter().flat_map(|contract| &contract.appointments) {
        if window.to <= window.from {
            return Err(FactsError::new(
                "bad-appointment",
                format!("an appointment ends at {} and starts at {}", window.to, window.from),
                "give an end after the start".to_owned(),
            ));
        }
        windows.push(Span { from: window.from, to: window.to });
    }
    Ok(windows)
}

/// What the events say of the ticket as a whole.
struct Course<'a> {
    pack: &'a Pack,
    terms: Terms,
    severity_since: Moment,
    status: Status,
    merged: bool,
    answered: bool,
    waiting_since: Option<Moment>,
    last_word: Moment,
    begun: bool,
}

impl<'a> Course<'a> {
    fn of(pack: &'a Pack, steps: &[Step], terms: Terms, created: Moment) -> Self {
        let mut course = Self {
            pack,
            terms,
            severity_since: created,
            status: Status::New,
            merged: false,
            answered: false,
            waiting_since: None,
            last_word: created,
            begun: false,
        };
        for step in steps {
            course.take(*step);
        }
        course
    }

    fn take(&mut self, Step { at, kind }: Step) {
        match kind {
            StepKind::Created { by } => {
                if !self.begun && by == Party::Customer {
                    self.waiting_since = self.waiting_since.or(Some(at));
                }
                self.begun = true;
            }
            StepKind::Question => {
                self.waiting_since = self.waiting_since.or(Some(at));
                self.last_word = at;
            }
            StepKind::Reply => self.answer(),
            StepKind::Talk => {
                self.answer();
                self.last_word = at;
            }
            StepKind::Status(status) => self.status = status,
            StepKind::Merged => self.merged = true,
            StepKind::Severity(_)
            | StepKind::Plan(_)
            | StepKind::Classification(_)
            | StepKind::ContractEnd => self.change(at, kind),
        }
    }

    fn answer(&mut self) {
        self.waiting_since = None;
        self.answered |= self.begun;
    }

    fn change(&mut self, at: Moment, kind: StepKind) {
        let before = self.terms.in_force(self.pack).severity;
        self.terms.take(kind);
        if self.terms.in_force(self.pack).severity != before {
            self.severity_since = at;
        }
    }
}

fn known(pack: &Pack, facts: &Facts) -> Result<Known, FactsError> {
    let contract = facts.contract.as_ref();
    Ok(Known {
        channel: facts.channel.as_deref().map(|word| listed("channel", word, &CHANNELS)).transpose()?,
        payments: contract.and_then(|contract| contract.payments),
        remote_access: contract.and_then(|contract| contract.remote_access),
        named: contract.and_then(|contract| named(contract, facts.contact.as_deref())),
        conduct: conduct(contract, facts.contact.as_deref())?,
        all_licenses: contract.and_then(|contract| Some(contract.licenses_covered? >= contract.licenses?)),
        contract_from: contract
            .and_then(|contract| contract.starts)
            .and_then(|day| midnight(pack, day))
            .into(),
        contract_to: contract
            .and_then(|contract| contract.ends)
            .and_then(|day| midnight(pack, day.checked_add_days(Days::new(1))?))
            .into(),
        purchased: contract.and_then(|contract| contract.purchased),
        counts: contract.map(counts).unwrap_or_default(),
    })
}

fn counts(contract: &Contract) -> Counts {
    let names = contract.named_contacts.as_ref();
    Counts {
        licenses: contract.licenses.into(),
        named_contacts: names.map(|names| u32::try_from(names.len()).unwrap_or(u32::MAX)).into(),
        tickets_used: contract.tickets_used.into(),
        tickets_used_last_year: contract.tickets_used_last_year.into(),
        credits_used: contract.credits_used.into(),
    }
}

/// Index of a word in a list.
fn listed(what: &str, word: &str, words: &[&'static str]) -> Result<u8, FactsError> {
    words
        .iter()
        .position(|listed| *listed == word)
        .and_then(|index| u8::try_from(index).ok())
        .ok_or_else(|| FactsError::unknown(what, word, words.iter().copied()))
}

fn named(contract: &Contract, contact: Option<&str>) -> Option<bool> {
    let (names, contact) = (contract.named_contacts.as_ref()?, contact?);
    Some(names.iter().any(|name| same_address(name, contact)))
}

/// Nobody listed means `good`; with somebody listed, one has to know who asks.
fn conduct(contract: Option<&Contract>, contact: Option<&str>) -> Result<Option<u8>, FactsError> {
    let Some(listing) = contract.map(|contract| &contract.standing).filter(|listing| !listing.is_empty())
    else {
        return Ok(Some(GOOD));
    };
    let Some(contact) = contact else { return Ok(None) };
    match listing.iter().find(|(address, _)| same_address(address, contact)) {
        Some((_, word)) => listed("standing", word, &CONDUCTS).map(Some),
        None => Ok(Some(GOOD)),
    }
}

/// Mail addresses differ in case only by habit.
fn same_address(one: &str, other: &str) -> bool {
    one.trim().eq_ignore_ascii_case(other.trim())
}

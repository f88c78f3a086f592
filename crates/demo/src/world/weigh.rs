//! Whether an update can be carried out.

use calendar::Moment;
use portal::open::wire::{NewCall, NewMessage, NewWork, Set, Side, TagChange, Ticket, Update};

use super::update::Refusal;
use crate::data::{AGENTS, COMMA, RELATIONS, STATUSES, VENDORS};

/// Longest message, in bytes.
pub(super) const LONGEST: usize = 262_144;
/// Longest tag, in letters.
const LONGEST_TAG: usize = 60;
/// The most minutes of one entry.
const MOST_MINUTES: u32 = 6000;
/// Clocks of clients may be ahead by so many seconds.
const NOISE_S: i64 = 60;

/// Everything but what needs other tickets.
pub(super) fn check(ticket: &Ticket, update: &Update, now: Moment) -> Result<(), Refusal> {
    let set = update.set.as_ref().filter(|set| **set != Set::default());
    let tags = update.tags.as_ref().filter(|tags| **tags != TagChange::default());
    let rest = update.message.is_some() || set.is_some() || tags.is_some() || update.call.is_some();
    let rest = rest || update.work.is_some() || update.link.is_some();
    match (&update.merge, rest) {
        (None, false) => return Err(Refusal::Empty),
        (Some(_), true) => return Err(bad("merge has to come alone")),
        (None, true) | (Some(_), false) => {}
    }
    if let Some(message) = &update.message {
        check_message(message)?;
    }
    if let Some(tags) = tags {
        check_tags(tags)?;
    }
    if let Some(call) = &update.call {
        check_call(ticket, call, now)?;
    }
    if let Some(work) = &update.work {
        check_work(work, now)?;
    }
    if let Some(link) = &update.link {
        known("relation", Some(&link.relation), &RELATIONS)?;
    }
    set.map_or(Ok(()), |set| check_words(ticket, set))
}

pub(super) fn bad(why: &str) -> Refusal {
    Refusal::BadBody(why.to_owned())
}

pub(super) fn known(field: &'static str, value: Option<&str>, words: &[&'static str]) -> Result<(), Refusal> {
    match value {
        Some(value) if !words.contains(&value) => {
            Err(Refusal::UnknownValue { field, value: value.to_owned(), known: words.to_vec() })
        }
        Some(_) | None => Ok(()),
    }
}

pub(super) fn check_text(name: &str, text: &str) -> Result<(), Refusal> {
    if text.len() > LONGEST {
        return Err(Refusal::BadBody(format!("{name} is longer than {LONGEST} bytes")));
    }
    Ok(())
}

fn check_words(ticket: &Ticket, set: &Set) -> Result<(), Refusal> {
    let Some(vendor) = VENDORS.iter().find(|vendor| vendor.queue == ticket.queue) else { return Ok(()) };
    known("status", set.status.as_deref(), &STATUSES)?;
    known("severity", set.severity.as_deref(), vendor.severities)?;
    known("classification", set.classification.as_deref(), vendor.classifications)?;
    known("assignee", set.assignee.as_deref().filter(|name| !name.is_empty()), &AGENTS)
}

fn check_message(message: &NewMessage) -> Result<(), Refusal> {
    if message.body.trim().is_empty() {
        return Err(bad("message.body is empty"));
    }
    check_text("message.body", &message.body)?;
    known("mime", Some(&message.mime), &["text/plain", "text/html"])
}

fn check_tags(tags: &TagChange) -> Result<(), Refusal> {
    let is_good = |tag: &String| {
        !tag.trim().is_empty() && tag.chars().count() <= LONGEST_TAG && !tag.contains(COMMA.trim())
    };
    match tags.add.iter().find(|tag| !is_good(tag)) {
        Some(tag) => Err(Refusal::BadBody(format!(
            "the tag `{tag}` is empty, has a comma, or is longer than {LONGEST_TAG} letters"
        ))),
        None => Ok(()),
    }
}

fn check_call(ticket: &Ticket, call: &NewCall, now: Moment) -> Result<(), Refusal> {
    if !matches!(call.by, Side::Customer | Side::Agent) {
        return Err(bad("call.by has to be `customer` or `agent`"));
    }
    check_text("call.body", &call.body)?;
    let begun = call.begun.unwrap_or(now);
    if begun > now.plus(NOISE_S) {
        return Err(bad("call.begun is in the future"));
    }
    if begun < ticket.created {
        return Err(Refusal::BadBody(format!(
            "call.begun is before the ticket was filed, {}",
            ticket.created
        )));
    }
    Ok(())
}

fn check_work(work: &NewWork, now: Moment) -> Result<(), Refusal> {
    if !(1..=MOST_MINUTES).contains(&work.minutes) {
        return Err(Refusal::BadBody(format!("work.minutes has to be from 1 to {MOST_MINUTES}")));
    }
    // It is tomorrow already in some places.
    let tomorrow =
        chrono::DateTime::from_timestamp(now.0, 0).map(|at| at.date_naive() + chrono::Days::new(1));
    if work.day.zip(tomorrow).is_some_and(|(day, tomorrow)| day > tomorrow) {
        return Err(bad("work.day is in the future"));
    }
    check_text("work.body", &work.body)
}

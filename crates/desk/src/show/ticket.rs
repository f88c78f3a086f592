//! The ticket pane.

use calendar::Moment;
use policy::answer::{Lane, Reason};
use policy::engine;
use policy::ticket::{Event, MappingGap, Party, Ticket, What};
use portal::Deadline;

use super::mail::mail_view;
use super::row::{clocks, flag_word, last_clocks, row};
use super::{clock, deadline, facts};
use crate::live::{At, Entry, Judged, Ranked};
use crate::view::{EventView, NoticeView, RemoteView, TicketView, WhyView};

/// Everything that is known when a ticket is opened.
pub(crate) struct Reading<'a> {
    /// The ticket with its conversation.
    pub ticket: &'a Ticket,
    /// The same ticket as the queue holds it.
    pub entry: &'a Entry,
    /// Its place: position, lane and the ticket after it; `None` for a solved ticket.
    pub place: Option<(u32, Lane, Option<&'a Ranked>)>,
    /// The contract that it is handled under.
    pub contract: Option<&'a store::ContractRow>,
    pub remote: RemoteView,
    /// What is due by the portal's own settings.
    pub deadlines: &'a [Deadline],
    /// When it was last read from its portal.
    pub read_at: Moment,
    /// The instant that is shown: of a solved ticket that of its end.
    pub at: At,
}

/// The ticket as the pane shows it.
pub(crate) fn ticket(reading: Reading<'_>) -> TicketView {
    let Reading { ticket, entry, place, contract, at, .. } = reading;
    let judged = entry.judged.as_ref();
    let contact = ticket.contact.as_ref();
    let clocks = judged.map_or_else(Vec::new, |judged| {
        if entry.is_open() { clocks(judged, at) } else { last_clocks(judged, at) }
    });
    let row = row(entry, place.map(|(_, lane, _)| lane), place.map_or(0, |(position, ..)| position), at);
    let told = if entry.is_open() { reading.deadlines } else { &[] };
    TicketView {
        deadlines: deadline::deadlines(told, judged.map(|_| &*clocks), &row.clock, |moment| {
            at.for_console(moment)
        }),
        row,
        status: ticket.status.clone(),
        queue: ticket.queue.clone(),
        url: ticket.url.clone(),
        contact_name: contact.map_or_else(String::new, |contact| ::mail::one_line(&contact.name)),
        contact_email: contact.map_or_else(String::new, |contact| ::mail::one_line(&contact.email)),
        policy_title: judged.map_or_else(String::new, |judged| judged.pack.dated_title()),
        clocks,
        why: judged.filter(|_| entry.is_open()).map_or_else(Vec::new, |judged| why(judged, at.portal_now())),
        before_next: place.and_then(|(_, _, next)| before(entry, next?, at)).unwrap_or_default(),
        notices: notices(entry, ticket, at.portal_now()),
        facts: facts::facts(ticket, judged, contract, reading.read_at),
        events: ticket.events.iter().map(event_to_read).collect(),
        remote: reading.remote,
        read_at: reading.read_at.0,
    }
}

fn why(judged: &Judged, now: Moment) -> Vec<WhyView> {
    let reasons = judged.standing.why(&judged.pack, now).into_iter();
    reasons
        .map(|reason| WhyView {
            factor: reason.factor,
            detail: reason.detail,
            value: reason.value,
            weight: reason.weight,
            share: reason.share,
            basis: clock::basis_word(reason.basis).to_owned(),
            clause: reason.clause,
        })
        .collect()
}

/// Why it stands before the next one; tickets without a policy have no reasons to compare.
fn before<'a>(entry: &'a Entry, next: &'a Ranked, at: At) -> Option<String> {
    let (mine, theirs) = (entry.judged.as_ref()?, next.entry.judged.as_ref()?);
    let in_line = |id, judged: &'a Judged, at: At| engine::Entry {
        id,
        pack: &judged.pack,
        standing: &judged.standing,
        now: at.portal_now(),
    };
    let first = in_line(entry.number(), mine, at);
    let second = in_line(next.entry.number(), theirs, next.at(at.now));
    Some(engine::why_before(&first, &second))
}

fn notices(entry: &Entry, ticket: &Ticket, now: Moment) -> Vec<NoticeView> {
    let judged = entry.judged.as_ref();
    let known = judged.map_or_else(Vec::new, |judged| judged.standing.notices(&judged.pack, now)).into_iter();
    let of_policy = known.map(|notice| NoticeView {
        code: flag_word(notice.flag),
        text: notice.text,
        clause: notice.clause,
        basis: notice.basis.map_or_else(String::new, |basis| clock::basis_word(basis).to_owned()),
    });
    of_policy.chain(entry.gaps.iter().map(gap)).chain(ticket.customer.is_none().then(no_customer)).collect()
}

/// Reasons of a decision, as notices.
pub(crate) fn judged_reasons(reasons: &[Reason]) -> Vec<NoticeView> {
    let notice = |reason: &Reason| NoticeView {
        code: reason.factor.clone(),
        text: reason.detail.clone(),
        clause: reason.clause.clone(),
        basis: clock::basis_word(reason.basis).to_owned(),
    };
    reasons.iter().map(notice).collect()
}

/// What the mapping does not know, with what to do.
pub(crate) fn gap_text(gap: &MappingGap) -> String {
    match gap {
        MappingGap::NoPolicy { queue } => {
            format!(
                "No policy is chosen for the queue \u{201c}{queue}\u{201d}: choose one in the settings under Policies and words."
            )
        }
        MappingGap::UnknownWord { what, word } => {
            format!(
                "The {what} \u{201c}{word}\u{201d} means nothing to the policy: say what it means in the settings under Policies and words, or \
                 correct it in the portal."
            )
        }
    }
}

fn gap(gap: &MappingGap) -> NoticeView {
    let code = match gap {
        MappingGap::NoPolicy { .. } => "no-policy",
        MappingGap::UnknownWord { .. } => "unknown-word",
    };
    NoticeView { code: code.to_owned(), text: gap_text(gap), clause: String::new(), basis: String::new() }
}

/// Contracts are found by their customer.
fn no_customer() -> NoticeView {
    NoticeView {
        code: "no-customer".to_owned(),
        text: "The portal names no customer for this ticket, so that no contract is found: name one in the portal."
            .to_owned(),
        clause: String::new(),
        basis: String::new(),
    }
}

/// An event of the conversation.
pub(crate) fn event(event: &Event) -> EventView {
    let (kind, text) = match &event.what {
        What::Created => ("created", "filed".to_owned()),
        What::Message { public, auto, body, mime } => {
            let kind = match (auto, public) {
                (true, _) => "auto-reply",
                (false, true) => "message",
                (false, false) => "note",
            };
            (kind, readable(body, mime))
        }
        What::Field { name, from, to } => ("change", change(name, from.as_deref(), to.as_deref())),
        What::Call { answered, begun, body } => ("call", called(event, *answered, *begun, body)),
        What::Work { minutes, day, body } => {
            let day = day.map_or_else(String::new, |day| format!(" on {day}"));
            ("work", said_of(format!("{minutes} min of work{day}"), body))
        }
        What::Merged { id } => ("merged", format!("ticket {id} was merged into this one")),
    };
    EventView {
        id: event.id.clone(),
        at: event.at.0,
        kind: kind.to_owned(),
        by: event.by.map_or("", party).to_owned(),
        author: ::mail::one_line(&event.author),
        text,
        mail: None,
    }
}

/// An event with its body laid out for a reader. Without that, everything about it is said as text.
fn event_to_read(event: &Event) -> EventView {
    let mail = match &event.what {
        What::Message { body, mime, .. } => Some(mail_view(&::mail::read(body, mime), mime)),
        What::Created | What::Field { .. } | What::Call { .. } | What::Work { .. } | What::Merged { .. } => {
            None
        }
    };
    EventView { mail, ..self::event(event) }
}

/// A call in words; when it began is told where that is not when it was written down.
fn called(event: &Event, answered: bool, begun: Option<Moment>, body: &str) -> String {
    let who = match (event.by, answered) {
        (Some(Party::Customer), true) => "The customer called",
        (Some(Party::Customer), false) => "The customer called and reached nobody",
        (Some(Party::Agent | Party::System | Party::Other) | None, true) => "We called and spoke",
        (Some(Party::Agent | Party::System | Party::Other) | None, false) => "We called and reached nobody",
    };
    let before = begun.map_or(0, |begun| event.at.since(begun) / 60);
    let when =
        if before > 0 { format!(", {before} min before this was written down") } else { String::new() };
    said_of(format!("{who}{when}"), body)
}

fn said_of(first: String, body: &str) -> String {
    let body = readable(body, "text/plain");
    if body.trim().is_empty() { first } else { format!("{first}: {body}") }
}

fn readable(body: &str, mime: &str) -> String {
    let plain = ::mail::plain_text(body, mime);
    match plain.notice {
        Some(notice) => format!("{}\n\n[{notice}]", plain.text),
        None => plain.text,
    }
}

fn change(name: &str, from: Option<&str>, to: Option<&str>) -> String {
    match (from, to) {
        (Some(from), Some(to)) => format!("{name}: {from} \u{2192} {to}"),
        (None, Some(to)) => format!("{name}: {to}"),
        (Some(from), None) => format!("{name}: no longer {from}"),
        (None, None) => format!("{name} changed"),
    }
}

const fn party(party: Party) -> &'static str {
    match party {
        Party::Customer => "customer",
        Party::Agent => "agent",
        Party::System => "system",
        Party::Other => "other",
    }
}

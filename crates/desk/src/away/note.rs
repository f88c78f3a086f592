//! The hand-over note: plain text for a colleague who knows nothing of it yet.

use std::collections::BTreeMap;

use calendar::Moment;
use chrono_tz::Tz;
use policy::ticket::{Event, Party, Ticket, What};

use super::instant::{instant, length};
use super::outlook::{Away, Outlook, outlook};
use crate::DeskError;
use crate::console::Console;
use crate::freshness::synced_at;
use crate::live::{At, Ranked, Revision};
use crate::show;
use crate::view::{
    AwayGroup, AwayHand, AwayHandOver, AwayNote, AwayNotes, AwayTicketNote, OperationShape, OperationView,
    QueueRow,
};

/// Most characters of the last message that are quoted.
const MOST_QUOTED: usize = 280;

/// What a note says of one ticket.
pub(super) struct Told<'a> {
    pub row: &'a QueueRow,
    pub ticket: &'a Ticket,
    pub outlook: &'a Outlook,
    /// Changes of the ticket that are still in the outbox.
    pub waiting: &'a [&'a OperationView],
    /// When its portal was last read, by the console's time.
    pub read_at: Option<Moment>,
    pub at: At,
}

/// The notes of a hand-over, one a colleague.
pub(super) fn notes(console: &Console, hand_over: &AwayHandOver, zone: Tz) -> Result<AwayNotes, DeskError> {
    let away = Away { now: console.clock.now(), from: Moment(hand_over.from), to: Moment(hand_over.to) };
    let revision = console.line().newest().clone();
    let outbox = crate::outbox::outbox(console)?.operations;
    let mut by_name: BTreeMap<&str, Vec<AwayTicketNote>> = BTreeMap::new();
    let mut parts: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut senders: BTreeMap<&str, String> = BTreeMap::new();
    let mut left_out = Vec::new();
    for AwayHand { key, to } in &hand_over.hand {
        let Some((position, ranked)) = find(&revision, key) else {
            left_out.push(format!("{key} is not in the queue any more: it is solved or gone."));
            continue;
        };
        let account = key.split('/').next().unwrap_or_default();
        let (_, ticket) = match console.ticket(key) {
            Ok(read) => read,
            Err(error) => {
                left_out.push(format!("{key}: {}", error.message));
                continue;
            }
        };
        let at = ranked.at(away.now);
        let row = show::row(&ranked.entry, Some(ranked.lane), position, at);
        let told = Told {
            row: &row,
            ticket: &ticket,
            outlook: &outlook(&ranked.entry, ranked.lane, at.ahead_s, &away),
            waiting: &waiting(&outbox, key),
            read_at: synced_at(console, account),
            at,
        };
        let sender = console.account(account).map_or_else(String::new, |account| account.user);
        let text = in_ticket(&told, &heading(to, &sender, &away, zone), &away, zone);
        parts.entry(to).or_default().push(in_list(&told, &away, zone));
        senders.entry(to).or_insert(sender);
        let number = row.number.clone();
        by_name.entry(to).or_default().push(AwayTicketNote { key: key.clone(), number, text });
    }
    let note = |(to, tickets): (&str, Vec<AwayTicketNote>)| {
        let sender = senders.get(to).map_or("", String::as_str);
        let list = parts.remove(to).unwrap_or_default();
        AwayNote { to: to.to_owned(), text: whole(&heading(to, sender, &away, zone), &list), tickets }
    };
    Ok(AwayNotes { notes: by_name.into_iter().map(note).collect(), left_out })
}

/// All tickets of a colleague, numbered.
pub(super) fn whole(heading: &str, tickets: &[String]) -> String {
    let mut text = format!("{heading}\n");
    for (number, ticket) in (1..).zip(tickets) {
        text.push_str(&format!("\n{number}. {ticket}\n"));
    }
    text
}

/// Who hands over to whom, and for how long.
pub(super) fn heading(to: &str, sender: &str, away: &Away, zone: Tz) -> String {
    let (to, sender) = (mail::one_line(to), mail::one_line(sender));
    let to = if to.is_empty() { "the team" } else { &to };
    let from = if sender.is_empty() { String::new() } else { format!(" from {sender}") };
    format!("Hand-over to {to}{from}.\nAway from {} to {}.", instant(away.from, zone), instant(away.to, zone))
}

/// A ticket in the list of a colleague.
pub(super) fn in_list(told: &Told<'_>, away: &Away, zone: Tz) -> String {
    let row = told.row;
    let who = if row.customer.is_empty() { "no customer named" } else { &row.customer };
    let facts = [who, &row.vendor, &row.severity, &row.plan];
    let facts: Vec<&str> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
    let mut lines =
        vec![format!("{} {}", row.number, row.subject), format!("Customer: {}", facts.join(", "))];
    lines.extend(state(told, away, zone));
    lines.extend(last_said(told, zone));
    lines.extend(told.read_at.map(|at| format!("Read from the portal: {}", instant(at, zone))));
    lines.join("\n   ")
}

/// The note in the ticket itself: the conversation is there already.
pub(super) fn in_ticket(told: &Told<'_>, heading: &str, away: &Away, zone: Tz) -> String {
    let lines = [heading.to_owned()].into_iter().chain(state(told, away, zone));
    lines.collect::<Vec<_>>().join("\n")
}

/// What is due when, and what waits.
fn state(told: &Told<'_>, away: &Away, zone: Tz) -> Vec<String> {
    let mut lines = vec![due(told.outlook, away, zone)];
    for (clock, due) in &told.outlook.also {
        lines.push(format!("{clock} is due {}.", instant(*due, zone)));
    }
    let since = told.row.waiting_since.map(|since| instant(Moment(since), zone));
    lines.push(match since {
        Some(since) => format!("The customer waits for an answer since {since}."),
        None => "The customer waits for no answer now.".to_owned(),
    });
    for operation in told.waiting {
        let composed = instant(Moment(operation.composed), zone);
        lines.push(format!("Written here and not in the portal yet: {}, {composed}.", operation.title));
    }
    lines
}

fn due(outlook: &Outlook, away: &Away, zone: Tz) -> String {
    let clock = &outlook.clock;
    let Some(due) = outlook.due else {
        return match outlook.earliest {
            Some(at) => format!("{clock}: {} Due {} at the earliest.", outlook.depends, instant(at, zone)),
            None if outlook.group == AwayGroup::NothingPromised => {
                format!("Nothing is promised: nothing counts down. {}", outlook.depends)
            }
            None if outlook.depends.is_empty() => "Nothing comes due until then.".to_owned(),
            None => outlook.depends.clone(),
        };
    };
    let at = instant(due, zone);
    let is_used_up = due <= away.now;
    let when = match (outlook.group, outlook.overdue_s) {
        (AwayGroup::Overdue, _) => format!("was due {at} and is overdue"),
        (_, Some(_)) if is_used_up => format!("was due {at}; it is overdue as soon as its hours open"),
        (_, Some(over)) => format!("is due {at}; unanswered, it is {} overdue on my return", length(over)),
        (_, None) => format!("is due {at}"),
    };
    let depends = if outlook.depends.is_empty() { String::new() } else { format!(" {}", outlook.depends) };
    format!("{clock} {when}.{depends}")
}

/// The last message that a person wrote.
fn last_said(told: &Told<'_>, zone: Tz) -> Option<String> {
    let is_said = |event: &&Event| matches!(&event.what, What::Message { auto: false, .. });
    let event = told.ticket.events.iter().rev().find(is_said)?;
    let What::Message { public, body, mime, .. } = &event.what else { return None };
    let side = match (public, event.by) {
        (false, _) => "note for the team",
        (true, Some(Party::Customer)) => "the customer",
        (true, Some(Party::Agent)) => "answer",
        (true, Some(Party::System | Party::Other) | None) => "message",
    };
    let author = mail::one_line(&event.author);
    let who = if author.is_empty() { side.to_owned() } else { format!("{author} ({side})") };
    let at = instant(told.at.for_console(event.at), zone);
    Some(format!("Last said: {who}, {at}: {}", quoted(&mail::plain_text(body, mime).text)))
}

/// The beginning of a text in one line, cut between words where it has some.
fn quoted(text: &str) -> String {
    let line = mail::one_line(text);
    let Some((end, _)) = line.char_indices().nth(MOST_QUOTED) else { return line };
    let cut = line[..end].rfind(' ').unwrap_or(end);
    format!("{}\u{2026}", line[..cut].trim_end())
}

fn find<'a>(revision: &'a Revision, key: &str) -> Option<(u32, &'a Ranked)> {
    (1_u32..).zip(revision.rows.iter()).find(|(_, row)| row.entry.key() == key)
}

fn waiting<'a>(outbox: &'a [OperationView], key: &str) -> Vec<&'a OperationView> {
    let is_open = |one: &&OperationView| {
        !matches!(one.shape, OperationShape::Delivered | OperationShape::Cancelled) && one.key == key
    };
    outbox.iter().filter(is_open).collect()
}

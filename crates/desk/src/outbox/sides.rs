//! A conflict: what came in between in words, and its three sides.

use policy::ticket::{Change, Clash, Event, Ticket, What};
use store::{OperationRow, OperationState};

use crate::show::event;
use crate::view::{ClashView, SideView, SidesView};

/// What came in between, as it was found.
pub(super) fn found(row: &OperationRow) -> Vec<Clash> {
    if row.state != OperationState::Conflict {
        return Vec::new();
    }
    row.detail.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}

/// What was there when an operation was written, what was written, and what is there now.
pub(super) fn sides(row: &OperationRow, clashes: &[Clash], ticket: Option<&Ticket>) -> Option<SidesView> {
    if clashes.is_empty() {
        return None;
    }
    let text = |text: String| SideView { text, events: Vec::new() };
    let now = clashes.iter().map(|clash| clash_view(clash, ticket));
    let (mut events, mut sentences) = (Vec::new(), Vec::new());
    for clash in now {
        if clash.events.is_empty() {
            sentences.push(clash.text);
        }
        events.extend(clash.events);
    }
    events.sort_by_key(|event| event.at);
    let (then, mine) = match &row.operation.change {
        Change::Set { name, to } => {
            let changed = clashes.iter().find_map(|clash| match clash {
                Clash::Changed { name: changed, to, .. } if changed == name => Some(shown(to)),
                Clash::Changed { .. }
                | Clash::Wrote { .. }
                | Clash::Answered { .. }
                | Clash::Taken { .. }
                | Clash::Gone { .. } => None,
            });
            if let Some(now) = changed {
                let (then, mine) = (shown(&row.operation.seen.value), shown(to));
                return Some(SidesView { then: text(then), mine: text(mine), now: text(now) });
            }
            (text(shown(&row.operation.seen.value)), shown(to))
        }
        change @ (Change::Reply { .. }
        | Change::Note { .. }
        | Change::Tag { .. }
        | Change::Create { .. }
        | Change::Call { .. }
        | Change::Merge { .. }
        | Change::Link { .. }
        | Change::Time { .. }) => {
            let last = ticket.into_iter().flat_map(|ticket| last_seen(row, ticket)).map(event).collect();
            let mine = change.message().map_or_else(String::new, |(text, _)| text.to_owned());
            (SideView { text: String::new(), events: last }, mine)
        }
    };
    Some(SidesView { then, mine: text(mine), now: SideView { text: sentences.join("\n"), events } })
}

/// The last message that the writer saw.
fn last_seen<'t>(row: &OperationRow, ticket: &'t Ticket) -> Option<&'t Event> {
    let is_seen = |event: &&Event| {
        let seen = row.operation.seen.messages.contains(&event.id);
        matches!(event.what, What::Message { public: true, .. }) && seen
    };
    ticket.events.iter().rev().find(is_seen)
}

/// One thing that came in between, in a sentence.
pub(super) fn clash_view(clash: &Clash, ticket: Option<&Ticket>) -> ClashView {
    let named = |name: &str| if name.is_empty() { "A colleague".to_owned() } else { mail::one_line(name) };
    let (kind, text, ids): (_, _, Vec<&str>) = match clash {
        Clash::Wrote { events } => (
            "wrote",
            match events.len() {
                1 => "The customer wrote again after you looked.".to_owned(),
                n => format!("The customer wrote {n} messages after you looked."),
            },
            events.iter().map(String::as_str).collect(),
        ),
        Clash::Answered { by, event } => {
            ("answered", format!("{} answered the customer after you looked.", named(by)), vec![event])
        }
        Clash::Taken { by } => ("taken", format!("{} has the ticket now.", named(by)), Vec::new()),
        Clash::Changed { name, from, to } => {
            let text = format!("{} is {} now; you saw {}.", field(name), shown(to), shown(from));
            ("changed", text, Vec::new())
        }
        Clash::Gone { into: Some(into) } => {
            ("gone", format!("The ticket was merged into {}.", mail::one_line(into)), Vec::new())
        }
        Clash::Gone { into: None } => {
            let text = "The ticket is gone from the portal, or you may not see it any more.".to_owned();
            ("gone", text, Vec::new())
        }
    };
    let events = ticket.into_iter().flat_map(|ticket| &ticket.events);
    let meant = events.filter(|event| ids.contains(&event.id.as_str())).map(event);
    ClashView { kind: kind.to_owned(), text, events: meant.collect() }
}

/// The name of a field, as a word that begins a line.
pub(super) fn field(name: &str) -> String {
    let name = mail::one_line(name);
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn shown(value: &Option<String>) -> String {
    value.as_deref().map_or_else(|| "nothing".to_owned(), mail::one_line)
}

//! What happened in the portal since the writer of an operation looked.

use std::borrow::Cow;
use std::collections::BTreeSet;

use policy::ticket::{Change, Clash, Event, Operation, Party, Seen, Ticket, What};

/// What an operation meets in the ticket as it is now.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Weighed {
    /// It can go out.
    Clear,
    /// The portal has that value already.
    Done,
    /// It must not go out by itself.
    Clashes(Vec<Clash>),
}

/// Compares what the writer saw with the ticket as it was just read; `None` when the portal has no such ticket.
pub(super) fn weigh(operation: &Operation, fresh: Option<&Ticket>) -> Weighed {
    let Some(fresh) = fresh else { return Weighed::Clashes(vec![Clash::gone(None)]) };
    if fresh.gone.is_some() {
        return Weighed::Clashes(vec![Clash::gone(fresh.gone.as_ref())]);
    }
    let seen = &operation.seen;
    let seen =
        if seen.unborn { Cow::Owned(seen.at_birth(fresh, &operation.change)) } else { Cow::Borrowed(seen) };
    let clashes = match &operation.change {
        Change::Reply { .. } => reply_clashes(&seen, fresh),
        Change::Set { name, to } => match set_clash(&seen, fresh, name, to.as_deref()) {
            Weighed::Clashes(clashes) => clashes,
            weighed @ (Weighed::Clear | Weighed::Done) => return weighed,
        },
        // These add something and overwrite nothing.
        Change::Note { .. }
        | Change::Tag { .. }
        | Change::Create { .. }
        | Change::Call { .. }
        | Change::Merge { .. }
        | Change::Link { .. }
        | Change::Time { .. } => Vec::new(),
    };
    if clashes.is_empty() { Weighed::Clear } else { Weighed::Clashes(clashes) }
}

/// Takes what an operation of ours did, between two readings of its ticket, as seen by those that follow it: its own message,
/// and the values that the portal changed on account of it.
pub(super) fn rebase(next: &mut Operation, before: Option<&Ticket>, after: &Ticket, ours: Option<&str>) {
    let Some(before) = before else {
        next.seen = Seen::of(after, &next.change);
        return;
    };
    if next.seen.unborn {
        let born = next.seen.at_birth(before, &next.change);
        next.seen = Seen { unborn: false, ..born };
    }
    next.seen.messages.extend(ours.map(str::to_owned));
    if let Change::Set { name, .. } = &next.change
        && next.seen.value.as_deref() == before.value(name)
        && is_our_doing(name, before, after, ours)
    {
        next.seen.value = after.value(name).map(str::to_owned);
    }
    if next.seen.assignee == before.assignee && is_our_doing("assignee", before, after, ours) {
        next.seen.assignee.clone_from(&after.assignee);
    }
}

fn reply_clashes(seen: &Seen, fresh: &Ticket) -> Vec<Clash> {
    let mut wrote = Vec::new();
    let mut clashes = Vec::new();
    for event in fresh.events.iter().filter(|event| is_new_message(event, &seen.messages)) {
        match event.by {
            Some(Party::Agent) => {
                clashes.push(Clash::Answered { by: event.author.clone(), event: event.id.clone() });
            }
            Some(Party::System) => {}
            Some(Party::Customer | Party::Other) | None => wrote.push(event.id.clone()),
        }
    }
    if !wrote.is_empty() {
        clashes.insert(0, Clash::Wrote { events: wrote });
    }
    if let Some(by) = fresh.assignee.as_ref().filter(|_| fresh.assignee != seen.assignee) {
        clashes.push(Clash::Taken { by: by.clone() });
    }
    clashes
}

fn is_new_message(event: &Event, seen: &BTreeSet<String>) -> bool {
    matches!(event.what, What::Message { public: true, auto: false, .. }) && !seen.contains(&event.id)
}

fn set_clash(seen: &Seen, fresh: &Ticket, name: &str, to: Option<&str>) -> Weighed {
    let now = fresh.value(name);
    if now == to.filter(|to| !to.is_empty()) {
        return Weighed::Done;
    }
    let then = seen.value.as_deref().filter(|value| !value.is_empty());
    if now == then {
        return Weighed::Clear;
    }
    let owned = |value: Option<&str>| value.map(str::to_owned);
    Weighed::Clashes(vec![Clash::Changed { name: name.to_owned(), from: owned(then), to: owned(now) }])
}

/// Whether a field changed between two readings by the one who wrote our message, or by a machine on account of it.
fn is_our_doing(name: &str, before: &Ticket, after: &Ticket, ours: Option<&str>) -> bool {
    let Some(our) = after.events.iter().find(|event| Some(event.id.as_str()) == ours) else { return false };
    let known: BTreeSet<&str> = before.events.iter().map(|event| event.id.as_str()).collect();
    let mut changes = after.events.iter().filter(|event| {
        !known.contains(event.id.as_str()) && matches!(&event.what, What::Field { name: n, .. } if n == name)
    });
    let ours =
        |event: &Event| event.by == Some(Party::System) || (event.by == our.by && event.author == our.author);
    changes.clone().next().is_some() && changes.all(ours)
}

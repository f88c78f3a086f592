//! The invariants that hold when faults have stopped: everything has settled, both sides are equal, and the counts agree.

use std::collections::BTreeMap;

use policy::ticket::{Change, Gone, What};
use portal::open::wire;
use store::{OperationFilter, OperationState, StoreError, TicketKey};

use crate::check::Broken;
use crate::model::{Model, Version};
use crate::shell::Device;

/// Whether nothing is left that does not wait for the user, and both sides are equal.
///
/// # Errors
/// What is not so yet: I14 or I15.
pub fn settled(device: &Device, models: &[Model]) -> Result<(), Broken> {
    let waiting = device.waiting().map_err(or_store)?;
    if let Some(first) = waiting.first() {
        return Err(("I14", format!("device {}: {first}", device.index)));
    }
    for model in models {
        same(device, model).map_err(or_store)??;
    }
    Ok(())
}

/// I15: the tickets of one portal, here and there.
fn same(device: &Device, model: &Model) -> Result<Result<(), Broken>, StoreError> {
    let aside = device.aside(&model.account);
    for (id, all) in &model.tickets {
        let (Some(version), false) = (all.last(), aside.contains(id)) else { continue };
        let key = TicketKey::new(&model.account, id);
        let stored = device.store.ticket(&key)?.map(|stored| stored.ticket);
        let Some(stored) = stored else {
            return Ok(Err(("I15", format!("{key} is missing"))));
        };
        if let Some(differs) = difference(&stored, version) {
            return Ok(Err(("I15", format!("device {}: {key} at {}: {differs}", device.index, version.seq))));
        }
    }
    for key in device.known.shown.keys().filter(|key| key.account == model.account) {
        if !model.tickets.contains_key(&key.id) && !aside.contains(&key.id) {
            let stored = device.store.ticket_light(key)?;
            if stored.is_none_or(|stored| stored.ticket.gone.is_none()) {
                return Ok(Err(("I15", format!("{key} is forgotten there and alive here"))));
            }
        }
    }
    Ok(Ok(()))
}

fn difference(here: &policy::ticket::Ticket, there: &Version) -> Option<String> {
    let theirs = &there.ticket;
    let gone = if there.hidden { Some(wire::Gone::Deleted) } else { theirs.gone.clone() };
    let gone = gone.map(|gone| match gone {
        wire::Gone::Deleted => Gone::Deleted,
        wire::Gone::Merged { into } => Gone::MergedInto(into),
    });
    if here.gone != gone {
        return Some(format!("gone {:?}, there {gone:?}", here.gone));
    }
    if gone == Some(Gone::Deleted) {
        return None;
    }
    let ours: Vec<(&str, Option<&str>)> =
        here.events.iter().map(|event| (event.id.as_str(), body(&event.what))).collect();
    let events = theirs.events.iter().filter(|event| !matches!(event.what, wire::What::Unknown));
    let their: Vec<(&str, Option<&str>)> =
        events.map(|event| (event.id.as_str(), their_body(&event.what))).collect();
    if ours != their {
        return Some(format!("{} events, there {}", ours.len(), their.len()));
    }
    let values = [
        ("status", here.value("status"), Some(theirs.status.as_str())),
        ("assignee", here.assignee.as_deref(), theirs.assignee.as_deref()),
        ("severity", here.value("severity"), theirs.severity.as_deref()),
    ];
    values
        .iter()
        .find(|(_, here, there)| here != there)
        .map(|(name, here, there)| format!("{name} {here:?}, there {there:?}"))
}

const fn body(what: &What) -> Option<&str> {
    match what {
        What::Message { body, .. } => Some(body.as_str()),
        What::Created | What::Field { .. } | What::Call { .. } | What::Work { .. } | What::Merged { .. } => {
            None
        }
    }
}

const fn their_body(what: &wire::What) -> Option<&str> {
    match what {
        wire::What::Message { body, .. } => Some(body.as_str()),
        wire::What::Created
        | wire::What::Field { .. }
        | wire::What::Call { .. }
        | wire::What::Work { .. }
        | wire::What::Merged { .. }
        | wire::What::Unknown => None,
    }
}

/// I3, I5, I16: what operations did in the portals, counted.
///
/// # Errors
/// What does not agree.
pub fn counts(device: &Device, models: &[Model]) -> Result<(), Broken> {
    let mut done: BTreeMap<&str, u32> = BTreeMap::new();
    for did in models.iter().flat_map(|model| &model.done) {
        *done.entry(did.operation.as_str()).or_default() += 1;
    }
    let rows = device.rows(OperationFilter::default()).map_err(or_store)?;
    for row in &rows {
        let (id, state) = (row.operation.id.as_str(), row.state);
        let count = done.get(id).copied().unwrap_or(0);
        let may_be_needless = matches!(row.operation.change, Change::Set { .. });
        let fits = match state {
            OperationState::Delivered => count == 1 || (count == 0 && may_be_needless),
            _ if row.sent.is_some() => count <= 1,
            _ => count == 0,
        };
        if !fits {
            let which = if count > 1 { "I3" } else { "I16" };
            return Err((
                which,
                format!(
                    "{id} ({}) is {} and was done {count} times",
                    row.operation.change.kind(),
                    state.word()
                ),
            ));
        }
    }
    let prefix = format!("d{}n", device.index);
    let strange =
        done.keys().find(|id| id.starts_with(&prefix) && !rows.iter().any(|row| row.operation.id == **id));
    match strange {
        Some(id) => Err(("I5", format!("{id} was done and is in no outbox"))),
        None => Ok(()),
    }
}

/// I6: what was done to one ticket was done in the order of the outbox.
///
/// # Errors
/// Two that were not.
pub fn order(device: &Device, models: &[Model]) -> Result<(), Broken> {
    let places: BTreeMap<String, u64> = device
        .rows(OperationFilter::default())
        .map_err(or_store)?
        .into_iter()
        .map(|row| (row.operation.id, row.place))
        .collect();
    for model in models {
        let mut last: BTreeMap<&str, (u64, &str)> = BTreeMap::new();
        for did in &model.done {
            // What was written to a ticket without its name in the portal comes when the user has found the name.
            let Some(place) =
                places.get(&did.operation).filter(|_| !device.known.late.contains(&did.operation))
            else {
                continue;
            };
            if let Some((before, other)) = last.insert(&did.ticket, (*place, &did.operation))
                && before > *place
            {
                return Err(("I6", format!("{} was done after {other}", did.operation)));
            }
        }
    }
    Ok(())
}

/// I13: the file is whole, and the search finds what is there and nothing of what is gone.
///
/// # Errors
/// What is not found, or found and should not be.
pub fn search(device: &Device) -> Result<(), Broken> {
    find(device).map_err(or_store)?
}

fn find(device: &Device) -> Result<Result<(), Broken>, StoreError> {
    device.store.check()?;
    while device.store.index_slice(50)?.more {}
    for key in device.known.shown.keys() {
        let Some(stored) = device.store.ticket(key)? else { continue };
        let last = stored.ticket.events.iter().rev().find_map(|event| body(&event.what));
        let word = last.and_then(|body| body.split(' ').next()).filter(|word| word.ends_with('x'));
        for word in word.into_iter().chain([stored.ticket.number.as_str()]) {
            let hits = device.store.search(word, 1_000)?;
            let hits: Vec<_> = hits.unsolved.iter().map(|(_, hit)| *hit).chain(hits.solved).collect();
            let hits = device.store.hits(&hits)?;
            let found =
                hits.iter().flatten().any(|hit| hit.ticket.id == key.id && hit.account == key.account);
            if found == stored.ticket.gone.is_some() {
                return Ok(Err(("I13", format!("the search for {word} of {key} says {found}"))));
            }
        }
    }
    Ok(Ok(()))
}

fn or_store(error: StoreError) -> Broken {
    ("store", error.to_string())
}

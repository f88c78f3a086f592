//! The invariants that hold at every step.

use policy::ticket::{Change, Event, Party, What};
use store::{OperationFilter, OperationState, StoreError};
use sync::Progress;

use crate::model::Model;
use crate::oracle::{Shown, may_follow};
use crate::shell::Device;

/// What is broken: the invariant's name and what was seen.
pub type Broken = (&'static str, String);

/// Writes between two looks at all operations and drafts.
const OFTEN: u32 = 12;

/// After a write or an act of the user.
///
/// # Errors
/// The invariant that does not hold.
pub fn after_write(device: &mut Device, models: &[Model], touched: Option<&str>) -> Result<(), Broken> {
    readings(device, models).map_err(or_store)??;
    if let Some(id) = touched {
        operation(device, id).map_err(or_store)??;
    }
    cursors(device, models).map_err(or_store)??;
    device.known.unchecked += 1;
    if device.known.unchecked >= OFTEN {
        everything(device)?;
    }
    Ok(())
}

/// All operations and drafts.
///
/// # Errors
/// The invariant that does not hold.
pub fn everything(device: &mut Device) -> Result<(), Broken> {
    device.known.unchecked = 0;
    operations(device).map_err(or_store)??;
    drafts(device).map_err(or_store)?
}

/// Before a request that changes something leaves.
///
/// # Errors
/// I2, I4 or I6: the intent is not on the disk, or it was sent by itself before and the portal cannot tell.
pub fn before_send(device: &mut Device, id: &str, is_once: bool, lag_ms: u64) -> Result<(), Broken> {
    let Some(row) = device.store.operation(id).map_err(or_store)? else {
        return Err(("I5", format!("{id} leaves and is in no outbox")));
    };
    if row.state != OperationState::Sending {
        return Err(("I2", format!("{id} leaves while it is {} on the disk", row.state.word())));
    }
    let sends = device.known.sends.entry(id.to_owned()).or_default();
    *sends += 1;
    if is_once && *sends > 1 {
        return Err(("I4", format!("{id} leaves {sends} times by itself")));
    }
    let key = store::TicketKey::new(&row.account, &row.operation.ticket);
    if let Change::Reply { .. } = &row.operation.change
        // Written to a ticket that was made here: nothing was seen of it.
        && !device.known.blind.contains(id)
        && let Some(stored) = device.store.ticket_light(&key).map_err(or_store)?
    {
        // What was there when the ticket was last read must have stopped it.
        let read_ms = device.known.read_ms.get(&key).copied().unwrap_or(0);
        let read = Model::clock(read_ms.saturating_sub(lag_ms + 1_000));
        let unseen = |event: &&Event| {
            let wrote =
                matches!(event.what, What::Message { public: true, .. }) && event.by == Some(Party::Customer);
            wrote && event.at < read && !row.operation.seen.messages.contains(&event.id)
        };
        if let Some(event) = stored.ticket.events.iter().find(unseen) {
            return Err(("I17", format!("{id} leaves although the customer wrote {} since", event.id)));
        }
    }
    let others = OperationFilter {
        account: Some(&row.account),
        ticket: Some(&row.operation.ticket),
        open_only: true,
        ..OperationFilter::default()
    };
    let earlier = device.rows(others).map_err(or_store)?.into_iter().find(|other| other.place < row.place);
    match earlier {
        Some(earlier) => {
            let before =
                format!("{} ({:?}) of {}", earlier.operation.id, earlier.state, row.operation.ticket);
            Err(("I6", format!("{id} leaves before {before}")))
        }
        None => Ok(()),
    }
}

/// When the engine tells how a sync stands.
///
/// # Errors
/// I9: it goes back, or says more than is true.
pub fn progress(
    device: &mut Device,
    told: &Progress,
    models: &[Model],
    lag_ms: u64,
    exact: bool,
) -> Result<(), Broken> {
    let Some(at) = told.synced_at else { return Ok(()) };
    if let Some(before) = device.known.synced_at.insert(told.account.clone(), at)
        && before > at
    {
        return Err(("I9", format!("{} was complete until {}, now until {}", told.account, before.0, at.0)));
    }
    let slack_s = 4 + i64::try_from(lag_ms / 1000).unwrap_or(0);
    for model in models.iter().filter(|model| exact && model.account == told.account) {
        let aside = device.aside(&model.account);
        for (id, all) in model.tickets.iter().filter(|(id, _)| !aside.contains(id)) {
            let key = store::TicketKey::new(&model.account, id);
            let shown = device.known.shown.get(&key).map_or(0, |shown| shown.seq);
            let due = all
                .iter()
                .rev()
                .find(|version| Model::clock(version.at_ms).plus(slack_s) < at && !version.hidden);
            if let Some(due) =
                due.filter(|due| due.seq > shown && all.first().is_some_and(|first| !first.hidden))
            {
                return Err((
                    "I9",
                    format!("complete until {}, but {key} is {shown}, not {}", at.0, due.seq),
                ));
            }
        }
    }
    Ok(())
}

/// I8, I10: nothing that was shown becomes older or vanishes, and every row belongs where it says.
fn readings(device: &mut Device, models: &[Model]) -> Result<Result<(), Broken>, StoreError> {
    let changes = device.store.changes(device.known.revision)?;
    device.known.revision = changes.revision;
    for key in changes.tickets {
        let Some(stored) = device.store.ticket_light(&key)? else { continue };
        let ticket = stored.ticket;
        let Some(model) = models.iter().find(|model| model.account == key.account) else {
            return Ok(Err(("I10", format!("{key} belongs to no account"))));
        };
        if !ticket.number.starts_with(&format!("{}#", model.account)) {
            return Ok(Err(("I10", format!("{key} is {}", ticket.number))));
        }
        let seq = ticket.version.as_deref().unwrap_or_default().trim_matches('"').parse().unwrap_or(0);
        let shown =
            Shown { updated: ticket.updated, seq, gone: ticket.gone.is_some(), is_of_earlier_process: false };
        if let Some(before) = device.known.shown.insert(key.clone(), shown)
            && before.updated > ticket.updated
            && !before.is_of_earlier_process
        {
            return Ok(Err(("I8", format!("{key} was {}, is {seq}", before.seq))));
        }
    }
    for key in device.known.shown.keys() {
        // A key that vanished is in no list of changes.
        if device.known.unchecked == 0 && device.store.ticket_light(key)?.is_none() {
            return Ok(Err(("I8", format!("{key} was shown and is not there any more"))));
        }
    }
    Ok(Ok(()))
}

/// I7: the cursor is not ahead of the rows.
fn cursors(device: &Device, models: &[Model]) -> Result<Result<(), Broken>, StoreError> {
    for model in models {
        let Some(account) = device.store.account(&model.account)? else { continue };
        let Some(cursor) = account.cursor else { continue };
        let saved: serde_json::Value = serde_json::from_str(&cursor).unwrap_or_default();
        let aside = device.aside(&model.account);
        for (id, seq) in model.covered(saved.get("after").and_then(|text| text.as_str()).unwrap_or_default())
        {
            let key = store::TicketKey::new(&model.account, &id);
            let shown = device.known.shown.get(&key).map_or(0, |shown| shown.seq);
            if shown < seq && !aside.contains(&id) {
                return Ok(Err((
                    "I7",
                    format!("the cursor {cursor} covers {key} at {seq}, which is at {shown}"),
                )));
            }
        }
    }
    Ok(Ok(()))
}

/// I1, I2 for one operation.
fn operation(device: &mut Device, id: &str) -> Result<Result<(), Broken>, StoreError> {
    let Some(row) = device.store.operation(id)? else {
        return Ok(Err(("I1", format!("{id} is not in the outbox any more"))));
    };
    if row.state == OperationState::Queued && row.sent.is_none() {
        // The attempt certainly did nothing. That this is true shows in the counts at the end.
        device.known.sends.remove(id);
    }
    let Some(before) = device.known.told.insert(id.to_owned(), row.state) else {
        return Ok(Ok(()));
    };
    if !may_follow(before, row.state) {
        return Ok(Err(("I2", format!("{id} went from {} to {}", before.word(), row.state.word()))));
    }
    if device.known.taken_back.contains(id) && row.state != OperationState::Cancelled {
        return Ok(Err(("I2", format!("{id} was taken back and is {}", row.state.word()))));
    }
    Ok(Ok(()))
}

/// I1, I2 for all.
fn operations(device: &mut Device) -> Result<Result<(), Broken>, StoreError> {
    let ids: Vec<String> = device.known.told.keys().cloned().collect();
    for id in ids {
        if let Err(broken) = operation(device, &id)? {
            return Ok(Err(broken));
        }
    }
    Ok(Ok(()))
}

/// I11: texts are as the user left them.
fn drafts(device: &Device) -> Result<Result<(), Broken>, StoreError> {
    let stored = device.store.drafts()?;
    for draft in &stored {
        let key = (draft.ticket.account.clone(), draft.ticket.id.clone(), draft.kind);
        if device.known.drafts.get(&key) != Some(&draft.text) {
            return Ok(Err(("I11", format!("the draft of {} is {:?}", draft.ticket, draft.text))));
        }
    }
    if stored.len() != device.known.drafts.len() {
        return Ok(Err((
            "I11",
            format!("{} drafts are left of {}", stored.len(), device.known.drafts.len()),
        )));
    }
    Ok(Ok(()))
}

fn or_store(error: StoreError) -> Broken {
    ("store", error.to_string())
}

//! What happens to the queue.

use std::collections::HashMap;
use std::sync::Arc;

use calendar::Moment;
use store::StoredTicket;

use super::World;
use crate::DeskError;
use crate::console::Console;
use crate::live::{Entry, Line, Ranked, Revision};
use crate::show;
use crate::view::{Effect, EffectRow, EffectSide};

/// Most tickets that are named one by one.
const MOST_ROWS: usize = 100;

/// Orders the open tickets under both rules, at the same instant.
pub(crate) fn effect(console: &Console, world: &World) -> Result<Effect, DeskError> {
    let now = console.clock.now();
    let (mut is, mut would) = (Line::default(), Line::default());
    for stored in console.store.resident() {
        // A record that cannot be read is told where the queue is read.
        let Ok(StoredTicket { account, ticket, .. }) = stored else { continue };
        let Some(entry) = console.judge(&account, &ticket) else { continue };
        let covered = world.covers(entry.judged.as_ref().map(|judged| judged.pack.id.as_str()));
        let other = if covered { world.judge(console, &account, &ticket) } else { None };
        would.put(other.unwrap_or_else(|| entry.clone()));
        is.put(entry);
    }
    let skews = console.skews();
    is.reorder(now, &skews);
    would.reorder(now, &skews);
    Ok(compare(is.newest(), would.newest()))
}

fn compare(is: &Arc<Revision>, would: &Arc<Revision>) -> Effect {
    let places: HashMap<&str, (usize, &Ranked)> =
        is.rows.iter().enumerate().map(|(place, row)| (row.entry.key(), (place, row))).collect();
    let mut rows: Vec<EffectRow> = would
        .rows
        .iter()
        .enumerate()
        .filter_map(|(place, row)| {
            let (was, of_old) = *places.get(row.entry.key())?;
            let (before, after) = (side(of_old, was, is.as_of), side(row, place, would.as_of));
            (before != after).then(|| effect_row(&row.entry, before, after))
        })
        .collect();
    let changed = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    // A row that only shifts because others move says least.
    let only_moved = |row: &EffectRow| {
        row.before.due == row.after.due
            && row.before.shape == row.after.shape
            && row.before.lane == row.after.lane
    };
    rows.sort_by_key(|row| (only_moved(row), row.after.position));
    rows.truncate(MOST_ROWS);
    let tickets = u32::try_from(is.rows.len()).unwrap_or(u32::MAX);
    Effect { tickets, changed, before: is.counts.clone(), after: would.counts.clone(), rows }
}

fn side(row: &Ranked, place: usize, as_of: Moment) -> EffectSide {
    let position = u32::try_from(place + 1).unwrap_or(u32::MAX);
    let shown = show::row(&row.entry, Some(row.lane), position, row.at(as_of));
    EffectSide { position, lane: shown.lane, shape: shown.clock.shape, due: shown.clock.due }
}

fn effect_row(entry: &Entry, before: EffectSide, after: EffectSide) -> EffectRow {
    EffectRow {
        key: entry.key().to_owned(),
        number: entry.number().to_owned(),
        subject: entry.subject().to_owned(),
        before,
        after,
    }
}

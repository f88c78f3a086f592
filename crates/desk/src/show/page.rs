//! A page of a list.

use super::row::row;
use crate::console::Found;
use crate::freshness::Freshness;
use crate::live::{Line, Ranked, Revision, changes_between};
use crate::view::{QueuePage, QueueRequest};

/// Most rows of one page.
const LARGEST: u32 = 500;

/// The rows that were asked for; `found` is what a search found, `None` without a search. The solved hits on the page
/// are named beside it: they are still on disk.
pub(crate) fn page<'a>(
    line: &Line,
    request: &QueueRequest,
    found: Option<&'a Found>,
    freshness: &Freshness,
) -> (QueuePage, &'a [store::Hit]) {
    page_of(&line.show(request.revision), line.newest(), request, found, freshness)
}

/// The rows of one revision, and how much the newest one differs.
pub(crate) fn page_of<'a>(
    shown: &Revision,
    newest: &Revision,
    request: &QueueRequest,
    found: Option<&'a Found>,
    freshness: &Freshness,
) -> (QueuePage, &'a [store::Hit]) {
    let rows = rows_of(shown, request, found);
    let changes = if shown.number == newest.number {
        0
    } else {
        changes_between(&keys(&rows), &keys(&rows_of(newest, request, found)))
    };
    let solved = found.map_or(&[][..], |found| &found.solved);
    let total = rows.len() + solved.len();
    let first = (request.offset as usize).min(total);
    let end = first.saturating_add(request.limit.min(LARGEST) as usize).min(total);
    let wanted = &rows[first.min(rows.len())..end.min(rows.len())];
    let count = |rows: usize| u32::try_from(rows).unwrap_or(u32::MAX);
    let page = QueuePage {
        revision: shown.number,
        newest: newest.number,
        changes,
        as_of: shown.as_of.0,
        total: count(total),
        solved: count(solved.len()),
        more: found.is_some_and(|found| found.more),
        offset: count(first),
        rows: wanted
            .iter()
            .map(|(position, r)| row(&r.entry, Some(r.lane), *position, r.at(shown.as_of)))
            .collect(),
        doubtful: count(doubtful(&rows, freshness)),
        counts: newest.counts.clone(),
    };
    (page, &solved[first.saturating_sub(rows.len())..end.saturating_sub(rows.len())])
}

fn doubtful(rows: &[(u32, &Ranked)], freshness: &Freshness) -> usize {
    if !freshness.is_stale() {
        return 0;
    }
    rows.iter().filter(|(_, row)| freshness.is_doubtful(row.entry.key())).count()
}

fn keys<'a>(rows: &[(u32, &'a Ranked)]) -> Vec<&'a str> {
    rows.iter().map(|(_, row)| row.entry.key()).collect()
}

/// The rows of a view with their positions over all lanes. A search looks in all of them: who looks for a ticket
/// wants to find it wherever it is.
fn rows_of<'a>(
    revision: &'a Revision,
    request: &QueueRequest,
    found: Option<&Found>,
) -> Vec<(u32, &'a Ranked)> {
    let is_in = |row: &Ranked| {
        found.map_or_else(|| row.marks.are_in(request.view), |found| found.unsolved.contains(row.slot))
    };
    (1_u32..).zip(revision.rows.iter()).filter(|(_, row)| is_in(row)).collect()
}

//! A page of a list.

use std::collections::BTreeSet;

use super::row::row;
use crate::live::{Line, Ranked, Revision, changes_between};
use crate::view::{QueuePage, QueueRequest};

/// Most rows of one page.
const LARGEST: u32 = 500;

/// The rows that were asked for; `found` are the keys that a search found, `None` without a search.
pub(crate) fn page(line: &Line, request: &QueueRequest, found: Option<&BTreeSet<String>>) -> QueuePage {
    page_of(&line.show(request.revision), line.newest(), request, found)
}

/// The rows of one revision, and how much the newest one differs.
pub(crate) fn page_of(
    shown: &Revision,
    newest: &Revision,
    request: &QueueRequest,
    found: Option<&BTreeSet<String>>,
) -> QueuePage {
    let rows = rows_of(shown, request, found);
    let changes = if shown.number == newest.number {
        0
    } else {
        changes_between(&keys(&rows), &keys(&rows_of(newest, request, found)))
    };
    let offset = request.offset.min(u32::try_from(rows.len()).unwrap_or(u32::MAX));
    let wanted = rows.iter().skip(offset as usize).take(request.limit.min(LARGEST) as usize);
    QueuePage {
        revision: shown.number,
        newest: newest.number,
        changes,
        as_of: shown.as_of.0,
        total: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        offset,
        rows: wanted.map(|(position, r)| row(&r.entry, Some(r.lane), *position, shown.as_of)).collect(),
        counts: newest.counts.clone(),
    }
}

fn keys<'a>(rows: &[(u32, &'a Ranked)]) -> Vec<&'a str> {
    rows.iter().map(|(_, row)| &*row.entry.key).collect()
}

/// The rows of a view with their positions over all lanes.
fn rows_of<'a>(
    revision: &'a Revision,
    request: &QueueRequest,
    found: Option<&BTreeSet<String>>,
) -> Vec<(u32, &'a Ranked)> {
    let is_found = |row: &Ranked| found.is_none_or(|keys| keys.contains(&*row.entry.key));
    (1_u32..).zip(&revision.rows).filter(|(_, row)| row.marks.are_in(request.view) && is_found(row)).collect()
}

//! The board for the wall.

use calendar::Moment;
use chrono::{Local, TimeZone};

use super::row::row;
use crate::live::{Ranked, Revision};
use crate::view::BoardView;

/// Rows in the list of next deadlines.
const NEXT: usize = 10;

/// The board of a revision. `fresh_at` is when the data of the oldest account were last read.
pub(crate) fn board(revision: &Revision, fresh_at: Option<Moment>, stale: bool) -> BoardView {
    let now = revision.as_of;
    let within = |seconds: i64| {
        let soon = |row: &&Ranked| {
            !row.marks.overdue && row.marks.due().is_some_and(|due| due.since(now) <= seconds)
        };
        count(revision.rows.iter().filter(soon).count())
    };
    BoardView {
        revision: revision.number,
        as_of: now.0,
        overdue: revision.counts.overdue,
        within_30_min: within(1_800),
        within_2_h: within(7_200),
        today: within(left_today(now)),
        waiting: revision.counts.waiting,
        no_target: revision.counts.no_target,
        all: revision.counts.all,
        next: next(revision),
        by_hour: by_hour(revision),
        fresh_at: fresh_at.map(|at| at.0),
        stale,
    }
}

fn next(revision: &Revision) -> Vec<crate::view::QueueRow> {
    let mut due: Vec<(Moment, u32, &Ranked)> = (1_u32..)
        .zip(revision.rows.iter())
        .filter_map(|(position, row)| Some((row.marks.due()?, position, row)))
        .collect();
    due.sort_by_key(|(due, position, _)| (*due, *position));
    due.truncate(NEXT);
    due.iter().map(|(_, at, r)| row(&r.entry, Some(r.lane), *at, r.at(revision.as_of))).collect()
}

fn by_hour(revision: &Revision) -> Vec<u32> {
    let mut hours = vec![0; 24];
    for row in revision.rows.iter().filter(|row| !row.marks.overdue) {
        let ahead = row.marks.due().map(|due| due.since(revision.as_of) / 3600);
        if let Some(hour) = ahead.and_then(|hour| hours.get_mut(usize::try_from(hour).ok()?)) {
            *hour += 1;
        }
    }
    hours
}

/// Seconds until the computer's midnight: "today" is the reader's own day.
fn left_today(now: Moment) -> i64 {
    let Some(utc) = now.to_chrono() else { return 0 };
    let local = utc.with_timezone(&Local);
    let tomorrow = local.date_naive().succ_opt().and_then(|day| day.and_hms_opt(0, 0, 0));
    let midnight = tomorrow.and_then(|at| Local.from_local_datetime(&at).earliest());
    midnight.map_or(86_400, |at| at.timestamp() - now.0)
}

fn count(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}

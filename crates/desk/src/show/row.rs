//! One line of a list.

use calendar::Moment;
use policy::answer::{Flag, Lane};

use super::clock;
use crate::live::{Entry, Judged};
use crate::view::{ClockShape, ClockView, QueueRow};

/// A ticket as a row; `position` counts from 1, and is 0 for a solved ticket.
pub(crate) fn row(entry: &Entry, lane: Option<Lane>, position: u32, now: Moment) -> QueueRow {
    let judged = entry.judged.as_ref();
    let severity = judged.and_then(|judged| judged.standing.severity());
    QueueRow {
        key: entry.key.to_string(),
        number: entry.number.to_string(),
        position,
        lane: lane.map_or("", Lane::word).to_owned(),
        subject: entry.subject.to_string(),
        customer: entry.customer.to_string(),
        vendor: judged.map_or_else(String::new, |judged| judged.pack.vendor.clone()),
        severity: judged
            .zip(severity)
            .map_or_else(String::new, |(j, ix)| j.pack.severity_name(ix).to_owned()),
        severity_rank: severity.and_then(|ix| u8::try_from(ix).ok()),
        plan: judged.map_or_else(String::new, plan),
        assignee: entry.assignee.to_string(),
        created: entry.created.0,
        waiting_since: judged.and_then(|judged| judged.standing.waiting_since()).map(|at| at.0),
        clock: judged
            .map_or_else(|| clock::no_clock("no policy chosen", now), |judged| governing(judged, now)),
        flags: judged.map_or_else(Vec::new, |judged| flags(judged, now)),
    }
}

/// All clocks of a ticket.
pub(crate) fn clocks(judged: &Judged, now: Moment) -> Vec<ClockView> {
    judged
        .standing
        .clocks(&judged.pack, now)
        .map(|reading| clock::clock(&reading, &judged.pack, now))
        .collect()
}

/// The word of a flag in public formats.
pub(crate) fn flag_word(flag: Flag) -> String {
    serde_json::to_value(flag).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

fn plan(judged: &Judged) -> String {
    judged.standing.plan().map_or_else(String::new, |ix| judged.pack.plan_name(ix).to_owned())
}

fn flags(judged: &Judged, now: Moment) -> Vec<String> {
    judged.standing.flags(&judged.pack, now).into_iter().map(flag_word).collect()
}

/// The clock that a list shows: the governing one, else what comes closest to it.
fn governing(judged: &Judged, now: Moment) -> ClockView {
    if let Some(reading) = judged.standing.governing(&judged.pack, now) {
        return clock::clock(&reading, &judged.pack, now);
    }
    let best = clocks(judged, now).into_iter().min_by_key(preference);
    match best {
        // The clocks have stopped and the customer waits again: the policy promises nothing for that.
        Some(clock) if clock.met_at.is_some() && judged.standing.waiting_since().is_some() => {
            clock::no_clock("next reply: no published target", now)
        }
        Some(clock) => clock,
        None => clock::no_clock("no clock", now),
    }
}

const fn preference(clock: &ClockView) -> u8 {
    match clock.shape {
        ClockShape::Overdue => 0,
        ClockShape::DueSoon => 1,
        ClockShape::Running => 2,
        ClockShape::Paused => 3,
        ClockShape::NoTarget => 4,
        ClockShape::MetLate => 5,
        ClockShape::Met => 6,
        ClockShape::NotStarted => 7,
    }
}

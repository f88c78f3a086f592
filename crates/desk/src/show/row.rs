//! One line of a list.

use policy::answer::{Flag, Lane};
use policy::ticket::MappingGap;

use super::clock;
use crate::live::{At, Entry, Judged};
use crate::view::{ClockShape, ClockView, QueueRow};

/// A ticket as a row, whose age is to be written into it; `position` counts from 1, and is 0 for a solved ticket, which is shown as it stood `at` its end.
pub(crate) fn row(entry: &Entry, lane: Option<Lane>, position: u32, at: At) -> QueueRow {
    let judged = entry.judged.as_ref();
    let severity = judged.and_then(|judged| judged.standing.severity());
    QueueRow {
        key: entry.key().to_owned(),
        number: entry.number().to_owned(),
        position,
        solved: !entry.is_open(),
        lane: lane.map_or("", Lane::word).to_owned(),
        subject: entry.subject().to_owned(),
        customer: entry.names.customer.to_string(),
        vendor: judged.map_or_else(String::new, |judged| judged.pack.vendor.clone()),
        severity: judged
            .zip(severity)
            .map_or_else(|| unknown_severity(entry), |(j, ix)| j.pack.severity_name(ix).to_owned()),
        severity_rank: severity.and_then(|ix| u8::try_from(ix).ok()),
        plan: judged.map_or_else(String::new, |judged| plan(judged, at)),
        assignee: entry.names.assignee.to_string(),
        created: entry.created.0,
        waiting_since: judged
            .and_then(|judged| judged.standing.waiting_since())
            .map(|since| at.for_console(since).0),
        read_at: None,
        doubtful: false,
        clock: judged.map_or_else(
            || clock::no_clock("no policy chosen", at.now),
            |judged| if entry.is_open() { governing(judged, at) } else { last(judged, at) },
        ),
        flags: judged.map_or_else(Vec::new, |judged| flags(judged, at)),
    }
}

/// The portal's own word for a severity that the policy does not know; empty when it gave none.
fn unknown_severity(entry: &Entry) -> String {
    let word = entry.gaps.iter().find_map(|gap| match gap {
        MappingGap::UnknownWord { what, word } if what == "severity" => Some(mail::one_line(word)),
        MappingGap::UnknownWord { .. } | MappingGap::NoPolicy { .. } => None,
    });
    word.unwrap_or_default()
}

/// All clocks of a ticket.
pub(crate) fn clocks(judged: &Judged, at: At) -> Vec<ClockView> {
    let readings = judged.standing.clocks(&judged.pack, at.portal_now());
    readings.map(|reading| clock::clock(&reading, &judged.pack, at)).collect()
}

/// All clocks of a solved ticket, as they stood at its end: none of them counts on.
pub(crate) fn last_clocks(judged: &Judged, at: At) -> Vec<ClockView> {
    clocks(judged, at).into_iter().map(clock::at_rest).collect()
}

/// The word of a flag in public formats.
pub(crate) fn flag_word(flag: Flag) -> String {
    serde_word(flag)
}

/// The word that stands for a value in public formats.
pub(super) fn serde_word(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The plan in force: after the end of a contract it may be another one than its own.
fn plan(judged: &Judged, at: At) -> String {
    let plan = judged.standing.plan_in_force(&judged.pack, at.portal_now());
    plan.map_or_else(String::new, |ix| judged.pack.plan_name(ix).to_owned())
}

fn flags(judged: &Judged, at: At) -> Vec<String> {
    judged.standing.flags(&judged.pack, at.portal_now()).into_iter().map(flag_word).collect()
}

/// The clock that a list shows: the governing one, else what comes closest to it.
fn governing(judged: &Judged, at: At) -> ClockView {
    if let Some(reading) = judged.standing.governing(&judged.pack, at.portal_now()) {
        return clock::clock(&reading, &judged.pack, at);
    }
    let best = clocks(judged, at).into_iter().min_by_key(preference);
    match best {
        // The clocks have stopped and the customer waits again: the policy promises nothing for that.
        Some(clock) if clock.met_at.is_some() && judged.standing.waiting_since().is_some() => {
            clock::no_clock("next reply: no published target", at.now)
        }
        Some(clock) => clock,
        None => clock::no_clock("no clock", at.now),
    }
}

/// What became of a solved ticket: a broken promise before a kept one, and these before what promised nothing.
fn last(judged: &Judged, at: At) -> ClockView {
    let weight = |clock: &ClockView| match clock.shape {
        ClockShape::Overdue => 0,
        ClockShape::MetLate => 1,
        ClockShape::Met => 2,
        ClockShape::DueSoon | ClockShape::Running | ClockShape::Paused => 3,
        ClockShape::NoTarget => 4,
        ClockShape::NotStarted => 5,
    };
    let best = last_clocks(judged, at).into_iter().min_by_key(weight);
    best.unwrap_or_else(|| clock::no_clock("no clock", at.now))
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

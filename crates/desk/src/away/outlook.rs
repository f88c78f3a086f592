//! What becomes of one ticket while the user is away, if nothing happens in it.

use calendar::Moment;
use policy::answer::{ClockState, Lane};
use policy::engine::ClockReading;
use policy::pack::ClockStart;

use crate::live::{At, Entry, Judged, Marks};
use crate::show;
use crate::view::AwayGroup;

/// What comes due so soon after the landing is listed too, in seconds.
const AFTER_S: i64 = 3_600;

/// A time away, by the console's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Away {
    pub now: Moment,
    pub from: Moment,
    pub to: Moment,
}

/// A ticket over a time away. Instants are by the console's time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outlook {
    pub group: AwayGroup,
    /// The clock that is meant: `First response`; empty without one.
    pub clock: String,
    /// When it is due; `None` when nothing is promised or nothing counts.
    pub due: Option<Moment>,
    /// When a clock that could start would be due, if it started at the departure.
    pub earliest: Option<Moment>,
    /// Counted seconds that it is overdue on landing; `None` when the queue will not show it as overdue.
    pub overdue_s: Option<i64>,
    /// What the clock depends on, or why there is none; empty where the deadline says it all.
    pub depends: String,
    /// Further clocks that come due by then, and when.
    pub also: Vec<(String, Moment)>,
}

/// A clock that nothing moves now and that something can start.
struct Sleeper {
    clock: String,
    earliest: Option<Moment>,
    depends: String,
}

impl Away {
    /// Until when what comes due after the landing is listed.
    pub(crate) const fn until(&self) -> Moment {
        self.to.plus(AFTER_S)
    }
}

/// Reads a ticket at now, at the departure and at the landing: what the queue would show then. No event is made up.
pub(crate) fn outlook(entry: &Entry, lane: Lane, ahead_s: i64, away: &Away) -> Outlook {
    let at = |now: Moment| At { now, ahead_s };
    let is_overdue = |now: Moment| Marks::read(entry, lane, at(now)).overdue;
    let Some(judged) = &entry.judged else {
        return Outlook {
            group: AwayGroup::NothingPromised,
            ..without_clock("No policy is chosen for its queue.")
        };
    };
    let overdue_s = if is_overdue(away.to) { overdue_s(judged, at(away.to)) } else { None };
    let in_time = [
        (AwayGroup::Overdue, away.now, is_overdue(away.now).then_some(away.now)),
        (AwayGroup::Before, away.from, Some(away.from)),
        // A clock whose target was used up by then counts although the queue calls it overdue a second later.
        (AwayGroup::Away, away.from, Some(away.to)),
        // The end of a contract may have changed a deadline meanwhile.
        (AwayGroup::Away, away.to, Some(away.to)),
        (AwayGroup::After, away.to, Some(away.until())),
    ];
    for (group, seen, last) in in_time {
        let mut dues = last.map_or_else(Vec::new, |_| dues(judged, at(seen)));
        dues.retain(|(_, due)| *due <= away.until());
        let is_by = dues.first().is_some_and(|(_, due)| last.is_some_and(|last| *due <= last));
        if is_by {
            let (clock, due) = dues.remove(0);
            let kept = overdue_s.is_some() || due > away.to;
            let depends = if kept { String::new() } else { not_overdue(judged, at(away.to)) };
            return Outlook { group, clock, due: Some(due), earliest: None, overdue_s, depends, also: dues };
        }
    }
    let sleeper = sleeper(judged, at(away.from));
    let is_near = |sleeper: &Sleeper| sleeper.earliest.is_some_and(|earliest| earliest <= away.until());
    if let Some(sleeper) = sleeper.as_ref().filter(|sleeper| is_near(sleeper)) {
        return could_start(sleeper);
    }
    if Marks::read(entry, lane, at(away.now)).no_target {
        return nothing_promised(entry, lane, at(away.now));
    }
    match sleeper {
        Some(sleeper) => could_start(&sleeper),
        None => Outlook { group: AwayGroup::Rest, ..without_clock("") },
    }
}

/// The clocks that run or are overdue, by their due, the first ones first.
fn dues(judged: &Judged, at: At) -> Vec<(String, Moment)> {
    let readings = judged.standing.clocks(&judged.pack, at.portal_now());
    let counting = readings.filter(|clock| clock.met_at().is_none());
    let counting = counting.filter(|clock| match clock.state() {
        ClockState::Running | ClockState::Breached => true,
        ClockState::NotStarted | ClockState::Paused | ClockState::Met | ClockState::NoTarget => false,
    });
    let mut dues: Vec<(String, Moment)> = counting
        .filter_map(|clock| Some((label(&clock), at.for_console(clock.due()?))))
        .filter(|(_, due)| *due != Moment::FOREVER)
        .collect();
    dues.sort_by_key(|(_, due)| *due);
    dues
}

/// Seconds by which the clock that is most overdue is so.
fn overdue_s(judged: &Judged, at: At) -> Option<i64> {
    let readings = judged.standing.clocks(&judged.pack, at.portal_now());
    let overdue = readings.filter(|clock| clock.met_at().is_none() && clock.state() == ClockState::Breached);
    overdue.filter_map(|clock| clock.remaining_s()).map(|left| -left).max()
}

/// Why a clock whose target is used up by the landing is not overdue then.
fn not_overdue(judged: &Judged, landing: At) -> String {
    let waits = dues(judged, landing).iter().any(|(_, due)| *due <= landing.now);
    let why = if waits {
        "Not overdue on landing yet: its hours are closed then."
    } else {
        "Not promised any more on landing: the contract ends before."
    };
    why.to_owned()
}

/// What stands still, or starts with the customer's next message, and has a target; the soonest of them.
fn sleeper(judged: &Judged, at: At) -> Option<Sleeper> {
    let leaves = at.portal_now();
    let found = judged.standing.clocks(&judged.pack, leaves).filter_map(|clock| {
        let (left, depends) = match (clock.state(), clock.clock().start) {
            (ClockState::Paused, _) => {
                let held = clock.paused_by().map_or("paused", policy::engine::Status::word).replace('-', " ");
                (clock.remaining_s()?, format!("Stands still: {held}. It goes on when the status changes."))
            }
            (ClockState::Met | ClockState::NotStarted, ClockStart::CustomerMessage) => {
                (clock.target_s()?, "Starts when the customer writes again.".to_owned())
            }
            (ClockState::Breached, ClockStart::CustomerMessage) if clock.met_at().is_some() => {
                (clock.target_s()?, "Starts when the customer writes again.".to_owned())
            }
            (
                ClockState::NotStarted
                | ClockState::Running
                | ClockState::Met
                | ClockState::Breached
                | ClockState::NoTarget,
                ClockStart::Created | ClockStart::CustomerMessage | ClockStart::StaffMessage,
            ) => return None,
        };
        let earliest = clock.hours().due(leaves, left.max(0), &[]);
        Some(Sleeper { clock: label(&clock), earliest: earliest.map(|due| at.for_console(due)), depends })
    });
    found.min_by_key(|sleeper| sleeper.earliest.unwrap_or(Moment::FOREVER))
}

fn could_start(Sleeper { clock, earliest, depends }: &Sleeper) -> Outlook {
    let group = AwayGroup::CouldStart;
    Outlook { group, clock: clock.clone(), earliest: *earliest, ..without_clock(depends) }
}

/// The words of the queue for why nothing counts.
fn nothing_promised(entry: &Entry, lane: Lane, at: At) -> Outlook {
    let shown = show::row(entry, Some(lane), 0, at).clock;
    let depends = match (shown.label.as_str(), shown.note.as_str()) {
        ("", note) => format!("{}.", capital(note)),
        (clock, note) => format!("{clock}: {note}."),
    };
    Outlook { group: AwayGroup::NothingPromised, ..without_clock(&depends) }
}

fn without_clock(depends: &str) -> Outlook {
    Outlook {
        group: AwayGroup::Rest,
        clock: String::new(),
        due: None,
        earliest: None,
        overdue_s: None,
        depends: depends.to_owned(),
        also: Vec::new(),
    }
}

fn label(clock: &ClockReading<'_>) -> String {
    show::label(&clock.clock().name)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

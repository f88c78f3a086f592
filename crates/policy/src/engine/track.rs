//! The past of one clock of one ticket: where it started and stopped, and what it aims at.

use calendar::{Calendar, Moment, Span};

use super::Status;
use super::packed::{Index, Seconds};
use super::target::{Aim, Origin};
use crate::pack::Pack;

/// It says nothing of now: what it counted is summed up to the last event that moved it, so that any later instant
/// costs one look into a calendar, however many pauses there were.
#[derive(Clone, Copy, Debug)]
pub(super) struct Track {
    /// When it started; none when nothing has started it.
    start: Seconds,
    /// The last event that moved it: its stop, the beginning of the pause that holds it, the end of its last pause, or
    /// its start.
    since: Seconds,
    /// Counted seconds until then.
    counted: Seconds,
    /// The target in force: at the stop for a stopped clock, else at the last event.
    target: Seconds,
    /// When the target is used up; none when never, or without a target.
    due: Seconds,
    phase: Phase,
    calendar: u16,
    /// The row of the pack that gives the target; none for the contract.
    row: Index,
}

/// The tracks of a ticket's clocks. The one that governs the order lies within the standing itself, so that ordering a
/// million tickets reads no further memory; most policies have no other.
#[derive(Clone, Debug)]
pub(super) struct Tracks {
    /// The track at `lead_at`; none where the policy has no clock.
    lead: Option<Track>,
    lead_at: Index,
    /// Whether the lead is the running clock with the earliest due. Else no clock runs towards a target.
    governs: bool,
    /// Whether a clock that has started has a published target, kept, broken or held.
    has_target: bool,
    /// When the first of the running clocks behind the lead that governs is due, [`Moment::FOREVER`] for never; none
    /// where no other runs towards a target. Without a look at them, which costs more than all the rest of an order,
    /// this tells most often that none of them is used up more than the lead.
    next_due: Seconds,
    /// All others, in the order of the pack's clocks.
    rest: Box<[Track]>,
}

impl Tracks {
    /// The track of the clock at a place in the pack.
    pub(super) fn get(&self, clock: usize) -> Option<&Track> {
        let lead_at = self.lead_at.get()?;
        if clock == lead_at {
            return self.lead.as_ref();
        }
        self.rest.get(if clock < lead_at { clock } else { clock - 1 })
    }

    /// The running clock with the earliest due, and its place in the pack; the first of those with the same due. A clock
    /// that will never be due comes last.
    pub(super) fn governing(&self) -> Option<(usize, &Track)> {
        let governing = self.lead.as_ref().filter(|_| self.governs)?;
        Some((self.lead_at.get()?, governing))
    }

    /// The running clocks that have a target, first the one with the earliest due: their places in the pack, and the targets
    /// in seconds.
    pub(super) fn running(&self) -> impl Iterator<Item = (usize, &Track, i64)> {
        // Without a lead that governs none runs towards a target.
        let lead_at = self.lead_at.get().filter(|_| self.governs);
        let rest = if lead_at.is_some() { &*self.rest } else { &[] };
        let rest = rest.iter().enumerate().map(move |(at, track)| {
            let is_behind = lead_at.is_some_and(|lead_at| at >= lead_at);
            (at + usize::from(is_behind), track)
        });
        let all = lead_at.zip(self.lead.as_ref()).into_iter().chain(rest);
        all.filter(|(_, track)| track.is_running())
            .filter_map(|(at, track)| Some((at, track, track.target()?)))
    }

    /// Whether a clock that has started has a published target, kept, broken or held.
    pub(super) const fn has_target(&self) -> bool {
        self.has_target
    }

    /// When the first of [`Self::running`] behind the one that governs is due, [`Moment::FOREVER`] for never; `None`
    /// where there is no other.
    pub(super) const fn next_due(&self) -> Option<Moment> {
        self.next_due.moment()
    }

    /// Bytes that it points to.
    pub(super) fn heap_size(&self) -> usize {
        size_of_val(&*self.rest)
    }
}

impl From<Vec<Track>> for Tracks {
    fn from(mut tracks: Vec<Track>) -> Self {
        let running =
            tracks.iter().enumerate().filter(|(_, track)| track.is_running() && track.target().is_some());
        let due = |track: &Track| track.due().unwrap_or(Moment::FOREVER);
        let governing = running.clone().min_by_key(|(at, track)| (due(track), *at)).map(|(at, _)| at);
        let others = running.filter(|(at, _)| Some(*at) != governing);
        let next_due = others.map(|(_, track)| due(track)).min();
        let has_target = tracks.iter().any(|track| track.start().is_some() && track.target().is_some());
        let lead_at = governing.unwrap_or(0);
        let lead = (lead_at < tracks.len()).then(|| tracks.remove(lead_at));
        let lead_at = Index::from(lead.is_some().then_some(lead_at));
        Self {
            lead,
            lead_at,
            governs: governing.is_some(),
            has_target,
            next_due: next_due.into(),
            rest: tracks.into(),
        }
    }
}

/// What a clock that has started does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Runs,
    /// A status holds it.
    Held(Status),
    Stopped,
}

/// The past of a clock as the events tell it.
pub(super) struct Course<'a> {
    pub(super) start: Option<Moment>,
    pub(super) stop: Option<Moment>,
    /// When it was held, sorted and apart; an open pause ends at [`Moment::FOREVER`].
    pub(super) pauses: &'a [Span],
    /// The status that holds it.
    pub(super) held_by: Option<Status>,
    pub(super) aim: Aim,
}

impl Track {
    /// Sums a past up on the hours in which it counts.
    pub(super) fn of(course: &Course<'_>, hours: &Calendar) -> Self {
        let Course { start, stop, pauses, held_by, aim } = *course;
        let last = pauses.last().copied();
        let (phase, since) = match (stop, held_by) {
            (Some(stop), _) => (Phase::Stopped, Some(stop)),
            (None, Some(status)) => (Phase::Held(status), last.map(|pause| pause.from).or(start)),
            (None, None) => (Phase::Runs, last.map(|pause| pause.to).max(start)),
        };
        let counted = start.zip(since).map_or(0, |(start, since)| hours.elapsed(start, since, pauses));
        let due = start.zip(aim.seconds).and_then(|(start, target)| hours.due(start, target, pauses));
        Self {
            start: start.into(),
            since: since.filter(|_| start.is_some()).into(),
            counted: counted.into(),
            target: aim.seconds.into(),
            due: due.into(),
            phase,
            calendar: aim.calendar,
            row: match aim.origin {
                Origin::Row(row) => Some(usize::from(row)).into(),
                Origin::Contract => Index::NONE,
            },
        }
    }

    /// When it started; `None` when nothing has started it.
    pub(super) const fn start(&self) -> Option<Moment> {
        self.start.moment()
    }

    /// When it stopped.
    pub(super) const fn stop(&self) -> Option<Moment> {
        match self.phase {
            Phase::Stopped => self.since.moment(),
            Phase::Runs | Phase::Held(_) => None,
        }
    }

    /// The status that holds it.
    pub(super) const fn held_by(&self) -> Option<Status> {
        match self.phase {
            Phase::Held(status) => Some(status),
            Phase::Runs | Phase::Stopped => None,
        }
    }

    /// The target in seconds; `None` where none is published.
    pub(super) const fn target(&self) -> Option<i64> {
        self.target.get()
    }

    /// When the target is used up; `None` when never, or without a target.
    pub(super) const fn due(&self) -> Option<Moment> {
        self.due.moment()
    }

    /// The target in force.
    pub(super) fn aim(&self) -> Aim {
        let row = self.row.get().and_then(|row| u16::try_from(row).ok());
        let origin = row.map_or(Origin::Contract, Origin::Row);
        Aim { seconds: self.target(), calendar: self.calendar, origin }
    }

    /// Whether it counts, or will count from the next opening.
    pub(super) const fn is_running(&self) -> bool {
        self.start.get().is_some() && matches!(self.phase, Phase::Runs)
    }

    /// Counted seconds until its stop, or until `now`. `None` for a `now` before its last event, which only all of its
    /// pauses can answer.
    pub(super) fn elapsed(&self, hours: &Calendar, now: Moment) -> Option<i64> {
        let Some(since) = self.since.moment() else { return Some(0) };
        let counted = self.counted.get().unwrap_or(0);
        match self.phase {
            Phase::Stopped => Some(counted),
            Phase::Runs | Phase::Held(_) if now < since => None,
            Phase::Held(_) => Some(counted),
            Phase::Runs => Some(counted.saturating_add(hours.elapsed(since, now, &[]))),
        }
    }

    /// When so many seconds will have been counted if it runs on: `Some(None)` for never. `None` where it has counted
    /// as many already, which only all of its pauses can answer.
    pub(super) fn due_of(&self, seconds: i64, hours: &Calendar) -> Option<Option<Moment>> {
        let left = seconds.saturating_sub(self.counted.get()?);
        if left > 0 { Some(hours.due(self.since.moment()?, left, &[])) } else { None }
    }

    /// The calendar of its target.
    pub(super) fn calendar<'a>(&self, pack: &'a Pack) -> &'a Calendar {
        calendar_at(pack, self.calendar)
    }
}

/// The calendar of a target. Calendar 0 of a pack is always there.
pub(super) fn calendar_of(pack: &Pack, aim: Aim) -> &Calendar {
    calendar_at(pack, aim.calendar)
}

fn calendar_at(pack: &Pack, index: u16) -> &Calendar {
    let index = usize::from(index).min(pack.calendars.len() - 1);
    &pack.calendars[index].calendar
}

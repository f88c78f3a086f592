//! Which lists a ticket is in.

use calendar::Moment;
use policy::answer::{ClockState, Lane};

use super::{At, Entry};
use crate::view::QueueView;

/// How close a due must be to be called soon, in seconds of wall-clock time.
pub(crate) const SOON_S: i64 = 7_200;

/// What lists and board ask of a ticket, read once for each revision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    pub overdue: bool,
    pub soon: bool,
    pub no_target: bool,
    pub waiting: bool,
    pub lower: bool,
    pub mine: bool,
    pub unassigned: bool,
    /// [`Marks::due`]; for ever when there is none.
    due: Due,
}

/// An instant that may never come, in half the room of an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Due(Moment);

impl Default for Due {
    fn default() -> Self {
        Self(Moment::FOREVER)
    }
}

impl Marks {
    pub(crate) fn read(entry: &Entry, lane: Lane, at: At) -> Self {
        let now = at.portal_now();
        let mut marks = Self {
            waiting: lane == Lane::WaitingOnCustomer,
            lower: matches!(lane, Lane::Deprioritized | Lane::Refused),
            mine: entry.mine,
            unassigned: entry.names.assignee.is_empty(),
            no_target: entry.judged.as_ref().is_none_or(|judged| judged.standing.waiting_since().is_some()),
            ..Self::default()
        };
        let Some(judged) = &entry.judged else { return marks };
        let mut earliest = Moment::FOREVER;
        for clock in judged.standing.clocks(&judged.pack, now).filter(|clock| clock.met_at().is_none()) {
            match clock.state() {
                ClockState::Breached => {
                    marks.overdue = true;
                    marks.no_target = false;
                    earliest = earliest.min(clock.due().unwrap_or(Moment::FOREVER));
                }
                ClockState::Running => {
                    marks.no_target = false;
                    marks.soon |= clock.due().is_some_and(|due| due.since(now) <= SOON_S);
                    earliest = earliest.min(clock.due().unwrap_or(Moment::FOREVER));
                }
                ClockState::Paused => marks.no_target = false,
                ClockState::NotStarted | ClockState::Met | ClockState::NoTarget => {}
            }
        }
        marks.soon &= !marks.overdue;
        marks.due = Due(at.for_console(earliest));
        marks
    }

    /// Earliest due of a clock that runs or is overdue, by the console's time.
    pub(crate) fn due(self) -> Option<Moment> {
        Some(self.due.0).filter(|due| *due != Moment::FOREVER)
    }

    /// Whether the ticket is in a list.
    pub(crate) const fn are_in(self, view: QueueView) -> bool {
        match view {
            QueueView::All => true,
            QueueView::Overdue => self.overdue,
            QueueView::DueSoon => self.soon,
            QueueView::Mine => self.mine,
            QueueView::Unassigned => self.unassigned,
            QueueView::Waiting => self.waiting,
            QueueView::NoTarget => self.no_target,
            QueueView::Lower => self.lower,
        }
    }
}

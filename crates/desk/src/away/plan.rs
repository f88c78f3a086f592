//! The plan: every ticket of the queue over a time away, in the order of work before leaving.

use calendar::Moment;

use super::outlook::{Away, Outlook, outlook};
use crate::live::{Ranked, Revision};
use crate::view::{AwayCount, AwayFit, AwayGroup, AwayWhose};

/// The order of work, in one sentence.
pub(crate) const RULE: &str = "What is overdue comes first, in the order of the queue; then what comes due first; at \
                               the same instant the order of the queue decides.";

/// Most tickets of a group that are listed.
const MOST_ROWS: usize = 200;

/// The groups that are listed, in this order.
pub(crate) const LISTED: [AwayGroup; 6] = [
    AwayGroup::Overdue,
    AwayGroup::Before,
    AwayGroup::Away,
    AwayGroup::After,
    AwayGroup::CouldStart,
    AwayGroup::NothingPromised,
];

/// A ticket in the plan.
#[derive(Clone, Debug)]
pub(crate) struct Planned<'a> {
    /// Its place in the queue, from 1.
    pub position: u32,
    pub ranked: &'a Ranked,
    pub whose: AwayWhose,
    pub outlook: Outlook,
}

/// When a ticket would be done before the departure, by the user's estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Done {
    pub at: Moment,
    /// Its deadline has passed by then.
    pub late: bool,
}

/// All tickets of a revision over a time away, by group, in each as they are to be handled.
pub(crate) fn plan<'a>(revision: &'a Revision, away: &Away) -> Vec<Planned<'a>> {
    let places = (1_u32..).zip(revision.rows.iter());
    let mut all: Vec<Planned<'a>> = places
        .map(|(position, ranked)| {
            let ahead_s = ranked.at(revision.as_of).ahead_s;
            let outlook = outlook(&ranked.entry, ranked.lane, ahead_s, away);
            Planned { position, ranked, whose: whose(ranked), outlook }
        })
        .collect();
    all.sort_by_key(|planned| (planned.outlook.group, planned.turn(), planned.position));
    all
}

/// Those that the user asks for.
pub(crate) fn asked<'a>(all: &[Planned<'a>], everyone: bool) -> Vec<Planned<'a>> {
    let wanted = |planned: &&Planned<'_>| everyone || planned.whose != AwayWhose::Others;
    all.iter().filter(wanted).cloned().collect()
}

/// The first tickets of each group that is listed, each with its place in the order of work; `None` for what has no
/// deadline.
pub(crate) fn listed<'p, 'a>(asked: &'p [Planned<'a>]) -> Vec<(Option<u32>, &'p Planned<'a>)> {
    let placed =
        (1_u32..).zip(asked.iter()).map(|(place, planned)| (planned.has_place().then_some(place), planned));
    // What has a place comes before all that has none.
    let placed: Vec<(Option<u32>, &Planned<'_>)> = placed.collect();
    let of = |group| {
        let of_group = placed.iter().filter(move |(_, planned)| planned.outlook.group == group);
        of_group.take(MOST_ROWS).copied().collect::<Vec<_>>()
    };
    LISTED.into_iter().flat_map(of).collect()
}

/// How many there are of each group.
pub(crate) fn counts(asked: &[Planned<'_>]) -> Vec<AwayCount> {
    let count = |group| {
        let of = |whose| number(of_group(asked, group).filter(|planned| planned.whose == whose).count());
        AwayCount {
            group,
            tickets: number(of_group(asked, group).count()),
            mine: of(AwayWhose::Mine),
            unassigned: of(AwayWhose::Unassigned),
            others: of(AwayWhose::Others),
        }
    };
    LISTED.into_iter().map(count).collect()
}

/// How many of the tickets at stake fit before the departure, at so many minutes each.
pub(crate) fn fit(asked: &[Planned<'_>], away: &Away, each_min: u32) -> AwayFit {
    let at_stake = asked.iter().filter(|planned| planned.is_at_stake()).count();
    let fit = (1_u32..).take(at_stake).take_while(|place| done_at(*place, away, each_min).is_some()).count();
    AwayFit { each_min, fit: number(fit), of: number(at_stake) }
}

/// When the ticket at a place of the order would be done; `None` when that is after the departure.
pub(crate) fn done(planned: &Planned<'_>, place: u32, away: &Away, each_min: u32) -> Option<Done> {
    let at = done_at(place, away, each_min)?;
    Some(Done { at, late: planned.outlook.due.is_some_and(|due| due < at) })
}

impl Planned<'_> {
    /// Whether its promise is broken, or will be before the user is back.
    pub(crate) const fn is_at_stake(&self) -> bool {
        matches!(self.outlook.group, AwayGroup::Overdue | AwayGroup::Before | AwayGroup::Away)
    }

    /// Whether it has a place in the order of work before leaving.
    pub(crate) const fn has_place(&self) -> bool {
        self.is_at_stake() || matches!(self.outlook.group, AwayGroup::After)
    }

    /// What is overdue already comes in the order of the queue; all else by what breaks its promise first.
    fn turn(&self) -> Moment {
        let soonest = self.outlook.due.or(self.outlook.earliest).unwrap_or(Moment::FOREVER);
        if self.outlook.group == AwayGroup::Overdue { Moment(i64::MIN) } else { soonest }
    }
}

fn of_group<'p, 'a>(
    asked: &'p [Planned<'a>],
    group: AwayGroup,
) -> impl Iterator<Item = &'p Planned<'a>> + use<'p, 'a> {
    asked.iter().filter(move |planned| planned.outlook.group == group)
}

fn done_at(place: u32, away: &Away, each_min: u32) -> Option<Moment> {
    let at = away.now.plus(i64::from(place) * 60 * i64::from(each_min));
    (at <= away.from).then_some(at)
}

fn whose(ranked: &Ranked) -> AwayWhose {
    if ranked.marks.mine {
        AwayWhose::Mine
    } else if ranked.marks.unassigned {
        AwayWhose::Unassigned
    } else {
        AwayWhose::Others
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

//! The lane of a ticket at an instant, and why.

use calendar::Moment;

use super::condition::edges;
use super::packed::Seconds;
use super::{Standing, Status, Verdict, verdict};
use crate::answer::{Lane, Reason};
use crate::pack::{Basis, Fact, LaneRule, Pack};

/// The lane and what decided it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placement<'a> {
    pub(super) lane: Lane,
    /// The rule of the pack behind it; `None` for `main` and for a ticket that waits on its customer.
    pub(super) rule: Option<&'a LaneRule>,
    /// The first rule of the pack that applies, whether or not it decided.
    applied: Option<&'a LaneRule>,
}

/// The lane in a stretch of time in which no rule of the pack changes its mind. Nearly every question falls into it,
/// so rules need not be read for each ticket each minute.
#[derive(Clone, Copy, Debug)]
pub(super) struct Steady {
    lane: Lane,
    /// First instant; none where nothing is known of any stretch.
    from: Seconds,
    /// The first instant at which a rule changes its mind; [`Moment::FOREVER`] when none does.
    until: Seconds,
}

impl Steady {
    /// Nothing is known of any stretch.
    pub(super) const NONE: Self = Self { lane: Lane::Main, from: Seconds::NONE, until: Seconds::NONE };

    /// The lane of a ticket from `now` on. What is left of an allowance changes in ways that no boundary tells.
    pub(super) fn of(standing: &Standing, pack: &Pack, now: Moment) -> Self {
        let counts = |fact: Fact| matches!(fact, Fact::Tickets | Fact::Credits);
        if standing.is_done() || pack.lanes.iter().flat_map(|rule| &rule.when).any(|test| counts(test.fact)) {
            return Self::NONE;
        }
        let until = standing.next_lane_boundary(pack, now).unwrap_or(Moment::FOREVER);
        Self { lane: standing.placement(pack, now).lane, from: now.into(), until: until.into() }
    }

    fn holds(self, now: Moment) -> bool {
        let (Some(from), Some(until)) = (self.from.moment(), self.until.moment()) else { return false };
        from <= now && now < until
    }
}

impl Standing {
    /// The lane at `now`; `None` for solved, closed and merged tickets.
    #[must_use]
    pub fn lane(&self, pack: &Pack, now: Moment) -> Option<Lane> {
        if self.is_done() {
            None
        } else if self.steady.holds(now) {
            Some(self.steady.lane)
        } else {
            Some(self.placement(pack, now).lane)
        }
    }

    /// Refused by the policy; else the customer's turn; else what the policy says; else `main`.
    pub(super) fn placement<'a>(&self, pack: &'a Pack, now: Moment) -> Placement<'a> {
        let applies = |rule: &&LaneRule| verdict(&rule.when, self, pack, now) == Verdict::Applies;
        let applied = pack.lanes.iter().find(applies);
        let (lane, rule) = self.lane_by(applied);
        Placement { lane, rule, applied }
    }

    /// The first fact that is not known and could have led to another lane: one of a rule that comes before the one
    /// that applies.
    pub(super) fn missing_for_lane(&self, pack: &Pack, now: Moment) -> Option<Fact> {
        let Placement { lane, applied, .. } = self.placement(pack, now);
        let before =
            pack.lanes.iter().take_while(|rule| !applied.is_some_and(|applied| std::ptr::eq(*rule, applied)));
        before.filter(|rule| self.lane_by(Some(rule)).0 != lane).find_map(|rule| {
            match verdict(&rule.when, self, pack, now) {
                Verdict::Unknown(fact) => Some(fact),
                Verdict::Applies | Verdict::Fails => None,
            }
        })
    }

    fn lane_by<'a>(&self, rule: Option<&'a LaneRule>) -> (Lane, Option<&'a LaneRule>) {
        match rule.map(|rule| rule.lane) {
            Some(Lane::Refused) => (Lane::Refused, rule),
            _ if self.waits_on_customer() => (Lane::WaitingOnCustomer, None),
            Some(Lane::Deprioritized) => (Lane::Deprioritized, rule),
            // Whose turn it is follows from the events; a rule cannot say it.
            Some(Lane::Main | Lane::WaitingOnCustomer) => (Lane::Main, rule),
            None => (Lane::Main, None),
        }
    }

    /// The customer's turn: the status says so, staff have answered, and the customer has said nothing since.
    fn waits_on_customer(&self) -> bool {
        self.status == Status::WaitingOnCustomer && self.answered && self.waiting_since().is_none()
    }

    /// The next instant at which a rule of the pack changes its mind by itself: an opening or closing, the edge of the
    /// contract or of an appointment, the end of the days after a purchase, the next phase of the version.
    pub(super) fn next_lane_boundary(&self, pack: &Pack, now: Moment) -> Option<Moment> {
        if self.steady.holds(now) {
            return self.steady.until.moment().filter(|until| *until < Moment::FOREVER);
        }
        let rules = pack.lanes.iter().map(|rule| &rule.when).chain(pack.flags.iter().map(|rule| &rule.when));
        let tests = || rules.clone().flatten();
        let hours = tests().filter(|test| test.fact == Fact::HoursNow).flat_map(|test| &test.any_of);
        let ids = hours.filter_map(|word| word.rsplit_once(':').map(|(id, _)| id));
        let calendars = ids.filter_map(|id| pack.calendars.iter().find(|named| named.id == id));
        let openings = calendars.filter_map(|named| named.calendar.next_boundary(now));
        let (from, to) = self.contract();
        let edges = tests().flat_map(|test| edges(test, self, pack)).chain(from).chain(to);
        let by_version = tests().any(|test| test.fact == Fact::Version);
        let phase = self.version.next(now).filter(|_| by_version);
        openings.chain(edges.filter(|edge| *edge > now)).chain(phase).min()
    }
}

impl Placement<'_> {
    /// Why the ticket is in this lane; nothing is said of the main lane.
    pub(super) fn reason(&self) -> Option<Reason> {
        let (detail, basis, clause) = match (self.rule, self.lane) {
            (Some(rule), _) => (rule.reason.clone(), rule.source.basis, rule.source.clause.clone()),
            (None, Lane::WaitingOnCustomer) => {
                ("customer's turn".to_owned(), Basis::Assumed, "order of work".to_owned())
            }
            (None, Lane::Main | Lane::Deprioritized | Lane::Refused) => return None,
        };
        Some(Reason { factor: "lane".to_owned(), value: 0.0, weight: 0.0, share: 0.0, detail, basis, clause })
    }
}

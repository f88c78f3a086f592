//! The lane of a ticket at an instant, and why.

use calendar::Moment;

use super::{Standing, Status, Verdict, verdict};
use crate::answer::{Lane, Reason};
use crate::pack::{Basis, Fact, LaneRule, Pack};

/// The lane and what decided it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placement<'a> {
    pub(super) lane: Lane,
    /// The rule of the pack that applies; `None` for `main` and for a ticket that waits on its customer.
    pub(super) rule: Option<&'a LaneRule>,
    /// The first fact that is not known and could have led to another lane.
    pub(super) missing: Option<Fact>,
}

impl Standing {
    /// The lane at `now`; `None` for solved, closed and merged tickets.
    #[must_use]
    pub fn lane(&self, pack: &Pack, now: Moment) -> Option<Lane> {
        if self.is_done() { None } else { Some(self.placement(pack, now).lane) }
    }

    /// Refused by the policy; else the customer's turn; else what the policy says; else `main`.
    pub(super) fn placement<'a>(&self, pack: &'a Pack, now: Moment) -> Placement<'a> {
        let applies = |rule: &&LaneRule| verdict(&rule.when, self, pack, now) == Verdict::Applies;
        let waits = self.waits_on_customer();
        let rule = pack.lanes.iter().find(applies);
        let (lane, rule) = match rule.map(|rule| (rule.lane, rule)) {
            Some((Lane::Refused, rule)) => (Lane::Refused, Some(rule)),
            _ if waits => (Lane::WaitingOnCustomer, None),
            // A ticket whose customer waits is never put aside as waiting on the customer.
            Some((Lane::WaitingOnCustomer | Lane::Main, rule)) => (Lane::Main, Some(rule)),
            Some((Lane::Deprioritized, rule)) => (Lane::Deprioritized, Some(rule)),
            None => (Lane::Main, None),
        };
        Placement { lane, rule, missing: self.missing(pack, now, lane, rule) }
    }

    /// An unknown rule matters if it comes before the one that applies and leads to another lane.
    fn missing(&self, pack: &Pack, now: Moment, lane: Lane, applied: Option<&LaneRule>) -> Option<Fact> {
        let before = pack.lanes.iter().take_while(|rule| applied.is_none_or(|applied| !std::ptr::eq(*rule, applied)));
        before.filter(|rule| rule.lane != lane && (rule.lane == Lane::Refused || lane != Lane::WaitingOnCustomer)).find_map(
            |rule| match verdict(&rule.when, self, pack, now) {
                Verdict::Unknown(fact) => Some(fact),
                Verdict::Applies | Verdict::Fails => None,
            },
        )
    }

    /// The customer's turn: the status says so, staff have answered, and the customer has said nothing since.
    fn waits_on_customer(&self) -> bool {
        self.status == Status::WaitingOnCustomer && self.answered && self.waiting_since.is_none()
    }

    /// The next opening or closing that a rule of the pack looks at.
    pub(super) fn next_lane_boundary(&self, pack: &Pack, now: Moment) -> Option<Moment> {
        let tests = pack.lanes.iter().map(|rule| &rule.when).chain(pack.flags.iter().map(|rule| &rule.when));
        let words = tests.flatten().filter(|test| test.fact == Fact::HoursNow).flat_map(|test| &test.any_of);
        let ids = words.filter_map(|word| word.rsplit_once(':').map(|(id, _)| id));
        ids.filter_map(|id| pack.calendars.iter().find(|named| named.id == id)?.calendar.next_boundary(now)).min()
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

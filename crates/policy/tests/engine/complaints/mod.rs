//! What people complain about in other helpdesks, in our words, and what is answered here. The numbers are ours. Two of
//! the 25 are more about the window than about the engine: what happens when two engineers answer one ticket (24) and
//! work without a network (25). Their tests here hold what the engine owes to them.

mod changes;
mod conversations;
mod hours;
mod pauses;
mod queue;

use policy::engine::Standing;
use policy::facts::{Contract, Facts};
use policy::pack::Pack;

use crate::sample::{at, standing, story};

/// A ticket of a customer with this plan, told as in [`story`].
fn ticket(plan: &str, severity: &str, lines: &str) -> Facts {
    Facts {
        contract: Some(Contract { plan: Some(plan.to_owned()), ..Contract::default() }),
        ..story(severity, lines)
    }
}

/// Due time of the clock as `2026-11-20T16:30Z`; a dash where there is none.
fn due(pack: &Pack, facts: &Facts, clock: usize, now: &str) -> String {
    let standing = standing(pack, facts, now);
    let due = standing.clocks(pack, at(now)).nth(clock).unwrap().due();
    due.map_or_else(|| "-".to_owned(), |due| due.to_string().replace(":00Z", "Z"))
}

/// Every instant after `from` and until `to` at which something about the ticket changes by itself.
fn boundaries(standing: &Standing, pack: &Pack, from: &str, to: &str) -> Vec<String> {
    let (mut now, end) = (at(from), at(to));
    let mut found = Vec::new();
    while let Some(next) = standing.next_boundary(pack, now).filter(|next| *next <= end) {
        found.push(next.to_string());
        now = next;
    }
    found
}

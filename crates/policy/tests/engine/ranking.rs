//! A queue in which single tickets change stands as if it were put in order anew.

use std::collections::{BTreeMap, BTreeSet};

use calendar::Moment;
use policy::engine::{Entry, Rank, Ranking, Standing, order};
use policy::facts::Facts;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::every_pack::{NOW, any_pack, any_queue, any_ticket, assessed, pack_of};
use crate::sample::{at, pack, standing, story};

/// What tells where a ticket stands.
type Place = (Rank, Moment, String);

fn place(id: &str, facts: &Facts, standing: &Standing) -> Option<Place> {
    let rank = standing.rank(pack_of(facts), NOW)?;
    Some((rank, standing.created(), id.to_owned()))
}

fn in_order_anew(tickets: &BTreeMap<String, (Facts, Standing)>) -> Vec<String> {
    let entries: Vec<Entry<'_>> = tickets
        .iter()
        .map(|(id, (facts, standing))| Entry { id, pack: pack_of(facts), standing, now: NOW })
        .collect();
    order(&entries).into_iter().map(|place| entries[place].id.to_owned()).collect()
}

/// A ticket that changes, comes or, without facts, goes.
fn any_change() -> impl Strategy<Value = (Index, Option<Facts>)> {
    let facts = any_pack().prop_flat_map(|pack| any_ticket(&pack));
    (any::<Index>(), prop::option::weighted(0.8, facts))
}

proptest! {
    #[test]
    fn any_changes_of_tickets_give_the_order_of_a_fresh_start(
        queue in any_queue(), changes in prop::collection::vec(any_change(), 1..24),
    ) {
        let ids = queue.len() + 4;
        let mut tickets: BTreeMap<String, (Facts, Standing)> =
            queue.into_iter().map(|facts| (facts.id.clone(), (facts.clone(), assessed(&facts)))).collect();
        let mut first: Vec<Place> =
            tickets.iter().filter_map(|(id, (facts, standing))| place(id, facts, standing)).collect();
        first.sort();
        let mut line = Ranking::from(first);
        for (which, facts) in changes {
            let id = format!("T-{}", which.index(ids));
            let before: Vec<Place> = line.iter().cloned().collect();
            let kept = line.clone();
            if let Some((facts, standing)) = tickets.remove(&id) {
                let was = place(&id, &facts, &standing);
                prop_assert!(was.is_none_or(|was| line.remove(&was)));
            }
            if let Some(facts) = facts {
                let standing = assessed(&facts);
                if let Some(is) = place(&id, &facts, &standing) {
                    let at = line.insert(is.clone());
                    prop_assert_eq!(line.get(at), Some(&is));
                }
                tickets.insert(id, (facts, standing));
            }
            let ids: Vec<String> = line.iter().map(|(.., id)| id.clone()).collect();
            prop_assert_eq!(ids, in_order_anew(&tickets));
            prop_assert!(kept.iter().eq(&before), "the line before the change stays as it was");
        }
    }

    #[test]
    fn a_line_is_a_sorted_set(
        made in prop::collection::btree_set(0..40_u8, 0..30), changes in prop::collection::vec((any::<bool>(), 0..40_u8), 0..60),
    ) {
        let mut line = Ranking::from(made.iter().copied().collect::<Vec<_>>());
        let mut model: BTreeSet<u8> = made;
        for (comes, item) in changes {
            if comes {
                let at = line.insert(item);
                model.insert(item);
                prop_assert_eq!(model.iter().position(|other| *other == item), Some(at));
            } else {
                prop_assert_eq!(line.remove(&item), model.remove(&item));
            }
            prop_assert!(line.iter().eq(&model));
            prop_assert_eq!(line.len(), model.len());
            prop_assert_eq!(line.is_empty(), model.is_empty());
            prop_assert!((0..model.len()).all(|at| line.get(at) == model.iter().nth(at)));
            prop_assert_eq!(line.get(model.len()), None);
        }
    }
}

#[test]
fn changes_are_counted_until_they_cancel_out() {
    let mut line = Ranking::from(vec![1, 3, 5]);
    assert_eq!(line.changes(), 0);
    assert_eq!(line.insert(4), 2);
    assert!(line.remove(&1));
    assert_eq!(line.changes(), 2);
    assert!(line.remove(&4));
    assert_eq!(line.changes(), 1);
}

/// The portal's clock may be a second ahead: what it tells of that second is known already, and does not count yet.
#[test]
fn a_clock_read_before_its_last_event_counts_no_pause_twice() {
    let held = policy::pack::Pack {
        clocks: vec![crate::sample::plain_clock(
            "resolution",
            policy::pack::ClockStart::Created,
            policy::pack::ClockStop::Solved,
            &["on-hold"],
            8,
        )],
        ..pack()
    };
    let mut facts = story(
        "major",
        "2026-11-20T08:00Z created
         2026-11-20T10:00Z status on-hold
         2026-11-20T12:00Z status open",
    );
    facts.contract.as_mut().unwrap().targets = vec![policy::facts::ContractTarget {
        clock: "resolution".to_owned(),
        severity: None,
        hours: 2.0,
        calendar: "always".to_owned(),
    }];
    let standing = standing(&held, &facts, "2026-11-20T12:00Z");
    let elapsed = |now: &str| standing.clocks(&held, at(now)).next().unwrap().elapsed_s();
    assert_eq!(elapsed("2026-11-20T12:00:05Z"), Some(7_205));
    assert_eq!(elapsed("2026-11-20T12:00Z"), Some(7_200));
    assert_eq!(elapsed("2026-11-20T11:59:58Z"), Some(7_200));
    assert_eq!(elapsed("2026-11-20T09:59:58Z"), Some(7_198));
    assert_eq!(elapsed("2026-11-20T07:00Z"), Some(0));
    // The target is used up at ten and broken in the second after it, which the pause puts off until noon.
    assert_eq!(standing.next_boundary(&held, at("2026-11-20T12:00Z")), Some(at("2026-11-20T12:00:01Z")));
    assert_eq!(standing.next_boundary(&held, at("2026-11-20T09:00Z")), Some(at("2026-11-20T10:00Z")));
    // A target that was broken before the pause was broken then, not after it.
    for (hours, due, broken) in [
        (1.0, "2026-11-20T09:00:00Z", "2026-11-20T09:00:01Z"),
        (7_199.0 / 3_600.0, "2026-11-20T09:59:59Z", "2026-11-20T10:00:00Z"),
    ] {
        facts.contract.as_mut().unwrap().targets[0].hours = hours;
        let standing = crate::sample::standing(&held, &facts, "2026-11-20T12:00Z");
        assert_eq!(standing.next_boundary(&held, at("2026-11-20T08:30Z")), Some(at(due)), "{hours}");
        assert_eq!(standing.next_boundary(&held, at(due)), Some(at(broken)), "{hours}");
    }
}

//! What the plan says of the landing is what the queue says then, when nothing happened meanwhile.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::away::plan::plan;
use crate::view::AwayGroup;

fn any_story() -> impl Strategy<Value = Story> {
    let queue = prop::sample::select(vec!["backup", "backup", "rocket", "trial", "office"]);
    let severity = prop::sample::select(vec!["critical", "major", "minor", "cosmetic", ""]);
    let status = prop::sample::select(vec!["open", "waiting-on-customer", "on-hold", "open"]);
    let assignee = prop::sample::select(vec![None, Some("Mara"), Some("Jonas")]);
    let account = prop::sample::select(vec!["rt", "odd"]);
    let ends = prop::sample::select(vec![None, None, Some("2026-11-24"), Some("2026-11-27")]);
    // What happened is past for every portal's clock.
    let ago = || 10..6_000_i64;
    let times = (ago(), prop::option::of(ago()), prop::option::of(ago()), prop::option::of(ago()));
    (queue, severity, status, assignee, account, ends, times).prop_map(
        |(queue, severity, status, assignee, account, ends, (filed, answered, wrote, changed))| {
            let severity = if queue == "rocket" { "high" } else { severity };
            // Nothing happens before the ticket is filed.
            let since = |ago: Option<i64>| ago.map(|ago| ago.min(filed));
            Story {
                queue,
                severity,
                filed,
                answered: since(answered),
                wrote: since(wrote),
                status: since(changed).map(|ago| (status, ago)),
                assignee,
                account,
                ends: ends.filter(|_| queue == "backup"),
            }
        },
    )
}

/// Keys of the tickets that the queue shows as overdue.
fn overdue(queue: &Revision) -> BTreeSet<String> {
    let overdue = queue.rows.iter().filter(|row| row.marks.overdue);
    overdue.map(|row| row.entry.key().to_owned()).collect()
}

proptest! {
    #[test]
    fn the_plan_says_what_the_queue_shows_on_landing(
        stories in prop::collection::vec(any_story(), 1..20),
        leaves in 0..3_000_i64,
        stays in 1..12_000_i64,
        ahead_s in prop::sample::select(vec![0, 300, -300]),
    ) {
        let skews = Skews::new([("odd".to_owned(), ahead_s)].into_iter());
        let from = NOW.plus(leaves * MINUTE);
        let away = Away { now: NOW, from, to: from.plus(stays * MINUTE) };
        let today = queue(&stories, NOW, &skews);
        let planned = plan(&today, &away);
        // Read anew from the tickets' events with the clock set to the landing, not moved on from what is known now.
        let landed = queue(&stories, away.to, &skews);
        let said: BTreeSet<String> = planned
            .iter()
            .filter(|planned| planned.outlook.overdue_s.is_some())
            .map(|planned| planned.ranked.entry.key().to_owned())
            .collect();
        prop_assert_eq!(said, overdue(&landed));
        let already = overdue(&today);
        for one in &planned {
            let (key, seen) = (one.ranked.entry.key(), &one.outlook);
            prop_assert_eq!(seen.group == AwayGroup::Overdue, already.contains(key), "{}: {:?}", key, seen);
            let is_at_stake = one.is_at_stake();
            prop_assert!(is_at_stake || seen.overdue_s.is_none(), "{}: {:?}", key, seen);
            prop_assert_eq!(one.has_place(), seen.due.is_some(), "a deadline, and nothing else, has a place");
            prop_assert!(!is_at_stake || seen.due.is_some_and(|due| due <= away.to), "{}: {:?}", key, seen);
        }
    }
}

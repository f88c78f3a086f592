//! What becomes of a ticket while the user is away.

use super::*;
use crate::away::outlook::Outlook;
use crate::away::plan::plan;
use crate::view::AwayGroup;

fn outlook_of(story: &Story, away: &Away) -> Outlook {
    let queue = now(std::slice::from_ref(story));
    let planned = plan(&queue, away);
    planned.into_iter().next().expect("the ticket is in the queue").outlook
}

/// Minutes from [`NOW`].
fn minutes(at: Option<Moment>) -> Option<i64> {
    at.map(|at| at.since(NOW) / MINUTE)
}

#[test]
fn each_ticket_is_where_its_deadline_falls() {
    use AwayGroup::{After, Away, Before, CouldStart, NothingPromised, Overdue, Rest};
    // Critical: 4 h around the clock. Major: 8 h, Monday to Friday from 8 to 18.
    let critical = |ago| filed("backup", "critical", ago);
    let rocket = |ago| filed("rocket", "high", ago);
    for (name, story, group, due, overdue_min) in [
        ("overdue already", critical(300), Overdue, Some(-60), Some(660)),
        ("due in an hour", critical(180), Before, Some(60), Some(540)),
        ("due as the user leaves", critical(120), Before, Some(120), Some(480)),
        ("due a second after leaving", critical(119), Away, Some(121), Some(479)),
        ("due while away", critical(0), Away, Some(240), Some(360)),
        ("due in office hours, which end meanwhile", filed("backup", "major", 240), Away, Some(240), None),
        ("due on the next morning", filed("backup", "major", 60), Rest, None, None),
        (
            "an answer to a message that comes due",
            Story { answered: Some(100), wrote: Some(60), ..rocket(120) },
            Before,
            Some(60),
            Some(540),
        ),
        (
            "on hold",
            Story { answered: Some(100), status: Some(("on-hold", 90)), ..rocket(120) },
            CouldStart,
            None,
            None,
        ),
        ("nothing promised", filed("trial", "critical", 600), NothingPromised, None, None),
        ("answered, and no other promise", Story { answered: Some(10), ..critical(60) }, Rest, None, None),
        (
            "the customer asks again, and nothing is promised for that",
            Story { answered: Some(50), wrote: Some(10), ..critical(60) },
            NothingPromised,
            None,
            None,
        ),
        ("no policy chosen", filed("office", "critical", 600), NothingPromised, None, None),
    ] {
        let seen = outlook_of(&story, &AWAY);
        assert_eq!((seen.group, minutes(seen.due)), (group, due), "{name}: {seen:?}");
        assert_eq!(seen.overdue_s.map(|seconds| seconds / MINUTE), overdue_min, "{name}");
    }
    // Filed eight hours before 00:30: half an hour after the landing.
    let landing = crate::away::Away { now: NOW, from: NOW, to: NOW.plus(210 * MINUTE) };
    assert_eq!(outlook_of(&critical(0), &landing).group, After);
}

#[test]
fn hours_that_are_closed_on_landing_are_told() {
    let seen = outlook_of(&filed("backup", "major", 240), &AWAY);
    assert_eq!(seen.depends, "Not overdue on landing yet: its hours are closed then.");
    // Until the next morning at 10: two hours of the next day have counted by then.
    let longer = Away { to: NOW.plus(20 * HOUR), ..AWAY };
    let seen = outlook_of(&filed("backup", "major", 240), &longer);
    assert_eq!((seen.overdue_s, seen.depends.as_str()), (Some(2 * HOUR), ""));
}

#[test]
fn a_weekend_does_not_count() {
    // Away from Friday 17:00 to Monday 09:00. Filed on Friday at 9:30 with eight hours: used up at 17:30.
    let friday = NOW.plus(3 * 24 * HOUR + 3 * HOUR);
    let away = Away { now: NOW, from: friday, to: friday.plus(64 * HOUR) };
    let story = filed("backup", "major", -(3 * 24 * 60 - 270));
    let queue = queue(&[story], friday, &Skews::default());
    let planned = plan(&queue, &Away { now: friday, ..away });
    let seen = &planned[0].outlook;
    assert_eq!((seen.group, seen.due), (AwayGroup::Away, Some(friday.plus(30 * MINUTE))));
    assert_eq!(seen.overdue_s, Some(90 * MINUTE), "half an hour on Friday and an hour on Monday");
}

#[test]
fn what_could_start_says_when_it_would_be_due_at_the_earliest() {
    let rocket = |ago| filed("rocket", "high", ago);
    let held = Story { answered: Some(100), status: Some(("on-hold", 90)), ..rocket(120) };
    let seen = outlook_of(&held, &AWAY);
    // The answer to a message would be due first: two hours after the departure.
    assert_eq!((seen.clock.as_str(), minutes(seen.earliest)), ("Next reply", Some(240)));
    assert_eq!(seen.depends, "Starts when the customer writes again.");
    let waits =
        Story { answered: Some(2_700), status: Some(("waiting-on-customer", 2_700)), ..rocket(2_790) };
    let seen = outlook_of(&waits, &AWAY);
    assert_eq!((seen.group, seen.clock.as_str()), (AwayGroup::CouldStart, "Next reply"));
    assert_eq!((seen.due, seen.overdue_s), (None, None), "nothing counts now");
    let almost = Story { answered: Some(100), status: Some(("on-hold", 90)), ..rocket(2_880 + 60) };
    let seen = outlook_of(&almost, &AWAY);
    assert_eq!(
        (seen.clock.as_str(), minutes(seen.earliest)),
        ("Solution", Some(150)),
        "half an hour was left"
    );
    assert_eq!(seen.depends, "Stands still: on hold. It goes on when the status changes.");
}

#[test]
fn all_clocks_that_come_due_are_named() {
    let late = Story { answered: Some(100), wrote: Some(30), ..filed("rocket", "high", 2_880 - 200) };
    let seen = outlook_of(&late, &AWAY);
    assert_eq!((seen.clock.as_str(), minutes(seen.due)), ("Next reply", Some(90)));
    assert_eq!(seen.group, AwayGroup::Before);
    let seen = outlook_of(&Story { wrote: None, answered: None, ..filed("rocket", "high", 30) }, &AWAY);
    let also: Vec<&str> = seen.also.iter().map(|(clock, _)| clock.as_str()).collect();
    assert_eq!((seen.clock.as_str(), also), ("Next reply", vec!["First response"]));
}

#[test]
fn the_end_of_a_contract_changes_what_is_promised_on_landing() {
    let landing = NOW.plus(30 * HOUR);
    let away = Away { to: landing, ..AWAY };
    let story = Story { ends: Some("2026-11-24"), ..filed("backup", "critical", 0) };
    let seen = outlook_of(&story, &away);
    let at_landing = queue(&[story], landing, &Skews::default());
    let row = at_landing.rows.iter().next().unwrap();
    assert_eq!(seen.overdue_s.is_some(), row.marks.overdue);
    assert_eq!(seen.group, AwayGroup::Away, "the promise falls due before the contract ends");
}

#[test]
fn a_portal_with_another_clock_is_judged_by_its_own() {
    let skews = Skews::new([("rt".to_owned(), 300)].into_iter());
    let queue = queue(&[filed("backup", "critical", 180)], NOW, &skews);
    let seen = plan(&queue, &AWAY)[0].outlook.clone();
    assert_eq!(minutes(seen.due), Some(55), "its stamps are five minutes ahead");
}

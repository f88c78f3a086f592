//! The order of work before leaving, and how much of it fits.

use super::*;
use crate::away::plan::{Planned, asked, counts, done, fit, listed, plan};
use crate::view::{AwayFit, AwayGroup};

fn numbers(planned: &[Planned<'_>]) -> Vec<String> {
    planned.iter().map(|planned| planned.ranked.entry.number().to_owned()).collect()
}

fn some() -> Vec<Story> {
    let critical = |ago| filed("backup", "critical", ago);
    vec![
        critical(0),                                       // #1 due 2 h after leaving
        critical(300),                                     // #2 overdue by an hour
        critical(180),                                     // #3 due in an hour
        filed("backup", "minor", 6 * 24 * 60),             // #4 overdue for long, of little weight
        Story { assignee: Some("Jonas"), ..critical(60) }, // #5 a colleague's, due in three hours
        Story { assignee: Some("Mara"), ..critical(90) },  // #6 the user's, due in two and a half
        filed("trial", "critical", 10),                    // #7 nothing promised
    ]
}

#[test]
fn what_breaks_first_comes_first_and_the_overdue_before_it() {
    let queue = now(&some());
    let all = plan(&queue, &AWAY);
    assert_eq!(numbers(&all), ["#2", "#4", "#3", "#6", "#5", "#1", "#7"]);
    assert_eq!(numbers(&asked(&all, false)), ["#2", "#4", "#3", "#6", "#1", "#7"]);
    // #4 has been overdue for longer; the queue has #2 before it, and so has the plan.
    let places: Vec<u32> = all.iter().take(2).map(|planned| planned.position).collect();
    assert!(places[0] < places[1], "{places:?}");
}

#[test]
fn at_one_instant_the_queue_decides() {
    let same = [filed("backup", "critical", 0), filed("rocket", "high", 0), filed("backup", "critical", 0)];
    let queue = now(&same);
    let planned = plan(&queue, &AWAY);
    let by_due: Vec<_> = planned.iter().map(|planned| (planned.outlook.due, planned.position)).collect();
    assert!(by_due.is_sorted(), "{by_due:?}");
}

#[test]
fn tickets_are_counted_by_group_and_whose_they_are() {
    let queue = now(&some());
    let all = plan(&queue, &AWAY);
    let count = |everyone, group| {
        let counts = counts(&asked(&all, everyone));
        let count = counts.into_iter().find(|count| count.group == group).unwrap();
        (count.tickets, count.mine, count.unassigned, count.others)
    };
    assert_eq!(count(false, AwayGroup::Overdue), (2, 0, 2, 0));
    assert_eq!(count(false, AwayGroup::Away), (2, 1, 1, 0));
    assert_eq!(count(true, AwayGroup::Away), (3, 1, 1, 1));
    assert_eq!(count(false, AwayGroup::NothingPromised), (1, 0, 1, 0));
}

#[test]
fn the_estimate_says_how_many_fit() {
    let queue = now(&some());
    let all = asked(&plan(&queue, &AWAY), false);
    for (each_min, fits) in [(15, 5), (24, 5), (25, 4), (120, 1), (121, 0)] {
        let expected = AwayFit { each_min, fit: fits, of: 5 };
        assert_eq!(fit(&all, &AWAY, each_min), expected, "{each_min} minutes each");
    }
    let at_once = Away { from: NOW, ..AWAY };
    assert_eq!(fit(&all, &at_once, 15).fit, 0, "nothing fits when one leaves now");
}

#[test]
fn what_is_done_after_its_deadline_is_done_late() {
    let queue = now(&some());
    let all = asked(&plan(&queue, &AWAY), false);
    let late = |place: u32, each_min| {
        let done = done(&all[place as usize - 1], place, &AWAY, each_min)?;
        Some((done.at.since(NOW) / MINUTE, done.late))
    };
    assert_eq!(late(1, 20), Some((20, true)), "overdue already");
    assert_eq!(late(3, 20), Some((60, false)), "at its deadline");
    assert_eq!(late(3, 21), Some((63, true)));
    assert_eq!(late(5, 25), None, "after the departure");
}

#[test]
fn a_long_group_is_counted_whole_and_listed_in_part() {
    let many: Vec<Story> = (0..250).map(|_| filed("trial", "critical", 10)).collect();
    let queue = now(&many);
    let all = plan(&queue, &AWAY);
    assert_eq!((counts(&all)[5].tickets, listed(&all).len()), (250, 200));
}

#[test]
fn places_count_what_is_not_listed_too() {
    let mut many: Vec<Story> = (0..250).map(|_| filed("backup", "critical", 300)).collect();
    many.push(filed("backup", "critical", 0));
    let queue = now(&many);
    let all = plan(&queue, &AWAY);
    let places: Vec<u32> = listed(&all).into_iter().filter_map(|(place, _)| place).collect();
    assert_eq!((places.len(), places.last()), (201, Some(&251)));
}

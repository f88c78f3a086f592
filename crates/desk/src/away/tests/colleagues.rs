//! To whom tickets are proposed.

use super::*;
use crate::away::colleague::Colleagues;
use crate::away::plan::plan;

/// The proposals for all tickets that are at stake and nobody's.
fn proposals(stories: &[Story]) -> Vec<(String, String)> {
    let queue = now(stories);
    let all = plan(&queue, &AWAY);
    let mut colleagues = Colleagues::of(&all);
    let open = all.iter().filter(|planned| planned.ranked.marks.unassigned && planned.is_at_stake());
    open.map(|planned| colleagues.propose(planned)).map(|proposal| (proposal.to, proposal.why)).collect()
}

fn of(assignee: &'static str, story: Story) -> Story {
    Story { assignee: Some(assignee), ..story }
}

#[test]
fn the_one_with_the_fewest_due_tickets_of_the_vendor_is_proposed() {
    let stories = [
        filed("backup", "critical", 0),
        of("Busy", filed("backup", "critical", 10)),
        of("Free", Story { answered: Some(5), ..filed("backup", "critical", 10) }),
        of("Foreign", Story { answered: Some(5), ..filed("rocket", "high", 10) }),
    ];
    let why = "Handles SEP too and has nothing due until you are back, the fewest.";
    assert_eq!(proposals(&stories), [("Free".to_owned(), why.to_owned())]);
}

#[test]
fn tickets_are_spread() {
    let stories = [
        filed("backup", "critical", 0),
        filed("backup", "critical", 1),
        filed("backup", "critical", 2),
        of("Ada", Story { answered: Some(5), ..filed("backup", "critical", 10) }),
        of("Bob", Story { answered: Some(5), ..filed("backup", "critical", 10) }),
    ];
    let names: Vec<String> = proposals(&stories).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["Ada", "Bob", "Ada"]);
}

#[test]
fn somebody_of_the_portal_is_proposed_when_nobody_knows_the_vendor() {
    let stories = [filed("backup", "critical", 0), of("Ada", filed("rocket", "high", 0))];
    let why = "Nobody else handles SEP; has 1 ticket due until you are back, the fewest.";
    assert_eq!(proposals(&stories), [("Ada".to_owned(), why.to_owned())]);
}

#[test]
fn with_nobody_known_it_says_so() {
    let elsewhere = Story { account: "other", ..of("Ada", filed("backup", "critical", 0)) };
    let stories = [filed("backup", "critical", 0), elsewhere, of("Mara", filed("backup", "critical", 0))];
    let why = "Nobody else handles a ticket of this portal, so that nobody is known.";
    assert_eq!(proposals(&stories), [(String::new(), why.to_owned())]);
}

#[test]
fn what_they_have_is_counted() {
    let queue = now(&[
        of("Ada", filed("backup", "critical", 0)),
        of("Ada", filed("trial", "critical", 0)),
        of("Ada", filed("rocket", "high", 0)),
    ]);
    let views = Colleagues::of(&plan(&queue, &AWAY)).views();
    assert_eq!(views.len(), 1);
    assert_eq!((views[0].due, views[0].open, views[0].vendors.join(" ")), (2, 3, "Acme SEP".to_owned()));
}

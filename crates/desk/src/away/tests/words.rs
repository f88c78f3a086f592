//! The hand-over note and the reasons, as they are read.

use chrono_tz::Tz;

use super::*;
use crate::away::note::{self, Told};
use crate::away::plan::plan;
use crate::away::reason::reason;
use crate::live::At;
use crate::show;

const ZONE: Tz = Tz::Europe__Berlin;

/// The note in a list and in the ticket.
fn told(story: &Story) -> (String, String) {
    let queue = now(std::slice::from_ref(story));
    let all = plan(&queue, &AWAY);
    let planned = &all[0];
    let at = At { now: NOW, ahead_s: 0 };
    let ticket = story.ticket(1);
    let row = show::row(&planned.ranked.entry, Some(planned.ranked.lane), planned.position, at);
    let (outlook, read_at) = (&planned.outlook, Some(NOW.plus(-3 * MINUTE)));
    let told = Told { row: &row, ticket: &ticket, outlook, waiting: &[], read_at, at };
    let heading = note::heading("Jonas Weber", "Mara", &AWAY, ZONE);
    let list = note::whole(&heading, &[note::in_list(&told, &AWAY, ZONE)]);
    (list, note::in_ticket(&told, &heading, &AWAY, ZONE))
}

#[test]
fn a_note_tells_a_colleague_what_is_due_when() {
    let (list, ticket) = told(&Story { wrote: Some(10), ..filed("backup", "critical", 60) });
    assert_eq!(
        list,
        "Hand-over to Jonas Weber from Mara.\n\
         Away from Tue 24 Nov 2026 16:00 Europe/Berlin (15:00 UTC) to Wed 25 Nov 2026 00:00 Europe/Berlin (Tue 24 Nov 23:00 UTC).\n\
         \n\
         1. #1 Subject 1\n   \
            Customer: ACME Werke, SEP, Critical, Business Support\n   \
            First response is due Tue 24 Nov 2026 17:00 Europe/Berlin (16:00 UTC); unanswered, it is 7 h overdue on my return.\n   \
            The customer waits for an answer since Tue 24 Nov 2026 13:00 Europe/Berlin (12:00 UTC).\n   \
            Last said: Anna Vogt (the customer), Tue 24 Nov 2026 13:50 Europe/Berlin (12:50 UTC): Here is the log. It is long.\n   \
            Read from the portal: Tue 24 Nov 2026 13:57 Europe/Berlin (12:57 UTC)\n"
    );
    assert_eq!(
        ticket,
        "Hand-over to Jonas Weber from Mara.\n\
         Away from Tue 24 Nov 2026 16:00 Europe/Berlin (15:00 UTC) to Wed 25 Nov 2026 00:00 Europe/Berlin (Tue 24 Nov 23:00 UTC).\n\
         First response is due Tue 24 Nov 2026 17:00 Europe/Berlin (16:00 UTC); unanswered, it is 7 h overdue on my return.\n\
         The customer waits for an answer since Tue 24 Nov 2026 13:00 Europe/Berlin (12:00 UTC)."
    );
}

#[test]
fn each_state_of_a_deadline_has_its_words() {
    for (name, story, says) in [
        (
            "overdue",
            filed("backup", "critical", 300),
            "First response was due Tue 24 Nov 2026 13:00 Europe/Berlin (12:00 UTC) and is overdue.",
        ),
        (
            "closed on landing",
            filed("backup", "major", 240),
            "Not overdue on landing yet: its hours are closed then.",
        ),
        (
            "nothing promised",
            filed("trial", "critical", 60),
            "Nothing is promised: nothing counts down. First response: no published target.",
        ),
        (
            "could start",
            Story { answered: Some(100), ..filed("rocket", "high", 120) },
            "Next reply: Starts when the customer writes again. Due Tue 24 Nov 2026 18:00 Europe/Berlin (17:00 UTC) at the earliest.",
        ),
        (
            "nothing to answer",
            Story { answered: Some(10), ..filed("backup", "critical", 60) },
            "Nothing comes due until then.\nThe customer waits for no answer now.",
        ),
        (
            "two clocks",
            filed("rocket", "high", 30),
            "Next reply is due Tue 24 Nov 2026 15:30 Europe/Berlin (14:30 UTC); unanswered, it is 8 h 30 min overdue on my return.\nFirst response is due Tue 24 Nov 2026 17:30",
        ),
    ] {
        let (_, ticket) = told(&story);
        assert!(ticket.contains(says), "{name}: {ticket}");
    }
}

#[test]
fn what_was_said_is_one_line_and_nothing_in_it_deceives() {
    let mut story = filed("backup", "critical", 60);
    story.severity = "critical";
    let mut ticket = story.ticket(1);
    let long = format!("Hello\r\n\u{202e}evil {}", "word ".repeat(200));
    ticket.events.push(Event {
        id: "x".to_owned(),
        at: NOW,
        by: Some(Party::Customer),
        author: "A\nB".to_owned(),
        operation: None,
        attachments: Vec::new(),
        what: What::Message { public: false, auto: false, body: long, mime: "text/plain".to_owned() },
    });
    let queue = now(&[story]);
    let all = plan(&queue, &AWAY);
    let at = At { now: NOW, ahead_s: 0 };
    let row = show::row(&all[0].ranked.entry, Some(all[0].ranked.lane), 1, at);
    let told = Told { row: &row, ticket: &ticket, outlook: &all[0].outlook, waiting: &[], read_at: None, at };
    let list = note::in_list(&told, &AWAY, ZONE);
    let said = list.lines().find(|line| line.contains("Last said")).unwrap();
    assert!(said.contains("A B (note for the team)"), "{said}");
    assert!(said.contains("Hello [U+202E]evil word") && said.ends_with("word\u{2026}"), "{said}");
    assert!(said.chars().count() < 400, "{said}");
}

#[test]
fn reasons_say_why_a_ticket_stands_there() {
    for (name, story, says) in [
        ("overdue", filed("backup", "critical", 300), "Overdue already; place 1 in the queue."),
        ("before", filed("backup", "critical", 180), "Comes due in 1 h, before you leave."),
        ("away", filed("backup", "critical", 50), "Comes due 1 h 10 min after you leave."),
        (
            "closed",
            filed("backup", "major", 240),
            "Comes due 2 h after you leave. Not overdue on landing yet: its hours are closed then.",
        ),
        ("no policy", filed("office", "", 10), "No policy is chosen for its queue."),
    ] {
        let queue = now(std::slice::from_ref(&story));
        assert_eq!(reason(&plan(&queue, &AWAY)[0], &AWAY), says, "{name}");
    }
}

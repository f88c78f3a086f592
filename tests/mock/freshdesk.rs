//! Freshdesk's adapter before a description of its API that a third party wrote.

use policy::ticket::{Change, History, Ticket, What};
use portal::Fault;

use super::line::Line;
use super::oddity::{FRESHDESK, FRESHDESK_ANSWERS};

const TICKET: &str = "35436";
/// The number that the mock makes up for everything else: the least one that every language can hold.
const ANY: &str = "-9007199254740991";

fn set(name: &str, to: Option<&str>) -> Change {
    Change::Set { name: name.to_owned(), to: to.map(str::to_owned) }
}

fn is_made_up(ticket: &Ticket) {
    assert_eq!((ticket.id.as_str(), ticket.subject.as_str()), (TICKET, "string"));
    assert_eq!((ticket.status.as_str(), ticket.history), ("Open", History::Incomplete));
    assert_eq!(ticket.customer.as_ref().map(|customer| customer.name.as_str()), Some("string"));
    let messages = ticket.events.iter().filter(|event| matches!(event.what, What::Message { .. }));
    assert_eq!(messages.count(), 2, "{:?}", ticket.events);
}

#[tokio::test(flavor = "multi_thread")]
async fn freshdesk_is_asked_and_told_only_what_its_description_knows() {
    let mut line = Line::new("freshdesk", "key", FRESHDESK, FRESHDESK_ANSWERS);
    let probe = line.adapter.read_probes(&line.probe().await).unwrap();
    assert_eq!(probe.user.as_deref(), Some("string"));

    for pass in ["the first sync", "an increment"] {
        let pages = line.sync().await;
        assert!(pages.iter().all(|page| page.aside.is_empty()), "{pass}: {pages:?}");
    }
    let fresh = line.one(TICKET).await;
    is_made_up(&fresh);
    writing(&mut line, &fresh).await;
    line.everything_was_met();
}

async fn writing(line: &mut Line, fresh: &Ticket) {
    let fresh = Some(fresh);
    let text = || "Hello <b>,\nwe are on it.".to_owned();
    for change in [
        Change::Reply { body: text() },
        Change::Note { body: text() },
        set("status", Some("Pending")),
        set("priority", Some("Urgent")),
        set("type", Some("Question")),
        set("subject", Some("Fire")),
        set("assignee", None),
        set("CF.cf_plan", Some("x")),
        Change::Tag { add: vec!["vip".into()], remove: vec!["string".into()] },
        Change::Time { minutes: 25, body: "Read the log.".into(), day: None },
        Change::Merge { into: "7".into() },
    ] {
        let told = format!("{change:?}");
        let end = line.push(change, fresh).await;
        assert!(end.is_ok(), "{told}: {end:?}");
    }
    for change in [Change::Reply { body: text() }, Change::Note { body: text() }] {
        let receipt = line.push_with(change, fresh, &[("a.png", b"png")]).await.unwrap();
        assert_eq!(receipt.event.as_deref(), Some(ANY));
    }
    let create = Change::Create {
        queue: String::new(),
        subject: "Printer".into(),
        body: text(),
        contact: "jo@acme.test".into(),
        fields: [("priority".to_owned(), "High".to_owned())].into(),
    };
    assert_eq!(line.push(create, None).await.unwrap().ticket.as_deref(), Some(ANY));
    for change in [set("status", None), set("status", Some("Nonsense")), set("assignee", Some("Nobody"))] {
        let told = format!("{change:?}");
        assert!(matches!(line.push(change, fresh).await, Err(Fault::Refused { .. })), "{told}");
    }
}

//! Zendesk's adapter before Zendesk's own description of its API.

use policy::ticket::{Change, History, Ticket, What};
use portal::Fault;

use super::line::Line;
use super::oddity::{ZENDESK, ZENDESK_ANSWERS};

const TICKET: &str = "35436";

fn line() -> Line {
    Line::new("zendesk", "ada@acme.test:token", ZENDESK, ZENDESK_ANSWERS)
}

fn set(name: &str, to: Option<&str>) -> Change {
    Change::Set { name: name.to_owned(), to: to.map(str::to_owned) }
}

fn is_the_example(ticket: &Ticket) {
    assert_eq!((ticket.id.as_str(), ticket.subject.as_str()), (TICKET, "Help, my printer is on fire!"));
    assert_eq!((ticket.status.as_str(), ticket.channel.as_deref()), ("open", Some("web")));
    assert_eq!(ticket.fields["priority"], "high");
    assert_eq!(ticket.fields["tags"], "enterprise other_tag");
    // The example's audits begin after the creation, and another group has its number.
    assert_eq!((&ticket.history, ticket.queue.as_str()), (&History::Incomplete, "98738"));
    let notes =
        ticket.events.iter().filter(|event| matches!(event.what, What::Message { public: false, .. }));
    assert_eq!(notes.count(), 1, "{:?}", ticket.events);
}

#[tokio::test(flavor = "multi_thread")]
async fn zendesk_is_asked_and_told_only_what_its_description_knows() {
    let mut line = line();
    let probe = line.adapter.read_probes(&line.probe().await).unwrap();
    assert_eq!(
        (probe.user.as_deref(), probe.queues),
        (Some("Johnny Agent"), vec!["DJs".into(), "MCs".into()])
    );
    assert!(probe.warnings[0].contains("agent"), "{:?}", probe.warnings);

    first_sync_and_increments(&mut line).await;
    let fresh = line.one(TICKET).await;
    is_the_example(&fresh);
    writing(&mut line, &fresh).await;
    line.everything_was_met();
}

async fn first_sync_and_increments(line: &mut Line) {
    // The search answers with the same cursor for ever, which is refused in one sentence.
    line.amends = false;
    assert!(line.pull().await.unwrap().tickets.is_empty());
    let fault = line.pull().await.unwrap_err();
    assert!(matches!(&fault, Fault::Shape { .. }) && fault.to_string().contains("after_cursor"), "{fault}");
    line.amends = true;
    for pass in ["the first", "with the cursor of the export"] {
        let tickets: Vec<Ticket> = line.sync().await.into_iter().flat_map(|page| page.tickets).collect();
        assert_eq!(tickets.len(), 1, "{pass}");
        is_the_example(&tickets[0]);
    }
    // Whoever may not export reads by search, and then the bin, of which the example is older than the first sync.
    line.cursor = None;
    line.refused.insert("/incremental/", 403);
    let pages = line.sync().await;
    assert!(pages.iter().all(|page| page.tickets.is_empty() && page.aside.is_empty()));
    line.refused.clear();
}

async fn writing(line: &mut Line, fresh: &Ticket) {
    let fresh = Some(fresh);
    let text = || "Hello <b>,\nwe are on it.".to_owned();
    for change in [
        Change::Reply { body: text() },
        Change::Note { body: text() },
        set("status", Some("pending")),
        set("priority", Some("low")),
        set("type", Some("task")),
        set("subject", Some("Fire")),
        set("external_id", Some("X-1")),
        set("due_at", None),
        set("assignee", Some("Robert Jones")),
        set("assignee", None),
        set("queue", Some("DJs")),
        set("CF.Subject", Some("x")),
        Change::Tag { add: vec!["vip".into()], remove: vec!["other_tag".into()] },
        Change::Merge { into: "7".into() },
    ] {
        let told = format!("{change:?}");
        assert!(line.push(change, fresh).await.is_ok(), "{told}");
    }
    let receipt = line.push_with(Change::Reply { body: text() }, fresh, &[("a.png", b"png")]).await.unwrap();
    assert_eq!(receipt.event.as_deref(), Some("206091192547"));
    let create = Change::Create {
        queue: "MCs".into(),
        subject: "Printer".into(),
        body: text(),
        contact: "jo@acme.test".into(),
        fields: [("priority".to_owned(), "urgent".to_owned())].into(),
    };
    assert_eq!(line.push(create, None).await.unwrap().ticket.as_deref(), Some(TICKET));
    for change in [set("status", None), set("assignee", Some("Nobody")), set("queue", Some("XYZ"))] {
        let told = format!("{change:?}");
        assert!(matches!(line.push(change, fresh).await, Err(Fault::Refused { .. })), "{told}");
    }
}

//! Links, merges and new tickets.

use policy::ticket::{Change, Clash, Gone, Operation, Party};
use portal::Mark;

use super::super::server::RequestTracker;
use super::{End, Writer, message, new_ticket, reply};

#[tokio::test]
async fn a_link_leaves_the_others_and_is_made_once() {
    let folder = tempfile::tempdir().unwrap();
    let rt = RequestTracker::start(&folder.path().join("rt")).await;
    let writer = Writer::new(&rt, "alice");
    let ids = three(&rt).await;
    let link = |to: u64| Change::Link { to: to.to_string(), relation: String::new() };
    writer.change(ids[0], link(ids[1])).await;
    let (operation, _, after) = writer.change(ids[0], link(ids[2])).await;
    assert_eq!(links(&rt, ids[0]).await, [ids[1], ids[2]]);
    let sent = writer.sent.get();
    assert!(matches!(writer.push(&operation, Some(&after)).await, End::Done(_)));
    assert_eq!(writer.sent.get(), sent, "a link that is there was sent again");
    for (to, words) in [("99999", "Couldn't resolve"), ("x", "no number"), ("", "no number")] {
        let said = writer.refused(ids[0], Change::Link { to: to.to_owned(), relation: String::new() }).await;
        assert!(said.contains(words), "{to}: {said}");
    }
    let itself = writer.refused(ids[0], link(ids[0])).await;
    assert!(itself.contains("link a ticket to itself"), "{itself}");
}

#[tokio::test]
async fn a_merge_is_found_when_its_answer_was_lost_and_nothing_is_written_to_the_merged_one() {
    let folder = tempfile::tempdir().unwrap();
    let rt = RequestTracker::start(&folder.path().join("rt")).await;
    let writer = Writer::new(&rt, "alice");
    let ids = three(&rt).await;
    let merge = |into: &str| Change::Merge { into: into.to_owned() };
    for (into, words) in [("99999", "New ticket doesn't exist"), (&*ids[0].to_string(), "into itself")] {
        let said = writer.refused(ids[0], merge(into)).await;
        assert!(said.contains(words), "{into}: {said}");
    }
    let before = writer.read(&ids[0].to_string()).await.unwrap();
    let operation = writer.operation(ids[0], merge(&ids[1].to_string()));
    assert_eq!(writer.find(&operation, &Mark::default()).await, None);
    assert_eq!(writer.push_unheard(&operation, Some(&before)).await, End::Lost);
    assert!(writer.find(&operation, &Mark::default()).await.is_some());
    let other = writer.operation(ids[0], merge(&ids[2].to_string()));
    assert_eq!(writer.find(&other, &Mark::default()).await, None);

    let gone = writer.read(&ids[0].to_string()).await.unwrap().gone;
    assert_eq!(gone, Some(Gone::MergedInto(ids[1].to_string())));
    assert_eq!(Clash::gone(gone.as_ref()), Clash::Gone { into: Some(ids[1].to_string()) });
    // The portal would take both and act on the other ticket.
    for change in [reply("To whom?"), super::set("status", Some("open"))] {
        let late = writer.operation(ids[0], change);
        assert_eq!(writer.push(&late, Some(&before)).await, End::Changed);
    }

    let second = writer.operation(ids[1], merge(&ids[2].to_string()));
    let fresh = writer.read(&second.ticket).await;
    assert!(matches!(writer.push(&second, fresh.as_ref()).await, End::Done(_)));
}

#[tokio::test]
async fn a_new_ticket_is_made_once() {
    let folder = tempfile::tempdir().unwrap();
    let rt = RequestTracker::start(&folder.path().join("rt")).await;
    let writer = Writer::new(&rt, "alice");
    let subject = "Band klemmt: 'links' \\ „oben“";
    let fields = [("Priority", "60"), ("Due", "2027-03-28T01:30:00Z"), ("CF.Severity", "critical")];
    let operation = Operation {
        ticket: "local-1".to_owned(),
        ..writer.operation(0, new_ticket("SEP", subject, &fields))
    };
    assert_eq!(writer.read(&operation.ticket).await, None);
    assert_eq!(writer.push_unheard(&operation, None).await, End::Lost);
    // A second one on purpose, under the same subject.
    let twin = writer.operation(0, operation.change.clone());
    let End::Done(other) = writer.push(&twin, None).await else { panic!("no second ticket") };
    assert_eq!(writer.sent.get(), 2);

    let End::Done(receipt) = writer.push(&operation, None).await else { panic!("not found") };
    assert_eq!(writer.sent.get(), 2, "a ticket that is there was made again");
    let id = receipt.ticket.expect("its identifier");
    assert_ne!(Some(&id), other.ticket.as_ref());
    let ticket = writer.read(&id).await.unwrap();
    assert_eq!((ticket.subject.as_str(), ticket.queue.as_str()), (subject, "SEP"));
    for (name, value) in fields {
        assert_eq!(ticket.value(name), Some(value), "{name}");
    }
    assert_eq!(ticket.contact.as_ref().unwrap().email, "new.customer@example.test");
    let found = writer.find(&Operation { ticket: id, ..operation.clone() }, &Mark::default()).await.unwrap();
    let (event, public, body) = message(&ticket, found.event.as_deref());
    assert_eq!((event.operation.as_ref(), public, body), (Some(&operation.id), true, "The tape is stuck."));
    assert_eq!(event.by, Some(Party::Agent));

    let nowhere = writer.operation(0, new_ticket("Nowhere", subject, &[]));
    let End::Refused(words) = writer.push(&nowhere, None).await else { panic!("made in no queue") };
    assert!(words.contains("No permission to create tickets in the queue 'Nowhere'"), "{words}");
    for (name, value) in [("Priority", "banana"), ("assignee", "bob"), ("Unknown", "x"), ("queue", "SEP")] {
        let wrong = writer.operation(0, new_ticket("SEP", subject, &[(name, value)]));
        assert!(matches!(writer.push(&wrong, None).await, End::Refused(_)), "{name}");
    }
}

async fn three(rt: &RequestTracker) -> [u64; 3] {
    let mut ids = [0; 3];
    for (n, id) in ids.iter_mut().enumerate() {
        *id = rt.file("SEP", "customer@example.test", &format!("Backup {n} fails"), "major").await;
    }
    ids
}

/// The tickets that this one refers to, as the portal tells.
async fn links(rt: &RequestTracker, id: u64) -> Vec<u64> {
    let ticket = rt.get(&format!("ticket/{id}")).await;
    let all = ticket["_hyperlinks"].as_array().unwrap().iter().filter(|link| link["ref"] == "refers-to");
    let mut ids: Vec<u64> = all.map(|link| link["id"].as_str().unwrap().parse().unwrap()).collect();
    ids.sort_unstable();
    ids
}

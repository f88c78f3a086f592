//! Replies, notes, phone calls and times.

use policy::ticket::{Change, Party};
use portal::Mark;

use super::super::server::RequestTracker;
use super::{End, Writer, message, reply};

/// Texts that mail programs, web forms and the portal itself are known to change.
fn texts() -> [String; 6] {
    [
        "Guten Tag, Frau Müller, wir prüfen es: „gleich“ – 工具 🙂".to_owned(),
        "One\r\nTwo\r\n\r\nThree\r\n".to_owned(),
        ".\n..\n.leading dots\nFrom here on\n-- \nsignature".to_owned(),
        "0".to_owned(),
        "<b>not</b> & \"HTML\" \\ {{x}} #4711 [rt.test #1]\n\ttab  ".to_owned(),
        format!("A long one: {}", "zwölf Boxkämpfer jagen Viktor\n".repeat(1000)),
    ]
}

#[tokio::test]
async fn every_message_arrives_once_and_is_known_again() {
    let folder = tempfile::tempdir().unwrap();
    let rt = RequestTracker::start(&folder.path().join("rt")).await;
    let writer = Writer::new(&rt, "alice");
    let id = rt.file("SEP", "customer@example.test", "Backup fails", "major").await;
    for (n, text) in texts().into_iter().enumerate() {
        let is_public = n % 2 == 0;
        let change = if is_public { reply(&text) } else { Change::Note { body: text.clone() } };
        let (operation, receipt, after) = writer.change(id, change).await;
        let (event, public, body) = message(&after, receipt.event.as_deref());
        assert_eq!((public, event.by), (is_public, Some(Party::Agent)));
        assert_eq!(event.operation.as_ref(), Some(&operation.id));
        assert_eq!(lines(body), lines(&text));
        // The portal answers when its mail is out, which may take it a while.
        assert!(receipt.at.is_some_and(|at| at >= event.at));
    }
    assert_eq!(writer.sent.get(), 6);
    times_and_calls(&writer, id).await;
    let nothing = writer.refused(id, reply(" \n ")).await;
    assert_eq!(nothing, "the message is empty");
}

async fn times_and_calls(writer: &Writer, id: u64) {
    let (operation, receipt, after) =
        writer.change(id, Change::Time { minutes: 25, body: "Read the log.".to_owned(), day: None }).await;
    assert_eq!(after.fields["TimeWorked"], "25");
    assert_eq!(message(&after, receipt.event.as_deref()).2, "Read the log.");
    // Found by its mark, not by its text: the same text as a note books no time.
    assert_eq!(writer.find(&operation, &Mark::default()).await.and_then(|found| found.event), receipt.event);
    let other = writer.operation(id, operation.change.clone());
    assert_eq!(writer.find(&other, &Mark::default()).await, None);

    let (_, receipt, after) =
        writer.change(id, Change::Time { minutes: 5, body: String::new(), day: None }).await;
    assert_eq!(after.fields["TimeWorked"], "30");
    assert_eq!(message(&after, receipt.event.as_deref()).2.trim(), "");

    let call = Change::Call {
        answered: true,
        body: "She will send the log.".to_owned(),
        by_customer: false,
        begun: None,
    };
    let (operation, receipt, after) = writer.change(id, call).await;
    let (_, public, body) = message(&after, receipt.event.as_deref());
    assert_eq!((public, body), (false, "Phone call: the customer was reached.\n\nShe will send the log."));
    assert_eq!(writer.find(&operation, &Mark::default()).await.and_then(|found| found.event), receipt.event);
}

#[tokio::test]
async fn a_reply_whose_answer_was_lost_is_found_and_one_that_never_arrived_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let rt = RequestTracker::start(&folder.path().join("rt")).await;
    let writer = Writer::new(&rt, "alice");
    let id = rt.file("SEP", "customer@example.test", "Backup fails", "major").await;
    // The same words were there before, by the same person, and by a colleague.
    rt.write("alice", id, "correspond", "We look at it.").await;
    rt.write("bob", id, "correspond", "We look at it.").await;

    let operation = writer.operation(id, reply("We look at it."));
    let fresh = writer.read(&operation.ticket).await.unwrap();
    let mark = Mark::before(&operation, &fresh);
    assert_eq!(mark.alike.len(), 2);
    assert_eq!(writer.find(&operation, &mark).await, None);
    assert_eq!(writer.push_unheard(&operation, Some(&fresh)).await, End::Lost);
    let found = writer.find(&operation, &mark).await.expect("it arrived");
    let after = writer.read(&operation.ticket).await.unwrap();
    let (event, _, body) = message(&after, found.event.as_deref());
    assert_eq!((body, event.operation.as_ref()), ("We look at it.", Some(&operation.id)));
    assert!(!mark.alike.contains(&event.id));
    assert_eq!((writer.sent.get(), count(&rt, id, "Correspond").await), (1, 3));

    // An operation of another console with the same words is not this one.
    let other = writer.operation(id, reply("We look at it."));
    assert_eq!(writer.find(&other, &mark).await, None);
}

#[tokio::test]
async fn a_reply_waits_when_somebody_wrote_in_the_moment_before() {
    let folder = tempfile::tempdir().unwrap();
    let rt = RequestTracker::start(&folder.path().join("rt")).await;
    let writer = Writer::new(&rt, "alice");
    let id = rt.file("SEP", "customer@example.test", "Backup fails", "major").await;
    let operation = writer.operation(id, reply("We look at it."));
    let stale = writer.read(&operation.ticket).await.unwrap();
    rt.write("bob", id, "correspond", "Already solved.").await;
    assert_eq!(writer.push(&operation, Some(&stale)).await, End::Changed);
    assert_eq!((writer.sent.get(), count(&rt, id, "Correspond").await), (0, 1));

    let fresh = writer.read(&operation.ticket).await.unwrap();
    assert!(matches!(writer.push(&operation, Some(&fresh)).await, End::Done(_)));
    rt.delete(id).await;
    let late = writer.operation(id, reply("To a deleted ticket."));
    assert_eq!(writer.push(&late, Some(&fresh)).await, End::Changed);
    assert_eq!(count(&rt, id, "Correspond").await, 2);
}

/// How many transactions of a kind the portal itself tells.
async fn count(rt: &RequestTracker, id: u64, kind: &str) -> usize {
    let history = rt.get(&format!("ticket/{id}/history?fields=Type&per_page=100")).await;
    history["items"].as_array().unwrap().iter().filter(|item| item["Type"] == kind).count()
}

fn lines(text: &str) -> Vec<&str> {
    text.trim_end().lines().collect()
}

//! What is under way when the console is locked.

use std::path::Path;
use std::time::Duration;

use demo::Running;
use desk::Desk;
use desk::view::{AttachmentShape, ChangeRequest, OperationShape, StartView};
use portal::open::wire::What;

use crate::gate::Gate;
use crate::world::{PASSPHRASE, form, options, page, portal};

const TEXT: &str = "Written before the lock.";

async fn behind_a_gate(folder: &Path) -> (Desk, Running, Gate) {
    let portal = portal(120, 7, 0);
    portal.control().set_changes_per_hour(0);
    let gate = Gate::before(&portal).await;
    let desk = Desk::new(options(folder)).unwrap();
    desk.start().await;
    desk.connect(form(&gate.address(), portal.token())).await.unwrap();
    desk.recovery_seen();
    desk.first_sync().await;
    desk.set_setting("undo_s", "0").await.unwrap();
    (desk, portal, gate)
}

/// Opens the data file again: it must be for changes, not to read beside a console that does not end.
async fn open_again(desk: &Desk) {
    assert_eq!(desk.unlock(PASSPHRASE.to_owned()).await.unwrap(), StartView::Ready { demo: false });
    assert!(!desk.status().await.read_only, "the console before still works on the data file");
}

/// A reply whose answer is held at the gate; the portal has it.
async fn under_way(desk: &Desk, gate: &Gate) -> (String, String) {
    let key = page(desk, "", 0, 1).await.rows[0].key.clone();
    gate.hold("POST ");
    let (kind, text) = ("reply".to_owned(), TEXT.to_owned());
    let change = ChangeRequest { key: key.clone(), kind, text, ..ChangeRequest::default() };
    let made = desk.change(change).await.unwrap();
    gate.until_held().await;
    (key, made.id)
}

async fn shape(desk: &Desk, id: &str) -> OperationShape {
    let outbox = desk.outbox().await.unwrap();
    outbox.operations.into_iter().find(|operation| operation.id == id).expect("it is listed").shape
}

fn times_in_portal(portal: &Running, key: &str) -> usize {
    let ticket = portal.control().ticket(key.split_once('/').unwrap().1).unwrap();
    let is = |what: &What| matches!(what, What::Message { body, .. } if body == TEXT);
    ticket.events.iter().filter(|event| is(&event.what)).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_outcome_of_what_has_left_is_written_down_after_the_lock() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, portal, gate) = behind_a_gate(folder.path()).await;
    let (key, id) = under_way(&desk, &gate).await;
    desk.lock().await.unwrap();
    assert_eq!(desk.ticket(&key).await.unwrap_err().code, "nothing-open");
    // The answer comes now. No question is answered, so that nothing else can tell of the reply.
    gate.hold("GET ");
    open_again(&desk).await;
    assert_eq!(shape(&desk, &id).await, OperationShape::Delivered);
    assert_eq!(times_in_portal(&portal, &key), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_never_answered_is_looked_for_when_the_data_file_is_open_again() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, portal, gate) = behind_a_gate(folder.path()).await;
    let (key, id) = under_way(&desk, &gate).await;
    desk.lock().await.unwrap();
    open_again(&desk).await;
    assert_ne!(shape(&desk, &id).await, OperationShape::Delivered, "nobody can know yet");
    gate.open();
    desk.sync_now().unwrap();
    for _ in 0..1_200 {
        if shape(&desk, &id).await == OperationShape::Delivered {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(shape(&desk, &id).await, OperationShape::Delivered);
    assert_eq!(times_in_portal(&portal, &key), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_waits_for_an_answer_that_is_not_needed_any_more() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, _portal, gate) = behind_a_gate(folder.path()).await;
    gate.hold("GET ");
    desk.sync_now().unwrap();
    gate.until_held().await;
    desk.lock().await.unwrap();
    open_again(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_was_being_fetched_can_be_fetched_afterwards() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, _portal, gate) = behind_a_gate(folder.path()).await;
    let mut found = None;
    for row in page(&desk, "", 0, 100).await.rows {
        let absent = desk.attachments(&row.key).await.unwrap().into_iter().next();
        found = found.or(absent.map(|file| (row.key, file.id)));
    }
    let (key, id) = found.expect("a ticket with a file");
    gate.hold("GET ");
    let fetching = tokio::spawn({
        let (desk, key, id) = (desk.clone(), key.clone(), id.clone());
        async move { desk.fetch_attachment(&key, &id).await }
    });
    gate.until_held().await;
    desk.lock().await.unwrap();
    assert_eq!(fetching.await.unwrap().unwrap_err().code, "nothing-open");
    open_again(&desk).await;
    gate.open();
    assert_eq!(desk.fetch_attachment(&key, &id).await.unwrap().shape, AttachmentShape::Here);
}

//! Files with a reply, through the real carrier: uploaded before it, or as a form.

use std::path::Path;

use desk::Desk;
use desk::view::{ChangeRequest, ConnectForm, OperationShape};
use fakes::{Clock, Deed, Freshdesk, Jsm, Zendesk};

use super::world::{form, options, page};
use super::{NOW, Portal, until};

const TEXT: &str = "Please try this.";
/// What looks like the end of a part, and every byte there is.
fn content() -> Vec<u8> {
    [b"\r\n--gnomon-part-00000000--\r\n".to_vec(), (0..=255).collect()].concat()
}

async fn connected(folder: &Path, form: ConnectForm) -> (Desk, String) {
    let desk = Desk::new(options(folder)).unwrap();
    desk.start().await;
    desk.connect(form).await.unwrap();
    desk.first_sync().await;
    desk.set_setting("undo_s", "0").await.unwrap();
    let key = page(&desk, "", 0, 1).await.rows[0].key.clone();
    (desk, key)
}

/// Sends a reply with two files; they come back with it, byte for byte.
async fn send(desk: &Desk, key: &str) {
    let mut files = Vec::new();
    for name in ["größer.bin", "fix.txt"] {
        files.push(desk.enclose(key, "reply", name, content()).await.unwrap().id);
    }
    let request = ChangeRequest {
        key: key.to_owned(),
        kind: "reply".to_owned(),
        text: TEXT.to_owned(),
        files,
        ..ChangeRequest::default()
    };
    let made = desk.change(request).await.unwrap();
    until(desk, &made.id, OperationShape::Delivered).await;
    let mut listed = Vec::new();
    for _ in 0..400 {
        listed = desk.attachments(key).await.unwrap();
        if listed.len() == 2 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let names: Vec<_> = listed.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["größer.bin", "fix.txt"], "each is there once");
    let folder = tempfile::tempdir().unwrap();
    for one in &listed {
        desk.fetch_attachment(key, &one.id).await.unwrap();
        let path = desk.save_attachment_to(key, &one.id, folder.path().to_owned()).await.unwrap();
        assert!(std::fs::read(path).unwrap() == content(), "{}", one.name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn files_reach_zendesk_with_their_reply() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), Clock::at(NOW));
    let portal = Zendesk::start(&clock).unwrap();
    portal.file(1);
    clock.pass(120);
    let (desk, key) = connected(folder.path(), Portal::form(&portal)).await;
    send(&desk, &key).await;
    assert_eq!(portal.count(Deed::Replied, TEXT), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn files_reach_freshdesk_with_their_reply_and_too_many_bytes_are_refused_at_once() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), Clock::at(NOW));
    let portal = Freshdesk::start(&clock).unwrap();
    portal.file(1);
    clock.pass(120);
    let (desk, key) = connected(folder.path(), Portal::form(&portal)).await;
    let refused = desk.enclose(&key, "reply", "large.bin", vec![0; 21 << 20]).await.unwrap_err();
    assert_eq!(refused.code, "file-too-large");
    assert!(refused.message.contains("20 MB"), "{}", refused.message);
    send(&desk, &key).await;
    assert_eq!(portal.count(Deed::Replied, TEXT), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn files_reach_jira_with_their_reply_and_it_says_that_it_is_sent_once() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), Clock::at(NOW));
    let portal = Jsm::start(&clock).unwrap();
    let customer = portal.add_customer("Jo", "jo@acme.test", None);
    portal.add_ticket(customer, "Case", "It does not start.");
    clock.pass(120);
    let secret = format!("{}:{}", portal.agent().email, portal.agent().token);
    let jsm = ConnectForm { kind: "jsm".to_owned(), ..form(&portal.address(), &secret) };
    let (desk, key) = connected(folder.path(), jsm).await;
    let offers = desk.composer(&key).await.unwrap().offers;
    let reply = offers.iter().find(|offer| offer.kind == "reply").unwrap();
    assert!(reply.takes_files && reply.delivery_with_files.contains("sent once"), "{reply:?}");
    assert!(!reply.delivery.contains("sent once"), "{reply:?}");
    send(&desk, &key).await;
    assert_eq!(portal.count(Deed::Replied, TEXT), 1);
}

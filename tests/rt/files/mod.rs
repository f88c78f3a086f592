//! Files at a real Request Tracker: those that came are listed and fetched byte for byte, and those that are sent are there
//! once, also when an answer is lost.

mod delivering;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use desk::view::{AttachmentShape, AttachmentView, ChangeRequest, ConnectForm, OperationShape};
use desk::{Desk, Options};

use self::delivering::{Delivering, Lost};
use super::server::RequestTracker;

/// Names and contents that mail programs, web forms and the portal itself are known to change.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("fix.txt", b"as it was\n".to_vec()),
        ("Prüfung „größer“ 工具.txt", "\u{feff}one\r\ntwo\r\n\r\nüß 工具 🙂, no end of line".into()),
        ("latin.txt", b"Gr\xfc\xdfe\n".to_vec()),
        ("zero.txt", b"UTF-8 with a\0nul".to_vec()),
        ("page.html", b"<html><body>Gr\xfc\xdfe</body></html>".to_vec()),
        ("trace.bin", (0..=255).cycle().take(300_000).collect()),
        ("0", b"0".to_vec()),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn files_come_from_the_portal_and_go_to_it_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    let rt = RequestTracker::start(&folder.path().join("rt")).await;
    let id = rt.file("SEP", "customer@example.test", "Backup fails", "major").await;
    let came: [(&str, &str, &[u8]); 3] = [
        ("server.log", "text/plain", b"line 1\nline 2\n"),
        ("dump.bin", "application/octet-stream", &[0, 159, 146, 150]),
        ("notes", "text/plain", "größer".as_bytes()),
    ];
    rt.enclose("bob", id, "The customer sent these.", &came).await;
    let desk = connected(folder.path(), &rt).await;
    let account = desk.status().await.accounts[0].id.clone();
    let key = format!("{account}/{id}");

    let listed = desk.attachments(&key).await.unwrap();
    let told: Vec<_> =
        listed.iter().map(|one| (one.name.as_str(), one.declared.as_str(), one.size)).collect();
    let expected: Vec<_> =
        came.iter().map(|(name, kind, bytes)| (*name, *kind, Some(bytes.len() as u64))).collect();
    assert_eq!(told, expected);
    for (one, (name, _, bytes)) in listed.iter().zip(came) {
        assert!(fetched(&desk, &key, one, folder.path()).await == bytes, "{name}");
    }

    let mut taken = Vec::new();
    for (name, bytes) in files() {
        taken.push(desk.enclose(&key, "reply", name, bytes).await.unwrap().id);
    }
    let request = ChangeRequest {
        key: key.clone(),
        kind: "reply".to_owned(),
        text: "Please try these.".to_owned(),
        files: taken,
        ..ChangeRequest::default()
    };
    let made = desk.change(request).await.unwrap();
    delivered(&desk, &made.id).await;
    let there = parts(&rt, id).await;
    for (name, bytes) in files() {
        let copies = there.get(name).map(Vec::as_slice).unwrap_or_default();
        assert!(copies == [bytes], "{name} is there once as it was: {} in {:?}", copies.len(), there.keys());
    }

    // It comes back with the reply that it went with.
    let sent: Vec<AttachmentView> = desk.attachments(&key).await.unwrap().split_off(came.len());
    let ours = sent.iter().map(|one| one.event.as_str()).collect::<std::collections::BTreeSet<_>>();
    assert_eq!((ours.len(), sent.len()), (1, files().len()), "{sent:?}");
    for (one, (name, bytes)) in sent.iter().zip(files()) {
        assert_eq!((one.name.as_str(), one.size), (name, Some(bytes.len() as u64)));
        assert!(fetched(&desk, &key, one, folder.path()).await == bytes, "{name}");
    }

    lost_answers(&rt, id).await;
}

/// The engine with a clock that is moved on: after a lost answer it waits for minutes before it looks.
async fn lost_answers(rt: &RequestTracker, id: u64) {
    for (n, (lost, sendings)) in [(Lost::Answer, 1), (Lost::Request, 2)].into_iter().enumerate() {
        let name = format!("lost-{n}.txt");
        let mut outbox = Delivering::new(rt, "alice");
        outbox.loses(lost);
        outbox.reply(id, &format!("With a file {n}."), &[(&name, b"once")]).await;
        assert_eq!(outbox.sendings(), sendings, "{lost:?}");
        let there = parts(rt, id).await;
        assert_eq!(there.get(&name).map(Vec::as_slice), Some([b"once".to_vec()].as_slice()), "{lost:?}");
    }
}

/// The files of a ticket by their names, as the portal itself tells them.
async fn parts(rt: &RequestTracker, id: u64) -> BTreeMap<String, Vec<Vec<u8>>> {
    let list = rt.get(&format!("ticket/{id}/attachments?fields=Filename&per_page=100")).await;
    let mut parts = BTreeMap::<String, Vec<Vec<u8>>>::new();
    for item in list["items"].as_array().expect("items") {
        let name = item["Filename"].as_str().unwrap_or_default();
        if !name.is_empty() {
            let part = rt.get(&format!("attachment/{}", item["id"].as_str().expect("an id"))).await;
            let content = part["Content"].as_str().expect("content").replace('\n', "");
            parts.entry(name.to_owned()).or_default().push(STANDARD.decode(content).expect("base64"));
        }
    }
    parts
}

async fn fetched(desk: &Desk, key: &str, one: &AttachmentView, folder: &Path) -> Vec<u8> {
    let here = desk.fetch_attachment(key, &one.id).await.unwrap();
    assert_eq!(here.shape, AttachmentShape::Here, "{here:?}");
    let path = desk.save_attachment_to(key, &one.id, folder.join("saved")).await.unwrap();
    std::fs::read(path).unwrap()
}

async fn connected(folder: &Path, rt: &RequestTracker) -> Desk {
    let desk = Desk::new(Options { data: Some(folder.join("data")), ..Options::default() }).unwrap();
    desk.start().await;
    let form = ConnectForm {
        kind: "rt".to_owned(),
        name: "RT".to_owned(),
        address: rt.address.clone(),
        token: rt.token("alice"),
        passphrase: "four words for tests".to_owned(),
        company_ca: String::new(),
    };
    desk.connect(form).await.unwrap();
    desk.first_sync().await;
    desk.set_setting("undo_s", "0").await.unwrap();
    desk
}

async fn delivered(desk: &Desk, id: &str) {
    for _ in 0..600 {
        let outbox = desk.outbox().await.unwrap();
        let one = outbox.operations.iter().find(|one| one.id == id).expect("the operation");
        if one.shape == OperationShape::Delivered {
            return;
        }
        assert!(
            !matches!(
                one.shape,
                OperationShape::Rejected | OperationShape::Conflict | OperationShape::Unsure
            ),
            "{one:?}"
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("it is not delivered: {:#?}", desk.outbox().await.unwrap());
}

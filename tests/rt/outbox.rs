//! Fifty changes made without a network, delivered to a real Request Tracker in which somebody else worked meanwhile.

use std::path::Path;
use std::time::Duration;

use desk::view::{ChangeRequest, ConnectForm, OperationDecision, OperationShape, OperationView};
use desk::{Desk, Options};
use serde_json::{Value, json};

use super::server::RequestTracker;

const PASSPHRASE: &str = "four words for tests";

/// What is changed in the n-th ticket: one thing by its number, and a note after it.
fn changes(n: usize, key: &str) -> [ChangeRequest; 2] {
    let first = match n % 5 {
        0 | 4 => request(key, "reply", &format!("Reply from the air {n}."), "", None),
        1 => request(key, "note", &format!("Thought of in the air {n}."), "", None),
        2 => request(key, "set", "", "status", Some("stalled")),
        _ => request(key, "set", "", "Priority", Some("55")),
    };
    [first, request(key, "note", &format!("Second thought {n}."), "", None)]
}

/// Before the landing, bob answers some of the customers to whom a reply is on its way, changes the status of some
/// tickets whose status is to change, and writes notes in others.
async fn meanwhile(rt: &RequestTracker, n: usize, id: u64) {
    match n % 10 {
        0 => rt.write("bob", id, "correspond", &format!("Bob was quicker {n}.")).await,
        2 => rt.change("bob", id, json!({"Status": "rejected"})).await,
        3 | 4 => rt.write("bob", id, "comment", &format!("Bob notes {n}.")).await,
        _ => {}
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_changes_made_in_the_air_are_each_there_once_after_the_landing() {
    let folder = tempfile::tempdir().unwrap();
    let rt = RequestTracker::start(&folder.path().join("rt")).await;
    let mut ids = Vec::new();
    for n in 0..25 {
        ids.push(
            rt.file("SEP", &format!("customer{n}@example.test"), &format!("Job {n} fails"), "major").await,
        );
    }
    let desk = on_board(folder.path(), &rt).await;
    let account = desk.status().await.accounts[0].id.clone();
    let mut made = Vec::new();
    for (n, id) in ids.iter().enumerate() {
        for change in changes(n, &format!("{account}/{id}")) {
            made.push((n, desk.change(change).await.unwrap().id));
        }
    }
    assert_eq!(made.len(), 50);
    for (n, id) in ids.iter().enumerate() {
        meanwhile(&rt, n, *id).await;
    }

    desk.go_online().await.unwrap();
    let landed = settled(&desk).await;
    let stopped: Vec<&OperationView> =
        landed.iter().filter(|one| one.shape == OperationShape::Conflict).collect();
    let kinds: Vec<(&str, &str)> =
        stopped.iter().map(|one| (one.kind.as_str(), one.clashes[0].kind.as_str())).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == ("reply", "answered")).count(), 3, "{kinds:?}");
    assert_eq!(kinds.iter().filter(|kind| **kind == ("set", "changed")).count(), 3, "{kinds:?}");
    assert_eq!(kinds.len(), 6, "{kinds:?}");
    for one in &stopped {
        let send = one.kind == "reply";
        let decision = if send { OperationDecision::SendAnyway } else { OperationDecision::Cancel };
        desk.decide_operation(&one.id, decision).await.unwrap();
    }

    let done = settled(&desk).await;
    for (n, id) in &made {
        let one = done.iter().find(|one| one.id == *id).expect("no operation is lost");
        let cancelled = one.kind == "set" && n % 10 == 2;
        let wanted = if cancelled { OperationShape::Cancelled } else { OperationShape::Delivered };
        assert_eq!(one.shape, wanted, "ticket {n}: {one:?}");
    }
    for (n, id) in ids.iter().enumerate() {
        in_history(&rt, n, *id).await;
    }
}

/// A console that has read everything, then has no network.
async fn on_board(folder: &Path, rt: &RequestTracker) -> Desk {
    let options = || Options { data: Some(folder.join("data")), ..Options::default() };
    let desk = Desk::new(options()).unwrap();
    desk.start().await;
    let form = ConnectForm {
        kind: "rt".to_owned(),
        name: "RT".to_owned(),
        address: rt.address.clone(),
        token: rt.token("alice"),
        passphrase: PASSPHRASE.to_owned(),
        company_ca: String::new(),
    };
    desk.connect(form).await.unwrap();
    desk.first_sync().await;
    desk.set_setting("undo_s", "0").await.unwrap();
    drop(desk);
    for _ in 0..200 {
        let desk = Desk::new(Options { offline: true, ..options() }).unwrap();
        desk.start().await;
        desk.unlock(PASSPHRASE.to_owned()).await.unwrap();
        desk.loaded().await;
        if !desk.status().await.read_only {
            return desk;
        }
        drop(desk);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the data folder stays in use");
}

/// The operations, when none of them moves on without the user.
async fn settled(desk: &Desk) -> Vec<OperationView> {
    for _ in 0..3_000 {
        let all = desk.outbox().await.unwrap().operations;
        let stuck: Vec<&str> =
            all.iter().filter(|one| waits_for_user(one)).map(|one| one.key.as_str()).collect();
        let moves = |one: &&OperationView| {
            !matches!(one.shape, OperationShape::Delivered | OperationShape::Cancelled)
                && !stuck.contains(&one.key.as_str())
        };
        if !all.iter().any(|one| moves(&one)) {
            return all;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the outbox does not settle: {:#?}", desk.outbox().await.unwrap());
}

const fn waits_for_user(one: &OperationView) -> bool {
    matches!(one.shape, OperationShape::Conflict | OperationShape::Rejected | OperationShape::Unsure)
}

/// Reads the portal's own history: each change of ours is there once, and bob's are untouched.
async fn in_history(rt: &RequestTracker, n: usize, id: u64) {
    let texts = texts(rt, id).await;
    let times = |text: String| texts.iter().filter(|said| said.trim() == text).count();
    assert_eq!(times(format!("Second thought {n}.")), 1, "ticket {n}");
    match n % 5 {
        0 | 4 => assert_eq!(times(format!("Reply from the air {n}.")), 1, "ticket {n}: {texts:?}"),
        1 => assert_eq!(times(format!("Thought of in the air {n}.")), 1, "ticket {n}"),
        _ => {}
    }
    let ticket = rt.get(&format!("ticket/{id}")).await;
    if n % 5 == 2 {
        let wanted = if n % 10 == 2 { "rejected" } else { "stalled" };
        assert_eq!(ticket["Status"], wanted, "ticket {n}");
    }
    if n % 5 == 3 {
        assert_eq!(ticket["Priority"], "55", "ticket {n}");
        assert_eq!(settings_of(rt, id, "Priority").await, 1, "ticket {n}");
    }
}

async fn texts(rt: &RequestTracker, id: u64) -> Vec<String> {
    let query = "fields=Content,ContentType,Filename&per_page=100";
    let parts = rt.get(&format!("ticket/{id}/attachments?{query}")).await;
    let items = parts["items"].as_array().expect("items").clone();
    items.iter().filter_map(|item| Some(item["Content"].as_str()?.to_owned())).collect()
}

async fn settings_of(rt: &RequestTracker, id: u64, field: &str) -> usize {
    let history = rt.get(&format!("ticket/{id}/history?fields=Type,Field&per_page=100")).await;
    let items = history["items"].as_array().expect("items").clone();
    items.iter().filter(|item: &&Value| item["Field"] == field).count()
}

fn request(key: &str, kind: &str, text: &str, name: &str, value: Option<&str>) -> ChangeRequest {
    ChangeRequest {
        key: key.to_owned(),
        kind: kind.to_owned(),
        text: text.to_owned(),
        name: name.to_owned(),
        value: value.map(str::to_owned),
        ..ChangeRequest::default()
    }
}

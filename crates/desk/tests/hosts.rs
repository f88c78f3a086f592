//! The host book, and how a wish to connect stands against it. The tool of these tests is a page, so that no program has
//! to be there; no session is started.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests say so when they fail")]

use std::path::Path;

use desk::view::{
    CheckRequest, ConsentRequest, HostForm, HostVerification, QueueRequest, RemoteDecision, RemoteRequest,
    StartView, TicketView,
};
use desk::{Desk, Options};

const KEY: &str = "SHA256:uNiVztksCsDhcc0u9e8BrbMMv/XLxK6VUYRBGGhCcoY";

async fn demo(folder: &Path) -> Desk {
    let now = Some("2026-11-18T10:00:00Z".parse().unwrap());
    let data = Some(folder.to_owned());
    let options = Options { demo: true, demo_size: 300, demo_seed: 7, now, data, ..Options::default() };
    let desk = Desk::new(options).unwrap();
    assert_eq!(desk.start().await, StartView::Ready { demo: true });
    desk.first_sync().await;
    desk
}

/// A ticket whose policy names the web tool and allows it.
async fn allowed(desk: &Desk) -> TicketView {
    let request = QueueRequest { limit: 500, ..QueueRequest::default() };
    for row in desk.queue(request).await.unwrap().rows {
        let view = desk.ticket(&row.key).await.unwrap();
        if view.remote.tools.iter().any(|tool| tool.tool == "web" && tool.named && tool.allowed) {
            agree(desk, &view).await;
            return view;
        }
    }
    panic!("no ticket of the demo allows the web tool");
}

/// The customer agrees to everything, and confirms what must be in place.
async fn agree(desk: &Desk, view: &TicketView) {
    let (key, by) = (view.row.key.clone(), "Ada Lindgren".to_owned());
    let consent = ConsentRequest { key: key.clone(), by: by.clone(), hours: 1, ..ConsentRequest::default() };
    desk.record_consent(consent).await.unwrap();
    for row in &view.remote.requires {
        let (key, by, requirement) = (key.clone(), by.clone(), row.code.clone());
        desk.set_check(CheckRequest { key, requirement, by, ..CheckRequest::default() }).await.unwrap();
    }
}

fn wish(view: &TicketView, link: &str, confirmed: &str) -> RemoteRequest {
    RemoteRequest {
        key: view.row.key.clone(),
        tool: "web".to_owned(),
        host: link.to_owned(),
        confirmed: confirmed.to_owned(),
        ..RemoteRequest::default()
    }
}

async fn form(desk: &Desk, view: &TicketView, tool: &str, address: &str) -> HostForm {
    let book = desk.host_book(&view.row.key).await.unwrap();
    assert_eq!(book.customer_name, view.row.customer);
    let (tool, address) = (tool.to_owned(), address.to_owned());
    HostForm { account: book.account, customer: book.customer, tool, address, ..HostForm::default() }
}

fn warnings(decision: &RemoteDecision) -> Vec<&str> {
    decision.warnings.iter().map(|warning| warning.code.as_str()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn case_049_a_place_that_the_book_does_not_know_is_asked_about_before_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let desk = demo(folder.path()).await;
    let view = allowed(&desk).await;
    let link = "https://help.acme.example/s/1";
    let decision = desk.remote_check(wish(&view, link, "")).await.unwrap();
    assert!(decision.allowed && decision.is_page, "{decision:?}");
    assert_eq!(
        (decision.command.as_slice(), warnings(&decision)),
        (&[link.to_owned()][..], vec!["not-in-host-book"])
    );
    assert_eq!(decision.confirm, "Web service tool to help.acme.example");
    for confirmed in ["", "Web service tool to other.acme.example", "yes"] {
        let error = desk.remote_start(wish(&view, link, confirmed)).await.unwrap_err();
        assert_eq!(error.code, "not-confirmed", "{confirmed}");
    }

    // A known one that nobody confirmed is asked about too, and so is the first session to one that was.
    let host = desk
        .add_host(HostForm { label: "Help".to_owned(), ..form(&desk, &view, "web", link).await })
        .await
        .unwrap();
    assert_eq!(
        (host.address.as_str(), host.customer_name.as_str()),
        ("help.acme.example", view.row.customer.as_str())
    );
    let decision = desk.remote_check(wish(&view, link, "")).await.unwrap();
    assert_eq!(warnings(&decision), ["host-not-verified", "first-session"]);
    let verification = HostVerification { id: host.id, by: " Ada \n Lindgren ".to_owned(), keys: Vec::new() };
    assert_eq!(desk.verify_host(verification).await.unwrap().verified_by, "Ada Lindgren");
    let decision = desk.remote_check(wish(&view, link, "")).await.unwrap();
    assert_eq!(warnings(&decision), ["first-session"]);
    let other = desk.remote_check(wish(&view, "https://evil.example/", "")).await.unwrap();
    assert!(
        other.warnings[0].text.contains("Known there: Help (help.acme.example, Web service tool)."),
        "{other:?}"
    );
    let own = desk.remote_check(wish(&view, "https://localhost/", "")).await.unwrap();
    assert_eq!(warnings(&own), ["own-machine", "not-in-host-book"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_book_takes_only_what_a_session_could_go_to() {
    let folder = tempfile::tempdir().unwrap();
    let desk = demo(folder.path()).await;
    let view = allowed(&desk).await;
    for (tool, address, code) in [
        ("ssh", "-oProxyCommand=x", "bad-target"),
        ("ssh", "", "bad-target"),
        ("teamviewer", "12", "bad-target"),
        ("gotoassist", "https://gotoassist.com/", "unknown-tool"),
        ("telepathy", "db", "unknown-tool"),
    ] {
        assert_eq!(
            desk.add_host(form(&desk, &view, tool, address).await).await.unwrap_err().code,
            code,
            "{tool} {address}"
        );
    }
    let ssh = HostForm {
        port: "2222".to_owned(),
        user: "jo".to_owned(),
        ..form(&desk, &view, "ssh", "DB.Acme.Example").await
    };
    let bad_key = HostForm { keys: vec!["MD5:aa".to_owned()], ..ssh.clone() };
    assert_eq!(desk.add_host(bad_key).await.unwrap_err().code, "bad-fingerprint");
    let nobody = HostForm { customer: " ".to_owned(), ..ssh.clone() };
    assert_eq!(desk.add_host(nobody).await.unwrap_err().code, "no-customer");
    let host =
        desk.add_host(HostForm { keys: vec![KEY.to_owned(), String::new()], ..ssh.clone() }).await.unwrap();
    assert_eq!((host.address.as_str(), host.keys.as_slice()), ("db.acme.example", &[KEY.to_owned()][..]));
    assert_eq!(desk.add_host(ssh).await.unwrap_err().code, "host-exists");
    assert_eq!(desk.hosts().await.unwrap(), std::slice::from_ref(&host));
    let nameless = HostVerification { id: host.id, by: " ".to_owned(), keys: Vec::new() };
    assert_eq!(desk.verify_host(nameless).await.unwrap_err().code, "nobody-named");
    assert_eq!(desk.remove_host(host.id).await.unwrap().id, host.id);
    assert_eq!(desk.remove_host(host.id).await.unwrap_err().code, "unknown-host");
    assert!(desk.host_book(&view.row.key).await.unwrap().hosts.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_tool_of_the_packs_can_be_chosen_and_says_what_it_has_to_be_told() {
    let folder = tempfile::tempdir().unwrap();
    let desk = demo(folder.path()).await;
    let request = QueueRequest { limit: 500, ..QueueRequest::default() };
    let mut named = std::collections::BTreeSet::new();
    for row in desk.queue(request).await.unwrap().rows {
        let view = desk.ticket(&row.key).await.unwrap();
        for tool in view.remote.tools.iter().filter(|tool| tool.named) {
            named.insert(format!("{} {}: {}", row.vendor, tool.tool, tool.fields.join(" ")));
        }
    }
    let named: Vec<&str> = named.iter().map(String::as_str).collect();
    assert_eq!(
        named,
        [
            "SEP rdp: host port user",
            "SEP ssh: host port user jump",
            "SEP teamviewer: id",
            "SEP web: link",
            "Sepasoft gotoassist: link",
        ]
    );
}

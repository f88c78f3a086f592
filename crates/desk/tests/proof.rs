//! Proofs of single tickets: written by one installation, checked by another.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests say so when they fail")]

use std::path::Path;
use std::sync::Arc;

use desk::view::{Checked, ConnectForm, PolicyChange, QueueRequest, StartView, VerifyView};
use desk::{Clock, Desk, Options, serve_demo};

/// A console that is connected to a portal.
async fn connected(folder: &Path, portal: &demo::Running) -> Desk {
    let desk = Desk::new(Options { data: Some(folder.to_owned()), ..Options::default() }).unwrap();
    desk.start().await;
    let form = ConnectForm {
        kind: "open".to_owned(),
        name: String::new(),
        address: portal.address(),
        token: portal.token().to_owned(),
        passphrase: "four words for tests".to_owned(),
        company_ca: String::new(),
    };
    desk.connect(form).await.unwrap();
    desk.first_sync().await;
    desk
}

fn portal() -> demo::Running {
    serve_demo(0, 60, 7, Arc::new(Clock::new(None))).unwrap()
}

async fn first_key(desk: &Desk) -> String {
    let request = QueueRequest { limit: 1, ..QueueRequest::default() };
    desk.queue(request).await.unwrap().rows[0].key.clone()
}

fn results(view: &VerifyView) -> Vec<(&str, Checked)> {
    view.checks.iter().map(|check| (check.name.as_str(), check.result)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn another_installation_finds_the_same_with_and_without_the_portal() {
    let (portal, one, other) = (portal(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let writer = connected(one.path(), &portal).await;
    let key = first_key(&writer).await;
    let proof = writer.prove(&key).await.unwrap();
    assert!(proof.name.starts_with("gnomon-proof-") && proof.name.ends_with(".txt"), "{}", proof.name);
    assert!(proof.text.len() < 20_000, "{} bytes", proof.text.len());
    let reader = connected(other.path(), &portal).await;
    let view = reader.verify(&proof.text, true).await.unwrap();
    assert_eq!(
        results(&view),
        [("integrity", Checked::Same), ("recomputed", Checked::Same), ("portal", Checked::Same)],
        "{view:?}"
    );
    let alone = Desk::new(Options { data: Some(other.path().join("none")), ..Options::default() }).unwrap();
    assert_eq!(results(&alone.verify(&proof.text, false).await.unwrap())[2], ("portal", Checked::NotDone));
    let asked = alone.verify(&proof.text, true).await.unwrap();
    assert_eq!(results(&asked)[..2], [("integrity", Checked::Same), ("recomputed", Checked::Same)]);
    assert_eq!(results(&asked)[2], ("portal", Checked::NotPossible));
    assert!(asked.caveat.contains("not signed"));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_changed_byte_is_found() {
    let (portal, folder) = (portal(), tempfile::tempdir().unwrap());
    let desk = connected(folder.path(), &portal).await;
    let text = desk.prove(&first_key(&desk).await).await.unwrap().text;
    let bytes = text.as_bytes();
    for at in (0..bytes.len()).step_by(29) {
        let mut changed = bytes.to_vec();
        changed[at] = if changed[at] == b'1' { b'2' } else { b'1' };
        let Ok(changed) = String::from_utf8(changed) else { continue };
        match desk.verify(&changed, false).await {
            Ok(view) => assert_eq!(view.checks[0].result, Checked::Different, "byte {at} of {text}"),
            Err(error) => assert!(["no-proof", "newer-proof"].contains(&error.code.as_str()), "{error}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_does_not_follow_is_found_though_the_checksum_fits() {
    let (portal, folder) = (portal(), tempfile::tempdir().unwrap());
    let desk = connected(folder.path(), &portal).await;
    let text = desk.prove(&first_key(&desk).await).await.unwrap().text;
    let (_, body) = text.split_once('\n').unwrap();
    let forged = body.replacen("\"lane\": \"main\"", "\"lane\": \"refused\"", 1);
    assert_ne!(forged, body);
    let forged = desk::seal_proof(&forged);
    let view = desk.verify(&forged, false).await.unwrap();
    assert_eq!(results(&view)[..2], [("integrity", Checked::Same), ("recomputed", Checked::Different)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_override_travels_with_the_proof() {
    let (portal, one, other) = (portal(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let writer = connected(one.path(), &portal).await;
    for id in ["sep-sesam", "ensim", "expecco", "infotecs", "sepasoft"] {
        let change = PolicyChange {
            path: "order.waiting-limit".to_owned(),
            key: "after".to_owned(),
            value: Some("11 h".to_owned()),
        };
        writer.change_policy(id, vec![change]).await.unwrap();
    }
    let proof = writer.prove(&first_key(&writer).await).await.unwrap();
    assert!(proof.text.contains("11 h"));
    let reader = Desk::new(Options { data: Some(other.path().to_owned()), ..Options::default() }).unwrap();
    assert!(matches!(reader.start().await, StartView::Welcome { .. }));
    let view = reader.verify(&proof.text, false).await.unwrap();
    assert_eq!(results(&view)[..2], [("integrity", Checked::Same), ("recomputed", Checked::Same)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn counted_time_sums_to_what_elapsed() {
    let (portal, folder) = (portal(), tempfile::tempdir().unwrap());
    let desk = connected(folder.path(), &portal).await;
    let request = QueueRequest { limit: 40, ..QueueRequest::default() };
    for row in desk.queue(request).await.unwrap().rows {
        let text = desk.prove(&row.key).await.unwrap().text;
        let body: serde_json::Value = serde_json::from_str(text.split_once('\n').unwrap().1).unwrap();
        let clocks = body["answer"]["clocks"].as_array().unwrap();
        for (clock, counted) in clocks.iter().zip(body["counted"].as_array().unwrap()) {
            assert_eq!(clock["name"], counted["clock"]);
            let Some(elapsed) = clock["elapsed_s"].as_i64() else { continue };
            let at = |value: &serde_json::Value| -> i64 {
                value.as_str().unwrap().parse::<chrono::DateTime<chrono::Utc>>().unwrap().timestamp()
            };
            let spans = counted["spans"].as_array().unwrap();
            assert_eq!(
                spans.iter().map(|span| at(&span[1]) - at(&span[0])).sum::<i64>(),
                elapsed,
                "{}",
                row.key
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_is_no_proof_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::new(Options { data: Some(folder.path().to_owned()), ..Options::default() }).unwrap();
    for text in ["", "hello\nworld", "{}\n{}", "{\"format\":\"other\",\"version\":1,\"sha256\":\"\"}\n{}"] {
        assert_eq!(desk.verify(text, false).await.unwrap_err().code, "no-proof", "{text:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proof_cannot_speak_to_a_terminal() {
    let (portal, folder) = (portal(), tempfile::tempdir().unwrap());
    let desk = connected(folder.path(), &portal).await;
    let text = desk.prove(&first_key(&desk).await).await.unwrap().text;
    let mut body: serde_json::Value = serde_json::from_str(text.split_once('\n').unwrap().1).unwrap();
    let hostile = "x\u{1b}]0;owned\u{7}\u{202e}y\nz";
    body["number"] = hostile.into();
    body["portal"]["address"] = hostile.into();
    body["policy"]["id"] = hostile.into();
    let view = desk.verify(&desk::seal_proof(&body.to_string()), true).await.unwrap();
    let shown = format!("{} {} {:?}", view.number, view.portal_address, view.checks);
    let texts = view.checks.iter().map(|check| check.text.as_str());
    for text in texts.chain([view.number.as_str(), view.portal_address.as_str()]) {
        assert!(!text.contains(|c: char| c.is_control() || c == '\u{202e}'), "{shown}");
    }
}

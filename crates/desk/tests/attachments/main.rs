//! Files of tickets at the desk, against the demo portal over HTTP.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests say so when they fail")]

#[path = "../portals/world.rs"]
#[allow(dead_code, reason = "shared with the tests of portals")]
mod world;

use std::path::Path;
use std::time::Duration;

use demo::FaultKind;
use desk::Desk;
use desk::view::{AttachmentShape, AttachmentView, AwayRequest, ChangeRequest, OperationShape};
use portal::open::wire::Ticket;
use world::{form_of, options, page, portal};

async fn desk_and_portal(folder: &Path) -> (Desk, demo::Running) {
    desk_and_large_portal(folder, 120).await
}

async fn desk_and_large_portal(folder: &Path, size: u32) -> (Desk, demo::Running) {
    let portal = portal(size, 7, 0);
    portal.control().set_changes_per_hour(0);
    let desk = Desk::new(options(folder)).unwrap();
    desk.start().await;
    desk.connect(form_of(&portal, "Acme")).await.unwrap();
    desk.first_sync().await;
    desk.set_setting("undo_s", "0").await.unwrap();
    (desk, portal)
}

/// The first file that fits, with its ticket.
async fn first(desk: &Desk, fits: impl Fn(&AttachmentView) -> bool) -> (String, AttachmentView) {
    for offset in (0..).step_by(100) {
        let rows = page(desk, "", offset, 100).await.rows;
        assert!(!rows.is_empty(), "the demo has no such file");
        for row in rows {
            let listed = desk.attachments(&row.key).await.unwrap();
            if let Some(one) = listed.into_iter().find(|one| fits(one)) {
                return (row.key, one);
            }
        }
    }
    unreachable!("the loop has no end");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_fetched_saved_and_shown_as_a_picture() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, _portal) = desk_and_portal(folder.path()).await;
    let (key, one) = first(&desk, |one| one.name == "screenshot.png").await;
    assert_eq!((one.shape, one.picture, one.have), (AttachmentShape::Absent, false, 0));
    assert_eq!(desk.save_attachment(&key, &one.id).await.unwrap_err().code, "not-fetched");
    let here = desk.fetch_attachment(&key, &one.id).await.unwrap();
    assert_eq!((here.shape, here.kind.as_str(), here.size), (AttachmentShape::Here, "image/png", one.size));
    assert!(here.picture && here.warnings.is_empty(), "{:?}", here.warnings);
    assert!(desk.picture(&key, &one.id).await.unwrap().starts_with("data:image/png;base64,"));
    let inside = folder.path().join("saved");
    let paths = [
        desk.save_attachment_to(&key, &one.id, inside.clone()).await.unwrap(),
        desk.save_attachment_to(&key, &one.id, inside.clone()).await.unwrap(),
    ];
    assert_eq!(
        paths.map(std::path::PathBuf::from),
        [inside.join("screenshot.png"), inside.join("screenshot-2.png")]
    );
    assert_eq!(std::fs::read(inside.join("screenshot.png")).unwrap().len() as u64, one.size.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_names_and_types_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, _portal) = desk_and_large_portal(folder.path(), 1_500).await;
    let mut seen = 0;
    for row in page(&desk, "", 0, 200).await.rows {
        for one in desk.attachments(&row.key).await.unwrap() {
            assert!(!one.name.contains(['/', '\\', ':', '\u{202e}']) && !one.name.is_empty(), "{}", one.name);
            seen += usize::from(!one.given.is_empty() || !one.warnings.is_empty());
        }
    }
    assert!(seen > 3, "{seen} hostile files");
    let (key, lie) = first(&desk, |one| one.name == "logo.png").await;
    assert!(lie.warnings.is_empty(), "its bytes are not here");
    let here = desk.fetch_attachment(&key, &lie.id).await.unwrap();
    assert!(here.warnings.iter().any(|warning| warning.contains("text/html")) && !here.picture, "{here:?}");
    assert_eq!(desk.picture(&key, &lie.id).await.unwrap_err().code, "not-a-picture");
    let (_, program) = first(&desk, |one| one.name == "invoice.pdf.exe").await;
    assert_eq!(program.ending, "exe");
    assert!(program.warnings[0].contains("never opened"), "{:?}", program.warnings);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_download_that_breaks_off_goes_on_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, portal) = desk_and_portal(folder.path()).await;
    let (key, one) = first(&desk, |one| one.name == "trace.bin").await;
    portal.control().set_fault(FaultKind::Truncated, 1.0);
    desk.fetch_attachment(&key, &one.id).await.unwrap_err();
    let half = desk.attachments(&key).await.unwrap().into_iter().find(|other| other.id == one.id).unwrap();
    assert_eq!(half.shape, AttachmentShape::Failed);
    assert!(half.have > 0 && Some(half.have) < one.size, "{} of {:?}", half.have, one.size);
    assert!(half.problem.is_some());
    portal.control().clear_faults();
    let here = desk.fetch_attachment(&key, &one.id).await.unwrap();
    assert_eq!((here.shape, Some(here.have)), (AttachmentShape::Here, one.size));
    let path = desk.save_attachment_to(&key, &one.id, folder.path().join("s")).await.unwrap();
    let resumed = std::fs::read(path).unwrap();
    desk.erase_attachment(&key, &one.id).await.unwrap();
    desk.fetch_attachment(&key, &one.id).await.unwrap();
    let path = desk.save_attachment_to(&key, &one.id, folder.path().join("s")).await.unwrap();
    assert!(resumed == std::fs::read(path).unwrap(), "the halves fit");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_above_the_limit_is_not_fetched() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, _portal) = desk_and_portal(folder.path()).await;
    let (key, one) = first(&desk, |one| one.name == "trace.bin").await;
    desk.set_setting("file_limit_mb", "1").await.unwrap();
    assert_eq!(desk.fetch_attachment(&key, &one.id).await.unwrap_err().code, "file-too-large");
    let listed = desk.attachments(&key).await.unwrap().into_iter().find(|other| other.id == one.id).unwrap();
    assert_eq!((listed.shape, listed.have), (AttachmentShape::TooLarge, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_with_a_file_reaches_the_portal_once() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, portal) = desk_and_portal(folder.path()).await;
    let key = page(&desk, "", 0, 1).await.rows[0].key.clone();
    let log = folder.path().join("fix.txt");
    std::fs::write(&log, "as it was").unwrap();
    let taken = desk.enclose_file(&key, "reply", log.clone()).await.unwrap();
    std::fs::write(&log, "changed since, and longer").unwrap();
    assert_eq!(desk.composer(&key).await.unwrap().files, std::slice::from_ref(&taken));
    // The answer is lost: it is sent again under the same key, with the same bytes.
    portal.control().set_fault(FaultKind::LostAnswer, 0.3);
    let request = ChangeRequest {
        key: key.clone(),
        kind: "reply".to_owned(),
        text: "Please try this.".to_owned(),
        files: vec![taken.id.clone()],
        ..ChangeRequest::default()
    };
    let made = desk.change(request).await.unwrap();
    assert_eq!(made.files, [taken]);
    let mut shape = made.shape;
    for _ in 0..1_200 {
        shape = desk.outbox().await.unwrap().operations.iter().find(|one| one.id == made.id).unwrap().shape;
        if shape == OperationShape::Delivered {
            break;
        }
        desk.sync_now().unwrap();
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(shape, OperationShape::Delivered);
    portal.control().clear_faults();
    let id = key.split_once('/').unwrap().1;
    let ticket: Ticket = portal.control().ticket(id).unwrap();
    let written: Vec<_> =
        ticket.events.iter().filter(|event| event.operation.as_ref() == Some(&made.id)).collect();
    assert_eq!(written.len(), 1, "one effect");
    assert_eq!((written[0].attachments[0].name.as_str(), written[0].attachments[0].size), ("fix.txt", 9));
    assert!(desk.composer(&key).await.unwrap().files.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_sent_is_refused_before_anything_is_written_down() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, _portal) = desk_and_portal(folder.path()).await;
    let key = page(&desk, "", 0, 1).await.rows[0].key.clone();
    assert_eq!(desk.enclose(&key, "reply", "empty.txt", Vec::new()).await.unwrap_err().code, "empty-file");
    assert_eq!(desk.enclose(&key, "reply", "x", vec![0; 26 << 20]).await.unwrap_err().code, "file-too-large");
    let named = desk.enclose(&key, "note", "../../nul.txt", b"x".to_vec()).await.unwrap();
    assert_eq!((named.name.as_str(), named.with.as_str()), ("_nul.txt", "note"));
    let request = ChangeRequest {
        key: key.clone(),
        kind: "reply".to_owned(),
        text: "With a file of another text.".to_owned(),
        files: vec![named.id.clone()],
        ..ChangeRequest::default()
    };
    assert_eq!(desk.change(request).await.unwrap_err().code, "unknown-attachment");
    desk.remove_enclosure(&key, &named.id).await.unwrap();
    assert!(desk.composer(&key).await.unwrap().files.is_empty() && desk.outbox().await.unwrap().open == 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_fetched_ahead_is_told_before_and_stays() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, _portal) = desk_and_portal(folder.path()).await;
    let request =
        AwayRequest { from: "now".to_owned(), to: "+12h".to_owned(), everyone: true, each_min: None };
    let small = desk.away_files(request.clone(), Some(1)).await.unwrap();
    assert!(small.bytes <= 1 << 20 && small.no_room > 0, "{small:?}");
    let ahead = desk.away_files(request.clone(), Some(20)).await.unwrap();
    assert!(ahead.fetched > small.fetched && ahead.here == 0, "{ahead:?}");
    let fetched = desk.fetch_away(request.clone(), Some(20)).await.unwrap();
    assert_eq!((fetched.failed.as_slice(), fetched.fetched), (&[] as &[String], ahead.fetched));
    let after = desk.away_files(request, Some(20)).await.unwrap();
    assert_eq!(after.here, ahead.fetched);
    let files = desk.files().await.unwrap();
    assert_eq!(files.here, ahead.bytes);
}

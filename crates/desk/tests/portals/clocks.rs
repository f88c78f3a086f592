//! Two portals whose clocks differ.

use desk::Desk;

use crate::world::{PASSPHRASE, form_of, options, page, portal};

/// How far ahead the clock of the wrong portal is, in seconds.
const AHEAD_S: i64 = 600;

#[tokio::test(flavor = "multi_thread")]
async fn each_portal_is_judged_by_its_own_clock() {
    let folder = tempfile::tempdir().unwrap();
    let (right, wrong) = (portal(60, 7, 0), portal(60, 8, AHEAD_S));
    let desk = Desk::new(options(folder.path())).unwrap();
    desk.start().await;
    let ours = desk.connect(form_of(&right, "Right")).await.unwrap().account;
    let theirs = desk.connect(form_of(&wrong, "Wrong")).await.unwrap().account;
    desk.first_sync().await;

    let status = desk.status().await;
    assert_eq!(status.clock_portal, "Right");
    let ahead = |id: &str| status.accounts.iter().find(|a| a.id == id).unwrap().clock_ahead_s;
    assert_eq!(ahead(&ours), 0);
    assert!((AHEAD_S as i32 - 2..=AHEAD_S as i32 + 2).contains(&ahead(&theirs)), "{}", ahead(&theirs));

    let page = page(&desk, "", 0, 500).await;
    let (mut seen, mut counted) = ([0, 0], [0, 0]);
    for row in &page.rows {
        let Some(timeline) = &row.clock.timeline else { continue };
        let is_theirs = row.key.starts_with(&format!("{theirs}/"));
        seen[usize::from(is_theirs)] += 1;
        // A clock begins at the earliest when its ticket was filed: in the window's time.
        let shift = if is_theirs { AHEAD_S } else { 0 };
        assert!(timeline.start >= row.created - shift - 2, "{}", row.key);
        let never_stood = row.clock.hours == "around the clock" && timeline.pauses.is_empty();
        let Some((target, left)) = row.clock.target_s.zip(row.clock.remaining_s) else { continue };
        if never_stood && row.clock.met_at.is_none() {
            counted[usize::from(is_theirs)] += 1;
            assert_eq!(target - left, page.as_of - timeline.start, "{}", row.key);
        }
    }
    assert!(seen.iter().all(|rows| *rows > 5), "{seen:?}");
    assert!(counted.iter().all(|rows| *rows > 0), "{counted:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_network_the_clocks_are_as_they_were_last_heard() {
    let folder = tempfile::tempdir().unwrap();
    let running = portal(30, 7, AHEAD_S);
    let desk = Desk::new(options(folder.path())).unwrap();
    desk.start().await;
    desk.connect(form_of(&running, "Right")).await.unwrap();
    desk.first_sync().await;
    let heard = desk.status().await;
    assert!(!heard.clock_remembered);
    drop((desk, running));

    let desk = Desk::new(options(folder.path())).unwrap();
    desk.start().await;
    desk.unlock(PASSPHRASE.to_owned()).await.unwrap();
    desk.loaded().await;
    let status = desk.status().await;
    assert!(status.clock_remembered);
    let [before, now] = [heard, status].map(|status| status.clock_offset_s.unwrap());
    assert!((before - now).abs() < 2.0 && (now + AHEAD_S as f64).abs() < 3.0, "{before} {now}");
}

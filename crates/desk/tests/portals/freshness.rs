//! How old the data behind the rows are.

use calendar::Moment;
use desk::{Desk, Options};

use crate::world::{PASSPHRASE, form_of, options, page, portal};

#[tokio::test(flavor = "multi_thread")]
async fn rows_of_a_portal_that_was_not_read_for_ten_minutes_could_have_moved() {
    let folder = tempfile::tempdir().unwrap();
    let running = portal(30, 7, 0);
    let desk = Desk::new(options(folder.path())).unwrap();
    desk.start().await;
    desk.connect(form_of(&running, "")).await.unwrap();
    desk.first_sync().await;
    let synced_at = desk.status().await.accounts[0].synced_at.unwrap();
    let fresh = page(&desk, "", 0, 500).await;
    assert_eq!(fresh.doubtful, 0);
    assert!(fresh.rows.iter().all(|row| !row.doubtful && row.read_at.unwrap() >= synced_at - 5));
    drop((desk, running));

    for (name, later_s, doubtful) in [("ten minutes", 595, false), ("a little more", 660, true)] {
        let now = Some(Moment(synced_at + later_s));
        let desk = Desk::new(Options { now, offline: true, ..options(folder.path()) }).unwrap();
        desk.start().await;
        desk.unlock(PASSPHRASE.to_owned()).await.unwrap();
        desk.loaded().await;
        let page = page(&desk, "", 0, 500).await;
        assert_eq!(page.doubtful, if doubtful { page.total } else { 0 }, "{name}");
        assert!(!page.rows.is_empty() && page.rows.iter().all(|row| row.doubtful == doubtful), "{name}");
    }
}

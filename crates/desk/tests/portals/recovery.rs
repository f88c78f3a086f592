//! The recovery code survives whatever goes wrong before it is kept.

use desk::Desk;
use desk::view::{ConnectForm, StartView};

use crate::world::{PASSPHRASE, form_of, options, page, portal};

/// Something stands where the data file is made: a stand-in for a disk that is full at this moment.
fn block(folder: &std::path::Path) -> std::path::PathBuf {
    let new = folder.join("data").join("gnomon.db.new");
    std::fs::create_dir_all(&new).unwrap();
    new
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connect_that_fails_after_the_keys_were_made_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let portal = portal(20, 7, 0);
    let blocked = block(folder.path());
    let desk = Desk::new(options(folder.path())).unwrap();
    desk.start().await;
    let first = ConnectForm { passphrase: "typed in a hurry".to_owned(), ..form_of(&portal, "") };
    assert_eq!(desk.connect(first).await.unwrap_err().code, "not-writable");

    std::fs::remove_dir(&blocked).unwrap();
    let code = desk.connect(form_of(&portal, "")).await.unwrap().recovery_code.expect("the code");
    desk.first_sync().await;
    // A window that was loaded again in between shows it too, until the user has kept it.
    assert_eq!(desk.start().await, StartView::Recovery { code: code.clone() });
    desk.recovery_seen();
    assert_eq!(desk.start().await, StartView::Ready { demo: false });
    assert_eq!(desk.connect(form_of(&portal, "again")).await.unwrap().recovery_code, None);
    let rows = page(&desk, "", 0, 500).await.total;
    drop(desk);

    // Both the code and the passphrase of the attempt that succeeded open the file.
    for secret in [code.as_str(), PASSPHRASE] {
        let desk = Desk::new(desk::Options { offline: true, ..options(folder.path()) }).unwrap();
        desk.start().await;
        assert_eq!(desk.unlock("typed in a hurry".to_owned()).await.unwrap_err().code, "wrong-passphrase");
        desk.unlock(secret.to_owned()).await.unwrap();
        desk.loaded().await;
        assert!(page(&desk, "", 0, 500).await.total >= rows);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_that_a_process_took_with_it_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let portal = portal(20, 7, 0);
    let blocked = block(folder.path());
    let desk = Desk::new(options(folder.path())).unwrap();
    desk.start().await;
    desk.connect(form_of(&portal, "")).await.unwrap_err();
    drop(desk);
    std::fs::remove_dir(&blocked).unwrap();

    let desk = Desk::new(options(folder.path())).unwrap();
    assert!(matches!(desk.start().await, StartView::Locked { .. }));
    desk.unlock(PASSPHRASE.to_owned()).await.unwrap();
    let code = desk.connect(form_of(&portal, "")).await.unwrap().recovery_code.expect("a new code");
    drop(desk);
    let desk = Desk::new(options(folder.path())).unwrap();
    desk.start().await;
    desk.unlock(code).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portal_connected_from_the_demo_goes_into_the_data_file_that_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (portal(20, 7, 0), portal(10, 8, 0));
    let desk = Desk::new(options(folder.path())).unwrap();
    desk.start().await;
    desk.connect(form_of(&one, "one")).await.unwrap();
    drop(desk);

    let desk = Desk::new(desk::Options { demo: true, demo_size: 10, ..options(folder.path()) }).unwrap();
    assert_eq!(desk.start().await, StartView::Ready { demo: true });
    let unlocked =
        |passphrase: &str| ConnectForm { passphrase: passphrase.to_owned(), ..form_of(&two, "two") };
    assert_eq!(desk.connect(unlocked("")).await.unwrap_err().code, "passphrase-needed");
    assert_eq!(desk.connect(unlocked("not this one")).await.unwrap_err().code, "wrong-passphrase");
    assert_eq!(desk.connect(unlocked(PASSPHRASE)).await.unwrap().recovery_code, None);
    let names: Vec<String> = desk.status().await.accounts.into_iter().map(|account| account.name).collect();
    assert_eq!(names, ["one", "two"]);
}

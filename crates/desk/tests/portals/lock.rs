//! A locked console shows nothing and knows no key, and loses nothing.

use desk::Desk;
use desk::view::{ChangeRequest, ProtectionView, StartView};

use crate::world::{PASSPHRASE, form_of, options, page, portal};

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_console_opens_with_its_passphrase_and_has_everything_again() {
    let folder = tempfile::tempdir().unwrap();
    let portal = portal(20, 7, 0);
    let desk = Desk::new(options(folder.path())).unwrap();
    desk.start().await;
    desk.connect(form_of(&portal, "")).await.unwrap();
    assert_eq!(desk.lock().await.unwrap_err().code, "recovery-not-kept");
    desk.recovery_seen();
    desk.first_sync().await;
    assert_eq!(desk.protection().await.unwrap(), ProtectionView::Passphrase);
    let rows = page(&desk, "", 0, 500).await;
    let key = rows.rows[0].key.clone();
    desk.save_draft(&key, "reply", "Not sent yet").await.unwrap();

    desk.lock().await.unwrap();
    assert!(matches!(desk.start().await, StartView::Locked { .. }));
    assert_eq!(desk.ticket(&key).await.unwrap_err().code, "nothing-open");
    assert_eq!(desk.save_readable(None).await.unwrap_err().code, "no-key");
    desk.lock().await.unwrap();
    assert_eq!(desk.unlock("something else".to_owned()).await.unwrap_err().code, "wrong-passphrase");

    assert_eq!(desk.unlock(PASSPHRASE.to_owned()).await.unwrap(), StartView::Ready { demo: false });
    desk.loaded().await;
    assert_eq!(page(&desk, "", 0, 500).await.total, rows.total);
    let composer = desk.composer(&key).await.unwrap();
    assert!(composer.reply_draft == "Not sent yet", "{composer:?}");
    // It is the holder again, not a reader beside itself.
    let request =
        ChangeRequest { key, kind: "note".to_owned(), text: "After".to_owned(), ..ChangeRequest::default() };
    desk.change(request).await.unwrap();
    desk.sync_now().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_passphrase_takes_the_place_of_the_old_one() {
    let folder = tempfile::tempdir().unwrap();
    let portal = portal(5, 7, 0);
    let desk = Desk::new(options(folder.path())).unwrap();
    assert_eq!(desk.protection().await.unwrap(), ProtectionView::Nothing);
    assert_eq!(desk.set_passphrase("another four words".to_owned()).await.unwrap_err().code, "nothing-open");
    desk.start().await;
    let code = desk.connect(form_of(&portal, "")).await.unwrap().recovery_code.expect("the code");
    desk.recovery_seen();
    assert_eq!(desk.set_passphrase("short".to_owned()).await.unwrap_err().code, "short-passphrase");
    desk.set_passphrase("another four words".to_owned()).await.unwrap();
    for (secret, opens) in [(PASSPHRASE, false), ("another four words", true), (code.as_str(), true)] {
        desk.lock().await.unwrap();
        assert_eq!(desk.unlock(secret.to_owned()).await.is_ok(), opens, "{secret}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_demo_has_nothing_to_protect() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::new(desk::Options { demo: true, demo_size: 5, ..options(folder.path()) }).unwrap();
    desk.start().await;
    assert_eq!(desk.protection().await.unwrap(), ProtectionView::Nothing);
    let refused = desk.lock().await.unwrap_err();
    assert_eq!(refused.code, "no-passphrase");
    assert!(refused.message.contains("The demo has nothing to protect"), "{}", refused.message);
    assert_eq!(desk.start().await, StartView::Ready { demo: true });
}

//! The way out of a data file in which damage is found while the window shows it.

use super::Window;
use crate::console::Console;
use crate::faulty::FaultyPortal;
use crate::rescue::{DRAFT, REPLY, damaged, delivered};

#[tokio::test(flavor = "multi_thread")]
async fn what_a_damaged_file_still_has_is_saved_and_comes_back_in_a_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let (console, portal) = (Console::new(folder.path()), FaultyPortal::start(40));
    let ticket = damaged(&console, &portal);
    let before = std::fs::read(console.folder.join("gnomon.db")).unwrap();
    let home = folder.path().join("home");
    std::fs::create_dir(&home).unwrap();

    let window = Window::open_with(&console.folder, &[], &[("HOME", home.to_str().unwrap())]).await;
    window.unlock().await;
    window.says(&["Data file is damaged", "What to do"]).await;
    window.pictures("way-out-banner").await;
    assert_eq!(window.serious_issues().await, Vec::<String>::new());
    window.press("What to do").await;
    window.says(&["1. Save what can be read", "2. Start anew", "it is never deleted"]).await;
    window.pictures("way-out").await;
    assert_eq!(window.serious_issues_in_all_themes().await, Vec::<String>::new());

    window.press("Save").await;
    window.says(&["Saved in", "It is not encrypted", "the others could not be read"]).await;
    window.pictures("way-out-saved").await;
    let saved = std::fs::read_dir(&home).unwrap().map(|entry| entry.unwrap().path());
    let saved =
        saved.into_iter().find(|path| path.to_string_lossy().contains("gnomon-rescue-")).expect("a folder");
    assert!(std::fs::read_to_string(saved.join("operations.jsonl")).unwrap().contains(REPLY));
    assert!(std::fs::read_to_string(saved.join("drafts.jsonl")).unwrap().contains(DRAFT));
    assert!(
        std::fs::read(console.folder.join("gnomon.db")).unwrap() == before,
        "the damaged file was changed"
    );

    window.press("Start anew").await;
    window.press("Move it aside and start anew").await;
    window.says(&["Started anew", "The old data file is in", "The new one begins with"]).await;
    window.pictures("way-out-anew").await;
    assert_eq!(window.serious_issues_in_all_themes().await, Vec::<String>::new());
    let aside = std::fs::read_dir(&console.folder).unwrap().map(|entry| entry.unwrap().path());
    let aside = aside.into_iter().find(|path| path.is_dir() && path.to_string_lossy().contains("damaged-"));
    assert!(
        std::fs::read(aside.expect("a folder").join("gnomon.db")).unwrap() == before,
        "aside is another file"
    );

    window.press("Go on").await;
    let total = "return Number(document.querySelector('[role=option]')?.ariaSetSize ?? 0) > 0";
    window.until("the queue is synced again", total).await;
    let synced = "return [...document.querySelectorAll('footer')].at(-1).innerText.includes('synced')";
    window.until("the sync is over", synced).await;
    window.keys("go").await;
    window.says(&[REPLY, DRAFT, "This came back from a damaged data file"]).await;
    window.pictures("way-out-outbox").await;
    assert_eq!(delivered(&portal, &ticket), 0, "nothing is sent by itself");
    window.close().await;
}

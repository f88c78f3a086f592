//! Every screen in every theme: pictures for looking at, and what axe-core finds.

use super::Window;
use crate::console::Console;
use crate::data_file;
use crate::demo::DemoPortal;

/// Chooses the first row with the flag, and looks further down while none is in sight.
const FLAGGED: &str = "
    const rows = [...document.querySelectorAll('[role=option]')];
    const flagged = rows.find(row => row.innerText.includes('response may suffer'));
    flagged?.click();
    const list = document.querySelector('[role=listbox]');
    if (!flagged) list.scrollTop += list.clientHeight;
    return flagged !== undefined";

#[tokio::test(flavor = "multi_thread")]
async fn every_screen_can_be_read_in_every_theme() {
    let folder = tempfile::tempdir().unwrap();
    let window = Window::open(&folder.path().join("data"), &["--demo"]).await;
    window
        .until(
            "all rows are there",
            "return Number(document.querySelector('[role=option]')?.ariaSetSize) > 100",
        )
        .await;
    window
        .until("the first rows are there", "return document.querySelector('[role=option] .figure') !== null")
        .await;
    window
        .until("the ticket is shown", "return document.querySelector('#ticket')?.innerText.length > 200")
        .await;
    let mut issues = Vec::new();
    let mut look = async |name: &str| {
        window.pictures(name).await;
        let found = window.serious_issues_in_all_themes().await;
        issues.extend(found.into_iter().map(|issue| format!("{name}: {issue}")));
    };
    look("queue").await;
    window.keys("e").await;
    window.says(&["Remote help", "Charges"]).await;
    look("promised").await;
    window.keys("e").await;
    window.keys("?").await;
    window.find("dialog[open]").await;
    look("help").await;
    window.leave_dialog().await;
    window.keys("l").await;
    window.says(&["Not allowed yet"]).await;
    look("connect").await;
    window.leave_dialog().await;
    window.keys("gb").await;
    window.says(&["due within 30 minutes"]).await;
    look("board").await;
    window.keys("ga").await;
    window.says(&["Nothing is kept aside"]).await;
    look("aside-empty").await;
    window.keys("gs").await;
    window.says(&["Colours"]).await;
    look("settings").await;
    window.keys("gc").await;
    window.says(&["Import", "Export"]).await;
    look("contracts").await;
    let of_sep = "[...document.querySelectorAll('tr')].find(row => row.innerText.includes('SEP sesam'))";
    window.script(&format!("{of_sep}.querySelector('button').click()")).await;
    window
        .until("the contract is shown", "return document.querySelector('h1').innerText !== 'Contracts'")
        .await;
    window.says(&["Remote access"]).await;
    look("contract").await;
    window.go_to_queue().await;
    window.until("a ticket without remote access", FLAGGED).await;
    window.says(&["The customer gives no remote access"]).await;
    look("flagged").await;
    window.keys("gs").await;
    window.says(&["Colours"]).await;
    window.press("Policies and words").await;
    window.says(&["Severity, where the field is empty"]).await;
    look("mapping").await;
    window.close().await;
    assert_eq!(issues, Vec::<String>::new());
}

/// A portal that has been away for a day, and that had delivered a ticket in a form that cannot be read.
#[tokio::test(flavor = "multi_thread")]
async fn old_data_and_tickets_kept_aside_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let console = Console::new(folder.path());
    let mut portal = DemoPortal::start(120);
    console.connect("open", &portal.address, &portal.token);
    console.ask(&["sync"]);
    portal.stop();
    data_file::open(&console.folder)
        .execute_batch(
            "UPDATE accounts SET synced_at = synced_at - 86400;
             INSERT INTO aside
               SELECT id, 'id:SEP-10412', 'SEP-10412', 'The field `events[3].at` is no instant.', '{}', synced_at
               FROM accounts;
             INSERT INTO aside SELECT id, 'raw:7', NULL, 'The field `id` is missing.', '{}', synced_at FROM accounts;",
        )
        .unwrap();

    let window = Window::open(&console.folder, &[]).await;
    window.unlock().await;
    window.says(&["offline", "2 tickets kept aside"]).await;
    window.keys("gb").await;
    window.says(&["Old data: nothing new since"]).await;
    window.pictures("stale-board").await;
    assert_eq!(window.serious_issues().await, Vec::<String>::new());
    window.press("2 tickets kept aside").await;
    window.says(&["SEP-10412", "no instant"]).await;
    window.pictures("aside").await;
    assert_eq!(window.serious_issues().await, Vec::<String>::new());
    window.keys("gs").await;
    window.says(&["cannot be reached"]).await;
    window.pictures("settings-offline").await;
    assert_eq!(window.serious_issues().await, Vec::<String>::new());
    window.close().await;
}

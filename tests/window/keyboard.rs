//! Everything by keys.

use fantoccini::key::Key;

use super::Window;

const SELECTED: &str = "return Number(document.querySelector('[aria-selected=true]')?.ariaPosInSet ?? 0)";

#[tokio::test(flavor = "multi_thread")]
async fn keys_move_open_search_help_and_go_back() {
    let folder = tempfile::tempdir().unwrap();
    let window = Window::open(&folder.path().join("data"), &["--demo"]).await;
    window
        .until(
            "all rows are there",
            "return Number(document.querySelector('[role=option]')?.ariaSetSize) > 100",
        )
        .await;
    window
        .until(
            "the first sync is done",
            "return [...document.querySelectorAll('footer')].at(-1).innerText.includes('synced')",
        )
        .await;
    // The first whole order comes a moment after the sync; it moves the chosen row with it.
    window.until_still(SELECTED).await;
    for (name, key, by) in
        [("j", 'j', 1), ("j again", 'j', 1), ("arrow", char::from(Key::Down), 1), ("k", 'k', -1)]
    {
        let before = window.until("a row is selected", SELECTED).await.as_i64().unwrap();
        window.keys(&key.to_string()).await;
        window
            .until(&format!("{name} moved from {before}"), &format!("{SELECTED} === {}", before + by))
            .await;
    }
    window.key(Key::Enter).await;
    window.until("the ticket has the focus", "return document.activeElement?.id === 'ticket'").await;
    window.key(Key::Escape).await;
    window.until("the list has the focus", "return document.activeElement?.role === 'listbox'").await;
    window.keys("?").await;
    window
        .until("the keys are shown", "return document.querySelector('dialog[open], [role=dialog]') !== null")
        .await;
    window.key(Key::Escape).await;
    window
        .until("they are gone", "return document.querySelector('dialog[open], [role=dialog]') === null")
        .await;
    window.keys("gb").await;
    window
        .until("the board is shown", "return document.body.innerText.includes('due within 30 minutes')")
        .await;
    assert_eq!(window.serious_issues().await, Vec::<String>::new());
    window.close().await;
}

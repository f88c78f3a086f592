//! Pictures of the real window for the README and for looking at.

use super::Window;

#[tokio::test(flavor = "multi_thread")]
async fn queue_ticket_and_board_in_both_themes() {
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
    window.pictures("queue").await;
    window.keys("gb").await;
    window
        .until("the board is shown", "return document.body.innerText.includes('due within 30 minutes')")
        .await;
    window.pictures("board").await;
    window.close().await;
}

//! The network cable is pulled.

use super::Window;
use crate::demo::DemoPortal;

const KEYS: &str =
    "return [...document.querySelectorAll('[role=option] .number')].map(n => n.textContent).sort().join()";
const TOTAL: &str = "return Number(document.querySelector('[role=option]')?.ariaSetSize ?? 0)";

#[tokio::test(flavor = "multi_thread")]
async fn every_ticket_is_still_there_after_a_restart_without_the_portal() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let mut portal = DemoPortal::start(60);
    let window = Window::open(&data, &[]).await;
    window.connect_to(&portal).await;
    window.go_to_queue().await;
    let total = window.until("the queue is read", TOTAL).await;
    window
        .until(
            "the sync is done",
            "return /synced|complete/i.test([...document.querySelectorAll('footer')].at(-1).innerText)",
        )
        .await;
    let total = window.script(TOTAL).await.as_u64().max(total.as_u64()).unwrap();
    let keys = window.script(KEYS).await;
    portal.stop();
    window.close().await;

    let window = Window::open(&data, &[]).await;
    window.until("the queue is back", &format!("{TOTAL} === {total}")).await;
    assert_eq!(window.script(KEYS).await, keys);
    window
        .until(
            "it says offline",
            "return [...document.querySelectorAll('footer')].at(-1).innerText.includes('offline')",
        )
        .await;
    let figures =
        "return [...document.querySelectorAll('[role=option] .figure')].map(f => f.textContent).join('|')";
    let before = window.script(figures).await;
    window.until("countdowns still move", &format!("{figures} !== {before}")).await;
    window.pictures("offline").await;
    window.close().await;
}

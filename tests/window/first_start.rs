//! A new user on a fresh machine.

use super::Window;
use crate::demo::DemoPortal;

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_is_one_click_away_and_its_queue_lives() {
    let folder = tempfile::tempdir().unwrap();
    let window = Window::open(&folder.path().join("data"), &[]).await;
    window.find("h1").await;
    window.pictures("first-start").await;
    assert_eq!(window.serious_issues().await, Vec::<String>::new());
    window.press("Open the demo").await;
    window.find("[role=option]").await;
    let total = window
        .until("the queue is whole", "return document.querySelector('[role=option]')?.ariaSetSize")
        .await;
    assert!(total.as_str().unwrap().parse::<u32>().unwrap() > 100, "{total}");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portal_is_connected_with_a_recovery_code_and_a_mapping() {
    let folder = tempfile::tempdir().unwrap();
    let portal = DemoPortal::start(40);
    let window = Window::open(&folder.path().join("data"), &[]).await;
    window.connect_to(&portal).await;
    window.until("the mapping is shown", "return document.body.innerText.includes('words mean')").await;
    window.pictures("mapping").await;
    assert_eq!(window.serious_issues().await, Vec::<String>::new());
    window.close().await;
}

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
async fn a_wrong_token_and_a_wrong_address_are_told_before_anything_is_stored() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let portal = DemoPortal::start(40);
    let window = Window::open(&data, &[]).await;
    window.fill_connection(&portal.address, "not the token").await;
    window.press("Test the connection").await;
    window
        .until("the token is refused", "return document.body.innerText.includes('did not accept the token')")
        .await;
    window.fill_connection(&format!("http://127.0.0.1:{}", crate::free_port()), "anything").await;
    window.press("Test the connection").await;
    window
        .until("the address is refused", "return document.body.innerText.includes('cannot be reached')")
        .await;
    assert!(!data.join("gnomon.db").exists(), "a connection that never worked left a data file");
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

//! The queue and a ticket of the demo.

use serde_json::Value;

use super::Window;

/// The figures of the first rows, as the window shows them.
const FIGURES: &str =
    "return [...document.querySelectorAll('[role=option] .figure')].map(f => f.textContent).join('|')";

#[tokio::test(flavor = "multi_thread")]
async fn rows_stand_in_order_and_count_down() {
    let folder = tempfile::tempdir().unwrap();
    let window = Window::open(&folder.path().join("data"), &["--demo"]).await;
    window.find("[role=option] .position").await;
    window
        .until(
            "all rows are there",
            "return Number(document.querySelector('[role=option]').ariaSetSize) > 100",
        )
        .await;
    let positions = window
        .script("return [...document.querySelectorAll('[role=option] .position')].map(p => Number(p.textContent))")
        .await;
    let positions: Vec<u64> = positions.as_array().unwrap().iter().filter_map(Value::as_u64).collect();
    assert!(positions.len() > 5);
    assert!(positions.is_sorted(), "{positions:?}");

    let before = window.script(FIGURES).await;
    assert!(before.as_str().unwrap().contains(':'), "no countdown among {before}");
    window.until("a countdown moved", &format!("{FIGURES} !== {before}")).await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_says_until_when_and_why() {
    let folder = tempfile::tempdir().unwrap();
    let window = Window::open(&folder.path().join("data"), &["--demo"]).await;
    window.find("[role=option]").await;
    window.keys("j").await;
    window.find("#ticket").await;
    let text = window
        .until("clocks and reasons are shown", "return document.querySelector('#ticket')?.innerText")
        .await;
    let text = text.as_str().unwrap();
    for word in ["First response", "Severity", "Customer"] {
        assert!(text.contains(word), "no {word} in: {text}");
    }
    window.find("#ticket svg").await;
    assert_eq!(window.serious_issues().await, Vec::<String>::new());
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn search_finds_a_subject_and_says_when_nothing_fits() {
    let folder = tempfile::tempdir().unwrap();
    let window = Window::open(&folder.path().join("data"), &["--demo"]).await;
    window
        .until(
            "all rows are there",
            "return Number(document.querySelector('[role=option]')?.ariaSetSize) > 100",
        )
        .await;
    let number =
        window.until("a number", "return document.querySelector('[role=option] .number')?.textContent").await;
    window.keys("/").await;
    window.keys(number.as_str().unwrap()).await;
    window
        .until("one row is left", "return document.querySelector('[role=option]')?.ariaSetSize === '1'")
        .await;
    window.keys("no such words at all").await;
    window.until("nothing is left", "return document.querySelectorAll('[role=option]').length === 0").await;
    window.close().await;
}

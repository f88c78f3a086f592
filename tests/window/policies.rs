//! Policies looked up, changed and tried, and a proof, in the real window.

use super::Window;

/// Rows of the queue by name and figure: another policy makes another text.
const SHOWN: &str = "return document.querySelector('[role=listbox]')?.innerText";

#[tokio::test(flavor = "multi_thread")]
async fn a_value_of_a_policy_is_previewed_kept_and_holds() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let window = Window::open(&data, &["--demo"]).await;
    window
        .until(
            "all rows are there",
            "return Number(document.querySelector('[role=option]')?.ariaSetSize) > 100",
        )
        .await;
    window.keys("gp").await;
    window.says(&["Assumptions", "Sepasoft", "expecco"]).await;
    window.press("SEP sesam").await;
    window.says(&["Severity Level"]).await;
    window.pictures("policies").await;
    window.press("Assumptions").await;
    window.says(&["Waiting limit"]).await;
    window.keys("/").await;
    window.keys("waiting limit").await;
    let field = window.find(".fields input").await;
    field.clear().await.unwrap();
    field.send_keys("1 h").await.unwrap();
    window.press("Preview effect").await;
    window.says(&["Nothing has been changed yet", "open tickets"]).await;
    window.pictures("assumptions").await;
    assert_eq!(window.serious_issues().await, Vec::<String>::new());
    assert!(!data.join("policies").exists(), "a preview keeps nothing");
    window.press("Keep").await;
    window.says(&["1 value kept"]).await;
    let kept = std::fs::read_to_string(data.join("policies/overrides/sep-sesam.toml")).unwrap();
    assert!(kept.contains("after = \"1 h\""), "{kept}");
    window.go_to_queue().await;
    window.until("the queue is there", SHOWN).await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn other_rules_are_tried_and_a_proof_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let downloads = folder.path().to_str().unwrap().to_owned();
    let data = folder.path().join("data");
    let window = Window::open_with(&data, &["--demo"], &[("HOME", &downloads)]).await;
    window
        .until(
            "all rows are there",
            "return Number(document.querySelector('[role=option]')?.ariaSetSize) > 100",
        )
        .await;
    window.until("a ticket is shown", "return document.querySelector('#ticket')?.ariaLabel").await;
    window.keys("p").await;
    window.find("dialog[open]").await;
    window.press("Write").await;
    window.says(&["gnomon-proof-"]).await;
    window.leave_dialog().await;
    window.keys("gw").await;
    window.says(&["A dry run"]).await;
    window.press("Try it").await;
    window.says(&["Promises", "week"]).await;
    window.pictures("what-if").await;
    assert_eq!(window.serious_issues().await, Vec::<String>::new());
    window.close().await;
}

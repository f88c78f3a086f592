//! A time away in the real window: planned, handed over with a note that is read first, and kept in the outbox.

use super::Window;

const WINDOW_HAS: &str = "return document.querySelector('table select') !== null";

#[tokio::test(flavor = "multi_thread")]
async fn a_time_away_is_planned_and_handed_over() {
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
    window.keys("?").await;
    window.says(&["Away"]).await;
    window.leave_dialog().await;
    window.keys("gy").await;
    window.says(&["You leave", "You are back", "Nothing promised"]).await;

    // A time that cannot be read is told beside the form, and nothing old stays below it.
    fill(&window, 1, "soon").await;
    window.press("Plan").await;
    window.says(&["Not a time", "`soon`"]).await;
    fill(&window, 0, "+1h").await;
    fill(&window, 1, "+3d").await;
    fill(&window, 2, "20").await;
    window.press("Plan").await;
    window.says(&["will be overdue when you are back", "your own estimate", "How old the data are"]).await;
    window.until("tickets can be handed over", WINDOW_HAS).await;
    window.until("somebody is proposed", "return document.body.innerText.includes('proposed')").await;
    window.pictures("away").await;
    let mut issues = window.serious_issues_in_all_themes().await;

    window.press("Read the note").await;
    window
        .until("the note is shown", "return document.querySelector('dialog[open] textarea') !== null")
        .await;
    let note = window.script("return document.querySelector('dialog[open] textarea').value").await;
    let note = note.as_str().unwrap_or_default();
    assert!(note.starts_with("Hand-over to") && note.contains("Last said:"), "{note}");
    window.pictures("away-note").await;
    issues.extend(window.serious_issues_in_all_themes().await);
    window.find("dialog[open] input[type=checkbox]").await.click().await.unwrap();
    window.press("Post to").await;
    window.says(&["are in the outbox now"]).await;
    window.until("the dialog is gone", "return document.querySelector('dialog[open]') === null").await;
    window.press("Open the outbox").await;
    window.says(&["Hand-over to", "Assignee"]).await;
    assert_eq!(issues, Vec::<String>::new());

    // The times are remembered.
    window.script("document.activeElement?.blur()").await;
    window.keys("gy").await;
    window
        .until("the landing is there", "return document.querySelectorAll('form input')[1]?.value === '+3d'")
        .await;
    window.close().await;
}

/// Types into the field of the form with this number.
async fn fill(window: &Window, field: usize, text: &str) {
    let script = format!(
        "const field = document.querySelectorAll('form input')[{field}];
         field.value = '{text}';
         field.dispatchEvent(new Event('input', {{bubbles: true}}));"
    );
    window.script(&script).await;
}

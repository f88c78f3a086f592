//! Forms of the window, each through to the demo portal and back: tags, calls, time, links, merges, new tickets.

use fantoccini::key::Key;

use super::{CONVERSATION, Window};

const PENDING: &str = "[...document.querySelectorAll('section[aria-label=\"Answer and change\"] article')]\
                       .map(a => a.innerText).join('|')";
const FACTS: &str = "document.querySelector('#ticket')?.innerText";

/// A window on the demo portal, which holds what is written for two seconds, with a ticket in the pane that stays there.
async fn open(folder: &tempfile::TempDir) -> Window {
    let window = Window::open(&folder.path().join("data"), &["--demo"]).await;
    window
        .until(
            "the first sync is done",
            "return [...document.querySelectorAll('footer')].at(-1)?.innerText.includes('synced')",
        )
        .await;
    window
        .until(
            "a ticket can be answered",
            "return document.querySelector('section[aria-label=\"Answer and change\"]') !== null",
        )
        .await;
    window.until_still("return document.querySelector('#ticket')?.ariaLabel").await;
    window
}

/// Opens a form from the menu of the ticket.
async fn choose(window: &Window, key: &str, form: &str) {
    window.script("document.activeElement?.blur()").await;
    window.keys("a").await;
    window.find("dialog[open]").await;
    window.keys(key).await;
    window.find(&format!("form[aria-label=\"{form}\"]")).await;
}

async fn fill(window: &Window, label: &str, text: &str) {
    let script = format!(
        "const label = [...document.querySelectorAll('label')].find(l => l.textContent.trim() === '{label}');
         const field = document.getElementById(label?.htmlFor); field?.focus(); field?.select?.(); return field !== null"
    );
    window.until(&format!("there is a field {label}"), &script).await;
    window.keys(text).await;
}

/// Waits until nothing of the ticket is on its way any more.
async fn nothing_pending(window: &Window, word: &str) {
    window.until("it has left", &format!("return !{PENDING}.includes('{word}')")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tags_calls_time_and_links_reach_the_portal() {
    let folder = tempfile::tempdir().unwrap();
    let window = open(&folder).await;
    window.script("document.activeElement?.blur()").await;
    window.keys("a").await;
    window.says(&["Write a phone call down", "Merge into another ticket"]).await;
    window.pictures("menu").await;
    assert_eq!(window.serious_issues_in_all_themes().await, Vec::<String>::new());
    window.leave_dialog().await;

    choose(&window, "t", "Tags").await;
    fill(&window, "Add a tag", "restore").await;
    window.key(Key::Enter).await;
    window.says(&["restore"]).await;
    window.pictures("form-tags").await;
    assert_eq!(window.serious_issues_in_all_themes().await, Vec::<String>::new());
    window.press("Keep the tags").await;
    window.until("it can be undone", &format!("return {PENDING}.includes('adds restore')")).await;
    window.until("the portal has the tag", &format!("return {FACTS}.includes('restore')")).await;

    choose(&window, "c", "Phone call").await;
    window
        .until(
            "it says what the call counts for",
            "return document.querySelector('form [role=status]') !== null",
        )
        .await;
    let present = window.script("return document.querySelector('form input:not([type=radio])').value").await;
    let present = present.as_str().unwrap().to_owned();
    fill(&window, "When it began", "soon").await;
    window.says(&["That is no time."]).await;
    fill(&window, "When it began", "2099-01-01 10:00").await;
    window.says(&["That is in the future."]).await;
    window.pictures("form-call-wrong").await;
    assert_eq!(window.serious_issues_in_all_themes().await, Vec::<String>::new());
    fill(&window, "When it began", &present).await;
    fill(&window, "What was said", "She sends the log today.").await;
    window
        .until(
            "it says what the call counts for",
            "return document.querySelector('form [role=status]') !== null",
        )
        .await;
    window.pictures("form-call").await;
    assert_eq!(window.serious_issues_in_all_themes().await, Vec::<String>::new());
    window.press("Write the call down").await;
    window
        .until(
            "the call is in the conversation",
            &format!("return {CONVERSATION}.includes('She sends the log today.')"),
        )
        .await;

    choose(&window, "w", "Time").await;
    fill(&window, "Minutes", "0").await;
    window.press("Write the time down").await;
    window.says(&["Give whole minutes"]).await;
    fill(&window, "Minutes", "25").await;
    fill(&window, "What for", "Read the log").await;
    window.pictures("form-time").await;
    assert_eq!(window.serious_issues().await, Vec::<String>::new());
    window.press("Write the time down").await;
    window
        .until(
            "the time is in the conversation",
            &format!("return {CONVERSATION}.includes('25 min of work')"),
        )
        .await;

    choose(&window, "l", "Link with another ticket").await;
    fill(&window, "The other ticket", "restore").await;
    window
        .until(
            "tickets fit",
            "return document.querySelector('ul[aria-label=\"Tickets that fit\"] button') !== null",
        )
        .await;
    window.pictures("form-link").await;
    assert_eq!(window.serious_issues_in_all_themes().await, Vec::<String>::new());
    window.key(Key::Enter).await;
    window.says(&["Choose another"]).await;
    window.press("Link the two").await;
    window.until("the portal has the link", &format!("return {FACTS}.includes('related 10')")).await;
    nothing_pending(&window, "Link").await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merge_warns_asks_across_customers_and_ends_the_ticket() {
    let folder = tempfile::tempdir().unwrap();
    let window = open(&folder).await;
    let number = window.script("return document.querySelector('#ticket')?.ariaLabel").await;
    let number = number.as_str().unwrap().to_owned();
    let prefix = number.split('-').next().unwrap().to_owned();
    choose(&window, "m", "Merge into another ticket").await;
    window.says(&["The portal cannot undo it."]).await;
    fill(&window, "The ticket that goes on", &prefix).await;
    window
        .until(
            "another ticket of the queue fits",
            &format!(
                "const b = [...document.querySelectorAll('ul[aria-label=\"Tickets that fit\"] button')]\
                 .find(b => b.innerText.startsWith('{prefix}-')); b?.click(); return b !== undefined"
            ),
        )
        .await;
    window.says(&["Choose another"]).await;
    window.press("Merge for good").await;
    let asks = window
        .until(
            "it asks or is taken",
            &format!(
                "return document.querySelector('form input[type=checkbox]') !== null ? 'asks' : \
                 {PENDING}.includes('Merge') ? 'taken' : ''"
            ),
        )
        .await;
    window.pictures("form-merge").await;
    assert_eq!(window.serious_issues_in_all_themes().await, Vec::<String>::new());
    if asks == "asks" {
        window.find("form input[type=checkbox]").await.click().await.unwrap();
        window.press("Merge for good").await;
    }
    window.script("document.activeElement?.blur()").await;
    window.keys("go").await;
    window.says(&["Merge", "Done lately", "delivered"]).await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_ticket_waits_in_the_outbox_and_comes_into_the_queue() {
    let folder = tempfile::tempdir().unwrap();
    let window = open(&folder).await;
    window.script("document.activeElement?.blur()").await;
    window.keys("c").await;
    window.find("dialog[open] form").await;
    window.press("File the ticket").await;
    window.says(&["The ticket needs a subject of one line."]).await;
    fill(&window, "Subject", "Batch report is empty after the update").await;
    fill(&window, "Mail address of who asks", "jo.falk@nordwind.example").await;
    fill(&window, "First message, seen by the customer", "Called in; the log follows.").await;
    window.pictures("new-ticket").await;
    assert_eq!(window.serious_issues_in_all_themes().await, Vec::<String>::new());
    window.press("File the ticket").await;
    window.until("the dialog is gone", "return document.querySelector('dialog[open]') === null").await;
    window.script("document.activeElement?.blur()").await;
    window.keys("go").await;
    window.says(&["not yet at the portal", "Batch report is empty after the update"]).await;
    window.pictures("outbox-new-ticket").await;
    assert_eq!(window.serious_issues().await, Vec::<String>::new());
    window.says(&["Done lately", "delivered"]).await;
    window.go_to_queue().await;
    window.keys("/").await;
    window.keys("Batch report is empty").await;
    window
        .until(
            "it is in the queue",
            "return [...document.querySelectorAll('[role=option]')].some(o => o.innerText.includes('Batch report is empty after'))",
        )
        .await;
    window.close().await;
}

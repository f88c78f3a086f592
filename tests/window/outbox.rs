//! Writing in the window: undone, sent, and seen in the conversation; and what came in between.

use fantoccini::key::Key;

use super::{CONVERSATION, Window};

const PENDING: &str = "[...document.querySelectorAll('section[aria-label=\"Answer and change\"] article')]\
                       .map(a => a.innerText).join('|')";

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_is_undone_written_on_and_delivered() {
    let folder = tempfile::tempdir().unwrap();
    let window = Window::open(&folder.path().join("data"), &["--demo"]).await;
    window
        .until(
            "a ticket can be answered",
            "return document.body.innerText.includes('Reply') && \
                document.querySelector('section[aria-label=\"Answer and change\"]') !== null",
        )
        .await;
    window
        .until(
            "the first sync is done",
            "return [...document.querySelectorAll('footer')].at(-1).innerText.includes('synced')",
        )
        .await;
    window.until_still("return document.querySelector('#ticket')?.ariaLabel").await;
    window.pictures("composer").await;
    window.keys("r").await;
    window.until("the field has the focus", "return document.activeElement?.id === 'composer-text'").await;
    window.keys("Please send the log of the last run").await;
    window.pictures("composer-writing").await;
    assert_eq!(window.serious_issues().await, Vec::<String>::new());
    window.press("Send the reply").await;
    window.until("it can be undone", &format!("return {PENDING}.includes('leaves in')")).await;
    window.pictures("composer-holding").await;
    window.script("document.activeElement?.blur()").await;
    window.keys("u").await;
    window
        .until(
            "the text is back",
            "return document.querySelector('#composer-text')?.value === 'Please send the log of the last run'",
        )
        .await;
    window.until("the field has the focus", "return document.activeElement?.id === 'composer-text'").await;
    window.key(Key::End).await;
    window.keys(", and the version.").await;
    window.press("Send the reply").await;
    window
        .until(
            "it is in the conversation",
            &format!(
                "return {CONVERSATION}.includes('Please send the log of the last run, and the version.')"
            ),
        )
        .await;
    window.until("nothing is pending", &format!("return !{PENDING}.includes('Please send')")).await;
    assert_eq!(
        window
            .script(&format!("return {CONVERSATION}.split('Please send the log of the last run').length"))
            .await,
        2,
        "it is there once"
    );
    window.script("document.activeElement?.blur()").await;
    window.keys("go").await;
    window.says(&["Done lately", "delivered", "taken back"]).await;
    window.pictures("outbox").await;
    assert_eq!(window.serious_issues().await, Vec::<String>::new());
    window.close().await;
}

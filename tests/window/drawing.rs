//! A part of the window that cannot be drawn says so; the rest goes on.

use super::Window;

/// A score is drawn in the ticket pane only, and with three digits.
const BREAK: &str = "window.kept = Number.prototype.toFixed;
    Number.prototype.toFixed = function (digits) {
        if (digits === 3) throw new Error('planted');
        return window.kept.call(this, digits);
    }";
const MEND: &str = "Number.prototype.toFixed = window.kept";
const SHOWN: &str = "return document.querySelector('#ticket')?.ariaLabel ?? ''";

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_that_cannot_be_drawn_says_so_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let window = Window::open(&folder.path().join("data"), &["--demo"]).await;
    window.until("a ticket is shown", SHOWN).await;
    window.script(BREAK).await;
    window.keys("j").await;
    window.says(&["This ticket cannot be drawn: planted.", "the rest of the window goes on"]).await;
    window.picture("drawing-failed").await;
    window.keys("gb").await;
    window.says(&["due within 30 minutes"]).await;
    window.keys("gq").await;
    window.script(MEND).await;
    window.keys("j").await;
    window.until("the next ticket is drawn", SHOWN).await;

    window.script(BREAK).await;
    window.keys("j").await;
    window.says(&["This ticket cannot be drawn"]).await;
    window.script(MEND).await;
    window.press("Draw it again").await;
    window.until("the same ticket is drawn", SHOWN).await;
    window.close().await;
}

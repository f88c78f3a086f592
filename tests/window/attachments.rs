//! Files of a ticket in the window: fetched, saved, shown as a picture, and sent with a reply to the demo portal and back.

use super::Window;

const FILES: &str = "document.querySelector('#ticket')?.innerText";

/// Number of a ticket in the demo with a picture among its files.
async fn with_picture(window: &Window) -> String {
    let script = "const done = arguments[arguments.length - 1];
        const { invoke } = window.__TAURI_INTERNALS__;
        const request = { view: 'all', search: '', revision: null, offset: 0, limit: 200 };
        const find = async () => {
          // More tickets may still be coming.
          for (;;) {
            for (const { key, number } of (await invoke('queue', { request })).rows) {
              const files = await invoke('attachments', { key });
              if (files.some(({ name, size }) => name === 'screenshot.png' && size < 5e6)) return number;
            }
          }
        };
        find().then(done, (error) => done('failed: ' + JSON.stringify(error)))";
    let found = window.client.execute_async(script, vec![]).await.expect("the window answers");
    found.as_str().expect("a number").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_fetched_saved_shown_and_sent() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    std::fs::create_dir_all(&home).unwrap();
    let data = folder.path().join("data");
    let window = Window::open_with(&data, &["--demo"], &[("HOME", home.to_str().unwrap())]).await;
    window
        .until(
            "the first sync is done",
            "return [...document.querySelectorAll('footer')].at(-1)?.innerText.includes('synced')",
        )
        .await;
    let number = with_picture(&window).await;
    window.keys("/").await;
    window.keys(&number).await;
    window
        .until(
            "its ticket is shown",
            &format!("return document.querySelector('#ticket')?.ariaLabel === '{number}'"),
        )
        .await;

    window.until("its files are listed", &format!("return {FILES}.includes('screenshot.png')")).await;
    window.script("document.querySelector('[aria-label=\"Fetch screenshot.png\"]').click()").await;
    // It is drawn when it comes into sight.
    window
        .until(
            "the picture is drawn",
            "const picture = document.querySelector('#ticket img[alt=\"Picture screenshot.png\"]');
             picture?.scrollIntoView({ block: 'center' });
             return picture?.naturalWidth === 480",
        )
        .await;
    window.pictures("attachments").await;
    assert_eq!(window.serious_issues_in_all_themes().await, Vec::<String>::new());
    window.script("document.querySelector('[aria-label=\"Save screenshot.png\"]').click()").await;
    window.says(&["Saved as", "not encrypted"]).await;
    let saved: Vec<_> = walk(&home).into_iter().filter(|path| path.ends_with("screenshot.png")).collect();
    assert_eq!(saved.len(), 1, "{saved:?}");

    let log = folder.path().join("fix.txt");
    std::fs::write(&log, "as it was").unwrap();
    window.script("document.activeElement?.blur()").await;
    window.keys("r").await;
    window.find("#composer-text").await;
    window.keys("Please try this.").await;
    let field = window.find("input[type=file][aria-label=\"Files to attach\"]").await;
    field.send_keys(log.to_str().unwrap()).await.unwrap();
    window.says(&["fix.txt", "9 B"]).await;
    window.pictures("enclosures").await;
    assert_eq!(window.serious_issues_in_all_themes().await, Vec::<String>::new());
    window.press("Send the reply").await;
    window
        .until(
            "it comes back from the portal with its file",
            "return [...document.querySelectorAll('#ticket .message')].some(
               (message) => message.innerText.includes('Please try this.') && message.innerText.includes('fix.txt'))",
        )
        .await;
}

/// All files below a folder.
fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

//! The other Gnomon ends while this window is open.

use super::Window;
use crate::console::Console;
use crate::faulty::FaultyPortal;

const TOTAL: &str = "return Number(document.querySelector('[role=option]')?.ariaSetSize ?? 0)";
const STATUS: &str = "([...document.querySelectorAll('footer')].at(-1)?.innerText ?? '')";

#[tokio::test(flavor = "multi_thread")]
async fn a_window_that_only_read_takes_over_syncs_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let (console, portal) = (Console::new(folder.path()), FaultyPortal::start(40));
    console.connect("open", &portal.address(), portal.token());
    console.ask(&["sync"]);
    let total = console.rows().len();
    let mut holder = console.start(&["sync", "--watch"]);
    let lease = std::fs::File::open(console.folder.join("lease")).unwrap();
    while lease.try_lock().is_ok() {
        lease.unlock().unwrap();
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    drop(lease);
    let window = Window::open(&console.folder, &[]).await;
    window.unlock().await;
    window.until("every ticket is there", &format!("{TOTAL} === {total}")).await;
    window.says(&["read only", "Another Gnomon syncs this data"]).await;

    holder.kill().unwrap();
    holder.wait().unwrap();
    window.says(&["This window syncs now", "The other Gnomon has ended"]).await;
    window.until("it is online", &format!("return /^\\s*online/.test({STATUS})")).await;
    window.pictures("takeover").await;
    assert_eq!(window.serious_issues_in_all_themes().await, Vec::<String>::new());
    portal.control().hurry(150);
    window.keys("gs").await;
    window.press("Sync now").await;
    window.choose("One line").await;
    window.keys("gq").await;
    window.until("new tickets come", &format!("{TOTAL} !== {total}")).await;
    let refused = "return document.body.innerText.includes('Another Gnomon')";
    assert_eq!(window.script(refused).await, false, "{}", window.text().await);
    window.close().await;
}

//! An account whose stored mapping cannot be read does not stop the others.

use super::Window;
use crate::console::Console;
use crate::data_file;
use crate::faulty::FaultyPortal;

const TOTAL: &str = "return Number(document.querySelector('[role=option]')?.ariaSetSize ?? 0)";
const STATUS: &str = "([...document.querySelectorAll('footer')].at(-1)?.innerText ?? '')";

#[tokio::test(flavor = "multi_thread")]
async fn an_account_with_a_damaged_mapping_is_told_mended_and_synced_again() {
    let folder = tempfile::tempdir().unwrap();
    let console = Console::new(folder.path());
    let (one, two) = (FaultyPortal::start(30), FaultyPortal::start(20));
    console.connect("open", &one.address(), one.token());
    console.connect("open", &two.address(), two.token());
    console.ask(&["sync"]);
    let total = console.rows().len();
    data_file::open(&console.folder)
        .execute("UPDATE accounts SET mapping = '{\"queues\":' WHERE id = '127.0.0.1'", [])
        .unwrap();

    let window = Window::open(&console.folder, &[]).await;
    window.unlock().await;
    window.until("every ticket is there", &format!("{TOTAL} === {total}")).await;
    window
        .says(&[
            "Mapping cannot be read",
            "What the words of 127.0.0.1 mean cannot be read from the data file",
            "Choose it anew under Policies and words",
        ])
        .await;
    window.until("the other one is synced", &format!("return {STATUS}.includes('partly offline')")).await;
    window.pictures("account-broken").await;
    assert_eq!(window.serious_issues_in_all_themes().await, Vec::<String>::new());

    window.press("Policies and words").await;
    window.says(&["this is a suggestion", "every other queue"]).await;
    window.pictures("account-broken-mapping").await;
    assert_eq!(window.serious_issues().await, Vec::<String>::new());
    window.press("Save").await;
    window.until("both are synced", &format!("return /^\\s*online/.test({STATUS})")).await;
    window.keys("gq").await;
    window.until("every ticket is there", &format!("{TOTAL} === {total}")).await;
    let told = "return document.body.innerText.includes('cannot be read')";
    assert_eq!(window.script(told).await, false);
    window.close().await;
    // What was chosen is kept, and gives deadlines again.
    let rows = console.rows();
    assert!(rows.iter().all(|row| row["vendor"] != ""), "{rows:?}");
}

//! What a portal works out by its own settings, beside the clocks of the policy, in the real window.

use fakes::{Clock, Freshdesk};

use super::Window;
use crate::console::Console;

/// 2026-11-21T12:00:00Z: the console goes by the portal's clock.
const NOW: i64 = 1_795_262_400;
const HOUR_S: i64 = 3_600;

#[tokio::test(flavor = "multi_thread")]
async fn the_portals_own_deadlines_say_how_and_why_they_differ() {
    let folder = tempfile::tempdir().unwrap();
    let portal = Freshdesk::start(&Clock::at(NOW)).unwrap();
    let contact = portal.add_contact("Jo", "jo@acme.test", None);
    let ticket = portal.add_ticket(contact, "Restore stops", "At 83 %.");
    portal.set_due(ticket, NOW + 6 * HOUR_S, None, NOW + 24 * HOUR_S);
    let console = Console::new(folder.path());
    console.connect("freshdesk", &portal.address(), &portal.agent().token);
    console.ask(&["sync"]);

    let window = Window::open(&console.folder, &[]).await;
    window.unlock().await;
    window.says(&["Portal: first response", "Portal: resolution", "No policy is chosen for its queue"]).await;
    window.pictures("deadlines-no-policy").await;

    window.keys("gs").await;
    window.press("Policies and words").await;
    for (what, value) in [("Policy", "sep-sesam"), ("Severity", "critical"), ("Plan", "business-support")] {
        choose(&window, what, value).await;
    }
    window.press("Save").await;
    window.says(&["Saved"]).await;
    window.go_to_queue().await;
    window.says(&["later than here. The portal counts by its own targets and hours"]).await;
    window.says(&["The policy has no such clock"]).await;
    window.script("document.querySelector('#ticket dl[aria-label]').scrollIntoView({block: 'center'})").await;
    window.pictures("deadlines").await;
    assert_eq!(window.serious_issues_in_all_themes().await, Vec::<String>::new());
    window.close().await;
}

/// Chooses a value in the row of all queues that have no row of their own.
async fn choose(window: &Window, what: &str, value: &str) {
    let field = format!("document.querySelector(`select[aria-label='{what} of every other queue']`)");
    window.until(&format!("{what} can be chosen"), &format!("return {field}?.disabled === false")).await;
    let set =
        format!("{field}.value = '{value}'; {field}.dispatchEvent(new Event('change', {{bubbles: true}}))");
    window.script(&set).await;
    assert_eq!(window.script(&format!("return {field}.value")).await, value);
}

//! A portal that answers with something else than its tickets, in the real window: one sentence says what is wrong,
//! where and what to do, what was read before stays shown, and one bad ticket never stops the others.

use demo::FaultKind;

use super::Window;
use crate::console::Console;
use crate::faulty::FaultyPortal;

const TOTAL: &str = "return Number(document.querySelector('[role=option]')?.ariaSetSize ?? 0)";
const STATUS: &str = "([...document.querySelectorAll('footer')].at(-1)?.innerText ?? '')";

/// A data folder with a passphrase, synced once with a portal that has no faults yet.
fn synced(folder: &std::path::Path) -> (Console, FaultyPortal) {
    let (console, portal) = (Console::new(folder), FaultyPortal::start(40));
    console.connect("open", &portal.address(), portal.token());
    console.ask(&["sync"]);
    (console, portal)
}

/// Waits until the status line has all of these words.
async fn status_says(window: &Window, words: &[&str]) {
    for word in words {
        window
            .until(&format!("the status line says `{word}`"), &format!("return {STATUS}.includes('{word}')"))
            .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_no_page_is_told_and_the_tickets_stay() {
    let folder = tempfile::tempdir().unwrap();
    let (console, portal) = synced(folder.path());
    let total = console.rows().len();
    portal.control().set_retry_after(Some(47));
    let window = Window::open(&console.folder, &[]).await;
    window.unlock().await;
    window.until("every ticket is there", &format!("{TOTAL} === {total}")).await;
    status_says(&window, &["online"]).await;

    for (name, fault, said, hint) in [
        (
            "rate-limited",
            FaultKind::RateLimited,
            &["asks to wait 47 s: too many requests.", "next try in"][..],
            "Nothing to do: Gnomon waits and goes on by itself.",
        ),
        (
            "unavailable",
            FaultKind::Unavailable,
            &["has a problem of its own (HTTP 503).", "next try in"],
            "Nothing is lost; Gnomon tries again by itself.",
        ),
        (
            "server-error",
            FaultKind::ServerError,
            &["has a problem of its own (HTTP 500).", "next try in"],
            "Nothing is lost; Gnomon tries again by itself.",
        ),
        ("cut-json", FaultKind::CutJson, &["/v1/changes breaks off in the middle."], "cuts its answers off"),
        (
            "foreign-json",
            FaultKind::ForeignJson,
            &["/v1/changes answered in a form that is not known", "missing field `tickets`"],
            "kind and version; what was read before is kept",
        ),
    ] {
        portal.only(fault);
        window.keys("gs").await;
        window.press("Sync now").await;
        status_says(&window, said).await;
        window.says(&[hint]).await;
        window.pictures(&format!("portal-{name}-settings")).await;
        window.keys("gq").await;
        window.until("the tickets stay", &format!("{TOTAL} === {total}")).await;
        status_says(&window, said).await;
        window.pictures(&format!("portal-{name}")).await;
    }
    assert_eq!(window.serious_issues_in_all_themes().await, Vec::<String>::new());

    portal.control().clear_faults();
    window.keys("gs").await;
    window.press("Sync now").await;
    window.until("all is well again", &format!("return !{STATUS}.includes('next try')")).await;
    status_says(&window, &["online", "synced"]).await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portal_with_a_fault_is_told_while_it_is_being_connected() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let portal = FaultyPortal::start(40);
    portal.control().set_retry_after(Some(47));
    let window = Window::open(&data, &[]).await;
    for (name, fault, words) in [
        ("rate-limited", FaultKind::RateLimited, ["asks to wait 47 s", "Try again after that time."]),
        ("server-error", FaultKind::ServerError, ["(HTTP 500)", "Try again later"]),
        ("cut-json", FaultKind::CutJson, ["breaks off in the middle", "cuts its answers off"]),
        (
            "foreign-json",
            FaultKind::ForeignJson,
            ["in a form that is not known", "kind and version, then try again."],
        ),
    ] {
        portal.only(fault);
        window.fill_connection(&portal.address(), portal.token()).await;
        window.press("Test the connection").await;
        window.says(&words).await;
        let told = "return document.querySelectorAll('form .error').length";
        assert_eq!(window.script(told).await, 1, "{name}: {}", window.text().await);
        window.picture(&format!("connect-{name}")).await;
    }
    assert!(!data.join("gnomon.db").exists(), "a connection that never worked left a data file");
    portal.control().clear_faults();
    window.fill_connection(&portal.address(), portal.token()).await;
    window.press("Test the connection").await;
    window.says(&["The connection works"]).await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_that_cannot_be_read_is_kept_aside_counted_and_shown() {
    let folder = tempfile::tempdir().unwrap();
    let (console, portal) = (Console::new(folder.path()), FaultyPortal::start(40));
    console.connect("open", &portal.address(), portal.token());
    portal.only(FaultKind::GarbageRecord);
    let window = Window::open(&console.folder, &[]).await;
    window.unlock().await;
    status_says(&window, &["1 ticket kept aside", "online"]).await;
    window.until("the others are there", &format!("{TOTAL} > 20")).await;
    window.keys("ga").await;
    window
        .says(&["Kept aside", "`events`: invalid type", "each leaves this list when the portal delivers"])
        .await;
    window.pictures("portal-aside").await;
    assert_eq!(window.serious_issues().await, Vec::<String>::new());
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_with_an_unknown_severity_or_without_a_customer_stays_in_the_queue_and_says_so() {
    for (name, fault, flag, words) in [
        (
            "unknown-severity",
            FaultKind::UnknownSeverity,
            "catastrophic",
            &["catastrophic", "means nothing to the policy: say what it means in the settings"][..],
        ),
        (
            "no-customer",
            FaultKind::NoCustomer,
            "no customer",
            &["The portal names no customer for this ticket", "name one in the portal."],
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let (console, portal) = (Console::new(folder.path()), FaultyPortal::start(12));
        console.connect("open", &portal.address(), portal.token());
        portal.only(fault);
        console.ask(&["sync"]);
        let total = console.rows().len();
        let window = Window::open(&console.folder, &[]).await;
        window.unlock().await;
        window.until("every ticket is there", &format!("{TOTAL} === {total}")).await;
        let row = format!(
            "[...document.querySelectorAll('[role=option]')].find(row => row.innerText.includes('{flag}'))"
        );
        window.until("its row says so", &format!("return {row} !== undefined")).await;
        window.script(&format!("{row}.click()")).await;
        window.says(words).await;
        window.pictures(&format!("portal-{name}")).await;
        assert_eq!(window.serious_issues().await, Vec::<String>::new());
        window.close().await;
    }
}

//! Portals that cannot be reached, or answer with something else than tickets.

use demo::FaultKind;
use serde_json::Value;

use crate::console::{Console, clear, error, free_port, only, portal, portal_on, said};

#[test]
fn a_portal_that_cannot_be_connected_is_told_and_nothing_is_made() {
    let running = portal(5, 7);
    let address = running.address();
    let nobody = format!("http://127.0.0.1:{}", free_port());
    let secure = address.replace("http://", "https://");
    for (name, fault, address, token, code, message, hint) in [
        ("unreachable", None, &nobody, "x", "unreachable", "cannot be reached", "Check the address"),
        ("wrong token", None, &address, "x", "unauthorized", "did not accept the token.", "Make a new token"),
        ("no token", None, &address, "", "no-token", "No token is given.", "paste it here"),
        ("tls", None, &secure, "x", "tls", "The secure connection to", "Check the address"),
        (
            "429",
            Some(FaultKind::RateLimited),
            &address,
            "",
            "rate-limited",
            "asks to wait 1 s",
            "after that time",
        ),
        ("500", Some(FaultKind::ServerError), &address, "", "server", "(HTTP 500)", "Try again later"),
        ("503", Some(FaultKind::Unavailable), &address, "", "server", "(HTTP 503)", "Try again later"),
        ("cut JSON", Some(FaultKind::CutJson), &address, "", "truncated", "breaks off", "Try again"),
        ("cut connection", Some(FaultKind::Truncated), &address, "", "truncated", "breaks off", "Try again"),
        (
            "foreign JSON",
            Some(FaultKind::ForeignJson),
            &address,
            "",
            "shape",
            "missing field",
            "kind and version",
        ),
        ("HTML", Some(FaultKind::WebPage), &address, "", "not-json", "a web page where JSON", "log-in page"),
    ] {
        running.control().clear_faults();
        if let Some(fault) = fault {
            only(&running, fault);
        }
        let token = if fault.is_some() { running.token() } else { token };
        let console = Console::new();
        let told = error(name, &console.connect(address, token, &["--json"]));
        assert_eq!(told.code, code, "{name}: {told:?}");
        assert!(told.message.contains(message) && told.hint.contains(hint), "{name}: {told:?}");
        let plain = console.connect(address, token, &[]);
        assert_eq!(plain.status.code(), Some(1), "{name}");
        assert_eq!(
            String::from_utf8_lossy(&plain.stderr),
            format!("gnomon: {}\n        {}\n", told.message, told.hint),
            "{name}"
        );
        assert!(!console.data().join("gnomon.db").exists(), "{name}: a data file was left");
    }
}

#[test]
fn a_sync_that_fails_says_why_and_keeps_every_ticket() {
    let running = portal(30, 7);
    let console = Console::synced(&running);
    let before = console.tickets();
    assert!(before.len() > 20);
    running.control().set_retry_after(Some(1));
    for (name, fault, code, message, hint) in [
        ("429", FaultKind::RateLimited, "rate-limited", "asks to wait 1 s: too many", "goes on by itself"),
        ("500", FaultKind::ServerError, "server", "(HTTP 500)", "tries again by itself"),
        ("503", FaultKind::Unavailable, "server", "(HTTP 503)", "tries again by itself"),
        (
            "cut JSON",
            FaultKind::CutJson,
            "truncated",
            "/v1/changes breaks off in the middle.",
            "a proxy in between",
        ),
        (
            "foreign JSON",
            FaultKind::ForeignJson,
            "shape",
            "/v1/changes answered in a form",
            "kind and version",
        ),
        ("HTML", FaultKind::WebPage, "not-json", "answered with a web page", "a log-in page or a proxy"),
    ] {
        only(&running, fault);
        fails(name, &console, code, message, hint);
    }
    only(&running, FaultKind::ServerError);
    let plain = console.run(&["sync"]);
    let text = said(&plain);
    assert_eq!(plain.status.code(), Some(1), "{text}");
    assert!(text.contains("(HTTP 500).") && text.contains("tries again by itself."), "{text}");
    assert_eq!(console.tickets(), before);
    running.control().clear_faults();
    assert!(console.run(&["sync"]).status.success());

    let port = running.address().rsplit(':').next().unwrap().parse().unwrap();
    drop(running);
    fails("unreachable", &console, "unreachable", "cannot be reached", "Check the address and the network");
    let other = portal_on(port, 30, 8);
    fails("token revoked", &console, "unauthorized", "did not accept the token.", "Make a new token");
    drop(other);
    assert_eq!(console.tickets(), before);
}

/// A sync that cannot be carried out.
fn fails(name: &str, console: &Console, code: &str, message: &str, hint: &str) {
    let synced = console.run(&["sync", "--json"]);
    assert_eq!(synced.status.code(), Some(1), "{name}: {}", said(&synced));
    let status: Value = serde_json::from_slice(&synced.stdout).unwrap();
    let told = clear(name, &status["accounts"][0]["error"]);
    assert_eq!(told.code, code, "{name}: {told:?}");
    assert!(told.message.contains(message) && told.hint.contains(hint), "{name}: {told:?}");
}

//! The log of sessions: from the start to the charge, also where the end was not seen.

use std::path::Path;
use std::sync::Arc;

use launch::{Cause, Outcome};
use policy::remote::{Consent, Scope};

use super::{Begun, begin, catch_up, end_of, not_started, write_ends};
use crate::console::Console;
use crate::view::{
    QueueRequest, SessionBilled, SessionClose, SessionCostKind, SessionShape, SessionView, SessionsRequest,
    SessionsView, StartView,
};
use crate::{Desk, Options};

/// A demo whose time stands still: ten in the morning in Europe, deep night in California.
async fn demo(folder: &Path) -> (Desk, Arc<Console>) {
    let now = Some("2026-11-18T10:00:00Z".parse().unwrap());
    let options = Options {
        demo: true,
        demo_size: 300,
        demo_seed: 7,
        now,
        data: Some(folder.to_owned()),
        ..Options::default()
    };
    let desk = Desk::new(options).unwrap();
    assert_eq!(desk.start().await, StartView::Ready { demo: true });
    desk.first_sync().await;
    let console = desk.console().unwrap();
    (desk, console)
}

/// Starts a session in the log for the first ticket of a vendor and plan; nothing else is started.
async fn begun(desk: &Desk, console: &Console, vendor: &str, plan: &str) -> i64 {
    let request = QueueRequest { limit: 500, ..QueueRequest::default() };
    let rows = desk.queue(request).await.unwrap().rows;
    let row = rows.iter().find(|row| row.vendor == vendor && row.plan == plan).expect(plan);
    let now = console.clock.now();
    let policy = match vendor {
        "SEP" => "sep-sesam",
        _ => "sepasoft",
    };
    let scope = Scope { ticket: row.key.clone(), tool: None, host: None };
    let consent = Consent { by: "Jo Doe".to_owned(), at: now, until: now.plus(7200), scope, revoked: None };
    let begun = Begun {
        number: row.number.clone(),
        customer: "=ACME".to_owned(),
        policy: policy.to_owned(),
        tool: "ssh".to_owned(),
        target: "root@db1:2222".to_owned(),
        engineer: "Sam".to_owned(),
        consent,
        how: "by phone".to_owned(),
        checks: Vec::new(),
        accepted: None,
        overruled: None,
        reasons: Vec::new(),
    };
    begin(console, &row.key, &begun).unwrap().0
}

/// The end of a session is seen.
fn end(console: &Console, id: i64, outcome: Outcome, text: &str) {
    let started = console.store.session(id).unwrap().unwrap().started;
    console.sessions.seen(id, started, &end_of(outcome, text, console.clock.now()));
    write_ends(console);
}

/// As if another process had started it, and had ended.
fn forsake(console: &Console, id: i64) {
    console.sessions.forget(id, console.store.session(id).unwrap().unwrap().started);
    catch_up(console);
}

async fn log(desk: &Desk) -> SessionsView {
    desk.sessions(SessionsRequest::default()).await.unwrap()
}

async fn one(desk: &Desk, id: i64) -> SessionView {
    log(desk).await.sessions.into_iter().find(|session| i64::from(session.id) == id).unwrap()
}

/// Half an hour that ended now.
fn wish(console: &Console, id: i64, outcome: &str) -> SessionClose {
    let now = console.clock.now().0;
    SessionClose {
        id: u32::try_from(id).unwrap(),
        from: now - 1800,
        to: now,
        outcome: outcome.to_owned(),
        note: true,
        time: true,
        ..SessionClose::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_is_closed_once_with_its_charge_a_note_and_a_time_entry() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, console) = demo(folder.path()).await;
    let id = begun(&desk, &console, "Sepasoft", "PriorityCare").await;
    assert_eq!(one(&desk, id).await.shape, SessionShape::Running);
    let close = wish(&console, id, "The index was built anew.");
    assert_eq!(desk.close_session(close.clone()).await.unwrap_err().code, "session-runs");
    end(&console, id, Outcome::Exited(0), "The session has ended.");
    assert!(one(&desk, id).await.waits && log(&desk).await.waiting == 1);
    assert_eq!(log(&desk).await.totals[0].open, 1, "nothing is summed up before it is confirmed");
    for (bad, code) in [
        (SessionClose { outcome: " ".to_owned(), ..close.clone() }, "empty-text"),
        (SessionClose { to: close.from - 1, ..close.clone() }, "bad-time"),
        (SessionClose { to: close.to + 61, ..close.clone() }, "bad-time"),
        (SessionClose { from: close.from - 360_000, ..close.clone() }, "bad-time"),
        (SessionClose { id: 99, ..close.clone() }, "unknown-session"),
    ] {
        assert_eq!(desk.close_session(bad).await.unwrap_err().code, code);
    }
    let preview = desk.session_cost(close.clone()).await.unwrap();
    assert_eq!((preview.kind, preview.amount.as_deref()), (SessionCostKind::Amount, Some("350.00 USD")));
    assert!(desk.outbox().await.unwrap().operations.is_empty(), "asking writes nothing");

    let closed = desk.close_session(close.clone()).await.unwrap();
    assert_eq!(closed.left_out, Vec::<String>::new());
    let view = closed.session.closed.unwrap();
    assert_eq!(view.unposted, Vec::<String>::new());
    assert_eq!(view.cost.lines[0].ground.clause, "After-hours support");
    let operations = desk.outbox().await.unwrap().operations;
    let of = |kind: &str| operations.iter().filter(|one| one.kind == kind).collect::<Vec<_>>();
    assert_eq!((of("note").len(), of("time").len(), operations.len()), (1, 1, 2));
    assert_eq!(
        of("note")[0].text,
        "Remote session by SSH to root@db1:2222, 2026-11-18 09:30 UTC to 2026-11-18 10:00 UTC (30 min).\n\
         Consent: Jo Doe agreed on 2026-11-18 10:00 UTC (by phone) to any tool on any host of the customer's, until 2026-11-18 12:00 UTC.\n\
         Outcome: The index was built anew.\n\
         Charge: It costs 350.00 USD. (After-hours support; assumed)"
    );
    let again = desk.close_session(SessionClose { outcome: "Another.".to_owned(), ..close }).await.unwrap();
    assert_eq!(
        again.session.closed.unwrap().outcome,
        "The index was built anew.",
        "what was confirmed stays"
    );
    assert_eq!(desk.outbox().await.unwrap().operations.len(), 2, "and nothing is written twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn sums_are_by_customer_in_decimal_money_and_the_export_computes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, console) = demo(folder.path()).await;
    for (vendor, plan, billed) in [
        ("Sepasoft", "PriorityCare", SessionBilled::Support),
        ("Sepasoft", "PriorityCare", SessionBilled::Support),
        ("SEP", "Business Support", SessionBilled::Support),
        ("SEP", "Business Support", SessionBilled::Service),
    ] {
        let id = begun(&desk, &console, vendor, plan).await;
        end(&console, id, Outcome::Exited(0), "The session has ended.");
        let close = SessionClose { billed, note: false, time: false, ..wish(&console, id, "@SUM(1+1)") };
        desk.close_session(close).await.unwrap();
    }
    let failed = begun(&desk, &console, "SEP", "Business Support").await;
    let started = console.store.session(failed).unwrap().unwrap().started;
    not_started(&console, (failed, started), "xterm could not be started.");
    let view = log(&desk).await;
    assert_eq!(view.totals.len(), 1);
    let total = &view.totals[0];
    assert_eq!((total.sessions, total.worked_s, total.open), (4, 7200, 0), "one that failed is none");
    assert_eq!((total.charges.clone(), total.unpublished), (vec!["700.00 USD".to_owned()], 1));
    let month = SessionsRequest { month: view.months[0].clone(), customer: "=ACME".to_owned() };
    assert_eq!(desk.sessions(month.clone()).await.unwrap().sessions.len(), 5);
    let none = SessionsRequest { month: "2020-01".to_owned(), ..month };
    assert_eq!(desk.sessions(none).await.unwrap().sessions.len(), 0);

    let csv = desk.export_sessions("csv", SessionsRequest::default()).await.unwrap();
    assert!(csv.name.starts_with("gnomon-sessions-2026-11-18") && csv.name.ends_with(".csv"), "{}", csv.name);
    let mut reader = csv::Reader::from_reader(csv.text.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(records.len(), 5);
    for cell in records.iter().flatten() {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "a spreadsheet computes {cell}");
    }
    assert!(csv.text.contains("'=ACME") && csv.text.contains("'@SUM(1+1)"), "{}", csv.text);
    let json = desk.export_sessions("json", SessionsRequest::default()).await.unwrap();
    let read: SessionsView = serde_json::from_str(&json.text).unwrap();
    assert_eq!(read.sessions.len(), 5);
    let unknown = desk.export_sessions("xml", SessionsRequest::default()).await.unwrap_err();
    assert_eq!(unknown.code, "unknown-format");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_end_that_nobody_saw_is_unknown_and_is_closed_with_the_engineers_own_time() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, console) = demo(folder.path()).await;
    let cases = [
        (Outcome::Exited(1), SessionShape::Ended, true),
        (Outcome::Killed, SessionShape::Ended, true),
        (Outcome::Failed { code: 255, cause: Cause::HungUp }, SessionShape::Ended, true),
        (Outcome::Failed { code: 255, cause: Cause::Refused }, SessionShape::Failed, true),
        (Outcome::TerminalFailed(1), SessionShape::Failed, true),
        (Outcome::HandedOver, SessionShape::Unknown, false),
        (Outcome::Unknown, SessionShape::Unknown, false),
    ];
    for (outcome, shape, is_seen) in cases {
        let id = begun(&desk, &console, "SEP", "Business Support").await;
        end(&console, id, outcome, "It is over.");
        let session = one(&desk, id).await;
        assert_eq!((session.shape, session.ended.is_some()), (shape, is_seen), "{outcome:?}");
    }
    let cut = begun(&desk, &console, "SEP", "Business Support").await;
    catch_up(&console);
    assert_eq!(one(&desk, cut).await.shape, SessionShape::Running, "this process still watches it");
    forsake(&console, cut);
    end(&console, cut, Outcome::Exited(0), "Too late.");
    let session = one(&desk, cut).await;
    assert_eq!((session.shape, session.ended), (SessionShape::Unknown, None));
    assert!(session.outcome.starts_with("Gnomon ended while the session ran") && session.waits);
    let closed = desk.close_session(wish(&console, cut, "It went on, says the engineer.")).await.unwrap();
    let (session, confirmed) = (closed.session.clone(), closed.session.closed.unwrap());
    assert_eq!((session.ended, confirmed.to), (None, console.clock.now().0), "what was not seen stays so");
    assert_eq!(confirmed.cost.kind, SessionCostKind::Included);
}

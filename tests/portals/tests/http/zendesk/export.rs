//! Page `incremental_exports`.

use serde_json::{Value, json};

use super::Account;
use crate::client::NOON;

const CURSOR: &str = "/api/v2/incremental/tickets/cursor.json";

#[tokio::test]
async fn the_last_minute_is_missing() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    let start = NOON - 600;
    for (name, later, found) in [
        ("at once", 0, json!([])),
        ("after 59 seconds", 59, json!([])),
        ("after a minute", 60, json!([ticket])),
    ] {
        account.clock.set(NOON + later);
        let reply = account.admin.get(&format!("{CURSOR}?start_time={start}")).await;
        assert_eq!(json!(reply.each("tickets", "id")), found, "{name}");
        assert_eq!(reply.body["end_of_stream"], true, "{name}");
        assert_eq!(reply.body["before_cursor"], Value::Null, "{name}");
        assert_eq!(reply.body["after_cursor"].is_null(), found == json!([]), "{name}");
    }
}

#[tokio::test]
async fn pages_follow_the_cursor_and_a_changed_ticket_comes_again() {
    let account = Account::open();
    let tickets: Vec<u64> = (0..5).map(|n| account.ticket(&format!("Printer {n}"))).collect();
    account.clock.pass(60);
    let mut target = format!("{CURSOR}?start_time={NOON}&per_page=2");
    let mut found = Vec::new();
    for (page, end) in [(0, false), (1, false), (2, true)] {
        let reply = account.admin.get(&target).await;
        assert_eq!(reply.body["end_of_stream"], end, "page {page}");
        found.extend(reply.each("tickets", "id"));
        target = reply.body["after_url"].as_str().unwrap().to_owned();
        assert!(target.contains(CURSOR) && !target.contains("start_time"), "{target}");
    }
    assert_eq!(json!(found), json!(tickets));

    let nothing = account.admin.get(&target).await;
    assert_eq!(nothing.each("tickets", "id"), [] as [Value; 0]);
    assert_eq!(nothing.body["after_url"].as_str().unwrap(), target, "the place is kept");

    assert!(account.portal.customer_writes(tickets[1], "Hello?"));
    account.clock.pass(60);
    assert_eq!(json!(account.admin.get(&target).await.each("tickets", "id")), json!([tickets[1]]));
}

#[tokio::test]
async fn what_the_system_touches_comes_again_with_its_old_updated_at() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    account.clock.pass(600);
    account.portal.system_touches(ticket);
    account.clock.pass(60);
    let reply = account.admin.get(&format!("{CURSOR}?start_time={}", NOON + 300)).await;
    let json = &reply.body["tickets"][0];
    assert_eq!(json["id"], ticket);
    assert_eq!(json["updated_at"], "2026-11-21T12:00:00Z");
    assert_eq!(json["generated_timestamp"], NOON + 600);
}

#[tokio::test]
async fn requests_that_make_no_sense_are_refused() {
    let account = Account::open();
    for (name, query, status) in [
        ("no start", String::new(), 400),
        ("no number", "?start_time=yesterday".to_owned(), 400),
        ("30 seconds ago", format!("?start_time={}", NOON - 30), 422),
        ("an unknown cursor", "?cursor=abc".to_owned(), 400),
        ("a minute ago", format!("?start_time={}", NOON - 60), 200),
    ] {
        assert_eq!(account.admin.get(&format!("{CURSOR}{query}")).await.status, status, "{name}");
    }
    let agent = account.agent.get(&format!("{CURSOR}?start_time=0")).await;
    assert_eq!((agent.status, &agent.body["error"]["title"]), (403, &json!("Forbidden")));
}

#[tokio::test]
async fn the_time_based_export_ends_with_a_whole_second() {
    let account = Account::open();
    for _ in 0..3 {
        account.ticket("Printer");
    }
    account.clock.pass(1);
    account.ticket("Copier");
    account.clock.pass(60);
    let path = "/api/v2/incremental/tickets";
    let reply = account.admin.get(&format!("{path}?per_page=1&start_time={NOON}")).await;
    assert_eq!(reply.body["count"], 3, "more than asked for: they share their second");
    assert_eq!((&reply.body["end_time"], &reply.body["end_of_stream"]), (&json!(NOON), &json!(false)));
    let all = account.admin.get(&format!("{path}?start_time={NOON}")).await;
    assert_eq!((&all.body["count"], &all.body["end_of_stream"]), (&json!(4), &json!(true)));
    assert_eq!(all.body["end_time"], NOON + 1);
    let next = account.admin.get(all.body["next_page"].as_str().unwrap()).await;
    assert_eq!(next.body["count"], 1, "the last second comes twice");
}

#[tokio::test]
async fn events_tell_each_update() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    account.clock.pass(10);
    let ben = account.portal.agent().id;
    let change = json!({ "status": "pending", "comment": { "body": "Try again.", "public": false } });
    assert!(account.portal.agent_changes(ticket, ben, &change));
    account.clock.pass(60);
    let path = format!("/api/v2/incremental/ticket_events?start_time={}", NOON + 5);
    let reply = account.admin.get(&path).await;
    let event = &reply.body["ticket_events"][0];
    assert_eq!((&event["ticket_id"], &event["updater_id"]), (&json!(ticket), &json!(ben)));
    let children = event["child_events"].as_array().unwrap();
    assert_eq!(children[0]["comment_present"], true);
    assert_eq!((&children[0]["comment_public"], &children[0]["body"]), (&json!(false), &Value::Null));
    assert_eq!((&children[1]["status"], &children[1]["previous_value"]), (&json!("pending"), &json!("new")));
    let whole = account.admin.get(&format!("{path}&include=comment_events")).await;
    assert_eq!(whole.body["ticket_events"][0]["child_events"][0]["body"], "Try again.");
}

#[tokio::test]
async fn people_are_exported_too() {
    let account = Account::open();
    account.clock.pass(60);
    let users = account.admin.get("/api/v2/incremental/users?start_time=0").await;
    assert_eq!(users.each("users", "email"), ["ada@vendor.test", "ben@vendor.test", "jo@acme.test"]);
    let organizations = account.admin.get("/api/v2/incremental/organizations?start_time=0").await;
    assert_eq!(organizations.body["organizations"][0]["organization_fields"]["plan"], "premium");
}

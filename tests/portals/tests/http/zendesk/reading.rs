//! Lists, records that come along, the portal's own deadlines, and who may see what.

use fakes::{PolicyMetric, Stage};
use serde_json::{Value, json};

use super::Account;
use crate::client::{Client, NOON};

#[tokio::test]
async fn callers_are_known_by_their_token() {
    let account = Account::open();
    let admin = account.portal.admin();
    let basic = |plain: &str| {
        use base64::Engine;
        format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(plain))
    };
    for (name, authorization, status) in [
        ("an API token", basic(&format!("{}/token:{}", admin.email, admin.token)), 200),
        ("a wrong token", basic(&format!("{}/token:wrong", admin.email)), 401),
        ("a password", basic(&format!("{}:secret", admin.email)), 401),
        ("a customer", basic(&format!("jo@acme.test/token:{}", admin.token)), 401),
        ("an OAuth token", format!("Bearer oauth-{}", admin.email), 200),
        ("a wrong OAuth token", "Bearer x".to_owned(), 401),
        ("nothing", String::new(), 401),
    ] {
        let client = Client::new(&account.portal.address(), &authorization);
        assert_eq!(client.get("/api/v2/tickets").await.status, status, "{name}");
    }
}

#[tokio::test]
async fn lists_have_pages_by_cursor_and_by_offset() {
    let account = Account::open();
    let tickets: Vec<u64> = (0..5).map(|n| account.ticket(&format!("Printer {n}"))).collect();
    let mut target = "/api/v2/tickets.json?page[size]=2".to_owned();
    let mut found = Vec::new();
    for more in [true, true, false] {
        let reply = account.agent.get(&target).await;
        found.extend(reply.each("tickets", "id"));
        assert_eq!(reply.body["meta"]["has_more"], more);
        assert_eq!(reply.body["links"]["next"].is_null(), !more);
        target = reply.body["links"]["next"].as_str().unwrap_or_default().to_owned();
    }
    assert_eq!(json!(found), json!(tickets));

    let second = account.agent.get("/api/v2/tickets?per_page=2&page=2&sort_by=id&sort_order=desc").await;
    assert_eq!(json!(second.each("tickets", "id")), json!([tickets[2], tickets[1]]));
    assert_eq!(second.body["count"], 5);
    assert!(second.body["next_page"].as_str().unwrap().contains("page=3"));
    assert_eq!(account.agent.get("/api/v2/tickets?page=101").await.status, 400, "deeper than 10,000 records");
}

#[tokio::test]
async fn many_are_shown_at_once_and_those_in_the_bin_are_left_out() {
    let account = Account::open();
    let (one, gone) = (account.ticket("Printer"), account.ticket("Copier"));
    account.portal.delete(gone);
    let reply = account.agent.get(&format!("/api/v2/tickets/show_many?ids={one},{gone},999")).await;
    assert_eq!(reply.each("tickets", "id"), [json!(one)]);
    let customer = account.customer;
    let users = account.agent.get(&format!("/api/v2/users/show_many?ids={customer}")).await;
    assert_eq!(users.each("users", "role"), ["end-user"]);
    assert_eq!(account.agent.get("/api/v2/tickets/show_many").await.status, 400);
}

#[tokio::test]
async fn records_come_along() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    let target = "/api/v2/tickets?include=users,organizations,groups,comment_count,last_audits";
    let reply = account.agent.get(target).await;
    assert_eq!(reply.each("users", "name"), ["Jo"]);
    assert_eq!(reply.each("organizations", "name"), ["ACME Werke"]);
    assert_eq!(reply.each("groups", "name"), ["Support"]);
    assert_eq!(reply.body["tickets"][0]["comment_count"], 1);
    let comments = account.agent.get(&format!("/api/v2/tickets/{ticket}/comments?include=users")).await;
    assert_eq!(comments.each("users", "email"), ["jo@acme.test"]);
    let plain = account.agent.get(&format!("/api/v2/tickets/{ticket}")).await;
    assert_eq!(plain.body["users"], Value::Null);
}

#[tokio::test]
async fn the_portals_own_deadlines_come_with_the_ticket() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    let metric =
        |metric: &str, stage, breach_at| PolicyMetric { metric: metric.to_owned(), stage, breach_at };
    account.portal.set_slas(
        ticket,
        vec![
            metric("first_reply_time", Stage::Active, Some(NOON + 2 * 3600)),
            metric("requester_wait_time", Stage::Paused, None),
            metric("next_reply_time", Stage::Achieved, Some(NOON - 3 * 86_400)),
        ],
    );
    let expected = json!([
        { "metric": "first_reply_time", "stage": "active", "breach_at": "2026-11-21T14:00:00Z", "hours": 2 },
        { "metric": "requester_wait_time", "stage": "paused", "breach_at": null },
        { "metric": "next_reply_time", "stage": "achieved", "breach_at": "2026-11-18T12:00:00Z", "days": -3 },
    ]);
    let one = account.agent.get(&format!("/api/v2/tickets/{ticket}?include=slas")).await;
    assert_eq!(one.body["ticket"]["slas"]["policy_metrics"], expected);
    account.clock.pass(60);
    account.portal.set_slas(ticket, Vec::new());
    let target = "/api/v2/incremental/tickets/cursor?start_time=0&include=slas";
    let export = account.admin.get(target).await;
    assert_eq!(export.body["tickets"][0]["slas"]["policy_metrics"], json!([]));
}

#[tokio::test]
async fn policies_are_for_admins() {
    let account = Account::open();
    let id = account.portal.add_policy("Incidents", &[("low", "first_reply_time", 60)]);
    let reply = account.admin.get("/api/v2/slas/policies").await;
    let metric = &reply.body["sla_policies"][0]["policy_metrics"][0];
    assert_eq!((&metric["target"], &metric["target_in_seconds"]), (&json!(60), &json!(3600)));
    let one = account.admin.get(&format!("/api/v2/slas/policies/{id}.json")).await;
    assert_eq!(one.body["sla_policy"]["title"], "Incidents");
    assert_eq!(account.agent.get("/api/v2/slas/policies").await.status, 403);
}

#[tokio::test]
async fn addresses_that_are_not_known_are_named() {
    let account = Account::open();
    for target in ["/api/v2/none", "/api/v1/tickets", "/", "/api/v2/tickets/1/none"] {
        let reply = account.agent.get(target).await;
        assert_eq!((reply.status, &reply.body["error"]), (404, &json!("InvalidEndpoint")), "{target}");
    }
    assert_eq!(account.agent.get("/api/v2/business_hours/schedules").await.status, 200);
    assert_eq!(account.agent.get("/api/v2/business_hours/schedules/1/holidays").await.status, 200);
}

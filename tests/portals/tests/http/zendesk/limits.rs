//! Page `rate-limits`, and the limits of single endpoints.

use serde_json::json;

use super::Account;

#[tokio::test]
async fn the_export_answers_ten_times_a_minute() {
    let account = Account::open();
    let target = "/api/v2/incremental/tickets/cursor?start_time=0";
    for n in 1..=10 {
        let reply = account.admin.get(target).await;
        let header = format!("total=10; remaining={}; resets=60", 10 - n);
        assert_eq!(reply.header("zendesk-ratelimit-incremental-exports-cursor"), header, "request {n}");
        assert_eq!(reply.header("x-rate-limit-remaining"), (700 - n).to_string(), "request {n}");
    }
    account.clock.pass(41);
    let refused = account.admin.get(target).await;
    assert_eq!((refused.status, refused.header("retry-after")), (429, "19"));
    account.clock.pass(18);
    assert_eq!(account.admin.get(target).await.status, 429);
    account.clock.pass(1);
    assert_eq!(account.admin.get(target).await.status, 200);
}

#[tokio::test]
async fn one_user_changes_one_ticket_thirty_times_in_ten_minutes() {
    let account = Account::open();
    let (one, other) = (account.ticket("Printer"), account.ticket("Copier"));
    let body = |n: i64| json!({ "ticket": { "external_id": n.to_string() } });
    for n in 0..30 {
        let reply = account.agent.put(&format!("/api/v2/tickets/{one}"), &body(n)).await;
        assert_eq!(reply.status, 200, "{n}");
    }
    for (name, wait, ticket, status) in [
        ("the same ticket", 0, one, 429),
        ("another ticket", 0, other, 200),
        ("after a minute", 60, one, 429),
        ("after ten minutes", 540, one, 200),
    ] {
        account.clock.pass(wait);
        let reply = account.agent.put(&format!("/api/v2/tickets/{ticket}"), &body(99)).await;
        assert_eq!(reply.status, status, "{name}");
    }
}

#[tokio::test]
async fn limits_can_be_set() {
    let account = Account::open();
    account.portal.set_account_limit(2);
    for (status, after) in [(200, ""), (200, ""), (429, "60")] {
        let reply = account.agent.get("/api/v2/users/me").await;
        assert_eq!((reply.status, reply.header("retry-after")), (status, after));
    }
    account.portal.set_account_limit(100);
    assert!(account.portal.set_limit("tickets-update", 0));
    assert!(!account.portal.set_limit("none", 0));
    let ticket = account.ticket("Printer");
    let target = format!("/api/v2/tickets/{ticket}");
    let refused = account.agent.put(&target, &json!({ "ticket": { "status": "open" } })).await;
    assert_eq!(refused.status, 429);
    assert_eq!(account.portal.ticket(ticket)["status"], "new");
}

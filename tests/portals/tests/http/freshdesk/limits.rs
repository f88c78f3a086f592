//! Section `#ratelimit` and article 225439.

use fakes::Plan;
use serde_json::json;

use super::Account;

#[tokio::test]
async fn each_plan_has_its_limits() {
    for (plan, total, lists) in
        [(Plan::Trial, 50, 50), (Plan::Growth, 200, 20), (Plan::Pro, 400, 100), (Plan::Enterprise, 700, 200)]
    {
        let account = Account::open();
        account.portal.set_plan(plan);
        for n in 1..=lists {
            let reply = account.agent.get("/api/v2/tickets").await;
            assert_eq!(reply.status, 200, "{plan:?} {n}");
            assert_eq!(reply.header("x-ratelimit-total"), total.to_string(), "{plan:?}");
            assert_eq!(reply.header("x-ratelimit-remaining"), (total - n).to_string(), "{plan:?} {n}");
        }
        account.clock.pass(20);
        let refused = account.agent.get("/api/v2/tickets").await;
        assert_eq!((refused.status, refused.header("retry-after")), (429, "40"), "{plan:?}");
        let other = account.agent.get("/api/v2/agents/me").await;
        assert_eq!(other.status, if total == lists { 429 } else { 200 }, "{plan:?}: another endpoint");
        account.clock.pass(40);
        assert_eq!(account.agent.get("/api/v2/tickets").await.status, 200, "{plan:?}");
    }
}

#[tokio::test]
async fn what_comes_along_costs_more() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    let one = format!("/api/v2/tickets/{ticket}");
    for (name, target, cost) in [
        ("a list", "/api/v2/tickets".to_owned(), "1"),
        ("with stats", "/api/v2/tickets?include=stats".to_owned(), "3"),
        ("with stats and requester", "/api/v2/tickets?include=stats,requester".to_owned(), "5"),
        ("a ticket", one.clone(), "1"),
        ("with its conversations", format!("{one}?include=conversations"), "2"),
        ("what is not there", "/api/v2/tickets/99".to_owned(), "1"),
    ] {
        let reply = account.agent.get(&target).await;
        assert_eq!(reply.header("x-ratelimit-used-currentrequest"), cost, "{name}");
    }
    assert_eq!(account.agent.get("/api/v2/agents/me").await.header("x-ratelimit-remaining"), "386");
}

#[tokio::test]
async fn what_is_refused_is_not_done() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    account.portal.set_account_limit(0);
    let target = format!("/api/v2/tickets/{ticket}/reply");
    assert_eq!(account.agent.post(&target, &json!({ "body": "x" })).await.status, 429);
    assert!(account.portal.effects_of_requests().is_empty());
}

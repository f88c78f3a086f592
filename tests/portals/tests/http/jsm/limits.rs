//! <https://developer.atlassian.com/cloud/jira/platform/rate-limiting/>.

use serde_json::json;

use super::{Site, document};

#[tokio::test]
async fn a_limit_says_which_it_is_and_how_long_to_wait() {
    let site = Site::open();
    site.portal.set_limit(2, 10);
    for _ in 0..2 {
        assert_eq!(site.agent.get("/rest/api/3/myself").await.status, 200);
    }
    site.clock.pass(4);
    let reply = site.agent.get("/rest/api/3/myself").await;
    assert_eq!(reply.status, 429);
    for (header, value) in [
        ("retry-after", "6"),
        ("ratelimit-reason", "jira-burst-based"),
        ("x-ratelimit-limit", "2"),
        ("x-ratelimit-remaining", "0"),
        ("x-ratelimit-reset", "2026-11-21T12:00:10Z"),
    ] {
        assert_eq!(reply.header(header), value, "{header}");
    }
    site.clock.pass(6);
    assert_eq!(site.agent.get("/rest/api/3/myself").await.status, 200);
}

#[tokio::test]
async fn one_issue_takes_20_writes_in_2_seconds() {
    let site = Site::open();
    let (ticket, other) = (site.ticket("Printer"), site.ticket("Copier"));
    let body = json!({ "body": document("x") });
    for number in 0..20 {
        assert_eq!(site.agent.post(&site.issue(ticket, "/comment"), &body).await.status, 201, "{number}");
    }
    let request = format!("/rest/servicedeskapi/request/{}/comment", site.portal.key(ticket));
    let reply = site.agent.post(&request, &json!({ "body": "x" })).await;
    assert_eq!((reply.status, reply.header("ratelimit-reason")), (429, "jira-per-issue-on-write"));
    assert_eq!(reply.header("retry-after"), "2");
    assert_eq!(site.portal.effects_of_requests().len(), 20, "what is refused is not done");
    assert_eq!(site.agent.get(&site.issue(ticket, "")).await.status, 200, "reading is free");
    assert_eq!(site.agent.post(&site.issue(other, "/comment"), &body).await.status, 201);
    site.clock.pass(2);
    assert_eq!(site.agent.post(&site.issue(ticket, "/comment"), &body).await.status, 201);
}

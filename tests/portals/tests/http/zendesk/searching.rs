//! Pages `search` and `views`: what agents who are no admins read by.

use serde_json::json;

use super::Account;

#[tokio::test]
async fn the_query_is_understood() {
    let account = Account::open();
    let ben = account.portal.agent().id;
    let (old, new) = (account.ticket("Printer offline"), account.ticket("Copier jammed"));
    account.clock.pass(3600);
    let change = json!({ "priority": "urgent", "assignee_id": ben, "tags": ["vip"] });
    assert!(account.portal.agent_changes(new, ben, &change));
    for (query, found) in [
        ("type:ticket", json!([new, old])),
        ("type:ticket updated>2026-11-21T12:00:00Z", json!([new])),
        ("type:ticket updated>=2026-11-21T12:00:00Z", json!([new, old])),
        ("type:ticket created<2026-11-22", json!([new, old])),
        ("status:new", json!([old])),
        ("status<solved", json!([new, old])),
        ("status>new", json!([new])),
        ("assignee:me", json!([new])),
        ("assignee:none", json!([old])),
        ("priority:urgent tags:vip", json!([new])),
        ("-tags:vip", json!([old])),
        ("printer", json!([old])),
        ("type:ticket order_by:updated_at sort:asc", json!([old, new])),
    ] {
        let target = format!("/api/v2/search?query={}", query.replace(' ', "+"));
        let reply = account.agent.get(&target).await;
        assert_eq!(json!(reply.each("results", "id")), found, "{query}");
        let count = account.agent.get(&target.replace("search", "search/count")).await;
        assert_eq!(count.body["count"], found.as_array().unwrap().len(), "{query}");
    }
}

#[tokio::test]
async fn the_thousandth_result_is_the_last() {
    let account = Account::open();
    account.ticket("Printer");
    for (query, status) in [
        ("query=type:ticket&page=10", 200),
        ("query=type:ticket&page=11", 422),
        ("query=type:ticket&page=21&per_page=50", 422),
        ("query=type:ticket&page[size]=50", 400),
        ("query=", 400),
    ] {
        assert_eq!(
            account.agent.get(&format!("/api/v2/search.json?{query}")).await.status,
            status,
            "{query}"
        );
    }
}

#[tokio::test]
async fn the_export_of_a_search_needs_a_type_and_goes_by_cursor() {
    let account = Account::open();
    let tickets: Vec<u64> = (0..3).map(|_| account.ticket("Printer")).collect();
    assert_eq!(account.agent.get("/api/v2/search/export?query=printer").await.status, 400);
    let target = "/api/v2/search/export?query=printer&filter[type]=ticket&page[size]=2";
    let first = account.agent.get(target).await;
    assert_eq!(json!(first.each("results", "id")), json!(tickets[..2]));
    let second = account.agent.get(first.body["links"]["next"].as_str().unwrap()).await;
    assert_eq!(json!(second.each("results", "id")), json!(tickets[2..]));
    assert_eq!(second.body["meta"]["has_more"], false);
}

#[tokio::test]
async fn search_comes_late_and_a_view_does_not() {
    let account = Account::open();
    account.portal.set_search_delay(120);
    let ben = account.portal.agent().id;
    let ticket = account.ticket("Printer");
    account.clock.pass(60);
    assert!(account.portal.agent_changes(ticket, ben, &json!({ "status": "solved" })));
    let view = account.portal.add_view("Solved", "status:solved");
    for (wait, open, solved) in [(59, 0, 0), (1, 1, 0), (59, 1, 0), (1, 0, 1)] {
        account.clock.pass(wait);
        for (query, found) in [("status:new", open), ("status:solved", solved)] {
            let reply = account.agent.get(&format!("/api/v2/search?query={query}")).await;
            assert_eq!(reply.body["count"], found, "{query}");
        }
        let reply = account.agent.get(&format!("/api/v2/views/{view}/tickets.json")).await;
        assert_eq!(json!(reply.each("tickets", "id")), json!([ticket]));
    }
    let views = account.agent.get("/api/v2/views").await;
    assert_eq!(views.each("views", "title"), ["All unsolved tickets", "Solved"]);
}

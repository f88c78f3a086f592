//! Page `tags`.

use serde_json::json;

use super::Account;

#[tokio::test]
async fn tags_are_set_added_and_removed() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    let target = format!("/api/v2/tickets/{ticket}/tags");
    for (name, method, tags, status, left) in [
        ("set", "POST", json!(["important"]), 201, json!(["important"])),
        ("add", "PUT", json!(["Customer", "important"]), 200, json!(["customer", "important"])),
        ("remove", "DELETE", json!(["important", "none"]), 200, json!(["customer"])),
        ("set others", "POST", json!([]), 201, json!([])),
    ] {
        let reply = account.agent.send(method, &target, &json!({ "tags": tags }), &[]).await.unwrap();
        assert_eq!((reply.status, &reply.body["tags"]), (status, &left), "{name}");
        assert_eq!(account.agent.get(&target).await.body["tags"], left, "{name}");
    }
}

#[tokio::test]
async fn adding_and_removing_can_be_safe() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    let target = format!("/api/v2/tickets/{ticket}/tags");
    account.clock.pass(60);
    account.portal.customer_writes(ticket, "Hello?");
    for (stamp, status) in [("2026-11-21T12:00:00Z", 409), ("2026-11-21T12:01:00Z", 200)] {
        let body = json!({ "tags": ["customer"], "updated_stamp": stamp, "safe_update": "true" });
        for method in ["PUT", "DELETE"] {
            let reply = account.agent.send(method, &target, &body, &[]).await.unwrap();
            assert_eq!(reply.status, status, "{method} {stamp}");
        }
    }
}

#[tokio::test]
async fn an_update_replaces_all_tags() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    let target = format!("/api/v2/tickets/{ticket}");
    for tags in [json!(["a", "b"]), json!(["c"])] {
        let reply = account.agent.put(&target, &json!({ "ticket": { "tags": tags } })).await;
        assert_eq!(reply.body["ticket"]["tags"], tags);
    }
}

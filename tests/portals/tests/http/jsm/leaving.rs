//! Moving and deleting, `api-group-issues`.

use fakes::Deed;
use serde_json::json;

use super::{Site, document, refused};

#[tokio::test]
async fn a_moved_issue_answers_to_its_old_key_with_its_new_one() {
    let site = Site::open();
    let ticket = site.ticket("Printer");
    site.clock.pass(60);
    assert!(site.portal.move_to(ticket, "OPS"));
    assert_eq!(site.portal.key(ticket), "OPS-1");
    for key in ["SUP-1", "sup-1", "OPS-1", &ticket.to_string()] {
        let reply = site.agent.get(&format!("/rest/api/3/issue/{key}?fields=project,updated")).await;
        assert_eq!((reply.status, &reply.body["key"]), (200, &json!("OPS-1")), "{key}: no redirect");
        assert_eq!(reply.body["id"], ticket.to_string());
        assert_eq!(reply.body["fields"]["project"]["key"], "OPS");
        assert_eq!(reply.body["fields"]["updated"], "2026-11-21T12:01:00.790+0000");
    }
    assert_eq!(site.found("key = SUP-1").await, json!(["OPS-1"]));
    assert_eq!(site.found("project = SUP").await, json!([]));
    let changes = site.agent.get(&site.issue(ticket, "/changelog")).await.body;
    let items = &changes["values"][0]["items"];
    assert_eq!((&items[0]["field"], &items[1]["field"]), (&json!("project"), &json!("Key")));
    assert_eq!((&items[1]["fromString"], &items[1]["toString"]), (&json!("SUP-1"), &json!("OPS-1")));
    let said =
        site.agent.post("/rest/api/3/issue/SUP-1/comment", &json!({ "body": document("Still here") })).await;
    assert_eq!(said.status, 201);
    assert_eq!(site.portal.key(site.ticket("Next")), "SUP-2", "a key is not given twice");
}

#[tokio::test]
async fn only_an_administrator_deletes_and_nothing_tells_of_it() {
    let site = Site::open();
    let (ticket, other) = (site.ticket("Printer"), site.ticket("Copier"));
    let target = site.issue(ticket, "");
    assert_eq!(site.agent.delete(&target).await.status, 403);
    assert_eq!(site.admin.delete(&target).await.status, 204);
    let why = "Issue does not exist or you do not have permission to see it.";
    for rest in ["", "/changelog", "/comment", "/transitions", "/worklog"] {
        assert_eq!(refused(&site.agent.get(&format!("{target}{rest}")).await), (404, why), "{rest}");
    }
    assert_eq!(site.agent.put(&target, &json!({ "fields": { "summary": "x" } })).await.status, 404);
    assert_eq!(site.admin.delete(&target).await.status, 404);
    assert_eq!(site.agent.get("/rest/servicedeskapi/request/SUP-1").await.status, 404);
    assert_eq!(site.found("project = SUP").await, json!([site.portal.key(other)]));
    assert_eq!(site.portal.count(Deed::Erased, ""), 1);
}

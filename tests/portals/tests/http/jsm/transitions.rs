//! `api-group-issues`, "Get transitions" and "Transition issue".

use fakes::Deed;
use serde_json::{Value, json};

use super::{Site, document, refused};

#[tokio::test]
async fn only_what_leads_on_from_the_status_can_be_done() {
    let site = Site::open();
    let ticket = site.ticket("Printer");
    let target = site.issue(ticket, "/transitions");
    let list = async || site.agent.get(&target).await.each("transitions", "name");
    assert_eq!(
        list().await,
        [json!("Respond to customer"), json!("Start work"), json!("Resolve this issue")]
    );
    let all = site.agent.get(&target).await.body;
    assert_eq!(
        all["transitions"][0]["to"]["name"], "Waiting for customer",
        "its name is not the name of the status"
    );
    assert_eq!(all["transitions"][2].get("fields"), None, "only when asked for");
    let expanded = site.agent.get(&format!("{target}?expand=transitions.fields")).await.body;
    assert_eq!(expanded["transitions"][2]["fields"]["resolution"]["name"], "Resolution");
    let go = async |id: &str| site.agent.post(&target, &json!({ "transition": { "id": id } })).await;
    assert_eq!(refused(&go("901").await), (400, "Transition id '901' is not valid for this issue."));
    assert_eq!(go("761").await.status, 204);
    assert_eq!(list().await, [json!("Back to in progress"), json!("Close")]);
    assert_eq!(go("761").await.status, 400, "once more is no longer valid");
    assert_eq!(go("901").await.status, 204);
    assert_eq!(list().await, Vec::<Value>::new());
    assert_eq!(site.portal.count(Deed::Changed, "status: "), 2);
    assert_eq!(site.agent.post(&target, &json!({})).await.status, 400);
}

#[tokio::test]
async fn a_transition_comes_with_a_comment_a_resolution_and_properties() {
    let site = Site::open();
    let ticket = site.ticket("Printer");
    site.clock.pass(60);
    let body = json!({
        "transition": { "id": "761" },
        "fields": { "resolution": { "name": "Won't Do" } },
        "update": { "comment": [{ "add": { "body": document("Solved.") } }] },
        "properties": [{ "key": "marker", "value": "op-1" }],
    });
    assert_eq!(site.agent.post(&site.issue(ticket, "/transitions"), &body).await.status, 204);
    let issue = site.agent.get(&site.issue(ticket, "?properties=marker")).await.body;
    assert_eq!(issue["properties"], json!({ "marker": "op-1" }));
    for (path, value) in [
        ("/status/name", json!("Resolved")),
        ("/resolution/name", json!("Won't Do")),
        ("/resolutiondate", json!("2026-11-21T12:01:00.790+0000")),
        ("/statuscategorychangedate", json!("2026-11-21T12:01:00.790+0000")),
        ("/comment/total", json!(1)),
    ] {
        assert_eq!(issue["fields"].pointer(path).unwrap(), &value, "{path}");
    }
    let change = site.agent.get(&site.issue(ticket, "/changelog")).await.body["values"][0].clone();
    assert_eq!(change["items"][0]["fromString"], "Waiting for support");
    assert_eq!(
        (&change["items"][1]["field"], &change["items"][1]["toString"]),
        (&json!("resolution"), &json!("Won't Do"))
    );
    assert!(site.portal.customer_writes(ticket, "Still so."));
    let now = site.portal.ticket(ticket);
    let shown = (&now["fields"]["status"]["name"], &now["fields"]["resolution"]);
    assert_eq!(shown, (&json!("Waiting for support"), &Value::Null), "the automation opens it");
    let bad =
        json!({ "transition": { "id": "31" }, "update": { "comment": [{ "add": { "body": "text" } }] } });
    assert_eq!(site.agent.post(&site.issue(ticket, "/transitions"), &bad).await.status, 400);
    assert_eq!(
        site.portal.ticket(ticket)["fields"]["status"]["name"],
        "Waiting for support",
        "nothing was done"
    );
}

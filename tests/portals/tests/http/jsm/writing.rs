//! `api-group-issues`, `api-group-issue-links`, `api-group-issue-worklogs`, `api-group-issue-properties`.

use fakes::Deed;
use serde_json::{Value, json};

use super::{Site, document};

#[tokio::test]
async fn an_edit_sets_fields_and_labels() {
    let site = Site::open();
    site.portal.add_field("customfield_10100", "Machine");
    let ticket = site.ticket("Printer");
    site.clock.pass(60);
    let account = site.portal.account_id(site.portal.agent().id);
    let body = json!({
        "fields": {
            "summary": "Copier", "description": document("New"), "priority": { "name": "Highest" },
            "assignee": { "accountId": account }, "duedate": "2026-12-01", "customfield_10100": "M-1",
        },
        "update": { "labels": [{ "add": "vip" }, { "add": "vip" }, { "add": "old" }, { "remove": "old" }] },
    });
    let target = site.issue(ticket, "");
    let reply = site.agent.put(&target, &body).await;
    assert_eq!((reply.status, reply.bytes.len()), (204, 0));
    let told: Vec<String> =
        site.portal.effects_of_requests().iter().map(|effect| effect.detail.clone()).collect();
    let expected = [
        "summary: Printer -> Copier",
        "description: It does not work. -> New",
        "priority: Medium -> Highest",
        "assignee: null -> Ben Agent",
        "duedate: null -> 2026-12-01",
        "customfield_10100: null -> M-1",
    ];
    assert_eq!(told[..6], expected);
    let fields = site.portal.ticket(ticket)["fields"].clone();
    assert_eq!(
        (&fields["assignee"]["accountId"], &fields["updated"]),
        (&json!(account), &json!("2026-11-21T12:01:00.790+0000"))
    );
    let again = site
        .agent
        .put(&format!("{target}?returnIssue=true"), &json!({ "fields": { "summary": "Copier" } }))
        .await;
    assert_eq!((again.status, &again.body["fields"]["summary"]), (200, &json!("Copier")));
    let changes = site.agent.get(&site.issue(ticket, "/changelog")).await.body;
    assert_eq!(changes["total"], 1, "one entry for one request, and none for what changes nothing");
}

#[tokio::test]
async fn what_cannot_be_set_is_refused_and_nothing_is_done() {
    let site = Site::open();
    let ticket = site.ticket("Printer");
    for (name, fields, field) in [
        ("an unknown field", json!({ "colour": "red" }), "colour"),
        ("a status", json!({ "status": { "name": "Closed" } }), "status"),
        ("text where a document belongs", json!({ "description": "text" }), "description"),
        ("a priority", json!({ "priority": { "name": "Big" } }), "priority"),
        (
            "a customer as assignee",
            json!({ "assignee": { "accountId": site.portal.account_id(site.customer) } }),
            "assignee",
        ),
        ("no summary", json!({ "summary": " " }), "summary"),
        ("a label with a space", json!({ "labels": ["very important"] }), "labels"),
    ] {
        let mut body = json!({ "fields": { "duedate": "2026-12-01" } });
        body["fields"].as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        let reply = site.agent.put(&site.issue(ticket, ""), &body).await;
        assert_eq!(reply.status, 400, "{name}");
        assert!(reply.body["errors"][field].is_string(), "{name}: {}", reply.body);
    }
    assert_eq!(site.agent.put(&site.issue(ticket, ""), &json!({})).await.status, 400);
    assert_eq!(site.portal.effects_of_requests(), []);
}

#[tokio::test]
async fn an_issue_is_assigned_and_given_back() {
    let site = Site::open();
    let ticket = site.ticket("Printer");
    let target = site.issue(ticket, "/assignee");
    let account = json!(site.portal.account_id(site.portal.agent().id));
    for (id, name) in [(account, json!("Ben Agent")), (Value::Null, Value::Null), (json!("-1"), Value::Null)]
    {
        assert_eq!(site.agent.put(&target, &json!({ "accountId": id })).await.status, 204);
        let assignee = site.portal.ticket(ticket)["fields"]["assignee"].clone();
        assert_eq!(assignee.get("displayName").cloned().unwrap_or_default(), name, "{id}");
    }
    assert_eq!(site.portal.count(Deed::Changed, "assignee: "), 2);
    assert_eq!(site.agent.put(&target, &json!({ "accountId": "no" })).await.status, 400);
}

#[tokio::test]
async fn a_link_has_two_ends_and_is_there_once() {
    let site = Site::open();
    let (first, second) = (site.ticket("Printer"), site.ticket("Printer again"));
    let body = json!({
        "type": { "name": "Duplicate" }, "inwardIssue": { "key": "SUP-2" }, "outwardIssue": { "key": "SUP-1" },
        "comment": { "body": document("The same.") },
    });
    for _ in 0..2 {
        let reply = site.agent.post("/rest/api/3/issueLink", &body).await;
        assert_eq!((reply.status, reply.bytes.len()), (201, 0));
    }
    assert_eq!((site.portal.count(Deed::Linked, ""), site.portal.count(Deed::Replied, "The same.")), (1, 2));
    let links = |id: u64| site.portal.ticket(id)["fields"]["issuelinks"].clone();
    assert_eq!(links(second)[0]["outwardIssue"]["key"], "SUP-1");
    assert_eq!(links(first)[0]["inwardIssue"]["key"], "SUP-2");
    let change = site.agent.get(&site.issue(first, "/changelog")).await.body["values"][0]["items"][0].clone();
    assert_eq!(change["toString"], "This issue is duplicated by SUP-2");
    let wrong = json!({ "type": { "name": "Loves" }, "inwardIssue": { "key": "SUP-2" }, "outwardIssue": { "key": "SUP-1" } });
    assert_eq!(site.agent.post("/rest/api/3/issueLink", &wrong).await.status, 404);
    let gone = json!({ "type": { "name": "Blocks" }, "inwardIssue": { "key": "SUP-9" }, "outwardIssue": { "key": "SUP-1" } });
    assert_eq!(site.agent.post("/rest/api/3/issueLink", &gone).await.status, 404);
}

#[tokio::test]
async fn time_is_logged() {
    let site = Site::open();
    let ticket = site.ticket("Printer");
    let target = site.issue(ticket, "/worklog");
    let body = json!({ "timeSpent": "1h 30m", "comment": document("On the phone"), "properties": [{ "key": "marker", "value": "op-1" }] });
    let reply = site.agent.post(&target, &body).await;
    assert_eq!((reply.status, &reply.body["timeSpentSeconds"]), (201, &json!(5_400)));
    assert_eq!(
        site.agent.post(&target, &json!({ "timeSpentSeconds": 90 })).await.body["timeSpentSeconds"],
        60
    );
    let list = site.agent.get(&format!("{target}?expand=properties")).await.body;
    assert_eq!((&list["total"], &list["worklogs"][0]["properties"][0]["value"]), (&json!(2), &json!("op-1")));
    let fields = site.portal.ticket(ticket)["fields"].clone();
    assert_eq!((&fields["timespent"], &fields["worklog"]["total"]), (&json!(5_460), &json!(2)));
    assert_eq!(site.portal.count(Deed::TimeLogged, "5400 On the phone"), 1);
    for body in
        [json!({}), json!({ "timeSpent": "long" }), json!({ "timeSpentSeconds": 600, "comment": "text" })]
    {
        assert_eq!(site.agent.post(&target, &body).await.status, 400, "{body}");
    }
}

#[tokio::test]
async fn programs_keep_properties_at_an_issue() {
    let site = Site::open();
    let ticket = site.ticket("Printer");
    site.clock.pass(60);
    let target = site.issue(ticket, "/properties/marker");
    assert_eq!(site.agent.get(&target).await.status, 404);
    assert_eq!(site.agent.put(&target, &json!({ "op": 1 })).await.status, 201);
    assert_eq!(site.agent.put(&target, &json!({ "op": 2 })).await.status, 200);
    assert_eq!(site.agent.get(&target).await.body, json!({ "key": "marker", "value": { "op": 2 } }));
    assert_eq!(site.portal.ticket(ticket)["fields"]["updated"], "2026-11-21T12:00:00.790+0000");
    let found = site.agent.get("/rest/api/3/search/jql?jql=project%3DSUP&properties=marker").await;
    assert_eq!(found.body["issues"][0]["properties"]["marker"]["op"], 2);
}

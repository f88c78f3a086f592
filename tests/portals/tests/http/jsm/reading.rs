//! `api-group-issues`, `api-group-issue-fields`, `api-group-issue-priorities`, `api-group-users`.

use serde_json::{Value, json};

use super::{Site, document};

#[tokio::test]
async fn an_issue_has_its_fields() {
    let site = Site::open();
    site.portal.add_field("customfield_10100", "Machine");
    let ticket = site.ticket("Printer");
    let issue = site.agent.get(&site.issue(ticket, "")).await.body;
    assert_eq!((&issue["key"], &issue["id"]), (&json!("SUP-1"), &json!(ticket.to_string())));
    let fields = &issue["fields"];
    for (path, value) in [
        ("/summary", json!("Printer")),
        ("/description", document("It does not work.")),
        ("/status/name", json!("Waiting for support")),
        ("/status/statusCategory/key", json!("new")),
        ("/priority/name", json!("Medium")),
        ("/assignee", Value::Null),
        ("/reporter/displayName", json!("Jo Doe")),
        ("/reporter/accountType", json!("customer")),
        ("/created", json!("2026-11-21T12:00:00.790+0000")),
        ("/resolution", Value::Null),
        ("/labels", json!([])),
        ("/project/key", json!("SUP")),
        ("/customfield_10002/0/name", json!("ACME Werke")),
        ("/customfield_10010/requestType/name", json!("Get IT help")),
        ("/customfield_10010/currentStatus/status", json!("Waiting for support")),
        ("/customfield_10100", Value::Null),
        ("/comment/total", json!(0)),
    ] {
        assert_eq!(fields.pointer(path).unwrap(), &value, "{path}");
    }
    let names = site.agent.get("/rest/api/3/field").await.body;
    let named =
        |id: &str| names.as_array().unwrap().iter().find(|field| field["id"] == id).unwrap()["name"].clone();
    assert_eq!(
        (named("customfield_10010"), named("customfield_10100")),
        (json!("Request Type"), json!("Machine"))
    );
}

#[tokio::test]
async fn the_changelog_comes_in_pages_oldest_first() {
    let site = Site::open();
    let (ticket, agent) = (site.ticket("Printer"), site.portal.agent().id);
    for number in 0..105 {
        site.clock.pass(1);
        let body = json!({ "fields": { "summary": format!("Case {number}") } });
        assert!(site.portal.agent_changes(ticket, agent, &body));
    }
    assert!(site.portal.agent_writes(ticket, agent, "Not in it.", true));
    let target = site.issue(ticket, "/changelog");
    let page = site.agent.get(&target).await.body;
    assert_eq!(
        (page["values"].as_array().unwrap().len(), &page["total"], &page["isLast"]),
        (100, &json!(105), &json!(false))
    );
    let item = &page["values"][0]["items"][0];
    let shown = (&item["field"], &item["fromString"], &item["toString"]);
    assert_eq!(shown, (&json!("summary"), &json!("Printer"), &json!("Case 0")));
    let next = site.agent.get(page["nextPage"].as_str().unwrap()).await.body;
    assert_eq!((next["values"].as_array().unwrap().len(), &next["isLast"]), (5, &json!(true)));
    let expanded = site.agent.get(&site.issue(ticket, "?expand=changelog&fields=summary")).await.body;
    let histories = &expanded["changelog"];
    assert_eq!((histories["histories"].as_array().unwrap().len(), &histories["total"]), (100, &json!(105)));
    assert_eq!(histories["histories"][0]["items"][0]["toString"], "Case 104", "the latest first");
}

#[tokio::test]
async fn catalogs_are_listed() {
    let site = Site::open();
    let priorities = site.agent.get("/rest/api/3/priority").await.body;
    assert_eq!((&priorities[0]["name"], &priorities[4]["id"]), (&json!("Highest"), &json!("5")));
    let page = site.agent.get("/rest/api/3/priority/search?maxResults=2").await.body;
    assert_eq!((page["values"].as_array().unwrap().len(), &page["isLast"]), (2, &json!(false)));
    let types = site.agent.get("/rest/api/3/issueLinkType").await;
    assert_eq!(
        types.each("issueLinkTypes", "outward"),
        [json!("blocks"), json!("duplicates"), json!("relates to")]
    );
    assert_eq!(site.agent.get("/rest/api/3/status").await.body[0]["name"], "Waiting for support");
    assert_eq!(
        site.agent.get("/rest/api/3/project/search").await.each("values", "key"),
        [json!("SUP"), json!("OPS")]
    );
    let desks = site.agent.get("/rest/servicedeskapi/servicedesk").await;
    assert_eq!(desks.each("values", "projectKey"), [json!("SUP"), json!("OPS")]);
    let kinds = site.agent.get("/rest/servicedeskapi/servicedesk/1/requesttype").await;
    assert_eq!(kinds.each("values", "id"), [json!("11"), json!("12")]);
}

#[tokio::test]
async fn users_are_found() {
    let site = Site::open();
    for (target, names) in [
        ("/rest/api/3/user/search?query=jo", json!(["Jo Doe"])),
        ("/rest/api/3/user/search?query=agent", json!(["Ben Agent"])),
        ("/rest/api/3/user/assignable/search?project=SUP", json!(["Ada Admin", "Ben Agent"])),
        ("/rest/api/3/user/search?query=nobody", json!([])),
    ] {
        let list = site.agent.get(target).await.body;
        let found: Value = list.as_array().unwrap().iter().map(|user| user["displayName"].clone()).collect();
        assert_eq!(found, names, "{target}");
    }
    for (target, status) in [("project=SUP", 200), ("issueKey=SUP-1", 404), ("query=ben", 400)] {
        let reply = site.agent.get(&format!("/rest/api/3/user/assignable/search?{target}")).await;
        assert_eq!(reply.status, status, "{target}");
    }
    let id = site.portal.account_id(site.customer);
    let one = site.agent.get(&format!("/rest/api/3/user?accountId={id}")).await;
    assert_eq!(one.body["emailAddress"], "jo@acme.test");
    assert_eq!(site.agent.get("/rest/api/3/user?accountId=no").await.status, 404);
}

#[tokio::test]
async fn what_can_be_edited_is_told_with_its_type() {
    let site = Site::open();
    site.portal.add_field("customfield_10100", "Machine");
    let ticket = site.ticket("Printer");
    let all = site.agent.get(&site.issue(ticket, "/editmeta")).await.body;
    let fields = &all["fields"];
    for (path, value) in [
        ("/summary/required", json!(true)),
        ("/priority/allowedValues/0/name", json!("Highest")),
        ("/customfield_10100/name", json!("Machine")),
        ("/customfield_10100/schema/type", json!("string")),
        ("/customfield_10100/schema/customId", json!(10_100)),
        ("/customfield_10100/required", json!(false)),
    ] {
        assert_eq!(fields.pointer(path), Some(&value), "{path}");
    }
    assert_eq!(fields.get("status"), None, "a status is set by transitions");
    let body = json!({ "fields": { "customfield_10100": "M-1" } });
    assert!(site.portal.agent_changes(ticket, site.portal.agent().id, &body));
    let changes = site.agent.get(&site.issue(ticket, "/changelog")).await.body;
    let item = &changes["values"][0]["items"][0];
    assert_eq!((&item["field"], &item["fieldId"]), (&json!("Machine"), &json!("customfield_10100")));
    assert_eq!((&item["fieldtype"], &item["toString"]), (&json!("custom"), &json!("M-1")));
}

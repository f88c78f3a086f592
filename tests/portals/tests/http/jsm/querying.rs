//! JQL.

use serde_json::json;

use super::Site;

#[tokio::test]
async fn a_query_compares_and_combines() {
    let site = Site::open();
    let (first, agent) = (site.ticket("Printer on fire"), site.portal.agent().id);
    site.clock.pass(60);
    let second = site.ticket("Copier");
    assert!(site.portal.set_status(second, agent, "Resolved"));
    let account = site.portal.account_id(agent);
    let body = json!({ "fields": { "assignee": { "accountId": account }, "labels": ["vip"], "priority": { "name": "High" } } });
    assert!(site.portal.agent_changes(first, agent, &body));
    let (one, two) = (json!(["SUP-1"]), json!(["SUP-2"]));
    let both = json!(["SUP-2", "SUP-1"]);
    for (jql, expected) in [
        ("project = SUP", both.clone()),
        ("project = \"Support\" ORDER BY created", json!(["SUP-1", "SUP-2"])),
        ("project in (SUP, OPS) ORDER BY key DESC", both.clone()),
        ("project = OPS", json!([])),
        ("status = Resolved", two.clone()),
        ("status != Resolved", one.clone()),
        ("statusCategory = Done", two.clone()),
        ("resolution = Unresolved", one.clone()),
        ("resolution is EMPTY", one.clone()),
        ("resolution is not EMPTY", two.clone()),
        ("assignee = currentUser()", one.clone()),
        ("assignee is EMPTY", two.clone()),
        ("assignee != currentUser()", json!([])),
        ("labels in (vip, other)", one.clone()),
        ("priority > Medium", one.clone()),
        ("priority in (High, Medium) AND NOT status = Resolved", one.clone()),
        ("(status = Resolved OR labels = vip) AND project = SUP", both.clone()),
        ("text ~ \"fire\"", one.clone()),
        ("created >= \"2026-11-21 12:01\"", two.clone()),
        ("created < \"2026/11/21 12:01\"", one.clone()),
        ("updated >= -5m", both.clone()),
        ("created <= -1m", one.clone()),
        ("created > 1795262430000", two.clone()),
        ("created < now() ORDER BY priority DESC", json!(["SUP-1"])),
        ("issuekey not in (SUP-1)", two.clone()),
    ] {
        assert_eq!(site.found(jql).await, expected, "{jql}");
    }
}

#[tokio::test]
async fn dates_are_minutes_in_the_zone_of_whoever_asks() {
    let site = Site::open();
    site.clock.pass(30);
    site.ticket("Printer");
    assert_eq!(site.found("updated >= \"2026-11-21 12:00\"").await, json!(["SUP-1"]));
    assert_eq!(
        site.found("updated <= \"2026-11-21 12:00\"").await,
        json!([]),
        "the minute is its first instant"
    );
    assert!(site.portal.set_zone(site.portal.agent().id, "Europe/Berlin"));
    assert_eq!(site.found("updated >= \"2026-11-21 12:01\"").await, json!(["SUP-1"]), "that is 11:01 UTC");
    assert_eq!(site.found("updated >= \"2026-11-21 13:01\"").await, json!([]));
    assert_eq!(site.found("updated >= \"2026-11-21 13:00\"").await, json!(["SUP-1"]));
    assert_eq!(site.agent.get("/rest/api/3/myself").await.body["timeZone"], "Europe/Berlin");
    let issue = site.agent.get("/rest/api/3/issue/SUP-1?fields=updated").await;
    assert_eq!(issue.body["fields"]["updated"], "2026-11-21T13:00:30.790+0100");
    let issue = site.admin.get("/rest/api/3/issue/SUP-1?fields=updated").await;
    assert_eq!(issue.body["fields"]["updated"], "2026-11-21T12:00:30.790+0000");
}

#[tokio::test]
async fn what_is_wrong_is_said_all_at_once() {
    let site = Site::open();
    site.ticket("Printer");
    let date = "Date value '2026-11-21 12:00:30' for field 'updated' is invalid. Valid formats include: \
        'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.";
    let unbounded =
        "Unbounded JQL queries are not allowed here. Please add a search restriction to your query.";
    for (jql, messages) in [
        ("colour = red", vec!["Field 'colour' does not exist or you do not have permission to view it."]),
        ("project = XYZ", vec!["The value 'XYZ' does not exist for the field 'project'."]),
        (
            "project = XYZ AND colour = red",
            vec![
                "The value 'XYZ' does not exist for the field 'project'.",
                "Field 'colour' does not exist or you do not have permission to view it.",
            ],
        ),
        ("key = SUP-99", vec!["An issue with key 'SUP-99' does not exist for field 'key'."]),
        ("updated >= \"2026-11-21 12:00:30\"", vec![date]),
        ("project = SUP ORDER BY colour", vec!["Not able to sort using field 'colour'."]),
        ("ORDER BY updated", vec![unbounded]),
        ("", vec![unbounded]),
        ("project = \"SUP", vec!["Error in the JQL Query: The quoted string has not been completed."]),
        ("project = SUP)", vec!["Error in the JQL Query: ')' was not expected here."]),
        (
            "project SUP",
            vec![
                "Error in the JQL Query: Expecting operator but got 'SUP'. The valid operators are '=', '!=', '<', '>', '<=', '>=', '~', 'IN', 'IS'.",
            ],
        ),
    ] {
        let reply = site.agent.post("/rest/api/3/search/jql", &json!({ "jql": jql })).await;
        assert_eq!((reply.status, &reply.body["errorMessages"]), (400, &json!(messages)), "{jql}");
    }
}

//! JSON in the forms of the documentation, with invented people.

use portal::JiraServiceManagement;
use serde_json::{Value, json};

use crate::scripted::Script;

pub fn adapter() -> JiraServiceManagement {
    JiraServiceManagement::new("https://acme.example/".parse().unwrap())
}

/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-users/>
pub fn person(account: &str, kind: &str, name: &str) -> Value {
    json!({
        "self": format!("https://acme.example/rest/api/3/user?accountId={account}"), "accountId": account, "accountType": kind,
        "active": true, "displayName": name, "timeZone": "Europe/Berlin", "avatarUrls": {},
    })
}

pub fn jo() -> Value {
    let mut jo = person("qm:jo", "customer", "Jo North");
    jo["emailAddress"] = json!("jo@nordwind.example");
    jo
}

pub fn ada() -> Value {
    person("5b:ada", "atlassian", "Ada Agent")
}

/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-myself/#api-rest-api-3-myself-get>
pub fn me(zone: &str) -> Value {
    let mut me = ada();
    me["timeZone"] = json!(zone);
    me["applicationRoles"] =
        json!({"size": 1, "items": [{"key": "jira-servicedesk", "name": "Jira Service Management"}]});
    me
}

/// <https://developer.atlassian.com/cloud/jira/service-desk/rest/api-group-servicedesk/#api-rest-servicedeskapi-servicedesk-get>
pub fn desks() -> Value {
    let desk = |id: &str, project: &str, name: &str, key: &str| json!({"id": id, "projectId": project, "projectName": name, "projectKey": key, "_links": {}});
    json!({"size": 2, "start": 0, "limit": 100, "isLastPage": true, "_links": {},
        "values": [desk("10", "11001", "IT Help", "IT"), desk("11", "11002", "Presses", "PR")]})
}

/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-fields/#api-rest-api-3-field-get>
pub fn fields() -> Value {
    let custom = |number: u64, name: &str, kind: &str| {
        json!({"id": format!("customfield_{number}"), "key": format!("customfield_{number}"), "name": name, "custom": true,
            "schema": {"type": "any", "custom": format!("com.atlassian.servicedesk:{kind}"), "customId": number}})
    };
    json!([
        {"id": "summary", "name": "Summary", "custom": false, "schema": {"type": "string", "system": "summary"}},
        custom(10010, "Request Type", "vp-origin"),
        custom(10002, "Organizations", "sd-customer-organizations"),
        custom(10026, "Request participants", "sd-request-participants"),
        custom(10030, "Time to first response", "sd-sla-field"),
        custom(10050, "Severity", "select"),
        custom(10051, "Approvers", "multiuserpicker"),
        custom(10052, "Site", "textfield"),
        custom(10053, "Site", "textfield"),
        custom(10054, "Steps", "textarea"),
    ])
}

pub fn doc(text: &str) -> Value {
    json!({"type": "doc", "version": 1, "content": [{"type": "paragraph", "content": [{"type": "text", "text": text}]}]})
}

/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-get>
pub fn issue(id: u64) -> Value {
    json!({
        "id": id.to_string(), "key": format!("IT-{}", id - 10_000), "self": "https://acme.example/rest/api/3/issue/10002",
        "fields": {
            "summary": "The press stops", "description": doc("At 83 %."),
            "project": {"id": "11001", "key": "IT", "name": "IT Help"},
            "status": {"id": "10", "name": "Waiting for support", "statusCategory": {"id": 4, "key": "indeterminate", "name": "In Progress"}},
            "priority": {"id": "2", "name": "High"}, "issuetype": {"id": "3", "name": "Incident"},
            "resolution": null, "resolutiondate": null, "labels": ["hall-7", "vip"],
            "created": "2026-11-20T13:02:50.123+0100", "updated": "2026-11-20T15:32:51.900+0100",
            "reporter": jo(), "creator": jo(), "assignee": ada(), "comment": {"total": 25},
            "issuelinks": [
                {"id": "1", "type": {"name": "Dependent", "inward": "depends on", "outward": "is depended by"},
                 "outwardIssue": {"id": "10004", "key": "PR-2"}},
                {"id": "2", "type": {"name": "Blocks", "inward": "is blocked by", "outward": "blocks"},
                 "inwardIssue": {"id": "10009", "key": "IT-9"}}],
            "customfield_10010": {"requestType": {"id": "25", "name": "Report a fault"}, "currentStatus": {"status": "Open"}, "_links": {}},
            "customfield_10002": [{"id": "9", "name": "Nordwind", "_links": {"self": "https://acme.example/rest/servicedeskapi/organization/9"}}],
            "customfield_10026": [person("5b:kim", "atlassian", "Kim Colleague")],
            "customfield_10030": {"id": "1", "name": "Time to first response", "completedCycles": [],
                "ongoingCycle": {"breached": false, "paused": false, "breachTime": {"epochMillis": 1_795_267_800_000_i64, "iso8601": "2026-11-21T14:30:00+0100"}}},
            "customfield_10050": {"id": "7", "value": "Major"},
            "customfield_10051": [person("5b:bob", "atlassian", "Bob Boss")],
            "customfield_10052": "Hall 7", "customfield_10053": "Hamburg", "customfield_10054": doc("Press start."), "customfield_10099": null,
            "weather": {"fog": true},
        },
    })
}

/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comments/#api-rest-api-3-issue-issueidorkey-comment-get>
pub fn comment(id: u64, author: &Value, public: bool, at: &str) -> Value {
    json!({"id": id.to_string(), "author": author, "updateAuthor": author, "body": doc("Hello."), "created": at, "updated": at,
        "jsdPublic": public, "self": "https://acme.example/rest/api/3/issue/10010/comment/10000"})
}

pub fn comments(list: &[Value]) -> Value {
    json!({"startAt": 0, "maxResults": 100, "total": list.len(), "comments": list})
}

/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-changelog-get>
pub fn change(id: u64, at: &str, field: &str, from: &str, to: &str) -> Value {
    json!({"id": id.to_string(), "author": ada(), "created": at,
        "items": [{"field": field, "fieldtype": "jira", "fieldId": field, "from": "1", "fromString": from, "to": "2", "toString": to}]})
}

pub fn changes(list: &[Value]) -> Value {
    json!({"startAt": 0, "maxResults": 100, "total": list.len(), "isLast": true, "values": list})
}

/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/#api-rest-api-3-search-jql-get>
pub fn found(issues: &[Value], next: Option<&str>) -> Value {
    match next {
        Some(token) => json!({"issues": issues, "nextPageToken": token, "isLast": false}),
        None => json!({"issues": issues, "isLast": true}),
    }
}

/// A script in which everything about tickets can be read, each with these comments and changes.
pub fn readable(said: &[Value], changed: &[Value]) -> Script {
    Script::new()
        .on("/rest/api/3/myself", &me("Europe/Berlin"))
        .on("/rest/servicedeskapi/servicedesk?", &desks())
        .on("/rest/api/3/field", &fields())
        .on("/rest/api/3/comment/list", &json!({"values": [], "isLast": true}))
        .on("/comment?", &comments(said))
        .on("/changelog?", &changes(changed))
}

/// A script in which one ticket can be read.
pub fn known(issue: &Value, said: &[Value], changed: &[Value]) -> Script {
    readable(said, changed).on("/rest/api/3/issue/10020?", issue)
}

//! JSON in the forms of the documentation, with invented people.

use portal::Zendesk;
use serde_json::{Value, json};

use crate::scripted::Script;

pub fn adapter() -> Zendesk {
    Zendesk::new("https://acme.example/".parse().unwrap())
}

/// After the example of <https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#json-format>.
pub fn ticket(id: u64) -> Value {
    json!({
        "id": id, "url": format!("https://acme.example/api/v2/tickets/{id}.json"), "external_id": "ahg35h3jh",
        "created_at": "2026-11-20T22:55:29Z", "updated_at": "2026-11-21T10:38:52Z", "type": "incident",
        "subject": "Help, my printer is on fire!", "raw_subject": "{{dc.printer_on_fire}}",
        "description": "The fire is very colorful.", "priority": "high", "status": "open",
        "recipient": "support@acme.example", "requester_id": 20_978_392, "submitter_id": 76_872, "assignee_id": 235_323,
        "organization_id": 509_974, "group_id": 98_738, "collaborator_ids": [35_334, 234], "email_cc_ids": [35_334],
        "problem_id": null, "has_incidents": false, "due_at": null, "tags": ["other_tag", "enterprise"],
        "via": {"channel": "email", "source": {"from": {}, "to": {}, "rel": null}},
        "custom_fields": [{"id": 27_642, "value": "major"}, {"id": 27_648, "value": true}, {"id": 27_650, "value": null}],
        "satisfaction_rating": {"id": 1234, "score": "good"}, "weather": {"fog": [1]}, "generated_timestamp": 1_795_257_532,
        "slas": {"policy_metrics": [
            {"breach_at": "2026-11-21T12:30:00Z", "stage": "active", "metric": "next_reply_time", "hours": 1},
            {"breach_at": "2026-11-20T23:55:29Z", "stage": "achieved", "metric": "first_reply_time", "days": -1},
            {"breach_at": null, "stage": "paused", "metric": "pausable_update_time"},
        ]},
    })
}

/// After <https://developer.zendesk.com/api-reference/ticketing/users/users/>.
pub fn users() -> Value {
    json!([
        {"id": 20_978_392, "name": "Johnny Agnew", "email": "johnny@nordwind.example", "role": "end-user", "organization_id": 509_974},
        {"id": 235_323, "name": "Roger Wilco", "email": "roger@acme.example", "role": "agent", "organization_id": null},
        {"id": 76_872, "name": "Ann Admin", "email": "ann@acme.example", "role": "admin", "organization_id": null},
        {"id": 35_334, "name": "Cora Copied", "email": "cora@home.example", "role": "end-user", "organization_id": null},
        {"id": 40, "name": "Colin Colleague", "email": "colin@nordwind.example", "role": "end-user", "organization_id": 509_974},
        {"id": 50, "name": "Olga Outside", "email": "olga@supplier.example", "role": "end-user", "organization_id": 7},
        {"id": 60, "name": "Nobody Known", "email": "x@home.example", "role": "end-user", "organization_id": null},
    ])
}

pub fn fields() -> Value {
    json!({"ticket_fields": [
        {"id": 1, "type": "subject", "title": "Subject"},
        {"id": 27_642, "type": "tagger", "title": "Severity"},
        {"id": 27_648, "type": "checkbox", "title": "Production down"},
        {"id": 27_650, "type": "multiselect", "title": "Sites"},
        {"id": 27_651, "type": "integer", "title": "Site"},
        {"id": 27_652, "type": "text", "title": "Site"},
        {"id": 27_653, "type": "text", "title": "Product Version"},
    ], "meta": {"has_more": false}})
}

pub fn groups() -> Value {
    json!({"groups": [{"id": 98_738, "name": "Second level"}, {"id": 98_739, "name": "First level"}]})
}

pub fn show(tickets: &[Value]) -> Value {
    json!({
        "tickets": tickets, "users": users(), "groups": [{"id": 98_738, "name": "Second level"}],
        "organizations": [{"id": 509_974, "name": "Nordwind"}],
    })
}

/// After <https://developer.zendesk.com/documentation/ticketing/reference-guides/ticket-audit-events-reference/>.
pub fn audit(id: u64, at: &str, author: i64, events: &[Value]) -> Value {
    json!({
        "id": id, "ticket_id": 35_436, "created_at": at, "author_id": author, "via": {"channel": "web"},
        "metadata": {"custom": {"time_spent": "3m22s"}, "system": {"ip_address": "184.106.40.75"}}, "events": events,
    })
}

pub fn create(id: u64, field: &str, value: &Value) -> Value {
    json!({"id": id, "type": "Create", "field_name": field, "value": value})
}

pub fn change(id: u64, field: &str, from: &Value, to: &Value) -> Value {
    json!({"id": id, "type": "Change", "field_name": field, "previous_value": from, "value": to})
}

pub fn comment(id: u64, public: bool, text: &str) -> Value {
    let html = format!("<p>{text}</p>");
    json!({"id": id, "type": "Comment", "public": public, "body": text, "html_body": html, "attachments": []})
}

pub fn audits(audits: &[Value]) -> Value {
    json!({"audits": audits, "meta": {"has_more": false, "after_cursor": null}, "links": {}})
}

/// A ticket as it began: open, for the first level, not severe.
pub fn first(requester: i64) -> Value {
    let events = [
        create(1, "status", &json!("new")),
        create(2, "priority", &json!("normal")),
        create(3, "group_id", &json!("98739")),
        create(4, "27642", &json!("minor")),
        create(5, "tags", &json!(["enterprise"])),
        comment(6, true, "The fire is very colorful."),
        json!({"id": 7, "type": "Notification", "subject": "[Request received]", "body": "x"}),
        json!({"id": 8, "type": "Dance", "steps": 3}),
    ];
    audit(100, "2026-11-20T22:55:29Z", requester, &events)
}

/// Everything about ticket 35436 with these audits.
pub fn known(ticket: &Value, history: &[Value]) -> Script {
    Script::new()
        .on("/tickets/show_many", &show(std::slice::from_ref(ticket)))
        .on("/ticket_fields", &fields())
        .on("/groups", &groups())
        .on("/audits", &audits(history))
        .on("/users/show_many", &json!({"users": []}))
}

/// A script in which every ticket has a history.
pub fn readable() -> Script {
    Script::new().on("/audits", &audits(&[first(20_978_392)]))
}

/// A page of a search.
pub fn found(tickets: &[Value], next: Option<&str>) -> Value {
    json!({"results": tickets, "meta": {"has_more": next.is_some(), "after_cursor": next}, "links": {}})
}

/// A page of the export.
pub fn exported(tickets: &[Value], cursor: &str, end: bool) -> Value {
    json!({"tickets": tickets, "after_cursor": cursor, "after_url": "x", "before_cursor": null, "end_of_stream": end})
}

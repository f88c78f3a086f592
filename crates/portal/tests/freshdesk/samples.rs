//! JSON in the forms of <https://developers.freshdesk.com/api/>, with invented people.

use portal::Freshdesk;
use serde_json::{Value, json};

use crate::scripted::Script;

pub fn adapter() -> Freshdesk {
    Freshdesk::new("https://acme.example/".parse().unwrap())
}

pub fn ticket(id: u64) -> Value {
    json!({
        "id": id, "subject": "Please help", "status": 2, "priority": 3, "source": 1, "type": "Incident", "spam": false,
        "requester_id": 5, "responder_id": 32, "group_id": 2, "company_id": 9, "product_id": 1, "email_config_id": null,
        "cc_emails": ["Cora <cora@home.example>"], "fwd_emails": [], "to_emails": null, "tags": ["on site", "vip"],
        "created_at": "2026-11-20T12:02:50Z", "updated_at": "2026-11-21T12:02:51+05:30", "due_by": "2026-11-23T11:30:00Z",
        "fr_due_by": "2026-11-21T11:30:00Z", "nr_due_by": null, "fr_escalated": true, "is_escalated": false,
        "association_type": null, "description": "<div>Not given.</div>", "description_text": "Not given.",
        "custom_fields": {"cf_severity": "major", "cf_down": true, "cf_empty": null},
        "requester": {"id": 5, "name": "Jo North", "email": "jo@nordwind.example", "mobile": null, "phone": null},
        "stats": {"closed_at": null, "resolved_at": null, "first_responded_at": "2026-11-20T13:00:00Z"}, "weather": ["fog"],
    })
}

/// Documented example of the list of fields, shortened.
pub fn fields() -> Value {
    json!([
        {"id": 4, "name": "source", "label": "Source", "type": "default_source", "choices": {"Email": 1, "Portal": 2, "Phone": 3}},
        {"id": 5, "name": "status", "label": "Status", "type": "default_status", "choices": {
            "2": ["Open", "Being Processed"], "3": ["Pending", "Awaiting your Reply"], "4": ["Resolved", "x"],
            "5": ["Closed", "x"], "8": ["Waiting for parts", "x"]}},
        {"id": 6, "name": "priority", "label": "Priority", "type": "default_priority",
         "choices": {"Low": 1, "Medium": 2, "High": 3, "Urgent": 4}},
        {"id": 7, "name": "group", "label": "Group", "type": "default_group", "choices": {"Second level": 2, "First level": 3}},
        {"id": 8, "name": "agent", "label": "Agent", "type": "default_agent", "choices": {"Super Man": 32, "Rt": 31}},
        {"id": 9, "name": "product", "label": "Product", "type": "default_product", "choices": {"Press": 1}},
        {"id": 18, "name": "cf_severity", "label": "Severity", "type": "custom_dropdown", "choices": ["minor", "major"]},
        {"id": 19, "name": "cf_rating", "label": "Rating", "type": "custom_decimal"},
        {"id": 20, "name": "cf_site", "label": "Site", "type": "custom_number"},
        {"id": 21, "name": "cf_down", "label": "Down", "type": "custom_checkbox"},
    ])
}

pub fn message(id: u64, user: u64, incoming: bool, private: bool, at: &str) -> Value {
    json!({
        "body_text": format!("text {id}"), "body": format!("<div>text {id}</div>"), "id": id, "incoming": incoming,
        "private": private, "user_id": user, "support_email": null, "source": 2, "category": 1, "ticket_id": 20,
        "to_emails": [], "created_at": at, "updated_at": at, "attachments": [], "last_edited_at": null,
    })
}

/// Ticket 20 with these messages.
pub fn known(ticket: &Value, said: &[Value]) -> Script {
    readable(said).on("/tickets/20?", ticket)
}

/// A script in which names and messages can be read.
pub fn readable(said: &[Value]) -> Script {
    Script::new()
        .on("/ticket_fields", &fields())
        .on("/conversations", &Value::from(said.to_vec()))
        .on("/companies/9", &json!({"id": 9, "name": "Nordwind", "domains": []}))
        .on(
            "/contacts/40",
            &json!({"id": 40, "name": "Colin Colleague", "email": "colin@nordwind.example", "company_id": 9}),
        )
        .on(
            "/contacts/41",
            &json!({"id": 41, "name": "Cora Copied", "email": "cora@home.example", "company_id": null}),
        )
        .on(
            "/contacts/50",
            &json!({"id": 50, "name": "Olga Outside", "email": "olga@supplier.example", "company_id": 7,
            "other_companies": [{"company_id": 8}]}),
        )
        .on(
            "/contacts/51",
            &json!({"id": 51, "name": "Kim Both", "email": "kim@x.example", "company_id": 7,
            "other_companies": [{"company_id": 9}]}),
        )
}

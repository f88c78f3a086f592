//! JSON in the forms of <https://docs.zammad.org/en/latest/api/intro.html>, with invented people.

use portal::Zammad;
use serde_json::{Value, json};

use crate::scripted::Script;

pub fn adapter() -> Zammad {
    Zammad::new("https://help.example/".parse().unwrap())
}

/// A ticket with names, as in <https://docs.zammad.org/en/latest/api/intro.html#response-payloads-expand>, with two
/// attributes of the company's own.
pub fn ticket(id: u64) -> Value {
    let mut ticket = json!({
        "id": id, "group_id": 1, "priority_id": 3, "state_id": 2, "organization_id": 3, "number": format!("5300{id}"),
        "title": "Restore stops", "owner_id": 3, "customer_id": 7, "note": null, "first_response_at": null,
        "first_response_escalation_at": "2026-11-21T14:00:00.000Z", "first_response_in_min": null,
        "first_response_diff_in_min": null, "close_at": null, "close_escalation_at": "2026-11-23T09:00:00.000Z",
        "close_in_min": null, "close_diff_in_min": null, "update_escalation_at": null, "update_in_min": null,
        "update_diff_in_min": null, "last_close_at": null, "last_contact_at": "2026-11-20T12:02:50.510Z",
        "last_contact_agent_at": null, "last_contact_customer_at": "2026-11-20T12:02:50.510Z",
        "last_owner_update_at": null, "create_article_type_id": 1, "create_article_sender_id": 2, "article_count": 2,
        "escalation_at": "2026-11-21T14:00:00.000Z", "pending_time": null, "type": null, "time_unit": null,
    });
    let names = json!({
        "preferences": {}, "updated_by_id": 4, "created_by_id": 7, "created_at": "2026-11-20T12:02:50.255Z",
        "updated_at": "2026-11-21T06:32:51.554Z", "checklist_id": null, "referencing_checklist_ids": [],
        "article_ids": [5, 4], "ticket_time_accounting_ids": [], "ai_stored_result_ids": [],
        "referencing_checklists": [], "group": "Second level", "organization": "Nordwind", "ticket_time_accounting": [],
        "state": "open", "priority": "3 high", "owner": "emma@help.example", "customer": "jo@nordwind.example",
        "created_by": "jo@nordwind.example", "updated_by": "max@help.example", "create_article_type": "email",
        "create_article_sender": "Customer", "ai_stored_results": [], "product": "Archive", "site_down": true,
    });
    ticket.as_object_mut().unwrap().extend(names.as_object().unwrap().clone());
    ticket
}

/// <https://docs.zammad.org/en/latest/api/ticket/articles.html#list-articles-by-ticket>
pub fn article(id: u64, sender: &str, by: u64, at: &str) -> Value {
    json!({
        "id": id, "ticket_id": 20, "type_id": 1, "sender_id": 2, "from": "Jo North <jo@nordwind.example>",
        "to": "help@help.example", "cc": null, "subject": null, "reply_to": null, "message_id": null,
        "message_id_md5": null, "in_reply_to": null, "content_type": "text/plain", "references": null,
        "body": format!("text {id}"), "internal": false, "preferences": {}, "updated_by_id": by, "created_by_id": by,
        "origin_by_id": null, "created_at": at, "updated_at": at, "attachments": [], "type": "email", "sender": sender,
        "created_by": "x@y.example", "updated_by": "x@y.example", "time_unit": null,
    })
}

pub fn user(id: u64, first: &str, last: &str, email: &str, organization: Option<u64>) -> Value {
    json!({
        "id": id, "organization_id": organization, "login": email, "firstname": first, "lastname": last,
        "email": email, "active": true, "note": "", "role_ids": [3], "organization_ids": [], "group_ids": {},
    })
}

fn people() -> Value {
    json!({
        "1": user(1, "-", "", "", None),
        "3": user(3, "Emma", "Taylor", "emma@help.example", Some(2)),
        "4": user(4, "Max", "Weber", "max@help.example", Some(2)),
        "7": user(7, "Jo", "North", "jo@nordwind.example", Some(3)),
    })
}

/// What the portal's source gives (`HasHistory#history_get`): entries, and the people in them.
pub fn past(entries: &[Value]) -> Value {
    let mut all = vec![entry(100, "created", 7, "2026-11-20T12:02:50.255Z", &json!({}))];
    all.extend_from_slice(entries);
    json!({"history": all, "assets": {"User": people(), "Ticket": {}}})
}

/// One entry, with these further members.
pub fn entry(id: u64, kind: &str, by: u64, at: &str, more: &Value) -> Value {
    let mut entry = json!({
        "id": id, "o_id": 20, "object": "Ticket", "type": kind, "created_at": at, "created_by_id": by,
    });
    entry.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    entry
}

/// A change of a field.
pub fn changed(id: u64, attribute: &str, from: (&str, u64), to: (&str, u64), by: u64, at: &str) -> Value {
    let more = json!({
        "attribute": attribute, "value_from": from.0, "value_to": to.0, "id_from": from.1, "id_to": to.1,
    });
    entry(id, "updated", by, at, &more)
}

/// A script in which what belongs to a ticket can be read.
pub fn readable(said: &[Value], entries: &[Value]) -> Script {
    Script::new()
        .on("/ticket_articles/by_ticket/", &Value::from(said.to_vec()))
        .on("/ticket_history/", &past(entries))
        .on("/tags?", &json!({"tags": ["on site", "vip"]}))
        .on("/users/40", &user(40, "Colin", "Colleague", "colin@nordwind.example", Some(3)))
        .on("/users/41", &user(41, "Cora", "Copied", "cora@home.example", None))
        .on("/users/50", &user(50, "Olga", "Outside", "olga@supplier.example", Some(9)))
        .on(
            "/users/51",
            &json!({
                "id": 51, "organization_id": 9, "organization_ids": [3], "login": "kim", "firstname": "Kim",
                "lastname": "Both", "email": "kim@x.example",
            }),
        )
}

/// Ticket 20 with these messages and this past.
pub fn known(ticket: &Value, said: &[Value], entries: &[Value]) -> Script {
    readable(said, entries).on("/tickets/20?", ticket)
}

/// <https://docs.zammad.org/en/latest/api/ticket/states.html>, with one of the company's own, with and without names.
pub fn states() -> Value {
    let state = |id: u64, kind: u64, name: &str, active: bool| {
        json!({"id": id, "state_type_id": kind, "name": name, "next_state_id": null, "ignore_escalation": kind > 2,
            "active": active})
    };
    json!([
        state(1, 1, "new", true),
        state(2, 2, "open", true),
        state(3, 3, "pending reminder", true),
        state(4, 5, "closed", true),
        state(5, 6, "merged", true),
        state(6, 7, "removed", false),
        state(7, 4, "pending close", true),
        {"id": 8, "name": "waiting for parts", "state_type_id": 99, "state_type": "pending reminder", "active": true},
    ])
}

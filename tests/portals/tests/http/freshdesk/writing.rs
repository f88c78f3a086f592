//! Sections `#create_ticket`, `#update_ticket`, `#reply_ticket`, `#add_note_to_a_ticket`, `#merge_tickets`.

use fakes::Deed;
use serde_json::{Value, json};

use super::{Account, refused};

#[tokio::test]
async fn the_example_of_the_documentation_creates_a_ticket() {
    let account = Account::open();
    let body = json!({
        "description": "Details about the issue...",
        "subject": "Support Needed...",
        "email": "tom@outerspace.com",
        "priority": 1,
        "status": 2,
        "cc_emails": ["ram@freshdesk.com", "diana@freshdesk.com"],
    });
    let reply = account.agent.post("/api/v2/tickets", &body).await;
    assert_eq!(reply.status, 201);
    for (member, value) in [
        ("subject", json!("Support Needed...")),
        ("description_text", json!("Details about the issue...")),
        ("priority", json!(1)),
        ("status", json!(2)),
        ("spam", json!(false)),
        ("created_at", json!("2026-11-21T12:00:00Z")),
    ] {
        assert_eq!(reply.body[member], value, "{member}");
    }
    let contact = account.agent.get(&format!("/api/v2/contacts/{}", reply.body["requester_id"])).await;
    assert_eq!(contact.body["email"], "tom@outerspace.com");
}

#[tokio::test]
async fn there_is_no_key_so_that_twice_is_twice() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    let create = json!({ "subject": "Once", "description": "Once", "email": "jo@acme.test" });
    let (reply, note) = (json!({ "body": "Once." }), json!({ "body": "A note." }));
    for _ in 0..2 {
        for (target, body) in [
            ("/api/v2/tickets".to_owned(), &create),
            (format!("/api/v2/tickets/{ticket}/reply"), &reply),
            (format!("/api/v2/tickets/{ticket}/notes"), &note),
        ] {
            let headers = [("Idempotency-Key", "k")];
            assert_eq!(account.agent.send("POST", &target, body, &headers).await.unwrap().status, 201);
        }
    }
    for (deed, part) in [(Deed::Created, "Once"), (Deed::Replied, "Once."), (Deed::Noted, "A note.")] {
        assert_eq!(account.portal.count(deed, part), 2, "{deed:?}");
    }
}

#[tokio::test]
async fn preconditions_change_nothing() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    account.clock.pass(60);
    let ben = account.portal.other_agent().id;
    assert!(account.portal.agent_changes(ticket, ben, &json!({ "priority": 4 })));
    let headers = [("If-Match", "\"old\""), ("If-Unmodified-Since", "Sat, 21 Nov 2026 12:00:00 GMT")];
    let target = format!("/api/v2/tickets/{ticket}");
    let reply = account.agent.send("PUT", &target, &json!({ "priority": 2 }), &headers).await.unwrap();
    assert_eq!((reply.status, &reply.body["priority"]), (200, &json!(2)));
}

#[tokio::test]
async fn replies_and_notes_are_conversations_and_the_description_is_none() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    let target = format!("/api/v2/tickets/{ticket}");
    for (path, body, private, source) in [
        ("reply", json!({ "body": "We are working on this." }), false, 0),
        ("notes", json!({ "body": "Hi tom, Still Angry" }), true, 2),
        ("notes", json!({ "body": "In public", "private": false }), false, 2),
    ] {
        let reply = account.agent.post(&format!("{target}/{path}"), &body).await;
        assert_eq!(reply.status, 201, "{body}");
        assert_eq!(reply.body["body_text"], body["body"]);
        assert_eq!(
            (&reply.body["private"], &reply.body["source"]),
            (&json!(private), &json!(source)),
            "{body}"
        );
        assert_eq!(reply.body["user_id"], account.portal.agent().id);
    }
    assert!(account.portal.customer_writes(ticket, "Thanks <b>"));
    let all = account.agent.get(&format!("{target}/conversations")).await;
    let incoming: Vec<&Value> =
        all.body.as_array().unwrap().iter().map(|conversation| &conversation["incoming"]).collect();
    assert_eq!(incoming, [false, false, false, true]);
    assert_eq!(all.body[3]["body_text"], "Thanks <b>");
    let one = account.agent.get(&format!("{target}?include=conversations,company")).await;
    assert_eq!(one.body["conversations"].as_array().unwrap().len(), 4);
    assert_eq!(one.body["company"]["name"], "ACME Werke");
}

#[tokio::test]
async fn stats_follow_the_status_and_the_messages() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    let ben = account.portal.other_agent().id;
    let stats = async |member: &str| {
        let reply = account.agent.get(&format!("/api/v2/tickets/{ticket}?include=stats")).await;
        reply.body["stats"][member].clone()
    };
    let minute = |n: u32| json!(format!("2026-11-21T12:{n:02}:00Z"));
    account.clock.pass(60);
    assert!(account.portal.agent_changes(ticket, ben, &json!({ "status": 3 })));
    assert_eq!(stats("pending_since").await, minute(1));
    account.clock.pass(60);
    assert!(account.portal.customer_writes(ticket, "Hello?"));
    assert_eq!(account.portal.ticket(ticket)["status"], 2, "the customer opens it again");
    assert_eq!(
        (stats("requester_responded_at").await, stats("pending_since").await),
        (minute(2), Value::Null)
    );
    account.clock.pass(60);
    assert!(account.portal.agent_writes(ticket, ben, "So.", false));
    assert_eq!(stats("first_responded_at").await, Value::Null, "a note is no answer");
    assert!(account.portal.agent_writes(ticket, ben, "So.", true));
    account.clock.pass(60);
    assert!(account.portal.agent_changes(ticket, ben, &json!({ "status": 5 })));
    assert_eq!((stats("resolved_at").await, stats("closed_at").await), (minute(4), minute(4)));
    assert_eq!((stats("first_responded_at").await, stats("status_updated_at").await), (minute(3), minute(4)));
    account.clock.pass(60);
    assert!(account.portal.agent_changes(ticket, ben, &json!({ "status": 2 })));
    assert_eq!((stats("reopened_at").await, stats("closed_at").await), (minute(5), Value::Null));
}

#[tokio::test]
async fn what_is_not_valid_is_refused_and_nothing_is_done() {
    let account = Account::open();
    account.portal.add_status(6, "Waiting on Customer");
    let ticket = account.ticket("Printer");
    let target = format!("/api/v2/tickets/{ticket}");
    let before = account.portal.effects().len();
    for (name, method, path, body, field, code) in [
        ("an unknown status", "PUT", "", json!({ "status": 7 }), "status", "invalid_value"),
        ("a status as text", "PUT", "", json!({ "status": "2" }), "status", "datatype_mismatch"),
        ("an unknown priority", "PUT", "", json!({ "priority": 5 }), "priority", "invalid_value"),
        ("an unknown agent", "PUT", "", json!({ "responder_id": 1 }), "responder_id", "invalid_value"),
        ("an unknown field", "PUT", "", json!({ "safe_update": true }), "safe_update", "invalid_field"),
        ("no text", "POST", "/reply", json!({}), "body", "missing_field"),
        (
            "an unknown field of a note",
            "POST",
            "/notes",
            json!({ "body": "x", "key": 1 }),
            "key",
            "invalid_field",
        ),
        (
            "a time that is none",
            "POST",
            "/time_entries",
            json!({ "time_spent": "90" }),
            "time_spent",
            "invalid_value",
        ),
    ] {
        let reply = account.agent.send(method, &format!("{target}{path}"), &body, &[]).await.unwrap();
        assert_eq!(refused(&reply), (400, json!(field), json!(code)), "{name}");
    }
    assert_eq!(account.agent.put(&target, &json!([])).await.body["code"], "invalid_json");
    assert_eq!(account.agent.put("/api/v2/tickets/99", &json!({ "status": 2 })).await.status, 404);
    assert_eq!(account.portal.effects().len(), before);
    assert_eq!(account.agent.put(&target, &json!({ "status": 6 })).await.status, 200, "the account's own");
}

#[tokio::test]
async fn each_change_is_one_effect() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    let ben = account.portal.other_agent().id;
    let body = json!({
        "status": 4, "priority": 3, "responder_id": ben, "tags": ["vip"], "type": "Incident",
        "custom_fields": { "cf_version": "3.8" }, "subject": "Printer",
    });
    account.clock.pass(60);
    assert_eq!(account.agent.put(&format!("/api/v2/tickets/{ticket}"), &body).await.status, 200);
    let told: Vec<String> =
        account.portal.effects_of_requests().iter().map(|effect| effect.detail.clone()).collect();
    let assigned = format!("responder_id: null -> {ben}");
    let expected = [
        assigned.as_str(),
        "priority: 1 -> 3",
        "type: null -> \"Incident\"",
        "cf_version: null -> \"3.8\"",
        "vip",
        "status: 2 -> 4",
    ];
    assert_eq!(told, expected);
    let now = account.portal.ticket(ticket);
    assert_eq!((&now["updated_at"], &now["tags"]), (&json!("2026-11-21T12:01:00Z"), &json!(["vip"])));
}

#[tokio::test]
async fn time_is_logged() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    let target = format!("/api/v2/tickets/{ticket}/time_entries");
    let reply = account.agent.post(&target, &json!({ "time_spent": "01:30", "note": "on the phone" })).await;
    assert_eq!((reply.status, &reply.body["time_spent"]), (201, &json!("01:30")));
    assert_eq!(account.agent.get(&target).await.body[0]["note"], "on the phone");
    assert_eq!(account.portal.count(Deed::TimeLogged, "01:30 on the phone"), 1);
}

#[tokio::test]
async fn a_merge_closes_the_secondary_tickets() {
    let account = Account::open();
    let (primary, secondary) = (account.ticket("Printer"), account.ticket("Printer again"));
    assert!(account.portal.customer_writes(secondary, "Hello?"));
    let body = json!({ "primary_id": primary, "ticket_ids": [secondary] });
    assert_eq!(account.agent.put("/api/v2/tickets/merge", &body).await.status, 200);
    let (kept, closed) = (account.portal.ticket(primary), account.portal.ticket(secondary));
    assert_eq!((&kept["status"], &closed["status"]), (&json!(2), &json!(5)));
    let texts: Vec<&Value> =
        kept["conversations"].as_array().unwrap().iter().map(|one| &one["body_text"]).collect();
    assert_eq!(texts[0], "Hello?");
    assert_eq!(account.portal.count(Deed::Merged, &format!("into {primary}")), 1);
    for body in
        [json!({ "primary_id": 99, "ticket_ids": [1] }), json!({ "primary_id": 1, "ticket_ids": [1] })]
    {
        assert_eq!(account.agent.put("/api/v2/tickets/merge", &body).await.status, 400, "{body}");
    }
}

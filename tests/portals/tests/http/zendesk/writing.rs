//! Page `creating-and-updating-tickets` and the rules of article 4408894213018.

use fakes::Deed;
use serde_json::{Value, json};

use super::Account;

#[tokio::test]
async fn the_example_of_the_documentation_creates_a_ticket() {
    let account = Account::open();
    let body = json!({ "ticket": {
        "comment": { "body": "The smoke is very colorful." },
        "priority": "urgent",
        "subject": "My printer is on fire!",
    } });
    let reply = account.agent.post("/api/v2/tickets.json", &body).await;
    assert_eq!(reply.status, 201);
    let ticket = &reply.body["ticket"];
    assert_eq!(reply.header("location"), ticket["url"]);
    for (member, value) in [
        ("subject", json!("My printer is on fire!")),
        ("description", json!("The smoke is very colorful.")),
        ("priority", json!("urgent")),
        ("status", json!("new")),
        ("requester_id", json!(account.portal.agent().id)),
        ("created_at", json!("2026-11-21T12:00:00Z")),
    ] {
        assert_eq!(ticket[member], value, "{member}");
    }
    let kinds: Vec<&Value> =
        reply.body["audit"]["events"].as_array().unwrap().iter().map(|event| &event["type"]).collect();
    assert_eq!(kinds, ["Comment", "Create", "Create", "Create"]);
    assert_eq!(account.portal.count(Deed::Created, "My printer is on fire!"), 1);
}

#[tokio::test]
async fn a_new_requester_is_made_once() {
    let account = Account::open();
    let body = json!({ "ticket": {
        "comment": { "body": "Help" }, "requester": { "name": "The Customer", "email": "customer@x.test" }
    } });
    let first = account.agent.post("/api/v2/tickets", &body).await.body["ticket"]["requester_id"].clone();
    let second = account.agent.post("/api/v2/tickets", &body).await.body["ticket"]["requester_id"].clone();
    assert_eq!(first, second);
    let user = account.agent.get(&format!("/api/v2/users/{first}")).await;
    assert_eq!(user.body["user"]["name"], "The Customer");
}

#[tokio::test]
async fn a_key_creates_one_ticket_in_two_hours() {
    let account = Account::open();
    let body = json!({ "ticket": { "subject": "Printer offline", "comment": { "body": "It is offline." } } });
    let other = json!({ "ticket": { "subject": "Scanner", "comment": { "body": "It is offline." } } });
    let long = "k".repeat(256);
    let mut first = Value::Null;
    for (name, wait, key, body, status, lookup, tickets) in [
        ("the first time", 0, "12345", &body, 201, "miss", 1),
        ("again", 60, "12345", &body, 201, "hit", 1),
        ("with another body", 0, "12345", &other, 400, "", 1),
        ("with another key", 0, "12346", &other, 201, "miss", 2),
        ("with too long a key", 0, long.as_str(), &body, 400, "", 2),
        ("just before two hours", 7139, "12345", &body, 201, "hit", 2),
        ("after two hours", 1, "12345", &body, 201, "miss", 3),
    ] {
        account.clock.pass(wait);
        let headers = [("Idempotency-Key", key)];
        let reply = account.agent.send("POST", "/api/v2/tickets", body, &headers).await.unwrap();
        assert_eq!((reply.status, reply.header("x-idempotency-lookup")), (status, lookup), "{name}");
        assert_eq!(account.portal.count(Deed::Created, ""), tickets, "{name}");
        if name == "the first time" {
            first = reply.body;
        } else if lookup == "hit" {
            assert_eq!(reply.body, first, "{name}: the same answer");
        } else if status == 400 && key == "12345" {
            assert_eq!(reply.body["error"], "IdempotentRequestError", "{name}");
        }
    }
}

#[tokio::test]
async fn updates_take_no_notice_of_a_key() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    let body = json!({ "ticket": { "comment": { "body": "Twice." } } });
    for _ in 0..2 {
        let target = format!("/api/v2/tickets/{ticket}");
        let reply = account.agent.send("PUT", &target, &body, &[("Idempotency-Key", "k")]).await.unwrap();
        assert_eq!((reply.status, reply.header("x-idempotency-lookup")), (200, ""));
    }
    assert_eq!(account.portal.count(Deed::Replied, "Twice."), 2);
}

#[tokio::test]
async fn a_stamp_protects_against_collisions() {
    let (old, new) = ("2026-11-21T12:00:00Z", "2026-11-21T12:01:00Z");
    for (name, guard, status) in [
        ("no guard", json!({}), 200),
        ("true with the old stamp", json!({ "safe_update": true, "updated_stamp": old }), 409),
        ("true with the new stamp", json!({ "safe_update": true, "updated_stamp": new }), 200),
        ("false is as good as true", json!({ "safe_update": false, "updated_stamp": old }), 409),
        ("text is as good as true", json!({ "safe_update": "true", "updated_stamp": old }), 409),
        ("a stamp alone does nothing", json!({ "updated_stamp": old }), 200),
        ("a stamp that is none matches nothing", json!({ "safe_update": true, "updated_stamp": "now" }), 409),
        ("a guard without a stamp does nothing", json!({ "safe_update": true }), 200),
        (
            "the new stamp with another offset",
            json!({ "safe_update": true, "updated_stamp": "2026-11-21T13:01:00+01:00" }),
            200,
        ),
    ] {
        let account = Account::open();
        let ticket = account.ticket("Printer");
        account.clock.pass(60);
        assert!(account.portal.customer_writes(ticket, "Hello?"));
        account.clock.pass(60);
        let mut fields = json!({ "comment": { "body": "Reply." } });
        fields.as_object_mut().unwrap().extend(guard.as_object().unwrap().clone());
        let target = format!("/api/v2/tickets/{ticket}");
        let reply = account.agent.put(&target, &json!({ "ticket": fields })).await;
        assert_eq!(reply.status, status, "{name}");
        assert_eq!(account.portal.count(Deed::Replied, "Reply."), usize::from(status == 200), "{name}");
        if status == 409 {
            assert_eq!(reply.body["error"], "UpdateConflict", "{name}");
        }
    }
}

#[tokio::test]
async fn metadata_is_found_in_the_audit() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    let body = json!({ "ticket": {
        "metadata": { "time_spent": "4m", "account": "integrations" },
        "comment": { "body": "Please press play on tape now" },
        "status": "pending",
    } });
    let reply = account.agent.put(&format!("/api/v2/tickets/{ticket}.json"), &body).await;
    assert_eq!(reply.body["audit"]["metadata"]["custom"]["time_spent"], "4m");
    let audits = account.agent.get(&format!("/api/v2/tickets/{ticket}/audits")).await;
    assert_eq!(audits.body["count"], 2);
    assert_eq!(audits.body["audits"][0]["metadata"]["custom"], json!({}), "none was given");
    let last = &audits.body["audits"][1];
    assert_eq!(last["metadata"]["custom"]["account"], "integrations");
    assert_eq!(last, &reply.body["audit"]);
    let one = account.agent.get(&format!("/api/v2/tickets/{ticket}/audits/{}", last["id"])).await;
    assert_eq!(&one.body["audit"], last);
}

#[tokio::test]
async fn comments_are_public_unless_said_otherwise() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    for (comment, public, plain, html) in [
        (json!({ "body": "a <b>" }), true, "a <b>", "<p dir=\"auto\">a &lt;b&gt;</p>"),
        (json!({ "body": "x", "public": false }), false, "x", "<p dir=\"auto\">x</p>"),
        (json!({ "html_body": "<b>bold</b> word" }), true, "bold word", "<b>bold</b> word"),
    ] {
        let body = json!({ "ticket": { "comment": comment } });
        account.agent.put(&format!("/api/v2/tickets/{ticket}"), &body).await;
        let reply = account.agent.get(&format!("/api/v2/tickets/{ticket}/comments?sort_order=desc")).await;
        let last = &reply.body["comments"][0];
        assert_eq!((&last["public"], &last["plain_body"]), (&json!(public), &json!(plain)), "{comment}");
        assert!(last["html_body"].as_str().unwrap().contains(html), "{comment}: {}", last["html_body"]);
    }
}

#[tokio::test]
async fn the_status_follows_the_portals_own_rules() {
    let account = Account::open();
    let ben = account.portal.agent().id;
    for (name, first, then, status) in [
        ("an assigned new ticket is open", json!({}), json!({ "assignee_id": ben }), "open"),
        ("it can be assigned and held", json!({}), json!({ "assignee_id": ben, "status": "hold" }), "hold"),
        ("whoever solves it, has it", json!({}), json!({ "status": "solved" }), "solved"),
        ("it is never new again", json!({ "status": "open" }), json!({ "status": "new" }), "open"),
    ] {
        let ticket = account.ticket("Printer");
        assert!(account.portal.agent_changes(ticket, ben, &first), "{name}");
        account.agent.put(&format!("/api/v2/tickets/{ticket}"), &json!({ "ticket": then })).await;
        let now = account.portal.ticket(ticket);
        assert_eq!(now["status"], status, "{name}");
        assert_eq!(now["assignee_id"].is_null(), status == "open" && first != json!({}), "{name}");
    }
    for status in ["pending", "hold", "solved"] {
        let ticket = account.ticket("Printer");
        assert!(account.portal.agent_changes(ticket, ben, &json!({ "status": status })));
        assert!(account.portal.customer_writes(ticket, "Hello?"));
        assert_eq!(account.portal.ticket(ticket)["status"], "open", "a customer wakes {status}");
    }
}

#[tokio::test]
async fn what_is_not_valid_is_refused_and_nothing_is_done() {
    let account = Account::open();
    let (open, closed) = (account.ticket("Printer"), account.ticket("Copier"));
    let ben = account.portal.agent().id;
    assert!(account.portal.agent_changes(closed, ben, &json!({ "status": "closed" })));
    let before = account.portal.effects().len();
    for (name, ticket, fields, status, error) in [
        ("an unknown status", open, json!({ "status": "waiting" }), 422, "RecordInvalid"),
        ("an unknown priority", open, json!({ "priority": "blocker" }), 422, "RecordInvalid"),
        (
            "a customer as the assignee",
            open,
            json!({ "assignee_id": account.customer }),
            422,
            "RecordInvalid",
        ),
        ("an assignee as text", open, json!({ "assignee_id": "101" }), 422, "RecordInvalid"),
        ("an unknown group", open, json!({ "group_id": 1 }), 422, "RecordInvalid"),
        (
            "an unknown file",
            open,
            json!({ "comment": { "body": "x", "uploads": ["?"] } }),
            422,
            "RecordInvalid",
        ),
        ("a closed ticket", closed, json!({ "comment": { "body": "x" } }), 422, "RecordInvalid"),
        ("a closed ticket's tags", closed, json!({ "tags": ["x"] }), 422, "RecordInvalid"),
        ("no such ticket", 99, json!({ "status": "open" }), 404, "RecordNotFound"),
    ] {
        let reply =
            account.agent.put(&format!("/api/v2/tickets/{ticket}"), &json!({ "ticket": fields })).await;
        assert_eq!((reply.status, &reply.body["error"]), (status, &json!(error)), "{name}");
    }
    let empty = account.agent.post("/api/v2/tickets", &json!({ "ticket": { "subject": "x" } })).await;
    assert_eq!(empty.status, 422, "a ticket without a comment");
    let comment = json!({ "body": "x", "uploads": ["?"] });
    let without_file =
        account.agent.post("/api/v2/tickets", &json!({ "ticket": { "comment": comment } })).await;
    assert_eq!(without_file.status, 422, "a ticket with an unknown file");
    assert!(!account.portal.customer_writes(closed, "Hello?"));
    assert_eq!(account.portal.effects().len(), before);
}

#[tokio::test]
async fn a_file_is_uploaded_and_comes_with_its_comment() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    let upload = account.agent.post("/api/v2/uploads?filename=log.json", &json!([1, 2])).await;
    assert_eq!(upload.status, 201);
    let comment = json!({ "body": "The log.", "uploads": [upload.body["upload"]["token"]] });
    let body = json!({ "ticket": { "comment": comment } });
    assert_eq!(account.agent.put(&format!("/api/v2/tickets/{ticket}"), &body).await.status, 200);
    assert!(account.portal.customer_sends(ticket, "Mine.", "a.png", "image/png", b"\x89PNG"));
    let reply = account.agent.get(&format!("/api/v2/tickets/{ticket}/comments")).await;
    for (place, name, size, content) in [(1, "log.json", 5, b"[1,2]".as_slice()), (2, "a.png", 4, b"\x89PNG")]
    {
        let file = &reply.body["comments"][place]["attachments"][0];
        assert_eq!((&file["file_name"], &file["size"]), (&json!(name), &json!(size)));
        assert_eq!(account.agent.get(file["content_url"].as_str().unwrap()).await.bytes, content);
    }
}

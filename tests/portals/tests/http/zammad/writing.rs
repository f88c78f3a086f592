//! Pages `api/ticket`, `api/ticket/articles` and `api/ticket/timeaccounting`.

use fakes::Deed;
use serde_json::{Value, json};

use super::{Account, refused};

#[tokio::test]
async fn the_example_of_the_documentation_creates_a_ticket() {
    let account = Account::open();
    let body = json!({
        "title": "Help me!",
        "group": "2nd Level",
        "customer": "jo@acme.test",
        "article": { "subject": "My subject", "body": "I am a message!", "type": "note", "internal": false },
    });
    let reply = account.agent.post("/api/v1/tickets", &body).await;
    assert_eq!(reply.status, 201);
    for (member, value) in [
        ("title", json!("Help me!")),
        ("group_id", json!(2)),
        ("state_id", json!(1)),
        ("customer_id", json!(account.customer)),
        ("create_article_type_id", json!(10)),
        ("create_article_sender_id", json!(1)),
        ("last_contact_at", Value::Null),
        ("ticket_time_accounting_ids", json!([])),
    ] {
        assert_eq!(reply.body[member], value, "{member}");
    }
    assert_eq!(reply.body["article_ids"].as_array().unwrap().len(), 1);
    assert_eq!(account.portal.effects_of_requests().len(), 1);
    assert_eq!(account.portal.count(Deed::Created, "Help me!: I am a message!"), 1);
}

#[tokio::test]
async fn a_customer_can_be_guessed() {
    let account = Account::open();
    let body = |who: &str| {
        json!({ "title": "Call", "group": "Users", "customer_id": who, "tags": "phone, vip",
            "article": { "body": "Rang." } })
    };
    let known = account.agent.post("/api/v1/tickets", &body("guess:Jo@acme.test")).await;
    assert_eq!(known.body["customer_id"], account.customer);
    assert_eq!(account.portal.ticket(known.body["id"].as_u64().unwrap())["tags"], json!(["phone", "vip"]));
    let made = account.agent.post("/api/v1/tickets?expand=true", &body("guess:new@acme.test")).await;
    assert_eq!((made.status, &made.body["customer"]), (201, &json!("new@acme.test")));
    assert_eq!(account.agent.post("/api/v1/tickets", &body("guess:nobody")).await.status, 422);
}

#[tokio::test]
async fn an_update_takes_names_or_numbers_and_an_article() {
    let account = Account::open();
    account.portal.add_attribute("machine");
    let ticket = account.ticket("Printer");
    let target = format!("/api/v1/tickets/{ticket}");
    account.clock.pass(60);
    let body = json!({
        "title": "No help for you", "group": "2nd Level", "state": "open", "priority": "3 high", "machine": "M-1",
        "owner_id": account.portal.agent().id,
        "article": { "subject": "Update via API", "body": "Here's my reason", "internal": true },
        "updated_at": "2001-01-01T00:00:00Z", "colour": "red",
    });
    let reply = account.agent.put(&target, &body).await;
    assert_eq!((reply.status, reply.body["article_ids"].as_array().unwrap().len()), (200, 2));
    assert_eq!((&reply.body["group_id"], &reply.body["machine"]), (&json!(2), &json!("M-1")));
    assert_eq!(reply.body["updated_at"], "2026-11-21T12:01:00.790Z", "a stamp in a request changes nothing");
    assert_eq!(reply.body.get("colour"), None, "what is no attribute is dropped without a word");
    let told: Vec<String> =
        account.portal.effects_of_requests().iter().map(|effect| effect.detail.clone()).collect();
    let expected = [
        "title: Printer -> No help for you",
        "group: Users -> 2nd Level",
        "priority: 2 normal -> 3 high",
        "owner: - -> Ben Agent",
        "machine: null -> M-1",
        "state: new -> open",
        "Here's my reason",
    ];
    assert_eq!(told, expected);
    let by_number = account.agent.put(&target, &json!({ "state_id": 4, "priority_id": "1" })).await;
    assert_eq!((&by_number.body["state_id"], &by_number.body["priority_id"]), (&json!(4), &json!(1)));
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_and_nothing_is_done() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    let before = account.portal.effects().len();
    let mail = json!({ "state": "open", "article": { "body": "x", "type": "email" } });
    for (name, body, why) in [
        ("a state", json!({ "state": "sleeping" }), "No lookup value found for 'state': \"sleeping\""),
        ("a state by number", json!({ "state_id": 99 }), "Invalid value for param 'state_id': 99"),
        ("an owner", json!({ "owner": "who@x.test" }), "No lookup value found for 'owner': \"who@x.test\""),
        (
            "no end",
            json!({ "state": "pending reminder" }),
            "Missing required value for field 'pending_time'!",
        ),
        (
            "no text",
            json!({ "article": { "subject": "x" } }),
            "Need at least article: { body: \"some text\" }",
        ),
        ("a mail to nobody", mail, "Sending an email without a valid recipient is not possible."),
    ] {
        let reply = account.agent.put(&format!("/api/v1/tickets/{ticket}"), &body).await;
        assert_eq!(refused(&reply), (422, why), "{name}");
    }
    assert_eq!(account.agent.post("/api/v1/tickets", &json!({ "group": "Users" })).await.status, 422);
    let lost = json!({ "ticket_id": 99, "body": "x" });
    assert_eq!(account.agent.post("/api/v1/ticket_articles", &lost).await.status, 404);
    assert_eq!(account.portal.effects().len(), before);
}

#[tokio::test]
async fn an_owner_from_elsewhere_owns_nothing() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    let other = account.portal.add_agent("Cleo New", "cleo@vendor.test");
    let reply = account.agent.put(&format!("/api/v1/tickets/{ticket}"), &json!({ "owner_id": other })).await;
    assert_eq!((reply.status, &reply.body["owner_id"]), (200, &json!(1)), "no error, and nobody's");
    let reply = account.agent.put(&format!("/api/v1/tickets/{ticket}"), &json!({ "owner_id": null })).await;
    assert_eq!(reply.body["owner_id"], 1);
}

#[tokio::test]
async fn a_message_to_the_customer_opens_a_new_ticket_and_a_note_does_not() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    let article = async |kind: &str, internal: bool| {
        let body = json!({
            "ticket_id": ticket, "body": "Hello", "type": kind, "internal": internal, "to": "jo@acme.test",
        });
        let reply = account.agent.post("/api/v1/ticket_articles", &body).await;
        (reply.status, account.portal.ticket(ticket)["state"].as_str().unwrap().to_owned())
    };
    assert_eq!(article("note", false).await, (201, "new".to_owned()));
    assert_eq!(article("email", true).await, (201, "new".to_owned()));
    assert_eq!(account.portal.ticket(ticket)["first_response_at"], Value::Null);
    assert_eq!(article("phone", false).await, (201, "open".to_owned()));
    assert_eq!(account.portal.ticket(ticket)["first_response_at"], "2026-11-21T12:00:00.790Z");
    let deeds = |deed| account.portal.effects_of_requests().iter().filter(|one| one.deed == deed).count();
    assert_eq!((deeds(Deed::Replied), deeds(Deed::Noted)), (2, 1));
}

#[tokio::test]
async fn a_reminder_reminds_and_an_action_acts() {
    let account = Account::open();
    let (first, second) = (account.ticket("Printer"), account.ticket("Copier"));
    let wait = |state: &str| json!({ "state": state, "pending_time": "2026-11-21T13:00:00Z" });
    for (ticket, state) in [(first, "pending reminder"), (second, "pending close")] {
        let reply = account.agent.put(&format!("/api/v1/tickets/{ticket}"), &wait(state)).await;
        assert_eq!(reply.body["pending_time"], "2026-11-21T13:00:00.000Z");
    }
    account.clock.pass(3_600);
    let shown = |ticket: u64| account.portal.ticket(ticket);
    assert_eq!(
        (&shown(first)["state"], &shown(second)["state"]),
        (&json!("pending reminder"), &json!("closed"))
    );
    assert_eq!(shown(second)["pending_time"], Value::Null);
    assert!(account.portal.customer_writes(second, "Still so."));
    assert_eq!(shown(second)["state"], "open", "a follow-up opens it");
}

#[tokio::test]
async fn articles_have_files_and_time() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    let body = json!({
        "ticket_id": ticket, "subject": "some subject", "body": "See <b>file</b>", "content_type": "text/html",
        "type": "note", "internal": true, "time_unit": "25",
        "attachments": [{ "filename": "portal.txt", "data": "VGhlIGNha2U=", "mime-type": "text/plain" }],
    });
    let reply = account.agent.post("/api/v1/ticket_articles", &body).await;
    assert_eq!((reply.status, &reply.body["time_unit"]), (201, &json!("25.0")));
    let file = &reply.body["attachments"][0];
    assert_eq!((&file["filename"], &file["size"]), (&json!("portal.txt"), &json!("8")));
    let target = format!("/api/v1/ticket_attachment/{ticket}/{}/{}", reply.body["id"], file["id"]);
    assert_eq!(account.agent.get(&target).await.bytes, b"The cake");
    let times = format!("/api/v1/tickets/{ticket}/time_accountings");
    assert_eq!(account.agent.post(&times, &json!({ "time_unit": 1.5 })).await.body["time_unit"], "1.5");
    let list = account.agent.get(&times).await.body;
    assert_eq!(
        (&list[0]["ticket_article_id"], &list[1]["ticket_article_id"]),
        (&reply.body["id"], &Value::Null)
    );
    assert_eq!(account.portal.ticket(ticket)["time_unit"], "26.5");
    assert_eq!(account.portal.count(Deed::TimeLogged, ""), 2);
    assert_eq!(account.agent.post(&times, &json!({ "time_unit": "long" })).await.status, 422);
}

#[tokio::test]
async fn an_article_keeps_the_preferences_that_it_came_with() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    let body = json!({ "ticket_id": ticket, "body": "Seen.", "preferences": { "from": "a test" } });
    let said = account.agent.post("/api/v1/ticket_articles", &body).await;
    assert_eq!((said.status, &said.body["preferences"]), (201, &body["preferences"]));
    let list = account.agent.get(&format!("/api/v1/ticket_articles/by_ticket/{ticket}")).await.body;
    assert_eq!((&list[0]["preferences"], &list[1]["preferences"]), (&json!({}), &body["preferences"]));
}

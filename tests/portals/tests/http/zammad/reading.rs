//! Pages `api/ticket`, `api/ticket/articles`, `api/ticket/states`, `api/ticket/priorities`, `api/group`, `api/user`,
//! `api/organization`.

use serde_json::{Value, json};

use super::{Account, ids, refused};

#[tokio::test]
async fn a_ticket_has_the_attributes_of_the_documentation() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    let plain = account.agent.get(&format!("/api/v1/tickets/{ticket}")).await;
    for (member, value) in [
        ("id", json!(ticket)),
        ("number", json!("53001")),
        ("title", json!("Printer")),
        ("group_id", json!(1)),
        ("state_id", json!(1)),
        ("priority_id", json!(2)),
        ("owner_id", json!(1)),
        ("customer_id", json!(account.customer)),
        ("create_article_type_id", json!(1)),
        ("create_article_sender_id", json!(2)),
        ("article_count", json!(1)),
        ("first_response_at", Value::Null),
        ("escalation_at", Value::Null),
        ("last_contact_customer_at", json!("2026-11-21T12:00:00.790Z")),
        ("updated_at", json!("2026-11-21T12:00:00.790Z")),
    ] {
        assert_eq!(plain.body[member], value, "{member}");
    }
    let articles = account.agent.get(&format!("/api/v1/ticket_articles/by_ticket/{ticket}")).await;
    assert_eq!(articles.body[0]["from"], "Jo Doe <jo@acme.test>");
    for member in ["state", "article_ids", "tags"] {
        assert_eq!(plain.body.get(member), None, "{member}");
    }
    let named = account.agent.get(&format!("/api/v1/tickets/{ticket}?expand=true")).await;
    for (member, value) in [
        ("state", "new"),
        ("priority", "2 normal"),
        ("group", "Users"),
        ("owner", "-"),
        ("customer", "jo@acme.test"),
        ("organization", "ACME Werke"),
        ("created_by", "jo@acme.test"),
        ("create_article_type", "email"),
    ] {
        assert_eq!(named.body[member], value, "{member}");
    }
    let gone = account.agent.get("/api/v1/tickets/99").await;
    assert_eq!(refused(&gone), (404, "Couldn't find Ticket with 'id'=99"));
    assert_eq!(account.agent.get("/api/v1/nothing").await.status, 404);
}

#[tokio::test]
async fn deadlines_of_the_portal_are_shown_with_the_nearest() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    let noon = crate::client::NOON;
    account.portal.set_due(ticket, Some(noon + 3_600), None, Some(noon + 7_200));
    let shown = account.portal.ticket(ticket);
    assert_eq!(shown["escalation_at"], "2026-11-21T13:00:00.790Z");
    assert_eq!(shown["escalation_at"], shown["first_response_escalation_at"]);
    assert!(account.portal.agent_writes(ticket, account.portal.agent().id, "Try again.", true));
    let shown = account.portal.ticket(ticket);
    assert_eq!(shown["first_response_at"], "2026-11-21T12:00:00.790Z");
    assert_eq!(shown["escalation_at"], shown["close_escalation_at"]);
    assert!(account.portal.agent_changes(ticket, account.portal.agent().id, &json!({ "state": "closed" })));
    let shown = account.portal.ticket(ticket);
    assert_eq!((&shown["escalation_at"], &shown["close_at"]), (&Value::Null, &shown["updated_at"]));
}

#[tokio::test]
async fn lists_have_100_and_no_more() {
    let account = Account::open();
    for _ in 0..102 {
        account.ticket("Printer");
    }
    for (query, length, first) in [
        ("", 100, json!(1)),
        ("?per_page=500", 100, json!(1)),
        ("?page=2", 2, json!(101)),
        ("?page=2&per_page=60", 42, json!(61)),
        ("?page=3", 0, Value::Null),
    ] {
        let list = account.agent.get(&format!("/api/v1/tickets{query}")).await.body;
        assert_eq!((list.as_array().unwrap().len(), &list[0]["id"]), (length, &first), "{query}");
    }
    let named = account.agent.get("/api/v1/tickets?expand=true&per_page=1").await;
    assert_eq!(named.body[0]["state"], "new");
}

#[tokio::test]
async fn states_priorities_and_groups_have_names() {
    let account = Account::open();
    let states = account.agent.get("/api/v1/ticket_states?expand=true").await.body;
    let listed: Vec<(&Value, &Value)> =
        states.as_array().unwrap().iter().map(|state| (&state["name"], &state["state_type"])).collect();
    assert_eq!(listed[2], (&json!("pending reminder"), &json!("pending reminder")));
    assert_eq!(listed[6], (&json!("pending close"), &json!("pending action")));
    assert_eq!((&states[5]["name"], &states[5]["active"]), (&json!("removed"), &json!(false)));
    let quiet: Vec<&Value> =
        states.as_array().unwrap().iter().map(|state| &state["ignore_escalation"]).collect();
    assert_eq!(quiet, [false, false, true, true, true, true, true]);
    let plain = account.agent.get("/api/v1/ticket_states/1").await.body;
    assert_eq!((&plain["state_type_id"], plain.get("state_type")), (&json!(1), None));
    let priorities = account.agent.get("/api/v1/ticket_priorities").await;
    assert_eq!(priorities.body[2]["name"], "3 high");
    let groups = account.agent.get("/api/v1/groups").await;
    assert_eq!((&groups.body[0]["name"], ids(&groups.body)), (&json!("Users"), json!([1, 2])));
}

#[tokio::test]
async fn users_are_found_by_name_and_address() {
    let account = Account::open();
    for (query, found) in [
        ("jo", json!([account.customer])),
        ("email:jo@acme.test", json!([account.customer])),
        ("Jo Doe", json!([account.customer])),
        ("email:jo", json!([])),
        ("vendor.test", json!([account.portal.admin().id, account.portal.agent().id])),
    ] {
        let reply = account.agent.get(&format!("/api/v1/users/search?query={query}")).await;
        assert_eq!(ids(&reply.body), found, "{query}");
    }
    let user = account.agent.get(&format!("/api/v1/users/{}?expand=true", account.customer)).await;
    assert_eq!(
        (&user.body["organization"], &user.body["roles"]),
        (&json!("ACME Werke"), &json!(["Customer"]))
    );
    let found = account.agent.get("/api/v1/organizations/search?query=acme").await;
    assert_eq!(found.body[0]["name"], "ACME Werke");
}

#[tokio::test]
async fn the_history_says_what_changed_oldest_first() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    account.clock.pass(60);
    let agent = account.portal.agent().id;
    assert!(account.portal.agent_changes(ticket, agent, &json!({ "state": "open", "priority": "3 high" })));
    account.portal.add_tag(ticket, agent, "vip");
    let history = account.agent.get(&format!("/api/v1/ticket_history/{ticket}")).await.body;
    let told: Vec<String> = history["history"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| {
            let part = |name: &str| entry[name].as_str().unwrap_or_default().to_owned();
            let words =
                [part("type"), part("object"), part("attribute"), part("value_from"), part("value_to")];
            words.join(" ").trim().to_owned()
        })
        .collect();
    let expected = [
        "created Ticket",
        "created Ticket::Article",
        "updated Ticket priority 2 normal 3 high",
        "updated Ticket state new open",
        "added Ticket tag  vip",
    ];
    assert_eq!(told, expected);
    assert_eq!(history["history"][3]["created_by_id"], agent);
    assert_eq!(history["history"][3]["id_to"], 2);
    assert_eq!(history["history"][1]["related_o_id"], ticket);
    assert_eq!(history["assets"]["User"][agent.to_string()]["firstname"], "Ben");
}

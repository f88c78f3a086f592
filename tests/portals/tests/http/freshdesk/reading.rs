//! People, fields, deadlines, search, and who may call.

use serde_json::json;

use super::{Account, ids};
use crate::client::{Client, NOON};

#[tokio::test]
async fn the_key_is_the_name_and_the_password_is_anything() {
    let account = Account::open();
    let key = account.portal.agent().token;
    let basic = |plain: &str| {
        use base64::Engine;
        format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(plain))
    };
    for (name, authorization, status) in [
        ("the key with X", basic(&format!("{key}:X")), 200),
        ("the key with anything", basic(&format!("{key}:secret")), 200),
        ("a wrong key", basic("wrong:X"), 401),
        ("a bearer", format!("Bearer {key}"), 401),
        ("nothing", String::new(), 401),
    ] {
        let reply = Client::new(&account.portal.address(), &authorization).get("/api/v2/agents/me").await;
        assert_eq!(reply.status, status, "{name}");
        if status == 401 {
            assert_eq!(reply.body["code"], "invalid_credentials", "{name}");
        }
    }
}

#[tokio::test]
async fn people_are_read() {
    let account = Account::open();
    let me = account.agent.get("/api/v2/agents/me").await;
    assert_eq!(me.body["contact"]["email"], "ada@vendor.test");
    assert_eq!(account.agent.get("/api/v2/agents").await.body.as_array().unwrap().len(), 2);
    account.clock.pass(60);
    let late = account.portal.add_contact("Kim", "kim@acme.test", None);
    let changed = account.agent.get("/api/v2/contacts?_updated_since=2026-11-21T12:00:30Z").await;
    assert_eq!(ids(&changed), json!([late]));
    let company = account.agent.get("/api/v2/companies").await.body[0].clone();
    assert_eq!(
        (&company["account_tier"], &company["custom_fields"]["plan"]),
        (&json!("Premium"), &json!("premium"))
    );
    account.portal.set_renewal(company["id"].as_u64().unwrap(), NOON);
    let one = account.agent.get(&format!("/api/v2/companies/{}", company["id"])).await;
    assert_eq!(one.body["renewal_date"], "2026-11-21T12:00:00Z");
    let group = account.agent.get("/api/v2/groups").await.body[0]["id"].clone();
    assert_eq!(account.agent.get(&format!("/api/v2/groups/{group}")).await.body["name"], "Support");
}

#[tokio::test]
async fn fields_tell_what_the_numbers_mean() {
    let account = Account::open();
    account.portal.add_status(6, "Waiting on Customer");
    for target in ["/api/v2/ticket_fields", "/api/v2/admin/ticket_fields"] {
        let fields = account.agent.get(target).await;
        assert_eq!(fields.body[1]["choices"]["2"][0], "Open", "{target}");
        assert_eq!(fields.body[1]["choices"]["6"][0], "Waiting on Customer", "{target}");
        assert_eq!(fields.body[2]["choices"]["Urgent"], 4, "{target}");
    }
}

#[tokio::test]
async fn the_portals_own_deadlines_pass() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    account.portal.set_due(ticket, NOON + 60, Some(NOON + 120), NOON + 180);
    for (at, first, next, any) in
        [(60, false, false, false), (61, true, false, true), (121, true, true, true)]
    {
        account.clock.set(NOON + at);
        let json = account.agent.get(&format!("/api/v2/tickets/{ticket}")).await.body;
        assert_eq!(json["fr_due_by"], "2026-11-21T12:01:00Z");
        assert_eq!(
            (json["nr_due_by"].clone(), json["due_by"].clone()),
            (json!("2026-11-21T12:02:00Z"), json!("2026-11-21T12:03:00Z"))
        );
        for (member, value) in [("fr_escalated", first), ("nr_escalated", next), ("is_escalated", any)] {
            assert_eq!(json[member], value, "{member} after {at} s");
        }
    }
    let policies = account.agent.get("/api/v2/sla_policies").await;
    assert_eq!(policies.body[0]["sla_target"]["priority_4"]["respond_within"], 3600);
}

#[tokio::test]
async fn search_reads_its_query() {
    let account = Account::open();
    let (one, two) = (account.ticket("Printer"), account.ticket("Copier"));
    account.clock.pass(2 * 86_400);
    let ben = account.portal.other_agent().id;
    let change = json!({ "priority": 4, "status": 3, "responder_id": ben, "tags": ["vip"] });
    assert!(account.portal.agent_changes(two, ben, &change));
    for (query, found) in [
        ("\"status:2\"", json!([one])),
        ("\"status:2 OR status:3\"", json!([two, one])),
        ("\"priority:>3 AND tag:'vip'\"", json!([two])),
        ("\"agent_id:null\"", json!([one])),
        ("\"updated_at:>'2026-11-23'\"", json!([two])),
        ("\"created_at:<'2026-11-21'\"", json!([two, one])),
    ] {
        let reply =
            account.agent.get(&format!("/api/v2/search/tickets?query={}", query.replace(' ', "%20"))).await;
        let each: Vec<_> = reply.each("results", "id");
        assert_eq!(json!(each), found, "{query}");
        assert_eq!(reply.body["total"], each.len(), "{query}");
    }
    for query in ["status:2", "%22status:2%22&page=11"] {
        assert_eq!(
            account.agent.get(&format!("/api/v2/search/tickets?query={query}")).await.status,
            400,
            "{query}"
        );
    }
}

#[tokio::test]
async fn methods_that_there_are_not_are_named() {
    let account = Account::open();
    for (method, target, status, allow) in [
        ("DELETE", "/api/v2/tickets", 405, "GET, POST"),
        ("POST", "/api/v2/tickets/1", 405, "GET, PUT, DELETE"),
        ("PUT", "/api/v2/agents/1", 405, "GET"),
        ("GET", "/api/v2/none", 404, ""),
        ("GET", "/api/v1/tickets", 404, ""),
    ] {
        let reply = account.agent.send(method, target, &json!(null), &[]).await.unwrap();
        assert_eq!((reply.status, reply.header("allow")), (status, allow), "{method} {target}");
    }
}

//! Section `#list_all_tickets`.

use serde_json::{Value, json};

use super::{Account, ids, refused};
use crate::client::NOON;

const DAY: i64 = 24 * 60 * 60;

#[tokio::test]
async fn only_the_last_30_days_come_unless_a_time_is_given() {
    let account = Account::open();
    let old = account.ticket("Printer");
    account.clock.pass(31 * DAY);
    let new = account.ticket("Copier");
    for (name, query, found) in [
        ("created in the last 30 days", "", json!([new])),
        ("updated since the beginning", "?updated_since=2026-11-21T12:00:00Z", json!([new, old])),
        ("updated since then", "?updated_since=2026-11-21T12:00:01Z", json!([new])),
        ("a date alone", "?updated_since=2026-11-01", json!([new, old])),
    ] {
        assert_eq!(ids(&account.agent.get(&format!("/api/v2/tickets{query}")).await), found, "{name}");
    }
    assert!(account.portal.customer_writes(old, "Hello?"));
    let target = format!("/api/v2/tickets?updated_since={}", fakes::iso(NOON + 31 * DAY));
    assert_eq!(ids(&account.agent.get(&target).await), json!([new, old]), "a reply is an update");
}

#[tokio::test]
async fn the_order_is_newest_first_unless_said_otherwise() {
    let account = Account::open();
    let first = account.ticket("Printer");
    account.clock.pass(10);
    let second = account.ticket("Copier");
    account.clock.pass(10);
    assert!(account.portal.customer_writes(first, "Hello?"));
    for (query, found) in [
        ("", json!([second, first])),
        ("?order_type=asc", json!([first, second])),
        ("?order_by=updated_at", json!([first, second])),
        ("?order_by=updated_at&order_type=asc", json!([second, first])),
    ] {
        assert_eq!(ids(&account.agent.get(&format!("/api/v2/tickets{query}")).await), found, "{query}");
    }
}

#[tokio::test]
async fn pages_have_30_and_the_link_leads_on() {
    let account = Account::open();
    for _ in 0..32 {
        account.ticket("Printer");
    }
    let first = account.agent.get("/api/v2/tickets?order_type=asc").await;
    assert_eq!(first.body.as_array().unwrap().len(), 30);
    let link = first.header("link");
    let next = link.strip_prefix('<').unwrap().strip_suffix(">; rel=\"next\"").unwrap();
    assert!(next.contains("order_type=asc") && next.ends_with("page=2"), "{next}");
    let second = account.agent.get(next).await;
    assert_eq!((ids(&second), second.header("link")), (json!([31, 32]), ""));
    let all = account.agent.get("/api/v2/tickets?per_page=100").await;
    assert_eq!((all.body.as_array().unwrap().len(), all.header("link")), (32, ""));
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_by_field() {
    let account = Account::open();
    for (query, field, code) in [
        ("page=301", "page", "invalid_value"),
        ("page=0", "page", "invalid_value"),
        ("per_page=101", "per_page", "invalid_value"),
        ("order_by=subject", "order_by", "invalid_value"),
        ("filter=mine", "filter", "invalid_value"),
        ("updated_since=yesterday", "updated_since", "invalid_date"),
    ] {
        let reply = account.agent.get(&format!("/api/v2/tickets?{query}")).await;
        assert_eq!(refused(&reply), (400, json!(field), json!(code)), "{query}");
        assert_eq!(reply.body["description"], "Validation failed", "{query}");
    }
    assert_eq!(ids(&account.agent.get("/api/v2/tickets?page=300&per_page=100").await), json!([]));
}

#[tokio::test]
async fn records_come_along_when_asked_for() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    account.clock.pass(60);
    let ben = account.portal.other_agent().id;
    assert!(account.portal.agent_writes(ticket, ben, "Try again.", true));
    let plain = account.agent.get("/api/v2/tickets").await;
    for member in ["requester", "stats", "description", "conversations", "deleted"] {
        assert_eq!(plain.body[0][member], Value::Null, "{member}");
    }
    let reply = account.agent.get("/api/v2/tickets?include=requester,stats,description").await;
    let json = &reply.body[0];
    assert_eq!(json["requester"]["email"], "jo@acme.test");
    assert_eq!(json["stats"]["first_responded_at"], "2026-11-21T12:01:00Z");
    assert_eq!(json["stats"]["resolved_at"], Value::Null);
    assert_eq!(json["description_text"], "It does not work.");
}

#[tokio::test]
async fn deleted_and_spam_come_with_their_filters_only() {
    let account = Account::open();
    let (good, gone, spam) = (account.ticket("Printer"), account.ticket("Copier"), account.ticket("Prize"));
    account.portal.delete(gone);
    account.portal.set_spam(spam, true);
    for (query, found) in [
        ("", json!([good])),
        ("?filter=deleted", json!([gone])),
        ("?filter=spam", json!([spam])),
        ("?filter=new_and_my_open&order_type=asc", json!([good, spam])),
        ("?filter=watching", json!([])),
    ] {
        assert_eq!(ids(&account.agent.get(&format!("/api/v2/tickets{query}")).await), found, "{query}");
    }
    let bin = account.agent.get("/api/v2/tickets?filter=deleted").await;
    assert_eq!(bin.body[0]["deleted"], true);
}

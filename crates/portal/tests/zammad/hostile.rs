//! Whatever the portal says, a ticket is delivered or put aside, and nothing panics.

use policy::ticket::Change;
use portal::Adapter;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::samples::{adapter, article, entry, readable, ticket};
use crate::scripted::{Script, operation};
use crate::writing::{create, fresh, reply, set};

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[ -~]{0,12}".prop_map(Value::from),
        Just(json!("2026-11-21T08:00:00+05:30")),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((member(), inner), 0..5)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

fn member() -> impl Strategy<Value = String> {
    let names = [
        "id",
        "number",
        "title",
        "state",
        "group",
        "owner",
        "owner_id",
        "customer",
        "customer_id",
        "organization_id",
        "created_at",
        "updated_at",
        "created_by_id",
        "internal",
        "sender",
        "type",
        "body",
        "preferences",
        "origin_by_id",
        "history",
        "assets",
        "User",
        "Ticket",
        "object",
        "attribute",
        "value_from",
        "value_to",
        "id_from",
        "id_to",
        "tags",
        "create_article_sender",
        "pending_time",
        "escalation_at",
        "product",
    ];
    prop::sample::select(names.to_vec()).prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_member_of_a_ticket_a_message_or_an_entry_is_survived(
        name in member(), one in any_json(), other in any_json(), third in any_json(),
    ) {
        let at = "2026-11-20T13:00:00Z";
        let (mut odd, mut said) = (ticket(20), article(1, "Customer", 40, at));
        let mut past = entry(101, "updated", 3, at, &json!({"attribute": "state", "value_from": "new", "value_to": "open"}));
        odd[&name] = one;
        said[&name] = other;
        past[&name] = third;
        let script = readable(&[said], &[past]).on("/tickets/search?", &json!([odd, ticket(7)]));
        let page = script.pull(&adapter(), None).unwrap();
        let told = page.tickets.iter().map(|ticket| ticket.id.as_str()).chain(page.aside.iter().filter_map(|aside| aside.id.as_deref()));
        prop_assert!(told.collect::<Vec<_>>().contains(&"7"));
    }

    #[test]
    fn any_answer_is_a_page_or_a_fault(body in any_json()) {
        let script = Script::new().on("/", &body);
        let mut cursor = None;
        for _ in 0..6 {
            let Ok(page) = script.pull(&adapter(), cursor.as_ref()) else { break };
            prop_assert!(page.cursor.is_some());
            cursor = page.cursor;
        }
        let probes: Vec<_> = adapter().probes().iter().map(|request| script.carry(request)).collect();
        let _ = adapter().read_probes(&probes);
        let _ = adapter().read_mapping(&probes);
        let _ = script.one(&adapter(), "20");
    }

    #[test]
    fn any_answer_to_a_change_is_an_end_or_a_fault(body in any_json()) {
        let script = Script::new().on("/", &body);
        for change in [reply(), create(), set("status", Some("open")), set("CF.product", None), Change::Merge { into: "9".into() }, Change::Link { to: "9".into(), relation: String::new() }] {
            let _ = script.push(&adapter(), &operation("20", change), Some(&fresh()));
        }
    }
}

//! Whatever the portal says, a ticket is delivered or put aside, and nothing panics.

use portal::Adapter;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::samples::{adapter, message, readable, ticket};
use crate::scripted::Script;

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
        "status",
        "created_at",
        "updated_at",
        "user_id",
        "private",
        "incoming",
        "stats",
        "requester",
        "company",
        "custom_fields",
        "tags",
        "cc_emails",
        "choices",
        "type",
        "name",
        "deleted",
        "spam",
        "source",
        "body_text",
    ];
    prop::sample::select(names.to_vec()).prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_member_of_a_ticket_or_message_is_survived(name in member(), one in any_json(), other in any_json()) {
        let (mut odd, mut said) = (ticket(20), message(1, 40, true, false, "2026-11-20T13:00:00Z"));
        odd[&name] = one;
        said[&name] = other;
        let script = readable(&[said]).on("/tickets?", &json!([odd, ticket(7)]));
        let page = script.pull(&adapter(), None).unwrap();
        let told = page.tickets.iter().map(|ticket| ticket.id.as_str()).chain(page.aside.iter().filter_map(|aside| aside.id.as_deref()));
        prop_assert!(told.collect::<Vec<_>>().contains(&"7"));
    }

    #[test]
    fn any_answer_is_a_page_or_a_fault(body in any_json()) {
        let script = Script::new().on("/", &body);
        if let Ok(page) = script.pull(&adapter(), None) {
            prop_assert!(page.cursor.is_some());
        }
        let probes: Vec<_> = adapter().probes().iter().map(|request| script.carry(request)).collect();
        let _ = adapter().read_probes(&probes);
        let _ = adapter().read_mapping(&probes);
        let _ = script.one(&adapter(), "20");
    }
}

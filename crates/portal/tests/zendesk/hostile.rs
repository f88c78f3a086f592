//! Whatever the portal says, a ticket is delivered or put aside, and nothing panics.

use portal::Adapter;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::samples::{adapter, audits, exported, first, found, show, ticket};
use crate::scripted::Script;

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[ -~]{0,12}".prop_map(Value::from),
        Just(json!("2026-11-21T08:00:00Z")),
        Just(json!("Comment")),
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
        "type",
        "events",
        "created_at",
        "author_id",
        "field_name",
        "value",
        "previous_value",
        "public",
        "via",
        "metadata",
        "custom",
        "status",
        "updated_at",
        "tags",
        "custom_fields",
        "slas",
        "requester_id",
        "meta",
        "audits",
    ];
    prop::sample::select(names.to_vec()).prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_audit_is_survived(events in prop::collection::vec(any_json(), 0..4), audit in any_json()) {
        let mut odd = first(20_978_392);
        odd["events"] = Value::from(events);
        let script = Script::new()
            .on("/tickets/show_many", &show(&[ticket(35_436)]))
            .on("/audits", &audits(&[odd, audit]));
        let page = script.one(&adapter(), "35436").unwrap();
        prop_assert_eq!(page.tickets.len() + page.aside.len(), 1);
    }

    #[test]
    fn any_member_of_a_ticket_is_survived(name in member(), value in any_json()) {
        let mut odd = ticket(35_436);
        odd[&name] = value;
        let script = Script::new()
            .on("/search", &found(&[odd.clone(), ticket(7)], None))
            .on("/tickets/show_many", &show(&[odd, ticket(7)]))
            .on("/audits", &audits(&[first(20_978_392)]));
        let page = script.pull(&adapter(), None).unwrap();
        prop_assert!(page.tickets.iter().any(|ticket| ticket.id == "7"));
    }

    #[test]
    fn any_list_is_a_page_or_a_fault(body in any_json()) {
        let script = Script::new().on("/", &body);
        if let Ok(page) = script.pull(&adapter(), None) {
            prop_assert!(page.cursor.is_some());
        }
        let probes: Vec<_> = adapter().probes().iter().map(|request| script.carry(request)).collect();
        let _ = adapter().read_probes(&probes);
        let _ = adapter().read_mapping(&probes);
    }

    #[test]
    fn however_the_export_is_cut_every_ticket_comes(cuts in prop::collection::vec(1..4_usize, 1..6)) {
        let mut script = Script::new().on("/search", &found(&[], None));
        let mut next = 1;
        for (place, size) in cuts.iter().enumerate() {
            let rows: Vec<Value> = (next..next + *size as u64).map(ticket).collect();
            next += *size as u64;
            let from = if place == 0 { "start_time=1&".to_owned() } else { format!("cursor=c{place}&") };
            script = script.on(&from, &exported(&rows, &format!("c{}", place + 1), place + 1 == cuts.len()));
        }
        let script = script.on("/audits", &audits(&[first(20_978_392)]));
        let (pages, _) = script.sync(&adapter(), None);
        let ids: Vec<u64> = pages.iter().flat_map(|page| &page.tickets).map(|ticket| ticket.id.parse().unwrap()).collect();
        prop_assert_eq!(ids, (1..next).collect::<Vec<_>>());
    }
}

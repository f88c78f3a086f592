//! The wire types and the published document say the same: every schema's examples are read by its type and written
//! again unchanged, and no schema is left out.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use std::collections::BTreeMap;

use portal::open::wire;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

type Check = fn(&str) -> Result<String, serde_json::Error>;

fn again<T: DeserializeOwned + Serialize>(example: &str) -> Result<String, serde_json::Error> {
    serde_json::to_string(&serde_json::from_str::<T>(example)?)
}

fn types() -> BTreeMap<&'static str, Check> {
    BTreeMap::from([
        ("About", again::<wire::About> as Check),
        ("User", again::<wire::User>),
        ("Queue", again::<wire::Queue>),
        ("Changes", again::<wire::Changes>),
        ("Attachment", again::<wire::Attachment>),
        ("Ticket", again::<wire::Ticket>),
        ("Event", again::<wire::Event>),
        ("Gone", again::<wire::Gone>),
        ("Product", again::<wire::Product>),
        ("CustomerName", again::<wire::CustomerName>),
        ("Contact", again::<wire::Contact>),
        ("Customer", again::<wire::Customer>),
        ("Contract", again::<wire::Contract>),
        ("Appointment", again::<wire::Appointment>),
        ("Target", again::<wire::Target>),
        ("Update", again::<wire::Update>),
        ("NewMessage", again::<wire::NewMessage>),
        ("NewFile", again::<wire::NewFile>),
        ("Set", again::<wire::Set>),
        ("TagChange", again::<wire::TagChange>),
        ("NewCall", again::<wire::NewCall>),
        ("NewWork", again::<wire::NewWork>),
        ("Link", again::<wire::Link>),
        ("Merge", again::<wire::Merge>),
        ("NewTicket", again::<wire::NewTicket>),
        ("Problem", again::<wire::Problem>),
    ])
}

fn schemas() -> serde_json::Map<String, Value> {
    let document: Value =
        serde_saphyr::from_str(include_str!("../../../openapi/portal.yaml")).expect("the document is YAML");
    document["components"]["schemas"].as_object().expect("schemas").clone()
}

#[test]
fn every_schema_has_a_wire_type_and_the_other_way_round() {
    let types: Vec<_> = types().keys().map(ToString::to_string).collect();
    let mut schemas: Vec<_> = schemas().keys().cloned().collect();
    schemas.sort();
    assert_eq!(types, schemas);
}

#[test]
fn every_example_is_read_and_written_unchanged() {
    let schemas = schemas();
    for (name, check) in types() {
        let examples = schemas[name]["examples"].as_array().expect(name);
        assert!(!examples.is_empty(), "{name} has no example");
        for example in examples {
            let written = check(&example.to_string()).unwrap_or_else(|e| panic!("{name}: {e}"));
            assert_eq!(&serde_json::from_str::<Value>(&written).unwrap(), example, "{name}");
        }
    }
}

#[test]
fn every_member_of_a_schema_occurs_in_an_example() {
    for (name, schema) in schemas() {
        let examples = schema["examples"].to_string();
        for member in schema["properties"].as_object().expect(&name).keys() {
            let shown_elsewhere = name == "Event" || name == "Ticket";
            assert!(shown_elsewhere || examples.contains(&format!("\"{member}\":")), "{name}.{member}");
        }
    }
}

#[test]
fn what_is_not_known_is_passed_over() {
    let event: wire::Event = serde_json::from_str(
        r#"{"id":"9","at":"2026-11-20T10:00:00.9Z","by":"robot","kind":"praised","stars":5,"new":{}}"#,
    )
    .unwrap();
    assert_eq!(event.what, wire::What::Unknown);
    assert_eq!(event.by, Some(wire::Side::Unknown));
    assert_eq!(event.at.to_string(), "2026-11-20T10:00:00Z");
}

#[test]
fn one_bad_ticket_does_not_spoil_its_page() {
    let page: wire::Changes = serde_json::from_str(
        r#"{"tickets":[{"id":7}],"customers":[],"contracts":[],"cursor":"c","end":true,"phase":"full"}"#,
    )
    .unwrap();
    assert!(serde_json::from_str::<wire::Ticket>(page.tickets[0].get()).is_err());
}

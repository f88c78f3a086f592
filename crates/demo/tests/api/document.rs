//! What is answered is what `openapi/portal.yaml` says.

use demo::FaultKind;
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::client::{Desk, send};

fn schema(name: &str) -> Validator {
    let mut document: Value =
        serde_saphyr::from_str(include_str!("../../../../openapi/portal.yaml")).unwrap();
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": format!("#/components/schemas/{name}"),
        "components": { "schemas": document["components"]["schemas"].take() },
    });
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

fn check(schema: &Validator, value: &Value) {
    let errors: Vec<_> = schema.iter_errors(value).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[tokio::test]
async fn every_page_is_as_the_document_says() {
    let desk = Desk::frozen(300);
    desk.running.control().hurry(200);
    let schema = schema("Changes");
    let mut after = String::new();
    loop {
        let page: Value = send(desk.get(&format!("/v1/changes?limit=250{after}"))).await.json();
        check(&schema, &page);
        after = format!("&after={}", page["cursor"].as_str().unwrap());
        if page["end"] == true {
            break;
        }
    }
}

#[tokio::test]
async fn about_and_problems_are_as_the_document_says() {
    let desk = Desk::frozen(3);
    check(&schema("About"), &send(desk.get("/v1/about")).await.json());
    let problem = schema("Problem");
    for path in ["/v1/changes?after=x", "/v1/tickets/1"] {
        check(&problem, &send(desk.get(path)).await.json());
    }
    for fault in [FaultKind::ServerError, FaultKind::Unavailable, FaultKind::RateLimited] {
        desk.running.control().clear_faults();
        desk.running.control().set_fault(fault, 1.0);
        check(&problem, &send(desk.get("/v1/about")).await.json());
    }
}

#[test]
fn the_documents_examples_are_as_the_document_says() {
    let document: Value = serde_saphyr::from_str(include_str!("../../../../openapi/portal.yaml")).unwrap();
    for (name, body) in document["components"]["schemas"].as_object().unwrap() {
        for example in body["examples"].as_array().unwrap() {
            check(&schema(name), example);
        }
    }
}

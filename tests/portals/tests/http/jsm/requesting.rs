//! `service-desk api-group-request` and `service-desk api-group-servicedesk`.

use fakes::{Deed, Sla};
use serde_json::{Value, json};

use super::{Site, document};
use crate::client::NOON;

#[tokio::test]
async fn an_agent_raises_a_request_for_a_customer() {
    let site = Site::open();
    let body = json!({
        "serviceDeskId": "1", "requestTypeId": "12", "raiseOnBehalfOf": "jo@acme.test",
        "requestFieldValues": { "summary": "By phone", "description": "It hums.", "priority": { "id": "2" } },
    });
    let reply = site.agent.post("/rest/servicedeskapi/request", &body).await;
    assert_eq!(reply.status, 201);
    for (path, value) in [
        ("/issueKey", json!("SUP-1")),
        ("/requestTypeId", json!("12")),
        ("/serviceDeskId", json!("1")),
        ("/reporter/displayName", json!("Jo Doe")),
        ("/requestFieldValues/0/value", json!("By phone")),
        ("/currentStatus/statusCategory", json!("NEW")),
        ("/createdDate/epochMillis", json!(1_795_262_400_790_i64)),
    ] {
        assert_eq!(reply.body.pointer(path).unwrap(), &value, "{path}");
    }
    let issue = site.agent.get("/rest/api/3/issue/SUP-1").await.body;
    assert_eq!(issue["fields"]["description"], document("It hums."), "text becomes a document");
    assert_eq!(
        (&issue["fields"]["priority"]["name"], &issue["fields"]["creator"]["displayName"]),
        (&json!("High"), &json!("Ben Agent"))
    );
    assert_eq!(issue["fields"]["customfield_10002"][0]["name"], "ACME Werke");
    assert_eq!(site.portal.count(Deed::Created, "By phone: It hums."), 1);
    assert_eq!(site.agent.get("/rest/servicedeskapi/request/SUP-1").await.body, reply.body);
}

#[tokio::test]
async fn what_the_form_does_not_have_is_refused() {
    let site = Site::open();
    let raise = |desk: &str, kind: &str, more: Value| {
        let mut body = json!({
            "serviceDeskId": desk, "requestTypeId": kind, "requestFieldValues": { "summary": "x" },
        });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    let values = |values: Value| json!({ "requestFieldValues": values });
    let described = values(json!({ "summary": "x", "description": document("y") }));
    for (name, body, status) in [
        ("no desk", raise("9", "11", json!({})), 404),
        ("a type of another desk", raise("1", "21", json!({})), 400),
        ("no summary", raise("1", "11", values(json!({}))), 400),
        ("a field", raise("1", "11", values(json!({ "summary": "x", "labels": [] }))), 400),
        ("a document", raise("1", "11", described.clone()), 400),
        ("nobody", raise("1", "11", json!({ "raiseOnBehalfOf": "no" })), 400),
    ] {
        let reply = site.agent.post("/rest/servicedeskapi/request", &body).await;
        assert_eq!(reply.status, status, "{name}");
        assert!(reply.body["errorMessage"].is_string(), "{name}");
    }
    assert_eq!(site.portal.effects_of_requests(), []);
    let mut body = raise("1", "11", described);
    body["isAdfRequest"] = json!(true);
    assert_eq!(site.agent.post("/rest/servicedeskapi/request", &body).await.status, 201);
    let form = site.agent.get("/rest/servicedeskapi/servicedesk/1/requesttype/11/field").await;
    assert_eq!(
        form.each("requestTypeFields", "fieldId"),
        [json!("summary"), json!("description"), json!("priority")]
    );
    let customer = site.client(site.customer);
    let other = raise("1", "11", json!({ "raiseOnBehalfOf": "ben@vendor.test" }));
    assert_eq!(customer.post("/rest/servicedeskapi/request", &other).await.status, 403);
}

#[tokio::test]
async fn deadlines_run_wait_and_end() {
    let site = Site::open();
    let ticket = site.ticket("Printer");
    let target = format!("/rest/servicedeskapi/request/{}/sla", site.portal.key(ticket));
    assert_eq!(site.agent.get(&target).await.body["size"], 0);
    let sla = |name: &str, stopped: Option<i64>, paused: bool| Sla {
        name: name.to_owned(),
        started: NOON,
        goal: 3_600,
        stopped,
        paused,
    };
    let first = sla("Time to first response", Some(NOON + 600), false);
    site.portal.set_slas(ticket, vec![first, sla("Time to resolution", None, false)]);
    site.clock.pass(1_800);
    let slas = site.agent.get(&target).await;
    assert_eq!(slas.each("values", "name"), [json!("Time to first response"), json!("Time to resolution")]);
    let (over, running) = (&slas.body["values"][0], &slas.body["values"][1]);
    assert_eq!((over.get("ongoingCycle"), &over["completedCycles"][0]["breached"]), (None, &json!(false)));
    assert_eq!(over["completedCycles"][0]["stopTime"]["epochMillis"], (NOON + 600) * 1_000 + 790);
    let cycle = &running["ongoingCycle"];
    for (path, value) in [
        ("/breached", json!(false)),
        ("/paused", json!(false)),
        ("/breachTime/iso8601", json!("2026-11-21T13:00:00+0000")),
        ("/remainingTime/millis", json!(1_800_000)),
        ("/elapsedTime/friendly", json!("0h 30m")),
        ("/goalDuration/friendly", json!("1h 0m")),
    ] {
        assert_eq!(cycle.pointer(path).unwrap(), &value, "{path}");
    }
    let field = site.agent.get(&site.issue(ticket, "?fields=customfield_10031")).await.body;
    assert_eq!(field["fields"]["customfield_10031"]["name"], "Time to resolution");
    site.clock.pass(3_600);
    let late = site.agent.get(&format!("{target}/2")).await.body;
    assert_eq!(
        (&late["ongoingCycle"]["breached"], &late["ongoingCycle"]["remainingTime"]["millis"]),
        (&json!(true), &json!(-1_800_000))
    );
    site.portal.set_slas(ticket, vec![sla("Time to resolution", None, true)]);
    let waiting = site.agent.get(&target).await.body["values"][0]["ongoingCycle"].clone();
    assert_eq!((&waiting["paused"], waiting.get("breachTime")), (&json!(true), None));
    assert_eq!(
        site.portal.ticket(ticket)["fields"]["updated"],
        "2026-11-21T12:00:00.790+0000",
        "nothing was updated"
    );
}

#[tokio::test]
async fn a_queue_shows_its_columns_and_its_count() {
    let site = Site::open();
    let (open, done) = (site.ticket("Printer"), site.ticket("Copier"));
    assert!(site.portal.set_status(done, site.portal.agent().id, "Closed"));
    site.portal.add_queue("Done", "project = SUP AND statusCategory = Done");
    let queues = site.agent.get("/rest/servicedeskapi/servicedesk/1/queue?includeCount=true").await;
    assert_eq!(queues.each("values", "name"), [json!("All open"), json!("Done")]);
    assert_eq!(queues.each("values", "issueCount"), [json!(1), json!(1)]);
    let id = queues.body["values"][0]["id"].as_str().unwrap();
    let issues = site.agent.get(&format!("/rest/servicedeskapi/servicedesk/1/queue/{id}/issue")).await;
    assert_eq!(issues.each("values", "key"), [json!(site.portal.key(open))]);
    let fields: Vec<&String> = issues.body["values"][0]["fields"].as_object().unwrap().keys().collect();
    assert_eq!(fields, ["created", "reporter", "status", "summary"]);
    let plain = site.agent.get("/rest/servicedeskapi/servicedesk/1/queue").await;
    assert_eq!(plain.each("values", "issueCount"), [Value::Null, Value::Null]);
    let members = site.agent.get("/rest/servicedeskapi/organization").await;
    let target = format!(
        "/rest/servicedeskapi/organization/{}/user",
        members.body["values"][0]["id"].as_str().unwrap()
    );
    assert_eq!(site.agent.get(&target).await.each("values", "displayName"), [json!("Jo Doe")]);
}

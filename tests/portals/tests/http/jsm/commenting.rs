//! `api-group-issue-comments` and `service-desk api-group-request`.

use fakes::{Deed, Fault, When};
use serde_json::{Value, json};

use super::{Site, document};

#[tokio::test]
async fn a_comment_is_a_document_with_properties() {
    let site = Site::open();
    let ticket = site.ticket("Printer");
    let target = site.issue(ticket, "/comment");
    let body = json!({ "body": document("Use water."), "properties": [{ "key": "marker", "value": { "id": "op-1" } }] });
    let reply = site.agent.post(&target, &body).await;
    assert_eq!((reply.status, &reply.body["jsdPublic"]), (201, &json!(true)));
    assert_eq!(reply.body["body"], document("Use water."));
    assert_eq!(reply.body["author"]["displayName"], "Ben Agent");
    assert_eq!(reply.body["created"], "2026-11-21T12:00:00.790+0000");
    let plain = site.agent.get(&target).await;
    assert_eq!(plain.body["comments"][0].get("properties"), None, "only when asked for");
    let expanded = site.agent.get(&format!("{target}?expand=properties")).await;
    assert_eq!(expanded.body["comments"][0]["properties"], body["properties"]);
    let one =
        site.agent.get(&format!("{target}/{}?expand=properties", reply.body["id"].as_str().unwrap())).await;
    assert_eq!(one.body["properties"], body["properties"]);
    let number: u64 = reply.body["id"].as_str().unwrap().parse().unwrap();
    let list = "/rest/api/3/comment/list";
    let listed = site.agent.post(&format!("{list}?expand=properties"), &json!({ "ids": [number, 1] })).await;
    assert_eq!((listed.status, &listed.body["total"]), (200, &json!(1)));
    assert_eq!(listed.body["values"][0]["properties"], body["properties"]);
    assert_eq!(site.agent.post(list, &json!({ "ids": [] })).await.status, 400);
    site.portal.hide_listed_properties();
    let expanded = site.agent.get(&format!("{target}?expand=properties")).await;
    assert_eq!(expanded.body["comments"][0].get("properties"), None);
    assert_eq!(site.portal.count(Deed::Replied, "Use water."), 1);
}

#[tokio::test]
async fn what_makes_a_comment_internal() {
    let site = Site::open();
    let ticket = site.ticket("Printer");
    let property = |value: Value| json!([{ "key": "sd.public.comment", "value": { "internal": value } }]);
    for (name, extra, public) in [
        ("nothing said", json!({}), true),
        ("the property", json!({ "properties": property(json!(true)) }), false),
        ("the property as text", json!({ "properties": property(json!("true")) }), true),
        ("what can only be read", json!({ "jsdPublic": false }), true),
    ] {
        let mut body = json!({ "body": document(name) });
        body.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        let reply = site.agent.post(&site.issue(ticket, "/comment"), &body).await;
        assert_eq!(reply.body["jsdPublic"], public, "{name}");
    }
    let request = format!("/rest/servicedeskapi/request/{}/comment", site.portal.key(ticket));
    let reply = site.agent.post(&request, &json!({ "body": "By the desk", "public": false })).await;
    assert_eq!((reply.status, &reply.body["public"]), (201, &json!(false)));
    assert_eq!(reply.body["created"]["iso8601"], "2026-11-21T12:00:00+0000");
    assert_eq!(reply.body["created"]["epochMillis"], 1_795_262_400_790_i64);
    let deeds = |deed| site.portal.effects_of_requests().iter().filter(|one| one.deed == deed).count();
    assert_eq!((deeds(Deed::Replied), deeds(Deed::Noted)), (3, 2));
    let customer = site.client(site.customer);
    assert_eq!(customer.get(&request).await.body["size"], 3, "customers see what is public");
    assert_eq!(site.agent.get(&format!("{request}?internal=false")).await.body["size"], 3);
    assert_eq!(
        site.agent.get(&format!("{request}?public=false")).await.each("values", "body"),
        [json!("the property"), json!("By the desk")]
    );
    let said = customer.post(&request, &json!({ "body": "Thanks", "public": false })).await;
    assert_eq!(said.body["public"], true, "customers write in public");
}

#[tokio::test]
async fn comments_come_in_pages_oldest_first() {
    let site = Site::open();
    let ticket = site.ticket("Printer");
    let agent = site.portal.agent().id;
    for number in 0..60 {
        assert!(site.portal.agent_writes(ticket, agent, &format!("Try {number}."), true));
    }
    let target = site.issue(ticket, "/comment");
    let page = site.agent.get(&target).await.body;
    assert_eq!((page["comments"].as_array().unwrap().len(), &page["total"]), (50, &json!(60)));
    assert_eq!(page["comments"][0]["body"], document("Try 0."));
    let rest = site.agent.get(&format!("{target}?startAt=50")).await.body;
    assert_eq!(rest["comments"].as_array().unwrap().len(), 10);
    let latest = site.agent.get(&format!("{target}?orderBy=-created&maxResults=1")).await.body;
    assert_eq!(latest["comments"][0]["body"], document("Try 59."));
    let desk = format!("/rest/servicedeskapi/request/{}/comment", site.portal.key(ticket));
    let page = site.agent.get(&desk).await.body;
    assert_eq!((&page["isLastPage"], &page["size"], page.get("total")), (&json!(false), &json!(50), None));
    let next = site.agent.get(page["_links"]["next"].as_str().unwrap()).await.body;
    assert_eq!((&next["isLastPage"], &next["size"]), (&json!(true), &json!(10)));
}

#[tokio::test]
async fn text_is_no_document_and_an_empty_comment_is_none() {
    let site = Site::open();
    let ticket = site.ticket("Printer");
    let reply = site.agent.post(&site.issue(ticket, "/comment"), &json!({ "body": "Hello" })).await;
    assert_eq!((reply.status, &reply.body["errors"]["comment"]), (400, &json!("Comment body is not valid!")));
    let desk = format!("/rest/servicedeskapi/request/{}/comment", site.portal.key(ticket));
    let reply = site.agent.post(&desk, &json!({ "body": " " })).await;
    assert_eq!(reply.status, 400);
    assert!(reply.body["errorMessage"].is_string());
    assert_eq!(site.portal.effects_of_requests(), []);
}

#[tokio::test]
async fn a_lost_answer_leaves_a_comment_with_its_property() {
    let site = Site::open();
    let ticket = site.ticket("Printer");
    let target = site.issue(ticket, "/comment");
    let body = json!({ "body": document("Once."), "properties": [{ "key": "marker", "value": "op-1" }] });
    site.portal.next(When::request("POST", "/comment"), Fault::LoseAnswer);
    assert!(site.agent.send("POST", &target, &body, &[]).await.is_err());
    let found = site.agent.get(&format!("{target}?expand=properties")).await;
    assert_eq!(found.body["comments"][0]["properties"][0]["value"], "op-1");
    assert_eq!(site.agent.post(&target, &body).await.status, 201);
    assert_eq!(site.portal.count(Deed::Replied, "Once."), 2, "there is no key");
}

//! Pages `api/ticket/tags` and `api/ticket/links`.

use fakes::Deed;
use serde_json::json;

use super::{Account, refused};

#[tokio::test]
async fn tags_come_and_go_one_at_a_time() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    account.clock.pass(60);
    let tag = |item: &str| json!({ "item": item, "object": "Ticket", "o_id": ticket });
    for item in ["americano", "complaint", "complaint"] {
        let reply = account.agent.post("/api/v1/tags/add", &tag(item)).await;
        assert_eq!((reply.status, &reply.body), (201, &json!(true)), "{item}");
    }
    assert_eq!(account.portal.count(Deed::Tagged, ""), 2, "a tag that is there is not added");
    let list = async || {
        account.agent.get(&format!("/api/v1/tags?object=Ticket&o_id={ticket}")).await.body["tags"].clone()
    };
    assert_eq!(list().await, json!(["americano", "complaint"]));
    assert_eq!(
        account.portal.ticket(ticket)["updated_at"],
        "2026-11-21T12:01:00.790Z",
        "it touches the ticket"
    );
    for _ in 0..2 {
        let reply =
            account.agent.send("DELETE", "/api/v1/tags/remove", &tag("americano"), &[]).await.unwrap();
        assert_eq!((reply.status, &reply.body), (200, &json!(true)));
    }
    assert_eq!(list().await, json!(["complaint"]));
    assert_eq!(account.portal.count(Deed::Tagged, "removed americano"), 1);
    assert_eq!(account.admin.get("/api/v1/tag_list").await.body[0]["name"], "complaint");
    assert_eq!(refused(&account.agent.post("/api/v1/tags/add", &json!({ "item": "x" })).await).0, 422);
    assert_eq!(
        account
            .agent
            .post("/api/v1/tags/add", &json!({ "item": "x", "object": "Ticket", "o_id": 99 }))
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn a_link_names_its_source_by_number_and_its_target_by_identifier() {
    let account = Account::open();
    let (first, second) = (account.ticket("Printer"), account.ticket("Copier"));
    let body = json!({
        "link_type": "child", "link_object_target": "Ticket", "link_object_target_value": second,
        "link_object_source": "Ticket", "link_object_source_number": account.portal.number(first),
    });
    let reply = account.agent.post("/api/v1/links/add", &body).await;
    assert_eq!((reply.status, &reply.body["link_object_source_value"]), (201, &json!(first)));
    for (ticket, kind, other) in [(second, "child", first), (first, "parent", second)] {
        let target = format!("/api/v1/links?link_object=Ticket&link_object_value={ticket}");
        let links = account.agent.get(&target).await.body;
        let link = json!({ "link_type": kind, "link_object": "Ticket", "link_object_value": other });
        assert_eq!(links["links"], json!([link]), "of {ticket}");
        assert_eq!(links["assets"]["Ticket"][other.to_string()]["id"], other);
    }
    let wrong = json!({ "link_type": "normal", "link_object_source_number": first, "link_object_target_value": second });
    assert_eq!(
        refused(&account.agent.post("/api/v1/links/add", &wrong).await),
        (422, "The object could not be found.")
    );
    let remove = json!({ "link_type": "child", "link_object_source_value": first, "link_object_target_value": second });
    assert_eq!(account.agent.send("DELETE", "/api/v1/links/remove", &remove, &[]).await.unwrap().status, 201);
    assert_eq!(account.portal.count(Deed::Linked, ""), 2);
}

//! <https://developer.atlassian.com/cloud/jira/platform/basic-auth-for-rest-apis/>, `api-group-myself`,
//! `api-group-server-info`.

use fakes::{Outcome, Request};
use serde_json::json;

use super::{Site, refused};
use crate::client::Client;

#[tokio::test]
async fn the_address_and_the_token_say_who_calls() {
    let site = Site::open();
    let me = site.agent.get("/rest/api/3/myself").await;
    for (member, value) in [
        ("accountId", json!(site.portal.account_id(site.portal.agent().id))),
        ("displayName", json!("Ben Agent")),
        ("emailAddress", json!("ben@vendor.test")),
        ("accountType", json!("atlassian")),
        ("timeZone", json!("UTC")),
    ] {
        assert_eq!(me.body[member], value, "{member}");
    }
    assert_eq!(me.body.get("applicationRoles"), None, "only when asked for");
    let me = site.agent.get("/rest/api/3/myself?expand=applicationRoles").await;
    assert_eq!(me.body["applicationRoles"]["items"][0]["key"], "jira-servicedesk");
    let wrong = Client::new(&site.portal.address(), "Basic YmVuOm5v");
    for target in
        ["/rest/api/3/myself", "/rest/api/3/search/jql?jql=project=SUP", "/rest/servicedeskapi/request"]
    {
        let reply = wrong.get(target).await;
        assert_eq!(
            refused(&reply),
            (401, "Client must be authenticated to access this resource."),
            "{target}"
        );
    }
    site.portal.hide_emails();
    assert_eq!(site.agent.get("/rest/api/3/myself").await.body.get("emailAddress"), None);
    let info = site.agent.get("/rest/api/3/serverInfo").await;
    assert_eq!(
        (&info.body["deploymentType"], &info.body["serverTime"]),
        (&json!("Cloud"), &json!("2026-11-21T12:00:00.790+0000"))
    );
}

#[test]
fn without_a_header_a_search_finds_nothing_and_is_no_error() {
    let portal = fakes::Jsm::without_socket(&crate::client::clock());
    let customer = portal.add_customer("Jo", "jo@acme.test", None);
    portal.add_ticket(customer, "Printer", "It hums.");
    let ask = |target: &str| {
        let Outcome::Answered(answer) = portal.exchange(&Request::new("GET", target)) else {
            panic!("an answer")
        };
        (answer.status, answer.json())
    };
    let (status, body) = ask("/rest/api/3/search/jql?jql=project%20%3D%20SUP");
    assert_eq!((status, body), (200, json!({ "issues": [], "isLast": true })));
    assert_eq!(ask("/rest/api/3/issue/SUP-1").0, 404);
    assert_eq!(ask("/rest/api/3/myself").0, 401);
    assert_eq!(ask("/rest/servicedeskapi/request/SUP-1").0, 401);
}

#[tokio::test]
async fn a_customer_has_the_portal_only() {
    let site = Site::open();
    let (own, stranger) = (site.ticket("Printer"), site.portal.add_customer("Max", "max@bolt.test", None));
    let foreign = site.portal.add_ticket(stranger, "Copier", "It hums.");
    let customer = site.client(site.customer);
    let key = |id: u64| site.portal.key(id);
    for (target, status) in [
        ("/rest/api/3/myself".to_owned(), 200),
        (format!("/rest/api/3/issue/{}", key(own)), 403),
        ("/rest/api/3/search/jql?jql=project=SUP".to_owned(), 403),
        (format!("/rest/servicedeskapi/request/{}", key(own)), 200),
        (format!("/rest/servicedeskapi/request/{}", key(foreign)), 403),
        (format!("/rest/servicedeskapi/request/{}/sla", key(own)), 403),
        ("/rest/servicedeskapi/servicedesk/1/queue".to_owned(), 403),
        ("/rest/servicedeskapi/request/SUP-99".to_owned(), 404),
    ] {
        assert_eq!(customer.get(&target).await.status, status, "{target}");
    }
    let list = customer.get("/rest/servicedeskapi/request").await;
    assert_eq!(list.each("values", "issueKey"), [json!(key(own))]);
    assert_eq!(
        customer.get("/rest/servicedeskapi/organization").await.each("values", "name"),
        [json!("ACME Werke")]
    );
}

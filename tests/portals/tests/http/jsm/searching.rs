//! `api-group-issue-search` and <https://developer.atlassian.com/cloud/jira/platform/search-and-reconcile/>.

use serde_json::{Value, json};

use super::{Site, refused};

const DAY: i64 = 24 * 60 * 60;

#[tokio::test]
async fn the_old_search_is_gone() {
    let site = Site::open();
    let reply = site.agent.get("/rest/api/3/search?jql=project=SUP").await;
    assert_eq!(reply.status, 410);
    assert!(refused(&reply).1.contains("/rest/api/3/search/jql"), "{:?}", reply.body);
    assert_eq!(site.agent.post("/rest/api/2/search", &json!({ "jql": "project = SUP" })).await.status, 410);
}

#[tokio::test]
async fn only_identifiers_come_unless_fields_are_asked_for() {
    let site = Site::open();
    let ticket = site.ticket("Printer");
    let get = async |rest: &str| {
        let target = format!("/rest/api/3/search/jql?jql=project%3DSUP{rest}");
        site.agent.get(&target).await.body["issues"][0].clone()
    };
    assert_eq!(get("").await, json!({ "id": ticket.to_string() }));
    let keyed = get("&fields=key").await;
    assert_eq!((&keyed["key"], keyed.get("fields")), (&json!("SUP-1"), None));
    let named = get("&fields=summary,status").await;
    assert_eq!(named["fields"].as_object().unwrap().len(), 2);
    assert_eq!(named["fields"]["status"]["name"], "Waiting for support");
    let all = get("&fields=*all").await;
    assert!(all["fields"]["comment"]["comments"].is_array());
    let navigable = get("&fields=*navigable").await;
    assert_eq!(
        (navigable["fields"].get("comment"), &navigable["fields"]["summary"]),
        (None, &json!("Printer"))
    );
    assert_eq!(get("&fields=*all,-comment").await["fields"].get("comment"), None);
}

#[tokio::test]
async fn pages_are_led_on_by_tokens_and_have_no_total() {
    let site = Site::open();
    for number in 0..7 {
        site.ticket(&format!("Case {number}"));
        site.clock.pass(10);
    }
    let ask = async |token: &str, jql: &str| {
        let body = json!({ "jql": jql, "maxResults": 3, "fields": ["key"], "nextPageToken": token });
        site.agent.post("/rest/api/3/search/jql", &body).await
    };
    let jql = "project = SUP ORDER BY updated ASC";
    let first = ask("", jql).await;
    assert_eq!(
        (first.each("issues", "key"), first.body.get("total")),
        (vec![json!("SUP-1"), json!("SUP-2"), json!("SUP-3")], None)
    );
    let token = first.body["nextPageToken"].as_str().unwrap().to_owned();
    // What is changed meanwhile moves to the end, and shifts nothing else.
    let oldest = first.body["issues"][0]["self"].as_str().unwrap().rsplit('/').next().unwrap();
    assert!(site.portal.customer_writes(oldest.parse().unwrap(), "Still so."));
    let second = ask(&token, jql).await;
    assert_eq!(second.each("issues", "key"), [json!("SUP-4"), json!("SUP-5"), json!("SUP-6")]);
    let third = ask(second.body["nextPageToken"].as_str().unwrap(), jql).await;
    assert_eq!(third.each("issues", "key"), [json!("SUP-7"), json!("SUP-1")]);
    assert_eq!((&third.body["isLast"], third.body.get("nextPageToken")), (&json!(true), None));
    for (name, token, jql) in
        [("another query", token.as_str(), "project = SUP"), ("no token", "nonsense", jql)]
    {
        assert_eq!(ask(token, jql).await.status, 400, "{name}");
    }
    site.clock.pass(7 * DAY);
    assert_eq!(ask(&token, jql).await.status, 400, "a week old");
}

#[tokio::test]
async fn pages_have_their_limits() {
    let site = Site::open();
    for number in 0..120 {
        site.ticket(&format!("Case {number}"));
    }
    let count = async |rest: &str| {
        let target = format!("/rest/api/3/search/jql?jql=project%3DSUP{rest}");
        site.agent.get(&target).await.body["issues"].as_array().unwrap().len()
    };
    assert_eq!((count("").await, count("&maxResults=5000").await), (50, 120));
    assert_eq!(count("&maxResults=5000&fields=summary").await, 100, "fewer, with fields");
    let body = json!({ "jql": "project = SUP" });
    assert_eq!(site.agent.post("/rest/api/3/search/approximate-count", &body).await.body["count"], 120);
}

#[tokio::test]
async fn an_index_that_lags_shows_what_was_unless_it_is_reconciled() {
    let site = Site::open();
    site.portal.set_search_delay(30);
    let ticket = site.ticket("Printer");
    let ask = async |reconcile: &[u64]| {
        let body = json!({ "jql": "summary ~ Printer", "fields": ["summary", "status"], "reconcileIssues": reconcile });
        site.agent.post("/rest/api/3/search/jql", &body).await.body["issues"].clone()
    };
    assert_eq!(ask(&[]).await, json!([]));
    assert_eq!(ask(&[ticket]).await[0]["key"], "SUP-1");
    site.clock.pass(30);
    let agent = site.portal.agent().id;
    assert!(site.portal.agent_changes(ticket, agent, &json!({ "fields": { "summary": "Copier" } })));
    assert_eq!(ask(&[]).await[0]["fields"]["summary"], "Printer", "stale");
    assert_eq!(ask(&[ticket]).await, json!([]));
    assert_eq!(site.agent.get("/rest/api/3/issue/SUP-1").await.body["fields"]["summary"], "Copier");
    site.portal.erase(ticket);
    assert_eq!(ask(&[]).await[0]["key"], "SUP-1", "what is gone is still found");
    site.clock.pass(30);
    assert_eq!(ask(&[]).await, json!([]));
    let many: Vec<u64> = (0..51).collect();
    let body = json!({ "jql": "project = SUP", "reconcileIssues": many });
    assert_eq!(site.agent.post("/rest/api/3/search/jql", &body).await.status, 400);
}

#[tokio::test]
async fn issues_are_fetched_in_bulk_as_they_are() {
    let site = Site::open();
    let (first, second) = (site.ticket("Printer"), site.ticket("Copier"));
    let body = json!({ "issueIdsOrKeys": [second.to_string(), "SUP-1", "SUP-99"], "fields": ["summary"] });
    let reply = site.agent.post("/rest/api/3/issue/bulkfetch", &body).await;
    assert_eq!(reply.each("issues", "id"), [json!(first.to_string()), json!(second.to_string())]);
    assert_eq!(reply.body["issues"][1]["fields"], json!({ "summary": "Copier" }));
    assert_eq!(reply.each("issueErrors", "issueIdOrKey"), [json!("SUP-99")]);
    let none: Vec<Value> = Vec::new();
    assert_eq!(
        site.agent.post("/rest/api/3/issue/bulkfetch", &json!({ "issueIdsOrKeys": none })).await.status,
        400
    );
}

//! Page `api/intro`, section "Search via API", and `can_search.rb`.

use serde_json::{Value, json};

use super::{Account, ids, refused};

async fn found(account: &Account, query: &str) -> Value {
    let query = query.replace('+', "%2B").replace(' ', "+").replace('>', "%3E").replace('<', "%3C");
    let query = query.replace('[', "%5B").replace(']', "%5D").replace('{', "%7B").replace('"', "%22");
    let target = format!("/api/v1/tickets/search?query={query}&sort_by=id&order_by=asc");
    ids(&account.agent.get(&target).await.body)
}

#[tokio::test]
async fn a_query_has_fields_ranges_and_words() {
    let account = Account::open();
    let first = account.ticket("Printer");
    account.clock.pass(60);
    let second = account.ticket("Copier");
    let agent = account.portal.agent().id;
    account.portal.add_tag(second, agent, "vip");
    let all = json!([first, second]);
    for (query, expected) in [
        ("updated_at:[2026-11-21T12:00:00Z TO 2026-11-21T13:00:00Z]", all.clone()),
        ("updated_at:[2026-11-21T12:00:01Z TO 2026-11-21T13:00:00Z]", json!([second])),
        // The end has no milliseconds, and means all of its second.
        ("updated_at:[2026-11-21T12:00:00Z TO 2026-11-21T12:00:00Z]", json!([first])),
        ("updated_at:[2026-11-21T12:00:00.791Z TO 2026-11-21T12:01:00.789Z]", json!([])),
        ("updated_at:{2026-11-21T12:00:00Z TO 2026-11-21T13:00:00Z]", json!([second])),
        ("updated_at:>=2026-11-21", all.clone()),
        ("updated_at:>\"2026-11-21T12:00:00Z\"", json!([second])),
        ("updated_at:>2026-11-21T12\\:00\\:00Z", json!([second])),
        ("updated_at:<now-30s", json!([first])),
        ("state.name:new AND title:printer", json!([first])),
        ("title:printer OR tags:vip", all.clone()),
        ("state_id:1 -title:printer", json!([second])),
        ("NOT (title:printer OR title:scanner)", json!([second])),
        ("customer.email:jo@acme.test", all.clone()),
        ("work", all.clone()),
        ("number:53001", json!([first])),
        ("nothing:1", json!([])),
    ] {
        assert_eq!(found(&account, query).await, expected, "{query}");
    }
}

#[tokio::test]
async fn what_elasticsearch_cannot_read_is_an_empty_list() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    for query in [
        // Zammad takes the star away, so the range has no end.
        "updated_at:[2026-11-21T12:00:00Z TO *]",
        "updated_at:>2026-11-21T12:00:00Z",
        "title:(printer",
        "title:\"printer",
    ] {
        assert_eq!(found(&account, query).await, json!([]), "{query}");
    }
    assert_eq!(found(&account, "*").await, json!([ticket]), "without its star, it asks for everything");
}

#[tokio::test]
async fn an_index_that_lags_finds_what_was_and_shows_what_is() {
    let account = Account::open();
    account.portal.set_search_delay(30);
    let ticket = account.ticket("Printer");
    let range = "updated_at:[2026-11-21T12:00:00Z TO 2026-11-21T12:59:59Z]";
    assert_eq!(found(&account, range).await, json!([]), "not yet");
    assert_eq!(found(&account, "").await, json!([ticket]), "the database is up to date");
    account.clock.pass(30);
    assert_eq!(found(&account, range).await, json!([ticket]));
    let agent = account.portal.agent().id;
    assert!(account.portal.agent_changes(ticket, agent, &json!({ "title": "Copier" })));
    assert_eq!(found(&account, "title:printer").await, json!([ticket]));
    let reply = account.agent.get("/api/v1/tickets/search?query=title:printer").await;
    assert_eq!(reply.body[0]["title"], "Copier");
    account.portal.erase(ticket);
    assert_eq!(found(&account, "title:printer").await, json!([]), "what is gone is not shown");
}

#[tokio::test]
async fn without_elasticsearch_a_query_is_plain_text() {
    let account = Account::open();
    account.portal.remove_elasticsearch();
    let ticket = account.ticket("Printer");
    for (query, expected) in [
        ("prin", json!([ticket])),
        ("53001", json!([ticket])),
        ("does not work", json!([ticket])),
        ("title:printer", json!([])),
        ("updated_at:[2026-11-21T12:00:00Z TO 2026-11-21T13:00:00Z]", json!([])),
        ("", json!([ticket])),
    ] {
        assert_eq!(found(&account, query).await, expected, "{query}");
    }
}

#[tokio::test]
async fn dates_without_an_offset_are_in_the_zone_of_the_installation() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    account.portal.set_zone(3_600);
    assert_eq!(
        found(&account, "updated_at:[2026-11-21T13:00:00 TO 2026-11-21T13:00:00]").await,
        json!([ticket])
    );
    assert_eq!(found(&account, "updated_at:[2026-11-21T12:00:00 TO 2026-11-21T12:59:59]").await, json!([]));
    assert_eq!(
        found(&account, "updated_at:[2026-11-21T12:00:00Z TO 2026-11-21T12:59:59Z]").await,
        json!([ticket])
    );
}

#[tokio::test]
async fn results_are_sorted_paged_and_counted() {
    let account = Account::open();
    for number in 0..60 {
        account.ticket(&format!("Case {number}"));
        account.clock.pass(1);
    }
    let get = async |query: &str| {
        account.agent.get(&format!("/api/v1/tickets/search?query=title:case{query}")).await
    };
    let first = get("").await.body;
    assert_eq!((first.as_array().unwrap().len(), &first[0]["id"]), (50, &json!(60)), "the latest first");
    assert_eq!(first[0]["article_ids"].as_array().unwrap().len(), 1);
    assert_eq!(get("&sort_by=updated_at&order_by=asc&per_page=1").await.body[0]["id"], 1);
    assert_eq!(get("&sort_by=state_id,id&order_by=desc,asc&per_page=1").await.body[0]["id"], 1);
    assert_eq!(get("&page=2&per_page=55").await.body.as_array().unwrap().len(), 5);
    let counted = get("&with_total_count=true&per_page=2&expand=true").await.body;
    assert_eq!((&counted["total_count"], &counted["records"][0]["state"]), (&json!(60), &json!("new")));
    let full = get("&full=true&per_page=2").await.body;
    assert_eq!((&full["record_ids"], &full["total_count"]), (&json!([60, 59]), &json!(60)));
    assert_eq!(full["assets"]["Ticket"]["60"]["title"], "Case 59");
    assert_eq!(get("&only_total_count=true").await.body, json!({ "total_count": 60 }));
    assert_eq!(refused(&get("&sort_by=colour").await).0, 422);
}

#[tokio::test]
async fn there_is_no_result_behind_the_window() {
    let account = Account::open();
    account.portal.set_result_window(20);
    for number in 0..25 {
        account.portal.add_ticket(account.customer, &format!("Case {number}"), "It hums.");
    }
    let get = async |query: &str, page: usize| {
        let target =
            format!("/api/v1/tickets/search?query={query}&per_page=10&page={page}&with_total_count=true");
        let body = account.agent.get(&target).await.body;
        (body["records"].as_array().unwrap().len(), body["total_count"].clone())
    };
    assert_eq!(get("title:case", 2).await, (10, json!(20)), "the count ends there too");
    assert_eq!(get("title:case", 3).await, (0, json!(0)), "empty, and no error");
    assert_eq!(get("", 3).await, (5, json!(25)), "the database has no such end");
}

#[tokio::test]
async fn the_database_finds_by_condition() {
    let account = Account::open();
    let first = account.ticket("Printer");
    account.clock.pass(60);
    let second = account.ticket("Copier");
    assert!(account.portal.agent_changes(second, account.portal.agent().id, &json!({ "state": "open" })));
    let target = "/api/v1/tickets/search?sort_by=id&order_by=asc";
    let ask = async |condition: Value| account.agent.post(target, &json!({ "condition": condition })).await;
    let at = |operator: &str, value: &str| json!({ "ticket.updated_at": { "operator": operator, "value": value } });
    for (condition, expected) in [
        (json!({}), json!([first, second])),
        (at("after (absolute)", "2026-11-21T12:00:01Z"), json!([second])),
        // The instant itself is after it.
        (at("after (absolute)", "2026-11-21T12:00:00.790Z"), json!([first, second])),
        (at("before (absolute)", "2026-11-21T12:00:00.790Z"), json!([first])),
        (json!({ "ticket.state_id": { "operator": "is", "value": ["2"] } }), json!([second])),
        (json!({ "ticket.state_id": { "operator": "is not", "value": 2 } }), json!([first])),
        (json!({ "ticket.title": { "operator": "contains", "value": "PRINT" } }), json!([first])),
        (json!({ "ticket.title": { "operator": "contains not", "value": "print" } }), json!([second])),
        (
            json!({
                "ticket.state_id": { "operator": "is", "value": ["2"] },
                "ticket.title": { "operator": "contains", "value": "print" },
            }),
            json!([]),
        ),
        // Without a value it is no condition.
        (json!({ "ticket.state_id": { "operator": "is" } }), json!([first, second])),
    ] {
        assert_eq!(ids(&ask(condition.clone()).await.body), expected, "{condition}");
    }
    assert_eq!(refused(&ask(at("since", "2026-11-21T12:00:00Z")).await).0, 500);
    assert_eq!(refused(&ask(json!({ "ticket.colour": { "operator": "is", "value": 1 } })).await).0, 422);
    // Elasticsearch passes conditions over.
    let words = format!("{target}&query=printer");
    let body = json!({ "condition": { "ticket.state_id": { "operator": "is", "value": ["2"] } } });
    assert_eq!(ids(&account.agent.post(&words, &body).await.body), json!([first]));
}

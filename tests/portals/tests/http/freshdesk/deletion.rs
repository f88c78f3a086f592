//! Sections `#delete_a_ticket` and `#restore_a_ticket`.

use fakes::Deed;
use serde_json::json;

use super::{Account, ids};

const DAY: i64 = 24 * 60 * 60;

#[tokio::test]
async fn a_deleted_ticket_says_so_and_is_found_by_its_filter_only() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    let target = format!("/api/v2/tickets/{ticket}");
    account.clock.pass(60);
    let since = "updated_since=2026-11-21T12:00:30Z";
    assert_eq!(account.agent.delete(&target).await.status, 204);
    assert_eq!(account.agent.get(&target).await.body["deleted"], true);
    for (query, found) in [
        ("updated_since=2026-01-01".to_owned(), json!([])),
        (format!("filter=deleted&{since}"), json!([])),
        ("filter=deleted".to_owned(), json!([ticket])),
    ] {
        assert_eq!(ids(&account.agent.get(&format!("/api/v2/tickets?{query}")).await), found, "{query}");
    }
    assert_eq!(account.agent.delete(&target).await.status, 404);
    assert_eq!(account.agent.put(&target, &json!({ "status": 4 })).await.status, 404);
    assert_eq!(account.agent.post(&format!("{target}/reply"), &json!({ "body": "x" })).await.status, 404);
    assert_eq!(account.agent.put(&format!("{target}/restore"), &json!({})).await.status, 204);
    assert_eq!(account.agent.get(&target).await.body["deleted"], json!(null));

    account.portal.let_deletions_touch();
    account.portal.delete(ticket);
    let reply = account.agent.get(&format!("/api/v2/tickets?filter=deleted&{since}")).await;
    assert_eq!(ids(&reply), json!([ticket]), "when deletions change updated_at");
}

#[tokio::test]
async fn after_30_days_it_is_not_there() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    account.portal.delete(ticket);
    for (wait, status) in [(30 * DAY - 1, 200), (1, 404)] {
        account.clock.pass(wait);
        assert_eq!(account.agent.get(&format!("/api/v2/tickets/{ticket}")).await.status, status);
    }
    assert_eq!(account.portal.count(Deed::Erased, ""), 1);
}

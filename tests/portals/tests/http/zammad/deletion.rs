//! Page `api/ticket`, section "Delete".

use fakes::Deed;
use serde_json::json;

use super::{Account, ids, refused};

#[tokio::test]
async fn only_an_administrator_deletes_and_it_is_for_ever() {
    let account = Account::open();
    let (ticket, other) = (account.ticket("Printer"), account.ticket("Copier"));
    let target = format!("/api/v1/tickets/{ticket}");
    assert_eq!(refused(&account.agent.delete(&target).await), (403, "admin permission required"));
    let reply = account.admin.delete(&target).await;
    assert_eq!((reply.status, reply.bytes.len()), (200, 0), "there is no body");
    for target in [
        target.clone(),
        format!("/api/v1/ticket_articles/by_ticket/{ticket}"),
        format!("/api/v1/ticket_history/{ticket}"),
    ] {
        assert_eq!(account.agent.get(&target).await.status, 404, "{target}");
    }
    assert_eq!(account.agent.put(&target, &json!({ "state": "open" })).await.status, 404);
    assert_eq!(account.admin.delete(&target).await.status, 404);
    assert_eq!(ids(&account.agent.get("/api/v1/tickets").await.body), json!([other]));
    assert_eq!(account.portal.count(Deed::Erased, ""), 1);
}

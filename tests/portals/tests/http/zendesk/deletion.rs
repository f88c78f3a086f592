//! The bin, and what the export says of it.

use fakes::Deed;
use serde_json::{Value, json};

use super::Account;
use crate::client::NOON;

const DAY: i64 = 24 * 60 * 60;

async fn exported(account: &Account, start: i64) -> Vec<(Value, Value)> {
    account.clock.pass(60);
    let target = format!("/api/v2/incremental/tickets/cursor?start_time={start}");
    let reply = account.admin.get(&target).await;
    reply.each("tickets", "status").into_iter().zip(reply.each("tickets", "subject")).collect()
}

#[tokio::test]
async fn a_deleted_ticket_is_a_tombstone_and_later_a_scrubbed_one() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    account.clock.pass(60);
    assert_eq!(account.admin.delete(&format!("/api/v2/tickets/{ticket}")).await.status, 204);
    assert_eq!(account.admin.get(&format!("/api/v2/tickets/{ticket}")).await.status, 404);
    assert_eq!(exported(&account, NOON + 30).await, [(json!("deleted"), json!("Printer"))]);
    let target = format!("/api/v2/incremental/tickets/cursor?start_time={NOON}&exclude_deleted=true");
    assert_eq!(account.admin.get(&target).await.each("tickets", "id"), [] as [Value; 0]);
    let bin = account.admin.get("/api/v2/deleted_tickets").await;
    assert_eq!(bin.each("deleted_tickets", "id"), [json!(ticket)]);

    let erased = account.admin.delete(&format!("/api/v2/deleted_tickets/{ticket}")).await;
    assert_eq!(erased.body["job_status"]["status"], "queued");
    assert_eq!(exported(&account, NOON + 90).await, [(json!("deleted"), json!("SCRUBBED"))]);
    let tombstone = account.portal.ticket(ticket);
    assert_eq!(tombstone["comments"], json!([]));
    assert_eq!(tombstone["description"], "SCRUBBED");
    assert_eq!(account.admin.delete(&format!("/api/v2/deleted_tickets/{ticket}")).await.status, 404);
}

#[tokio::test]
async fn a_ticket_comes_back_from_the_bin() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    account.portal.delete(ticket);
    let restored = account.agent.put(&format!("/api/v2/deleted_tickets/{ticket}/restore"), &json!({})).await;
    assert_eq!(restored.status, 200);
    assert_eq!(account.agent.get(&format!("/api/v2/tickets/{ticket}")).await.body["ticket"]["status"], "new");
    assert_eq!(exported(&account, NOON).await, [(json!("new"), json!("Printer"))]);
}

#[tokio::test]
async fn the_bin_is_emptied_after_30_days() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    account.portal.delete(ticket);
    for (wait, erased) in [(30 * DAY - 1, 0), (1, 1), (30 * DAY, 1)] {
        account.clock.pass(wait);
        assert_eq!(account.portal.count(Deed::Erased, ""), erased);
    }
}

#[tokio::test]
async fn agents_delete_only_when_they_may() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    let target = format!("/api/v2/tickets/{ticket}");
    assert_eq!(account.agent.delete(&target).await.status, 403);
    account.portal.let_agents_delete();
    assert_eq!(account.agent.delete(&target).await.status, 204);
    assert_eq!(account.agent.delete(&target).await.status, 404);
    assert_eq!(account.portal.count(Deed::Deleted, ""), 1);
}

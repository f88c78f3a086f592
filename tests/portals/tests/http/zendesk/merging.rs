//! Merges and the jobs that do them, pages `tickets` and `job_statuses`.

use fakes::Deed;
use serde_json::{Value, json};

use super::Account;

#[tokio::test]
async fn a_merge_is_a_job_that_closes_its_sources() {
    let account = Account::open();
    let (target, source) = (account.ticket("Printer"), account.ticket("Printer again"));
    account.portal.set_job_delay(5);
    let body = json!({
        "ids": [source], "source_comment": "Closing in favor of #111", "target_comment": "Combining with #123"
    });
    let reply = account.agent.post(&format!("/api/v2/tickets/{target}/merge.json"), &body).await;
    assert_eq!((reply.status, &reply.body["job_status"]["status"]), (200, &json!("queued")));
    let job = reply.body["job_status"]["url"].as_str().unwrap().to_owned();
    for (wait, status, ticket) in [(4, "queued", "new"), (1, "completed", "closed")] {
        account.clock.pass(wait);
        assert_eq!(account.agent.get(&job).await.body["job_status"]["status"], status);
        assert_eq!(account.portal.ticket(source)["status"], ticket);
    }
    assert_eq!(account.portal.ticket(source)["tags"], json!(["closed_by_merge"]));
    for (ticket, text) in [(source, "Closing in favor of #111"), (target, "Combining with #123")] {
        let last = account.portal.ticket(ticket)["comments"][1].clone();
        assert_eq!((&last["body"], &last["public"]), (&json!(text), &json!(false)));
    }
    assert_eq!(account.portal.count(Deed::Merged, &format!("into {target}")), 1);
}

#[tokio::test]
async fn a_merge_that_may_not_be_fails_as_a_job() {
    let account = Account::open();
    let ben = account.portal.agent().id;
    for (name, source, target, status) in [
        ("a solved source", "solved", "open", "failed"),
        ("a closed target", "open", "closed", "failed"),
        ("a solved target", "open", "solved", "completed"),
    ] {
        let (from, into) = (account.ticket("Printer"), account.ticket("Printer"));
        for (ticket, status) in [(from, source), (into, target)] {
            assert!(account.portal.agent_changes(ticket, ben, &json!({ "status": status })), "{name}");
        }
        let body = json!({ "ids": [from] });
        let reply = account.agent.post(&format!("/api/v2/tickets/{into}/merge"), &body).await;
        let job = account.agent.get(reply.body["job_status"]["url"].as_str().unwrap()).await;
        assert_eq!(job.body["job_status"]["status"], status, "{name}: {}", job.body);
    }
    let nothing = account.agent.post("/api/v2/tickets/1/merge", &json!({ "ids": [2] })).await;
    assert_eq!((nothing.status, &nothing.body["error"]), (404, &json!("RecordNotFound")));
    assert_eq!(account.agent.get("/api/v2/job_statuses/none").await.body["job_status"], Value::Null);
}

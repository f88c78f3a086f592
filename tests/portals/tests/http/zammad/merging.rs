//! `tickets_controller.rb` and `merge_to` in `ticket.rb`.

use fakes::Deed;
use serde_json::{Value, json};

use super::{Account, refused};

#[tokio::test]
async fn a_merge_moves_all_articles_and_leaves_one() {
    let account = Account::open();
    let (source, target) = (account.ticket("Printer again"), account.ticket("Printer"));
    assert!(account.portal.customer_writes(source, "Hello?"));
    let agent = account.portal.agent().id;
    assert!(account.portal.agent_changes(source, agent, &json!({ "owner_id": agent })));
    account.clock.pass(60);
    let address = format!("/api/v1/ticket_merge/{source}/{}", account.portal.number(target));
    let reply = account.agent.put(&address, &json!({})).await;
    assert_eq!((reply.status, &reply.body["result"]), (200, &json!("success")));
    let texts = |id: u64| -> Vec<Value> {
        let ticket = account.portal.ticket(id);
        ticket["articles"].as_array().unwrap().iter().map(|article| article["body"].clone()).collect()
    };
    assert_eq!(texts(target), ["It does not work.", "It does not work.", "Hello?"]);
    assert_eq!(texts(source), [json!("merged")]);
    let merged = account.portal.ticket(source);
    assert_eq!((&merged["state"], &merged["owner"]), (&json!("merged"), &json!("-")));
    assert_eq!(account.portal.ticket(target)["updated_at"], "2026-11-21T12:01:00.790Z");
    let history = account.agent.get(&format!("/api/v1/ticket_history/{source}")).await.body;
    let kinds: Vec<&Value> =
        history["history"].as_array().unwrap().iter().map(|entry| &entry["type"]).collect();
    assert!(kinds.contains(&&json!("merged_into")), "{kinds:?}");
    let links = account.agent.get(&format!("/api/v1/links?link_object_value={target}")).await.body;
    assert_eq!(links["links"][0]["link_type"], "child");
    assert_eq!(account.portal.count(Deed::Merged, &format!("into {target}")), 1);
    assert_eq!(account.portal.effects_of_requests().len(), 1, "one deed");
}

#[tokio::test]
async fn what_is_not_there_is_a_failure_with_status_200() {
    let account = Account::open();
    let (first, second) = (account.ticket("Printer"), account.ticket("Copier"));
    let number = account.portal.number(second);
    for (name, address, why) in [
        (
            "an identifier in place of a number",
            format!("{first}/{second}"),
            "The target ticket number could not be found.",
        ),
        ("no such source", format!("99/{number}"), "The source ticket could not be found."),
    ] {
        let reply = account.agent.put(&format!("/api/v1/ticket_merge/{address}"), &json!({})).await;
        assert_eq!(
            (reply.status, &reply.body["result"], &reply.body["message"]),
            (200, &json!("failed"), &json!(why)),
            "{name}"
        );
    }
    let same = account.agent.put(&format!("/api/v1/ticket_merge/{second}/{number}"), &json!({})).await;
    assert_eq!(refused(&same).0, 422);
    assert!(account.portal.merge(second, first));
    let again = account.agent.put(&format!("/api/v1/ticket_merge/{first}/{number}"), &json!({})).await;
    assert_eq!(refused(&again), (422, "It is not possible to merge into an already merged ticket."));
    let customer = account.client(account.customer);
    assert_eq!(customer.put(&format!("/api/v1/ticket_merge/{first}/{number}"), &json!({})).await.status, 403);
}

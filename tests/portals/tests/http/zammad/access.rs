//! Page `api/intro`, `authenticates.rb` and the policies.

use fakes::{Deed, Fault, When};
use serde_json::json;

use super::{Account, ids, refused};
use crate::client::Client;

#[tokio::test]
async fn a_token_says_who_calls() {
    let account = Account::open();
    let token = account.portal.agent().token;
    for (name, header, status) in [
        ("the form of the documentation", format!("Token token={token}"), 200),
        ("with quotes", format!("Token token=\"{token}\""), 200),
        ("as a bearer", format!("Bearer {token}"), 200),
        ("nobody's", "Token token=guess".to_owned(), 401),
        ("an empty one", "Token token=".to_owned(), 401),
        ("name and password", "Basic Ym9iOnB3".to_owned(), 403),
    ] {
        let client = Client::new(&account.portal.address(), &header);
        let reply = client.get("/api/v1/users/me").await;
        assert_eq!(reply.status, status, "{name}");
        if status == 200 {
            assert_eq!(reply.body["email"], "ben@vendor.test", "{name}");
        } else {
            assert_eq!(reply.header("x-failure"), refused(&reply).1, "{name}");
        }
    }
    let wrong = Client::new(&account.portal.address(), "Token token=guess");
    assert_eq!(refused(&wrong.get("/api/v1/tickets").await), (401, "Can't find User for Token"));
}

#[test]
fn without_a_header_it_is_403_and_not_401() {
    let portal = fakes::Zammad::without_socket(&crate::client::clock());
    let fakes::Outcome::Answered(answer) = portal.exchange(&fakes::Request::new("GET", "/api/v1/tickets"))
    else {
        panic!("an answer")
    };
    assert_eq!((answer.status, answer.json()["error"].clone()), (403, json!("Authentication required")));
}

#[tokio::test]
async fn a_customer_sees_their_own_and_no_more() {
    let account = Account::open();
    let (own, stranger) =
        (account.ticket("Printer"), account.portal.add_customer("Max", "max@bolt.test", None));
    let foreign = account.portal.add_ticket(stranger, "Copier", "It hums.");
    assert!(account.portal.agent_writes(own, account.portal.agent().id, "A secret.", false));
    let customer = account.client(account.customer);
    assert_eq!(ids(&customer.get("/api/v1/tickets").await.body), json!([own]));
    assert_eq!(ids(&customer.get("/api/v1/tickets/search?query=title:copier").await.body), json!([]));
    let articles = customer.get(&format!("/api/v1/ticket_articles/by_ticket/{own}")).await;
    assert_eq!(articles.body.as_array().unwrap().len(), 1, "nothing internal");
    for target in [
        format!("/api/v1/tickets/{foreign}"),
        format!("/api/v1/ticket_articles/by_ticket/{foreign}"),
        format!("/api/v1/ticket_history/{own}"),
        format!("/api/v1/tickets/{own}/time_accountings"),
        format!("/api/v1/users/{stranger}"),
        "/api/v1/users/search?query=max".to_owned(),
        "/api/v1/tag_list".to_owned(),
    ] {
        assert_eq!(refused(&customer.get(&target).await), (403, "Not authorized"), "{target}");
    }
    let tag = json!({ "object": "Ticket", "o_id": own, "item": "vip" });
    assert_eq!(customer.post("/api/v1/tags/add", &tag).await.status, 403);
    let body = json!({ "ticket_id": own, "body": "Thanks", "internal": true, "type": "email" });
    let said = customer.post("/api/v1/ticket_articles", &body).await;
    let shown = (&said.body["sender"], &said.body["internal"], &said.body["type"]);
    assert_eq!((said.status, shown), (201, (&json!("Customer"), &json!(false), &json!("note"))));
    assert_eq!(account.client(stranger).get(&format!("/api/v1/tickets/{own}")).await.status, 403);
}

#[tokio::test]
async fn an_organization_shares_its_tickets() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    let organization = account.portal.ticket(ticket)["organization_id"].as_u64();
    let colleague = account.portal.add_customer("Kim", "kim@acme.test", organization);
    assert_eq!(account.client(colleague).get(&format!("/api/v1/tickets/{ticket}")).await.status, 200);
    let list = account.client(colleague).get("/api/v1/organizations").await;
    assert_eq!((&list.body[0]["name"], &list.body[0]["contract"]), (&json!("ACME Werke"), &json!("premium")));
}

#[tokio::test]
async fn an_agent_sees_the_tickets_of_their_groups() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    let other = account.portal.add_agent("Cleo New", "cleo@vendor.test");
    let client = account.client(other);
    assert_eq!(client.get(&format!("/api/v1/tickets/{ticket}")).await.status, 403);
    assert_eq!(ids(&client.get("/api/v1/tickets").await.body), json!([]));
    let sales = account.portal.add_group("Sales", &[other]);
    let body = json!({ "group_id": sales });
    assert_eq!(account.agent.put(&format!("/api/v1/tickets/{ticket}"), &body).await.status, 200);
    assert_eq!(client.get(&format!("/api/v1/tickets/{ticket}")).await.status, 200);
    assert_eq!(account.agent.get(&format!("/api/v1/tickets/{ticket}")).await.status, 403, "out of sight");
}

#[tokio::test]
async fn an_administrator_acts_for_others() {
    let account = Account::open();
    let me = async |client: &Client, from: &str| {
        let headers = [("from", from)];
        client.send("GET", "/api/v1/users/me", &json!(null), &headers).await.unwrap()
    };
    assert_eq!(me(&account.admin, "jo@acme.test").await.body["id"], account.customer);
    assert_eq!(me(&account.admin, "nobody@acme.test").await.status, 403);
    assert_eq!(me(&account.agent, "jo@acme.test").await.status, 403);
}

#[tokio::test]
async fn a_limit_of_the_operator_answers_with_text() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    account.portal.set_limit(1);
    assert_eq!(account.agent.get("/api/v1/users/me").await.status, 200);
    account.clock.pass(20);
    let body = json!({ "ticket_id": ticket, "body": "Hello" });
    let reply = account.agent.post("/api/v1/ticket_articles", &body).await;
    assert_eq!((reply.status, reply.header("retry-after"), &reply.body), (429, "40", &json!(null)));
    assert_eq!(account.portal.effects_of_requests(), []);
    account.clock.pass(40);
    assert_eq!(account.agent.post("/api/v1/ticket_articles", &body).await.status, 201);
}

#[tokio::test]
async fn a_lost_answer_leaves_the_article() {
    let account = Account::open();
    let ticket = account.ticket("Printer");
    let body = json!({ "ticket_id": ticket, "body": "Use water." });
    account.portal.next(When::request("POST", "/ticket_articles"), Fault::LoseAnswer);
    assert!(account.agent.send("POST", "/api/v1/ticket_articles", &body, &[]).await.is_err());
    assert_eq!(account.portal.count(Deed::Replied, "Use water."), 1);
    assert_eq!(account.agent.post("/api/v1/ticket_articles", &body).await.status, 201);
    assert_eq!(account.portal.count(Deed::Replied, "Use water."), 2, "there is no key");
}

#[tokio::test]
async fn the_version_is_for_administrators_and_names_tell_ones_own_groups() {
    let account = Account::open();
    assert_eq!(account.admin.get("/api/v1/version").await.body["version"], "7.0.0");
    assert_eq!(refused(&account.agent.get("/api/v1/version").await), (403, "Not authorized"));
    let me = account.agent.get("/api/v1/users/me?expand=true").await.body;
    assert_eq!(me["groups"], json!({ "2nd Level": ["full"], "Users": ["full"] }));
}

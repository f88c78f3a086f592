//! Which side a person is on.

use policy::ticket::Party;
use serde_json::json;

use crate::samples::{adapter, audit, comment, first, known, ticket};

fn side(author: i64) -> Option<Party> {
    let wrote = audit(101, "2026-11-20T23:00:00Z", author, &[comment(30, true, "Hello")]);
    let script = known(&ticket(35_436), &[first(20_978_392), wrote]);
    let page = script.one(&adapter(), "35436").unwrap();
    page.tickets[0].events.iter().find(|event| event.id == "30").unwrap().by
}

#[test]
fn everybody_has_a_side() {
    let cases = [
        ("the requester", 20_978_392, Some(Party::Customer)),
        ("an agent", 235_323, Some(Party::Agent)),
        ("an administrator", 76_872, Some(Party::Agent)),
        ("somebody of the same organisation", 40, Some(Party::Customer)),
        ("somebody who gets copies and has no organisation", 35_334, Some(Party::Customer)),
        ("somebody of another organisation", 50, Some(Party::Other)),
        ("somebody without organisation or copy", 60, Some(Party::Other)),
        ("Zendesk itself", -1, Some(Party::System)),
        ("a person who was deleted", 4711, None),
    ];
    for (who, author, expected) in cases {
        assert_eq!(side(author), expected, "{who}");
    }
}

#[test]
fn an_agent_who_asks_is_the_customer() {
    let mut row = ticket(35_436);
    row["requester_id"] = json!(235_323);
    let script = known(&row, &[first(235_323)]);
    let page = script.one(&adapter(), "35436").unwrap();
    assert_eq!(page.tickets[0].events[0].by, Some(Party::Customer));
}

#[test]
fn what_an_agent_writes_down_for_a_customer_is_the_customers() {
    let mut on_behalf = comment(30, true, "She said on the phone that it burns.");
    on_behalf["author_id"] = json!(20_978_392);
    let wrote = audit(101, "2026-11-20T23:00:00Z", 235_323, &[on_behalf]);
    let script = known(&ticket(35_436), &[first(20_978_392), wrote]);
    let page = script.one(&adapter(), "35436").unwrap();
    let event = page.tickets[0].events.iter().find(|event| event.id == "30").unwrap();
    assert_eq!((event.by, event.author.as_str()), (Some(Party::Customer), "Johnny Agnew"));
}

#[test]
fn people_who_only_wrote_are_asked_for_at_once() {
    let wrote = audit(101, "2026-11-20T23:00:00Z", 901, &[comment(30, true, "a")]);
    let also = audit(102, "2026-11-20T23:01:00Z", 902, &[comment(31, true, "b")]);
    let script = known(&ticket(35_436), &[first(20_978_392), wrote, also]);
    script.one(&adapter(), "35436").unwrap();
    let asked: Vec<String> =
        script.addresses().into_iter().filter(|address| address.starts_with("/users")).collect();
    assert_eq!(asked, ["/users/show_many?ids=901,902"]);
}

//! Groups of the token's user, as they were measured on 5.0.3.

use std::cell::RefCell;

use portal::{Adapter, Inquiry, Membership, Request, Response};
use serde_json::json;

use crate::fake::{Fake, User, ok};
use crate::mirror::adapter;

fn read(mut carry: impl FnMut(&Request) -> Response) -> Membership {
    let mut heard = Vec::new();
    for _ in 0..10 {
        match adapter().membership(&heard).unwrap() {
            Inquiry::Done(said) => return said,
            Inquiry::Ask(requests) => heard.push(requests.iter().map(&mut carry).collect()),
        }
    }
    panic!("the reading of the groups does not end");
}

fn told(groups: &[&str]) -> Membership {
    let groups = groups.iter().map(|name| (*name).to_owned()).collect();
    Membership::Told { user: Some("alice".to_owned()), groups }
}

fn user(field: &'static str, groups: &[u64]) -> User {
    User { named_by: Some(field), groups: groups.to_vec(), sees: vec![35, 36, 37] }
}

const AGENTS: u64 = 35;
const LEADS: u64 = 36;

#[test]
fn whoever_has_a_ticket_in_any_way_is_known_and_so_are_the_groups() {
    for field in ["Owner", "Creator", "LastUpdatedBy"] {
        let fake = Fake::new();
        *fake.user.borrow_mut() = user(field, &[AGENTS, LEADS]);
        assert_eq!(read(|request| fake.answer(request)), told(&["Agents", "Support leads"]), "{field}");
    }
}

#[test]
fn what_the_token_may_not_see_or_who_it_is_not_known_is_not_told() {
    let cases = [
        ("in none, and may see some", User { groups: vec![], ..user("Owner", &[]) }, Ok(told(&[]))),
        ("may see no group", User { sees: vec![], ..user("Owner", &[LEADS]) }, Err("right SeeGroup")),
        (
            "may see one",
            User { sees: vec![AGENTS], ..user("Owner", &[AGENTS, LEADS]) },
            Ok(told(&["Agents"])),
        ),
        ("has no ticket", User { named_by: None, ..user("Owner", &[LEADS]) }, Err("Take a ticket once.")),
    ];
    for (case, user, expected) in cases {
        let fake = Fake::new();
        *fake.user.borrow_mut() = user;
        match (read(|request| fake.answer(request)), expected) {
            (said, Ok(expected)) => assert_eq!(said, expected, "{case}"),
            (Membership::Untold(why), Err(words)) => assert!(why.contains(words), "{case}: {why}"),
            (said, Err(_)) => panic!("{case}: {said:?}"),
        }
    }
}

#[test]
fn a_search_that_finds_groups_which_nobody_asked_for_makes_nobody_a_member() {
    let fake = Fake::new();
    *fake.user.borrow_mut() = user("Owner", &[AGENTS]);
    let asked = RefCell::new(Vec::new());
    let said = read(|request| {
        asked.borrow_mut().push(request.url.path().to_owned());
        if request.url.path().ends_with("/groups") {
            let row = |id: u64, name: &str| json!({"id": id.to_string(), "type": "group", "Name": name});
            return ok(0, &json!({"items": [row(35, "Agents"), row(36, "Support leads"), "x"], "total": 3}));
        }
        fake.answer(request)
    });
    assert_eq!(said, told(&["Agents"]));
    assert_eq!(asked.borrow().len(), 5);
}

#[test]
fn what_is_strange_is_not_told() {
    for body in ["null", "{}", "<html>", r#"{"items": 7}"#, r#"{"Memberships": "all"}"#] {
        let fake = Fake::new();
        *fake.user.borrow_mut() = user("Owner", &[LEADS]);
        let said = read(|request| {
            let is_ticket = request.url.path().ends_with("/tickets");
            if is_ticket {
                fake.answer(request)
            } else {
                Response { status: 200, headers: vec![], body: body.into() }
            }
        });
        assert!(matches!(said, Membership::Untold(_)), "{body}: {said:?}");
    }
}

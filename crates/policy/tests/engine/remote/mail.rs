//! The mail that asks for what is missing.

use policy::remote::{Decision, decide_remote, request_mail};

use super::packs::acme;
use super::{PACKS, ask, decide, ticket};
use crate::sample::{at, pack, standing};

fn mail(policy: &str, severity: &str, plan: &str, now: &str, contact: &str) -> String {
    let (pack, facts) = (PACKS.get(policy).unwrap(), acme(policy, severity, plan));
    let bare = policy::remote::RemoteAsk { host: String::new(), consent: None, ..ask() };
    let Decision::Deny(against) = decide_remote(&bare, &standing(pack, &facts, now), pack, at(now)) else {
        panic!("allowed")
    };
    request_mail(&against, pack, contact, "SEP-10042")
}

#[test]
fn everything_that_is_missing_is_asked_for_at_once() {
    let text = mail("sep-sesam", "critical", "business-support", "2026-11-20T16:00Z", "Jo Doe");
    let expected = "Hello Jo Doe,

to help you with SEP-10042 we would like to connect to your system. Before that we need:

- Who agrees to the session: the person's name, for which computer and tool, and until when.
- Please confirm: The customer can give remote access.
- Please confirm: Name resolution by DNS works.
- Please confirm: An administrator or root account is available.
- Please confirm: Staff of the customer's IT with the needed knowledge are there.
- Please confirm: The virus scanner can be switched off or removed when needed.
- The name of the computer, and how it can be reached.

Thank you.
";
    assert_eq!(text, expected);
}

#[test]
fn the_charge_and_the_vendors_tools_are_named() {
    let text = mail("sepasoft", "high", "priority-care", "2026-11-21T06:00Z", "");
    assert!(text.starts_with("Hello,\n"), "{text}");
    assert!(text.contains("- A connection by one of: gotoassist.\n"), "{text}");
    assert!(text.contains("Who accepts the charge, since it is outside of our support hours: After-hours support costs 350 dollars an hour"), "{text}");
}

/// Where the policy names no tool, there is none to ask for.
#[test]
fn no_tool_is_asked_for_where_the_policy_names_none() {
    let (pack, facts) = (pack(), ticket(Some("gold")));
    let bare = policy::remote::RemoteAsk { consent: None, ..ask() };
    let Decision::Deny(against) = decide(&pack, &bare, &facts) else { panic!("allowed") };
    assert_eq!(against.len(), 2, "the tool and the consent: {against:?}");
    let expected = "Hello Jo,

to help you with A-1 we would like to connect to your system. Before that we need:

- Who agrees to the session: the person's name, for which computer and tool, and until when.

Thank you.
";
    assert_eq!(request_mail(&against, &pack, "Jo", "A-1"), expected);
}

#[test]
fn what_the_customer_cannot_give_is_told_with_its_clause() {
    let text = mail("expecco", "sev-1", "basic", "2026-11-20T16:00Z", "Jo");
    assert!(
        text.contains("By the support policy a remote session is not possible as things stand:\n\n- Basic has no remote assistance; Premium and Advanced have. (Table, Remote Assistance"),
        "{text}"
    );
}

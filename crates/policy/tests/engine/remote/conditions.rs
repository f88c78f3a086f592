//! Consent and requirements: what holds, and what does not.

use policy::remote::{Check, Consent, Decision, Missing, RemoteAsk, Scope};

use super::{NOW, ask, consent, decide, refusals, remote_pack, ticket};
use crate::sample::{at, source};
use policy::pack::{Basis, Fact, Pack, Requirement};

#[test]
fn a_consent_holds_for_its_ticket_tool_host_and_time() {
    let good = || consent("Jo Doe", "2026-11-20T16:58Z");
    let only = |tool: Option<&str>, host: Option<&str>| Consent {
        scope: Scope {
            ticket: "A-1".to_owned(),
            tool: tool.map(str::to_owned),
            host: host.map(str::to_owned),
        },
        ..good()
    };
    let of_other = Scope { ticket: "B-2".to_owned(), ..Scope::default() };
    let cases: [(&str, Consent, Option<&str>); 9] = [
        ("any", good(), None),
        ("this tool and host", only(Some("ssh"), Some("DB1.acme.test ")), None),
        (
            "other tool",
            only(Some("rdp"), None),
            Some("Jo Doe agreed to rdp on any host of the customer's only; ask anew"),
        ),
        (
            "other host",
            only(None, Some("db2.acme.test")),
            Some("Jo Doe agreed to any tool on db2.acme.test only; ask anew"),
        ),
        (
            "other ticket",
            Consent { scope: of_other, ..good() },
            Some("the consent of Jo Doe is for another ticket; ask anew"),
        ),
        (
            "ended just now",
            Consent { until: at(NOW), ..good() },
            Some("the consent of Jo Doe ended on 2026-11-20 17:00 UTC; ask anew"),
        ),
        ("ends in a second", Consent { until: at(NOW).plus(1), ..good() }, None),
        (
            "taken back",
            Consent { revoked: Some(at("2026-11-20T16:59Z")), ..good() },
            Some("the consent of Jo Doe was taken back on 2026-11-20 16:59 UTC; ask anew"),
        ),
        ("given just now", Consent { at: at(NOW), ..good() }, None),
    ];
    for (name, consent, expected) in cases {
        let ask = RemoteAsk { consent: Some(consent), ..ask() };
        match expected {
            Some(expected) => {
                assert_eq!(refusals(&remote_pack(false), &ask, &ticket(Some("gold"))), [expected], "{name}");
            }
            None => {
                let decision = decide(&remote_pack(false), &ask, &ticket(Some("gold")));
                assert!(matches!(decision, Decision::Allow(_)), "{name}: {decision:?}");
            }
        }
    }
}

/// The same rule, asked of a consent alone: which of those that are noted still holds.
#[test]
fn a_consent_holds_from_when_it_was_given_until_it_ends_or_is_taken_back() {
    let good = || Consent { until: at(NOW).plus(1), ..consent("Jo Doe", NOW) };
    let cases = [
        ("given now and ending in a second", good(), true),
        ("of nobody", Consent { by: " ".to_owned(), ..good() }, false),
        ("dated later", Consent { at: at(NOW).plus(1), ..good() }, false),
        ("ended just now", Consent { until: at(NOW), ..good() }, false),
        ("taken back", Consent { revoked: Some(at(NOW)), ..good() }, false),
    ];
    for (name, consent, expected) in cases {
        assert_eq!(consent.holds(at(NOW)), expected, "{name}");
    }
}

/// Scripts tell by this word what is missing.
#[test]
fn what_is_missing_has_a_word_of_its_own() {
    let cases = [
        (Missing::NoTool, "tool"),
        (Missing::OtherTool, "tool"),
        (Missing::Host, "host"),
        (Missing::Entitlement, "entitlement"),
        (Missing::Fact(Fact::Plan), "fact"),
        (Missing::Consent, "consent"),
        (Missing::Requirement("operator".to_owned()), "requirement"),
        (Missing::AfterHours("350 dollars an hour".to_owned()), "after-hours"),
        (Missing::Override, "override"),
    ];
    for (missing, word) in cases {
        assert_eq!(missing.word(), word, "{missing:?}");
    }
}

#[test]
fn a_grant_never_outlives_its_consent() {
    let short = Consent { until: at(NOW).plus(90), ..consent("Jo Doe", NOW) };
    let ask = RemoteAsk { consent: Some(short), ..ask() };
    let Decision::Allow(grant) = decide(&remote_pack(false), &ask, &ticket(Some("gold"))) else {
        panic!("refused")
    };
    assert_eq!(grant.expires(), at(NOW).plus(90));
}

/// A pack that asks for an operator.
fn pack() -> Pack {
    let mut pack = remote_pack(false);
    pack.remote.requires = vec![Requirement {
        id: "operator".to_owned(),
        text: "An operator stands there.".to_owned(),
        met_by_consent: false,
        source: source("Remote 2", Basis::Stated),
    }];
    pack
}

#[test]
fn a_requirement_needs_a_name_and_a_waiver_its_reason() {
    let check = |id: &str, by: &str, when: &str, waived: Option<&str>| Check {
        requirement: id.to_owned(),
        by: by.to_owned(),
        at: at(when),
        waived: waived.map(str::to_owned),
    };
    let open = ["not confirmed: An operator stands there. Ask the customer, or waive it with a reason"];
    let cases = [
        ("met", check("operator", "Jo Doe", NOW, None), true),
        ("waived", check("operator", "Sam", NOW, Some("It runs by itself.")), true),
        ("of another pack", check("dns", "Jo Doe", NOW, None), false),
        ("said by nobody", check("operator", " ", NOW, None), false),
        ("waived without a reason", check("operator", "Sam", NOW, Some(" ")), false),
        ("said later than now", check("operator", "Jo Doe", "2026-11-20T17:01Z", None), false),
    ];
    for (name, check, allowed) in cases {
        let ask = RemoteAsk { checks: vec![check], ..ask() };
        if allowed {
            let Decision::Allow(grant) = decide(&pack(), &ask, &ticket(Some("gold"))) else {
                panic!("{name}: refused")
            };
            let said = grant.reasons().iter().find(|reason| reason.clause == "Remote 2").unwrap();
            let who = if name == "met" { "Jo Doe said so" } else { "Waived by Sam" };
            assert!(said.detail.starts_with(&format!("An operator stands there. {who}")), "{}", said.detail);
        } else {
            assert_eq!(refusals(&pack(), &ask, &ticket(Some("gold"))), open, "{name}");
        }
    }
}

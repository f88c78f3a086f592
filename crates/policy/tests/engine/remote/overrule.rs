//! An override by a lead: what it sets aside, and what it never does.

use policy::remote::{Decision, Lead, Missing, Override, RemoteAsk, decide_remote};

use super::packs::{NOW, acme};
use super::{PACKS, complete};
use crate::sample::{at, standing};

fn overrule(reason: &str, when: &str) -> Override {
    let lead =
        Lead::in_group("Sam", ["Support", "Support leads"], ["support LEADS "], at("2026-11-20T15:30Z"))
            .unwrap();
    Override { lead, reason: reason.to_owned(), at: at(when) }
}

/// A Basic customer of expecco, who has no remote assistance.
fn basic(change: impl FnOnce(&mut RemoteAsk)) -> Decision {
    let (pack, facts) = (PACKS.get("expecco").unwrap(), acme("expecco", "sev-1", "basic"));
    let mut ask = complete(pack, &facts, NOW);
    change(&mut ask);
    decide_remote(&ask, &standing(pack, &facts, NOW), pack, at(NOW))
}

#[test]
fn only_who_is_in_a_group_that_leads_is_a_lead() {
    for (case, user, groups, leading, expected) in [
        ("in it", "sam", vec!["Support", "Leads"], vec!["Leads"], Some("Leads")),
        ("case and blanks", "sam", vec![" LEADS "], vec!["", "leads "], Some("LEADS")),
        ("case of other letters", "sam", vec!["ÄLTESTE"], vec!["älteste"], Some("ÄLTESTE")),
        ("in none", "sam", vec![], vec!["Leads"], None),
        ("part of a name", "sam", vec!["Leads abroad", "Lead"], vec!["Leads"], None),
        ("no group leads", "sam", vec!["Leads"], vec![], None),
        ("no name is no group", "sam", vec!["", " "], vec!["", " "], None),
        ("the user's name is no group", "sam", vec!["Support"], vec!["sam"], None),
        ("a user without a name", " ", vec!["Leads"], vec!["Leads"], None),
    ] {
        let lead = Lead::in_group(user, groups, leading, at(NOW));
        assert_eq!(lead.as_ref().map(Lead::group), expected, "{case}");
    }
}

#[test]
fn a_lead_overrules_the_document_with_a_reason_and_the_grant_says_so() {
    let Decision::Allow(grant) = basic(|ask| ask.overrule = Some(overrule("Production is down.", NOW)))
    else {
        panic!("refused")
    };
    assert_eq!(grant.overrule().unwrap().lead.name(), "Sam");
    assert_eq!(grant.overruled().len(), 1);
    assert_eq!(grant.overruled()[0].reason.clause, "Table, Remote Assistance");
    let last = grant.reasons().last().unwrap();
    assert_eq!(
        last.detail,
        "overruled by Sam (of the group Support leads, as read on 2026-11-20 15:30 UTC) on 2026-11-20 16:00 UTC: Production is down."
    );
}

#[test]
fn an_override_that_is_no_good_changes_nothing() {
    for (name, bad) in [("no reason", overrule("  ", NOW)), ("later", overrule("x", "2026-11-20T16:01Z"))] {
        let Decision::Deny(against) = basic(|ask| ask.overrule = Some(bad)) else {
            panic!("{name}: allowed")
        };
        let missing: Vec<_> = against.iter().map(|one| one.missing.clone()).collect();
        assert_eq!(missing, [Missing::Entitlement, Missing::Override], "{name}");
    }
}

#[test]
fn the_customers_will_is_never_overruled() {
    let left = |change: fn(&mut RemoteAsk)| {
        let decision = basic(|ask| {
            ask.overrule = Some(overrule("Production is down.", NOW));
            change(ask);
        });
        let Decision::Deny(against) = decision else { panic!("allowed") };
        against.into_iter().map(|one| one.missing).collect::<Vec<_>>()
    };
    assert_eq!(left(|ask| ask.consent = None), [Missing::Consent]);
    assert_eq!(left(|ask| ask.host.clear()), [Missing::Host]);
    assert_eq!(left(|ask| ask.tool.clear()), [Missing::NoTool]);
}

#[test]
fn an_override_that_nothing_needs_is_not_recorded() {
    let (pack, facts) = (PACKS.get("expecco").unwrap(), acme("expecco", "sev-1", "premium"));
    let mut ask = complete(pack, &facts, NOW);
    ask.overrule = Some(overrule("To be safe.", NOW));
    let Decision::Allow(grant) = decide_remote(&ask, &standing(pack, &facts, NOW), pack, at(NOW)) else {
        panic!("refused")
    };
    assert!(grant.overrule().is_none());
}

//! Every condition of the five packs, by name: each alone refuses, and with all of them the session is allowed.

use policy::facts::{Contract, Facts, Payments};
use policy::remote::{Decision, Missing, RemoteAsk, decide_remote};

use super::{PACKS, complete};
use crate::sample::{at, standing, story};

/// A Friday at five in Germany and at eight in California: open everywhere but by SEP's hours for minor issues.
pub(super) const NOW: &str = "2026-11-20T16:00Z";

/// A ticket of ACME under a real pack, with everything in order.
pub(super) fn acme(policy: &str, severity: &str, plan: &str) -> Facts {
    Facts {
        policy: policy.to_owned(),
        severity: (!severity.is_empty()).then(|| severity.to_owned()),
        contact: Some("jo@acme.test".to_owned()),
        contract: Some(Contract {
            plan: Some(plan.to_owned()),
            starts: "2026-01-01".parse().ok(),
            ends: "2026-12-31".parse().ok(),
            payments: Some(Payments::Current),
            purchased: "2026-01-01".parse().ok(),
            named_contacts: Some(vec!["jo@acme.test".to_owned()]),
            licenses: Some(3),
            licenses_covered: Some(3),
            standing: [("jo@acme.test".to_owned(), "good".to_owned())].into(),
            ..Contract::default()
        }),
        ..story("", "2026-11-20T08:00Z created")
    }
}

fn with(mut facts: Facts, change: impl FnOnce(&mut Contract)) -> Facts {
    change(facts.contract.as_mut().unwrap());
    facts
}

fn decide(facts: &Facts, change: impl FnOnce(&mut RemoteAsk)) -> Decision {
    let pack = PACKS.get(&facts.policy).unwrap();
    let mut ask = complete(pack, facts, NOW);
    change(&mut ask);
    decide_remote(&ask, &standing(pack, facts, NOW), pack, at(NOW))
}

#[test]
fn allowed_with_everything_in_order() {
    for (policy, severity, plan) in [
        ("sepasoft", "high", "priority-care"),
        ("sepasoft", "high", "total-care"),
        ("sepasoft", "high", "prospect"),
        ("sep-sesam", "critical", "business-support"),
        ("sep-sesam", "critical", "emergency-call"),
        ("ensim", "major", "16x5"),
        ("ensim", "major", "24x7"),
        ("expecco", "sev-2", "premium"),
        ("expecco", "sev-2", "advanced"),
        ("infotecs", "minor", "basic"),
        ("infotecs", "minor", "premium"),
    ] {
        let decision = decide(&acme(policy, severity, plan), |_| ());
        let Decision::Allow(grant) = decision else { panic!("{policy} {plan}: {decision:?}") };
        assert!(grant.overrule().is_none() && grant.overruled().is_empty());
        assert!(grant.reasons().iter().all(|reason| !reason.clause.is_empty()));
    }
}

/// What refuses by the vendor's document: facts, and how the reason begins.
#[test]
fn refused_by_plan_contract_and_standing() {
    let sepasoft = |plan: &str| acme("sepasoft", "high", plan);
    let sep = |plan: &str| acme("sep-sesam", "critical", plan);
    let ensim = || acme("ensim", "critical", "24x7");
    let expecco = || acme("expecco", "sev-1", "premium");
    let infotecs = || acme("infotecs", "critical", "basic");
    let ended = |contract: &mut Contract| contract.ends = "2026-11-01".parse().ok();
    let to_come = |contract: &mut Contract| contract.starts = "2026-12-01".parse().ok();
    let suspended = |word: &'static str| {
        move |contract: &mut Contract| {
            contract.standing = [("jo@acme.test".to_owned(), word.to_owned())].into();
        }
    };
    let cases = [
        ("sepasoft basic-care", sepasoft("basic-care"), "Remote sessions go with phone support, which needs"),
        ("sepasoft no plan", sepasoft("none"), "Remote sessions go with phone support, which needs"),
        (
            "sepasoft lapsed",
            with(sepasoft("priority-care"), ended),
            "Remote sessions go with phone support, which",
        ),
        (
            "sepasoft to come",
            with(sepasoft("total-care"), to_come),
            "Remote sessions go with phone support, and",
        ),
        ("sepasoft suspended", with(sepasoft("total-care"), suspended("suspended")), "This person's access"),
        (
            "sepasoft terminated",
            with(sepasoft("total-care"), suspended("terminated")),
            "This person's access",
        ),
        ("sepasoft purchase unknown", with(sepasoft("basic-care"), |c| c.purchased = None), "not known: "),
        ("sep no contract", sep("none"), "The customer has neither a contract"),
        ("sep ended", with(sep("business-support"), ended), "The contract is not current"),
        ("sep to come", with(sep("business-support"), to_come), "The contract is not current"),
        ("sep trial", sep("demo"), "Remote support is listed for Business Support"),
        ("ensim arrears", with(ensim(), |c| c.payments = Some(Payments::Overdue)), "Payments are past due"),
        (
            "ensim payments unknown",
            with(ensim(), |c| c.payments = None),
            "not known: whether payments are current",
        ),
        ("ensim lapsed", with(ensim(), ended), "Technical support has lapsed"),
        ("ensim no contract", acme("ensim", "critical", "none"), "No technical support is paid for"),
        (
            "ensim some licenses",
            with(ensim(), |c| c.licenses_covered = Some(2)),
            "Technical support has to cover",
        ),
        ("expecco basic", acme("expecco", "sev-1", "basic"), "Basic has no remote assistance"),
        ("expecco no agreement", acme("expecco", "sev-1", "none"), "There is no maintenance agreement"),
        ("expecco ended", with(expecco(), ended), "The maintenance agreement is not in force"),
        ("expecco not named", with(expecco(), |c| c.named_contacts = Some(vec![])), "Only named contacts"),
        ("infotecs no plan", acme("infotecs", "critical", "none"), "Remote diagnosis belongs to"),
        ("infotecs ended", with(infotecs(), ended), "Remote diagnosis belongs to"),
        ("infotecs to come", with(infotecs(), to_come), "Remote diagnosis belongs to"),
    ];
    for (name, facts, expected) in cases {
        let Decision::Deny(against) = decide(&facts, |_| ()) else { panic!("{name}: allowed") };
        let first = &against[0];
        assert!(first.reason.detail.starts_with(expected), "{name}: {against:?}");
        let by_policy = matches!(first.missing, Missing::Entitlement | Missing::Fact(_));
        assert!(by_policy && first.missing.can_be_overruled(), "{name}: {first:?}");
        assert!(!first.reason.clause.is_empty() && first.reason.clause != "our own rule", "{name}");
    }
}

#[test]
fn refused_by_tool_where_the_list_is_closed() {
    let sepasoft = acme("sepasoft", "high", "priority-care");
    let Decision::Deny(against) = decide(&sepasoft, |ask| ask.tool = "ssh".to_owned()) else {
        panic!("allowed")
    };
    assert_eq!(against.len(), 1);
    assert_eq!(against[0].missing, Missing::OtherTool);
    assert_eq!(against[0].reason.detail, "ssh is not among the vendor's tools; use one of: gotoassist");
    assert_eq!(against[0].reason.clause, "Phone support, Fast Support");
    let sep = acme("sep-sesam", "critical", "business-support");
    for tool in ["teamviewer", "web", "ssh", "rdp", "vnc", "anydesk"] {
        let decision = decide(&sep, |ask| ask.tool = tool.to_owned());
        assert!(matches!(decision, Decision::Allow(_)), "{tool}: {decision:?}");
    }
}

#[test]
fn each_requirement_is_asked_for_one_by_one() {
    let of = [
        ("sepasoft", "high", "priority-care", vec!["experts"]),
        (
            "sep-sesam",
            "critical",
            "business-support",
            vec![
                "remote-access",
                "dns",
                "administrator-account",
                "competent-staff",
                "virus-scanner-removable",
            ],
        ),
        ("ensim", "major", "16x5", vec![]),
        ("expecco", "sev-2", "premium", vec![]),
        ("infotecs", "minor", "basic", vec!["connection"]),
    ];
    for (policy, severity, plan, expected) in of {
        let facts = acme(policy, severity, plan);
        for (at, id) in expected.iter().enumerate() {
            let Decision::Deny(against) =
                decide(&facts, |ask| ask.checks.retain(|check| check.requirement != *id))
            else {
                panic!("{policy} without {id}: allowed")
            };
            let missing: Vec<_> = against.iter().map(|one| one.missing.clone()).collect();
            assert_eq!(missing, [Missing::Requirement((*id).to_owned())], "{policy} {at}");
        }
        match decide(&facts, |ask| ask.checks.clear()) {
            Decision::Deny(against) => assert_eq!(against.len(), expected.len(), "all at once: {against:?}"),
            Decision::Allow(_) => assert!(expected.is_empty(), "{policy}"),
        }
    }
}

#[test]
fn consent_is_asked_for_by_every_pack_and_ensim_asks_for_it_itself() {
    for (policy, severity, plan, clause) in [
        ("sepasoft", "high", "priority-care", "our own rule"),
        ("sep-sesam", "critical", "business-support", "our own rule"),
        ("ensim", "major", "16x5", "Remote Access"),
        ("expecco", "sev-2", "premium", "our own rule"),
        ("infotecs", "minor", "basic", "our own rule"),
    ] {
        let decision = decide(&acme(policy, severity, plan), |ask| ask.consent = None);
        let Decision::Deny(against) = decision else { panic!("{policy}: allowed") };
        assert_eq!(against.len(), 1, "{policy}: {against:?}");
        assert_eq!((&against[0].missing, against[0].reason.clause.as_str()), (&Missing::Consent, clause));
    }
}

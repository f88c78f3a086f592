//! A grant never comes out when any one condition fails.

use policy::facts::{Facts, Payments};
use policy::remote::{Consent, Decision, Lead, Missing, Override, RemoteAsk, decide_remote};
use proptest::prelude::*;

use super::packs::acme;
use super::{PACKS, complete};
use crate::sample::{at, standing};

const GOOD: [(&str, &str, &str); 6] = [
    ("sepasoft", "high", "priority-care"),
    ("sep-sesam", "critical", "business-support"),
    ("ensim", "major", "24x7"),
    ("expecco", "sev-2", "premium"),
    ("expecco", "sev-1", "advanced"),
    ("infotecs", "minor", "basic"),
];

/// One thing that goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    NoConsent,
    NamelessConsent,
    EarlyConsent,
    LateConsent,
    RevokedConsent,
    OtherTicket,
    OtherTool,
    OtherHost,
    NoHost,
    NoTool,
    NotAccepted,
    OpenRequirement(usize),
    NoPlan,
    Ended,
}

fn fault() -> impl Strategy<Value = Fault> {
    prop_oneof![
        prop::sample::select(vec![
            Fault::NoConsent,
            Fault::NamelessConsent,
            Fault::EarlyConsent,
            Fault::LateConsent,
            Fault::RevokedConsent,
            Fault::OtherTicket,
            Fault::OtherTool,
            Fault::OtherHost,
            Fault::NoHost,
            Fault::NoTool,
            Fault::NotAccepted,
            Fault::NoPlan,
            Fault::Ended,
        ]),
        (0_usize..8).prop_map(Fault::OpenRequirement),
    ]
}

/// What the fault makes missing; `None` where this pack has no such condition.
fn spoil(fault: Fault, ask: &mut RemoteAsk, facts: &mut Facts, now: calendar::Moment) -> Option<bool> {
    let consent: &mut Consent = ask.consent.as_mut()?;
    let contract = facts.contract.as_mut()?;
    match fault {
        Fault::NoConsent => ask.consent = None,
        Fault::NamelessConsent => consent.by = " ".to_owned(),
        Fault::EarlyConsent => consent.until = now,
        Fault::LateConsent => consent.at = now.plus(1),
        Fault::RevokedConsent => consent.revoked = Some(now),
        Fault::OtherTicket => consent.scope.ticket = "B-2".to_owned(),
        Fault::OtherTool => consent.scope.tool = Some("telepathy".to_owned()),
        Fault::OtherHost => consent.scope.host = Some("elsewhere".to_owned()),
        Fault::NoHost => ask.host = " ".to_owned(),
        Fault::NoTool => ask.tool = " ".to_owned(),
        Fault::NotAccepted => drop(ask.accepted.take()?),
        Fault::OpenRequirement(at) => {
            let at = at % ask.checks.len().max(1);
            let pack = PACKS.get(&facts.policy)?;
            let row = pack.remote.requires.get(at).filter(|row| !row.met_by_consent)?;
            ask.checks.retain(|check| check.requirement != row.id);
        }
        Fault::NoPlan => contract.plan = Some("none".to_owned()),
        Fault::Ended => contract.ends = "2026-01-31".parse().ok(),
    }
    Some(matches!(fault, Fault::OpenRequirement(_) | Fault::NoPlan | Fault::Ended))
}

proptest! {
    #[test]
    fn one_fault_is_enough(good in prop::sample::select(GOOD.to_vec()), hour in 0_i64..336, fault in fault(), led: bool) {
        let (policy, severity, plan) = good;
        let pack = PACKS.get(policy).unwrap();
        let mut facts = acme(policy, severity, plan);
        facts.contract.as_mut().unwrap().payments = Some(Payments::Current);
        let now = at("2026-11-20T09:00Z").plus(hour * 3_600);
        let text = now.to_string();
        let mut ask = complete(pack, &facts, &text);
        let whole = decide_remote(&ask, &standing(pack, &facts, &text), pack, now);
        prop_assert!(matches!(whole, Decision::Allow(_)), "{policy} {text}: {whole:?}");

        let Some(overrulable) = spoil(fault, &mut ask, &mut facts, now) else { return Ok(()) };
        if led {
            let lead = Lead::in_group("sam", ["leads"], ["leads"], now).unwrap();
            ask.overrule = Some(Override { lead, reason: "So be it.".to_owned(), at: now });
        }
        match decide_remote(&ask, &standing(pack, &facts, &text), pack, now) {
            Decision::Allow(grant) => {
                prop_assert!(led && overrulable, "{policy} {fault:?} gave {grant:?}");
                prop_assert!(!grant.overruled().is_empty());
                prop_assert!(grant.overruled().iter().all(|one| one.missing.can_be_overruled()));
            }
            Decision::Deny(against) => {
                prop_assert!(!against.is_empty());
                prop_assert!(against.iter().all(|one| one.missing != Missing::Override));
            }
        }
    }
}

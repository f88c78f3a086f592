//! Remote sessions: deny by default.

use policy::answer::{Lane, Reason};
use policy::facts::{Contract, Facts, Payments};
use policy::pack::{Basis, Fact, LaneRule, Pack, Packs, Remote, Test};
use policy::remote::{Consent, Decision, RemoteAsk, decide_remote};

use crate::sample::{at, pack, source, standing, story};

const NOW: &str = "2026-11-20T17:00Z";

fn remote_pack(open_list: bool) -> Pack {
    let when = vec![Test { fact: Fact::Plan, any_of: vec!["silver".to_owned()], negated: false }];
    let refuse = LaneRule {
        lane: Lane::Refused,
        when,
        reason: "Silver has no remote help.".to_owned(),
        source: source("Plans", Basis::Reading),
    };
    let remote = Remote {
        tools: vec!["ssh".to_owned(), "rdp".to_owned()],
        open_list,
        refuse: vec![refuse],
        requires: Vec::new(),
        source: Some(source("Remote access", Basis::Stated)),
    };
    Pack { remote, ..pack() }
}

fn ask() -> RemoteAsk {
    RemoteAsk {
        tool: "ssh".to_owned(),
        host: " db1.acme.test ".to_owned(),
        ticket: "A-1".to_owned(),
        consent: Some(Consent { by: "Jo Doe".to_owned(), at: at("2026-11-20T16:58Z") }),
    }
}

fn ticket(plan: Option<&str>) -> Facts {
    let mut facts = story("major", "2026-11-20T08:00Z created");
    facts.contract.as_mut().unwrap().plan = plan.map(str::to_owned);
    facts
}

fn decide(pack: &Pack, ask: &RemoteAsk, facts: &Facts) -> Decision {
    decide_remote(ask, &standing(pack, facts, NOW), pack, at(NOW))
}

fn refusals(pack: &Pack, ask: &RemoteAsk, facts: &Facts) -> Vec<String> {
    match decide(pack, ask, facts) {
        Decision::Allow(grant) => panic!("{grant:?}"),
        Decision::Deny(reasons) => reasons.into_iter().map(|Reason { detail, .. }| detail).collect(),
    }
}

#[test]
fn a_grant_names_everything_and_lasts_ten_minutes() {
    let Decision::Allow(grant) = decide(&remote_pack(false), &ask(), &ticket(Some("gold"))) else {
        panic!("refused");
    };
    assert_eq!((grant.tool(), grant.host(), grant.ticket()), ("ssh", "db1.acme.test", "A-1"));
    assert_eq!(grant.consent().by, "Jo Doe");
    assert_eq!(grant.expires(), at("2026-11-20T17:10Z"));
    assert!(!grant.is_expired(at("2026-11-20T17:09Z")) && grant.is_expired(at("2026-11-20T17:10Z")));
    let reasons: Vec<(&str, &str)> =
        grant.reasons().iter().map(|reason| (reason.detail.as_str(), reason.clause.as_str())).collect();
    assert_eq!(
        reasons,
        [
            ("ssh is among the vendor's tools", "Remote access"),
            ("Jo Doe agreed at 2026-11-20T16:58:00Z", "our own rule")
        ]
    );
}

#[test]
fn denied_without_the_consent_of_a_named_person() {
    let nobody = RemoteAsk { consent: None, ..ask() };
    let expected = ["nobody at the customer has agreed; ask, and enter who agreed"];
    assert_eq!(refusals(&remote_pack(false), &nobody, &ticket(Some("gold"))), expected);
    let blank = RemoteAsk { consent: Some(Consent { by: "  ".to_owned(), at: at(NOW) }), ..ask() };
    assert_eq!(refusals(&remote_pack(false), &blank, &ticket(Some("gold"))), expected);
    let later = Consent { by: "Jo Doe".to_owned(), at: at("2026-11-20T17:01Z") };
    let later = RemoteAsk { consent: Some(later), ..ask() };
    assert_eq!(
        refusals(&remote_pack(false), &later, &ticket(Some("gold"))),
        ["the consent is dated later than now; enter when it was given"]
    );
}

#[test]
fn other_tools_only_where_the_list_is_open() {
    let vnc = RemoteAsk { tool: "vnc".to_owned(), ..ask() };
    assert_eq!(
        refusals(&remote_pack(false), &vnc, &ticket(Some("gold"))),
        ["vnc is not among the vendor's tools; use one of: ssh, rdp"]
    );
    assert!(matches!(decide(&remote_pack(true), &vnc, &ticket(Some("gold"))), Decision::Allow(_)));
    assert_eq!(
        refusals(&pack(), &ask(), &ticket(Some("gold"))),
        ["the policy names no remote tool, so ssh is not allowed"]
    );
    let none = RemoteAsk { tool: String::new(), ..ask() };
    assert_eq!(refusals(&remote_pack(true), &none, &ticket(Some("gold"))), ["no tool is named; choose one"]);
}

#[test]
fn denied_by_the_policy_and_where_the_policy_cannot_be_judged() {
    let pack = remote_pack(false);
    assert_eq!(refusals(&pack, &ask(), &ticket(Some("silver"))), ["Silver has no remote help."]);
    assert_eq!(
        refusals(&pack, &ask(), &ticket(None)),
        ["not known: the customer's plan; find out before a session is started"]
    );
}

#[test]
fn a_refused_ticket_gets_no_session_and_all_reasons_are_told() {
    let mut pack = remote_pack(false);
    pack.lanes =
        vec![LaneRule { reason: "Silver is not served.".to_owned(), ..pack.remote.refuse[0].clone() }];
    let bare = RemoteAsk { tool: "vnc".to_owned(), host: " ".to_owned(), consent: None, ..ask() };
    assert_eq!(
        refusals(&pack, &bare, &ticket(Some("silver"))),
        [
            "vnc is not among the vendor's tools; use one of: ssh, rdp",
            "Silver has no remote help.",
            "Silver is not served.",
            "nobody at the customer has agreed; ask, and enter who agreed",
            "no host is named; enter the customer's host"
        ]
    );
}

#[test]
fn what_is_not_known_for_two_rules_is_asked_for_once() {
    let mut pack = remote_pack(false);
    let other =
        LaneRule { source: source("Support levels", Basis::Reading), ..pack.remote.refuse[0].clone() };
    pack.remote.refuse.push(other);
    let Decision::Deny(reasons) = decide(&pack, &ask(), &ticket(None)) else { panic!("allowed") };
    let shown: Vec<(&str, &str)> =
        reasons.iter().map(|reason| (reason.detail.as_str(), reason.clause.as_str())).collect();
    assert_eq!(
        shown,
        [("not known: the customer's plan; find out before a session is started", "Plans; Support levels")]
    );
}

#[test]
fn no_real_pack_tells_a_reason_twice() {
    for pack in Packs::embedded().unwrap().iter() {
        let facts =
            Facts { contract: None, policy: pack.id.clone(), ..story("", "2026-11-20T08:00Z created") };
        let Decision::Deny(reasons) = decide(pack, &ask(), &facts) else { continue };
        let told: std::collections::BTreeSet<&str> = reasons.iter().map(|r| r.detail.as_str()).collect();
        assert_eq!(told.len(), reasons.len(), "{}: {reasons:#?}", pack.id);
    }
}

/// A ticket of ACME under a real pack, with everything in order.
fn acme(policy: &str, severity: &str, plan: &str) -> Facts {
    Facts {
        policy: policy.to_owned(),
        severity: Some(severity.to_owned()),
        contact: Some("jo@acme.test".to_owned()),
        contract: Some(Contract {
            plan: Some(plan.to_owned()),
            ends: "2026-12-31".parse().ok(),
            payments: Some(Payments::Current),
            named_contacts: Some(vec!["jo@acme.test".to_owned()]),
            licenses: Some(3),
            licenses_covered: Some(3),
            ..Contract::default()
        }),
        ..story("", "2026-11-20T08:00Z created")
    }
}

fn with_contract(mut facts: Facts, change: impl FnOnce(&mut Contract)) -> Facts {
    change(facts.contract.as_mut().unwrap());
    facts
}

#[test]
fn where_no_tool_is_named_any_tool_may_be_used() {
    let packs = Packs::embedded().unwrap();
    for (policy, severity, plan) in [
        ("ensim", "major", "16x5"),
        ("expecco", "sev-2", "premium"),
        ("expecco", "sev-2", "advanced"),
        ("infotecs", "minor", "basic"),
    ] {
        let pack = packs.get(policy).unwrap();
        let decision = decide(pack, &ask(), &acme(policy, severity, plan));
        assert!(matches!(decision, Decision::Allow(_)), "{policy} {plan}: {decision:?}");
    }
}

#[test]
fn the_real_packs_refuse_what_their_documents_refuse() {
    let expecco = || acme("expecco", "sev-1", "premium");
    let ensim = || acme("ensim", "critical", "24x7");
    let ended = |contract: &mut Contract| contract.ends = "2026-11-01".parse().ok();
    let cases = [
        (acme("expecco", "sev-1", "basic"), "Basic has no remote assistance"),
        (with_contract(expecco(), |contract| contract.named_contacts = Some(vec![])), "Only named contacts"),
        (with_contract(expecco(), ended), "The maintenance agreement is not in force"),
        (
            with_contract(ensim(), |contract| contract.payments = Some(Payments::Overdue)),
            "Payments are past due",
        ),
        (
            with_contract(ensim(), |contract| contract.payments = None),
            "not known: whether payments are current",
        ),
        (
            with_contract(ensim(), |contract| contract.licenses_covered = Some(2)),
            "Technical support has to cover",
        ),
        (with_contract(ensim(), ended), "Technical support has lapsed"),
        (acme("ensim", "critical", "none"), "No technical support is paid for"),
        (acme("infotecs", "critical", "none"), "Remote diagnosis belongs to"),
        (with_contract(acme("infotecs", "critical", "basic"), ended), "Remote diagnosis belongs to"),
    ];
    let packs = Packs::embedded().unwrap();
    for (facts, expected) in cases {
        let reasons = refusals(packs.get(&facts.policy).unwrap(), &ask(), &facts);
        assert!(reasons[0].starts_with(expected), "{expected}: {reasons:?}");
    }
}

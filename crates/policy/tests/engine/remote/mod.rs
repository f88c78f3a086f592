//! Remote sessions: deny by default.

mod conditions;
mod cost;
mod hours;
mod mail;
mod overrule;
mod packs;
mod properties;

use std::sync::LazyLock;

use policy::answer::Lane;
use policy::facts::Facts;
use policy::pack::{Basis, Fact, LaneRule, Pack, Packs, Remote, Test};
use policy::remote::{
    Acceptance, Against, Check, Consent, Decision, RemoteAsk, Scope, announcement, decide_remote,
};

use crate::sample::{at, pack, source, standing, story};

/// Read once: each reading takes half a second.
pub(super) static PACKS: LazyLock<Packs> = LazyLock::new(|| Packs::embedded().unwrap());

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
        consent: Some(consent("Jo Doe", "2026-11-20T16:58Z")),
        ..RemoteAsk::default()
    }
}

/// A consent to anything on this ticket, for a day.
fn consent(by: &str, given: &str) -> Consent {
    let scope = Scope { ticket: "A-1".to_owned(), tool: None, host: None };
    Consent { by: by.to_owned(), at: at(given), until: at(given).plus(86_400), scope, revoked: None }
}

/// The wish with everything that its pack asks for, said just now.
fn complete(pack: &Pack, facts: &Facts, now: &str) -> RemoteAsk {
    let by = || "Jo Doe".to_owned();
    let check = |id: &String| Check { requirement: id.clone(), by: by(), at: at(now), waived: None };
    let announced = announcement(&standing(pack, facts, now), pack, at(now));
    let tool = pack.remote.tools.first().map_or("ssh", String::as_str);
    RemoteAsk {
        tool: tool.to_owned(),
        consent: Some(consent("Jo Doe", now)),
        checks: pack.remote.requires.iter().map(|row| check(&row.id)).collect(),
        accepted: announced.map(|one| Acceptance { by: by(), at: at(now), words: one.words() }),
        ..ask()
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
        Decision::Deny(against) => against.into_iter().map(|one| one.reason.detail).collect(),
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
            (
                "Jo Doe agreed on 2026-11-20 16:58 UTC, until 2026-11-21 16:58 UTC, to any tool on any host of the customer's",
                "our own rule"
            ),
            (
                "it is outside of the support hours of this ticket, and the policy names no charge for that",
                "our own rule"
            )
        ]
    );
}

#[test]
fn denied_without_the_consent_of_a_named_person() {
    let nobody = RemoteAsk { consent: None, ..ask() };
    let expected = ["nobody at the customer has agreed; ask, and record who agreed"];
    assert_eq!(refusals(&remote_pack(false), &nobody, &ticket(Some("gold"))), expected);
    let blank = RemoteAsk { consent: Some(consent("  ", NOW)), ..ask() };
    assert_eq!(refusals(&remote_pack(false), &blank, &ticket(Some("gold"))), expected);
    let later = RemoteAsk { consent: Some(consent("Jo Doe", "2026-11-20T17:01Z")), ..ask() };
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
            "nobody at the customer has agreed; ask, and record who agreed",
            "no host is named; enter the customer's host"
        ]
    );
    let Decision::Deny(against) = decide(&pack, &bare, &ticket(Some("silver"))) else { panic!("allowed") };
    assert!(against.iter().all(|one| one.reason.factor == "remote"), "{against:?}");
}

#[test]
fn what_is_not_known_for_two_rules_is_asked_for_once() {
    let mut pack = remote_pack(false);
    let other =
        LaneRule { source: source("Support levels", Basis::Reading), ..pack.remote.refuse[0].clone() };
    let same = pack.remote.refuse[0].clone();
    pack.remote.refuse.extend([other, same]);
    let Decision::Deny(against) = decide(&pack, &ask(), &ticket(None)) else { panic!("allowed") };
    let shown: Vec<(&str, &str)> =
        against.iter().map(|one| (one.reason.detail.as_str(), one.reason.clause.as_str())).collect();
    assert_eq!(
        shown,
        [("not known: the customer's plan; find out before a session is started", "Plans; Support levels")],
        "each clause once too"
    );
}

#[test]
fn no_real_pack_tells_a_reason_twice() {
    for pack in PACKS.iter() {
        let facts =
            Facts { contract: None, policy: pack.id.clone(), ..story("", "2026-11-20T08:00Z created") };
        let Decision::Deny(reasons) = decide(pack, &ask(), &facts) else { continue };
        let details = reasons.iter().map(|one: &Against| one.reason.detail.as_str());
        let told: std::collections::BTreeSet<&str> = details.collect();
        assert_eq!(told.len(), reasons.len(), "{}: {reasons:#?}", pack.id);
    }
}

//! What a decision rests on: consents, checks, an accepted charge and an override, as the data file has them.

use launch::Tool;
use store::{NewConsent, TicketKey};

use crate::console::Console;
use crate::view::{
    CheckRequest, CheckState, ConsentRequest, QueueRequest, QueueRow, RemoteDecision, RemoteRequest,
    StartView,
};
use crate::{Desk, Options};
use std::sync::Arc;

/// A demo whose time stands still: ten in the morning in Europe, deep night in California.
async fn demo(folder: &std::path::Path) -> (Desk, Arc<Console>) {
    let now = Some("2026-11-18T10:00:00Z".parse().unwrap());
    let options = Options {
        demo: true,
        demo_size: 300,
        demo_seed: 7,
        now,
        data: Some(folder.to_owned()),
        ..Options::default()
    };
    let desk = Desk::new(options).unwrap();
    assert_eq!(desk.start().await, StartView::Ready { demo: true });
    desk.first_sync().await;
    let console = desk.console().unwrap();
    (desk, console)
}

/// The first ticket of a vendor and plan that the policy itself does not refuse, or that it does.
async fn ticket(desk: &Desk, vendor: &str, plan: &str, is_refused: bool) -> QueueRow {
    let request = QueueRequest { limit: 500, ..QueueRequest::default() };
    for row in desk.queue(request).await.unwrap().rows {
        if row.vendor == vendor && row.plan == plan {
            let codes = codes(&desk.remote_check(wish(&row, "ssh", "db1")).await.unwrap());
            let by_policy = codes.iter().any(|code| code == "entitlement" || code == "fact");
            if by_policy == is_refused {
                return row;
            }
        }
    }
    panic!("no ticket of {vendor} {plan}");
}

fn wish(row: &QueueRow, tool: &str, host: &str) -> RemoteRequest {
    let (key, tool, host) = (row.key.clone(), tool.to_owned(), host.to_owned());
    RemoteRequest { key, tool, host, ..RemoteRequest::default() }
}

fn agreed(row: &QueueRow, tool: &str, host: &str) -> ConsentRequest {
    ConsentRequest {
        key: row.key.clone(),
        by: "Jo Doe".to_owned(),
        how: "by phone".to_owned(),
        hours: 2,
        tool: tool.to_owned(),
        host: host.to_owned(),
    }
}

fn codes(decision: &RemoteDecision) -> Vec<String> {
    // Whether the tool is installed is another question.
    let reasons = decision.reasons.iter().filter(|reason| !decision.allowed && reason.code != "tool-missing");
    reasons.map(|reason| reason.code.clone()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_consent_is_noted_in_the_ticket_reused_while_it_holds_and_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, console) = demo(folder.path()).await;
    let row = ticket(&desk, "Ensim", "24 Hrs x 7 Days", false).await;
    let check = async |host: &str| desk.remote_check(wish(&row, "ssh", host)).await.unwrap();
    assert_eq!(codes(&check("db1").await), ["consent"]);
    for (bad, code) in [
        (ConsentRequest { by: " ".to_owned(), ..agreed(&row, "", "") }, "nothing-given"),
        (ConsentRequest { hours: 0, ..agreed(&row, "", "") }, "bad-hours"),
        (ConsentRequest { hours: 721, ..agreed(&row, "", "") }, "bad-hours"),
        (agreed(&row, "telepathy", ""), "unknown-tool"),
    ] {
        assert_eq!(desk.record_consent(bad).await.unwrap_err().code, code);
    }

    let saved = desk.record_consent(agreed(&row, "ssh", "db1")).await.unwrap();
    assert_eq!(saved.not_noted, "");
    let written = &desk.outbox().await.unwrap().operations[0];
    assert_eq!(written.kind, "note");
    assert_eq!(
        written.text,
        "Consent to remote sessions: Jo Doe agreed on 2026-11-18 10:00 UTC (by phone) to ssh on db1, until 2026-11-18 12:00 UTC."
    );
    // Asked for once: every wish that it covers finds it again.
    for host in ["db1", "DB1"] {
        let decision = check(host).await;
        assert_eq!(codes(&decision), Vec::<String>::new(), "{:?}", decision.reasons);
        assert!(decision.permit.consent.is_some_and(|consent| consent.counts));
    }
    let other = check("db2").await;
    assert_eq!(codes(&other), ["consent"]);
    assert!(other.reasons[0].text.starts_with("Jo Doe agreed to ssh on db1 only"), "{:?}", other.reasons);

    let id = other.permit.consent.unwrap().id;
    let elsewhere = ticket(&desk, "eXept", "Premium", false).await;
    assert_eq!(desk.revoke_consent(&elsewhere.key, id).await.unwrap_err().code, "unknown-consent");
    desk.revoke_consent(&row.key, id).await.unwrap();
    assert_eq!(desk.revoke_consent(&row.key, id).await.unwrap_err().code, "unknown-consent");
    let after = check("db1").await;
    assert_eq!(codes(&after), ["consent"]);
    assert!(after.reasons[0].text.contains("was taken back on 2026-11-18 10:00 UTC"), "{:?}", after.reasons);

    // One that has ended by itself.
    let (account, id) = row.key.split_once('/').unwrap();
    let now = console.clock.now();
    let old = NewConsent {
        ticket: TicketKey::new(account, id),
        by: "Al".to_owned(),
        how: String::new(),
        at: now.plus(-7200),
        until: now,
        tool: None,
        host: None,
    };
    console.store.give_consent(&old).unwrap();
    let ended = check("db1").await;
    assert_eq!(codes(&ended), ["consent"]);
    assert!(ended.reasons[0].text.starts_with("the consent of Al ended on"), "{:?}", ended.reasons);
    console.store.give_consent(&NewConsent { until: now.plus(1), ..old }).unwrap();
    assert_eq!(codes(&check("db1").await), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn requirements_are_confirmed_or_waived_one_by_one_and_asked_for_by_mail() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, _) = demo(folder.path()).await;
    let row = ticket(&desk, "SEP", "Business Support", false).await;
    desk.record_consent(agreed(&row, "", "")).await.unwrap();
    let check = async || desk.remote_check(wish(&row, "ssh", "db1")).await.unwrap();
    let open = check().await;
    assert_eq!(codes(&open), ["requirement"; 5], "{:?}", open.reasons);
    let mail = desk.remote_mail(wish(&row, "ssh", "db1")).await.unwrap();
    assert!(mail.contains("- Please confirm: Name resolution by DNS works."), "{mail}");

    let said = |requirement: &str, waived: bool, why: &str| CheckRequest {
        key: row.key.clone(),
        requirement: requirement.to_owned(),
        by: "Jo Doe".to_owned(),
        waived,
        why: why.to_owned(),
    };
    assert_eq!(desk.set_check(said("dns", true, " ")).await.unwrap_err().code, "nothing-given");
    desk.set_check(said("dns", true, "We use addresses.")).await.unwrap();
    for other in open.permit.checks.iter().filter(|other| other.requirement != "dns") {
        desk.set_check(said(&other.requirement, false, "")).await.unwrap();
    }
    let done = check().await;
    assert_eq!(codes(&done), Vec::<String>::new(), "{:?}", done.reasons);
    let dns = done.permit.checks.iter().find(|one| one.requirement == "dns").unwrap();
    assert_eq!(
        (dns.state, dns.by.as_str(), dns.why.as_str()),
        (CheckState::Waived, "Jo Doe", "We use addresses.")
    );
    assert_eq!(desk.remote_mail(wish(&row, "ssh", "db1")).await.unwrap_err().code, "nothing-missing");

    desk.set_check(CheckRequest { by: String::new(), ..said("dns", false, "") }).await.unwrap();
    assert_eq!(codes(&check().await), ["requirement"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_charge_of_the_night_is_announced_and_accepted_as_it_was_announced() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, _) = demo(folder.path()).await;
    let row = ticket(&desk, "Sepasoft", "PriorityCare", false).await;
    desk.record_consent(agreed(&row, "", "")).await.unwrap();
    let by = "Jo Doe".to_owned();
    let experts = CheckRequest {
        key: row.key.clone(),
        requirement: "experts".to_owned(),
        by,
        ..CheckRequest::default()
    };
    desk.set_check(experts).await.unwrap();
    let wish = wish(&row, "gotoassist", "https://gotoassist.com/s/1");
    let asked = desk.remote_check(wish.clone()).await.unwrap();
    assert_eq!(codes(&asked), ["after-hours"], "{:?}", asked.reasons);
    let told = asked.permit.after_hours.unwrap();
    assert!(told.words.contains("350.00 USD") && told.clause == "After-hours support", "{told:?}");
    let accepted = |words: &str| RemoteRequest {
        accepted_by: "Jo Doe".to_owned(),
        accepted_words: words.to_owned(),
        ..wish.clone()
    };
    let other = desk.remote_check(accepted(&told.words.replace("350", "35"))).await.unwrap();
    assert_eq!(codes(&other), ["after-hours"]);
    let good = desk.remote_check(accepted(&told.words)).await.unwrap();
    assert!(!codes(&good).contains(&"after-hours".to_owned()), "{:?}", good.reasons);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_is_in_a_group_that_leads_overrules_the_policy_and_never_the_customer() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, console) = demo(folder.path()).await;
    let (account, user) = (console.accounts()[0].id.clone(), console.accounts()[0].user.clone());
    assert!(!user.is_empty());
    let mut events = desk.events();
    while desk.status().await.accounts[0].groups.read_at.is_none() {
        events.next().await.unwrap();
    }
    assert_eq!(desk.status().await.accounts[0].groups.names, ["Support", "Team leads"]);
    let row = ticket(&desk, "eXept", "Basic", true).await;
    let plain = wish(&row, "ssh", "db1");
    let overrule = RemoteRequest { override_reason: "Production is down.".to_owned(), ..plain.clone() };
    let before = desk.remote_check(overrule.clone()).await.unwrap();
    assert!(codes(&before).contains(&"entitlement".to_owned()), "no group is named yet");
    assert!(before.permit.overrule.possible && !before.permit.overrule.is_lead);
    assert!(before.permit.overrule.who.contains("name no group"), "{}", before.permit.overrule.who);

    // The name of a person, and a group that the user is not in.
    desk.set_setting("lead_groups", &format!("{user}, Support leads")).await.unwrap();
    assert!(!desk.remote_check(overrule.clone()).await.unwrap().permit.overrule.is_lead);
    desk.set_setting("lead_groups", "Support leads, team LEADS").await.unwrap();
    // A refusal later on takes nothing away of what was told.
    console.keep_membership(&account, portal::Membership::Untold("Ask for the right.".to_owned()));
    let led = desk.remote_check(overrule.clone()).await.unwrap();
    assert!(led.permit.overrule.is_lead && led.permit.overrule.possible);
    assert_eq!(codes(&led), ["consent"], "the customer's will is left: {:?}", led.reasons);
    desk.record_consent(agreed(&row, "", "")).await.unwrap();
    assert_eq!(codes(&desk.remote_check(overrule).await.unwrap()), Vec::<String>::new());
    assert!(codes(&desk.remote_check(plain).await.unwrap()).contains(&"entitlement".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_that_is_missing_is_told_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, _) = demo(folder.path()).await;
    let row = ticket(&desk, "eXept", "Basic", true).await;
    let bad = RemoteRequest { port: "none".to_owned(), ..wish(&row, "ssh", "-oProxyCommand=x") };
    let decision = desk.remote_check(bad).await.unwrap();
    assert_eq!(codes(&decision), ["entitlement", "consent", "bad-target"], "{:?}", decision.reasons);
    let bare = desk.remote_check(wish(&row, "ssh", " ")).await.unwrap();
    assert_eq!(codes(&bare), ["entitlement", "consent", "host"], "{:?}", bare.reasons);
    let started = desk.remote_start(wish(&row, Tool::Ssh.id(), "db1")).await.unwrap();
    assert!(started.session.is_none() && !started.allowed);
    assert_eq!(desk.sessions(crate::view::SessionsRequest::default()).await.unwrap().sessions.len(), 0);
}

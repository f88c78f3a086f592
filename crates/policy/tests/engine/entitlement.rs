//! Who may have what under the five policies: every row that decides, by name, with its exact answer.

mod ensim;
mod expecco;
mod infotecs;

use std::sync::LazyLock;

use policy::answer::Lane;
use policy::entitlement::{entitlement, entitlements};
use policy::facts::{Appointment, Contract, Facts, Payments};
use policy::pack::{Basis, Fact, LaneRule, Pack, Packs, Question, Test};
use policy::ruling::{Ruling, Yes};

use crate::sample::{at, pack, source, standing, story};

/// Read once: it takes longer than all questions.
pub static PACKS: LazyLock<Packs> = LazyLock::new(|| Packs::embedded().unwrap());
/// A Saturday, 13:00 in Berlin and 04:00 in Los Angeles.
pub const NOW: &str = "2026-11-21T12:00Z";

/// A ticket with a contract in force and nothing missing but what a policy does not know.
pub fn acme(policy: &str, plan: &str, severity: &str) -> Facts {
    Facts {
        policy: policy.to_owned(),
        severity: Some(severity.to_owned()),
        channel: Some("portal".to_owned()),
        contact: Some("jo@acme.test".to_owned()),
        contract: Some(Contract {
            plan: Some(plan.to_owned()),
            starts: "2026-01-01".parse().ok(),
            ends: "2026-12-31".parse().ok(),
            payments: Some(Payments::Current),
            purchased: "2025-12-01".parse().ok(),
            named_contacts: Some(vec!["jo@acme.test".to_owned()]),
            licenses: Some(3),
            licenses_covered: Some(3),
            tickets_used: Some(7),
            tickets_used_last_year: Some(40),
            credits_used: Some(5),
            ..Contract::default()
        }),
        ..story("", "2026-11-20T08:00Z created")
    }
}

pub fn with(mut facts: Facts, change: impl FnOnce(&mut Facts)) -> Facts {
    change(&mut facts);
    facts
}

pub fn contract(facts: Facts, change: impl FnOnce(&mut Contract)) -> Facts {
    with(facts, |facts| change(facts.contract.as_mut().unwrap()))
}

pub fn ended(contract: &mut Contract) {
    contract.ends = "2026-11-01".parse().ok();
}

fn ask(facts: &Facts, question: Question) -> Ruling {
    let pack: &Pack = PACKS.get(&facts.policy).unwrap();
    entitlement(question, &standing(pack, facts, NOW), pack, at(NOW))
}

/// Answer and deciding row, as in `yes entitlements.phone-plans`; what to ask for where it is not known.
fn told(facts: &Facts, question: Question) -> String {
    let ruling = ask(facts, question);
    assert_eq!(ruling.question, question.word());
    assert_eq!(ruling.ask.is_empty(), ruling.answer != Yes::Unknown, "{ruling:?}");
    assert!(ruling.because.iter().all(|ground| !ground.clause.is_empty() && !ground.text.is_empty()));
    let answer = serde_json::to_value(ruling.answer).unwrap();
    let answer = answer.as_str().unwrap();
    match (ruling.answer, ruling.because.first()) {
        (Yes::Unknown, _) => format!("unknown, ask for {}", ruling.ask.join("; ")),
        (_, Some(ground)) => format!("{answer} {}", ground.row),
        (_, None) => answer.to_owned(),
    }
}

fn check(cases: &[(&str, Facts, Question, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(name, facts, question, expected)| (name, told(facts, *question), expected))
        .filter(|(_, found, expected)| found != *expected)
        .map(|(name, found, expected)| format!("{name}:\n  expected {expected}\n  found    {found}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn sepasoft() {
    use Question::{
        AfterHours, Email, Emergency, FeatureRequest, Fix, OnSite, OpenTicket, Phone, Portal,
        PriorityHandling, RemoteHelp, Updates,
    };
    let plan = |plan: &str| acme("sepasoft", plan, "high");
    let bought =
        |plan_id: &str, day: &str| contract(plan(plan_id), |contract| contract.purchased = day.parse().ok());
    let suspended = contract(plan("priority-care"), |contract| {
        contract.standing.insert("jo@acme.test".to_owned(), "suspended".to_owned());
    });
    let no_phone = "no entitlements.phone-others";
    check(&[
        ("PriorityCare may call", plan("priority-care"), Phone, "yes entitlements.phone-plans"),
        ("TotalCare may call", plan("total-care"), Phone, "yes entitlements.phone-plans"),
        ("BasicCare may not call", plan("basic-care"), Phone, no_phone),
        ("without a plan nobody calls", plan("none"), Phone, no_phone),
        ("a plan that has ended is none", contract(plan("total-care"), ended), Phone, no_phone),
        ("a prospect calls within limits", plan("prospect"), Phone, "limited entitlements.phone-prospects"),
        (
            "whose purchase nobody asks for",
            contract(plan("prospect"), |contract| contract.purchased = None),
            Phone,
            "limited entitlements.phone-prospects",
        ),
        // 2026-08-24 is the first and 2026-11-21 the 90th day; in Los Angeles it is still that day.
        (
            "the last of 90 free days",
            bought("basic-care", "2026-08-24"),
            Phone,
            "yes entitlements.phone-90-days",
        ),
        ("the first day after them", bought("basic-care", "2026-08-23"), Phone, no_phone),
        ("a purchase that is still to come", bought("none", "2026-12-01"), Phone, no_phone),
        (
            "the day of the purchase decides for BasicCare",
            contract(plan("basic-care"), |contract| contract.purchased = None),
            Phone,
            "unknown, ask for the day of the purchase",
        ),
        (
            "and not for PriorityCare",
            contract(plan("priority-care"), |contract| contract.purchased = None),
            Phone,
            "yes entitlements.phone-plans",
        ),
        ("after hours for who may call", plan("total-care"), AfterHours, "limited entitlements.after-hours"),
        (
            "after hours in the free days",
            bought("none", "2026-11-01"),
            AfterHours,
            "limited entitlements.after-hours",
        ),
        ("not for BasicCare", plan("basic-care"), AfterHours, "no entitlements.after-hours-others"),
        ("not for prospects", plan("prospect"), AfterHours, "no entitlements.after-hours-others"),
        (
            "not known when the phone is not",
            contract(plan("basic-care"), |contract| contract.purchased = None),
            AfterHours,
            "unknown, ask for the day of the purchase",
        ),
        ("portal with a plan", plan("basic-care"), Portal, "yes entitlements.portal-plans"),
        ("portal without a plan", plan("none"), OpenTicket, "yes entitlements.electronic-without-plan"),
        ("mail with a plan", plan("basic-care"), Email, "yes entitlements.electronic-free"),
        (
            "electronic support is free, whatever the plan",
            with(plan("none"), |facts| facts.contract = None),
            OpenTicket,
            "yes entitlements.electronic-free",
        ),
        ("a suspended person gets nothing", suspended.clone(), OpenTicket, "no lanes.suspended"),
        ("no call either", suspended.clone(), Phone, "no lanes.suspended"),
        ("but the upgrades of the plan", suspended, Updates, "yes entitlements.updates-with-plan"),
        (
            "remote help for prospects, within limits",
            plan("prospect"),
            RemoteHelp,
            "limited entitlements.remote-prospects",
        ),
        ("remote help with the phone", plan("total-care"), RemoteHelp, "yes remote"),
        ("no remote help for BasicCare", plan("basic-care"), RemoteHelp, "no remote.refuse.no-phone-support"),
        ("but in the free days", bought("basic-care", "2026-11-01"), RemoteHelp, "yes remote"),
        (
            "a plan that has ended has no remote help",
            contract(plan("total-care"), ended),
            RemoteHelp,
            "no remote.refuse.no-phone-support",
        ),
        (
            "nor one that has not begun",
            contract(plan("total-care"), |contract| contract.starts = "2026-12-01".parse().ok()),
            RemoteHelp,
            "no remote.refuse.plan-not-current",
        ),
        ("an emergency line after hours", plan("total-care"), Emergency, "limited entitlements.after-hours"),
        (
            "a fix depends on the version",
            plan("total-care"),
            Fix,
            "unknown, ask for the life cycle of the product's version",
        ),
        ("upgrades with a plan", plan("basic-care"), Updates, "yes entitlements.updates-with-plan"),
        ("upgrades without", plan("none"), Updates, "limited entitlements.updates-without-plan"),
        ("wishes", plan("none"), FeatureRequest, "limited entitlements.feature-requests"),
        ("highest priority", plan("priority-care"), PriorityHandling, "yes entitlements.priority-handling"),
        ("not the highest", plan("total-care"), PriorityHandling, "no entitlements.priority-handling-others"),
        ("visits are not in the document", plan("priority-care"), OnSite, "unpublished"),
    ]);
}

#[test]
fn sep_sesam() {
    use Question::{
        AfterHours, Email, Emergency, Fix, InstallationHelp, OnSite, OpenTicket, Phone, Portal, RemoteHelp,
    };
    let plan = |plan: &str, severity: &str| acme("sep-sesam", plan, severity);
    let business = |severity: &str| plan("business-support", severity);
    let no_severity = with(business("major"), |facts| facts.severity = None);
    let dates = "unknown, ask for the first and last day of the contract";
    check(&[
        ("with a contract", business("major"), OpenTicket, "yes entitlements.precondition-contract"),
        ("without a contract", plan("none", "major"), OpenTicket, "no lanes.no-contract"),
        ("after its end", contract(business("major"), ended), OpenTicket, "no lanes.contract-not-current"),
        (
            "with an emergency call",
            plan("emergency-call", "major"),
            OpenTicket,
            "yes entitlements.emergency-call-channels",
        ),
        ("in a trial", plan("demo", "major"), OpenTicket, "limited entitlements.demo-channels"),
        ("dates not known", contract(business("major"), |contract| contract.ends = None), OpenTicket, dates),
        (
            "begin not known",
            contract(business("major"), |contract| contract.starts = None),
            OpenTicket,
            dates,
        ),
        (
            "nothing known",
            with(business("major"), |facts| facts.contract = None),
            OpenTicket,
            "unknown, ask for the customer's plan",
        ),
        ("Critical calls", business("critical"), Phone, "yes entitlements.through-critical"),
        ("Critical has no other way", business("critical"), Portal, "no entitlements.portal-critical"),
        ("not by mail alone", business("critical"), Email, "limited entitlements.email-critical"),
        (
            "a standard installation",
            business("minor"),
            InstallationHelp,
            "limited entitlements.installation-help",
        ),
        ("Major calls", business("major"), Phone, "yes entitlements.through-major"),
        ("Major uses the portal", business("major"), Portal, "yes entitlements.through-major"),
        ("Minor uses the portal", business("minor"), Portal, "yes entitlements.through-minor-cosmetic"),
        ("Cosmetic calls", business("cosmetic"), Phone, "yes entitlements.through-minor-cosmetic"),
        ("every severity may call", no_severity.clone(), Phone, "yes entitlements.business-support-channels"),
        ("the severity decides on the portal", no_severity.clone(), Portal, "unknown, ask for the severity"),
        ("mail with a contract", business("minor"), Email, "yes entitlements.business-support-channels"),
        (
            "remote help with a contract",
            business("minor"),
            RemoteHelp,
            "yes entitlements.business-support-channels",
        ),
        ("no remote help without", plan("none", "minor"), RemoteHelp, "no lanes.no-contract"),
        ("none for a trial by default", plan("demo", "minor"), RemoteHelp, "no remote.refuse.demo"),
        (
            "an emergency call has it",
            plan("emergency-call", "minor"),
            RemoteHelp,
            "yes entitlements.emergency-call-channels",
        ),
        (
            "emergency call by phone",
            plan("emergency-call", "critical"),
            Phone,
            "yes entitlements.emergency-call-channels",
        ),
        ("a trial may call", plan("demo", "critical"), Phone, "limited entitlements.demo-channels"),
        (
            "Critical around the clock",
            business("critical"),
            AfterHours,
            "yes entitlements.business-support-critical-24x7",
        ),
        (
            "Major in support hours only",
            business("major"),
            AfterHours,
            "no entitlements.after-hours-not-critical",
        ),
        (
            "a trial in business hours only",
            plan("demo", "critical"),
            AfterHours,
            "no entitlements.after-hours-demo",
        ),
        (
            "an emergency call at any time",
            plan("emergency-call", "minor"),
            AfterHours,
            "yes entitlements.emergency-call-hours",
        ),
        ("the severity decides on the hours", no_severity, AfterHours, "unknown, ask for the severity"),
        (
            "emergency call bought",
            plan("emergency-call", "major"),
            Emergency,
            "yes entitlements.emergency-call-hours",
        ),
        (
            "with a contract",
            business("major"),
            Emergency,
            "limited entitlements.emergency-call-with-contract",
        ),
        (
            "without one, with a form",
            plan("none", "major"),
            Emergency,
            "limited entitlements.emergency-call-without-contract",
        ),
        (
            "after the end of the contract",
            contract(business("major"), ended),
            Emergency,
            "limited entitlements.emergency-call-without-contract",
        ),
        ("a visit instead of remote help", business("major"), OnSite, "limited entitlements.on-site-instead"),
        ("a visit that is sold", plan("demo", "major"), OnSite, "limited entitlements.on-site-sold"),
        ("a visit without a contract", plan("none", "major"), OnSite, "limited entitlements.on-site-sold"),
        (
            "a visit after the end",
            contract(business("major"), ended),
            OnSite,
            "limited entitlements.on-site-sold",
        ),
        (
            "a visit, nothing known",
            with(business("major"), |facts| facts.contract = None),
            OnSite,
            "limited entitlements.on-site-sold",
        ),
        (
            "an installation in a trial is sold",
            plan("demo", "minor"),
            InstallationHelp,
            "limited entitlements.installation-help-sold",
        ),
        (
            "and without a contract",
            plan("none", "minor"),
            InstallationHelp,
            "limited entitlements.installation-help-sold",
        ),
        ("no fix is promised", business("major"), Fix, "unpublished"),
    ]);
}

#[test]
fn consultative_tickets_leave_sepasofts_main_queue_when_priority_care_ends() {
    let pack: &Pack = PACKS.get("sepasoft").unwrap();
    let lane = |classification: &str, change: fn(&mut Contract)| {
        let facts = with(contract(acme("sepasoft", "priority-care", "high"), change), |facts| {
            facts.classification = Some(classification.to_owned());
        });
        standing(pack, &facts, NOW).lane(pack, at(NOW))
    };
    assert_eq!(lane("consultative", |_| ()), Some(Lane::Main));
    assert_eq!(lane("consultative", ended), Some(Lane::Deprioritized));
    assert_eq!(lane("problem", ended), Some(Lane::Main));
}

#[test]
fn an_answer_is_a_sentence_with_its_clause() {
    let ruling = ask(&acme("infotecs", "basic", "critical"), Question::OnSite);
    assert_eq!(
        serde_json::to_value(&ruling).unwrap(),
        serde_json::json!({
            "question": "on-site",
            "answer": "limited",
            "text": "A specialist visits a Basic customer only for a critical issue that could be resolved neither by phone nor remotely.",
            "because": [{
                "row": "entitlements.on-site",
                "text": "A specialist visits a Basic customer only for a critical issue that could be resolved neither by phone nor remotely.",
                "basis": "stated",
                "clause": "Technical Support Plans, arrival at the site",
            }],
        })
    );
    let basic = contract(acme("sepasoft", "basic-care", "high"), |contract| contract.purchased = None);
    let ruling = ask(&basic, Question::Phone);
    assert_eq!(ruling.text, "Not known yet whether the customer may call: ask for the day of the purchase.");
    let rows: Vec<&str> = ruling.because.iter().map(|ground| ground.row.as_str()).collect();
    assert_eq!(rows, ["entitlements.phone-others", "entitlements.phone-90-days"]);
    let ruling = ask(&acme("sepasoft", "basic-care", "high"), Question::OnSite);
    assert_eq!(ruling.text, "The policy does not say whether somebody comes to the site.");
}

#[test]
fn every_question_is_answered_once_in_order() {
    let facts = acme("ensim", "24x7", "major");
    let pack = PACKS.get("ensim").unwrap();
    let rulings = entitlements(&standing(pack, &facts, NOW), pack, at(NOW));
    let questions: Vec<&str> = rulings.iter().map(|ruling| ruling.question.as_str()).collect();
    assert_eq!(questions, Question::ALL.map(Question::word));
}

/// A right may begin when the free days are over: neither on their last day nor before the purchase.
#[test]
fn what_begins_after_the_free_days_begins_with_the_day_after_the_last_one() {
    let after = LaneRule {
        lane: Lane::Refused,
        when: vec![Test { fact: Fact::Purchase, any_of: vec!["over:30".to_owned()], negated: false }],
        reason: "By rule.".to_owned(),
        source: source("Rules", Basis::Stated),
    };
    let pack = Pack { lanes: vec![after], ..pack() };
    let facts = contract(story("", "2026-11-01T08:00Z created"), |contract| {
        contract.purchased = "2026-11-01".parse().ok();
    });
    let lane = |now: &str| standing(&pack, &facts, now).lane(&pack, at(now));
    assert_eq!(lane("2026-11-01T08:00Z"), Some(Lane::Main));
    assert_eq!(lane("2026-11-30T22:59:59Z"), Some(Lane::Main));
    assert_eq!(lane("2026-11-30T23:00Z"), Some(Lane::Refused), "midnight in Berlin");
    assert_eq!(lane("2027-11-30T23:00Z"), Some(Lane::Refused));
}

/// A lane may look at what changes by itself; the next instant at which it does is then a boundary of the ticket.
#[test]
fn the_end_of_the_free_days_and_an_appointment_are_boundaries() {
    let lane = |fact, word: &str| LaneRule {
        lane: Lane::Deprioritized,
        when: vec![Test { fact, any_of: vec![word.to_owned()], negated: false }],
        reason: "By rule.".to_owned(),
        source: source("Rules", Basis::Stated),
    };
    let facts = contract(story("", "2026-11-20T08:00Z created"), |contract| {
        contract.purchased = "2026-11-01".parse().ok();
        contract.appointments =
            vec![Appointment { from: at("2026-11-22T08:00Z"), to: at("2026-11-22T09:00Z") }];
    });
    for (fact, word, inside, edge) in [
        (Fact::Purchase, "within:30", NOW, "2026-11-30T23:00Z"),
        (Fact::Appointment, "now", "2026-11-22T08:00Z", "2026-11-22T09:00Z"),
        (Fact::Appointment, "none", NOW, "2026-11-22T08:00Z"),
    ] {
        let pack = Pack { lanes: vec![lane(fact, word)], clocks: Vec::new(), ..pack() };
        let standing = standing(&pack, &facts, NOW);
        assert_eq!(standing.lane(&pack, at(inside)), Some(Lane::Deprioritized), "{word}");
        assert_eq!(standing.next_boundary(&pack, at(inside)), Some(at(edge)), "{word}");
        assert_eq!(standing.lane(&pack, at(edge)), Some(Lane::Main), "{word}");
    }
}

//! The charge outside of the support hours: announced with amount and clause, and accepted before.

use policy::pack::{Basis, Pack, Packs};
use policy::remote::{Acceptance, Decision, Missing, RemoteAsk, announcement, decide_remote};

use super::packs::acme;
use super::{PACKS, complete};
use crate::sample::{at, standing};

/// Ten in the evening in California.
const NIGHT: &str = "2026-11-21T06:00Z";
const WORDS: &str = "After-hours support costs 350 dollars an hour, with a minimum of one hour. \
                     This session costs 350.00 USD at least.";

fn night(change: impl FnOnce(&mut RemoteAsk)) -> Decision {
    let (pack, facts) = (PACKS.get("sepasoft").unwrap(), acme("sepasoft", "highest", "priority-care"));
    let mut ask = complete(pack, &facts, NIGHT);
    change(&mut ask);
    decide_remote(&ask, &standing(pack, &facts, NIGHT), pack, at(NIGHT))
}

#[test]
fn the_charge_of_the_night_is_accepted_word_for_word_before_the_session() {
    let Decision::Allow(grant) = night(|_| ()) else { panic!("refused") };
    let told = grant.reasons().iter().find(|reason| reason.clause == "After-hours support").unwrap();
    assert_eq!(told.detail, format!("{WORDS} Accepted by Jo Doe on 2026-11-21 06:00 UTC"));
    let accepted = |by: &str, when: &str, words: &str| Acceptance {
        by: by.to_owned(),
        at: at(when),
        words: words.to_owned(),
    };
    let bad: [(&str, Option<Acceptance>); 5] = [
        ("not accepted", None),
        ("by nobody", Some(accepted(" ", NIGHT, WORDS))),
        ("later than now", Some(accepted("Jo", "2026-11-21T06:01Z", WORDS))),
        ("another price", Some(accepted("Jo", NIGHT, &WORDS.replace("350", "250")))),
        ("nothing announced", Some(accepted("Jo", NIGHT, ""))),
    ];
    for (name, acceptance) in bad {
        let Decision::Deny(against) = night(|ask| ask.accepted = acceptance) else {
            panic!("{name}: allowed")
        };
        assert_eq!(against.len(), 1, "{name}: {against:?}");
        assert_eq!(against[0].missing, Missing::AfterHours(WORDS.to_owned()), "{name}");
        assert_eq!(against[0].reason.clause, "After-hours support");
        assert!(!against[0].missing.can_be_overruled(), "the customer pays, so no lead decides");
    }
}

#[test]
fn each_pack_by_day_and_by_night() {
    let holiday = "2026-11-26T18:00Z";
    for (policy, severity, plan, when, announced, notice) in [
        ("sepasoft", "high", "priority-care", "2026-11-20T18:00Z", false, None),
        (
            "sepasoft",
            "high",
            "priority-care",
            "2026-11-21T00:30Z",
            false,
            Some("the support hours end within"),
        ),
        ("sepasoft", "high", "priority-care", "2026-11-21T01:00Z", true, None),
        ("sepasoft", "high", "priority-care", holiday, true, None),
        ("sep-sesam", "critical", "business-support", NIGHT, false, None),
        ("sep-sesam", "minor", "business-support", NIGHT, false, Some("it is outside of the support hours")),
        ("ensim", "critical", "16x5", "2026-11-22T12:00Z", false, Some("it is outside of the support hours")),
        ("expecco", "sev-1", "premium", NIGHT, false, Some("it is outside of the support hours")),
        ("infotecs", "minor", "basic", NIGHT, false, None),
    ] {
        let (pack, facts) = (PACKS.get(policy).unwrap(), acme(policy, severity, plan));
        let standing = standing(pack, &facts, when);
        let told = announcement(&standing, pack, at(when));
        assert_eq!(told.is_some(), announced, "{policy} {severity} {when}: {told:?}");
        let Decision::Allow(grant) = decide_remote(&complete(pack, &facts, when), &standing, pack, at(when))
        else {
            panic!("{policy} {when}: refused")
        };
        let outside = grant
            .reasons()
            .iter()
            .find(|reason| reason.detail.starts_with("it is outside of the support hours"));
        assert!(outside.is_none_or(|reason| reason.basis == Basis::None), "no document says so: {outside:?}");
        let said: Vec<&str> = grant.reasons().iter().map(|reason| reason.detail.as_str()).collect();
        let found = ["the support hours end within", "it is outside of the support hours"]
            .into_iter()
            .find(|words| said.iter().any(|detail| detail.starts_with(words)));
        assert_eq!(found, notice, "{policy} {severity} {when}: {said:?}");
    }
}

/// A charge that only some plans have is announced to those.
#[test]
fn the_charge_of_the_night_is_that_of_the_plan() {
    let (name, text) = Packs::embedded_text("sepasoft").unwrap();
    let rate = "id = \"after-hours-rate\"\nfor = [\"after-hours\"]\n";
    assert!(text.contains(rate));
    let pack = Pack::parse(&text.replace(rate, &format!("{rate}plans = [\"total-care\"]\n")), name).unwrap();
    let announced = |plan: &str| {
        let facts = acme("sepasoft", "highest", plan);
        announcement(&standing(&pack, &facts, NIGHT), &pack, at(NIGHT)).is_some()
    };
    assert_eq!(["total-care", "priority-care"].map(announced), [true, false]);
}

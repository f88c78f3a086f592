//! Lanes and flags.

use policy::answer::{Answer, Flag, Lane};
use policy::facts::{Contract, Facts, Payments, RemoteAccess};
use policy::pack::{Allowance, Basis, Counted, Fact, FlagRule, LaneRule, Pack, Test};

use crate::entitlement::{PACKS, acme, contract as changed, ended, with};
use crate::sample::{answer, at, pack, source, standing, story};

fn rule(lane: Lane, reason: &str, when: &[(Fact, &[&str])]) -> LaneRule {
    LaneRule { lane, when: tests(when), reason: reason.to_owned(), source: source("Rules", Basis::Stated) }
}

fn tests(when: &[(Fact, &[&str])]) -> Vec<Test> {
    let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
    when.iter().map(|(fact, any_of)| Test { fact: *fact, any_of: words(any_of), negated: false }).collect()
}

fn ruled() -> Pack {
    Pack {
        lanes: vec![
            rule(Lane::Refused, "Payments are past due.", &[(Fact::Payments, &["overdue"])]),
            rule(
                Lane::Deprioritized,
                "A question without the gold plan.",
                &[(Fact::Classification, &["question"]), (Fact::Plan, &["silver", "none"])],
            ),
        ],
        ..pack()
    }
}

fn outcome(answer: &Answer) -> (Option<Lane>, Vec<Flag>) {
    (answer.lane, answer.flags.clone())
}

const NOW: &str = "2026-11-20T17:00Z";

/// A gold customer with everything known.
fn ticket(lines: &str) -> Facts {
    let mut facts = story("major", &format!("2026-11-20T08:00Z created\n{lines}"));
    facts.classification = Some("problem".to_owned());
    contract(&mut facts).payments = Some(Payments::Current);
    facts
}

fn contract(facts: &mut Facts) -> &mut Contract {
    facts.contract.as_mut().unwrap()
}

#[test]
fn by_rule() {
    let pack = ruled();
    assert_eq!(outcome(&answer(&pack, &ticket(""), NOW)), (Some(Lane::Main), vec![]));

    let mut overdue = ticket("");
    contract(&mut overdue).payments = Some(Payments::Overdue);
    let refused = answer(&pack, &overdue, NOW);
    assert_eq!(outcome(&refused), (Some(Lane::Refused), vec![]));
    let reason = refused.why.last().unwrap();
    assert_eq!((reason.factor.as_str(), reason.detail.as_str()), ("lane", "Payments are past due."));
    assert_eq!((reason.clause.as_str(), reason.basis), ("Rules", Basis::Stated));

    let mut question = ticket("");
    question.classification = Some("question".to_owned());
    contract(&mut question).plan = Some("silver".to_owned());
    assert_eq!(outcome(&answer(&pack, &question, NOW)), (Some(Lane::Deprioritized), vec![]));
}

#[test]
fn missing_facts_leave_the_main_lane_and_are_flagged_only_where_they_matter() {
    let pack = ruled();
    let missing = (Some(Lane::Main), vec![Flag::FactsMissing]);

    let mut unpaid = ticket("");
    contract(&mut unpaid).payments = None;
    assert_eq!(outcome(&answer(&pack, &unpaid, NOW)), missing, "payments decide");

    let mut unclassified = ticket("");
    unclassified.classification = None;
    assert_eq!(outcome(&answer(&pack, &unclassified, NOW)), (Some(Lane::Main), vec![]), "gold: no matter");
    contract(&mut unclassified).plan = Some("silver".to_owned());
    assert_eq!(outcome(&answer(&pack, &unclassified, NOW)), missing, "silver: the classification decides");

    let mut stranger = ticket("");
    stranger.contract = None;
    assert_eq!(outcome(&answer(&pack, &stranger, NOW)), missing, "no contract record");

    let mut asked = ticket("2026-11-20T09:00Z reply\n2026-11-20T09:00Z status waiting-on-customer");
    asked.classification = None;
    contract(&mut asked).plan = Some("silver".to_owned());
    let customers_turn = (Some(Lane::WaitingOnCustomer), vec![]);
    assert_eq!(outcome(&answer(&pack, &asked, NOW)), customers_turn, "whatever the classification");

    let mut solved = ticket("2026-11-20T09:00Z reply\n2026-11-20T09:00Z status solved");
    contract(&mut solved).payments = None;
    assert_eq!(outcome(&answer(&pack, &solved, NOW)), (None, vec![]), "a solved ticket has no lane to miss");

    let mut refused = ticket("");
    refused.classification = None;
    contract(&mut refused).plan = Some("silver".to_owned());
    contract(&mut refused).payments = Some(Payments::Overdue);
    assert_eq!(outcome(&answer(&pack, &refused, NOW)), (Some(Lane::Refused), vec![]), "refused anyway");
}

#[test]
fn a_severity_that_is_not_known_matters_where_it_decides_the_target() {
    let mut facts = ticket("");
    facts.severity = None;
    assert_eq!(answer(&pack(), &facts, NOW).flags, [Flag::FactsMissing]);
    contract(&mut facts).plan = Some("none".to_owned());
    assert_eq!(answer(&pack(), &facts, NOW).flags, [], "no plan, no target, whatever the severity");
}

#[test]
fn waiting_on_the_customer() {
    let pack = ruled();
    let lane = |lines: &str| answer(&pack, &ticket(lines), NOW).lane;

    assert_eq!(lane("2026-11-20T09:00Z status waiting-on-customer"), Some(Lane::Main), "nobody has answered");
    let asked = "2026-11-20T09:00Z reply
                 2026-11-20T09:00Z status waiting-on-customer";
    assert_eq!(lane(asked), Some(Lane::WaitingOnCustomer));
    assert_eq!(lane(&format!("{asked}\n2026-11-20T10:00Z question")), Some(Lane::Main), "the customer waits");
    assert_eq!(
        lane(&format!("{asked}\n2026-11-20T10:00Z question\n2026-11-20T10:05Z auto-reply")),
        Some(Lane::Main),
        "an auto-reply is no answer"
    );
    assert_eq!(
        lane(&format!("{asked}\n2026-11-20T10:00Z question\n2026-11-20T11:00Z reply")),
        Some(Lane::WaitingOnCustomer)
    );
    assert_eq!(lane(&format!("{asked}\n2026-11-20T10:00Z status open")), Some(Lane::Main));
    assert_eq!(lane("2026-11-20T09:00Z reply\n2026-11-20T09:01Z status on-hold"), Some(Lane::Main));

    let filed_by_staff = "2026-11-20T08:00Z created-by-agent\n2026-11-20T09:00Z status waiting-on-customer";
    let first_response_open = answer(&pack, &story("major", filed_by_staff), NOW);
    assert_eq!(first_response_open.lane, Some(Lane::Main), "nobody waits, but the first response is open");
}

#[test]
fn refused_wins_over_waiting_and_waiting_over_deprioritized() {
    let pack = ruled();
    let asked = "2026-11-20T09:00Z reply
                 2026-11-20T09:00Z status waiting-on-customer";
    let mut question = ticket(asked);
    question.classification = Some("question".to_owned());
    contract(&mut question).plan = Some("silver".to_owned());
    assert_eq!(answer(&pack, &question, NOW).lane, Some(Lane::WaitingOnCustomer));
    contract(&mut question).payments = Some(Payments::Overdue);
    assert_eq!(answer(&pack, &question, NOW).lane, Some(Lane::Refused));
}

#[test]
fn done_tickets_have_no_lane() {
    let pack = ruled();
    for line in ["status solved", "status closed", "merged"] {
        let done = answer(&pack, &ticket(&format!("2026-11-20T09:00Z {line}")), NOW);
        assert_eq!((done.lane, done.score, done.position), (None, None, None), "{line}");
        assert_eq!(done.why, [], "{line}");
        assert_eq!(done.clocks.len(), 1, "{line}");
    }
    let reopened = "2026-11-20T09:00Z status solved\n2026-11-20T10:00Z status open";
    assert_eq!(answer(&pack, &ticket(reopened), NOW).lane, Some(Lane::Main));
}

#[test]
fn contract_days_are_local_and_both_inclusive() {
    let pack = Pack {
        lanes: vec![rule(
            Lane::Refused,
            "No contract in force.",
            &[(Fact::Contract, &["ended", "not-started"])],
        )],
        ..pack()
    };
    let lane = |starts: &str, ends: &str, now: &str| {
        let mut facts = ticket("");
        contract(&mut facts).starts = (!starts.is_empty()).then(|| starts.parse().unwrap());
        contract(&mut facts).ends = (!ends.is_empty()).then(|| ends.parse().unwrap());
        outcome(&answer(&pack, &facts, now))
    };
    let refused = Some(Lane::Refused);
    let main = Some(Lane::Main);
    // The last second of 20 November in Berlin is 22:59:59 UTC.
    assert_eq!(lane("2026-01-01", "2026-11-20", "2026-11-20T22:59:59Z"), (main, vec![]));
    assert_eq!(lane("2026-01-01", "2026-11-20", "2026-11-20T23:00Z"), (refused, vec![Flag::ContractEnded]));
    assert_eq!(lane("2026-11-21", "2027-11-20", "2026-11-20T22:59:59Z"), (refused, vec![]));
    assert_eq!(lane("2026-11-21", "2027-11-20", "2026-11-20T23:00Z"), (main, vec![]));
    assert_eq!(lane("", "2027-11-20", "2026-11-20T23:00Z"), (main, vec![]));
    assert_eq!(lane("2026-01-01", "", "2026-11-20T23:00Z"), (main, vec![Flag::FactsMissing]));
}

#[test]
fn every_fact_has_its_words() {
    type Change = fn(&mut Facts);
    let cases: [(&str, Fact, &str, Change); 14] = [
        ("plan", Fact::Plan, "gold", |_| {}),
        ("severity", Fact::Severity, "major", |_| {}),
        ("channel", Fact::Channel, "phone", |facts| facts.channel = Some("phone".to_owned())),
        ("no contract", Fact::Contract, "none", |facts| contract(facts).plan = Some("none".to_owned())),
        ("named", Fact::Contact, "named", |facts| {
            facts.contact = Some("Jo@acme.test".to_owned());
            contract(facts).named_contacts = Some(vec!["jo@acme.test".to_owned()]);
        }),
        ("not named", Fact::Contact, "other", |facts| {
            facts.contact = Some("jo@acme.test".to_owned());
            contract(facts).named_contacts = Some(Vec::new());
        }),
        ("nobody is listed", Fact::Standing, "good", |_| {}),
        ("listed", Fact::Standing, "suspended", |facts| {
            facts.contact = Some("jo@acme.test".to_owned());
            contract(facts).standing = [("jo@acme.test".to_owned(), "suspended".to_owned())].into();
        }),
        ("all licenses", Fact::Licenses, "all", |facts| {
            (contract(facts).licenses, contract(facts).licenses_covered) = (Some(3), Some(3));
        }),
        ("some licenses", Fact::Licenses, "some", |facts| {
            (contract(facts).licenses, contract(facts).licenses_covered) = (Some(3), Some(2));
        }),
        ("remote access", Fact::RemoteAccess, "given", |facts| {
            contract(facts).remote_access = Some(RemoteAccess::Given);
        }),
        ("no remote access", Fact::RemoteAccess, "impossible", |facts| {
            contract(facts).remote_access = Some(RemoteAccess::Impossible);
        }),
        ("open at the severity", Fact::HoursAtSeverity, "10x5:open", |_| {}),
        ("closed now", Fact::HoursNow, "10x5:closed", |_| {}),
    ];
    for (name, fact, word, change) in cases {
        let pack = Pack { lanes: vec![rule(Lane::Deprioritized, "It fits.", &[(fact, &[word])])], ..pack() };
        let mut facts = ticket("");
        change(&mut facts);
        let lane = answer(&pack, &facts, "2026-11-20T18:00Z").lane;
        assert_eq!(lane, Some(Lane::Deprioritized), "{name}");
    }
}

#[test]
fn hours_at_the_present_severity() {
    let call = FlagRule {
        flag: Flag::CallRequired,
        when: tests(&[(Fact::Severity, &["critical"]), (Fact::HoursAtSeverity, &["10x5:closed"])]),
        reason: "Call.".to_owned(),
        source: source("Hotline", Basis::Reading),
    };
    let pack = Pack { flags: vec![call], ..pack() };
    let flags = |lines: &str| answer(&pack, &ticket(lines), "2026-11-23T12:00Z").flags;
    assert_eq!(flags("2026-11-21T12:00Z severity critical"), [Flag::CallRequired], "on Saturday");
    assert_eq!(flags("2026-11-20T12:00Z severity critical"), [], "on Friday");
    let again = "2026-11-20T12:00Z severity critical\n2026-11-21T12:00Z severity critical";
    assert_eq!(flags(again), [], "said again on Saturday, but critical since Friday");
}

/// A trial has no hotline at the weekend, and without a contract there is nobody to call.
#[test]
fn sep_asks_for_a_call_of_those_who_have_a_hotline_at_night() {
    let saturday = |plan: &str| {
        with(acme("sep-sesam", plan, "critical"), |facts| {
            facts.events = story("", "2026-11-21T10:00Z created").events;
        })
    };
    let calls = |facts: &Facts| {
        let pack = PACKS.get(&facts.policy).unwrap();
        answer(pack, facts, "2026-11-21T12:00Z").flags.contains(&Flag::CallRequired)
    };
    for (plan, expected) in
        [("business-support", true), ("emergency-call", true), ("demo", false), ("none", false)]
    {
        assert_eq!(calls(&saturday(plan)), expected, "{plan}");
    }
    assert!(!calls(&changed(saturday("business-support"), ended)), "the contract has ended");
    let unknown = with(saturday("demo"), |facts| facts.contract = None);
    assert!(!calls(&unknown), "who has no plan on record is not told to call");
    let pack = PACKS.get("sep-sesam").unwrap();
    let flags = answer(pack, &unknown, "2026-11-21T12:00Z").flags;
    assert!(flags.contains(&Flag::FactsMissing), "{flags:?}");
}

/// Most customers have none on record, and their tickets are as before.
#[test]
fn remote_access_that_is_not_known_moves_nothing_and_is_not_missing() {
    for negated in [false, true] {
        let word = if negated { "given" } else { "impossible" };
        let when = vec![Test { fact: Fact::RemoteAccess, any_of: vec![word.to_owned()], negated }];
        let reason = "There is no remote access.".to_owned();
        let source = source("Remote access", Basis::Stated);
        let lane = LaneRule {
            lane: Lane::Deprioritized,
            when: when.clone(),
            reason: reason.clone(),
            source: source.clone(),
        };
        let flag = FlagRule { flag: Flag::ResponseMaySuffer, when, reason, source };
        let pack = Pack { lanes: vec![lane], flags: vec![flag], ..pack() };
        let of = |access: Option<RemoteAccess>| {
            let mut facts = ticket("");
            contract(&mut facts).remote_access = access;
            outcome(&answer(&pack, &facts, NOW))
        };
        assert_eq!(of(None), (Some(Lane::Main), vec![]), "not known");
        assert_eq!(of(Some(RemoteAccess::Given)), (Some(Lane::Main), vec![]));
        let without = (Some(Lane::Deprioritized), vec![Flag::ResponseMaySuffer]);
        assert_eq!(of(Some(RemoteAccess::Impossible)), without);
        let mut stranger = ticket("");
        stranger.contract = None;
        let flags = answer(&pack, &stranger, NOW).flags;
        assert!(!flags.contains(&Flag::ResponseMaySuffer), "no contract record: {flags:?}");
    }
}

#[test]
fn sep_says_that_response_may_suffer_without_remote_access() {
    let pack = PACKS.get("sep-sesam").unwrap();
    for (access, expected) in [
        (None, vec![]),
        (Some(RemoteAccess::Given), vec![]),
        (Some(RemoteAccess::Impossible), vec![Flag::ResponseMaySuffer]),
    ] {
        let facts = changed(acme("sep-sesam", "business-support", "critical"), |contract| {
            contract.remote_access = access;
        });
        assert_eq!(answer(pack, &facts, NOW).flags, expected, "{access:?}");
        let notices = standing(pack, &facts, NOW).notices(pack, at(NOW));
        assert_eq!(notices.len(), expected.len(), "{notices:?}");
        for notice in notices {
            assert_eq!(notice.text, "The customer gives no remote access, so response times may suffer.");
            let source = (notice.basis, notice.clause.as_str());
            assert_eq!(source, (Some(Basis::Stated), "Requirements for SEP Maintenance and SEP Support"));
        }
    }
}

#[test]
fn flags_are_sorted_words() {
    let mut facts = ticket("");
    facts.history_incomplete = true;
    facts.severity = None;
    contract(&mut facts).ends = Some("2026-01-31".parse().unwrap());
    let flags = answer(&pack(), &facts, NOW).flags;
    assert_eq!(flags, [Flag::ContractEnded, Flag::FactsMissing, Flag::HistoryIncomplete]);
    let words: Vec<String> = flags.iter().map(|flag| serde_json::to_string(flag).unwrap()).collect();
    assert!(words.is_sorted());
}

#[test]
fn an_assumed_target_is_flagged() {
    let mut pack = pack();
    for target in &mut pack.clocks[0].targets {
        target.source.basis = Basis::Assumed;
    }
    assert_eq!(answer(&pack, &ticket(""), NOW).flags, [Flag::AssumedValue]);
    let mut unknown = ticket("");
    contract(&mut unknown).plan = Some("none".to_owned());
    assert_eq!(answer(&pack, &unknown, NOW).flags, [], "an answer without a target rests on nothing");
}

/// Friday, 18:00 in Berlin: the hours of 10x5 end.
const CLOSING: &str = "2026-11-20T17:00Z";
const CLOSED: (Fact, &[&str]) = (Fact::HoursNow, &["10x5:closed"]);

/// A standing is read at many instants; the hours that a rule looks at end in between.
#[test]
fn a_lane_by_the_hours_changes_when_they_end() {
    let pack = Pack {
        lanes: vec![rule(Lane::Deprioritized, "Out of hours.", &[CLOSED])],
        clocks: Vec::new(),
        ..pack()
    };
    let early = standing(&pack, &ticket(""), "2026-11-20T16:00Z");
    assert_eq!(early.next_boundary(&pack, at("2026-11-20T16:00Z")), Some(at(CLOSING)));
    assert_eq!(early.lane(&pack, at("2026-11-20T16:59:59Z")), Some(Lane::Main));
    assert_eq!(early.lane(&pack, at(CLOSING)), Some(Lane::Deprioritized));
    let late = standing(&pack, &ticket(""), CLOSING);
    assert_eq!(late.lane(&pack, at("2026-11-20T16:59:59Z")), Some(Lane::Main), "by a clock that is behind");
}

/// An allowance may be there in some hours only, so what is left of it is looked up at every instant.
#[test]
fn a_lane_by_what_is_left_follows_the_allowance() {
    let pack = Pack {
        lanes: vec![rule(Lane::Deprioritized, "Nothing is left.", &[(Fact::Tickets, &["not-granted"])])],
        allowances: vec![Allowance {
            id: "tickets".to_owned(),
            what: Counted::Tickets,
            amounts: vec![(0, Some(40))],
            per_license: false,
            when: tests(&[(Fact::HoursNow, &["10x5:open"])]),
            text: "Forty tickets.".to_owned(),
            source: source("Allowances", Basis::Stated),
            period: None,
            unused: None,
            beyond: None,
        }],
        ..pack()
    };
    let mut facts = ticket("");
    contract(&mut facts).tickets_used = Some(7);
    let early = standing(&pack, &facts, "2026-11-20T16:00Z");
    assert_eq!(early.lane(&pack, at("2026-11-20T16:59:59Z")), Some(Lane::Main));
    assert_eq!(early.lane(&pack, at(CLOSING)), Some(Lane::Deprioritized));
}

/// Who waits for an answer, and since when: the oldest thing that nobody has answered.
#[test]
fn the_customer_waits_since_the_first_message_that_is_not_answered() {
    let since = |lines: &str| standing(&pack(), &story("major", lines), NOW).waiting_since();
    let cases = [
        ("filed by the customer", "2026-11-20T08:00Z created", Some("2026-11-20T08:00Z")),
        ("filed by staff", "2026-11-20T08:00Z created-by-agent", None),
        (
            "filed by staff, and the customer writes",
            "2026-11-20T08:00Z created-by-agent\n2026-11-20T09:00Z question",
            Some("2026-11-20T09:00Z"),
        ),
        (
            "writing again starts nothing anew",
            "2026-11-20T08:00Z created\n2026-11-20T09:00Z question",
            Some("2026-11-20T08:00Z"),
        ),
        ("answered", "2026-11-20T08:00Z created\n2026-11-20T09:00Z reply", None),
        (
            "filed once: a second word of it is no new question",
            "2026-11-20T08:00Z created\n2026-11-20T09:00Z reply\n2026-11-20T10:00Z created",
            None,
        ),
    ];
    for (name, lines, expected) in cases {
        assert_eq!(since(lines), expected.map(at), "{name}");
    }
}

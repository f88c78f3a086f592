//! Allowances, checklist, scope and stages under the five policies.

mod sentences;

use policy::allowance::{AllowanceAnswer, AllowanceState, allowances};
use policy::facts::{Facts, Product};
use policy::intake::{IntakeAnswer, ItemState, intake, request_text};
use policy::ruling::Yes;
use policy::scope;
use policy::stage::{PathAnswer, stage};

use crate::entitlement::{NOW, PACKS, acme, contract, with};
use crate::sample::{at, standing, story};

fn counted(facts: &Facts) -> Vec<AllowanceAnswer> {
    let pack = PACKS.get(&facts.policy).unwrap();
    allowances(&standing(pack, facts, NOW), pack, at(NOW))
}

/// One line an allowance: `credits left 96+0 used 5 left 91 2026-01-01..2026-12-31`.
fn lines(facts: &Facts) -> Vec<String> {
    let number = |number: Option<u32>| number.map_or("?".to_owned(), |number| number.to_string());
    let line = |answer: &AllowanceAnswer| {
        let word = |value: serde_json::Value| value.as_str().unwrap().to_owned();
        let mut line = format!(
            "{} {}",
            word(serde_json::to_value(answer.what).unwrap()),
            word(serde_json::to_value(answer.state).unwrap())
        );
        line += &format!(" {}", number(answer.granted));
        line += &answer.carried.map_or(String::new(), |carried| format!("+{carried}"));
        line += &format!(" used {}", number(answer.used));
        line += &answer.left.map_or(String::new(), |left| format!(" left {left}"));
        line += &answer.over.map_or(String::new(), |over| format!(" over {over}"));
        line += &answer.from.zip(answer.to).map_or(String::new(), |(from, to)| format!(" {from}..{to}"));
        if !answer.ask.is_empty() {
            line += &format!(", ask for {}", answer.ask.join("; "));
        }
        line
    };
    counted(facts).iter().map(line).collect()
}

#[test]
fn infotecs_has_forty_tickets_a_year_and_what_last_year_left() {
    let basic = |used, before| {
        contract(acme("infotecs", "basic", "minor"), |contract| {
            contract.tickets_used = used;
            contract.tickets_used_last_year = before;
        })
    };
    let year = "2026-01-01..2026-12-31";
    let before = "ask for the tickets used up in the contract year before";
    let cases = [
        ("some left", basic(Some(7), Some(40)), format!("tickets left 40+0 used 7 left 33 {year}")),
        ("some carried over", basic(Some(7), Some(30)), format!("tickets left 40+10 used 7 left 43 {year}")),
        (
            "carried over and used",
            basic(Some(50), Some(30)),
            format!("tickets used-up 40+10 used 50 left 0 {year}"),
        ),
        ("beyond", basic(Some(52), Some(30)), format!("tickets over 40+10 used 52 left 0 over 2 {year}")),
        (
            "last year was beyond",
            basic(Some(40), Some(60)),
            format!("tickets used-up 40+0 used 40 left 0 {year}"),
        ),
        (
            "at least so many left",
            basic(Some(39), None),
            format!("tickets left 40 used 39 left 1 {year}, {before}"),
        ),
        ("nobody can tell", basic(Some(40), None), format!("tickets unknown 40 used 40 {year}, {before}")),
        (
            "use not known",
            basic(None, Some(30)),
            format!("tickets unknown 40+10 used ? {year}, ask for the tickets used up so far"),
        ),
        (
            "no dates",
            contract(basic(Some(7), Some(40)), |contract| (contract.starts, contract.ends) = (None, None)),
            "tickets unknown 40+0 used 7, ask for the first and last day of the contract".to_owned(),
        ),
        (
            "no plan",
            contract(basic(Some(7), Some(40)), |contract| contract.plan = None),
            format!("tickets unknown ? used 7 {year}, ask for the customer's plan"),
        ),
        (
            "not in force",
            contract(basic(Some(7), Some(40)), |contract| contract.ends = "2026-11-20".parse().ok()),
            "tickets not-granted ? used 7 2026-01-01..2026-11-20".to_owned(),
        ),
    ];
    for (name, facts, expected) in cases {
        assert_eq!(lines(&facts), [expected], "{name}");
    }
    assert!(lines(&acme("infotecs", "none", "minor")).is_empty(), "no agreement, no allowance");
}

#[test]
fn the_contract_year_begins_with_the_contract() {
    let from = |starts: &str, ends: &str| {
        let facts = contract(acme("infotecs", "basic", "minor"), |contract| {
            (contract.starts, contract.ends) = (starts.parse().ok(), ends.parse().ok());
        });
        let answer = counted(&facts).remove(0);
        format!("{}..{}", answer.from.unwrap(), answer.to.unwrap())
    };
    assert_eq!(
        from("2024-11-21", "2027-11-20"),
        "2026-11-21..2027-11-20",
        "today is the first day of the third year"
    );
    assert_eq!(
        from("2024-11-22", "2027-11-21"),
        "2025-11-22..2026-11-21",
        "today is the last day of the second"
    );
    assert_eq!(from("2024-02-29", "2028-02-28"), "2026-02-28..2027-02-27", "begun on a leap day");
    assert_eq!(from("2026-03-01", "2026-12-31"), "2026-03-01..2026-12-31", "shorter than a year");
}

#[test]
fn expecco_counts_credits_contacts_and_sessions() {
    let plan = |plan: &str| acme("expecco", plan, "sev-2");
    let year = "2026-01-01..2026-12-31";
    let sessions = "ask for the training sessions used up so far";
    assert_eq!(
        lines(&plan("premium")),
        [
            format!("credits left 96 used 5 left 91 {year}"),
            "named-contacts left 5 used 1 left 4".to_owned(),
            format!("training-sessions unknown 9 used ?, {sessions}"),
        ]
    );
    assert_eq!(
        lines(&plan("advanced")),
        [
            format!("credits left 48 used 5 left 43 {year}"),
            "named-contacts left 2 used 1 left 1".to_owned(),
            format!("training-sessions unknown 3 used ?, {sessions}"),
        ]
    );
    assert_eq!(
        lines(&plan("basic")),
        [
            format!("credits not-granted 0 used 5 {year}"),
            "named-contacts used-up 1 used 1 left 0".to_owned(),
            "training-sessions not-granted 0 used ?".to_owned(),
        ]
    );
    let licenses = contract(plan("premium"), |contract| contract.licenses = None);
    assert_eq!(
        lines(&licenses)[0],
        format!("credits unknown ? used 5 {year}, ask for the number of licenses")
    );
    let over = contract(plan("premium"), |contract| contract.credits_used = Some(100));
    let over = counted(&over).remove(0);
    assert_eq!((over.state, over.over), (AllowanceState::Over, Some(4)));
    assert_eq!(
        over.text,
        "100 credits are used, 4 more than the 96 included. More support can be bought as points, in packages of several sizes."
    );
    let rows: Vec<&str> = over.because.iter().map(|ground| ground.row.as_str()).collect();
    assert_eq!(rows, ["allowances.credits", "allowances.credits.period", "allowances.credits.beyond"]);
    let unused = contract(plan("premium"), |contract| contract.credits_used = None);
    assert_eq!(
        counted(&unused)[0].text,
        "Not known yet how many credits are left: ask for the credits used up so far."
    );
    let contacts = contract(plan("advanced"), |contract| {
        contract
            .named_contacts
            .as_mut()
            .unwrap()
            .extend(["sam@acme.test", "kim@acme.test"].map(str::to_owned));
    });
    assert_eq!(lines(&contacts)[1], "named-contacts over 2 used 3 left 0 over 1");
    let nobody = contract(plan("advanced"), |contract| contract.named_contacts = None);
    assert_eq!(
        lines(&nobody)[1],
        "named-contacts unknown 2 used ?, ask for the named contacts of the contract"
    );
}

#[test]
fn some_have_no_limit_and_an_emergency_call_is_one_incident() {
    assert_eq!(lines(&acme("sep-sesam", "business-support", "major")), ["tickets unlimited ? used 7"]);
    let call =
        contract(acme("sep-sesam", "emergency-call", "major"), |contract| contract.tickets_used = Some(1));
    assert_eq!(lines(&call), ["tickets used-up 1 used 1 left 0"]);
    assert_eq!(lines(&acme("sepasoft", "basic-care", "low")), ["tickets unlimited ? used 7"]);
    assert!(lines(&acme("ensim", "24x7", "major")).is_empty(), "the document counts nothing");
}

fn checklist(facts: &Facts) -> Vec<IntakeAnswer> {
    let pack = PACKS.get(&facts.policy).unwrap();
    intake(facts, &standing(pack, facts, NOW), pack, at(NOW))
}

/// One line an item: `intake-product mandatory given OEE`.
fn items(checklist: &[IntakeAnswer]) -> Vec<String> {
    let word = |value: serde_json::Value| value.as_str().unwrap().to_owned();
    let mut lines = Vec::new();
    for row in checklist {
        for item in &row.items {
            let state = word(serde_json::to_value(item.state).unwrap());
            let value = item.value.as_ref().map_or(String::new(), |value| format!(" {value}"));
            let need = word(serde_json::to_value(row.need).unwrap());
            let open = if row.ask.is_empty() { String::new() } else { format!(" if {}", row.ask.join("; ")) };
            lines.push(format!("{} {need} {state}{value}{open}", row.row.trim_start_matches("intake.")));
        }
    }
    lines
}

#[test]
fn ensim_asks_for_what_is_missing() {
    let product = |version: Option<&str>| {
        with(acme("ensim", "24x7", "critical"), |facts| {
            facts.product = Some(Product { name: "Unify".to_owned(), version: version.map(str::to_owned) });
        })
    };
    let full = checklist(&product(Some("4.2")));
    assert_eq!(
        items(&full),
        [
            "intake-ensim-id mandatory cannot-tell",
            "intake-product mandatory given Unify",
            "intake-product mandatory given 4.2",
            "intake-problem mandatory cannot-tell",
            "intake-problem mandatory cannot-tell",
            "intake-access mandatory cannot-tell",
            "intake-product-error mandatory cannot-tell",
            "intake-later on-request cannot-tell",
            "intake-later on-request cannot-tell",
            "intake-later on-request cannot-tell",
            "reporter-available condition cannot-tell",
            "reporter-helps condition cannot-tell",
            "one-issue-per-case condition cannot-tell",
        ]
    );
    assert_eq!(
        request_text(&checklist(&product(None))),
        "To work on your request, we need from you:\n\
         - the version of the product\n\
         \n\
         Please add these, unless your message has them already:\n\
         - your Ensim ID\n\
         - a clear question, or the problem with its exact error message\n\
         - the steps that lead to it\n\
         - how to get access to the machine, or whom to ask for it\n\
         - for a product error: a full description, with what it takes to bring the problem about\n"
    );
    let blank = checklist(&with(product(Some(" ")), |facts| facts.contact = None));
    assert_eq!(blank[1].items[1].state, ItemState::ToAskFor, "a blank is no version");
}

#[test]
fn sep_asks_by_plan_and_channel() {
    let only = |facts: &Facts, row: &str| {
        items(&checklist(facts)).into_iter().filter(|line| line.starts_with(row)).collect::<Vec<_>>()
    };
    let business = acme("sep-sesam", "business-support", "major");
    assert_eq!(
        only(&business, "intake-type"),
        [
            "intake-type-and-contract mandatory cannot-tell",
            "intake-type-and-contract mandatory given Business Support",
            "intake-type-and-contract mandatory given 2026-01-01 to 2026-12-31",
        ]
    );
    assert_eq!(only(&business, "intake-versions")[1], "intake-versions mandatory to-ask-for");
    assert!(only(&business, "emergency-call-form").is_empty());
    assert!(only(&business, "email-opens-ticket").is_empty());
    let call = acme("sep-sesam", "emergency-call", "major");
    assert_eq!(only(&call, "emergency-call-form"), ["emergency-call-form mandatory cannot-tell"]);
    let mail = with(business.clone(), |facts| facts.channel = Some("email".to_owned()));
    assert_eq!(only(&mail, "email-opens-ticket"), ["email-opens-ticket mandatory cannot-tell"]);
    let nothing = with(business, |facts| {
        facts.channel = None;
        facts.contract = None;
    });
    assert_eq!(
        only(&nothing, "email-opens-ticket"),
        ["email-opens-ticket mandatory cannot-tell if how the ticket came in"]
    );
    assert_eq!(only(&nothing, "intake-type")[1], "intake-type-and-contract mandatory to-ask-for");
    assert!(!request_text(&checklist(&nothing)).contains("customer number"), "it may not be needed");
    assert_eq!(
        only(&call, "precondition-remote-access"),
        ["precondition-remote-access condition cannot-tell"],
        "who looks at the ticket sees that response may suffer without it"
    );
}

#[test]
fn sepasoft_wants_a_use_case_for_a_wish_only() {
    let class = |class: Option<&str>| {
        with(acme("sepasoft", "basic-care", "low"), |facts| facts.classification = class.map(str::to_owned))
    };
    assert_eq!(
        request_text(&checklist(&class(Some("feature-request")))),
        "Please add these, unless your message has them already:\n\
         - what the feature is for: a use case in writing\n"
    );
    assert_eq!(request_text(&checklist(&class(Some("problem")))), "");
    let open = items(&checklist(&class(None)));
    assert_eq!(open[0], "feature-request-use-case mandatory cannot-tell if the classification");
}

#[test]
fn the_scope_is_chosen_by_a_person() {
    let facts = acme("ensim", "24x7", "critical");
    let pack = PACKS.get("ensim").unwrap();
    let standing = standing(pack, &facts, NOW);
    let choices = scope::choices(&standing, pack, at(NOW));
    assert_eq!(choices.len(), 8);
    assert_eq!(choices[0].items.len(), 7, "services (a) to (g)");
    assert_eq!(choices[1].items.len(), 8, "causes (a) to (h)");
    let open = scope::not_chosen(&standing, pack, at(NOW));
    assert_eq!(
        (open.answer, open.ask.as_slice()),
        (Yes::Unknown, &["what the ticket is about".to_owned()][..])
    );
    let chosen = scope::chosen(pack, "altered-software").unwrap();
    assert_eq!(
        (chosen.answer, chosen.because[0].clause.as_str()),
        (Yes::No, "Excluded Services and Software")
    );
    assert_eq!(scope::chosen(pack, "third-party-problems").unwrap().answer, Yes::Limited);
    assert!(scope::chosen(pack, "nothing-like-it").is_none());
    let sep = PACKS.get("sep-sesam").unwrap();
    assert_eq!(scope::chosen(sep, "scope-normal").unwrap().answer, Yes::Yes);
    assert_eq!(scope::chosen(sep, "scope-paid").unwrap().answer, Yes::Limited);
    let items = |id: &str| sep.scope.iter().find(|row| row.id == id).unwrap().items.len();
    assert_eq!([items("scope-normal"), items("scope-unavailable"), items("scope-paid")], [17, 10, 5]);
}

#[test]
fn a_row_of_the_scope_can_depend_on_the_severity() {
    let pack = PACKS.get("sep-sesam").unwrap();
    let of = |severity: Option<&str>| {
        let facts = with(acme("sep-sesam", "business-support", "major"), |facts| {
            facts.severity = severity.map(str::to_owned);
        });
        let choices = scope::choices(&standing(pack, &facts, NOW), pack, at(NOW));
        choices.into_iter().find(|choice| choice.row == "scope.critical-work").map(|choice| choice.ask)
    };
    assert_eq!(of(Some("critical")), Some(vec![]));
    assert_eq!(of(Some("major")), None);
    assert_eq!(of(None), Some(vec!["the severity".to_owned()]));
}

fn paths(facts: &Facts) -> Vec<PathAnswer> {
    let pack = PACKS.get(&facts.policy).unwrap();
    stage(&standing(pack, facts, NOW), pack, at(NOW)).paths
}

fn steps(facts: &Facts) -> Vec<(String, Option<String>)> {
    paths(facts).into_iter().map(|path| (path.row, path.step)).collect()
}

#[test]
fn ensim_tells_the_first_stage_and_leaves_the_others_to_a_person() {
    let told = |lines: &str| Facts { policy: "ensim".to_owned(), contract: None, ..story("", lines) };
    let at_step = |step: Option<&str>| [("stages.stages".to_owned(), step.map(str::to_owned))];
    let filed = told("2026-11-20T08:00Z created");
    assert_eq!(steps(&filed), at_step(Some("stage-initial")));
    let path = paths(&filed).remove(0);
    assert_eq!(path.because[0].clause, "Response Stages, Initial");
    let names: Vec<&str> = path.steps.iter().map(|step| step.name.as_str()).collect();
    assert_eq!(names, ["Initial", "Follow-up", "Fix", "Feature request"]);
    let answered = told("2026-11-20T08:00Z created\n2026-11-20T09:00Z reply");
    assert_eq!(steps(&answered), at_step(None));
    assert_eq!(paths(&answered)[0].text, "The events do not show which step it is: a person has to tell.");
    let noted = told("2026-11-20T08:00Z created\n2026-11-20T09:00Z note\n2026-11-20T09:01Z auto-reply");
    assert_eq!(steps(&noted), at_step(Some("stage-initial")), "neither a note nor a machine answers");
    let solved = told("2026-11-20T08:00Z created\n2026-11-20T09:00Z status solved");
    assert_eq!(steps(&solved), at_step(None), "solved without an answer");
    let torn = Facts { history_incomplete: true, ..filed };
    assert_eq!(steps(&torn), at_step(None));
    assert_eq!(paths(&torn)[0].ask, ["whether staff have answered"]);
    assert_eq!(paths(&torn)[0].text, "Not known yet which step it is: ask for whether staff have answered.");
}

#[test]
fn sepasoft_has_a_path_for_wishes_and_one_for_breaches() {
    let class = |class: Option<&str>, lines: &str| Facts {
        classification: class.map(str::to_owned),
        ..Facts { policy: "sepasoft".to_owned(), ..story("", lines) }
    };
    let at_step = |row: &str, step: Option<&str>| (format!("stages.{row}"), step.map(str::to_owned));
    let good = |facts: Facts| with(facts, |facts| facts.contract = None);
    let wish = Some("feature-request");
    let filed = good(class(wish, "2026-11-20T08:00Z created"));
    assert_eq!(steps(&filed), [at_step("feature-request", Some("feature-request-board"))]);
    let answered = good(class(wish, "2026-11-20T08:00Z created\n2026-11-20T09:00Z reply"));
    assert_eq!(steps(&answered), [at_step("feature-request", Some("feature-request-answer"))]);
    assert!(steps(&good(class(Some("problem"), "2026-11-20T08:00Z created"))).is_empty());
    let open = good(class(None, "2026-11-20T08:00Z created"));
    assert_eq!(steps(&open), [at_step("feature-request", None)]);
    assert_eq!(paths(&open)[0].ask, ["the classification"]);
    for word in ["deprioritized", "suspended", "terminated"] {
        let listed = contract(acme("sepasoft", "total-care", "low"), |contract| {
            contract.standing.insert("jo@acme.test".to_owned(), word.to_owned());
        });
        let problem = with(listed, |facts| facts.classification = Some("problem".to_owned()));
        assert_eq!(steps(&problem), [at_step("breaches", Some(word))]);
        let unnamed = with(problem, |facts| facts.contact = None);
        assert_eq!(paths(&unnamed)[0].ask, ["who asks"]);
    }
}

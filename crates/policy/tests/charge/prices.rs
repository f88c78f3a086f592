//! Plans, upgrades, courses, terms.

use policy::charge::{ChargeState, Money, charge_lines, input_schema, output_schema};
use policy::pack::{Basis, Packs};
use serde_json::{Value, json};

use crate::{ask, lines, pack, short};

fn sepasoft(what: &str, plan: &str, prices: &Value) -> policy::charge::ChargeAnswer {
    ask(json!({"policy": "sepasoft", "what": what, "contract": {"plan": plan}, "prices": prices}))
}

#[test]
fn sepasofts_worked_example_comes_out() {
    let example = &pack("sepasoft").statement("worked-example").unwrap().value;
    assert_eq!(example["retail-price"], "21000");
    let retail = json!({"amount": example["retail-price"], "currency": example["currency"]});
    let prices = json!({"retail-price-at-purchase": retail, "current-retail-price": retail});
    let upgrade = sepasoft("upgrade", "none", &prices);
    assert_eq!(short(&upgrade), "Known 13650.00 USD");
    assert_eq!(
        upgrade.total.unwrap(),
        Money::parse(example["upgrade-without-plan"].as_str().unwrap(), "USD").unwrap()
    );
    for (plan, expected) in
        [("priority-care", "5040.00 USD"), ("total-care", "4200.00 USD"), ("basic-care", "3360.00 USD")]
    {
        let price = sepasoft("plan", plan, &prices);
        assert_eq!(short(&price), format!("Known {expected}"));
        assert_eq!(
            price.total.unwrap(),
            Money::parse(example["plans"][plan].as_str().unwrap(), "USD").unwrap()
        );
        assert_eq!(short(&sepasoft("upgrade", plan, &prices)), "Known 0.00 USD", "free with {plan}");
    }
}

#[test]
fn a_lapsed_plan_does_not_make_an_upgrade_free() {
    let lapsed = |plan: &str| {
        ask(json!({"policy": "sepasoft", "what": "upgrade", "contract": {"plan": plan},
                   "prices": {"current-retail-price": {"amount": "21000", "currency": "USD"}},
                   "lapse": {"from": "2026-01-01", "to": "2026-02-01"}}))
    };
    for plan in ["priority-care", "total-care", "basic-care"] {
        assert_eq!(lines(&lapsed(plan)), ["upgrade-without-plan Due 13650.00 USD"], "{plan}");
    }
    assert_eq!(lines(&lapsed("none")), ["upgrade-without-plan Due 13650.00 USD"]);
}

#[test]
fn a_trial_of_sep_is_free_and_work_on_site_is_not() {
    let of = |what: &str| ask(json!({"policy": "sep-sesam", "what": what, "contract": {"plan": "demo"}}));
    assert_eq!(lines(&of("plan")), ["demo-free Due 0.00 XXX"]);
    assert_eq!(lines(&of("on-site")), ["on-site-work Unpublished -", "on-site-work Unpublished -"]);
}

#[test]
fn each_line_has_clause_and_basis() {
    let price = json!({"retail-price-at-purchase": {"amount": "100", "currency": "USD"}});
    let answer = sepasoft("plan", "priority-care", &price);
    let line = &answer.lines[0];
    assert_eq!((line.clause.as_str(), line.basis), ("PriorityCare, price", Basis::Stated));
}

#[test]
fn what_is_missing_is_asked_for() {
    let none = sepasoft("plan", "total-care", &json!({}));
    assert_eq!(
        (short(&none).as_str(), none.ask.as_slice()),
        ("Unknown -", &["the retail price of the software when it was bought".to_owned()][..])
    );
    let plan = ask(json!({"policy": "sepasoft", "what": "upgrade",
                          "prices": {"current-retail-price": {"amount": "100", "currency": "USD"}}}));
    assert_eq!(plan.ask, ["the customer's plan"]);
    assert_eq!(
        lines(&plan),
        ["upgrade-without-plan Possible 65.00 USD", "upgrade-with-plan Possible 0.00 USD"]
    );
    let retail = json!({"retail-price-at-purchase": {"amount": "21000", "currency": "USD"}});
    let course = sepasoft("training", "priority-care", &retail);
    assert_eq!(course.ask, ["the price of the course"], "not that of a plan");
    let ended = json!({"plan": "basic-care", "ends": "2026-02-28"});
    let course = ask(json!({"policy": "sepasoft", "what": "training", "contract": ended}));
    assert_eq!(short(&course), "NotMentioned -", "with the plan or without it, whatever the day");
    let none = ask(json!({"policy": "sepasoft", "what": "extra-ticket"}));
    assert_eq!((none.state, none.total), (ChargeState::NotMentioned, None));
}

#[test]
fn cents_are_rounded_half_up() {
    let of = |amount: &str| {
        let price = json!({"retail-price-at-purchase": {"amount": amount, "currency": "USD"}});
        sepasoft("plan", "total-care", &price).total.unwrap().amount.to_string()
    };
    assert_eq!(of("0.02"), "0.00");
    assert_eq!(of("0.025"), "0.01", "half a cent goes up");
    assert_eq!(of("0.0249"), "0.00");
    assert_eq!(of("99999999999.99"), "20000000000.00");
}

#[test]
fn courses_are_cheaper_and_tests_free() {
    let course = json!({"course-price": {"amount": "1999.99", "currency": "USD"}});
    assert_eq!(short(&sepasoft("training", "priority-care", &course)), "Known 1699.99 USD");
    assert_eq!(short(&sepasoft("training", "total-care", &course)), "Known 1799.99 USD");
    assert_eq!(short(&sepasoft("training", "basic-care", &course)), "NotMentioned -");
    assert_eq!(short(&sepasoft("certification", "total-care", &json!({}))), "Known 0.00 USD");
    assert_eq!(short(&sepasoft("update", "none", &json!({}))), "Known 0.00 USD");
}

#[test]
fn a_plan_bought_in_the_free_days_starts_after_them() {
    let term = |plan: &str, bought: &str| {
        let contract = json!({"plan": plan, "purchased": "2026-01-01"});
        let answer =
            ask(json!({"policy": "sepasoft", "what": "plan", "contract": contract, "bought": bought}));
        let term = answer.term.unwrap();
        let days = [term.from, term.to].map(|day| day.map_or("-".to_owned(), |day| day.to_string()));
        format!("{} {} {}", term.because.row, days[0], days[1])
    };
    let after = "plan-starts-after-90-days 2026-04-01 2027-03-31";
    assert_eq!(term("priority-care", "2026-01-01"), after);
    assert_eq!(term("total-care", "2026-03-31"), after, "the ninetieth day");
    assert_eq!(term("total-care", "2026-04-01"), "plan-year 2026-04-01 2027-03-31");
    assert_eq!(term("total-care", "2027-03-01"), "plan-year 2027-03-01 2028-02-29");
    assert_eq!(term("basic-care", "2026-03-31"), "basic-care-start - -", "not said");
    assert_eq!(term("basic-care", "2026-04-01"), "plan-year 2026-04-01 2027-03-31");
    let open = ask(json!({"policy": "sepasoft", "what": "plan", "contract": {"plan": "total-care"}}));
    assert_eq!(open.term.unwrap().ask, ["the day on which the plan is bought"]);
}

#[test]
fn expeccos_contradiction_is_shown_and_not_resolved() {
    let list = json!({"list-price": {"amount": "1000", "currency": "EUR"}});
    for (plan, share) in [("premium", "650.00"), ("advanced", "400.00"), ("basic", "250.00")] {
        let answer =
            ask(json!({"policy": "expecco", "what": "plan", "contract": {"plan": plan}, "prices": list}));
        assert_eq!(short(&answer), "Conflict -");
        assert_eq!(
            lines(&answer),
            [
                format!("prices Conflicting {share} EUR"),
                "price-after-missed-year Conflicting 200.00 EUR".to_owned()
            ]
        );
        assert_eq!(answer.because[0].row, "price-conflict");
        assert!(answer.lines.iter().all(|line| line.basis == Basis::Reading));
    }
    let missed = ask(json!({"policy": "expecco", "what": "reinstatement", "contract": {"plan": "basic"},
                            "prices": list, "lapse": {"from": "2024-01-01", "to": "2025-01-01"}}));
    assert_eq!(
        lines(&missed),
        ["prices Conflicting 250.00 EUR", "price-after-missed-year Conflicting 800.00 EUR"]
    );
    let no_plan = ask(json!({"policy": "expecco", "what": "plan", "prices": list}));
    assert_eq!(no_plan.ask, ["the customer's plan"]);
}

#[test]
fn infotecs_costs_less_in_the_first_year() {
    let of = |what: &str, plan: &str, year: Option<u32>| {
        let prices = json!({"license-price": {"amount": "5000", "currency": "EUR"},
                            "product-price": {"amount": "5000", "currency": "EUR"}});
        ask(
            json!({"policy": "infotecs", "what": what, "contract": {"plan": plan}, "plan_year": year, "prices": prices}),
        )
    };
    assert_eq!(short(&of("plan", "basic", Some(1))), "Known 600.00 EUR");
    assert_eq!(short(&of("plan", "basic", Some(2))), "Known 1000.00 EUR");
    assert_eq!(of("plan", "basic", None).ask, ["which year of the plan it is"]);
    assert_eq!(short(&of("upgrade", "premium", None)), "Known 1500.00 EUR");
    assert_eq!(short(&of("update", "basic", None)), "Known 0.00 EUR");
    assert_eq!(short(&of("upgrade", "none", None)), "NotMentioned -");
}

/// Premium adds to Basic: its options cost what the agreement says, and Basic is to be paid too.
#[test]
fn infotecs_premium_costs_basic_and_what_the_agreement_says() {
    let of = |year: Option<u32>| {
        let prices = json!({"license-price": {"amount": "5000", "currency": "EUR"}});
        ask(json!({"policy": "infotecs", "what": "plan", "contract": {"plan": "premium"}, "plan_year": year,
                   "prices": prices}))
    };
    let first = of(Some(1));
    assert_eq!(lines(&first), ["price-premium-first-year Due 600.00 EUR", "price-premium ByContract -"]);
    assert_eq!((short(&first).as_str(), first.lines[0].basis), ("Unpublished -", Basis::Reading));
    let later = of(Some(3));
    assert_eq!(lines(&later), ["price-premium-next-years Due 1000.00 EUR", "price-premium ByContract -"]);
    assert_eq!(of(None).ask, ["which year of the plan it is"]);
}

#[test]
fn infotecs_webinars_are_free_under_premium_and_other_fixes_are_paid_under_every_plan() {
    let of =
        |what: &str, plan: &str| ask(json!({"policy": "infotecs", "what": what, "contract": {"plan": plan}}));
    let training = of("training", "premium");
    assert_eq!(short(&training), "NotMentioned -", "webinars are no price of every training");
    assert!(training.because.iter().any(|ground| ground.row == "webinars-free"), "{training:?}");
    assert!(of("training", "basic").because.is_empty());
    for plan in ["basic", "premium"] {
        let fix = of("other", plan);
        assert_eq!(lines(&fix), ["fixes-in-extended-support Unpublished -"], "{plan}");
        assert_eq!(fix.lines[0].basis, Basis::Stated);
    }
    assert_eq!(short(&of("other", "none")), "NotMentioned -");
}

#[test]
fn infotecs_charges_for_what_goes_beyond_forty_tickets() {
    let of = |used: Option<u32>, last_year: Option<u32>| {
        let contract = json!({"plan": "basic", "tickets_used": used, "tickets_used_last_year": last_year});
        ask(json!({"policy": "infotecs", "what": "extra-ticket", "contract": contract}))
    };
    let included = "NotMentioned -";
    assert_eq!(short(&of(Some(39), Some(40))), included, "the fortieth is included");
    let beyond = of(Some(40), Some(40));
    assert_eq!(lines(&beyond), ["tickets-beyond ByContract -"]);
    assert_eq!((beyond.state, beyond.lines[0].basis), (ChargeState::Unpublished, Basis::Reading));
    assert_eq!(of(None, None).ask, ["how many tickets were used this year"]);
    assert_eq!(short(&of(Some(49), Some(30))), included, "ten are carried over");
    assert_eq!(lines(&of(Some(50), Some(30))), ["tickets-beyond ByContract -"]);
    assert_eq!(lines(&of(Some(40), Some(41))), ["tickets-beyond ByContract -"], "a debt is not carried over");
    assert_eq!(short(&of(Some(39), None)), included, "whatever was carried over");
    assert_eq!(of(Some(40), None).ask, ["how many tickets were used up in the contract year before"]);
    assert_eq!(of(Some(79), None).ask, ["how many tickets were used up in the contract year before"]);
    assert_eq!(
        lines(&of(Some(80), None)),
        ["tickets-beyond ByContract -"],
        "more than 40 are never carried over"
    );
    let call =
        ask(json!({"policy": "infotecs", "what": "emergency", "count": 2, "contract": {"plan": "premium"}}));
    assert_eq!(
        (lines(&call), call.lines[0].units),
        (vec!["emergency-charge ByContract -".to_owned()], Some(2.into()))
    );
}

#[test]
fn an_override_fills_in_a_price() {
    let (name, text) = Packs::embedded_text("sep-sesam").unwrap();
    let mine = "format = 1\nid = \"sep-sesam\"\n[[charges]]\nid = \"remote-support-article\"\n\
        rates = [{ amount = \"190.50\", currency = \"EUR\", per = \"hour\" }]\n";
    let pack = policy::pack::Pack::parse_with_override(text, name, mine, "mine.toml").unwrap();
    let question = json!({"policy": "sep-sesam", "what": "remote-help",
                          "from": "2026-11-20T10:00:00Z", "to": "2026-11-20T11:10:00Z"});
    let answer = policy::charge::charge(&pack, &serde_json::from_value(question).unwrap()).unwrap();
    assert_eq!(short(&answer), "Known 285.75 EUR", "three times 30 minutes");
    assert_eq!(answer.lines[0].basis, Basis::Override);
}

#[test]
fn the_filter_tells_bad_lines() {
    let packs = Packs::embedded().unwrap();
    let input = concat!(
        "{\"id\":\"a\",\"policy\":\"sepasoft\",\"what\":\"update\"}\n\n",
        "{\"policy\":\"sepasoft\",\"what\":\"nothing\"}\n",
        "{\"policy\":\"nobody\",\"what\":\"update\"}\n",
        "{\"policy\":\"sepasoft\",\"what\":\"plan\",\"contract\":{\"plan\":\"gold\"}}\n",
        "{\"policy\":\"sepasoft\",\"what\":\"plan\",\"prices\":{\"list-price\":{\"amount\":1.5,\"currency\":\"USD\"}}}\n",
        "{\"policy\":\"sepasoft\",\"what\":\"plan\",\"prices\":{\"list-price\":{\"amount\":\"-1\",\"currency\":\"USD\"}}}\n",
        "{\"policy\":\"sepasoft\",\"what\":\"after-hours\",\"from\":\"2026-11-20T10:00:00Z\",\"to\":\"2026-11-20T10:00:00Z\"}\n",
        "{\"policy\":\"ensim\",\"what\":\"reinstatement\",\"lapse\":{\"from\":\"2026-02-01\",\"to\":\"2026-01-01\"}}\n",
    );
    let output = charge_lines(&packs, input, None);
    assert!(output.failed);
    let found: Vec<String> = output
        .lines
        .iter()
        .map(|line| {
            let line: Value = serde_json::from_str(line).unwrap();
            match line["error"]["code"].as_str() {
                Some(code) => format!("{} {code}", line["line"]),
                None => format!("{} {}", line["id"].as_str().unwrap(), line["state"].as_str().unwrap()),
            }
        })
        .collect();
    assert_eq!(
        found,
        [
            "a known",
            "3 bad-field",
            "4 unknown-policy",
            "5 unknown-plan",
            "6 bad-field",
            "7 bad-field",
            "8 bad-work",
            "9 bad-lapse"
        ]
    );
}

/// Today stands in only for a question that names no day at all.
#[test]
fn the_filter_asks_for_today_where_no_day_is_named() {
    let packs = Packs::embedded().unwrap();
    let row = |more: &Value| {
        let mut question = json!({"policy": "sepasoft", "what": "upgrade",
            "contract": {"plan": "total-care", "ends": "2026-02-28"},
            "prices": {"current-retail-price": {"amount": "21000", "currency": "USD"}}});
        question.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let now = "2026-03-01T12:00:00Z".parse().unwrap();
        let output = charge_lines(&packs, &question.to_string(), Some(now));
        let answer: Value = serde_json::from_str(&output.lines[0]).unwrap();
        answer["lines"][0]["row"].as_str().unwrap().to_owned()
    };
    let work = json!({"from": "2026-02-20T10:00:00Z", "to": "2026-02-20T11:00:00Z"});
    assert_eq!(row(&json!({})), "upgrade-without-plan", "the plan has ended by now");
    assert_eq!(row(&json!({"on": "2026-02-20"})), "upgrade-with-plan");
    assert_eq!(row(&json!({"bought": "2026-02-20"})), "upgrade-with-plan");
    assert_eq!(row(&work), "upgrade-with-plan", "the day of the work");
}

#[test]
fn the_schemas_describe_questions_and_answers() {
    let input = input_schema();
    assert_eq!(input["required"], json!(["policy", "what"]));
    for field in ["id", "contract", "on", "bought", "lapse", "prices"] {
        assert!(input["properties"][field].is_object(), "{field}");
    }
    let output = output_schema();
    assert_eq!(output["anyOf"].as_array().unwrap().len(), 2, "an answer or a failure");
    assert_eq!(output["anyOf"][0]["required"], json!(["state", "text", "lines"]));
}

//! How the rows of a policy go together, on small policies that are made up for it.

use policy::charge::{ChargeAnswer, ChargeAsk, charge};
use policy::pack::{Basis, Pack};
use serde_json::{Value, json};

use crate::{lines, short};

/// A row in short: what it is for, and all else; its clause is `C` and its text its name.
fn row(id: &str, service: &str, basis: &str, more: &str) -> String {
    format!(
        "[[charges]]\nid = \"{id}\"\nfor = [\"{service}\"]\ntext = \"{id}\"\nclause = \"C\"\nbasis = \"{basis}\"\n{more}\n"
    )
}

/// The small policy with plans `gold` and `none` and these rows.
fn pack(rows: &[String]) -> Pack {
    let text = format!("{}\n{}", include_str!("../pack/minimal.toml"), rows.concat());
    Pack::parse(&text, "rows.toml").unwrap_or_else(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        panic!("{}", lines.join("\n"))
    })
}

fn ask(rows: &[String], mut question: Value) -> ChargeAnswer {
    question["policy"] = json!("acme");
    let ask: ChargeAsk = serde_json::from_value(question).unwrap();
    charge(&pack(rows), &ask).unwrap()
}

fn euros(amount: u32) -> String {
    format!("rates = [{{ amount = \"{amount}\", currency = \"EUR\" }}]")
}

#[test]
fn rows_contradict_each_other_only_where_two_of_them_are_for_the_customer() {
    let rows = [
        row("for-gold", "plan", "stated", &format!("plans = [\"gold\"]\n{}", euros(100))),
        row("for-none", "plan", "stated", &format!("plans = [\"none\"]\n{}", euros(70))),
        row("entry", "plan", "stated", &euros(50)),
        row("conflict", "plan", "stated", "conflict = [\"for-gold\", \"for-none\"]"),
    ];
    let answer = ask(&rows, json!({"what": "plan", "contract": {"plan": "gold"}}));
    assert_eq!(lines(&answer), ["for-gold Due 100.00 EUR", "entry Due 50.00 EUR"]);
    assert_eq!((short(&answer).as_str(), answer.because.len()), ("Known 150.00 EUR", 0));
    let unknown = ask(&rows, json!({"what": "plan"}));
    assert_eq!(
        lines(&unknown),
        ["for-gold Conflicting 100.00 EUR", "for-none Conflicting 70.00 EUR", "entry Due 50.00 EUR"]
    );
    assert_eq!((short(&unknown).as_str(), unknown.ask.len()), ("Conflict -", 1), "both may be for them");
}

/// One sentence says what it costs, or why nobody can tell.
#[test]
fn a_price_is_told_in_one_sentence() {
    let dollars = "rates = [{ amount = \"1\", currency = \"USD\" }]";
    let rows = [
        row("free", "update", "stated", "rates = [{ amount = \"free\" }]"),
        row("fee", "upgrade", "stated", &euros(20)),
        row("euros", "training", "stated", &euros(20)),
        row("dollars", "training", "stated", dollars),
        row("hidden", "other", "stated", "rates = [{ amount = \"unpublished\" }]"),
        row("hours", "on-site", "stated", "rates = [{ amount = \"unpublished\", per = \"hour\" }]"),
        row(
            "share",
            "consulting",
            "stated",
            "rates = [{ share = \"0.5\", of = \"license-price\", per = \"hour\" }]",
        ),
        row("one", "emergency", "stated", &euros(1)),
        row("two", "emergency", "stated", &euros(2)),
        row("conflict", "emergency", "stated", "conflict = [\"one\", \"two\"]"),
    ];
    let cases = [
        ("update", "Known 0.00 EUR", "It is free."),
        ("upgrade", "Known 20.00 EUR", "It costs 20.00 EUR."),
        ("training", "Known -", "It is free, or its parts are in different currencies."),
        ("other", "Unpublished -", "A part of it has no published price."),
        ("on-site", "Unknown -", "Not known yet; ask for when the work began and ended."),
        (
            "consulting",
            "Unknown -",
            "Not known yet; ask for when the work began and ended; the price of the licenses.",
        ),
        (
            "emergency",
            "Conflict -",
            "The policy contradicts itself, so the prices are shown and not added up.",
        ),
        ("plan", "NotMentioned -", "The policy names no such charge."),
    ];
    for (what, expected, text) in cases {
        let answer = ask(&rows, json!({"what": what}));
        assert_eq!((short(&answer).as_str(), answer.text.as_str()), (expected, text), "{what}");
    }
}

#[test]
fn billed_time_rests_on_what_it_is_rounded_by_and_takes_each_note_once() {
    let hour = "rates = [{ amount = \"100\", currency = \"EUR\", per = \"hour\" }]\nnote = \"By the hour.\"";
    let work = |service: &str, rows: &[String]| {
        let answer =
            ask(rows, json!({"what": service, "from": "2026-11-21T10:00:00Z", "to": "2026-11-21T10:40:00Z"}));
        let line = &answer.lines[0];
        (short(&answer), line.basis, line.note.clone())
    };
    let own = [row("rate", "remote-help", "reading", &format!("{hour}\nincrement = \"30 min\""))];
    assert_eq!(
        work("remote-help", &own),
        ("Known 100.00 EUR".to_owned(), Basis::Reading, "By the hour.".to_owned())
    );
    let outside = [
        row("rate", "after-hours", "reading", &format!("{hour}\noutside = \"office\"")),
        row("rounding", "after-hours", "stated", "increment = \"30 min\"\nnote = \"By half hours.\""),
        row("word", "after-hours", "assumed", "note = \"Says nothing of time.\""),
    ];
    assert_eq!(
        work("after-hours", &outside),
        ("Known 100.00 EUR".to_owned(), Basis::Reading, "By the hour. By half hours.".to_owned()),
        "what is stated makes nothing surer"
    );
}

/// A share by plan is that of the plan which holds on the day.
#[test]
fn after_the_end_of_a_plan_its_share_is_that_of_the_plan_which_holds_then() {
    let rows = [
        row(
            "course",
            "training",
            "stated",
            "rates = [{ shares = { gold = \"0.50\", none = \"0.90\" }, of = \"course-price\" }]",
        ),
        "[[terms]]\nid = \"lapsed\"\ntext = \"Nothing holds.\"\nafter = \"none\"\nclause = \"C\"\nbasis = \"stated\"\n"
            .to_owned(),
    ];
    let training = |on: Option<&str>| {
        ask(
            &rows,
            json!({"what": "training", "on": on, "contract": {"plan": "gold", "ends": "2026-02-28"},
                   "prices": {"course-price": {"amount": "1000", "currency": "EUR"}}}),
        )
    };
    assert_eq!(short(&training(Some("2026-02-28"))), "Known 500.00 EUR");
    assert_eq!(short(&training(Some("2026-03-01"))), "Known 900.00 EUR");
    let no_day = training(None);
    assert_eq!((short(&no_day).as_str(), lines(&no_day)), ("Unknown -", vec!["course Missing -".to_owned()]));
    assert_eq!(no_day.ask, ["the day for which is asked"]);
}

/// The days of a lapse are counted only where its first and last day are known.
#[test]
fn a_price_by_lapsed_days_asks_for_the_lapse() {
    let rows = [row(
        "fee",
        "reinstatement",
        "stated",
        "rates = [{ amount = \"2\", currency = \"EUR\", per = \"lapsed-day\" }]",
    )];
    let of = |lapse: Value| {
        ask(&rows, json!({"what": "reinstatement", "contract": {"plan": "gold"}, "lapse": lapse}))
    };
    assert_eq!(short(&of(json!({"from": "2026-03-01", "to": "2026-03-11"}))), "Known 20.00 EUR");
    let unknown = of(Value::Null);
    assert_eq!(short(&unknown), "Unknown -");
    assert_eq!(unknown.ask, ["the first and last day of the lapse"]);
}

/// A share of the plan's price is one of its whole price, whatever is taken off or added after a lapse.
#[test]
fn a_share_of_the_plan_is_one_of_its_price_without_a_lapse() {
    let rows = [
        row("plan", "plan", "stated", &format!("when = {{ lapsed = false }}\n{}", euros(100))),
        row("plan-after-lapse", "plan", "stated", &format!("when = {{ lapsed = true }}\n{}", euros(900))),
        row("fee", "reinstatement", "stated", "rates = [{ share = \"0.5\", of = \"plan-price\" }]"),
    ];
    let lapse = json!({"from": "2026-03-01", "to": "2026-03-11"});
    let of = |what: &str| {
        short(&ask(
            &rows,
            json!({"what": what, "on": "2026-03-11", "contract": {"plan": "gold", "ends": "2026-02-28"},
                   "lapse": lapse}),
        ))
    };
    assert_eq!(["plan", "reinstatement"].map(of), ["Known 900.00 EUR", "Known 50.00 EUR"]);
}

/// A plan carries over no more than it includes itself.
#[test]
fn what_can_be_carried_over_is_bound_by_the_customers_own_plan() {
    let (name, text) = policy::pack::Packs::embedded_text("infotecs").unwrap();
    let text = text.replace("plan = \"premium\", amount = 40", "plan = \"premium\", amount = 10");
    let pack = Pack::parse(&text, name).unwrap();
    let of = |plan: &str, used: u32| {
        let contract = json!({"plan": plan, "tickets_used": used});
        let question = json!({"policy": "infotecs", "what": "extra-ticket", "contract": contract});
        let answer = charge(&pack, &serde_json::from_value(question).unwrap()).unwrap();
        (short(&answer), answer.ask)
    };
    let last_year = "how many tickets were used up in the contract year before".to_owned();
    assert_eq!(of("basic", 60), ("Unknown -".to_owned(), vec![last_year]), "up to 40 may be carried over");
    assert_eq!(of("premium", 60), ("Unpublished -".to_owned(), vec![]), "10 at most are");
}

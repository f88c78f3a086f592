//! Packs whose every line is good and whose lines contradict each other: each is named with its place and what to do.

use crate::broken::{GOOD, errors};

/// Name, text in the good pack, what it is replaced with, and the errors as `line:column code message`.
type Case = (&'static str, &'static str, &'static str, &'static [&'static str]);

const CASES: &[Case] = &[
    (
        "shorter hours on one day that add nothing to those of all workdays",
        "weekly = { mon-fri = [\"08:00-18:00\"] }",
        "weekly = { mon-fri = [\"08:00-18:00\"], fri = [\"08:00-15:00\"] }",
        &[
            "17:46 overlapping-hours `08:00-15:00` of Friday overlaps `08:00-18:00` of Friday, and hours add up. Give every day its hours once; for other hours on one day, list the days one by one.",
        ],
    ),
    (
        "a night window that runs into the next morning's",
        "weekly = { mon-fri = [\"08:00-18:00\"] }",
        "weekly = { mon-fri = [\"08:00-18:00\", \"20:00-09:00\"] }",
        &[
            "17:38 overlapping-hours `20:00-09:00` of Monday overlaps `08:00-18:00` of Tuesday, and hours add up. Give every day its hours once; for other hours on one day, list the days one by one.",
        ],
    ),
    (
        "a night window from Sunday into Monday",
        "weekly = { mon-fri = [\"08:00-18:00\"] }",
        "weekly = { mon-fri = [\"08:00-18:00\"], sun = [\"22:00-08:30\"] }",
        &[
            "17:46 overlapping-hours `22:00-08:30` of Sunday overlaps `08:00-18:00` of Monday, and hours add up. Give every day its hours once; for other hours on one day, list the days one by one.",
        ],
    ),
    (
        "windows that touch",
        "weekly = { mon-fri = [\"08:00-18:00\"] }",
        "weekly = { mon-fri = [\"08:00-18:00\", \"18:00-08:00\"] }",
        &[],
    ),
    (
        "a value of which the basis says that there is none",
        "target = \"4 h\"\ncalendar = \"office\"\nclause = \"T\"\nbasis = \"stated\"",
        "target = \"4 h\"\ncalendar = \"office\"\nclause = \"T\"\nbasis = \"none\"",
        &[
            "62:10 contradiction `4 h` is a value, but the basis `none` says that there is none. Write `target = \"none\"`, or the basis of this value.",
        ],
    ),
    (
        "a clock that every status pauses",
        "stop = \"staff-message\"",
        "stop = \"staff-message\"\npause-on = [\"new\", \"open\", \"waiting-on-customer\", \"waiting-on-vendor\", \"on-hold\"]",
        &[
            "52:6 never-runs The clock `first-response` never runs: every status pauses it. Take at least one status out of `pause-on`.",
        ],
    ),
    (
        "a factor that is the same for all tickets",
        "id = \"waiting\"\nweight = 0.25",
        "id = \"classification\"\nweight = 0.25",
        &[
            "88:6 idle-factor This factor is the same for all tickets: the pack has fewer than two classifications. Take it out, and give its weight to the others.",
        ],
    ),
    (
        "a rule whose tests exclude each other",
        "when = [{ fact = \"payments\", is = [\"overdue\"] }]",
        "when = [{ fact = \"plan\", is = [\"gold\"] }, { fact = \"plan\", is-not = [\"gold\"] }]",
        &[
            "74:6 never-applies The rule `unpaid` never applies: the customer's plan can be nothing that all its tests allow. Mend one of the tests, or take the rule out.",
        ],
    ),
    (
        "a rule that leaves no plan",
        "when = [{ fact = \"payments\", is = [\"overdue\"] }]",
        "when = [{ fact = \"plan\", is-not = [\"gold\", \"none\"] }]",
        &[
            "74:6 never-applies The rule `unpaid` never applies: the customer's plan can be nothing that all its tests allow. Mend one of the tests, or take the rule out.",
        ],
    ),
    (
        "hours that are open here and closed there",
        "when = [{ fact = \"payments\", is = [\"overdue\"] }]",
        "when = [{ fact = \"hours-now\", is = [\"always:open\"] }, { fact = \"hours-now\", is = [\"office:closed\"] }]",
        &[],
    ),
    (
        "a holiday list that closes nothing",
        "lists = [\"own\"]",
        "lists = []",
        &[
            "8:6 unused-row No calendar names the holiday list `own`, so it closes nothing. Name it in the `holidays` of a calendar, or take it out.",
        ],
    ),
    (
        "a single day with a first year",
        "on = \"12-25\"",
        "on = \"2026-12-24\", since = 2027",
        &[
            "10:36 bad-holiday `2026-12-24` happens once, so `since` and `until` say nothing of it. Take them out, or write only month and day for every year.",
        ],
    ),
    (
        "a holiday that ends before it begins",
        "on = \"12-25\"",
        "on = \"12-25\", since = 2030, until = 2020",
        &[
            "10:36 bad-holiday The holiday `Christmas` can never happen: it is kept since 2030, which is after its last year 2020. Mend its rule, or leave the day out.",
        ],
    ),
    (
        "a holiday without a name",
        "name = \"Christmas\"",
        "name = \"\"",
        &["10:27 empty-text `name` is empty. Write a few words."],
    ),
    (
        "a calendar without a label",
        "label = \"Mon-Fri 08:00-18:00\"",
        "label = \" \"",
        &["15:6 empty-text `label` is empty. Write a few words."],
    ),
    (
        "a severity without a definition",
        "definition = \"Bad.\"",
        "definition = \"\"",
        &["24:6 empty-text `definition` is empty. Write a few words."],
    ),
];

#[test]
fn each_contradiction_is_named_with_its_place() {
    let mut differences = Vec::new();
    for (name, good, bad, expected) in CASES {
        assert!(GOOD.contains(good), "{name}: nothing to replace");
        let found = errors(&GOOD.replacen(good, bad, 1));
        if found != *expected {
            differences.push(format!("{name}\n  expected {expected:#?}\n  found {found:#?}"));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

const QUESTIONS: &str = "[[classifications]]\nid = \"fault\"\nname = \"Fault\"\ndefinition = \"Broken.\"\nclause = \"C\"\n\
    basis = \"stated\"\n\n[[classifications]]\nid = \"question\"\nname = \"Question\"\ndefinition = \"How?\"\n\
    severity = \"low\"\nclause = \"C\"\nbasis = \"stated\"\n\n[[plans]]\nid = \"gold\"";

/// Every question is of low severity, so no ticket has the case of the row.
#[test]
fn a_target_for_a_severity_that_the_classification_rules_out() {
    let row = "severities = [\"high\"]\n";
    let with = |classification: &str| {
        let text = GOOD.replacen("[[plans]]\nid = \"gold\"", QUESTIONS, 1);
        errors(&text.replacen(row, &format!("{row}classifications = [\"{classification}\"]\n"), 1))
    };
    assert_eq!(with("fault"), Vec::<String>::new());
    assert_eq!(
        with("question"),
        [
            "74:6 unreachable-row The row `high` is never chosen: rows above it take all its cases, or no ticket has them. \
          Move it up, narrow the rows above it, or take it out."
        ]
    );
}

fn second_rule(first: &str, second: &str) -> Vec<String> {
    let rule = format!(
        "[[lanes]]\nid = \"second\"\nlane = \"deprioritized\"\nwhen = [{second}]\nreason = \"Second.\"\n\
         clause = \"L\"\nbasis = \"stated\"\n\n[[order.factors]]"
    );
    let text = GOOD.replacen(
        "when = [{ fact = \"payments\", is = [\"overdue\"] }]",
        &format!("when = [{first}]"),
        1,
    );
    errors(&text.replacen("[[order.factors]]", &rule, 1))
}

/// A rule is hidden also where the rule above it is wider in other words.
#[test]
fn a_rule_below_one_that_is_wider_in_other_words() {
    let hidden =
        ["82:6 unreachable-row The rule `second` never decides: a rule above it takes all its tickets. \
          Move it up, or take it out."];
    let wide = "{ fact = \"standing\", is = [\"suspended\", \"terminated\"] }";
    let narrow = "{ fact = \"standing\", is = [\"suspended\"] }";
    let others = "{ fact = \"standing\", is-not = [\"good\", \"deprioritized\"] }";
    let more = format!("{narrow}, {{ fact = \"plan\", is = [\"none\"] }}");
    assert_eq!(second_rule(wide, narrow), hidden);
    assert_eq!(second_rule(wide, others), hidden, "the same said by what it is not");
    assert_eq!(second_rule(wide, &more), hidden, "narrower still");
    assert_eq!(second_rule(narrow, wide), Vec::<String>::new(), "the wider one below is an exception's rest");
    let both = format!("{wide}, {{ fact = \"plan\", is = [\"none\"] }}");
    assert_eq!(second_rule(&both, narrow), Vec::<String>::new(), "the first asks for more");
}

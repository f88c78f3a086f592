//! Broken packs: each mistake is named with its line, its column and one sentence. All start from a small good pack.

use policy::pack::Pack;

pub const GOOD: &str = include_str!("minimal.toml");

/// Name, text in the good pack, what it is replaced with, and the errors as `line:column code message`.
type Case = (&'static str, &'static str, &'static str, &'static [&'static str]);

const CASES: &[Case] = &[
    (
        "a file of a later format",
        "format = 1",
        "format = 2",
        &[
            "1:10 unknown-format The format 2 is not known. Write `format = 1`, or use a newer version of the program.",
        ],
    ),
    (
        "a misspelt key and its missing twin",
        "vendor = \"Acme\"",
        "vender = \"Acme\"",
        &[
            "1:1 missing-key The file has no `vendor`. Who promises.",
            "3:1 unknown-key `vender` is no key of the file. Did you mean `vendor`?",
        ],
    ),
    (
        "a key that is no key of a row",
        "definition = \"Bad.\"",
        "definition = \"Bad.\"\ncolour = \"red\"",
        &[
            "27:1 unknown-key `colour` is no key of `severities`. Write one of `basis`, `clause`, `definition`, `id`, `name`, `note`.",
        ],
    ),
    (
        "a row without a basis",
        "definition = \"Bad.\"\nclause = \"S\"\nbasis = \"stated\"",
        "definition = \"Bad.\"\nclause = \"S\"",
        &["23:1 missing-key `severities` has no `basis`. How a value follows from its clause."],
    ),
    (
        "a number where text belongs",
        "title = \"Support\"",
        "title = 7",
        &["5:9 wrong-type `title` is a whole number, but it has to be text. Title of the document."],
    ),
    (
        "a table in a list of texts",
        "lists = [\"own\"]",
        "lists = [{}]",
        &["21:23 wrong-type `lists` is a table, but it has to be text. Write text here."],
    ),
    (
        "a key that turns the line and rings the bell",
        "definition = \"Bad.\"",
        "definition = \"Bad.\"\n\"a\\u202eb\\u0007\" = 1",
        &[
            "27:1 unknown-key `a\u{fffd}b\u{fffd}` is no key of `severities`. Write one of `basis`, `clause`, `definition`, `id`, `name`, `note`.",
        ],
    ),
    (
        "a date that is not in quotes",
        "title = \"Support\"",
        "title = \"Support\"\ndated = 2021-12-15",
        &["6:9 wrong-type `dated` is a bare date. Put the date in quotes."],
    ),
    (
        "a word of a closed list",
        "start = \"created\"",
        "start = \"creation\"",
        &[
            "53:9 unknown-word `creation` is no word for `start`. Write one of `created`, `customer-message`, `staff-message`.",
        ],
    ),
    (
        "a basis that only an override has",
        "clause = \"H\"\nbasis = \"stated\"",
        "clause = \"H\"\nbasis = \"override\"",
        &[
            "12:9 unknown-word `override` is no word for `basis`. Write one of `stated`, `reading`, `assumed`, `none`.",
        ],
    ),
    (
        "a line that is no TOML",
        "id = \"acme\"",
        "id = acme",
        &[
            "2:6 syntax This is no TOML: string values must be quoted, expected literal string. Mend the line, then check again.",
        ],
    ),
    (
        "an empty clause",
        "clause = \"H\"",
        "clause = \" \"",
        &[
            "8:6 empty-clause The clause of this row is empty. Name the section of the document, also where the document is silent.",
        ],
    ),
    (
        "an assumption without a note",
        "note = \"A day.\"",
        "",
        &[
            "94:9 missing-note This row is read into the document or assumed, but it has no note. Say in `note` what is read or assumed, in one sentence.",
        ],
    ),
    (
        "an identifier with a capital letter",
        "id = \"acme\"",
        "id = \"Acme\"",
        &["2:6 bad-id `Acme` is no identifier. Use lower-case letters, digits and hyphens."],
    ),
    (
        "an identifier given twice",
        "id = \"low\"",
        "id = \"high\"",
        &["31:6 duplicate-id `high` is there already. Give each row an identifier of its own."],
    ),
    (
        "plans that do not end with none",
        "id = \"none\"",
        "id = \"nix\"",
        &[
            "45:6 no-plan-none The plans do not end with `none`, the customer without a contract. Add a plan with `id = \"none\"` as the last one.",
        ],
    ),
    (
        "a name that does not resolve",
        "severities = [\"high\"]",
        "severities = [\"hihg\"]",
        &["61:15 unknown-name There is no severity `hihg` in this pack. Did you mean `high`?"],
    ),
    (
        "a calendar that is not there",
        "calendar = \"office\"",
        "calendar = \"ofice\"",
        &["63:12 unknown-name There is no calendar `ofice` in this pack. Did you mean `office`?"],
    ),
    (
        "a target of no time",
        "target = \"4 h\"",
        "target = \"0 h\"",
        &[
            "62:10 bad-target `0 h` is no target. Write a length of time such as `4 h`, `1.5 h` or `30 min`, or `none`, or `contract`.",
        ],
    ),
    (
        "a target without a unit",
        "target = \"4 h\"",
        "target = \"4\"",
        &[
            "62:10 bad-target `4` is no target. Write a length of time such as `4 h`, `1.5 h` or `30 min`, or `none`, or `contract`.",
        ],
    ),
    (
        "cases without a target",
        "id = \"rest\"\n",
        "id = \"rest\"\nplans = [\"gold\"]\n",
        &[
            "52:6 no-target The clock `first-response` has no target for plan `none`, severity `high`; plan `none`, severity `low`; plan `none`, severity `unknown`, and 3 more. Add a row; where the document is silent, `target = \"none\"` says so.",
        ],
    ),
    (
        "two cases without a target",
        "id = \"rest\"\n",
        "id = \"rest\"\nplans = [\"none\", \"unknown\"]\n",
        &[
            "52:6 no-target The clock `first-response` has no target for plan `gold`, severity `low`; plan `gold`, severity `unknown`. Add a row; where the document is silent, `target = \"none\"` says so.",
        ],
    ),
    (
        "a target row that is never chosen",
        "plans = [\"gold\"]\nseverities = [\"high\"]\n",
        "",
        &[
            "66:6 unreachable-row The row `rest` is never chosen: rows above it take all its cases, or no ticket has them. Move it up, narrow the rows above it, or take it out.",
        ],
    ),
    (
        "a zone that is none",
        "Europe/Berlin",
        "Berlin",
        &["20:17 bad-zone `Berlin` is no time zone. Write an IANA name such as `Europe/Berlin` or `UTC`."],
    ),
    (
        "hours that are none",
        "[\"08:00-18:00\"]",
        "[\"8-18\"]",
        &[
            "17:23 bad-hours `8` is no time of day. Write hours and minutes from `00:00` to `24:00`, such as `08:30`.",
        ],
    ),
    (
        "a calendar that never opens",
        "weekly = { mon-fri = [\"08:00-18:00\"] }",
        "weekly = {}",
        &[
            "15:6 never-opens The calendar never opens. Give at least one window that its holidays leave open, or an extra opening.",
        ],
    ),
    (
        "a holiday without a date",
        "on = \"12-25\"",
        "on = \"Christmas\"",
        &[
            "10:36 bad-holiday `Christmas` gives no date for `Christmas`. Write `12-25`, `2026-12-24`, `easter-2`, `easter+39`, `3rd mon of jan` or `last mon of may`.",
        ],
    ),
    (
        "a holiday that no year has",
        "on = \"12-25\"",
        "on = \"02-30\"",
        &[
            "10:36 bad-holiday The holiday `Christmas` can never happen: no year has a day 30 of month 2. Mend its rule, or leave the day out.",
        ],
    ),
    (
        "a holiday list that is not there",
        "lists = [\"own\"]",
        "lists = [\"owm\"]",
        &["21:23 unknown-name There is no holiday list `owm` in this pack. Did you mean `own`?"],
    ),
    (
        "an empty name",
        "product = \"Rocket\"",
        "product = \"\"",
        &["4:11 empty-text `product` is empty. Write a few words."],
    ),
    (
        "holidays without a note",
        "holidays = { lists = [\"own\"], clause = \"C\", basis = \"stated\" }",
        "holidays = { lists = [\"own\"], clause = \"C\", basis = \"reading\" }",
        &[
            "21:22 missing-note This row is read into the document or assumed, but it has no note. Say in `note` what is read or assumed, in one sentence.",
        ],
    ),
    (
        "weights that miss 1",
        "weight = 0.25",
        "weight = 0.2",
        &["89:10 weights The weights sum to 0.95. Change them so that they sum to 1."],
    ),
    (
        "a weight of zero",
        "weight = 0.75",
        "weight = 0",
        &[
            "83:10 bad-weight The weight 0 is not above 0 and at most 1. Take the factor out, or give it a weight.",
            "89:10 weights The weights sum to 0.25. Change them so that they sum to 1.",
        ],
    ),
    (
        "a waiting limit of nothing",
        "after = \"24 h\"",
        "after = \"0 h\"",
        &["94:9 bad-duration `0 h` is no waiting limit. Write a length of time above zero, such as `72 h`."],
    ),
    (
        "a word that a fact does not have",
        "is = [\"overdue\"]",
        "is = [\"overdu\"]",
        &["76:36 unknown-name `overdu` is no word of this fact. Did you mean `overdue`?"],
    ),
    (
        "a test with both forms",
        "is = [\"overdue\"]",
        "is = [\"overdue\"], is-not = [\"current\"]",
        &["76:18 bad-test A test has exactly one of `is` and `is-not`. Keep one of them."],
    ),
    (
        "a rule that fits every ticket",
        "when = [{ fact = \"payments\", is = [\"overdue\"] }]",
        "when = []",
        &[
            "74:6 empty-rule The rule `unpaid` has no condition, so it would fit every ticket. Give at least one test in `when`.",
        ],
    ),
    (
        "a statement about a plan that is not there",
        "value = { plans = [\"gold\"] }",
        "value = { plans = [\"golt\"] }",
        &["109:9 unknown-name `golt` in `plans` is no name of this pack. Did you mean `gold`?"],
    ),
    (
        "a status that pauses nothing",
        "stop = \"staff-message\"",
        "stop = \"staff-message\"\npause-on = [\"waiting\"]",
        &[
            "55:13 unknown-name `waiting` is no status that can pause a clock. Write one of `new`, `open`, `waiting-on-customer`, `waiting-on-vendor`, `on-hold`.",
        ],
    ),
    (
        "a column counted in characters",
        "days = [{ name = \"Christmas\", on = \"12-25\" }]",
        "days = [{ name = \"Füße\", on = \"x\" }]",
        &[
            "10:31 bad-holiday `x` gives no date for `Füße`. Write `12-25`, `2026-12-24`, `easter-2`, `easter+39`, `3rd mon of jan` or `last mon of may`.",
        ],
    ),
];

pub fn errors(text: &str) -> Vec<String> {
    let errors = Pack::parse(text, "acme.toml").err().unwrap_or_default();
    errors
        .iter()
        .map(|error| {
            assert_eq!(error.file, "acme.toml");
            format!("{}:{} {} {} {}", error.line, error.column, error.code, error.message, error.hint)
        })
        .collect()
}

#[test]
fn the_small_pack_is_good() {
    assert_eq!(errors(GOOD), Vec::<String>::new());
}

#[test]
fn each_mistake_is_named_with_its_place() {
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

#[test]
fn all_mistakes_of_a_file_are_named_at_once() {
    let text = GOOD
        .replacen("12-25", "13-25", 1)
        .replacen("Europe/Berlin", "Mars", 1)
        .replacen("target = \"4 h\"", "target = \"soon\"", 1)
        .replacen("weight = 0.25", "weight = 0.5", 1);
    assert_eq!(codes(&text), ["bad-holiday", "bad-zone", "bad-target", "weights"]);
}

#[test]
fn a_lane_rule_below_a_wider_one_is_named() {
    let second = "[[lanes]]\nid = \"twice\"\nlane = \"deprioritized\"\n\
        when = [{ fact = \"plan\", is = [\"none\"] }, { fact = \"payments\", is = [\"overdue\"] }]\n\
        reason = \"Not paid.\"\nclause = \"L\"\nbasis = \"stated\"\n\n[[order.factors]]";
    let text = GOOD.replacen("[[order.factors]]", second, 1);
    assert_eq!(
        errors(&text),
        ["82:6 unreachable-row The rule `twice` never decides: a rule above it takes all its tickets. \
              Move it up, or take it out."]
    );
}

#[test]
fn a_calendar_whose_holidays_close_every_opening_never_opens() {
    let text = GOOD.replacen("mon-fri = [\"08:00-18:00\"]", "fri = [\"00:00-24:00\"]", 1);
    let text = text.replacen("{ name = \"Christmas\", on = \"12-25\" }", &every_friday(""), 1);
    assert_eq!(codes(&text), ["never-opens"]);
}

#[test]
fn a_target_longer_than_all_openings_together_can_never_be_met() {
    // Open on Fridays until the end of the year 2000: some thousands of hours since the trial begins.
    let text = GOOD.replacen("mon-fri = [\"08:00-18:00\"]", "fri = [\"00:00-24:00\"]", 1);
    let text = text.replacen("{ name = \"Christmas\", on = \"12-25\" }", &every_friday(", since = 2001"), 1);
    assert_eq!(codes(&text), Vec::<String>::new(), "4 h can be met");
    assert_eq!(codes(&text.replacen("\"4 h\"", "\"9000 h\"", 1)), ["never-met"]);
}

/// Rules that close every Friday of the year.
fn every_friday(years: &str) -> String {
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let weeks = ["1st", "2nd", "3rd", "4th", "5th"];
    let rules = months.iter().flat_map(|month| {
        weeks
            .iter()
            .map(move |week| format!("{{ name = \"Friday\", on = \"{week} fri of {month}\"{years} }}"))
    });
    rules.collect::<Vec<_>>().join(", ")
}

fn codes(text: &str) -> Vec<String> {
    errors(text).iter().filter_map(|line| line.split(' ').nth(1).map(str::to_owned)).collect()
}

#[test]
fn a_pack_without_severities_or_clocks_is_named() {
    let without = |table: &str, list: &str| -> String {
        let blocks = GOOD.split("\n\n").filter(|block| !block.starts_with(table));
        blocks.collect::<Vec<_>>().join("\n\n").replacen("format = 1", &format!("format = 1\n{list} = []"), 1)
    };
    assert_eq!(codes(&without("[[severities]]", "severities")), ["no-severity", "unknown-name"]);
    assert_eq!(codes(&without("[[clocks", "clocks")), ["no-clock"]);
}

#[test]
fn one_bracket_too_few_is_named() {
    let text = GOOD.replacen("[[statements]]", "[statements]", 1);
    assert_eq!(
        errors(&text),
        ["105:1 wrong-type `statements` is one table, but it has to be a list of them. \
              Write `[[statements]]`, with two brackets, above each row."]
    );
}

#[test]
fn files_of_other_systems_are_read() {
    let windows = format!("\u{feff}{}", GOOD.replace('\n', "\r\n"));
    assert_eq!(errors(&windows), Vec::<String>::new());
    let broken = windows.replacen("product = \"Rocket\"", "product = \"\"", 1);
    assert_eq!(errors(&broken), ["4:11 empty-text `product` is empty. Write a few words."]);
}

#[test]
fn a_bare_date_deep_in_a_statement_is_named() {
    let text = GOOD.replacen("{ plans = [\"gold\"] }", "{ from = [{ day = 2026-01-01 }] }", 1);
    assert_eq!(errors(&text), ["109:27 wrong-type `day` is a bare date. Put the date in quotes."]);
}

#[test]
fn a_pack_without_any_one_line_is_read_or_refused_with_places_inside_the_file() {
    let lines: Vec<&str> = GOOD.lines().collect();
    for left_out in 0..lines.len() {
        let text: String = lines
            .iter()
            .enumerate()
            .filter(|(index, _)| *index != left_out)
            .map(|(_, line)| format!("{line}\n"))
            .collect();
        for error in Pack::parse(&text, "acme.toml").err().unwrap_or_default() {
            assert!((1..=lines.len()).contains(&error.line), "without line {}: {error}", left_out + 1);
            assert!(
                error.column >= 1 && error.message.ends_with('.'),
                "without line {}: {error}",
                left_out + 1
            );
        }
    }
}

#[test]
fn nothing_that_is_no_pack_is_taken_or_panics() {
    for text in
        ["", "x", "[", "format = 1", "= 1", "[[severities]]\n[[severities]]", "a = {", "\u{feff}", "id = 1"]
    {
        assert!(!errors(text).is_empty(), "{text:?}");
    }
}

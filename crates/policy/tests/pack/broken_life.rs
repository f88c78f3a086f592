//! Broken life cycles, releases, charges and terms: each mistake is named with its place. All start from the pack
//! with every kind of rule; the place is found by the text that stands there.

use policy::pack::Pack;

const GOOD: &str = include_str!("kinds.toml");

/// Name, text in the good pack, what it is replaced with, where the error is, and its code, message and hint.
type Case = (&'static str, &'static str, &'static str, &'static str, &'static str);

const CASES: &[Case] = &[
    (
        "a phase that is not there",
        "phase = \"extended\", months",
        "phase = \"extendet\", months",
        "\"extendet\", months",
        "unknown-name There is no phase `extendet` in this pack. Did you mean `extended`?",
    ),
    (
        "the last phase ends",
        "{ phase = \"archived\", years",
        "{ phase = \"over\", years",
        "\"over\", years",
        "bad-end `over` is the last phase and never ends. End an earlier phase, or add a phase after it.",
    ),
    (
        "an end without a date to count from",
        "months = 18, from = \"mainstream\"",
        "months = 18",
        "\"extended\", months",
        "bad-end This end has not exactly one form. Give `years` or `months` together with `from`, or `newer-majors` alone.",
    ),
    (
        "an end with two lengths",
        "months = 18,",
        "months = 18, years = 1,",
        "\"extended\", months",
        "bad-end This end has not exactly one form. Give `years` or `months` together with `from`, or `newer-majors` alone.",
    ),
    (
        "a length of nothing",
        "months = 18",
        "months = 0",
        "0, from = \"mainstream\"",
        "bad-end 0 is no length of a phase. Write at least one month and at most a hundred years.",
    ),
    (
        "a length beyond every calendar",
        "years = 5, from",
        "years = 9223372036854775807, from",
        "9223372036854775807",
        "bad-end 9223372036854775807 is no length of a phase. Write at least one month and at most a hundred years.",
    ),
    (
        "a phase counted from a later one",
        "from = \"mainstream\"",
        "from = \"archived\"",
        "\"archived\" },",
        "unknown-name `archived` is no date of a release and no earlier phase. Write one of `released`, `end-of-sale`, `next-major`, `mainstream`.",
    ),
    (
        "no newer version",
        "newer-majors = 2",
        "newer-majors = 0",
        "0 }]\nclause = \"Life",
        "bad-end 0 is no number of newer major versions. Write at least 1; with 2, the current major version and one back are in the phase.",
    ),
    (
        "a rule without an end",
        "ends = [{ phase = \"mainstream\", newer-majors = 2 }]",
        "ends = []",
        "\"rolling\"\ntext",
        "empty-rule The rule `rolling` ends no phase. Give at least one end in `ends`.",
    ),
    (
        "a phase of versions that are not out",
        "word = \"active\"",
        "word = \"pre-release\"",
        "\"pre-release\"\nsupport",
        "bad-phase A version is a pre-release before its first phase, so no phase has this word. Take another word: `active`, `limited`, `end-of-life` or `too-old`.",
    ),
    (
        "a word for support that is none",
        "support = \"best-effort\"",
        "support = \"some\"",
        "\"some\"\nfixes",
        "unknown-word `some` is no word for `support`. Write one of `full`, `best-effort`, `none`.",
    ),
    (
        "a major version of no numbers",
        "major-parts = 1",
        "major-parts = 0",
        "0\nyear-alone",
        "bad-numbering A major version cannot be made of 0 numbers. Write a number from 1 to 3.",
    ),
    (
        "a platform at a number that has no name",
        "part = \"platform\"",
        "part = \"platforms\"",
        "\"platforms\"",
        "unknown-name There is no part of a version number `platforms` in this pack. Did you mean `platform`?",
    ),
    (
        "a notice before something that is no date",
        "before = [\"end-of-sale\", \"over\"]",
        "before = [\"end-of-sale\", \"ower\"]",
        "\"ower\"",
        "unknown-name There is no phase `ower` in this pack. Did you mean `over`?",
    ),
    (
        "a provision for a plan that is not there",
        "plans = [\"24x7\"]\nclause = \"Life",
        "plans = [\"24x8\"]\nclause = \"Life",
        "\"24x8\"",
        "unknown-name There is no plan `24x8` in this pack. Did you mean `24x7`?",
    ),
    (
        "an empty sentence",
        "text = \"Half a year ahead.\"",
        "text = \" \"",
        "\"notice\"\ntext",
        "empty-text This row has no sentence for the user. Say in one sentence what it means.",
    ),
    (
        "a date that no month has",
        "end-of-sale = \"2024-02-29\"",
        "end-of-sale = \"2023-02-29\"",
        "\"2023-02-29\"",
        "bad-date `2023-02-29` is no date. Write year, month and day, as in `2026-11-21`, or `not-yet`.",
    ),
    (
        "a date in another order",
        "released = \"2021-03-01\"",
        "released = \"01.03.2021\"",
        "\"01.03.2021\"",
        "bad-date `01.03.2021` is no date. Write year, month and day, as in `2026-11-21`.",
    ),
    (
        "a date that is not in quotes",
        "released = \"2021-03-01\"",
        "released = 2021-03-01",
        "2021-03-01\nend",
        "wrong-type `released` is a bare date. Put the date in quotes.",
    ),
    (
        "a version that is none",
        "version = \"3.81.x\"",
        "version = \"three\"",
        "\"three\"",
        "bad-version `three` is no version. Write numbers with dots and nothing else: MAJOR.PLATFORM.MINOR.",
    ),
    (
        "a release that is not out",
        "version = \"3.81.x\"",
        "version = \"3.81.1-beta\"",
        "\"3.81.1-beta\"",
        "bad-version `3.81.1-beta` is not generally available, so it is no release. Write the version without its mark, with the day of its release.",
    ),
    (
        "a kind that no rule knows",
        "kind = \"rolling\"\nreleased",
        "kind = \"roling\"\nreleased",
        "\"roling\"",
        "unknown-name No rule is for releases of the kind `roling`. Did you mean `rolling`?",
    ),
    (
        "an end of a phase that has none",
        "extended = \"2026-08-31\" }",
        "extended = \"2026-08-31\", over = \"2027-01-01\" }",
        "\"2027-01-01\"",
        "unknown-name `over` is no phase that ends. Write one of `mainstream`, `extended`, `archived`.",
    ),
    (
        "an end whose phase before has none",
        "ends = { mainstream = \"2025-02-28\", extended",
        "ends = { extended",
        "\"2026-08-31\"",
        "bad-release `extended` has an end, but `mainstream` before it has none. Give the ends of the phases before it too.",
    ),
    (
        "an end before its beginning",
        "extended = \"2026-08-31\"",
        "extended = \"2024-08-31\"",
        "\"2024-08-31\"",
        "bad-release `extended` ends on 2024-08-31, before it begins on 2025-02-28. Mend one of the dates.",
    ),
    (
        "a rate in two forms",
        "{ discount = \"0.10\", of",
        "{ discount = \"0.10\", share = \"0.9\", of",
        "\"visit\"\nfor",
        "bad-rate A rate of this row has not exactly one form. Keep one of `share`, `shares` and `discount`.",
    ),
    (
        "a share of nothing",
        "discount = \"0.10\", of = \"course-price\"",
        "discount = \"0.10\"",
        "\"visit\"\nfor",
        "bad-rate A share has to be a share of something. Give `of`.",
    ),
    (
        "a rate that is an amount and a discount",
        "{ discount = \"0.10\", of",
        "{ amount = \"5\", discount = \"0.10\", of",
        "\"visit\"\nfor",
        "bad-rate A rate of this row has not exactly one form. Give `amount`, or one of `share`, `shares` and `discount` together with `of`.",
    ),
    (
        "no share at all",
        "discount = \"0.10\"",
        "discount = \"0\"",
        "\"0\"",
        "bad-share `0` is no share. Write a decimal fraction above 0 and at most 1 in quotes, as in `\"0.65\"` for 65 %.",
    ),
    (
        "a share above one",
        "discount = \"0.10\"",
        "discount = \"10\"",
        "\"10\"",
        "bad-share `10` is no share. Write a decimal fraction above 0 and at most 1 in quotes, as in `\"0.65\"` for 65 %.",
    ),
    (
        "a share by a plan that is not there",
        "16x5 = \"0.25\"",
        "16x6 = \"0.25\"",
        "{ 24x7 = \"0.5\"",
        "unknown-name There is no plan `16x6` in this pack. Did you mean `16x5`?",
    ),
    (
        "an amount without a currency",
        "amount = \"120.50\", currency = \"EUR\"",
        "amount = \"120.50\"",
        "\"120.50\"",
        "bad-rate `120.50` has no currency. Give `currency`, or write `free`, `unpublished` or `contract`.",
    ),
    (
        "an amount that is none",
        "amount = \"120.50\"",
        "amount = \"-120\"",
        "\"-120\"",
        "bad-amount `-120 EUR` is no amount of money. Write an amount in digits with a point, as in `12.50`, below 100000000000.",
    ),
    (
        "an amount that is a number",
        "amount = \"120.50\"",
        "amount = 120.50",
        "120.50, cur",
        "wrong-type `amount` is a number, but it has to be text. An amount in quotes, as in `\"350\"` or `\"12.50\"`; `free`; `unpublished` where the document gives none; `contract` where the customer's contract gives it.",
    ),
    (
        "a currency that is none",
        "currency = \"EUR\"",
        "currency = \"euro\"",
        "\"120.50\"",
        "bad-amount `120.50 euro` is no amount of money. Write a currency in three capital letters, as in `EUR`.",
    ),
    (
        "a currency of something free",
        "amount = \"free\"",
        "amount = \"free\", currency = \"EUR\"",
        "\"EUR\", when",
        "bad-rate Only an amount has a currency. Take `currency` out.",
    ),
    (
        "a day whose length is not said",
        "]\nday = \"8 h\"",
        "]",
        "\"day\", text",
        "bad-rate How long a day is, is not said. Give `day`, as in `day = \"8 h\"`.",
    ),
    (
        "an increment of nothing",
        "increment = \"15 min\"",
        "increment = \"0 min\"",
        "\"0 min\"",
        "bad-duration `0 min` is no length of time. Write a length of time above zero, such as `30 min` or `8 h`.",
    ),
    (
        "hours that are not there",
        "outside = \"sixteen-hours\"",
        "outside = \"sixteen-hour\"",
        "\"sixteen-hour\"",
        "unknown-name There is no calendar `sixteen-hour` in this pack. Did you mean `sixteen-hours`?",
    ),
    (
        "a price of nothing",
        "for = [\"after-hours\"]",
        "for = []",
        "\"night\"\nfor",
        "bad-rate This row is the price of nothing. Name at least one service in `for`.",
    ),
    (
        "a service that nobody knows",
        "for = [\"after-hours\"]",
        "for = [\"after-hour\"]",
        "\"after-hour\"",
        "unknown-word `after-hour` is no word for `for`. Did you mean `after-hours`?",
    ),
    (
        "a conflict of one row",
        "conflict = [\"night\", \"visit\"]",
        "conflict = [\"night\"]",
        "\"night\"]",
        "bad-rate A conflict needs two rows. Name all rows that contradict each other.",
    ),
    (
        "a conflict with a row that is not there",
        "conflict = [\"night\", \"visit\"]",
        "conflict = [\"night\", \"visits\"]",
        "\"visits\"",
        "unknown-name There is no charge `visits` in this pack. Did you mean `visit`?",
    ),
    (
        "a divisor without a share",
        "{ amount = \"free\",",
        "{ amount = \"free\", divided-by = 365,",
        "365, when",
        "bad-rate Only a share is divided. Take `divided-by` out.",
    ),
    (
        "a number out of range",
        "tickets-above = 3",
        "tickets-above = -3",
        "-3, lapse",
        "bad-number -3 is out of range. Write a whole number from 1 to 100000.",
    ),
    (
        "free days that are none",
        "free-days = 30",
        "free-days = 0",
        "0\nmonths = 12",
        "bad-number 0 is out of range. Write a whole number from 1 to 100000.",
    ),
];

fn errors(text: &str) -> Vec<String> {
    let errors = Pack::parse(text, "kinds.toml").err().unwrap_or_default();
    errors
        .iter()
        .map(|error| {
            format!("{}:{} {} {} {}", error.line, error.column, error.code, error.message, error.hint)
        })
        .collect()
}

/// Line and column of a text, which has to stand in the file once.
fn place(text: &str, what: &str) -> String {
    if text.matches(what).count() != 1 {
        return format!("{what:?} stands in the file {} times", text.matches(what).count());
    }
    let before = &text[..text.find(what).unwrap()];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    format!("{}:{}", before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

#[test]
fn each_mistake_of_versions_and_prices_is_named_with_its_place() {
    let mut differences = Vec::new();
    for (name, good, bad, at, expected) in CASES {
        assert!(GOOD.contains(good), "{name}: nothing to replace");
        let text = GOOD.replacen(good, bad, 1);
        let expected = format!("{} {expected}", place(&text, at));
        let found = errors(&text);
        if found != [expected.as_str()] {
            differences.push(format!("{name}\n  expected {expected:#?}\n  found {found:#?}"));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn a_row_is_listed_once() {
    let release = GOOD.split("[[releases]]").nth(1).unwrap().split("\n\n").next().unwrap();
    let twice = GOOD.replacen("[[charges]]", &format!("[[releases]]{release}\n\n[[charges]]"), 1);
    let twice = twice.replacen("id = \"everything-3-81\"", "id = \"other\"", 1);
    assert_eq!(errors(&twice).len(), 1, "{:?}", errors(&twice));
    assert!(errors(&twice)[0].contains("duplicate-release `other` has the same product and version."));
}

#[test]
fn a_term_below_one_for_every_plan_is_never_chosen() {
    let term = "[[terms]]\nid = \"all\"\ntext = \"A year.\"\nmonths = 12\nclause = \"Terms\"\nbasis = \"stated\"\n\n";
    let text = GOOD.replacen("[[terms]]", &format!("{term}[[terms]]"), 1);
    assert!(
        errors(&text)[0].contains("unreachable-row The row `free-time` is never chosen"),
        "{:?}",
        errors(&text)
    );
}

const AFTER: &str = "[[terms]]\nid = \"over\"\ntext = \"It is over.\"\nafter = \"none\"\nclause = \"Terms\"\nbasis = \"stated\"\n\n";

#[test]
fn a_row_on_the_end_of_a_contract_stands_alone() {
    let with = |row: &str| errors(&GOOD.replacen("[[terms]]", &format!("{row}[[terms]]"), 1));
    assert!(with(AFTER).is_empty(), "it hides no row on how long a plan runs: {:?}", with(AFTER));
    for (good, bad, expected) in [
        ("after = \"none\"", "after = \"gold\"", "unknown-name There is no plan `gold` in this pack."),
        (
            "clause",
            "months = 12\nclause",
            "contradiction The row `over` says both how long a plan runs and what holds",
        ),
        (
            "\"stated\"",
            "\"none\"",
            "contradiction `none` is a value, but the basis `none` says that there is none.",
        ),
    ] {
        let found = with(&AFTER.replacen(good, bad, 1));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains(expected), "{found:?}");
    }
    let second = AFTER.replacen("\"over\"", "\"again\"", 1);
    assert!(with(&format!("{AFTER}{second}"))[0].contains("unreachable-row The row `again` is never chosen"));
    let from = GOOD.replacen("free-days = 30", "free-days = 30\nfrom = \"installation\"", 1);
    assert!(errors(&from)[0].contains("contradiction A plan that begins when the free days are over"));
}

#[test]
fn versions_need_a_life_cycle() {
    let minimal = include_str!("minimal.toml");
    let lane = "[[lanes]]\nid = \"old\"\nlane = \"refused\"\nwhen = [{ fact = \"version\", is = [\"too-old\"] }]\n\
        reason = \"Old.\"\nclause = \"L\"\nbasis = \"stated\"\n\n[[lanes]]";
    let found = errors(&minimal.replacen("[[lanes]]", lane, 1));
    assert!(found[0].contains("no-lifecycle A version is tested"), "{found:?}");
    let release = "\n[[releases]]\nid = \"r\"\nversion = \"1\"\nreleased = \"2020-01-01\"\nclause = \"R\"\nbasis = \"stated\"\n";
    let found = errors(&format!("{minimal}{release}"));
    assert_eq!(found.len(), 1);
    assert!(found[0].contains("no-lifecycle Releases are listed"), "{found:?}");
    let word = GOOD.replacen("is = [\"end-of-life\", \"pre-release\"]", "is = [\"too-old\"]", 1);
    assert!(errors(&word)[0].contains("`too-old` is no word of this fact."), "{:?}", errors(&word));
}

#[test]
fn two_phases_may_end_on_one_day() {
    let same = GOOD.replacen("extended = \"2026-08-31\"", "extended = \"2025-02-28\"", 1);
    assert_ne!(same, GOOD);
    assert_eq!(errors(&same), [""; 0]);
}

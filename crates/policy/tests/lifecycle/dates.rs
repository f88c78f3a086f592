//! Calendar months, days, zones, and dates that are missing.

use policy::lifecycle::{PhaseEnd, local_date};
use policy::pack::Packs;
use policy::ruling::Yes;

use crate::{ask, day, release, ruling, short, with};

/// The first day after five years Active of an LTS release, and the earliest after two years Limited.
fn periods(released: &str) -> (String, String) {
    let keys =
        format!("version = \"3.81\"; kind = \"lts\"; released = \"{released}\"; next-major = \"1990-01-01\"");
    let pack = with("sepasoft", &release("r", &keys));
    let active = ask(&pack, "3.81.2", released, "", "").until.unwrap().to_string();
    let limited = ask(&pack, "3.81.2", &active, "", "").not_before.unwrap().to_string();
    (active, limited)
}

#[test]
fn years_are_twelve_calendar_months() {
    let cases = [
        ("2021-03-01", "2026-03-01", "2028-03-01"),
        ("2021-12-31", "2026-12-31", "2028-12-31"),
        // 29 February has no day in a year without one, and the month's last day is taken.
        ("2024-02-29", "2029-02-28", "2031-02-28"),
        ("2020-02-29", "2025-02-28", "2027-02-28"),
        ("2023-02-28", "2028-02-28", "2030-02-28"),
    ];
    for (released, active, limited) in cases {
        assert_eq!(periods(released), (active.to_owned(), limited.to_owned()), "{released}");
    }
}

#[test]
fn months_are_counted_from_the_last_day_of_a_month() {
    let cases = [
        ("2025-08-31", "2026-08-31", "2026-02-28"),
        ("2027-08-30", "2028-08-30", "2028-02-29"),
        ("2025-01-15", "2026-01-15", "2025-07-15"),
    ];
    for (sale, end, announced) in cases {
        let keys = format!(
            "version = \"4\"; released = \"2015-01-01\"; end-of-sale = \"{sale}\"; next-major = \"2016-01-01\""
        );
        let answer = ask(&with("infotecs", &release("r", &keys)), "4.5", sale, "", "");
        let next = answer.next.unwrap();
        assert_eq!((next.on, next.announced_by), (day(end), Some(day(announced))), "{sale}");
    }
}

#[test]
fn the_day_is_that_of_the_packs_zone() {
    let packs = Packs::embedded().unwrap();
    let at = |id: &str, instant: &str| local_date(packs.get(id).unwrap(), instant.parse().unwrap()).unwrap();
    assert_eq!(at("sepasoft", "2026-03-01T07:59:59Z"), day("2026-02-28"), "still evening in Los Angeles");
    assert_eq!(at("sepasoft", "2026-03-01T08:00:00Z"), day("2026-03-01"));
    assert_eq!(at("expecco", "2026-02-28T23:00:00Z"), day("2026-03-01"), "midnight in Berlin");
    assert_eq!(at("infotecs", "2026-02-28T23:59:59Z"), day("2026-02-28"), "no zone: UTC");
    assert_eq!(local_date(packs.get("infotecs").unwrap(), calendar::Moment::FOREVER), None);
}

#[test]
fn a_date_that_nobody_gave_makes_the_answer_unknown_once_it_matters() {
    let keys = "version = \"3.81\"; kind = \"module\"; released = \"2021-03-01\"";
    let pack = with("sepasoft", &release("r", keys));
    let before = ask(&pack, "3.81.2", "2026-02-28", "", "");
    assert_eq!(short(&before), "Active 2021-03-01 - Yes Yes");
    assert_eq!(before.not_before, Some(day("2026-03-01")), "five years are sure");
    let after = ask(&pack, "3.81.2", "2026-03-01", "", "");
    assert_eq!(short(&after), "- - - Unknown Unknown");
    let ask_for = "the day on which the next major version came out, or that there is none yet";
    assert_eq!(ruling(&after, "version-supported").ask, [ask_for]);

    let open = with("sepasoft", &release("r", &format!("{keys}; next-major = \"not-yet\"")));
    let open = ask(&open, "3.81.2", "2036-03-01", "", "");
    assert_eq!((short(&open).as_str(), open.not_before), ("Active 2021-03-01 - Yes Yes", None));
}

/// A rule for some kinds ends one phase; in another phase the kind does not matter.
#[test]
fn a_kind_is_not_asked_for_where_no_rule_of_a_kind_ends_the_phase() {
    let (name, text) = Packs::embedded_text("sepasoft").unwrap();
    let mut text = text.replace("until-announced = true", "");
    for years in [1, 2] {
        let limited =
            format!("{{ phase = \"limited-support\", years = {years}, from = \"active-support\" }},");
        assert!(text.contains(&limited));
        text = text.replace(&limited, "");
    }
    let keys = "version = \"3.81\"; released = \"2021-03-01\"; ends = { active-support = \"2024-01-01\" }";
    let mine = format!("format = 1\nid = \"sepasoft\"\n{}", release("r", keys));
    let pack = policy::pack::Pack::parse_with_override(&text, name, &mine, "mine.toml").unwrap();
    assert_eq!(short(&ask(&pack, "3.81.2", "2024-01-01", "", "")), "Limited 2024-01-01 - Limited No Unknown");
    let lifecycle = pack.lifecycle.as_ref().unwrap();
    let ends: Vec<_> = policy::lifecycle::timeline(&pack, lifecycle, &pack.releases[0])
        .into_iter()
        .map(|stage| stage.end)
        .collect();
    assert_eq!(ends, [PhaseEnd::On(day("2024-01-01")), PhaseEnd::Open(None)]);
}

#[test]
fn the_last_phase_never_ends() {
    let keys = "version = \"3.81\"; kind = \"other\"; released = \"2020-12-15\"; \
                ends = { active-support = \"2022-12-15\", limited-support = \"2023-12-15\" }";
    let pack = with("sepasoft", &release("r", keys));
    let stages = policy::lifecycle::timeline(&pack, pack.lifecycle.as_ref().unwrap(), &pack.releases[0]);
    assert_eq!(stages.len(), 3);
    assert_eq!(stages[2].end, PhaseEnd::Never);
}

#[test]
fn a_kind_that_nobody_gave_is_asked_for() {
    let keys = "version = \"3.81\"; released = \"2021-03-01\"; next-major = \"not-yet\"";
    let answer = ask(&with("sepasoft", &release("r", keys)), "3.81.2", "2021-03-01", "", "");
    let supported = ruling(&answer, "version-supported");
    assert_eq!(
        (supported.answer, supported.ask.as_slice()),
        (Yes::Unknown, &["the kind of the release".to_owned()][..])
    );
}

#[test]
fn an_announced_day_goes_before_every_rule() {
    let keys = "version = \"3.81\"; kind = \"lts\"; released = \"2021-03-01\"; \
                ends = { active-support = \"2029-07-01\", limited-support = \"2030-01-01\" }";
    let pack = with("sepasoft", &release("r", keys));
    assert_eq!(
        short(&ask(&pack, "3.81.2", "2029-06-30", "", "")),
        "Active 2021-03-01 2029-07-01 Yes Limited Unknown"
    );
    assert_eq!(
        short(&ask(&pack, "3.81.2", "2029-12-31", "", "")),
        "Limited 2029-07-01 2030-01-01 Limited No Unknown"
    );
    assert_eq!(short(&ask(&pack, "3.81.2", "2030-01-01", "", "")), "End-of-Life 2030-01-01 - No No");
    let because = ask(&pack, "3.81.2", "2029-06-30", "", "").because;
    assert_eq!(because[0].row, "r", "the release itself says it");
    assert_eq!(because[0].basis, policy::pack::Basis::Override);
    let text = |today: &str| ruling(&ask(&pack, "3.81.2", today, "", ""), "version-supported").text.clone();
    assert!(text("2029-06-30").starts_with("Version 3.81.2 is Active. "), "no shortest period: a day");
    let limited = ask(&pack, "3.81.2", "2029-12-31", "", "").because;
    let rows: Vec<&str> = limited.iter().map(|ground| ground.row.as_str()).collect();
    assert_eq!(rows, ["r", "version-number"], "it was announced, so nothing is said of announcing it");
}

#[test]
fn the_row_with_most_numbers_of_the_version_is_taken() {
    let rows = [
        release("line", "version = \"3.81\"; kind = \"other\"; released = \"2021-01-01\""),
        release("two", "version = \"3.81.2\"; kind = \"other\"; released = \"2022-01-01\""),
        release("own", "product = \"OEE\"; version = \"3.81\"; kind = \"other\"; released = \"2023-01-01\""),
    ]
    .concat();
    let pack = with("sepasoft", &rows);
    let of = |name: &str, version: &str| {
        let product = crate::product(name, version);
        let question = policy::lifecycle::Question { product: Some(&product), plan: None, severity: None };
        policy::lifecycle::answer(&pack, &question, day("2026-11-21")).release
    };
    assert_eq!(of("", "3.81.2").as_deref(), Some("two"));
    assert_eq!(of("SPC", "3.81.3").as_deref(), Some("line"));
    assert_eq!(of("oee ", "3.81.2").as_deref(), Some("own"), "its own releases go before those for all");
    assert_eq!(of("", "3.82.1"), None, "not listed");
    assert_eq!(of("", "3"), None, "which of them is not said");
    assert_eq!(of("", ""), None);
    assert_eq!(of("", "three"), None);
}

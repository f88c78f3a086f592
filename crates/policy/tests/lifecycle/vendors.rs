//! Every vendor's rows with their exact answers.

use policy::pack::Basis;
use policy::ruling::Yes;

use crate::{ask, day, release, rows, ruling, short, with};

fn sepasoft(kind: &str) -> policy::pack::Pack {
    announced(kind, "")
}

/// A release whose ends have been announced, as keys such as `; ends = { ... }`.
fn announced(kind: &str, ends: &str) -> policy::pack::Pack {
    let next = if kind == "other" { "" } else { "; next-major = \"2025-06-15\"" };
    let keys = format!("version = \"3.81\"; kind = \"{kind}\"; released = \"2020-12-15\"{next}{ends}");
    with("sepasoft", &release("r", &keys))
}

const OVER: &str = "; ends = { active-support = \"2022-12-15\", limited-support = \"2023-12-15\" }";

#[test]
fn sepasoft_lts_is_active_for_five_years_and_limited_for_two() {
    let pack = sepasoft("lts");
    let cases = [
        ("2020-12-14", "Pre-release - 2020-12-15 Unpublished Unpublished"),
        ("2020-12-15", "Active 2020-12-15 2026-06-15 Yes Limited Unknown"),
        ("2026-06-14", "Active 2020-12-15 2026-06-15 Yes Limited Unknown"),
        ("2026-06-15", "Limited 2026-06-15 - Limited No Unknown"),
        ("2028-06-15", "Limited 2026-06-15 - Limited No Unknown"),
    ];
    for (today, expected) in cases {
        assert_eq!(short(&ask(&pack, "3.81.2", today, "", "")), expected, "{today}");
    }
    let over =
        announced("lts", "; ends = { active-support = \"2026-06-15\", limited-support = \"2028-06-15\" }");
    assert_eq!(short(&ask(&over, "3.81.2", "2028-06-15", "", "")), "End-of-Life 2028-06-15 - No No");
    let end = ask(&over, "3.81.2", "2027-01-01", "", "").next.unwrap();
    assert_eq!((end.id.as_str(), end.on), ("eol-support", day("2028-06-15")));
    assert_eq!(end.announced_by, Some(day("2027-06-15")), "12 months ahead");
    let notice = end.because.last().unwrap();
    assert_eq!((notice.row.as_str(), notice.clause.as_str()), ("eol-notice", "End-of-Life (EOL)"));
}

/// The document gives shortest periods and says that End-of-Life is announced: nothing ends support by itself.
#[test]
fn sepasoft_limited_support_goes_on_until_its_end_is_announced() {
    let pack = sepasoft("lts");
    let text = |today: &str| ruling(&ask(&pack, "3.81.2", today, "", ""), "version-supported").text.clone();
    let active = ask(&pack, "3.81.2", "2026-06-14", "", "");
    assert!(active.at_least && active.because[0].basis == Basis::Reading, "{active:?}");
    assert!(text("2026-06-14").starts_with("Version 3.81.2 is Active at least until 2026-06-15. "));
    let limited = ask(&pack, "3.81.2", "2028-06-14", "", "");
    assert_eq!((limited.until, limited.not_before, limited.next), (None, Some(day("2028-06-15")), None));
    let rows: Vec<&str> = limited.because.iter().map(|ground| ground.row.as_str()).collect();
    assert_eq!(rows, ["lts-periods", "modules-active", "eol-notice", "r", "version-number"]);
    assert!(text("2028-06-14").starts_with("Version 3.81.2 is Limited at least until 2028-06-15. "));
    let over = "Version 3.81.2 is Limited; its shortest period was over on 2028-06-15, and no end is announced here. ";
    assert!(text("2028-06-15").starts_with(over), "{}", text("2028-06-15"));
    assert_eq!(ask(&pack, "3.81.2", "2028-06-15", "", "").not_before, None);
}

#[test]
fn sepasoft_modules_stay_active_until_the_later_of_two_dates() {
    let pack = sepasoft("module");
    let active = ask(&pack, "3.81.2", "2026-06-14", "", "");
    assert_eq!(
        short(&active),
        "Active 2020-12-15 2026-06-15 Yes Yes",
        "a year after the next platform version"
    );
    assert_eq!(active.kind.as_deref(), Some("module"));
    assert_eq!(active.because[0].row, "modules-active");
    assert_eq!(active.because[0].basis, Basis::Reading);
    assert_eq!(short(&ask(&pack, "3.81.2", "2027-06-14", "", "")), "Limited 2026-06-15 - Limited No Limited");
    let keys = "version = \"3.81\"; kind = \"module\"; released = \"2020-12-15\"; next-major = \"not-yet\"";
    let open = ask(&with("sepasoft", &release("r", keys)), "3.81.2", "2027-06-14", "", "");
    assert_eq!(short(&open), "Active 2020-12-15 - Yes Yes", "the next platform version is not out yet");
    let text = &ruling(&open, "version-supported").text;
    assert!(text.starts_with("Version 3.81.2 is Active. "), "{text}");

    let early = with(
        "sepasoft",
        &release(
            "r",
            "version = \"3.81\"; kind = \"module\"; released = \"2020-12-15\"; next-major = \"2022-01-01\"",
        ),
    );
    let answer = ask(&early, "3.81.2", "2021-01-01", "", "");
    assert_eq!(short(&answer), "Active 2020-12-15 2025-12-15 Yes Yes");
    let rows: Vec<&str> = answer.because.iter().map(|ground| ground.row.as_str()).collect();
    assert_eq!(rows, ["modules-active", "non-lts-periods", "r", "version-number"]);
    // Five years by either row: the first one of the policy decides.
    let keys = "version = \"3.81\"; kind = \"lts\"; released = \"2020-12-15\"; next-major = \"2022-01-01\"";
    let same = ask(&with("sepasoft", &release("r", keys)), "3.81.2", "2021-01-01", "", "");
    let rows: Vec<&str> = same.because.iter().map(|ground| ground.row.as_str()).collect();
    assert_eq!(rows, ["lts-periods", "modules-active", "r", "version-number"]);
}

#[test]
fn sepasoft_other_releases_are_active_for_two_years_and_limited_for_one() {
    let pack = sepasoft("other");
    assert_eq!(short(&ask(&pack, "3.81.2", "2022-12-14", "", "")), "Active 2020-12-15 2022-12-15 Yes Yes");
    assert_eq!(short(&ask(&pack, "3.81.2", "2022-12-15", "", "")), "Limited 2022-12-15 - Limited No Limited");
    let over = announced("other", OVER);
    assert_eq!(
        short(&ask(&over, "3.81.2", "2022-12-15", "", "")),
        "Limited 2022-12-15 2023-12-15 Limited No Limited"
    );
    assert_eq!(short(&ask(&over, "3.81.2", "2023-12-15", "", "")), "End-of-Life 2023-12-15 - No No");
}

#[test]
fn sepasoft_phone_on_lts_needs_a_plan_with_phone() {
    let pack = sepasoft("lts");
    for (plan, expected) in [
        ("priority-care", Yes::Yes),
        ("total-care", Yes::Yes),
        ("basic-care", Yes::No),
        ("none", Yes::No),
        ("", Yes::Unknown),
    ] {
        let answer = ask(&pack, "3.81.2", "2024-01-01", plan, "");
        let phone = ruling(&answer, "version-phone");
        assert_eq!((phone.answer, rows(phone)[0]), (expected, "lts-phone"), "{plan}");
        assert_eq!(phone.ask.is_empty(), expected != Yes::Unknown);
    }
}

#[test]
fn sepasoft_phone_for_a_limited_release_helps_as_well_as_it_can() {
    for (kind, plan, expected) in [
        ("lts", "total-care", (Yes::Limited, "lts-phone-limited")),
        ("lts", "basic-care", (Yes::No, "lts-phone-limited")),
        ("other", "total-care", (Yes::Limited, "phone-limited")),
        ("other", "basic-care", (Yes::Limited, "phone-limited")),
    ] {
        let answer = ask(&sepasoft(kind), "3.81.2", "2026-07-01", plan, "");
        assert_eq!(answer.phase.as_ref().map(|phase| phase.word.word()), Some("limited"), "{kind}");
        let phone = ruling(&answer, "version-phone");
        assert_eq!((phone.answer, rows(phone)[0]), expected, "{kind} {plan}");
    }
}

/// What is not known yet is said in the words of the question.
#[test]
fn a_question_that_is_open_is_named_in_its_answer() {
    let (name, text) = policy::pack::Packs::embedded_text("sepasoft").unwrap();
    let by_plan = text.replace("platform-phases = [\"eol-support\"]", "plans = [\"basic-care\"]");
    let keys = "version = \"3.81\"; kind = \"lts\"; released = \"2020-12-15\"; next-major = \"2025-06-15\"";
    let mine = format!("format = 1\nid = \"sepasoft\"\n{}", release("r", keys));
    let pack = policy::pack::Pack::parse_with_override(&by_plan, name, &mine, "mine.toml").unwrap();
    let answer = ask(&pack, "3.81.2", "2024-01-01", "", "");
    for (question, words) in
        [("version-supported", "is supported"), ("version-phone", "has support by phone")]
    {
        assert_eq!(
            ruling(&answer, question).text,
            format!("Not known yet whether version 3.81.2 {words}: ask for the customer's plan.")
        );
    }
    let kindless = with(
        "sepasoft",
        &release(
            "r",
            "version = \"3.81\"; released = \"2020-12-15\"; \
        ends = { active-support = \"2030-01-01\" }",
        ),
    );
    assert_eq!(
        ruling(&ask(&kindless, "3.81.2", "2024-01-01", "", ""), "version-fixes").text,
        "Not known yet whether version 3.81.2 gets fixes: ask for the kind of the release."
    );
}

#[test]
fn sepasoft_fixes_of_lts_are_limited_and_answers_are_not() {
    let answer = ask(&sepasoft("lts"), "3.81.2", "2024-01-01", "total-care", "");
    let fixes = ruling(&answer, "version-fixes");
    assert_eq!((fixes.answer, fixes.because[0].basis), (Yes::Limited, Basis::Reading));
    assert_eq!(rows(fixes), ["lts-critical-only", "active-support", "critical-fixes", "lts-no-back-port"]);
    assert_eq!(ruling(&answer, "version-supported").answer, Yes::Yes);
}

#[test]
fn sepasoft_end_of_life_leaves_activation_and_upgrading() {
    let answer = ask(&announced("other", OVER), "3.81.2", "2026-01-01", "total-care", "");
    let supported = ruling(&answer, "version-supported");
    assert_eq!(rows(supported), ["refused-end-of-life", "eol-support", "eol-ignition"]);
    assert!(supported.text.contains("upgrading to an Active or Limited release"), "{}", supported.text);
}

#[test]
fn sepasoft_modules_on_an_ignition_at_its_end_are_not_supported() {
    let module = release(
        "m",
        "version = \"3.79\"; kind = \"module\"; released = \"2023-01-01\"; next-major = \"not-yet\"",
    );
    let platform = release(
        "p",
        "product = \"Ignition\"; version = \"7.9\"; kind = \"lts\"; released = \"2016-10-01\"; \
         ends = { active-support = \"2022-06-30\", limited-support = \"2024-06-30\" }",
    );
    let other =
        release("q", "product = \"Ignition\"; version = \"8.1\"; kind = \"lts\"; released = \"2021-01-01\"");
    let pack = with("sepasoft", &format!("{module}{platform}{other}"));
    let answer = ask(&pack, "3.79.4", "2024-06-29", "", "");
    assert_eq!(short(&answer), "Active 2023-01-01 - Yes Yes");
    let answer = ask(&pack, "3.79.4", "2024-06-30", "", "");
    assert_eq!(short(&answer), "Active 2023-01-01 - No Yes");
    assert_eq!(rows(ruling(&answer, "version-supported"))[0], "eol-ignition");
}

#[test]
fn expecco_serves_the_current_major_version_and_one_back() {
    let pack = with(
        "expecco",
        &[
            release("v-2-8", "version = \"2.8\"; released = \"2013-03-01\""),
            release("v-2-9", "version = \"2.9.x\"; released = \"2014-05-01\""),
            release("v-2-9-1", "version = \"2.9.1\"; released = \"2014-11-01\""),
            release("v-2016", "version = \"2016\"; released = \"2016-01-15\""),
        ]
        .concat(),
    );
    let cases = [
        ("2.8.4", "2016-01-14", "Supported 2013-03-01 2016-01-15 Yes Unknown"),
        ("2.8.4", "2016-01-15", "Older 2016-01-15 - No No"),
        ("2.9.0", "2026-11-21", "Supported 2014-05-01 - Yes Unknown"),
        ("2.9.1", "2026-11-21", "Supported 2014-11-01 - Yes Unknown"),
        ("2016.1", "2026-11-21", "Supported 2016-01-15 - Yes Unknown"),
        ("2016", "2016-01-14", "Pre-release - 2016-01-15 No Unpublished"),
        ("2016.2-beta1", "2026-11-21", "Pre-release - - No Unpublished"),
        ("2.7", "2026-11-21", "- - - Unknown Unknown"),
    ];
    for (version, today, expected) in cases {
        assert_eq!(short(&ask(&pack, version, today, "basic", "")), expected, "{version} on {today}");
    }
    let old = ask(&pack, "2.8.4", "2026-11-21", "", "");
    assert_eq!(rows(ruling(&old, "version-supported")), ["refused-old-version", "older"]);
    let beta = ask(&pack, "2016.2-beta1", "2026-11-21", "", "");
    assert_eq!(rows(ruling(&beta, "version-supported")), ["refused-pre-release"]);
}

#[test]
fn expecco_patches_what_is_severe() {
    let pack = with("expecco", &release("r", "version = \"2.9\"; released = \"2014-05-01\""));
    for (severity, expected, row) in [
        ("sev-1", Yes::Yes, "patches"),
        ("sev-2", Yes::Yes, "patches"),
        ("sev-3", Yes::Limited, "other-bugs"),
        ("", Yes::Unknown, "patches"),
    ] {
        let answer = ask(&pack, "2.9.1", "2026-11-21", "", severity);
        let fixes = ruling(&answer, "version-fixes");
        assert_eq!((fixes.answer, rows(fixes)[0]), (expected, row), "{severity}");
    }
}

#[test]
fn expecco_asks_for_the_severity_before_it_promises_or_refuses_a_fix() {
    let pack = with(
        "expecco",
        &[
            release("v-2-7", "version = \"2.7\"; released = \"2012-05-01\""),
            release("v-2-8", "version = \"2.8\"; released = \"2013-05-01\""),
            release("v-2-9", "version = \"2.9\"; released = \"2014-05-01\""),
        ]
        .concat(),
    );
    let answer = ask(&pack, "2.9.1", "2026-11-21", "basic", "");
    let fixes = ruling(&answer, "version-fixes");
    assert_eq!(fixes.ask, ["the severity"]);
    assert_eq!(fixes.text, "Not known yet whether version 2.9.1 gets fixes: ask for the severity.");
    assert_eq!(rows(fixes), ["patches", "other-bugs", "supported", "critical-bugs"]);
    let old = ask(&pack, "2.7.1", "2026-11-21", "basic", "");
    assert_eq!(
        ruling(&old, "version-fixes").answer,
        Yes::No,
        "an old version is not fixed whatever the severity"
    );
}

#[test]
fn infotecs_milestones_follow_each_other() {
    let keys = "version = \"4\"; released = \"2016-04-01\"; end-of-sale = \"2020-02-29\"; next-major = \"2019-06-01\"";
    let pack = with("infotecs", &release("r", keys));
    let cases = [
        ("2016-04-01", "Mainstream Support 2016-04-01 2021-06-01 Yes Limited"),
        ("2021-05-31", "Mainstream Support 2016-04-01 2021-06-01 Yes Limited"),
        ("2021-06-01", "Extended Support 2021-06-01 2022-06-01 Limited Limited"),
        ("2022-06-01", "End of Life 2022-06-01 - No No"),
    ];
    for (today, expected) in cases {
        assert_eq!(short(&ask(&pack, "4.5", today, "basic", "")), expected, "{today}");
    }
    let first = ask(&pack, "4.5", "2016-04-01", "", "").next.unwrap();
    assert_eq!((first.name.as_str(), first.on, first.announced_by), ("next major", day("2019-06-01"), None));
    let sale = ask(&pack, "4.5", "2019-06-01", "", "").next.unwrap();
    assert_eq!((sale.id.as_str(), sale.announced_by), ("end-of-sale", Some(day("2019-08-29"))));
    let extended = ask(&pack, "4.5", "2020-03-01", "", "").next.unwrap();
    assert_eq!((extended.id.as_str(), extended.announced_by), ("extended-support", Some(day("2020-12-01"))));
}

/// The document says that updates of the main period may contain fixes, and leaves the help in both periods to the
/// agreement.
#[test]
fn infotecs_promises_no_fix_in_mainstream_and_no_full_help_in_extended_support() {
    let keys = "version = \"4\"; released = \"2016-04-01\"; end-of-sale = \"2020-02-29\"; next-major = \"2019-06-01\"";
    let pack = with("infotecs", &release("r", keys));
    let decided = |today: &str, question: &str| {
        let answer = ask(&pack, "4.5", today, "basic", "");
        let ruling = ruling(&answer, question);
        (ruling.answer, rows(ruling)[0].to_owned(), ruling.because[0].basis)
    };
    let row = |id: &str| (Yes::Limited, id.to_owned(), Basis::Stated);
    assert_eq!(decided("2021-05-31", "version-fixes"), row("mainstream-fixes"));
    assert_eq!(decided("2021-06-01", "version-supported"), row("extended-terms"));
    assert_eq!(decided("2021-06-01", "version-fixes"), row("extended-support"));
}

#[test]
fn infotecs_mainstream_support_does_not_end_before_the_next_major_version_is_two_years_old() {
    let of = |sale: &str, next: &str| {
        let keys = format!(
            "version = \"4\"; released = \"2010-01-01\"; end-of-sale = \"{sale}\"; next-major = \"{next}\""
        );
        let answer = ask(&with("infotecs", &release("r", &keys)), "4.5", "2010-01-01", "", "");
        (answer.until.map(|day| day.to_string()).unwrap_or_default(), answer.because[0].row.clone())
    };
    let row = "end-of-mainstream-support".to_owned();
    assert_eq!(
        of("2020-01-01", "2018-01-01"),
        ("2021-01-01".to_owned(), row.clone()),
        "a year after the sale"
    );
    assert_eq!(
        of("2020-01-01", "2020-01-01"),
        ("2022-01-01".to_owned(), row.clone()),
        "two years of the next"
    );
    assert_eq!(of("2020-01-01", "not-yet"), (String::new(), row), "no next version, no end");
}

#[test]
fn infotecs_supports_a_version_for_five_years_at_least() {
    let keys = "version = \"4\"; released = \"2020-02-29\"; end-of-sale = \"2021-01-01\"; next-major = \"2019-01-01\"";
    let answer = ask(&with("infotecs", &release("r", keys)), "4.5", "2023-01-01", "", "");
    assert_eq!(short(&answer), "Extended Support 2022-01-01 2025-02-28 Limited Limited");
    assert_eq!(
        (answer.because[0].row.as_str(), answer.because[0].basis),
        ("whole-period-start", Basis::Assumed)
    );
}

#[test]
fn ensim_supports_what_it_has_not_announced_to_be_over() {
    let current = release("r-9", "version = \"9\"; released = \"2015-01-01\"");
    let over =
        release("r-8", "version = \"8\"; released = \"2010-01-01\"; ends = { current = \"2018-06-30\" }");
    let pack = with("ensim", &format!("{current}{over}"));
    assert_eq!(short(&ask(&pack, "9.2", "2026-11-21", "", "")), "Current 2015-01-01 - Yes Unpublished");
    assert_eq!(
        short(&ask(&pack, "8.1", "2018-06-30", "", "")),
        "No longer supported 2018-06-30 - No Unpublished"
    );
}

//! The format holds what every known policy needs, also those that the packs of today do not use.

use policy::answer::Lane;
use policy::pack::{Basis, Beyond, ClockStart, ClockStop, Fact, Pack, Promise, Question, describe, schema};

fn kinds() -> Pack {
    Pack::parse(include_str!("kinds.toml"), "kinds.toml").unwrap_or_else(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        panic!("{}", lines.join("\n"))
    })
}

fn open(pack: &Pack, calendar: &str, at: &str) -> bool {
    pack.calendars[pack.calendar(calendar).unwrap()].calendar.is_open(at.parse().unwrap())
}

#[test]
fn closures_close_a_calendar_that_is_open_day_and_night() {
    let pack = kinds();
    let calendar = "around-the-clock-less-closures";
    assert!(open(&pack, calendar, "2026-11-22T11:00:00Z"), "a Sunday night");
    assert!(!open(&pack, calendar, "2026-11-24T20:00:00Z"), "the closure of that one day");
    assert!(open(&pack, calendar, "2027-11-24T20:00:00Z"), "it was closed once");
    assert!(!open(&pack, calendar, "2026-07-03T20:00:00Z"), "Friday, kept for Saturday 4 July");
    assert!(!open(&pack, calendar, "2026-05-25T20:00:00Z"), "last Monday of May");
    assert!(!open(&pack, calendar, "2026-12-28T20:00:00Z"), "Monday, kept for Saturday 26 December");
    assert!(open(&pack, calendar, "2100-12-27T20:00:00Z"), "kept until 2099");
}

#[test]
fn a_window_may_run_past_midnight() {
    let pack = kinds();
    assert!(open(&pack, "sixteen-hours", "2026-11-22T09:59:59Z"), "Sunday 01:59:59 in Los Angeles");
    assert!(!open(&pack, "sixteen-hours", "2026-11-22T10:00:00Z"), "Sunday 02:00");
}

#[test]
fn targets_can_be_left_to_the_contract() {
    let pack = kinds();
    let clock = pack.clock("first-response").unwrap();
    let individual = pack.plan("individual");
    assert_eq!(clock.target(individual, Some(0), None).unwrap().promise, Promise::ByContract);
    assert_eq!(clock.target(None, Some(0), None).unwrap().promise, Promise::Unpublished, "plan not known");
    assert_eq!(
        clock.target(Some(0), None, None).unwrap().promise,
        Promise::Unpublished,
        "severity not known"
    );
}

#[test]
fn update_and_solution_clocks_have_their_own_start_stop_and_pauses() {
    let pack = kinds();
    let update = pack.clock("update").unwrap();
    assert_eq!((update.start, update.stop), (ClockStart::StaffMessage, ClockStop::StaffMessage));
    assert_eq!(update.pause_on, ["waiting-on-customer", "on-hold"]);
    let solution = pack.clock("solution").unwrap();
    assert_eq!((solution.start, solution.stop), (ClockStart::Created, ClockStop::Solved));
    assert_eq!(solution.target(None, None, None).unwrap().promise, Promise::Seconds(325_800));
}

#[test]
fn conditions_look_at_contract_people_licenses_and_versions() {
    let pack = kinds();
    let facts: Vec<Fact> = pack.lanes.iter().map(|rule| rule.when[0].fact).collect();
    let expected = [
        Fact::Payments,
        Fact::Contract,
        Fact::Licenses,
        Fact::Contact,
        Fact::Version,
        Fact::Classification,
        Fact::Classification,
    ];
    assert_eq!(facts, expected);
    assert!(pack.lanes[1].when[0].negated);
    assert_eq!(pack.lanes[5].lane, Lane::Main);
}

#[test]
fn a_life_cycle_has_its_phases_and_a_classification_its_severity() {
    let pack = kinds();
    assert_eq!(pack.lifecycle.as_ref().unwrap().phases.len(), 4);
    assert_eq!(pack.fixed_severity, [None, Some(1)]);
}

#[test]
fn quotas_and_stages_are_read_as_they_are_written() {
    let pack = kinds();
    let [quota, credits, contacts] = pack.allowances.as_slice() else { panic!("three allowances") };
    assert_eq!(quota.amounts, [(1, Some(40))]);
    assert_eq!(quota.beyond.as_ref().unwrap().rule, Beyond::Refused);
    assert_eq!(credits.amounts, [(0, Some(32)), (1, Some(16)), (2, None), (3, Some(0))]);
    assert!(credits.per_license && credits.beyond.is_none());
    assert_eq!(contacts.source.basis, Basis::Reading);
    let steps: Vec<&str> = pack.stages[0].steps.iter().map(|step| step.id.as_str()).collect();
    assert_eq!(steps, ["initial", "follow-up", "fix", "done"]);
    assert!(pack.stages[0].steps[2].seen_when.is_empty());
    assert_eq!(pack.entitlements[3].needs, Some(Question::Phone));
    assert!(pack.entitlements[6].even_if_refused);
}

#[test]
fn labels_are_given_by_index() {
    let pack = kinds();
    let sixteen = &pack.calendars[pack.calendar("sixteen-hours").unwrap()];
    assert_eq!(
        (sixteen.label.as_str(), sixteen.calendar.label()),
        ("Mon-Fri 06:00-22:00", "Mon-Fri 06:00-22:00")
    );
    assert_eq!(pack.severity_name(1), "Severity 2");
    assert_eq!(pack.plan_name(99), "not known");
    assert_eq!(pack.classification_name(0), "Fault");
    assert_eq!(pack.calendar_label(0), "around the clock");
}

#[test]
fn the_pack_reads_well() {
    insta::assert_snapshot!("kinds", describe(&kinds()));
}

#[test]
fn every_key_of_the_format_is_described_for_editors() {
    let schema = schema();
    let root = schema.as_value();
    let definitions = root["$defs"].as_object().unwrap().values();
    let mut keys = 0;
    for definition in definitions.chain([root]) {
        for (key, property) in definition["properties"].as_object().into_iter().flatten() {
            let described = property.get("description").is_some();
            assert!(described, "`{key}` has no description: {property}");
            keys += 1;
        }
    }
    assert!(keys > 60, "only {keys} keys were looked at");
}

/// What a value is, and what it has to be, in words.
#[test]
fn a_value_of_another_kind_is_named_with_the_kind_that_belongs_there() {
    for (right, wrong, expected) in [
        (
            "open-list = false",
            "open-list = \"no\"",
            "`open-list` is text, but it has to be `true` or `false`.",
        ),
        ("tools = [\"ssh\"]", "tools = \"ssh\"", "`tools` is text, but it has to be a list."),
        ("tools = [\"ssh\"]", "tools = true", "`tools` is `true` or `false`, but it has to be a list."),
    ] {
        assert!(crate::broken::GOOD.contains(right));
        let told = Pack::parse(&crate::broken::GOOD.replacen(right, wrong, 1), "acme.toml").unwrap_err();
        assert!(told.len() == 1 && told[0].message == expected, "{told:?}");
    }
}

//! The packs that come with the program: every row of the policy is there, and the tables read as the documents do.

use std::sync::Arc;

use calendar::{HolidaySet, Moment};
use chrono::{Datelike, Days, NaiveDate, TimeZone, Weekday};
use policy::answer::{Flag, Lane};
use policy::pack::{Basis, FactorKind, Pack, Packs, Promise, describe};

fn pack(id: &str) -> Arc<Pack> {
    let packs = Packs::embedded().unwrap_or_else(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        panic!("{}", lines.join("\n"))
    });
    Arc::clone(packs.get(id).unwrap())
}

/// Every row of SEP's policy, by what it says, as a path in the pack and its basis.
const SEP_ROWS: &[(&str, Basis)] = &[
    // Severities, targets, hours and channels.
    ("clocks.first-response", Basis::Reading),
    ("clocks.first-response.targets.critical", Basis::Stated),
    ("clocks.first-response.targets.major", Basis::Stated),
    ("clocks.first-response.targets.minor", Basis::Stated),
    ("clocks.first-response.targets.cosmetic", Basis::Stated),
    ("clocks.first-response.targets.emergency-call", Basis::Stated),
    ("clocks.first-response.targets.demo", Basis::None),
    ("clocks.first-response.targets.no-contract", Basis::None),
    ("clocks.first-response.targets.severity-not-known", Basis::None),
    ("statements.through-critical", Basis::Stated),
    ("statements.through-major", Basis::Stated),
    ("statements.through-minor-cosmetic", Basis::Reading),
    ("severities.critical", Basis::Stated),
    ("severities.major", Basis::Stated),
    ("severities.minor", Basis::Stated),
    ("severities.cosmetic", Basis::Stated),
    // Hours.
    ("calendars.hours-10x5", Basis::Stated),
    ("calendars.hours-10x5.zone", Basis::Reading),
    ("calendars.hours-10x5.holidays", Basis::Reading),
    ("calendars.hours-8x5", Basis::Stated),
    ("calendars.hours-8x5.zone", Basis::Reading),
    ("calendars.hours-8x5.holidays", Basis::Stated),
    ("holidays.germany", Basis::Assumed),
    ("statements.holidays-never-24x7", Basis::Reading),
    ("statements.counted-in-support-hours", Basis::Reading),
    ("statements.business-hours", Basis::Stated),
    ("flags.call-required", Basis::Reading),
    // Severities in use.
    ("statements.critical-major-in-production", Basis::Stated),
    ("statements.critical-work", Basis::Stated),
    ("statements.questions-are-cosmetic", Basis::Stated),
    ("statements.who-sets-severity", Basis::None),
    // Plans.
    ("plans.emergency-call", Basis::Stated),
    ("plans.business-support", Basis::Stated),
    ("plans.demo", Basis::Stated),
    ("plans.none", Basis::Stated),
    ("statements.emergency-call-hours", Basis::Stated),
    ("statements.emergency-call-incidents", Basis::Stated),
    ("statements.emergency-call-channels", Basis::Stated),
    ("statements.emergency-call-article", Basis::Stated),
    ("statements.emergency-call-form", Basis::Stated),
    ("statements.emergency-call-with-contract", Basis::Reading),
    ("statements.business-support-incidents", Basis::Stated),
    ("statements.business-support-channels", Basis::Stated),
    ("statements.business-support-critical-24x7", Basis::Stated),
    ("statements.demo-channels", Basis::Stated),
    ("statements.demo-free", Basis::Stated),
    ("statements.demo-new-customers", Basis::Stated),
    ("statements.demo-response-time", Basis::None),
    // Incidents and requests.
    ("statements.incident", Basis::Stated),
    ("statements.intake-type-and-contract", Basis::Stated),
    ("statements.intake-error", Basis::Stated),
    ("statements.intake-activity", Basis::Stated),
    ("statements.intake-versions", Basis::Stated),
    ("statements.intake-hardware", Basis::Stated),
    ("statements.intake-license-id", Basis::Assumed),
    ("statements.call-id", Basis::Stated),
    ("statements.email-opens-ticket", Basis::Stated),
    // Preconditions.
    ("statements.precondition-contract", Basis::Stated),
    ("statements.precondition-upgrade-service", Basis::Stated),
    ("statements.precondition-version", Basis::Stated),
    ("statements.precondition-platform", Basis::Stated),
    ("statements.precondition-virus-scanner", Basis::Stated),
    ("statements.precondition-firewall", Basis::Stated),
    // Remote and on site.
    ("remote", Basis::Stated),
    ("remote.requires.remote-access", Basis::Stated),
    ("remote.requires.dns", Basis::Stated),
    ("remote.requires.administrator-account", Basis::Stated),
    ("remote.requires.competent-staff", Basis::Stated),
    ("remote.requires.virus-scanner-removable", Basis::Stated),
    ("statements.no-remote-access", Basis::Stated),
    ("statements.on-site-instead", Basis::Stated),
    // Scope, prices, term.
    ("statements.scope-normal", Basis::Stated),
    ("statements.scope-unavailable", Basis::Stated),
    ("statements.scope-paid", Basis::Stated),
    ("statements.remote-support-article", Basis::Stated),
    ("statements.installation-article", Basis::Stated),
    ("statements.consulting-article", Basis::Stated),
    ("statements.prices", Basis::None),
    ("statements.contract-term", Basis::Stated),
    // Refusal and order.
    ("lanes.no-contract", Basis::Stated),
    ("lanes.contract-not-current", Basis::Stated),
    ("order.factors.severity", Basis::Assumed),
    ("order.factors.urgency", Basis::Assumed),
    ("order.factors.plan", Basis::Assumed),
    ("order.factors.waiting", Basis::Assumed),
    ("order.waiting-limit", Basis::Assumed),
];

/// Every row of Sepasoft's policy, by what it says, as a path in the pack and its basis.
const SEPASOFT_ROWS: &[(&str, Basis)] = &[
    // Classification and severity.
    ("classifications.problem", Basis::Stated),
    ("classifications.consultative", Basis::Stated),
    ("classifications.feature-request", Basis::Stated),
    ("severities.highest", Basis::Stated),
    ("severities.high", Basis::Stated),
    ("severities.medium", Basis::Stated),
    ("severities.low", Basis::Stated),
    ("statements.severity-by-phone", Basis::Stated),
    ("statements.severity-by-portal", Basis::Stated),
    ("statements.severity-consultative", Basis::Stated),
    ("statements.severity-feature-request", Basis::None),
    // Lanes and order.
    ("lanes.consultative", Basis::Stated),
    ("statements.consultative-other-plans", Basis::Stated),
    ("statements.consultative-priority-care", Basis::Stated),
    ("statements.order-factors", Basis::Stated),
    ("statements.order-higher-plan", Basis::Stated),
    ("order.factors.plan", Basis::Assumed),
    ("order.factors.severity", Basis::Assumed),
    ("order.factors.waiting", Basis::Assumed),
    ("order.factors.classification", Basis::Assumed),
    ("order.waiting-limit", Basis::Assumed),
    ("statements.plan-rank-priority-care", Basis::Stated),
    ("statements.plan-rank-others", Basis::Reading),
    // Response times.
    ("clocks.first-response", Basis::Assumed),
    ("clocks.first-response.targets.feature-request", Basis::Reading),
    ("clocks.first-response.targets.consultative", Basis::Stated),
    ("clocks.first-response.targets.consultative-priority-care", Basis::None),
    ("clocks.first-response.targets.problem", Basis::None),
    ("statements.problem-response-time", Basis::None),
    ("statements.feature-request-use-case", Basis::Stated),
    ("statements.feature-request-board", Basis::Stated),
    // Hours.
    ("calendars.support-hours", Basis::Stated),
    ("calendars.support-hours.zone", Basis::Reading),
    ("calendars.support-hours.holidays", Basis::Stated),
    ("holidays.sepasoft", Basis::Assumed),
    ("statements.after-hours", Basis::Stated),
    ("statements.after-hours-rate", Basis::Stated),
    ("statements.after-hours-rounding", Basis::Assumed),
    // Channels.
    ("statements.phone-plans", Basis::Stated),
    ("statements.phone-90-days", Basis::Stated),
    ("statements.phone-prospects", Basis::Stated),
    ("statements.electronic-free", Basis::Stated),
    ("statements.electronic-without-plan", Basis::Reading),
    // Plans, prices, lapse.
    ("plans.priority-care", Basis::Stated),
    ("plans.total-care", Basis::Stated),
    ("plans.basic-care", Basis::Stated),
    ("plans.prospect", Basis::Stated),
    ("plans.none", Basis::Reading),
    ("statements.plan-starts-after-90-days", Basis::Stated),
    ("statements.basic-care-start", Basis::None),
    ("statements.price-priority-care", Basis::Stated),
    ("statements.price-total-care", Basis::Stated),
    ("statements.price-basic-care", Basis::Stated),
    ("statements.upgrade-without-plan", Basis::Stated),
    ("statements.upgrade-with-plan", Basis::Stated),
    ("statements.worked-example", Basis::Stated),
    ("statements.lapse-fee", Basis::Stated),
    ("statements.lapse-rate", Basis::Assumed),
    ("statements.lapse-major-update", Basis::Stated),
    ("statements.training-priority-care", Basis::Stated),
    ("statements.training-total-care", Basis::Stated),
    ("statements.certification-tests", Basis::Stated),
    ("statements.minor-updates-free", Basis::Stated),
    // Versions.
    ("statements.version-number", Basis::Stated),
    ("statements.version-platform", Basis::Stated),
    ("statements.categories", Basis::Stated),
    ("statements.lts-periods", Basis::Stated),
    ("statements.non-lts-periods", Basis::Stated),
    ("statements.eol-notice", Basis::Stated),
    ("statements.modules-active", Basis::Reading),
    ("statements.limited-support", Basis::Stated),
    ("statements.eol-ignition", Basis::Stated),
    ("statements.eol-support", Basis::Stated),
    ("statements.lts-phone", Basis::Stated),
    ("statements.lts-critical-only", Basis::Reading),
    // Guidelines and refusal.
    ("statements.guideline-1", Basis::Stated),
    ("statements.guideline-2", Basis::Stated),
    ("statements.guideline-3", Basis::Stated),
    ("statements.guideline-4", Basis::Stated),
    ("statements.guideline-5", Basis::Stated),
    ("statements.guideline-6", Basis::Stated),
    ("statements.breaches", Basis::Stated),
    ("lanes.guidelines", Basis::Stated),
    ("lanes.suspended", Basis::Stated),
    ("statements.refused-person", Basis::Stated),
    ("statements.refused-end-of-life", Basis::Stated),
    // Remote.
    ("remote", Basis::Stated),
    ("remote.refuse.no-phone-support", Basis::Reading),
];

#[test]
fn no_row_of_a_policy_is_missing() {
    for (id, rows) in [("sep-sesam", SEP_ROWS), ("sepasoft", SEPASOFT_ROWS)] {
        let pack = pack(id);
        let of = |path: &str| pack.rows.iter().find(|row| row.path == path).map(|row| row.source.basis);
        let wrong: Vec<_> = rows
            .iter()
            .filter(|(path, basis)| of(path) != Some(*basis))
            .map(|(path, basis)| format!("{path}: expected {basis:?}, found {:?}", of(path)))
            .collect();
        assert!(wrong.is_empty(), "{id}:\n{}", wrong.join("\n"));
    }
}

#[test]
fn the_words_are_those_of_the_public_format() {
    let ids = |terms: &[policy::pack::Term]| terms.iter().map(|term| term.id.clone()).collect::<Vec<_>>();
    let sep = pack("sep-sesam");
    assert_eq!(ids(&sep.severities), ["critical", "major", "minor", "cosmetic"]);
    assert_eq!(ids(&sep.plans), ["emergency-call", "business-support", "demo", "none"]);
    assert!(sep.classifications.is_empty());
    let sepasoft = pack("sepasoft");
    assert_eq!(ids(&sepasoft.severities), ["highest", "high", "medium", "low"]);
    assert_eq!(ids(&sepasoft.plans), ["priority-care", "total-care", "basic-care", "prospect", "none"]);
    assert_eq!(ids(&sepasoft.classifications), ["problem", "consultative", "feature-request"]);
    assert_eq!(sepasoft.fixed_severity, [None, sepasoft.severity("low"), None]);
}

#[test]
fn the_whole_pack_reads_well() {
    for id in ["sep-sesam", "sepasoft"] {
        insta::assert_snapshot!(id, describe(&pack(id)));
    }
}

#[test]
fn sepasoft_promises_two_weeks_for_feature_requests_and_nothing_else() {
    let pack = pack("sepasoft");
    let clock = pack.clock("first-response").unwrap();
    let feature_request = pack.classification("feature-request");
    for plan in (0..pack.plans.len()).map(Some).chain([None]) {
        for severity in (0..pack.severities.len()).map(Some).chain([None]) {
            for classification in (0..pack.classifications.len()).map(Some).chain([None]) {
                let target = clock.target(plan, severity, classification).unwrap();
                let expected = if classification == feature_request {
                    (Promise::Seconds(1_209_600), "always")
                } else {
                    (Promise::Unpublished, "always")
                };
                assert_eq!((target.promise, pack.calendars[target.calendar].id.as_str()), expected);
            }
        }
    }
}

#[test]
fn lanes_flags_and_weights_are_the_documents() {
    let sep = pack("sep-sesam");
    assert!(sep.lanes.iter().all(|rule| rule.lane == Lane::Refused));
    assert_eq!(sep.flags.iter().map(|rule| rule.flag).collect::<Vec<_>>(), [Flag::CallRequired]);
    let heaviest = |pack: &Pack| pack.order.iter().max_by(|a, b| a.weight.total_cmp(&b.weight)).unwrap().kind;
    assert_eq!(heaviest(&sep), FactorKind::Severity);
    let sepasoft = pack("sepasoft");
    let lanes: Vec<Lane> = sepasoft.lanes.iter().map(|rule| rule.lane).collect();
    assert_eq!(lanes, [Lane::Refused, Lane::Deprioritized, Lane::Deprioritized]);
    assert_eq!(heaviest(&sepasoft), FactorKind::Plan);
}

#[test]
fn holidays_are_those_of_the_two_countries() {
    let berlin = chrono_tz::Europe::Berlin;
    let los_angeles = chrono_tz::America::Los_Angeles;
    let german = HolidaySet::german_national();
    let federal = HolidaySet::us_federal();
    for (pack_id, calendar, zone, holidays) in [
        ("sep-sesam", "hours-10x5", berlin, &german),
        ("sep-sesam", "hours-8x5", berlin, &german),
        ("sepasoft", "support-hours", los_angeles, &federal),
    ] {
        let pack = pack(pack_id);
        let hours = &pack.calendars[pack.calendar(calendar).unwrap()].calendar;
        let closed: Vec<NaiveDate> = holidays.dates(2016..=2036).into_iter().map(|(date, _)| date).collect();
        let mut date = NaiveDate::from_ymd_opt(2016, 1, 1).unwrap();
        while date.year() <= 2036 {
            let noon = zone.from_local_datetime(&date.and_hms_opt(12, 0, 0).unwrap()).unwrap();
            let weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
            let open = !weekend && !closed.contains(&date);
            assert_eq!(hours.is_open(Moment(noon.timestamp())), open, "{calendar} on {date}");
            date = date + Days::new(1);
        }
    }
}

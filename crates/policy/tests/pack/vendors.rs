//! The packs that come with the program: every row of the policy is there, and the tables read as the documents do.

use std::sync::Arc;

use calendar::{HolidaySet, Moment};
use chrono::{Datelike, Days, NaiveDate, TimeZone, Weekday};
use policy::answer::{Flag, Lane};
use policy::pack::{FactorKind, Pack, Packs, Promise, describe};

pub fn pack(id: &str) -> Arc<Pack> {
    let packs = Packs::embedded().unwrap_or_else(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        panic!("{}", lines.join("\n"))
    });
    Arc::clone(packs.get(id).unwrap())
}

#[test]
fn a_pack_is_called_by_vendor_and_product() {
    let words = |vendor: &str, product: &str| {
        Pack { vendor: vendor.to_owned(), product: product.to_owned(), ..Pack::default() }.title_words()
    };
    assert_eq!(words("Sepasoft", "MES modules"), "Sepasoft MES modules");
    assert_eq!(words("SEP", "SEP sesam"), "SEP sesam", "the vendor's name once");
}

#[test]
fn there_are_packs_in_the_program() {
    assert!(!Packs::embedded().unwrap().is_empty());
    assert!(Packs::default().is_empty());
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
    let ensim = pack("ensim");
    assert_eq!(ids(&ensim.severities), ["critical", "major", "minor", "feature-request"]);
    assert_eq!(ids(&ensim.plans), ["24x7", "16x5", "none"]);
    let expecco = pack("expecco");
    assert_eq!(ids(&expecco.severities), ["sev-1", "sev-2", "sev-3"]);
    assert_eq!(ids(&expecco.plans), ["premium", "advanced", "basic", "none"]);
    let infotecs = pack("infotecs");
    assert_eq!(ids(&infotecs.severities), ["critical", "minor"]);
    assert_eq!(ids(&infotecs.plans), ["premium", "basic", "none"]);
    assert!([ensim, expecco, infotecs].iter().all(|pack| pack.classifications.is_empty()));
}

#[test]
fn the_whole_pack_reads_well() {
    for id in ["ensim", "expecco", "infotecs", "sep-sesam", "sepasoft"] {
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

/// Hours and calendar of each severity, in the pack's order and then for one that is not known.
fn targets(pack: &Pack, plan: Option<&str>) -> Vec<String> {
    let clock = pack.clock("first-response").unwrap();
    let plan = plan.map(|plan| pack.plan(plan).unwrap());
    let severities = (0..pack.severities.len()).map(Some).chain([None]);
    severities
        .map(|severity| {
            let target = clock.target(plan, severity, None).unwrap();
            match target.promise {
                Promise::Seconds(seconds) => {
                    format!("{} {}", seconds / 3600, pack.calendars[target.calendar].id)
                }
                Promise::Unpublished => "none".to_owned(),
                Promise::ByContract => "contract".to_owned(),
            }
        })
        .collect()
}

#[test]
fn ensim_promises_times_for_critical_only() {
    let pack = pack("ensim");
    assert_eq!(targets(&pack, Some("24x7")), ["2 hours-24x7", "none", "none", "none", "none"]);
    assert_eq!(targets(&pack, Some("16x5")), ["4 hours-16x5", "none", "none", "none", "none"]);
    assert_eq!(targets(&pack, Some("none")), ["none"; 5]);
    assert_eq!(targets(&pack, None), ["none"; 5]);
}

#[test]
fn expecco_promises_times_by_plan_and_severity() {
    let pack = pack("expecco");
    assert_eq!(targets(&pack, Some("premium")), ["8 coverage", "12 coverage", "24 coverage", "none"]);
    assert_eq!(targets(&pack, Some("advanced")), ["16 coverage", "24 coverage", "36 coverage", "none"]);
    assert_eq!(targets(&pack, Some("basic")), ["24 coverage", "48 coverage", "72 coverage", "none"]);
    assert_eq!(targets(&pack, Some("none")), ["none"; 4]);
    assert_eq!(targets(&pack, None), ["none"; 4]);
}

#[test]
fn infotecs_leaves_all_times_to_the_contract() {
    let pack = pack("infotecs");
    for plan in [Some("premium"), Some("basic"), None] {
        assert_eq!(targets(&pack, plan), ["contract"; 3]);
    }
    assert_eq!(targets(&pack, Some("none")), ["none"; 3]);
    assert_eq!(pack.calendars.len(), 1, "the document names no hours");
}

#[test]
fn lanes_flags_and_weights_are_the_documents() {
    let sep = pack("sep-sesam");
    assert!(sep.lanes.iter().all(|rule| rule.lane == Lane::Refused));
    let flags: Vec<Flag> = sep.flags.iter().map(|rule| rule.flag).collect();
    assert_eq!(flags, [Flag::CallRequired, Flag::ResponseMaySuffer]);
    let heaviest = |pack: &Pack| pack.order.iter().max_by(|a, b| a.weight.total_cmp(&b.weight)).unwrap().kind;
    assert_eq!(heaviest(&sep), FactorKind::Severity);
    let sepasoft = pack("sepasoft");
    let lanes: Vec<Lane> = sepasoft.lanes.iter().map(|rule| rule.lane).collect();
    let (refused, others) = lanes.split_at(2);
    assert_eq!(refused, [Lane::Refused; 2]);
    assert_eq!(others, [Lane::Deprioritized, Lane::Deprioritized, Lane::Main]);
    assert_eq!(heaviest(&sepasoft), FactorKind::Plan);
    for (id, refusals) in [("ensim", 4), ("expecco", 5), ("infotecs", 1)] {
        let pack = pack(id);
        assert_eq!(
            pack.lanes.iter().map(|rule| rule.lane).collect::<Vec<_>>(),
            vec![Lane::Refused; refusals]
        );
        let flags: Vec<Flag> = pack.flags.iter().map(|rule| rule.flag).collect();
        assert_eq!(flags, [Flag::ResponseMaySuffer][..usize::from(id == "ensim")]);
        assert_eq!(heaviest(&pack), FactorKind::Severity, "{id}");
    }
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
        ("ensim", "hours-16x5", los_angeles, &federal),
        ("ensim", "hours-24x7", los_angeles, &federal),
        ("expecco", "coverage", berlin, &german),
    ] {
        let pack = pack(pack_id);
        let hours = &pack.calendars[pack.calendar(calendar).unwrap()].calendar;
        let closed: Vec<NaiveDate> = holidays.dates(2016..=2036).into_iter().map(|(date, _)| date).collect();
        let mut date = NaiveDate::from_ymd_opt(2016, 1, 1).unwrap();
        while date.year() <= 2036 {
            let noon = zone.from_local_datetime(&date.and_hms_opt(12, 0, 0).unwrap()).unwrap();
            let weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
            let open = (!weekend || calendar == "hours-24x7") && !closed.contains(&date);
            assert_eq!(hours.is_open(Moment(noon.timestamp())), open, "{calendar} on {date}");
            date = date + Days::new(1);
        }
    }
}

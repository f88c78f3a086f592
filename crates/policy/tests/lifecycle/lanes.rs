//! Versions in the lanes of tickets: refused with releases, untouched without.

use std::collections::BTreeMap;
use std::sync::Arc;

use policy::engine::assess;
use policy::entitled::entitled_lines;
use policy::facts::Facts;
use policy::lifecycle::lifecycle_lines;
use policy::pack::{Fact, LaneRule, Pack, Packs};
use policy::reckon::reckon_lines;
use serde_json::{Value, json};

use crate::{release, with};

/// A ticket of which all is known but, perhaps, the version.
fn ticket(policy: &str, product: &Value) -> String {
    let packs = Packs::embedded().unwrap();
    let pack = packs.get(policy).unwrap();
    json!({"id": "T", "policy": policy, "product": product, "severity": pack.severities[0].id,
           "classification": pack.classifications.first().map(|term| &term.id), "contact": "jo@acme.test",
           "contract": {"plan": pack.plans[0].id, "starts": "2020-01-01", "ends": "2039-12-31",
                        "named_contacts": ["jo@acme.test"]},
           "events": [{"at": "2026-11-20T12:00:00Z", "kind": "created"}]})
    .to_string()
}

fn reckon(pack: Pack, product: &Value, now: &str) -> Value {
    let line = ticket(&pack.id, product);
    let packs = BTreeMap::from([(pack.id.clone(), Arc::new(pack))]);
    let output = reckon_lines(&packs, &line, now.parse().unwrap());
    serde_json::from_str(&output.lines[0]).unwrap()
}

fn flags(answer: &Value) -> Vec<&str> {
    answer["flags"].as_array().unwrap().iter().filter_map(Value::as_str).collect()
}

const SEPASOFT: &str = "version = \"3.81\"; kind = \"other\"; released = \"2020-12-15\"; \
    ends = { active-support = \"2022-12-15\", limited-support = \"2023-12-15\" }";
const NOW: &str = "2026-11-21T12:00:00Z";

#[test]
fn without_releases_a_version_changes_nothing() {
    for id in ["sepasoft", "expecco", "infotecs"] {
        let plain = reckon(with(id, ""), &Value::Null, NOW);
        for version in ["1.0", "3.81.2", "9.9-beta", "nonsense"] {
            let answer = reckon(with(id, ""), &json!({"name": "X", "version": version}), NOW);
            assert_eq!(answer, plain, "{id} {version}");
        }
    }
}

#[test]
fn a_version_past_its_end_is_refused_with_the_clause() {
    let pack = || with("sepasoft", &release("r", SEPASOFT));
    let answer = reckon(pack(), &json!({"name": "OEE", "version": "3.81.2"}), NOW);
    assert_eq!(answer["lane"], "refused");
    let why = answer["why"].as_array().unwrap().iter().find(|reason| reason["factor"] == "lane").unwrap();
    assert_eq!((&why["clause"], &why["basis"]), (&json!("End-of-Life (EOL)"), &json!("stated")));
    assert!(why["detail"].as_str().unwrap().contains("a ticket does not say whether it is one"), "{why}");
}

#[test]
fn the_lane_changes_at_midnight_in_the_zone_of_the_pack() {
    let at = |now: &str| {
        let pack = with("sepasoft", &release("r", SEPASOFT));
        let mut line: Value =
            serde_json::from_str(&ticket("sepasoft", &json!({"version": "3.81.2"}))).unwrap();
        line["events"][0]["at"] = json!("2023-12-01T12:00:00Z");
        let packs = BTreeMap::from([(pack.id.clone(), Arc::new(pack))]);
        let output = reckon_lines(&packs, &line.to_string(), now.parse().unwrap());
        serde_json::from_str::<Value>(&output.lines[0]).unwrap()["lane"].clone()
    };
    assert_eq!(at("2023-12-15T07:59:59Z"), "main");
    assert_eq!(at("2023-12-15T08:00:00Z"), "refused");
}

/// The next phase of a version is a boundary of a ticket only where a lane looks at versions.
#[test]
fn the_next_phase_is_a_boundary_where_a_lane_looks_at_versions() {
    let read = |looks: bool, now: &str| {
        let mut pack = with("sepasoft", &release("r", SEPASOFT));
        let by_version = |rule: &LaneRule| rule.when.iter().all(|test| test.fact == Fact::Version);
        pack.lanes.retain(|rule| looks && by_version(rule));
        assert_eq!(pack.lanes.is_empty(), !looks);
        (pack.clocks, pack.flags) = (Vec::new(), Vec::new());
        let mut facts: Facts =
            serde_json::from_str(&ticket("sepasoft", &json!({"name": "OEE", "version": "3.81.2"}))).unwrap();
        facts.contract = None;
        facts.events[0].at = "2023-12-01T12:00:00Z".parse().unwrap();
        let now = now.parse().unwrap();
        let standing = assess(&pack, &facts, now).unwrap();
        let bytes = standing.size();
        facts.product = None;
        let phases = bytes - assess(&pack, &facts, now).unwrap().size();
        assert!((24..=200).contains(&phases), "the phases take {phases} bytes");
        standing.next_boundary(&pack, now).map(|at| at.to_string())
    };
    assert_eq!(read(true, "2023-12-14T12:00:00Z").as_deref(), Some("2023-12-15T08:00:00Z"));
    assert_eq!(read(true, "2023-12-15T08:00:00Z"), None, "that was the last one");
    assert_eq!(read(false, "2023-12-14T12:00:00Z"), None);
}

#[test]
fn with_releases_a_version_that_is_not_known_is_missing() {
    let pack = || with("sepasoft", &release("r", SEPASOFT));
    for product in
        [Value::Null, json!({"name": "OEE"}), json!({"version": "?"}), json!({"version": "3.82.1"})]
    {
        let answer = reckon(pack(), &product, NOW);
        assert_eq!((&answer["lane"], flags(&answer)), (&json!("main"), vec!["facts-missing"]), "{product}");
    }
    let other =
        release("r", "product = \"OEE\"; version = \"3.81\"; kind = \"other\"; released = \"2020-12-15\"");
    let answer = reckon(with("sepasoft", &other), &json!({"name": "SPC", "version": "3.81.2"}), NOW);
    assert_eq!((&answer["lane"], flags(&answer)), (&json!("main"), vec![]), "no releases of this product");
}

#[test]
fn expecco_refuses_old_versions_and_betas() {
    let pack = || {
        let releases = ["2.7", "2.8", "2.9"].iter().zip(2012..).map(|(version, year)| {
            let id = format!("v-{}", version.replace('.', "-"));
            release(&id, &format!("version = \"{version}\"; released = \"{year}-01-01\""))
        });
        with("expecco", &releases.collect::<String>())
    };
    for (version, lane) in
        [("2.7.3", "refused"), ("2.8", "main"), ("2.9.1", "main"), ("2.10-beta", "refused")]
    {
        let answer = reckon(pack(), &json!({"version": version}), NOW);
        assert_eq!(answer["lane"], lane, "{version}");
    }
}

#[test]
fn expecco_owes_patches_for_the_versions_that_it_serves() {
    let releases = ["2.7", "2.8", "2.9"].iter().zip(2012..).map(|(version, year)| {
        let id = format!("v-{}", version.replace('.', "-"));
        release(&id, &format!("version = \"{version}\"; released = \"{year}-01-01\""))
    });
    let pack = Arc::new(with("expecco", &releases.collect::<String>()));
    let packs = BTreeMap::from([(pack.id.clone(), pack)]);
    for (version, expected) in [("2.7.3", "no"), ("2.8", "yes"), ("2.9.1", "yes"), ("2.10-beta", "no")] {
        let line = ticket("expecco", &json!({"version": version}));
        let output = entitled_lines(&packs, &line, NOW.parse().unwrap());
        let answer: Value = serde_json::from_str(&output.lines[0]).unwrap();
        let rulings = answer["rulings"].as_array().unwrap();
        let fix = rulings.iter().find(|ruling| ruling["question"] == "fix").unwrap();
        assert_eq!(fix["answer"], expected, "{version}");
    }
}

#[test]
fn sepasoft_phone_on_lts_is_for_two_plans_even_in_the_free_days() {
    let told = |kind: &str, plan: &str, question: &str| {
        let (plan, starts) = plan.split_once(" from ").unwrap_or((plan, "2026-01-01"));
        let keys = format!(
            "version = \"3.81\"; released = \"2024-12-15\"; next-major = \"not-yet\"; kind = \"{kind}\""
        );
        let pack = Arc::new(with("sepasoft", &release("r", &keys)));
        let packs = BTreeMap::from([(pack.id.clone(), pack)]);
        let mut line: Value =
            serde_json::from_str(&ticket("sepasoft", &json!({"version": "3.81.2"}))).unwrap();
        line["contract"]["plan"] = json!(plan);
        line["contract"]["starts"] = json!(starts);
        line["contract"]["purchased"] = json!("2026-11-01");
        let output = entitled_lines(&packs, &line.to_string(), NOW.parse().unwrap());
        let answer: Value = serde_json::from_str(&output.lines[0]).unwrap();
        let rulings = answer["rulings"].as_array().unwrap();
        let ruling = rulings.iter().find(|ruling| ruling["question"] == question).unwrap();
        format!("{} {}", ruling["answer"].as_str().unwrap(), ruling["because"][0]["row"].as_str().unwrap())
    };
    for (kind, plan, phone, remote) in [
        ("lts", "priority-care", "yes entitlements.phone-90-days", "yes remote"),
        ("lts", "total-care", "yes entitlements.phone-90-days", "yes remote"),
        (
            "lts",
            "total-care from 2026-12-01",
            "no entitlements.phone-lts-not-current",
            "no remote.refuse.lts-not-current",
        ),
        ("lts", "basic-care", "no entitlements.phone-lts", "no remote.refuse.lts-without-plan"),
        ("lts", "none", "no entitlements.phone-lts", "no remote.refuse.lts-without-plan"),
        ("lts", "prospect", "no entitlements.phone-lts", "no remote.refuse.lts-without-plan"),
        ("module", "total-care from 2026-12-01", "yes entitlements.phone-90-days", "yes remote"),
        ("module", "basic-care", "yes entitlements.phone-90-days", "yes remote"),
        (
            "module",
            "prospect",
            "limited entitlements.phone-prospects",
            "limited entitlements.remote-prospects",
        ),
    ] {
        assert_eq!(told(kind, plan, "phone"), phone, "{kind} {plan}");
        assert_eq!(told(kind, plan, "remote-help"), remote, "{kind} {plan}");
    }
}

#[test]
fn the_kind_of_a_release_that_nobody_gave_is_asked_for_before_the_phone() {
    let phone = |releases: &str| {
        let pack = Arc::new(with("sepasoft", releases));
        let packs = BTreeMap::from([(pack.id.clone(), pack)]);
        let mut line: Value =
            serde_json::from_str(&ticket("sepasoft", &json!({"version": "3.81.2"}))).unwrap();
        line["contract"]["plan"] = json!("basic-care");
        line["contract"]["purchased"] = json!("2026-11-01");
        let output = entitled_lines(&packs, &line.to_string(), NOW.parse().unwrap());
        let answer: Value = serde_json::from_str(&output.lines[0]).unwrap();
        let rulings = answer["rulings"].as_array().unwrap();
        let phone = rulings.iter().find(|ruling| ruling["question"] == "phone").unwrap();
        (phone["answer"].clone(), phone["ask"].clone())
    };
    let kindless = release("r", "version = \"3.81\"; released = \"2024-12-15\"");
    let ask = json!(["the life cycle of the product's version", "the kind of the product's release"]);
    assert_eq!(phone(&kindless), (json!("unknown"), ask));
    assert_eq!(phone(""), (json!("yes"), Value::Null), "nobody has entered releases: nothing is missing");
}

#[test]
fn infotecs_refuses_versions_past_their_end_of_life() {
    let keys = "version = \"4\"; released = \"2010-01-01\"; end-of-sale = \"2015-01-01\"; next-major = \"2014-01-01\"";
    let answer = reckon(with("infotecs", &release("r", keys)), &json!({"version": "4.5"}), NOW);
    assert_eq!(answer["lane"], "refused");
}

#[test]
fn the_schema_describes_an_answer_or_a_failure() {
    let schema = policy::lifecycle::output_schema();
    assert_eq!(schema["anyOf"].as_array().unwrap().len(), 2);
}

#[test]
fn the_filter_answers_in_the_order_of_its_input_and_tells_bad_lines() {
    let pack = with("sepasoft", &release("r", SEPASOFT));
    let good = ticket("sepasoft", &json!({"version": "3.81.2"}));
    let packs = BTreeMap::from([(pack.id.clone(), Arc::new(pack))]);
    let input = format!("\u{feff}{good}\r\n\nno json\n{}\n", good.replace("sepasoft", "nobody"));
    let output = lifecycle_lines(&packs, &input, NOW.parse().unwrap());
    assert!(output.failed);
    let lines: Vec<Value> = output.lines.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 3);
    assert_eq!((&lines[0]["id"], &lines[0]["phase"]["word"]), (&json!("T"), &json!("end-of-life")));
    assert_eq!((&lines[1]["line"], &lines[1]["error"]["code"]), (&json!(3), &json!("bad-json")));
    assert_eq!((&lines[2]["line"], &lines[2]["error"]["code"]), (&json!(4), &json!("unknown-policy")));
}

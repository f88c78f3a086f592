//! `gnomon entitled`: the answers as JSON lines.

use policy::entitled::{Entitled, entitled_lines, output_schema};
use policy::pack::Question;
use serde_json::Value;

use crate::entitlement::{NOW, PACKS, acme};
use crate::sample::at;

fn answers(input: &str) -> (Vec<Value>, bool) {
    let output = entitled_lines(&*PACKS, input, at(NOW));
    (output.lines.iter().map(|line| serde_json::from_str(line).unwrap()).collect(), output.failed)
}

#[test]
fn each_line_is_answered_and_bad_lines_name_their_line() {
    let good = serde_json::to_string(&acme("infotecs", "basic", "minor")).unwrap();
    let bad_plan = good.replacen("\"basic\"", "\"gold\"", 1).replacen("A-1", "A-2", 1);
    let (lines, failed) = answers(&format!("\u{feff}{good}\n\n{{\n{bad_plan}\n{good}\n"));
    assert!(failed);
    assert_eq!(lines.len(), 4);
    assert_eq!(lines[0]["id"], "A-1");
    let codes: Vec<(u64, &str)> = lines[1..]
        .iter()
        .map(|line| (line["line"].as_u64().unwrap(), line["error"]["code"].as_str().unwrap()))
        .collect();
    assert_eq!(codes, [(3, "bad-json"), (4, "unknown-plan"), (5, "duplicate-id")]);
    assert!(!answers(&good).1);
}

#[test]
fn a_line_holds_all_parts() {
    let (lines, _) = answers(&serde_json::to_string(&acme("ensim", "24x7", "critical")).unwrap());
    let line: Entitled = serde_json::from_value(lines[0].clone()).unwrap();
    assert_eq!(line.rulings.len(), Question::ALL.len() + 1);
    assert_eq!(line.rulings.last().unwrap().question, "scope");
    assert!(line.allowances.is_empty());
    assert_eq!(line.intake.len(), 9);
    assert!(
        line.request.starts_with("To work on your request, we need from you:\n- the name of the product\n")
    );
    assert_eq!(line.scope.len(), 8);
    assert_eq!(line.stage.paths[0].step.as_deref(), Some("stage-initial"));
    let keys: Vec<&String> = lines[0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["allowances", "id", "intake", "request", "rulings", "scope", "stage"]);
}

#[test]
fn order_and_repetition_of_the_input_do_not_change_an_answer() {
    let one = serde_json::to_string(&acme("expecco", "premium", "sev-1")).unwrap();
    let two = serde_json::to_string(&acme("sep-sesam", "demo", "major")).unwrap().replacen("A-1", "B-1", 1);
    let (mut ab, _) = answers(&format!("{one}\n{two}"));
    let (ba, _) = answers(&format!("{two}\n{one}"));
    ab.reverse();
    assert_eq!(ab, ba);
}

#[test]
fn the_schema_names_every_part_of_a_line() {
    let schema = output_schema();
    let properties = schema["$defs"]["Entitled"]["properties"].as_object().unwrap();
    let (lines, _) = answers(&serde_json::to_string(&acme("ensim", "24x7", "critical")).unwrap());
    for key in lines[0].as_object().unwrap().keys() {
        assert!(properties[key]["description"].is_string(), "{key}");
    }
}

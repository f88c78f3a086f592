//! Contracts on the command line: entered, taken back, imported and exported.

use serde_json::Value;

use crate::console::Console;
use crate::demo::DemoPortal;

/// A console that has read the demo portal once.
fn synced(folder: &std::path::Path) -> Console {
    let portal = DemoPortal::start(60);
    let console = Console::new(folder);
    console.connect("open", &portal.address, &portal.token);
    console.ask(&["sync"]);
    console
}

fn list(console: &Console) -> Vec<Value> {
    console.ask(&["contract", "list"]).as_array().expect("a list").clone()
}

/// A field of a contract.
fn field(contract: &Value, name: &str) -> Value {
    let fields = contract["fields"].as_array().expect("fields");
    fields.iter().find(|field| field["field"] == name).expect("the field").clone()
}

#[test]
fn a_value_is_set_shown_with_its_source_and_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let console = synced(folder.path());
    let line = list(&console).into_iter().find(|line| line["policy"] == "expecco").expect("a contract");
    let customer = line["customer"].as_str().unwrap();
    let ask = |arguments: &[&str]| {
        let mut all = vec!["contract"];
        all.extend(arguments);
        all.extend(["--policy", "expecco"]);
        console.try_ask(&all)
    };
    let set = ask(&["set", customer, "licenses=4321", "ends=2041-12-31"]);
    assert!(set.status.success(), "{}", String::from_utf8_lossy(&set.stderr));
    let shown: Value = serde_json::from_slice(&ask(&["show", customer]).stdout).unwrap();
    let licenses = field(&shown, "licenses");
    assert_eq!((&licenses["value"], &licenses["origin"]["kind"]), (&"4321".into(), &"user".into()));
    assert_eq!(field(&shown, "plan")["origin"]["kind"], "portal");

    let refused = ask(&["set", customer, "licenses=many", "colour=red"]);
    assert!(!refused.status.success());
    let told: Value = serde_json::from_slice(&refused.stdout).unwrap();
    assert_eq!(told["mistakes"].as_array().unwrap().len(), 2, "{told}");

    assert!(ask(&["set", customer, "--take-back", "licenses"]).status.success());
    let shown: Value = serde_json::from_slice(&ask(&["show", customer]).stdout).unwrap();
    assert_eq!(field(&shown, "licenses")["origin"]["kind"], "portal");
    assert_eq!(field(&shown, "ends")["value"], "2041-12-31");
}

#[test]
fn an_export_is_edited_previewed_and_imported() {
    let folder = tempfile::tempdir().unwrap();
    let console = synced(folder.path());
    let export = console.ask(&["contract", "export"]);
    let text = export["text"].as_str().unwrap();
    let file = folder.path().join("contracts.csv");
    let path = file.to_str().unwrap();

    std::fs::write(&file, text).unwrap();
    let same = console.ask(&["contract", "import", path]);
    assert_eq!(same["preview"]["unchanged"], export["lines"]);

    let customer = list(&console)[0]["customer"].as_str().unwrap().to_owned();
    let policy = list(&console)[0]["policy"].as_str().unwrap().to_owned();
    let edited = format!("customer;policy;licenses\r\n{customer};{policy};777\r\n{customer};acme;1\r\n");
    std::fs::write(&file, edited).unwrap();
    let preview = console.try_ask(&["contract", "import", path]);
    assert!(!preview.status.success(), "a refused line makes the command fail");
    let preview: Value = serde_json::from_slice(&preview.stdout).unwrap();
    assert_eq!((&preview["preview"]["refused"], &preview["done"]), (&1.into(), &Value::Null));
    assert_eq!(console.ask(&["contract", "export"])["text"], text, "a preview changes nothing");

    let done = console.try_ask(&["contract", "import", "--yes", path]);
    let done: Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!(done["done"]["values"], 1);
    let shown = console.ask(&["contract", "show", &customer, "--policy", &policy]);
    let licenses = field(&shown, "licenses");
    assert_eq!((&licenses["value"], &licenses["origin"]["file"]), (&"777".into(), &"contracts.csv".into()));
}

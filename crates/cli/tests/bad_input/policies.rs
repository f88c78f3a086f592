//! Policy files with a mistake.

use serde_json::Value;

use crate::console::{Console, clear, portal, said, warnings, write};

const PACK: &str = "format = 1\nid = \"mine\"\n[severities\n";
const OVERRIDE: &str = "format = 1\nid = \"ensim\"\n[order.waiting-limit]\nafter = \"soon\"\n";

#[test]
fn a_policy_file_with_a_mistake_is_left_out_and_every_command_says_so() {
    let running = portal(10, 7);
    let console = Console::synced(&running);
    let before = console.tickets();
    let folder = console.data().join("policies");
    for (name, file, text, place) in [
        ("pack", "packs/mine.toml", PACK, "Line 3, column"),
        ("override", "overrides/ensim.toml", OVERRIDE, "Line 4, column"),
    ] {
        let file = folder.join(file);
        write(&file, text);
        let warned = warnings(name, &console.run(&["queue", "--json"]));
        assert_eq!(warned.len(), 1, "{name}: {warned:?}");
        assert_eq!(warned[0].code, "bad-pack", "{name}");
        let message = &warned[0].message;
        assert!(message.contains(&file.display().to_string()), "{name}: {message}");
        assert!(message.contains("is left out") && message.contains(place), "{name}: {message}");
        for command in [&["queue"][..], &["board"], &["sync"], &["contract", "list"]] {
            let answered = console.run(command);
            let text = said(&answered);
            assert!(answered.status.success(), "{name} {command:?}: {text}");
            assert!(text.contains(message) && text.contains(&warned[0].hint), "{name} {command:?}: {text}");
        }
        assert_eq!(console.tickets(), before, "{name}");
        std::fs::remove_file(&file).unwrap();
        assert_eq!(warnings(name, &console.run(&["queue", "--json"])), [], "{name}: mended");
    }
}

#[test]
fn a_pack_is_checked_with_the_place_of_each_mistake() {
    let console = Console::new();
    let file = console.data().join("mine.toml");
    write(&file, PACK);
    let path = file.to_str().unwrap();
    let checked = console.run(&["pack", "check", path, "--json"]);
    assert_eq!(checked.status.code(), Some(1));
    let answer: Value = serde_json::from_slice(&checked.stdout).unwrap();
    let first = &answer["errors"][0];
    let told = clear("check", first);
    assert_eq!((&first["file"], &first["line"]), (&path.into(), &3.into()), "{first}");
    let plain = console.run(&["pack", "check", path]);
    assert_eq!(plain.status.code(), Some(1));
    assert!(said(&plain).contains(&format!("{path}:3:")) && said(&plain).contains(&told.hint));

    let missing = console.refused("no file", &["pack", "check", "nowhere.toml"]);
    assert_eq!(missing.code, "unreadable-pack");
}

//! A policy as a user writes it: a pack, or after a line `# on sep-sesam` an override of that pack.

use calendar::Moment;
use fuzz::harmless::message;
use policy::pack::{Pack, PackError, Packs, override_id};
use policy::reckon::reckon_lines;

fuzz::target!("pack", 60, holds);

const NOON: Moment = Moment(1_795_262_400);

fn holds(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let _ = override_id(&text);
    let parse = || match text.strip_prefix("# on sep-sesam\n").and_then(|_| Packs::embedded_text("sep-sesam"))
    {
        Some((name, base)) => Pack::parse_with_override(base, name, &text, "made.toml"),
        None => Pack::parse(&text, "made.toml"),
    };
    match (parse(), parse()) {
        (Ok(pack), Ok(same)) => {
            assert_eq!(format!("{pack:?}"), format!("{same:?}"), "the same text twice");
            answers(pack);
        }
        (Err(errors), Err(same)) => {
            assert!(!errors.is_empty(), "refused without a reason");
            assert_eq!(errors, same, "the same text twice");
            errors.iter().for_each(|error| points_into(&text, error));
        }
        (one, other) => panic!("read in two ways: {one:?}, {other:?}"),
    }
}

/// An error names a place that an editor can go to, and says what is wrong and what to do.
fn points_into(text: &str, error: &PackError) {
    message(&error.message);
    message(&error.hint);
    if error.file == "made.toml" {
        let line = text.split('\n').nth(error.line.checked_sub(1).expect("lines begin at 1"));
        let line = line.unwrap_or_else(|| panic!("there is no line {}: {error}", error.line));
        let column = error.column.checked_sub(1).expect("columns begin at 1");
        assert!(column <= line.chars().count(), "there is no column {}: {error}", error.column);
    }
}

/// A pack that is accepted never fails.
fn answers(pack: Pack) {
    let of = |list: Option<&str>| list.map_or("null".to_owned(), |id| serde_json::json!(id).to_string());
    let severity = of(pack.severities.first().map(|one| one.id.as_str()));
    let line = format!(
        r#"{{"id":"1","policy":{},"severity":{severity},"channel":"portal","events":[{{"at":"2026-11-20T16:30:00Z","kind":"created","by":"customer"}}]}}"#,
        serde_json::json!(pack.id)
    );
    let packs = Packs::default().with([pack]);
    let output = reckon_lines(&packs, &line, NOON);
    assert_eq!(output.lines.len(), 1, "{:?}", output.lines);
}

//! A value as text and back: the same form in the window, on the command line and in a cell of a file.
//!
//! Entries of a list have semicolons between them. What cannot be written so, because it has such a sign in itself,
//! is written as JSON.

use serde_json::{Map, Value, json};

use super::field::Kind;

/// Written for "there is no value, whatever the portal tells".
pub(crate) const NONE: &str = "(none)";
/// Written for a list that is known to have nothing in it.
pub(crate) const EMPTY: &str = "(empty)";

/// A value as people read and write it; empty for null.
pub(crate) fn write(kind: Kind, value: &Value) -> String {
    let listed = |entry: fn(&Value) -> Option<String>| {
        let entries = value.as_array()?;
        if entries.is_empty() {
            return Some(EMPTY.to_owned());
        }
        entries.iter().map(entry).collect::<Option<Vec<_>>>().map(|entries| entries.join("; "))
    };
    let written = match kind {
        _ if value.is_null() => Some(String::new()),
        Kind::Plan | Kind::Date | Kind::Payments | Kind::RemoteAccess | Kind::Text => {
            value.as_str().map(str::to_owned)
        }
        Kind::Count => value.as_u64().map(|count| count.to_string()),
        Kind::Mails => listed(|mail| mail.as_str().filter(|mail| is_plain(mail)).map(str::to_owned)),
        Kind::Appointments => listed(appointment),
        Kind::Targets => listed(target),
        Kind::Standing => value.as_object().and_then(standing),
        Kind::Json => None,
    };
    written.filter(|text| !text.starts_with(['[', '{'])).unwrap_or_else(|| as_json(value))
}

/// The entries of a list.
pub(crate) fn entries(text: &str) -> impl Iterator<Item = &str> {
    text.split(';').map(str::trim).filter(|entry| !entry.is_empty())
}

/// A cell that is written as JSON.
pub(crate) fn as_written_json(text: &str) -> Option<Value> {
    text.starts_with(['[', '{']).then(|| serde_json::from_str(text).ok()).flatten()
}

fn appointment(window: &Value) -> Option<String> {
    Some(format!("{}/{}", window["from"].as_str()?, window["to"].as_str()?))
}

fn target(target: &Value) -> Option<String> {
    let word = |value: &Value| value.as_str().filter(|word| is_word(word)).map(str::to_owned);
    let severity = if target["severity"].is_null() { "*".to_owned() } else { word(&target["severity"])? };
    let hours = target["hours"].as_f64()?;
    Some(format!("{} {severity} {hours}h {}", word(&target["clock"])?, word(&target["calendar"])?))
}

fn standing(people: &Map<String, Value>) -> Option<String> {
    let entry = |(mail, word): (&String, &Value)| {
        let word = word.as_str().filter(|word| is_plain(word))?;
        (is_plain(mail) && !mail.contains('=')).then(|| format!("{mail}={word}"))
    };
    people.iter().map(entry).collect::<Option<Vec<_>>>().map(|entries| entries.join("; "))
}

/// Can stand in a list as it is.
fn is_plain(entry: &str) -> bool {
    !entry.is_empty() && entry.trim() == entry && !entry.contains(';') && entry != NONE && entry != EMPTY
}

/// Can stand between blanks.
fn is_word(entry: &str) -> bool {
    is_plain(entry) && !entry.contains(char::is_whitespace) && entry != "*"
}

/// Without a plain semicolon, so that no program splits it.
fn as_json(value: &Value) -> String {
    value.to_string().replace(';', "\\u003b")
}

/// A target from its words; `None` when they are not four, or not a number of hours.
pub(crate) fn read_target(entry: &str) -> Option<Value> {
    let words: Vec<&str> = entry.split_whitespace().collect();
    let [clock, severity, hours, calendar] = words[..] else { return None };
    let hours: f64 = hours.trim_end_matches(['h', 'H']).replace(',', ".").parse().ok()?;
    let mut target = json!({ "clock": clock, "hours": hours, "calendar": calendar });
    if severity != "*" {
        target["severity"] = Value::from(severity);
    }
    Some(target)
}

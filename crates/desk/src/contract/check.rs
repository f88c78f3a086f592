//! What was written, checked against the policy: one sentence for each mistake.

use calendar::Moment;
use chrono::NaiveDate;
use policy::engine::assess;
use policy::facts::{Contract, Event, EventKind, Facts};
use policy::pack::{Pack, Term};
use serde_json::{Map, Value, json};

use super::field::{Field, Kind};
use super::text::{EMPTY, as_written_json, entries, read_target};
use crate::view::MistakeView;

const STANDINGS: [&str; 4] = ["good", "deprioritized", "suspended", "terminated"];

/// What is wrong with one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mistake {
    pub message: String,
    pub hint: String,
}

impl Mistake {
    pub(crate) fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into() }
    }

    /// About a field or column; empty for a whole line.
    pub(crate) fn view(self, field: &str) -> MistakeView {
        MistakeView { field: field.to_owned(), message: self.message, hint: self.hint }
    }

    fn unknown<'a>(what: &str, word: &str, pack: &Pack, words: impl Iterator<Item = &'a str>) -> Self {
        let words: Vec<&str> = words.collect();
        let message = format!("The policy of {} has no {what} \u{201c}{word}\u{201d}.", pack.vendor);
        if words.is_empty() {
            return Self::new(message, format!("Leave the {what} out."));
        }
        Self::new(message, format!("Write one of: {}.", words.join(", ")))
    }
}

/// Reads a value. `text` is trimmed, not empty, and says neither "none" nor that nothing changes.
pub(crate) fn read(field: &Field, text: &str, pack: &Pack) -> Result<Value, Mistake> {
    match field.kind {
        Kind::Plan => term("plan", text, &pack.plans, pack).map(Value::from),
        Kind::Date => date(text).map(|date| Value::from(date.to_string())),
        Kind::Payments => payments(text),
        Kind::RemoteAccess => remote_access(text),
        Kind::Count => count(text),
        Kind::Mails => list(text, &mails, |entry| mail(entry).map(Value::from)),
        Kind::Appointments => list(text, &windows, appointment),
        Kind::Targets => list(text, &|value| targets(value, pack), |entry| target(entry, pack)),
        Kind::Standing => people(text),
        Kind::Text => Ok(Value::from(text)),
        Kind::Json => serde_json::from_str(text).map_err(|error| {
            Mistake::new(format!("This is no JSON: {error}."), "Write it as it was exported.")
        }),
    }
}

/// Reads a whole contract and proves that the engine can answer under it.
pub(crate) fn whole(fields: Map<String, Value>, pack: &Pack) -> Result<Contract, (String, Mistake)> {
    let of_all = |mistake: Mistake| (String::new(), mistake);
    let contract: Contract = serde_json::from_value(Value::Object(fields)).map_err(|error| {
        of_all(Mistake::new(
            format!("The contract cannot be read: {error}."),
            "Write the value as it was exported.",
        ))
    })?;
    if let (Some(starts), Some(ends)) = (contract.starts, contract.ends)
        && ends < starts
    {
        let message = format!("The contract ends on {ends}, before it starts on {starts}.");
        return Err((
            "ends".to_owned(),
            Mistake::new(message, "Write a later last day, or an earlier first day."),
        ));
    }
    let created = Event { at: Moment(0), by: None, kind: EventKind::Created };
    let facts = Facts {
        policy: pack.id.clone(),
        contract: Some(contract.clone()),
        events: vec![created],
        ..Facts::default()
    };
    assess(pack, &facts, Moment(1))
        .map_err(|error| of_all(Mistake::new(sentence(&error.message), sentence(&error.hint))))?;
    Ok(contract)
}

/// The entries of a list, or the same as JSON.
fn list(
    text: &str,
    checked: &dyn Fn(&Value) -> Result<Value, Mistake>,
    entry: impl Fn(&str) -> Result<Value, Mistake>,
) -> Result<Value, Mistake> {
    if text == EMPTY {
        return Ok(json!([]));
    }
    match as_written_json(text) {
        Some(value) if value.is_array() => checked(&value),
        Some(_) => Err(Mistake::new("This is no list.", "Write the entries with semicolons between them.")),
        None => entries(text).map(entry).collect::<Result<Vec<_>, _>>().map(Value::from),
    }
}

fn term(what: &str, word: &str, terms: &[Term], pack: &Pack) -> Result<String, Mistake> {
    let same = |known: &str| known.eq_ignore_ascii_case(word);
    let found =
        terms.iter().find(|term| same(&term.id)).or_else(|| terms.iter().find(|term| same(&term.name)));
    found
        .map(|term| term.id.clone())
        .ok_or_else(|| Mistake::unknown(what, word, pack, terms.iter().map(|term| term.id.as_str())))
}

/// As in 2026-12-31, or as German spreadsheets write it.
fn date(text: &str) -> Result<NaiveDate, Mistake> {
    let read =
        NaiveDate::parse_from_str(text, "%Y-%m-%d").or_else(|_| NaiveDate::parse_from_str(text, "%d.%m.%Y"));
    read.ok().filter(|date| (1900..=9999).contains(&chrono::Datelike::year(date))).ok_or_else(|| {
        Mistake::new(
            format!("\u{201c}{text}\u{201d} is no date."),
            "Write it as in 2026-12-31 or 31.12.2026.",
        )
    })
}

fn payments(text: &str) -> Result<Value, Mistake> {
    let word = text.to_lowercase();
    if matches!(word.as_str(), "current" | "overdue") {
        return Ok(Value::from(word));
    }
    let message = format!("\u{201c}{text}\u{201d} does not say whether payments are current or overdue.");
    Err(Mistake::new(message, "Write current or overdue."))
}

fn remote_access(text: &str) -> Result<Value, Mistake> {
    let word = text.to_lowercase();
    if matches!(word.as_str(), "given" | "impossible") {
        return Ok(Value::from(word));
    }
    let message =
        format!("\u{201c}{text}\u{201d} does not say whether remote access is given or impossible.");
    Err(Mistake::new(message, "Write given or impossible."))
}

fn count(text: &str) -> Result<Value, Mistake> {
    text.parse::<u32>().map(Value::from).map_err(|_| {
        let message = format!("\u{201c}{text}\u{201d} is no whole number from 0 to {}.", u32::MAX);
        Mistake::new(message, "Write digits only, as in 25.")
    })
}

fn mail(text: &str) -> Result<String, Mistake> {
    let is_mail = text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && host.contains('.')
            && !host.contains('@')
            && host.split('.').all(|part| !part.is_empty())
            && !text.contains(|sign: char| {
                sign.is_whitespace() || sign.is_control() || ";,<>\"()=".contains(sign)
            })
    });
    if is_mail {
        return Ok(text.to_owned());
    }
    let message = format!("\u{201c}{text}\u{201d} is no mail address.");
    Err(Mistake::new(message, "Write addresses as in jo@acme.example, with semicolons between them."))
}

fn mails(value: &Value) -> Result<Value, Mistake> {
    let each = value.as_array().into_iter().flatten();
    each.map(|entry| mail(entry.as_str().unwrap_or_default()).map(Value::from))
        .collect::<Result<Vec<_>, _>>()
        .map(Value::from)
}

fn appointment(entry: &str) -> Result<Value, Mistake> {
    let instant = |text: &str| text.trim().parse::<Moment>().ok();
    let read = entry.split_once('/').and_then(|(from, to)| Some((instant(from)?, instant(to)?)));
    let Some((from, to)) = read else {
        let message = format!("\u{201c}{entry}\u{201d} is no appointment.");
        return Err(Mistake::new(message, "Write FROM/TO, as in 2026-11-22T08:00:00Z/2026-11-22T12:00:00Z."));
    };
    if to <= from {
        let message = format!("The appointment ends at {to}, not after its start at {from}.");
        return Err(Mistake::new(message, "Write an end after the start."));
    }
    Ok(json!({ "from": from.to_string(), "to": to.to_string() }))
}

fn windows(value: &Value) -> Result<Value, Mistake> {
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let each = value.as_array().into_iter().flatten();
    let each = each.map(|window| appointment(&format!("{}/{}", word(&window["from"]), word(&window["to"]))));
    each.collect::<Result<Vec<_>, _>>().map(Value::from)
}

fn target(entry: &str, pack: &Pack) -> Result<Value, Mistake> {
    let read = read_target(entry).ok_or_else(|| {
        let message = format!("\u{201c}{entry}\u{201d} is no target.");
        Mistake::new(message, "Write CLOCK SEVERITY HOURS CALENDAR, as in first-response critical 4h always.")
    })?;
    named(read, pack)
}

/// A target with the words of the pack.
fn named(mut target: Value, pack: &Pack) -> Result<Value, Mistake> {
    let clock = target["clock"].as_str().unwrap_or_default().to_owned();
    if !pack.clocks.iter().any(|known| known.name == clock) {
        return Err(Mistake::unknown(
            "clock",
            &clock,
            pack,
            pack.clocks.iter().map(|clock| clock.name.as_str()),
        ));
    }
    if let Some(severity) = target["severity"].as_str().map(str::to_owned) {
        target["severity"] = Value::from(term("severity", &severity, &pack.severities, pack)?);
    }
    let calendar = target["calendar"].as_str().unwrap_or_default().to_owned();
    if !pack.calendars.iter().any(|known| known.id == calendar) {
        let known = pack.calendars.iter().map(|calendar| calendar.id.as_str());
        return Err(Mistake::unknown("calendar", &calendar, pack, known));
    }
    Ok(target)
}

fn targets(value: &Value, pack: &Pack) -> Result<Value, Mistake> {
    let each = value.as_array().into_iter().flatten();
    each.map(|target| named(target.clone(), pack)).collect::<Result<Vec<_>, _>>().map(Value::from)
}

fn people(text: &str) -> Result<Value, Mistake> {
    let person = |name: &str, word: &str| -> Result<(String, Value), Mistake> {
        let known = STANDINGS.into_iter().find(|known| known.eq_ignore_ascii_case(word));
        let known = known.ok_or_else(|| {
            let message = format!("\u{201c}{word}\u{201d} is no standing of a person.");
            Mistake::new(message, format!("Write one of: {}.", STANDINGS.join(", ")))
        })?;
        Ok((mail(name)?, Value::from(known)))
    };
    let people = match as_written_json(text) {
        Some(Value::Object(people)) => {
            people.iter().map(|(name, word)| person(name, word.as_str().unwrap_or_default())).collect()
        }
        Some(_) | None => entries(text)
            .map(|entry| {
                let (name, word) = entry.split_once('=').ok_or_else(|| {
                    let message = format!("\u{201c}{entry}\u{201d} does not say who stands how.");
                    Mistake::new(message, "Write MAIL=WORD, as in jo@acme.example=suspended.")
                })?;
                person(name.trim(), word.trim())
            })
            .collect::<Result<Map<_, _>, _>>(),
    };
    people.map(Value::Object)
}

/// The engine's words as a sentence.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().map_or_else(String::new, |first| first.to_uppercase().collect());
    let end = if text.ends_with('.') { "" } else { "." };
    format!("{first}{}{end}", letters.as_str())
}

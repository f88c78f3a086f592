//! What the user wants, checked: one sentence for each mistake, with a code that names the field.

use calendar::Moment;
use chrono::NaiveDate;
use policy::ticket::{Change, Ticket};

use crate::DeskError;
use crate::live::At;
use crate::view::ChangeRequest;

/// Longest text, in bytes: what the portals take.
const MOST_BYTES: usize = 256 * 1024;
/// Longest subject line, in letters.
const LONGEST_SUBJECT: usize = 500;
/// Longest tag, in letters.
const LONGEST_TAG: usize = 60;
/// The most minutes of one entry: a hundred hours.
const MOST_MINUTES: u32 = 6000;
/// The window's clock may be ahead by so many seconds: it shows minutes.
const NOISE_S: i64 = 60;

/// Reads a change of a ticket that is there or is to come. `today` is the day where the user is.
pub(super) fn change(
    request: &ChangeRequest,
    ticket: &Ticket,
    at: At,
    today: NaiveDate,
) -> Result<Change, DeskError> {
    match request.kind.as_str() {
        "reply" => Ok(Change::Reply { body: needed(&request.text)? }),
        "note" => Ok(Change::Note { body: needed(&request.text)? }),
        "set" if !request.name.is_empty() => set(request),
        "tag" => tags(request),
        "call" => call(request, ticket, at),
        "time" => time(request, today),
        kind => {
            let message = format!("There is no change of kind `{kind}`.");
            let hint =
                "Choose `reply`, `note`, `set` with a field, `tag`, `call`, `time`, `link` or `merge`.";
            Err(DeskError::new("unknown-change", message, hint))
        }
    }
}

/// A new ticket; `severity` names the portal's field of that name.
pub(super) fn new_ticket(request: &ChangeRequest, severity: Option<&str>) -> Result<Change, DeskError> {
    let subject = request.subject.trim();
    if subject.is_empty() || subject.contains(['\n', '\r']) {
        let hint = "Write one line that says what it is about.";
        return Err(DeskError::new("bad-subject", "The ticket needs a subject of one line.", hint));
    }
    if subject.chars().count() > LONGEST_SUBJECT {
        let message = format!("The subject has more than {LONGEST_SUBJECT} letters.");
        return Err(DeskError::new("bad-subject", message, "Shorten it; the text below takes more."));
    }
    let contact = request.contact.trim();
    let is_address = contact.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.len() > 1);
    if !is_address || contact.contains(|letter: char| letter.is_whitespace() || ",;<>".contains(letter)) {
        let message = if contact.is_empty() {
            "It is not said who asks.".to_owned()
        } else {
            format!("`{contact}` is no mail address.")
        };
        return Err(DeskError::new("bad-contact", message, "Give the mail address of one person."));
    }
    let given = Some(request.severity.as_str()).filter(|word| !word.is_empty());
    let fields = severity.zip(given).map(|(name, word)| (name.to_owned(), word.to_owned()));
    Ok(Change::Create {
        queue: request.queue.clone(),
        subject: subject.to_owned(),
        body: needed(&request.text)?,
        contact: contact.to_owned(),
        fields: fields.into_iter().collect(),
    })
}

fn set(request: &ChangeRequest) -> Result<Change, DeskError> {
    let to = request.value.clone().filter(|value| !value.is_empty());
    if request.name == "subject" && to.as_ref().is_none_or(|to| to.trim().is_empty()) {
        return Err(DeskError::new(
            "bad-subject",
            "A ticket cannot be without a subject.",
            "Write one line.",
        ));
    }
    Ok(Change::Set { name: request.name.clone(), to })
}

fn tags(request: &ChangeRequest) -> Result<Change, DeskError> {
    let trimmed = |tags: &[String]| -> Vec<String> {
        let mut all: Vec<String> = tags.iter().map(|tag| tag.trim().to_owned()).collect();
        all.sort();
        all.dedup();
        all
    };
    let (mut add, remove) = (trimmed(&request.add), trimmed(&request.remove));
    add.retain(|tag| !remove.contains(tag));
    let is_bad =
        |tag: &&String| tag.is_empty() || tag.contains([',', '\n']) || tag.chars().count() > LONGEST_TAG;
    if let Some(tag) = add.iter().find(is_bad) {
        let message = format!("`{tag}` cannot be a tag.");
        let hint = "A tag has 1 to 60 letters and no comma.";
        return Err(DeskError::new("bad-tag", message, hint));
    }
    if add.is_empty() && remove.is_empty() {
        let hint = "Add a tag or remove one.";
        return Err(DeskError::new("no-difference", "The tags are as they were.", hint));
    }
    Ok(Change::Tag { add, remove })
}

/// A call began at an instant of the console; without one, now.
fn call(request: &ChangeRequest, ticket: &Ticket, at: At) -> Result<Change, DeskError> {
    let begun = request.begun.map_or(at.now, Moment);
    if begun > at.now.plus(NOISE_S) {
        let hint = "Say when the call began; a call that is planned belongs in a note.";
        return Err(DeskError::new("bad-begun", "That is in the future.", hint));
    }
    let begun = begun.min(at.now).plus(at.ahead_s);
    // Whoever files a ticket during a call writes the minute, and the ticket has the second.
    let begun = if (1..=NOISE_S).contains(&ticket.created.since(begun)) { ticket.created } else { begun };
    if begun < ticket.created {
        let message = format!("The ticket was filed later, at {}.", at.for_console(ticket.created));
        let hint = "A call of before belongs in a note: no clock can count it.";
        return Err(DeskError::new("bad-begun", message, hint));
    }
    Ok(Change::Call {
        answered: request.answered,
        body: optional(&request.text)?,
        by_customer: request.by_customer,
        begun: Some(begun),
    })
}

fn time(request: &ChangeRequest, today: NaiveDate) -> Result<Change, DeskError> {
    if !(1..=MOST_MINUTES).contains(&request.minutes) {
        let message = format!("{} minutes cannot be written down.", request.minutes);
        return Err(DeskError::new("bad-minutes", message, "Give whole minutes, from 1 to 6000."));
    }
    let bad = |message: String| DeskError::new("bad-day", message, "Give a day as in 2026-11-21.");
    let day = match request.day.trim() {
        "" => today,
        text => text.parse::<NaiveDate>().map_err(|_| bad(format!("`{text}` is no day.")))?,
    };
    if day > today {
        return Err(bad(format!("{day} is in the future.")));
    }
    Ok(Change::Time { minutes: request.minutes, body: optional(&request.text)?, day: Some(day) })
}

fn needed(text: &str) -> Result<String, DeskError> {
    if text.trim().is_empty() {
        let hint = "Write something, or choose another change.";
        return Err(DeskError::new("empty-text", "There is nothing to send.", hint));
    }
    optional(text)
}

fn optional(text: &str) -> Result<String, DeskError> {
    let text = text.trim_end();
    if text.len() > MOST_BYTES {
        let message = format!("The text has {} KB; portals take 256 KB.", text.len() / 1024);
        return Err(DeskError::new("long-text", message, "Shorten it, or send a part of it."));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use policy::ticket::History;

    use super::*;

    const NOW: Moment = Moment(1_000_000);

    fn ticket() -> Ticket {
        Ticket {
            id: "1".to_owned(),
            number: "A-1".to_owned(),
            subject: String::new(),
            queue: String::new(),
            status: "new".to_owned(),
            fields: BTreeMap::new(),
            customer: None,
            contact: None,
            assignee: None,
            channel: None,
            url: None,
            created: NOW.plus(-3600),
            updated: NOW,
            version: None,
            gone: None,
            history: History::Complete,
            events: Vec::new(),
        }
    }

    fn read(request: &ChangeRequest) -> Result<Change, String> {
        let today = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        let read = match request.kind.as_str() {
            "create" => new_ticket(request, Some("severity")),
            _ => change(request, &ticket(), At { now: NOW, ahead_s: 5 }, today),
        };
        read.map_err(|error| error.code)
    }

    #[test]
    fn every_mistake_names_its_field() {
        let of = |kind: &str| ChangeRequest { kind: kind.to_owned(), ..ChangeRequest::default() };
        let begun = |at: Moment| ChangeRequest { begun: Some(at.0), ..of("call") };
        let day = |day: &str| ChangeRequest { minutes: 5, day: day.to_owned(), ..of("time") };
        let tag = |tag: &str| ChangeRequest { add: vec![tag.to_owned()], ..of("tag") };
        let new = |subject: &str, contact: &str, text: &str| ChangeRequest {
            subject: subject.to_owned(),
            contact: contact.to_owned(),
            text: text.to_owned(),
            ..of("create")
        };
        let cases = [
            ("no text", of("reply"), "empty-text"),
            ("a call to come", begun(NOW.plus(61)), "bad-begun"),
            ("a call before the ticket", begun(NOW.plus(-3700)), "bad-begun"),
            ("no minutes", of("time"), "bad-minutes"),
            ("too many minutes", ChangeRequest { minutes: 6001, ..of("time") }, "bad-minutes"),
            ("no day", day("yesterday"), "bad-day"),
            ("a day to come", day("2026-11-22"), "bad-day"),
            ("no tag", of("tag"), "no-difference"),
            ("a comma", tag("a,b"), "bad-tag"),
            ("an empty tag", tag(" "), "bad-tag"),
            ("no subject", new(" ", "jo@acme.test", "Help."), "bad-subject"),
            ("two lines", new("a\nb", "jo@acme.test", "Help."), "bad-subject"),
            ("nobody", new("a", "", "Help."), "bad-contact"),
            ("two people", new("a", "jo@acme.test,al@acme.test", "Help."), "bad-contact"),
            ("no first message", new("a", "jo@acme.test", ""), "empty-text"),
            ("no such kind", of("praise"), "unknown-change"),
        ];
        for (name, request, code) in cases {
            assert_eq!(read(&request).unwrap_err(), code, "{name}");
        }
    }

    #[test]
    fn a_call_is_told_by_the_clock_of_its_portal() {
        let begun = |begun: Option<i64>| {
            let request = ChangeRequest { kind: "call".to_owned(), begun, ..ChangeRequest::default() };
            match read(&request) {
                Ok(Change::Call { begun, .. }) => begun.unwrap().since(NOW),
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(begun(None), 5);
        assert_eq!(begun(Some(NOW.0 - 60)), -55);
        assert_eq!(begun(Some(NOW.0 + 60)), 5, "the window's minute is not over");
        assert_eq!(begun(Some(NOW.0 - 3600 - 35)), -3600, "the minute in which it was filed");
    }
}

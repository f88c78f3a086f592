//! Which fields can be set, and how a value is written and told.

use super::super::{date, row};

/// The subject, which is no key of [`policy::ticket::Ticket::fields`].
pub(super) const SUBJECT: &str = "Subject";
/// Longest subject; more is cut in silence.
const SUBJECT_LENGTH: usize = 200;
/// How the portal writes a date that is not set.
const UNSET: &str = "1970-01-01 00:00:00";

/// A field that can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field<'a> {
    /// By the portal's name.
    Plain(&'static str, Kind),
    Owner,
    /// A custom field, by name.
    Custom(&'a str),
}

/// What may be in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word of the portal; never empty.
    Word,
    /// May be empty.
    Text,
    Subject,
    Number,
    Date,
}

/// The field of this name, where it can be set.
pub(super) fn known(name: &str) -> Option<Field<'_>> {
    Some(match name {
        "status" => Field::Plain("Status", Kind::Word),
        "queue" => Field::Plain("Queue", Kind::Word),
        "assignee" => Field::Owner,
        SUBJECT => Field::Plain(SUBJECT, Kind::Subject),
        "Priority" => Field::Plain("Priority", Kind::Number),
        "FinalPriority" => Field::Plain("FinalPriority", Kind::Number),
        "TimeEstimated" => Field::Plain("TimeEstimated", Kind::Number),
        "TimeLeft" => Field::Plain("TimeLeft", Kind::Number),
        "SLA" => Field::Plain("SLA", Kind::Text),
        "Due" => Field::Plain("Due", Kind::Date),
        "Starts" => Field::Plain("Starts", Kind::Date),
        "Started" => Field::Plain("Started", Kind::Date),
        name => Field::Custom(name.strip_prefix("CF.").filter(|name| !name.is_empty())?),
    })
}

/// A value as the portal reads it. It checks little itself: it stores words as a priority, and a date with a `T` or a `Z`
/// counts as none. `null` is passed over.
pub(super) fn value(kind: Kind, to: Option<&str>) -> Result<String, String> {
    match (kind, to) {
        (Kind::Word | Kind::Subject, None) => Err("cannot be empty".to_owned()),
        (Kind::Text, to) => Ok(to.unwrap_or_default().to_owned()),
        (Kind::Number, None) => Ok("0".to_owned()),
        (Kind::Date, None) => Ok(UNSET.to_owned()),
        (Kind::Word, Some(to)) => Ok(to.to_owned()),
        (Kind::Subject, Some(to)) if to.contains(char::is_control) => {
            Err("is one line without control characters".to_owned())
        }
        (Kind::Subject, Some(to)) if to.chars().count() > SUBJECT_LENGTH => {
            Err(format!("has at most {SUBJECT_LENGTH} characters"))
        }
        (Kind::Subject, Some(to)) => Ok(to.to_owned()),
        (Kind::Number, Some(to)) => match to.parse::<i32>() {
            Ok(number) => Ok(number.to_string()),
            Err(_) => Err(format!("is a whole number, which `{to}` is not")),
        },
        (Kind::Date, Some(to)) => match date::instant(to) {
            Ok(at) => Ok(date::literal(at, 0)),
            Err(_) => Err(format!("is a date such as 2026-11-21T20:25:24Z, which `{to}` is not")),
        },
    }
}

/// The portal writes dates in its own way, and `loose` words: login names, statuses, queues.
pub(super) fn is_same(now: Option<&str>, to: Option<&str>, loose: bool) -> bool {
    let (Some(now), Some(to)) = (now, to) else {
        // A number that is not set is 0.
        return now.or(to).is_none_or(|value| value == "0");
    };
    let same_instant = || date::instant(now).is_ok_and(|at| date::instant(to) == Ok(at));
    let same_number = || now.parse::<i32>().is_ok_and(|number| to.parse() == Ok(number));
    let same_word = || loose && now.trim().eq_ignore_ascii_case(to.trim());
    now.trim() == to.trim() || same_word() || same_instant() || same_number()
}

/// Several values have no order; the ticket tells them sorted.
pub(super) fn same_values(now: &str, to: &str) -> bool {
    let sorted = |text: &str| {
        let mut values: Vec<String> = text.split(row::BETWEEN).map(|value| value.trim().to_owned()).collect();
        values.sort_unstable();
        values
    };
    sorted(now) == sorted(to)
}

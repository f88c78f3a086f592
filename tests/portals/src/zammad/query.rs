//! A query as Elasticsearch reads it, <https://docs.zammad.org/en/latest/general/search.html>, as far as clients need
//! it. What it cannot read finds nothing: Zammad writes the error into its log and answers with an empty list.

use chrono::{DateTime, NaiveDate, NaiveDateTime};

use super::index::Document;

/// How a query reads dates.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dates {
    pub(super) now: i64,
    /// Seconds east of UTC, for dates without an offset: `timezone_default`, `search_index_backend.rb`.
    pub(super) zone: i64,
}

/// A query.
#[derive(Debug, PartialEq)]
pub(super) enum Query {
    All(Vec<Query>),
    Any(Vec<Query>),
    Not(Box<Query>),
    /// A word anywhere.
    Word(String),
    /// A field and what its value is compared with.
    Is(String, Vec<(Comparison, String)>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
}

impl Query {
    /// Reads `updated_at:[2026-11-21T10:00:00Z TO 2026-11-21T11:00:00Z] AND NOT state.name:closed`; `None` when it
    /// cannot be read.
    pub(super) fn read(text: &str) -> Option<Self> {
        let tokens = tokens(text)?;
        let mut rest = tokens.as_slice();
        let query = any(&mut rest)?;
        rest.is_empty().then_some(query)
    }

    pub(super) fn matches(&self, document: &Document, dates: Dates) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.matches(document, dates)),
            Self::Any(parts) => parts.iter().any(|part| part.matches(document, dates)),
            Self::Not(part) => !part.matches(document, dates),
            Self::Word(word) => document.values().flatten().any(|text| contains(text, word)),
            Self::Is(field, comparisons) => document.get(field).into_iter().flatten().any(|own| {
                comparisons.iter().all(|(comparison, value)| compares(own, *comparison, value, dates))
            }),
        }
    }
}

fn any(rest: &mut &[String]) -> Option<Query> {
    let mut parts = vec![all(rest)?];
    while rest.first().is_some_and(|token| token == "OR") {
        *rest = rest.get(1..)?;
        parts.push(all(rest)?);
    }
    Some(if parts.len() == 1 { parts.remove(0) } else { Query::Any(parts) })
}

/// Terms side by side must all be true: `default_operator` is AND.
fn all(rest: &mut &[String]) -> Option<Query> {
    let mut parts = vec![one(rest)?];
    while rest.first().is_some_and(|token| token != "OR" && token != ")") {
        if rest.first().is_some_and(|token| token == "AND") {
            *rest = rest.get(1..)?;
        }
        parts.push(one(rest)?);
    }
    Some(if parts.len() == 1 { parts.remove(0) } else { Query::All(parts) })
}

fn one(rest: &mut &[String]) -> Option<Query> {
    let token = rest.first()?.clone();
    *rest = rest.get(1..)?;
    match token.as_str() {
        "NOT" | "-" => Some(Query::Not(Box::new(one(rest)?))),
        "(" => {
            let inner = any(rest)?;
            let closed = rest.first().is_some_and(|token| token == ")");
            *rest = rest.get(1..)?;
            closed.then_some(inner)
        }
        ")" | "AND" | "OR" => None,
        _ => term(&token),
    }
}

fn term(token: &str) -> Option<Query> {
    let Some((field, value)) = token.split_once(':').filter(|_| !token.starts_with('"')) else {
        return Some(Query::Word(plain(token, false)?));
    };
    let field = field.to_owned();
    if let Some(range) = value.strip_prefix(['[', '{']) {
        let (from, to) = range.get(..range.len() - 1)?.split_once(" TO ")?;
        let (from, to) = (plain(from.trim(), true)?, plain(to.trim(), true)?);
        let low = if value.starts_with('[') { Comparison::AtLeast } else { Comparison::MoreThan };
        let high = if value.ends_with(']') { Comparison::AtMost } else { Comparison::LessThan };
        if from.is_empty() || to.is_empty() {
            return None;
        }
        return Some(Query::Is(field, vec![(low, from), (high, to)]));
    }
    let (comparison, value) = if let Some(rest) = value.strip_prefix(">=") {
        (Comparison::AtLeast, rest)
    } else if let Some(rest) = value.strip_prefix("<=") {
        (Comparison::AtMost, rest)
    } else if let Some(rest) = value.strip_prefix('>') {
        (Comparison::MoreThan, rest)
    } else if let Some(rest) = value.strip_prefix('<') {
        (Comparison::LessThan, rest)
    } else {
        (Comparison::Equal, value)
    };
    let value = plain(value, false)?;
    (!value.is_empty()).then(|| Query::Is(field, vec![(comparison, value)]))
}

/// A colon in a value has to be in quotes, in a range, or behind a backslash.
fn plain(value: &str, in_range: bool) -> Option<String> {
    if let Some(rest) = value.strip_prefix('"') {
        return rest.strip_suffix('"').map(str::to_owned);
    }
    let mut plain = String::new();
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => plain.push(chars.next()?),
            ':' if !in_range => return None,
            other => plain.push(other),
        }
    }
    Some(plain)
}

fn tokens(text: &str) -> Option<Vec<String>> {
    let (mut tokens, mut token, mut quoted, mut range) = (Vec::new(), String::new(), false, false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                token.push(c);
                token.push(chars.next()?);
                continue;
            }
            '"' => quoted = !quoted,
            '[' | '{' if !quoted => range = true,
            ']' | '}' if !quoted => range = false,
            _ => {}
        }
        let bare = !quoted && !range;
        if bare && c.is_whitespace() {
            tokens.extend((!token.is_empty()).then(|| std::mem::take(&mut token)));
        } else if bare && (c == '(' || c == ')') {
            tokens.extend((!token.is_empty()).then(|| std::mem::take(&mut token)));
            tokens.push(c.to_string());
        } else if bare && c == '-' && token.is_empty() {
            tokens.push("-".to_owned());
        } else {
            token.push(c);
        }
    }
    tokens.extend((!token.is_empty()).then_some(token));
    (!quoted && !range && !tokens.is_empty()).then_some(tokens)
}

fn contains(text: &str, word: &str) -> bool {
    text.to_lowercase().contains(&word.to_lowercase())
}

fn compares(own: &str, comparison: Comparison, value: &str, dates: Dates) -> bool {
    if let Ok(stamp) = DateTime::parse_from_rfc3339(own) {
        let stamp = stamp.timestamp_millis();
        return span(value, dates).is_some_and(|(first, last)| match comparison {
            Comparison::Equal => (first..=last).contains(&stamp),
            Comparison::AtLeast => stamp >= first,
            Comparison::MoreThan => stamp > last,
            Comparison::AtMost => stamp <= last,
            Comparison::LessThan => stamp < first,
        });
    }
    if let (Ok(own), Ok(value)) = (own.parse::<i64>(), value.parse::<i64>()) {
        return match comparison {
            Comparison::Equal => own == value,
            Comparison::AtLeast => own >= value,
            Comparison::MoreThan => own > value,
            Comparison::AtMost => own <= value,
            Comparison::LessThan => own < value,
        };
    }
    comparison == Comparison::Equal && contains(own, value)
}

/// The first and the last millisecond that a date means: what it leaves out is filled up, page `query-dsl-range-query`
/// of Elasticsearch, so that `TO 12:00:00` has all of this second in it.
fn span(value: &str, dates: Dates) -> Option<(i64, i64)> {
    if let Some(rest) = value.strip_prefix("now") {
        let seconds = if rest.is_empty() {
            0
        } else {
            let (number, unit) = rest.split_at_checked(rest.len() - 1)?;
            let each = match unit {
                "s" => 1,
                "m" => 60,
                "h" => 3_600,
                "d" => 86_400,
                _ => return None,
            };
            number.parse::<i64>().ok()? * each
        };
        let at = (dates.now + seconds) * 1_000;
        return Some((at, at + 999));
    }
    if let Ok(stamp) = DateTime::parse_from_rfc3339(value) {
        let first = stamp.timestamp_millis();
        return Some((first, if value.contains('.') { first } else { first + 999 }));
    }
    if let Ok(date) = value.parse::<NaiveDate>() {
        let first = (date.and_hms_opt(0, 0, 0)?.and_utc().timestamp() - dates.zone) * 1_000;
        return Some((first, first + 86_399_999));
    }
    let local = NaiveDateTime::parse_from_str(value, "%Y-%m-%dT%H:%M:%S").ok()?;
    let first = (local.and_utc().timestamp() - dates.zone) * 1_000;
    Some((first, first + 999))
}

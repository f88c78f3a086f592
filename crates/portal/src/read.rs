//! Reading an answer: status to fault, bytes to JSON, JSON to our types. Shared by all adapters.

use calendar::Moment;
use policy::ticket::Party;
use serde::de::DeserializeOwned;
use serde_json::Value;
use url::Url;

use crate::mend::mended;
use crate::{Aside, Fault, Response};

/// Longest piece of a portal's own words that is shown to the user, in characters.
const WORDS: usize = 200;
/// Longest raw record that is kept aside, in bytes.
const RAW: usize = 64 * 1024;
/// Seconds to wait after a 429 that does not say how long.
const WAIT_S: u64 = 60;
/// Longest wait that a portal can ask for, in seconds; a longer one is taken for a mistake.
const LONGEST_WAIT_S: u64 = 24 * 3600;
/// The status of a refusal that comes in words, under a status that says otherwise.
const REFUSED: u16 = 422;

/// The JSON of a successful answer.
///
/// # Errors
/// Every status that is not 2xx, and every body that is no JSON, as the user should read it.
pub(crate) fn json(url: &Url, response: &Response) -> Result<Value, Fault> {
    check_status(url, response)?;
    serde_json::from_slice(&response.body).or_else(|error| {
        serde_json::from_str(&mended(&response.body)).map_err(|_| no_json(url, &response.body, &error))
    })
}

/// A successful answer read straight to a type, for pages that are large.
///
/// # Errors
/// As [`json`] and [`shape`].
pub(crate) fn straight<T: DeserializeOwned>(url: &Url, response: &Response) -> Result<T, Fault> {
    check_status(url, response)?;
    let first = match text(&response.body) {
        Err(error) if !error.inner().is_data() => error,
        read => return read.map_err(|error| shape_fault(url, &said(&error))),
    };
    text(mended(&response.body).as_bytes()).map_err(|error| {
        if error.inner().is_data() {
            shape_fault(url, &said(&error))
        } else {
            no_json(url, &response.body, first.inner())
        }
    })
}

/// The text of one record to a type; the error is the path and what is wrong there.
///
/// # Errors
/// One clause without a full stop.
pub(crate) fn record<T: DeserializeOwned>(json: &str) -> Result<T, String> {
    text(json.as_bytes()).map_err(|error| said(&error))
}

/// JSON to a type; the fault names the path of what does not fit.
///
/// # Errors
/// [`Fault::Shape`].
pub(crate) fn shape<T: DeserializeOwned>(url: &Url, json: Value) -> Result<T, Fault> {
    typed(json).map_err(|detail| shape_fault(url, &detail))
}

/// JSON to a type; the error is the path and what is wrong there.
///
/// # Errors
/// One clause without a full stop.
pub(crate) fn typed<T: DeserializeOwned>(json: Value) -> Result<T, String> {
    serde_path_to_error::deserialize(json).map_err(|error| said(&error))
}

/// An answer of an unknown form.
pub(crate) fn shape_fault(url: &Url, detail: &str) -> Fault {
    Fault::Shape { url: address(url), detail: capped(detail, WORDS) }
}

/// A change that was not made, for this reason.
pub(crate) fn refusal(url: &Url, said: &str) -> Fault {
    let detail = capped(said.trim().trim_end_matches('.'), WORDS);
    Fault::Refused { url: address(url), status: REFUSED, detail }
}

/// Nobody can tell any more what became of a request.
pub(crate) fn lost(url: &Url, detail: &str) -> Fault {
    Fault::Lost { host: host(url), detail: detail.to_owned() }
}

/// A record that cannot be read, as it is kept aside.
pub(crate) fn aside(id: Option<String>, why: &str, raw: &Value) -> Aside {
    aside_text(id, why, &raw.to_string())
}

/// As [`aside`], with the record as it came.
pub(crate) fn aside_text(id: Option<String>, why: &str, raw: &str) -> Aside {
    let raw = raw[..raw.floor_char_boundary(RAW)].to_owned();
    Aside { id, why: format!("The record could not be read: {}.", capped(why, WORDS)), raw }
}

/// The portal's clock at this answer, from the `Date` header.
pub(crate) fn date(response: &Response) -> Option<Moment> {
    response.header("date").and_then(http_date)
}

type PathError = serde_path_to_error::Error<serde_json::Error>;

fn text<T: DeserializeOwned>(json: &[u8]) -> Result<T, PathError> {
    serde_path_to_error::deserialize(&mut serde_json::Deserializer::from_slice(json))
}

/// The body of a message and its type, of what a portal gives in two forms. HTML is kept as it came, because only it has the
/// tables, quotes and links of a mail. What staff wrote is kept as text: it is how an operation whose answer was lost is
/// found again, and portals rewrite HTML.
pub(crate) fn body(by: Party, plain: &str, html: &str) -> (String, String) {
    let plain_only = html.trim().is_empty() || (by == Party::Agent && !plain.trim().is_empty());
    if plain_only {
        (plain.to_owned(), "text/plain".to_owned())
    } else {
        (html.to_owned(), "text/html".to_owned())
    }
}

fn said(error: &PathError) -> String {
    let path = error.path().to_string();
    if path == "." { error.inner().to_string() } else { format!("`{path}`: {}", error.inner()) }
}

/// What the status of an answer says is wrong; nothing for 2xx.
///
/// # Errors
/// The fault, as the user should read it.
pub fn check_status(url: &Url, response: &Response) -> Result<(), Fault> {
    let host = host(url);
    match response.status {
        200..=299 => Ok(()),
        401 => Err(Fault::Unauthorized { host }),
        403 => Err(Fault::Forbidden { host, detail: words(url, response) }),
        404 => Err(Fault::NotFound { url: address(url) }),
        429 => Err(Fault::RateLimited { host, retry_after_s: retry_after(response) }),
        500..=599 => Err(Fault::Server { host, status: response.status }),
        status => Err(Fault::Refused { url: address(url), status, detail: words(url, response) }),
    }
}

/// Seconds from `Retry-After`: a number, or an HTTP date, which is measured against the portal's own `Date` because
/// the laptop's clock may be wrong. Without it from the instant at which Jira's budget begins anew.
fn retry_after(response: &Response) -> u64 {
    let Some(value) = response.header("retry-after").map(str::trim) else {
        return reset(response).unwrap_or(WAIT_S).min(LONGEST_WAIT_S);
    };
    let seconds = match value.parse::<u64>() {
        Ok(seconds) => Some(seconds),
        Err(_) => http_date(value)
            .zip(date(response))
            .map(|(then, now)| u64::try_from(then.since(now)).unwrap_or_default()),
    };
    seconds.unwrap_or(WAIT_S).min(LONGEST_WAIT_S)
}

/// Seconds until `X-RateLimit-Reset`, a time with or without seconds, as in `2026-11-21T20:28Z`:
/// <https://developer.atlassian.com/cloud/jira/platform/rate-limiting/>.
fn reset(response: &Response) -> Option<u64> {
    let text = response.header("x-ratelimit-reset")?.trim();
    let minute = || chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%MZ").ok();
    let minute = || minute().map(|at| at.and_utc().timestamp());
    let exact = text.parse::<Moment>().map(|at| at.0).ok();
    // Nothing is left of a minute that is cut: it is waited for to its end.
    let then = exact.or_else(|| minute().map(|at| at + 60))?;
    u64::try_from(Moment(then).since(date(response)?)).ok()
}

pub(crate) fn http_date(text: &str) -> Option<Moment> {
    chrono::DateTime::parse_from_rfc2822(text).ok().map(|at| Moment(at.timestamp()))
}

/// What the portal says in its own words: `message` (Request Tracker), `detail` or `title` (RFC 9457), `description` and
/// the first of its reasons (Zendesk, Freshdesk), `error`, what is wrong with which field or at all (Jira), else the path.
fn words(url: &Url, response: &Response) -> String {
    const KEYS: [&str; 6] = ["detail", "message", "title", "description", "error", "errorMessage"];
    let said = serde_json::from_slice::<Value>(&response.body).ok().and_then(|json| {
        if let Some(said) = by_field(&json) {
            return Some(said);
        }
        let said = KEYS.iter().find_map(|key| json.get(key)?.as_str().map(str::to_owned))?;
        Some(reason(&json).map_or_else(|| said.clone(), |reason| format!("{said}: {reason}")))
    });
    let said = said.unwrap_or_else(|| format!("`{}`", url.path()));
    capped(said.trim().trim_end_matches('.'), WORDS)
}

/// What Jira says: `errors`, an object with a text for each field, and `errorMessages`.
fn by_field(json: &Value) -> Option<String> {
    let field = || {
        let (name, said) = json.get("errors")?.as_object()?.iter().next()?;
        Some(format!("`{name}`: {}", said.as_str()?))
    };
    field().or_else(|| Some(json.get("errorMessages")?.get(0)?.as_str()?.to_owned()))
}

/// The first of several reasons: `details` by field (Zendesk), or `errors`, each with its field (Freshdesk).
fn reason(json: &Value) -> Option<String> {
    let by_field = || json.get("details")?.as_object()?.values().next()?.get(0)?.get("description")?.as_str();
    if let Some(said) = by_field() {
        return Some(said.to_owned());
    }
    let first = json.get("errors")?.get(0)?;
    let said = first.get("message")?.as_str()?;
    let field = first.get("field").and_then(Value::as_str);
    Some(field.map_or_else(|| said.to_owned(), |field| format!("`{field}`: {said}")))
}

fn no_json(url: &Url, body: &[u8], error: &serde_json::Error) -> Fault {
    let start = body.trim_ascii_start();
    let what = if start.is_empty() {
        "an empty answer"
    } else if start.first() == Some(&b'<') {
        "a web page"
    } else if error.is_eof() {
        return Fault::Truncated { url: address(url) };
    } else {
        "something else"
    };
    Fault::NotJson { url: address(url), what: what.to_owned() }
}

/// Address without query: the query may hold what users searched for.
fn address(url: &Url) -> String {
    let mut url = url.clone();
    url.set_query(None);
    url.set_fragment(None);
    url.to_string()
}

fn host(url: &Url) -> String {
    let name = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| name.to_owned(), |port| format!("{name}:{port}"))
}

/// Foreign words as a part of a message: short, and without what speaks to a terminal or turns the direction of reading.
pub(crate) fn capped(text: &str, characters: usize) -> String {
    let turns = |letter| matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().filter(|letter| !letter.is_control() && !turns(*letter)).take(characters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Response {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Response { status, headers, body: body.as_bytes().to_vec() }
    }

    fn fault(status: u16, headers: &[(&str, &str)], body: &str) -> Fault {
        let url = Url::parse("https://help.example:8443/api/tickets?query=secret").unwrap();
        json(&url, &answer(status, headers, body)).unwrap_err()
    }

    #[test]
    fn every_status_has_its_fault() {
        let cases = [
            (401, "{}", "unauthorized"),
            (403, r#"{"message":"Forbidden"}"#, "forbidden"),
            (404, "", "not-found"),
            (412, "{}", "refused"),
            (429, "", "rate-limited"),
            (500, "null", "server"),
            (302, "", "refused"),
            (503, "<html>", "server"),
        ];
        for (status, body, code) in cases {
            assert_eq!(fault(status, &[], body).code(), code, "{status}");
        }
    }

    #[test]
    fn every_form_of_a_refusal_is_told_in_the_portals_words() {
        let cases = [
            (r#"{"errorMessages":["Issue does not exist."],"errors":{}}"#, "Issue does not exist"),
            (
                r#"{"errorMessages":[],"errors":{"priority":"Specify a valid name"}}"#,
                "`priority`: Specify a valid name",
            ),
            (r#"{"errorMessage":"No such request type.","i18nErrorMessage":{}}"#, "No such request type"),
            (
                r#"{"description":"Validation failed","errors":[{"field":"site","message":"missing"}]}"#,
                "Validation failed: `site`: missing",
            ),
        ];
        for (body, words) in cases {
            let Fault::Refused { detail, .. } = fault(400, &[], body) else { panic!("{body}") };
            assert_eq!(detail, words, "{body}");
        }
    }

    #[test]
    fn a_fault_never_shows_the_query() {
        for status in [200, 403, 404, 400, 500] {
            assert!(!fault(status, &[], "").to_string().contains("secret"), "{status}");
        }
    }

    #[test]
    fn a_body_that_is_no_json_is_named() {
        let cases = [
            ("<!DOCTYPE html><title>Log in</title>", "a web page"),
            ("", "an empty answer"),
            ("RT/5.0.3 200 Ok", "something else"),
        ];
        for (body, what) in cases {
            let Fault::NotJson { what: found, .. } = fault(200, &[], body) else { panic!("{body}") };
            assert_eq!(found, what);
        }
    }

    #[test]
    fn the_beginning_of_json_is_an_answer_that_breaks_off() {
        for body in [r#"{"items":[{"id":"1""#, "{", "[1, "] {
            assert_eq!(fault(200, &[], body).code(), "truncated", "{body}");
        }
    }

    #[test]
    fn retry_after_is_seconds_or_a_date_by_the_portals_clock() {
        let now = ("date", "Sat, 21 Nov 2026 20:26:23 GMT");
        let cases: [(&[(&str, &str)], u64); 11] = [
            (&[("retry-after", "17")], 17),
            (&[now, ("retry-after", "Sat, 21 Nov 2026 20:28:23 GMT")], 120),
            (&[now, ("retry-after", "Sat, 21 Nov 2026 20:00:00 GMT")], 0),
            (&[("retry-after", "Sat, 21 Nov 2026 20:28:23 GMT")], 60),
            (&[("retry-after", "soon")], 60),
            (&[("retry-after", "999999999")], 86_400),
            (&[now, ("x-ratelimit-reset", "2026-11-21T20:26:53Z")], 30),
            (&[now, ("retry-after", "5"), ("x-ratelimit-reset", "2026-11-21T20:26:53Z")], 5),
            (&[("x-ratelimit-reset", "2026-11-21T20:26:53Z")], 60),
            (&[now, ("x-ratelimit-reset", "2026-11-21T20:28Z")], 157),
            (&[now, ("x-ratelimit-reset", "soon")], 60),
        ];
        for (headers, seconds) in cases {
            let Fault::RateLimited { retry_after_s, .. } = fault(429, headers, "") else { panic!() };
            assert_eq!(retry_after_s, seconds, "{headers:?}");
        }
    }

    #[test]
    fn the_portals_words_neither_speak_to_a_terminal_nor_turn_the_line() {
        let said = fault(422, &[], r#"{"message":"no\u001b[2J\u202egpj.exe\u2066!"}"#);
        let Fault::Refused { detail, .. } = said else { panic!("{said}") };
        assert_eq!(detail, "no[2Jgpj.exe!");
    }

    #[test]
    fn a_wrong_shape_names_the_path() {
        #[derive(Debug, serde::Deserialize)]
        struct List {
            #[serde(rename = "items")]
            _items: Vec<u64>,
        }
        let url = Url::parse("https://help.example/x").unwrap();
        let fault = shape::<List>(&url, serde_json::json!({"items": [1, "two"]})).unwrap_err();
        assert!(fault.to_string().contains("`items[1]`"), "{fault}");
    }

    #[test]
    fn a_record_aside_is_capped_between_two_characters() {
        let kept = aside(None, "too long", &Value::String("ü".repeat(RAW)));
        assert!(kept.raw.len() <= RAW && kept.raw.len() > RAW - 4);
    }
}

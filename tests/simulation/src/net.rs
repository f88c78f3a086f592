//! What the network and the portal's machines do to one request.

use portal::{Fault as Broken, Method, Request, Response};
use serde_json::{Value, json};

use crate::dice::Dice;
use crate::fault::{Fault, Phase};
use crate::model::{Call, Model, date, problem};

/// What becomes of a request before it is carried out.
#[derive(Debug)]
pub enum Fate {
    /// It does not arrive.
    Fails(Broken),
    /// Something in between answers.
    Answered(Response),
    /// It arrives.
    Arrives {
        /// How its answer is spoilt.
        spoilt: Option<Fault>,
        /// It arrives twice.
        twice: bool,
        /// The device has given it up by then.
        given_up: bool,
    },
}

/// What a request is for.
#[must_use]
pub fn phase(request: &Request) -> Phase {
    match request.method {
        Method::Get if request.url.path().ends_with("/changes") => Phase::Feed,
        Method::Get => Phase::Ticket,
        Method::Post | Method::Put | Method::Delete => Phase::Send,
    }
}

/// Faults that may strike a request, in the order in which they are tried.
const STRIKING: &[Fault] = &[
    Fault::Unreachable,
    Fault::Tls,
    Fault::LostBefore,
    Fault::Unauthorized,
    Fault::Forbidden,
    Fault::NotFound,
    Fault::Busy,
    Fault::Changed,
    Fault::Unprocessable,
    Fault::TooMany,
    Fault::Unavailable,
    Fault::Server,
    Fault::CursorExpired,
    Fault::Late,
    Fault::LostAfter,
    Fault::Twice,
    Fault::Redirect,
    Fault::Truncated,
    Fault::Garbage,
    Fault::Huge,
    Fault::CursorStuck,
    Fault::CursorBack,
    Fault::Drift,
    Fault::BadRecord,
    Fault::DateSkew,
];

/// The first fault that strikes, and what comes of it.
pub fn fate(
    phase: Phase,
    has_keys: bool,
    now_ms: u64,
    dice: &mut Dice,
    mut strikes: impl FnMut(Fault, &mut Dice) -> bool,
) -> (Option<Fault>, Fate) {
    let applies = |fault: &&Fault| match fault {
        Fault::CursorExpired | Fault::CursorStuck | Fault::CursorBack => phase == Phase::Feed,
        Fault::Changed | Fault::Unprocessable => phase == Phase::Send,
        // What the network doubles by itself, only a key can tell.
        Fault::Twice => phase != Phase::Send || has_keys,
        _ => true,
    };
    let Some(fault) = STRIKING.iter().filter(applies).copied().find(|fault| strikes(*fault, dice)) else {
        return (None, Fate::Arrives { spoilt: None, twice: false, given_up: false });
    };
    let host = || "portal.test".to_owned();
    let detail = || "it broke".to_owned();
    let status = |status| Fate::Answered(problem(now_ms, status, &[]));
    let arrives = |spoilt, twice, given_up| Fate::Arrives { spoilt, twice, given_up };
    let fate = match fault {
        Fault::Unreachable => Fate::Fails(Broken::Unreachable { host: host(), detail: detail() }),
        Fault::Tls => Fate::Fails(Broken::Tls { host: host(), detail: detail() }),
        Fault::LostBefore => Fate::Fails(Broken::Lost { host: host(), detail: detail() }),
        Fault::Unauthorized => status(401),
        Fault::Forbidden => status(403),
        Fault::NotFound => status(404),
        Fault::Busy => status(409),
        Fault::Changed => status(412),
        Fault::Unprocessable => status(422),
        Fault::CursorExpired => status(410),
        Fault::Unavailable => status(503),
        Fault::TooMany => {
            Fate::Answered(problem(now_ms, 429, &[("retry-after", dice.between(1, 90).to_string())]))
        }
        Fault::Server if dice.happens(500) => status(500),
        Fault::Redirect if dice.happens(500) => status(302),
        Fault::Late => arrives(None, false, true),
        Fault::Twice => arrives(None, true, false),
        other => arrives(Some(other), false, false),
    };
    (Some(fault), fate)
}

/// The answer as it comes back.
///
/// # Errors
/// What the device sees instead of it.
pub fn spoil(answer: Response, fault: Fault, now_ms: u64, dice: &mut Dice) -> Result<Response, Broken> {
    let url = || "https://portal.test/".to_owned();
    match fault {
        Fault::LostAfter => {
            Err(Broken::Lost { host: "portal.test".to_owned(), detail: "it broke".to_owned() })
        }
        Fault::Huge => Err(Broken::TooLarge { url: url(), limit_mb: 64 }),
        Fault::Server => Ok(problem(now_ms, 500, &[])),
        Fault::Redirect => Ok(problem(now_ms, 302, &[])),
        Fault::Truncated => {
            let half = usize::try_from(dice.under(answer.body.len().max(1) as u64)).unwrap_or(0);
            Ok(Response { body: answer.body[..half].to_vec(), ..answer })
        }
        Fault::Garbage => {
            let body = *dice.pick(&["<!DOCTYPE html><title>Log in</title>", "", "{}", "[]", "null", "\u{0}"]);
            Ok(Response { body: body.as_bytes().to_vec(), ..answer })
        }
        Fault::DateSkew => {
            // Less than half of the shortest life of a key: a portal that is wrong by more can be told by nobody.
            let ahead_s = i64::try_from(dice.between(0, 1200)).unwrap_or(0) - 600;
            let headers = vec![("date".to_owned(), date(now_ms, ahead_s))];
            Ok(Response { headers, ..answer })
        }
        _ => Ok(rewrite(answer, fault, dice)),
    }
}

/// Faults within the JSON of an answer.
fn rewrite(answer: Response, fault: Fault, dice: &mut Dice) -> Response {
    let Ok(mut body) = serde_json::from_slice::<Value>(&answer.body) else { return answer };
    match fault {
        Fault::CursorStuck => body["end"] = json!(false),
        Fault::CursorBack => {
            let earlier = body["cursor"].as_str().and_then(|cursor| {
                let (age, after) = cursor.split_once('-')?;
                let after = after.parse::<u64>().ok()?;
                Some(format!("{age}-{}", dice.under(after.max(1))))
            });
            if let Some(earlier) = earlier {
                body["cursor"] = json!(earlier);
                body["end"] = json!(false);
            }
        }
        Fault::Drift | Fault::BadRecord => {
            let records = match body["tickets"].as_array_mut() {
                Some(records) => records.iter_mut().collect(),
                None => vec![&mut body],
            };
            for record in records.into_iter().filter(|record| record.is_object()) {
                record["mood"] = json!({"colour": "blue"});
                if let Some(events) = record["events"].as_array_mut() {
                    events.push(
                        json!({"id": "x", "at": "2026-01-01T00:00:00Z", "by": "robot", "kind": "hummed"}),
                    );
                }
                if fault == Fault::BadRecord && dice.happens(500) {
                    record["created"] = json!("yesterday");
                }
            }
        }
        _ => {}
    }
    let body = serde_json::to_vec(&body).unwrap_or_default();
    Response { body, ..answer }
}

/// The answer of a portal that has no trouble.
pub fn answer(model: &mut Model, call: &Call, twice: bool, now_ms: u64) -> Response {
    if twice {
        model.answer(now_ms, call);
    }
    model.answer(now_ms, call)
}

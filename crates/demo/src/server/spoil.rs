//! Faults, as a client meets them.

use axum::body::{Body, Bytes, HttpBody};
use axum::http::{StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use portal::open::wire::Changes;
use serde_json::value::to_raw_value;
use serde_json::{Value, json};

use super::problem::Failure;
use super::socket::Plug;
use crate::FaultKind;

/// What proxies put in the way.
const LOG_IN: &str = "<!doctype html><html><head><title>Sign in</title></head><body><h1>Guest network</h1>\
    <form method=\"post\"><input name=\"user\"><input name=\"password\" type=\"password\"></form></body></html>";

/// What another program than a portal would say.
const FOREIGN: &str = r#"{"status":"ok","service":"inventory","items":[]}"#;

/// A severity of nobody's policy.
const SEVERITY: &str = "catastrophic";

/// About as many bytes as the head of an answer has.
const HEAD: usize = 300;

/// The answer that comes in place of the real one; `None` when the request is carried out.
/// `retry_after_s` is what it asks a client to wait, instead of the usual second or two.
pub(super) fn instead(
    fault: FaultKind,
    retry_after_s: Option<u32>,
    uri: &Uri,
    plug: &Plug,
) -> Option<Response> {
    let wait = |usual: i64| retry_after_s.map_or(usual, i64::from);
    match fault {
        FaultKind::ServerError => {
            let detail = "This is a fault that was asked for. Try again.";
            let status = StatusCode::INTERNAL_SERVER_ERROR;
            Some(Failure::new(status, "server-error", "The portal failed", detail).into_response())
        }
        FaultKind::Unavailable => {
            let detail = "This is a fault that was asked for. Wait a little, then try again.";
            let status = StatusCode::SERVICE_UNAVAILABLE;
            let failure = Failure::new(status, "unavailable", "The portal is not available", detail);
            Some(failure.retry_after(wait(2)).into_response())
        }
        FaultKind::RateLimited => Some(Failure::rate_limited(wait(1)).into_response()),
        FaultKind::WebPage => Some(Html(LOG_IN).into_response()),
        FaultKind::StaleCursor => {
            let goes_on =
                uri.query().is_some_and(|query| query.split('&').any(|part| part.starts_with("after=")));
            (goes_on && uri.path() == "/v1/changes").then(|| Failure::stale_cursor().into_response())
        }
        FaultKind::Dropped => {
            plug.pull_after(0);
            Some(StatusCode::OK.into_response())
        }
        FaultKind::ForeignJson => {
            Some(([(header::CONTENT_TYPE, "application/json")], FOREIGN).into_response())
        }
        FaultKind::LostAnswer
        | FaultKind::Truncated
        | FaultKind::GarbageRecord
        | FaultKind::CutJson
        | FaultKind::UnknownSeverity
        | FaultKind::NoCustomer => None,
    }
}

/// What becomes of the real answer.
pub(super) async fn afterwards(fault: FaultKind, response: Response, plug: &Plug) -> Response {
    match fault {
        FaultKind::LostAnswer => {
            plug.pull_after(0);
            response
        }
        FaultKind::Truncated => {
            let length = response.body().size_hint().lower();
            plug.pull_after(HEAD + usize::try_from(length / 2).unwrap_or(0));
            response
        }
        FaultKind::GarbageRecord => {
            with_ticket(response, |ticket| {
                *ticket = json!({ "id": ticket["id"], "number": 17, "events": "none" });
            })
            .await
        }
        FaultKind::UnknownSeverity => {
            with_ticket(response, |ticket| ticket["severity"] = SEVERITY.into()).await
        }
        FaultKind::NoCustomer => {
            with_ticket(response, |ticket| {
                if let Some(ticket) = ticket.as_object_mut() {
                    ticket.remove("customer");
                    ticket.remove("contact");
                }
            })
            .await
        }
        FaultKind::CutJson => with_body(response, |bytes| Some(bytes.slice(..bytes.len() / 2))).await,
        FaultKind::ServerError
        | FaultKind::Unavailable
        | FaultKind::RateLimited
        | FaultKind::WebPage
        | FaultKind::ForeignJson
        | FaultKind::StaleCursor
        | FaultKind::Dropped => response,
    }
}

/// A page in which the ticket in the middle is spoilt; anything else than a page with tickets stays as it is.
async fn with_ticket(response: Response, spoil: impl FnOnce(&mut Value)) -> Response {
    with_body(response, |bytes| {
        let mut page = serde_json::from_slice::<Changes>(bytes).ok()?;
        let middle = page.tickets.len() / 2;
        let raw = page.tickets.get_mut(middle)?;
        let mut ticket = serde_json::from_str::<Value>(raw.get()).ok()?;
        spoil(&mut ticket);
        *raw = to_raw_value(&ticket).ok()?;
        serde_json::to_vec(&page).ok().map(Bytes::from)
    })
    .await
}

/// The answer with another body, and the length of it.
async fn with_body(response: Response, change: impl FnOnce(&Bytes) -> Option<Bytes>) -> Response {
    let (mut parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(change(&bytes).unwrap_or(bytes)))
}

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

/// About as many bytes as the head of an answer has.
const HEAD: usize = 300;

/// The answer that comes in place of the real one; `None` when the request is carried out.
pub(super) fn instead(fault: FaultKind, uri: &Uri, plug: &Plug) -> Option<Response> {
    match fault {
        FaultKind::ServerError => {
            let detail = "This is a fault that was asked for. Try again.";
            let status = StatusCode::INTERNAL_SERVER_ERROR;
            Some(Failure::new(status, "server-error", "The portal failed", detail).into_response())
        }
        FaultKind::Unavailable => {
            let detail = "This is a fault that was asked for. Wait 2 seconds, then try again.";
            let status = StatusCode::SERVICE_UNAVAILABLE;
            let failure = Failure::new(status, "unavailable", "The portal is not available", detail);
            Some(failure.retry_after(2).into_response())
        }
        FaultKind::RateLimited => Some(Failure::rate_limited(1).into_response()),
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
        FaultKind::LostAnswer | FaultKind::Truncated | FaultKind::GarbageRecord => None,
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
        FaultKind::GarbageRecord => with_garbage(response).await,
        FaultKind::ServerError
        | FaultKind::Unavailable
        | FaultKind::RateLimited
        | FaultKind::WebPage
        | FaultKind::StaleCursor
        | FaultKind::Dropped => response,
    }
}

/// A page in which one ticket has its identifier, and nothing else that makes sense.
async fn with_garbage(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(spoilt(&bytes).unwrap_or(bytes)))
}

/// `None` when it is no page or has no tickets.
fn spoilt(bytes: &Bytes) -> Option<Bytes> {
    let mut page = serde_json::from_slice::<Changes>(bytes).ok()?;
    let middle = page.tickets.len() / 2;
    let ticket = page.tickets.get_mut(middle)?;
    let id = serde_json::from_str::<Value>(ticket.get()).ok()?["id"].clone();
    *ticket = to_raw_value(&json!({ "id": id, "number": 17, "events": "none" })).ok()?;
    serde_json::to_vec(&page).ok().map(Bytes::from)
}

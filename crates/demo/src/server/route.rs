//! The API's paths.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::rejection::{PathRejection, StringRejection};
use axum::extract::{DefaultBodyLimit, Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use portal::open::wire::{About, Changes, Queue, User};
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use super::content::content;
use super::guard::guard;
use super::problem::Failure;
use super::{Portal, query};
use crate::data::{AGENTS, RELATIONS, STATUSES, VENDORS};
use crate::world::{Answer, Filing, KEPT_S, MOST_BYTES, Page, Request};

/// Longest idempotency key.
const LONGEST_KEY: usize = 100;

/// All paths, guarded.
pub(super) fn routes(portal: Arc<Portal>) -> Router {
    Router::new()
        .route("/v1/about", get(about))
        .route("/v1/changes", get(changes))
        .route("/v1/tickets", post(create))
        .route("/v1/tickets/{id}", get(ticket))
        .route("/v1/tickets/{id}/updates", post(update))
        .route("/v1/tickets/{id}/attachments/{file}", get(content))
        // Base64 has four letters for three bytes; the rest of a body is small.
        .layer(DefaultBodyLimit::max(MOST_BYTES / 3 * 4 + (1 << 20)))
        .fallback(async || Failure::not_found())
        .method_not_allowed_fallback(async || Failure::not_found())
        .layer(from_fn_with_state(Arc::clone(&portal), guard))
        .with_state(portal)
}

async fn about() -> Result<Response, Failure> {
    let words = |words: &[&str]| words.iter().map(ToString::to_string).collect::<Vec<_>>();
    json(&About {
        product: "Gnomon demo portal".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        user: User {
            name: AGENTS[0].to_owned(),
            email: Some("ada.lindqvist@desk.example".to_owned()),
            groups: Some(words(&["Support", "Team leads"])),
        },
        queues: VENDORS
            .iter()
            .map(|vendor| Queue {
                name: vendor.queue.to_owned(),
                policy: Some(vendor.policy.to_owned()),
                severities: words(vendor.severities),
                classifications: words(vendor.classifications),
                plans: words(vendor.plans),
            })
            .collect(),
        statuses: words(&STATUSES),
        agents: words(&AGENTS),
        idempotency_s: KEPT_S.unsigned_abs(),
        takes: words(&["tags", "call", "work", "link", "merge", "create", "attachments"]),
        relations: words(&RELATIONS),
    })
}

async fn changes(State(portal): State<Arc<Portal>>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let wanted = query::read(query.as_deref().unwrap_or("")).map_err(Failure::bad_request)?;
    let page = portal.world().page(wanted.after.as_deref(), wanted.limit)?;
    let Page { tickets, customers, contracts, cursor, end, phase, total } = page;
    json(&Changes {
        tickets: raw(&tickets)?,
        customers: raw(&customers)?,
        contracts: raw(&contracts)?,
        cursor,
        end,
        phase,
        total: Some(total),
    })
}

async fn ticket(
    State(portal): State<Arc<Portal>>,
    id: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let Path(id) = id.map_err(|_| Failure::not_found())?;
    let ticket = portal.world().ticket_by_id(&id).ok_or_else(Failure::not_found)?;
    let known = tags(&headers, header::IF_NONE_MATCH.as_str());
    if known.iter().any(|tag| tag == "*" || *tag == ticket.version) {
        return Ok(tagged(StatusCode::NOT_MODIFIED.into_response(), &ticket.version));
    }
    Ok(tagged(json(&ticket)?, &ticket.version))
}

async fn update(
    State(portal): State<Arc<Portal>>,
    id: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
    body: Result<String, StringRejection>,
) -> Result<Response, Failure> {
    let Path(id) = id.map_err(|_| Failure::not_found())?;
    let body = body.map_err(|error| Failure::bad_request(error.body_text()))?;
    let key = key(&headers)?;
    let matches = tags(&headers, header::IF_MATCH.as_str());
    let [version] = &matches[..] else { return Err(Failure::precondition_required()) };
    let version = Some(version.as_str()).filter(|version| *version != "*");
    let answer = portal.world().update(&Request { ticket: &id, key, version, body: &body })?;
    Ok(done(answer))
}

async fn create(
    State(portal): State<Arc<Portal>>,
    headers: HeaderMap,
    body: Result<String, StringRejection>,
) -> Result<Response, Failure> {
    let body = body.map_err(|error| Failure::bad_request(error.body_text()))?;
    let key = key(&headers)?;
    let mut response = done(portal.world().file(&Filing { key, body: &body })?);
    *response.status_mut() = StatusCode::CREATED;
    Ok(response)
}

fn key(headers: &HeaderMap) -> Result<&str, Failure> {
    let key =
        headers.get("idempotency-key").and_then(|value| value.to_str().ok()).map(str::trim).unwrap_or("");
    if key.is_empty() || key.len() > LONGEST_KEY {
        return Err(Failure::bad_request(format!(
            "Send an `Idempotency-Key` of 1 to {LONGEST_KEY} characters."
        )));
    }
    Ok(key)
}

fn done(answer: Answer) -> Response {
    let mut response = tagged(json_bytes(answer.body.into_bytes()), &answer.version);
    if answer.replayed {
        response.headers_mut().insert("idempotency-replayed", HeaderValue::from_static("true"));
    }
    response
}

/// Entity tags of a header, without their quotes.
fn tags(headers: &HeaderMap, name: &str) -> Vec<String> {
    let values = headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).map(|tag| tag.trim().trim_matches('"').to_owned()).collect()
}

fn tagged(mut response: Response, version: &str) -> Response {
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{version}\"")) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

fn raw<T: Serialize>(records: &[T]) -> Result<Vec<Box<RawValue>>, Failure> {
    records.iter().map(to_raw_value).collect::<Result<_, _>>().map_err(|error| broken(&error))
}

fn json<T: Serialize>(value: &T) -> Result<Response, Failure> {
    serde_json::to_vec(value).map(json_bytes).map_err(|error| broken(&error))
}

fn json_bytes(bytes: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(bytes));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

fn broken(error: &serde_json::Error) -> Failure {
    let status = StatusCode::INTERNAL_SERVER_ERROR;
    Failure::new(status, "server-error", "The portal failed", error.to_string())
}

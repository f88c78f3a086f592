//! The content of files, whole or from a byte on (RFC 9110, 14).

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;

use super::Portal;
use super::problem::Failure;

/// `GET /v1/tickets/{id}/attachments/{attachment}`.
pub(super) async fn content(
    State(portal): State<Arc<Portal>>,
    names: Result<Path<(String, String)>, PathRejection>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let Path((ticket, file)) = names.map_err(|_| Failure::not_found())?;
    let content = portal.world().content(&ticket, &file).ok_or_else(Failure::not_found)?;
    let (whole, tag) = (content.bytes.len(), format!("\"{ticket}-{file}\""));
    let from = wanted(&headers, &tag);
    let mut response = match from {
        Some(from) if from >= whole => {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
            add(&mut response, header::CONTENT_RANGE, &format!("bytes */{whole}"));
            return Ok(response);
        }
        Some(from) => {
            let mut response = Response::new(Body::from(Bytes::copy_from_slice(&content.bytes[from..])));
            *response.status_mut() = StatusCode::PARTIAL_CONTENT;
            add(&mut response, header::CONTENT_RANGE, &format!("bytes {from}-{}/{whole}", whole - 1));
            response
        }
        None => Response::new(Body::from(Bytes::copy_from_slice(&content.bytes))),
    };
    add(&mut response, header::ACCEPT_RANGES, "bytes");
    add(&mut response, header::ETAG, &tag);
    add(&mut response, header::CONTENT_TYPE, &content.mime);
    add(&mut response, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    add(&mut response, header::CONTENT_DISPOSITION, "attachment");
    Ok(response)
}

/// The first byte that is asked for, when a part is asked for of what is still the same.
fn wanted(headers: &HeaderMap, tag: &str) -> Option<usize> {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if text(header::IF_RANGE).is_some_and(|known| known != tag) {
        return None;
    }
    text(header::RANGE)?.strip_prefix("bytes=")?.strip_suffix('-')?.parse().ok()
}

fn add(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value)
        && !value.is_empty()
    {
        response.headers_mut().insert(name, value);
    }
}

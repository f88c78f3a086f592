//! A portal that answers with the recorded samples: tickets 129, 131 and 132.

use portal::{Page, Request, Response};
use serde_json::{Value, json};

use crate::mirror;

/// The recorded answer of this name.
pub fn sample(name: &str) -> Value {
    let path = format!("{}/tests/rt/samples/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).expect("a sample")).expect("JSON")
}

/// Which sample answers a request, and its content.
pub fn answer(request: &Request) -> (&'static str, Value) {
    let query = request.url.query().unwrap_or_default();
    let name = match request.url.path().trim_start_matches("/REST/2.0/") {
        "tickets" if query.contains("per_page=1&") => "newest",
        "tickets" if query.contains("%21%3D") => {
            return ("rest", json!({"items": [], "total": 0, "pages": 0.0}));
        }
        "tickets" => "tickets",
        "ticket/129/history" => "history-changed",
        "ticket/131/history" => "history-merged",
        "ticket/132/history" => "history-copied",
        "ticket/129/attachments" => "parts-changed",
        "ticket/131/attachments" => "parts-merged",
        "ticket/132/attachments" => "parts-copied",
        "ticket/130" => "ticket-merged",
        "ticket/133" => "ticket-deleted",
        "user/alice" | "user/39" => "user-alice",
        "user/bob" => "user-bob",
        "user/root" => "user-root",
        "user/6" => "user-nobody",
        "queue/3" => "queue-support",
        "queue/4" => "queue-business",
        // A mutated sample may name anything; then the portal does not know it.
        _ => "unknown",
    };
    (name, sample(name))
}

/// An answer with a body.
pub fn response(status: u16, body: &Value) -> Response {
    Response { status, headers: Vec::new(), body: body.to_string().into_bytes() }
}

/// The page of the three tickets, after `edit` changed the answers by name.
pub fn page(edit: impl Fn(&str, &mut Value)) -> Page {
    let page = mirror::page(None, |request| {
        let (name, mut body) = answer(request);
        edit(name, &mut body);
        Some(response(if name == "unknown" { 404 } else { 200 }, &body))
    });
    page.expect("no fault").expect("a page")
}

//! Business hours, page `schedules`: one schedule that is always open.

use serde_json::json;

use super::refusal::{Answer, Refusal};
use crate::clock::iso;
use crate::http::Response;

/// Minutes of a week; `start_time` and `end_time` count from Sunday 00:00.
const WEEK: u32 = 7 * 24 * 60;

pub(super) fn schedules() -> Answer {
    let schedule = json!({
        "id": 1,
        "name": "Always",
        "time_zone": "Etc/UTC",
        "intervals": [{ "start_time": 0, "end_time": WEEK }],
        "created_at": iso(0),
        "updated_at": iso(0),
    });
    Ok(Response::of_json(200, &json!({ "schedules": [schedule] })))
}

pub(super) fn holidays(id: &str) -> Answer {
    if id == "1" { Ok(Response::of_json(200, &json!({ "holidays": [] }))) } else { Err(Refusal::not_found()) }
}

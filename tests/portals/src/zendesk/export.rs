//! What changed since a time, page `incremental_exports`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::account::Account;
use super::refusal::{Answer, Refusal};
use super::ticket::{Audit, Gone, Ticket, via};
use crate::clock::iso;
use crate::http::{Request, Response};

/// "Data isn't provided for the most recent minute", announced in article 8143500919322.
const MINUTE: i64 = 60;
/// "Up to a maximum of 1,000. The default is 1,000."
const MOST: usize = 1000;

impl Account {
    /// `GET /api/v2/incremental/tickets/cursor`: `start_time` at first, then `cursor`.
    pub(super) fn tickets_by_cursor(&self, request: &Request) -> Answer {
        let cursor = request.param("cursor").filter(|cursor| !cursor.is_empty());
        let after = match cursor {
            Some(cursor) => unpacked(cursor)
                .ok_or_else(|| Refusal::bad_parameter("cursor", "Invalid cursor parameter."))?,
            // Identifiers begin at 1, so that this is before every ticket of its second.
            None => (start_time(request, self.now)?, 0),
        };
        let mut list = self.exported(request);
        list.retain(|ticket| (ticket.generated, ticket.id) > after);
        let more = list.len() > per_page(request);
        list.truncate(per_page(request));
        // The member may be null by the API description; it is when the very first page is empty.
        let last = list.last().map(|ticket| (ticket.generated, ticket.id));
        let after = last.or(cursor.map(|_| after)).map(packed);
        let next = after
            .as_ref()
            .map(|after| self.address(request, &[("cursor", after)], &["cursor", "start_time"]));
        let mut body = json!({
            "tickets": list.iter().map(|ticket| self.ticket_json(ticket)).collect::<Vec<Value>>(),
            "after_cursor": after,
            "after_url": next,
            "before_cursor": null,
            "before_url": null,
            "end_of_stream": !more,
        });
        self.side_load(request, &list, &mut body);
        Ok(Response::of_json(200, &body))
    }

    /// `GET /api/v2/incremental/tickets`: the page ends with a whole second, so that "the system may exceed the
    /// 1000-item default return limit if items share the same timestamp".
    pub(super) fn tickets_by_time(&self, request: &Request) -> Answer {
        let start = start_time(request, self.now)?;
        let mut list = self.exported(request);
        list.retain(|ticket| ticket.generated >= start);
        let end = whole_seconds(&list, per_page(request), |ticket| ticket.generated);
        let more = end < list.len();
        list.truncate(end);
        let end_time = list.last().map_or(start, |ticket| ticket.generated);
        let mut body = self.by_time(request, end_time, list.len(), more);
        body["tickets"] = list.iter().map(|ticket| self.ticket_json(ticket)).collect();
        self.side_load(request, &list, &mut body);
        Ok(Response::of_json(200, &body))
    }

    /// `GET /api/v2/incremental/ticket_events`: one event for each audit. Comments come whole only with
    /// `include=comment_events`.
    pub(super) fn events_by_time(&self, request: &Request) -> Answer {
        let start = start_time(request, self.now)?;
        let whole = request.param("include").is_some_and(|include| include.contains("comment_events"));
        let tickets = self.tickets.values().filter(|ticket| ticket.gone == Gone::No);
        let audits = tickets.flat_map(|ticket| &ticket.audits);
        let mut list: Vec<&Audit> =
            audits.filter(|audit| audit.created >= start && audit.created <= self.now - MINUTE).collect();
        list.sort_by_key(|audit| (audit.created, audit.id));
        let end = whole_seconds(&list, per_page(request), |audit| audit.created);
        let more = end < list.len();
        list.truncate(end);
        let end_time = list.last().map_or(start, |audit| audit.created);
        let mut body = self.by_time(request, end_time, list.len(), more);
        body["ticket_events"] = list.iter().map(|audit| event_json(audit, whole)).collect();
        Ok(Response::of_json(200, &body))
    }

    /// `GET /api/v2/incremental/users` and `/organizations`. Page `incremental_exports` names the missing minute for
    /// tickets and ticket events only.
    pub(super) fn people_by_time(&self, request: &Request, kind: &str) -> Answer {
        let start = start_time(request, self.now)?;
        let users = self.users.values().map(|user| (user.updated, user.id, self.user_json(user)));
        let organizations = self.organizations.values();
        let organizations = organizations.map(|one| (one.updated, one.id, self.organization_json(one)));
        let mut list: Vec<(i64, u64, Value)> =
            if kind == "users" { users.collect() } else { organizations.collect() };
        list.retain(|(updated, _, _)| *updated >= start);
        list.sort_by_key(|(updated, id, _)| (*updated, *id));
        let end_time = list.last().map_or(start, |(updated, _, _)| *updated);
        let mut body = self.by_time(request, end_time, list.len(), false);
        body[kind] = list.into_iter().map(|(_, _, json)| json).collect();
        Ok(Response::of_json(200, &body))
    }

    /// Tickets in the order of `generated_timestamp`, deleted ones with the status `deleted` unless `exclude_deleted`.
    /// The time is compared with `generated_timestamp`, "not its updated_at value": a ticket comes again when only the
    /// system touched it.
    fn exported(&self, request: &Request) -> Vec<&Ticket> {
        let without_deleted = request.param("exclude_deleted") == Some("true");
        let reach = self.now - MINUTE;
        let mut list: Vec<&Ticket> = self
            .tickets
            .values()
            .filter(|ticket| ticket.generated <= reach)
            .filter(|ticket| !(without_deleted && ticket.gone != Gone::No))
            .collect();
        list.sort_by_key(|ticket| (ticket.generated, ticket.id));
        list
    }

    fn by_time(&self, request: &Request, end_time: i64, count: usize, more: bool) -> Value {
        let next = self.address(request, &[("start_time", &end_time.to_string())], &["start_time"]);
        json!({ "count": count, "end_of_stream": !more, "end_time": end_time, "next_page": next })
    }
}

/// "Must be at least one minute in the past"; the refusal is the one that public clients know.
fn start_time(request: &Request, now: i64) -> Result<i64, Refusal> {
    let start = request.param("start_time").and_then(|text| text.parse::<i64>().ok());
    let start = start.ok_or_else(|| Refusal::bad_parameter("start_time", "It is a Unix time."))?;
    if start > now - MINUTE {
        let description = "Too recent start_time. Use a start_time older than 1 minute";
        return Err(Refusal::unprocessable("InvalidValue", description));
    }
    Ok(start)
}

fn per_page(request: &Request) -> usize {
    let asked = request.param("per_page").and_then(|text| text.parse::<usize>().ok());
    asked.filter(|size| *size > 0).unwrap_or(MOST).min(MOST)
}

/// The end of a page that holds at least `size` records and ends with a whole second.
fn whole_seconds<T>(list: &[T], size: usize, second: impl Fn(&T) -> i64) -> usize {
    let Some(last) = size.checked_sub(1).and_then(|last| list.get(last)) else { return list.len() };
    let last = second(last);
    list.iter().take_while(|item| second(item) <= last).count()
}

/// The example of the page, `MTU3NjYxMzUzOS4wfHw0Njd8`, is `1576613539.0||467|` in base 64.
fn packed((generated, id): (i64, u64)) -> String {
    STANDARD.encode(format!("{generated}.0||{id}|"))
}

fn unpacked(cursor: &str) -> Option<(i64, u64)> {
    let plain = String::from_utf8(STANDARD.decode(cursor).ok()?).ok()?;
    let (generated, id) = plain.strip_suffix('|')?.split_once(".0||")?;
    Some((generated.parse().ok()?, id.parse().ok()?))
}

fn event_json(audit: &Audit, whole: bool) -> Value {
    let child = |event: &Value| {
        let kind = event["type"].as_str().unwrap_or_default();
        let mut child = json!({
            "id": event["id"], "event_type": kind, "via": via(audit.channel), "via_reference_id": null
        });
        if kind != "Comment" {
            child[event["field_name"].as_str().unwrap_or_default()] = event["value"].clone();
            child["previous_value"] = event["previous_value"].clone();
        } else if whole {
            child = event.clone();
            child["event_type"] = json!("Comment");
            child["created_at"] = json!(iso(audit.created));
        } else {
            child["comment_present"] = json!(true);
            child["comment_public"] = event["public"].clone();
        }
        child
    };
    json!({
        "id": audit.id,
        "ticket_id": audit.ticket,
        "event_type": "Audit",
        "timestamp": audit.created,
        "created_at": iso(audit.created),
        "updater_id": audit.author,
        "via": via(audit.channel),
        "child_events": audit.events.iter().map(child).collect::<Vec<Value>>(),
        "metadata": { "system": {}, "custom": audit.custom },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_of_the_documentation_is_read_and_written() {
        assert_eq!(unpacked("MTU3NjYxMzUzOS4wfHw0Njd8"), Some((1_576_613_539, 467)));
        assert_eq!(packed((1_576_613_539, 467)), "MTU3NjYxMzUzOS4wfHw0Njd8");
        for broken in ["", "x", "MTU3", "MTU3NjYxMzUzOS4wfHw0Njd"] {
            assert_eq!(unpacked(broken), None, "{broken}");
        }
    }
}

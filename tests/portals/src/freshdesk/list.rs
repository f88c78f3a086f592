//! Lists in pages, sections `#list_all_tickets` and `#pagination`.

use serde_json::Value;

use super::account::Account;
use super::refusal::{Answer, Refusal};
use super::ticket::Ticket;
use crate::clock::instant;
use crate::http::{Request, Response, encoded};

/// "By default, only tickets that have been created within the past 30 days will be returned. For older tickets, use the
/// updated_since filter."
const RECENT: i64 = 30 * 24 * 60 * 60;
/// Pages at most. The refusal beyond is known from public clients.
const PAGES: usize = 300;

impl Account {
    /// `GET /api/v2/tickets`.
    pub(super) fn tickets(&self, request: &Request, by: u64) -> Answer {
        let (page, _) = paging(request)?;
        if page > PAGES {
            let message =
                "You cannot access tickets beyond the 300th page. Please provide a smaller page number.";
            return Err(Refusal::invalid("page", "invalid_value", message));
        }
        let mut list = self.filtered(request, by)?;
        sort(request, &mut list)?;
        let json = |ticket: &Ticket| self.full_json(request, ticket, false);
        self.list(request, list.into_iter().map(json).collect())
    }

    /// "By default, only tickets that have not been deleted or marked as spam will be returned, unless you use the
    /// 'deleted' filter."
    fn filtered(&self, request: &Request, by: u64) -> Result<Vec<&Ticket>, Refusal> {
        let filter = request.param("filter");
        if let Some(unknown) =
            filter.filter(|name| !["new_and_my_open", "watching", "spam", "deleted"].contains(name))
        {
            let message = format!("{unknown} is no filter: new_and_my_open,watching,spam,deleted");
            return Err(Refusal::invalid("filter", "invalid_value", &message));
        }
        let since = match request.param("updated_since") {
            None => None,
            Some(text) => Some(instant(text).ok_or_else(|| {
                let message = "It should be in the 'combined date and time ISO8601' format";
                Refusal::invalid("updated_since", "invalid_date", message)
            })?),
        };
        let number = |name: &str| request.param(name).and_then(|text| text.parse::<u64>().ok());
        let (requester, company) = (number("requester_id"), number("company_id"));
        let wanted = |ticket: &&Ticket| {
            let kind = match filter {
                Some("deleted") => ticket.deleted.is_some(),
                Some("spam") => ticket.spam && ticket.deleted.is_none(),
                Some("watching") => false,
                Some("new_and_my_open") => {
                    ticket.deleted.is_none()
                        && ticket.status == 2
                        && ticket.responder.is_none_or(|id| id == by)
                }
                _ => ticket.deleted.is_none() && !ticket.spam,
            };
            let time = since.map_or(ticket.created >= self.now - RECENT, |since| ticket.updated >= since);
            kind && time
                && requester.is_none_or(|id| ticket.requester == id)
                && company.is_none_or(|id| ticket.company == Some(id))
        };
        Ok(self.tickets.values().filter(wanted).collect())
    }

    /// A page of a list. When more follow, the header `Link` has the address of the next page.
    pub(super) fn list(&self, request: &Request, list: Vec<Value>) -> Answer {
        let (page, size) = paging(request)?;
        let total = list.len();
        let part: Vec<Value> = list.into_iter().skip((page - 1) * size).take(size).collect();
        let response = Response::of_json(200, &Value::Array(part));
        if page * size >= total {
            return Ok(response);
        }
        let kept = request.query.iter().filter(|(name, _)| name != "page");
        let mut query: Vec<String> =
            kept.map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        query.push(format!("page={}", page + 1));
        let link = format!("<{}{}?{}>; rel=\"next\"", self.base, request.path, query.join("&"));
        Ok(response.with("link", link))
    }
}

/// A page has 30 records unless `per_page` says otherwise, and 100 at most.
fn paging(request: &Request) -> Result<(usize, usize), Refusal> {
    let number = |name: &str, default: usize, most: usize| match request.param(name) {
        None => Ok(default),
        Some(text) => text.parse().ok().filter(|n| (1..=most).contains(n)).ok_or_else(|| {
            let message = "It should be a Positive Integer less than or equal to 100";
            Refusal::invalid(name, "invalid_value", message)
        }),
    };
    Ok((number("page", 1, usize::MAX / 100)?, number("per_page", 30, 100)?))
}

/// The newest come first unless said otherwise.
fn sort(request: &Request, list: &mut [&Ticket]) -> Result<(), Refusal> {
    match request.param("order_by").unwrap_or("created_at") {
        "created_at" => list.sort_by_key(|ticket| (ticket.created, ticket.id)),
        "updated_at" => list.sort_by_key(|ticket| (ticket.updated, ticket.id)),
        "due_by" => list.sort_by_key(|ticket| (ticket.due.resolution, ticket.id)),
        "status" => list.sort_by_key(|ticket| (ticket.status, ticket.id)),
        _ => {
            let message = "It should be one of these values: 'created_at,due_by,updated_at,status'";
            return Err(Refusal::invalid("order_by", "invalid_value", message));
        }
    }
    if request.param("order_type").unwrap_or("desc") == "desc" {
        list.reverse();
    }
    Ok(())
}

//! Who calls, and how often.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::account::Account;
use super::refusal::{Answer, Refusal};
use crate::Staff;
use crate::http::{Request, Response};
use crate::limit::{Counters, Left, Limit};

/// The API token of the account: it is valid together with the address of any of its staff, page `security-and-auth`.
const TOKEN: &str = "zendesk-api-token";

/// Limits and their counters.
#[derive(Debug)]
pub(super) struct Limits {
    pub(super) account: u32,
    pub(super) endpoints: BTreeMap<&'static str, Limit>,
    pub(super) counters: Counters,
}

impl Default for Limits {
    /// Pages `rate-limits`, `incremental_exports`, `tickets` and `search` give these for accounts without the High
    /// Volume add-on; 700 a minute is the account limit of Suite Enterprise.
    fn default() -> Self {
        const MINUTE: i64 = 60;
        let endpoints = [
            ("incremental-exports", 10, MINUTE),
            ("incremental-exports-cursor", 10, MINUTE),
            ("incremental-users-cursor", 20, MINUTE),
            ("tickets-update", 100, MINUTE),
            ("tickets-update-same", 30, 10 * MINUTE),
            ("tickets-destroy", 400, MINUTE),
            ("deleted-tickets-index", 10, MINUTE),
            ("search-export", 100, MINUTE),
        ];
        let endpoints = endpoints.map(|(name, total, interval)| (name, Limit { total, interval }));
        Self { account: 700, endpoints: endpoints.into(), counters: Counters::default() }
    }
}

impl Account {
    /// The answer, after the caller and the limits were looked at.
    pub(super) fn guarded(&mut self, request: &Request) -> Response {
        let Some(user) = self.caller(request) else {
            return Refusal::unauthenticated().0;
        };
        let limit = Limit { total: self.limits.account, interval: 60 };
        let account = self.limits.counters.count("account", limit, 1, self.now);
        let mut endpoint = None;
        let answer =
            if account.allowed { self.limited(request, user, &mut endpoint) } else { Err(too_many(account)) };
        let response = answer.unwrap_or_else(|Refusal(response)| response);
        let response = with_account(response, account);
        match endpoint {
            Some((name, left)) => with_endpoint(response, name, left),
            None => response,
        }
    }

    fn limited(
        &mut self,
        request: &Request,
        user: u64,
        endpoint: &mut Option<(&'static str, Left)>,
    ) -> Answer {
        for (name, counter) in self.buckets(request, user) {
            let Some(limit) = self.limits.endpoints.get(name).copied() else { continue };
            let left = self.limits.counters.count(&counter, limit, 1, self.now);
            if endpoint.is_none() || !left.allowed {
                *endpoint = Some((name, left));
            }
            if !left.allowed {
                return Err(too_many(left));
            }
        }
        self.route(request, user)
    }

    /// The counters that a request takes from: the name of its limit, and the name of the counter.
    fn buckets(&self, request: &Request, user: u64) -> Vec<(&'static str, String)> {
        let parts = request.parts();
        let rest: Vec<&str> = parts.iter().skip(2).map(|part| part.trim_end_matches(".json")).collect();
        let one = |name: &'static str| vec![(name, name.to_owned())];
        match (request.method.as_str(), rest.as_slice()) {
            ("GET", ["incremental", "tickets", "cursor"]) => one("incremental-exports-cursor"),
            ("GET", ["incremental", "users", "cursor"]) => one("incremental-users-cursor"),
            ("GET", ["incremental", ..]) => one("incremental-exports"),
            // Page `tickets`, "Update Ticket": 100 a minute for the account, and 30 in 10 minutes for one user and ticket.
            ("PUT", ["tickets", id]) if id.parse::<u64>().is_ok() => {
                let mut buckets = one("tickets-update");
                buckets.push(("tickets-update-same", format!("update {user} {id}")));
                buckets
            }
            ("DELETE", ["tickets", _]) => one("tickets-destroy"),
            ("GET", ["deleted_tickets"]) => one("deleted-tickets-index"),
            ("GET", ["search", "export"]) => one("search-export"),
            _ => Vec::new(),
        }
    }

    /// The user behind `{email}/token:{api_token}` or an OAuth token, page `security-and-auth`.
    fn caller(&self, request: &Request) -> Option<u64> {
        let (scheme, secret) = request.header("authorization")?.split_once(' ')?;
        let staff = |email: &str| {
            self.users.values().find(|user| user.email == email && user.role.is_staff()).map(|user| user.id)
        };
        match scheme.to_ascii_lowercase().as_str() {
            "basic" => {
                let plain = String::from_utf8(STANDARD.decode(secret).ok()?).ok()?;
                let (name, token) = plain.split_once(':')?;
                (token == TOKEN).then_some(())?;
                staff(name.strip_suffix("/token")?)
            }
            "bearer" => staff(secret.strip_prefix("oauth-")?),
            _ => None,
        }
    }

    pub(super) fn staff(&self, id: u64) -> Option<Staff> {
        let user = self.users.get(&id)?;
        let plain = format!("{}/token:{TOKEN}", user.email);
        Some(Staff {
            id,
            email: user.email.clone(),
            token: TOKEN.to_owned(),
            authorization: format!("Basic {}", STANDARD.encode(plain)),
        })
    }
}

fn too_many(left: Left) -> Refusal {
    Refusal::too_many(left.resets)
}

/// Page `best-practices-for-avoiding-rate-limiting` shows both spellings.
fn with_account(response: Response, left: Left) -> Response {
    response
        .with("x-rate-limit", left.total)
        .with("x-rate-limit-remaining", left.remaining)
        .with("ratelimit-limit", left.total)
        .with("ratelimit-remaining", left.remaining)
        .with("ratelimit-reset", left.resets)
}

fn with_endpoint(response: Response, name: &str, left: Left) -> Response {
    let value = format!("total={}; remaining={}; resets={}", left.total, left.remaining, left.resets);
    response.with(&format!("zendesk-ratelimit-{name}"), value)
}

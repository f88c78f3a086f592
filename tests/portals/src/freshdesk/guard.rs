//! Who calls, and how often, sections `#authentication` and `#ratelimit`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::account::Account;
use super::refusal::{Answer, Refusal};
use crate::Staff;
use crate::http::{Request, Response};
use crate::limit::{Counters, Left, Limit};

/// What the vendor of the account pays for, article 225439. (Other pages give Growth 100 a minute.)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plan {
    /// 50 a minute.
    Trial,
    /// 200 a minute, of which 80 create and 80 update tickets, and 20 list tickets.
    Growth,
    /// 400 a minute, of which 160 create and 160 update tickets, and 100 list tickets.
    Pro,
    /// 700 a minute, of which 280 create and 280 update tickets, and 200 list tickets.
    Enterprise,
}

/// Requests a minute.
#[derive(Debug)]
pub(super) struct Limits {
    pub(super) total: u32,
    create: u32,
    update: u32,
    list: u32,
    pub(super) counters: Counters,
}

impl Default for Limits {
    fn default() -> Self {
        Self::of(Plan::Pro)
    }
}

impl Limits {
    pub(super) fn of(plan: Plan) -> Self {
        let (total, change, list) = match plan {
            Plan::Trial => (50, 50, 50),
            Plan::Growth => (200, 80, 20),
            Plan::Pro => (400, 160, 100),
            Plan::Enterprise => (700, 280, 200),
        };
        Self { total, create: change, update: change, list, counters: Counters::default() }
    }
}

impl Account {
    /// The answer, after the caller and the limits were looked at. Invalid requests
    /// count too, so the counting comes first.
    pub(super) fn guarded(&mut self, request: &Request) -> Response {
        let cost = cost(request);
        let limit = Limit { total: self.limits.total, interval: 60 };
        let left = self.limits.counters.count("account", limit, cost, self.now);
        let answer = if left.allowed { self.limited(request, left) } else { Err(too_many(left)) };
        answer
            .unwrap_or_else(|Refusal(response)| response)
            .with("x-ratelimit-total", left.total)
            .with("x-ratelimit-remaining", left.remaining)
            .with("x-ratelimit-used-currentrequest", cost)
            .with("x-freshdesk-api-version", "latest=v2; requested=v2")
    }

    fn limited(&mut self, request: &Request, account: Left) -> Answer {
        let by = self.caller(request).ok_or_else(Refusal::unauthenticated)?;
        let parts = request.parts();
        let own = match (request.method.as_str(), parts.as_slice()) {
            ("POST", [_, _, "tickets"]) => Some(("create", self.limits.create)),
            ("PUT", [_, _, "tickets", _]) => Some(("update", self.limits.update)),
            ("GET", [_, _, "tickets"]) => Some(("list", self.limits.list)),
            ("GET", [_, _, "contacts"]) => Some(("contacts", self.limits.list)),
            _ => None,
        };
        if let Some((name, total)) = own {
            let left = self.limits.counters.count(name, Limit { total, interval: 60 }, 1, self.now);
            if !left.allowed {
                return Err(too_many(Left { resets: left.resets.max(account.resets), ..left }));
            }
        }
        self.route(request, by)
    }

    /// The API key is the name, and anything the password.
    fn caller(&self, request: &Request) -> Option<u64> {
        let secret = request.header("authorization")?.strip_prefix("Basic ")?;
        let plain = String::from_utf8(STANDARD.decode(secret).ok()?).ok()?;
        let (key, _) = plain.split_once(':')?;
        self.agents.values().find(|agent| agent.key == key).map(|agent| agent.id)
    }

    pub(super) fn staff(&self, id: u64) -> Option<Staff> {
        let agent = self.agents.get(&id)?;
        Some(Staff {
            id,
            email: agent.email.clone(),
            token: agent.key.clone(),
            authorization: format!("Basic {}", STANDARD.encode(format!("{}:X", agent.key))),
        })
    }
}

fn too_many(left: Left) -> Refusal {
    Refusal::too_many(left.resets)
}

/// Section `#list_all_tickets`: "Each include will consume an additional 2 credits. For example if you embed the stats
/// information you will be charged a total of 3 API credits for the call." On a single ticket each costs one more, section
/// `#view_a_ticket`.
fn cost(request: &Request) -> u32 {
    let includes = request.param("include").unwrap_or_default();
    let includes = includes.split(',').filter(|name| !name.trim().is_empty()).count();
    let each = if request.path.ends_with("/tickets") { 2 } else { 1 };
    1 + each * u32::try_from(includes).unwrap_or(u32::MAX / 4)
}

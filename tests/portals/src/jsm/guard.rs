//! Who calls, <https://developer.atlassian.com/cloud/jira/platform/basic-auth-for-rest-apis/>, and how often,
//! <https://developer.atlassian.com/cloud/jira/platform/rate-limiting/>.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono_tz::Tz;

use super::refusal::{Answer, Refusal};
use super::site::Site;
use super::user::Kind;
use crate::http::{Request, Response};
use crate::limit::Limit;

/// Writes to one issue: "20 per 2 seconds, 100 per 30 seconds".
const WRITES: [(&str, Limit); 2] =
    [("short", Limit { total: 20, interval: 2 }), ("long", Limit { total: 100, interval: 30 })];

/// The address and the token.
pub(super) fn authorization(email: &str, token: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{email}:{token}")))
}

impl Site {
    /// The answer, after the caller and the limits were looked at.
    pub(super) fn guarded(&mut self, request: &Request) -> Response {
        self.allowed(request).unwrap_or_else(|Refusal(response)| response)
    }

    fn allowed(&mut self, request: &Request) -> Answer {
        if let Some((total, interval)) = self.settings.limit {
            let left = self.counters.count("burst", Limit { total, interval }, 1, self.now);
            if !left.allowed {
                return Err(Refusal::too_many("jira-burst-based", total, left.resets, self.now));
            }
        }
        let caller = self.caller(request)?;
        self.zone = caller.and_then(|id| self.users.get(&id)).map_or(Tz::UTC, |user| user.zone);
        self.limit_writes(request)?;
        self.route(request, caller)
    }

    /// Nobody for a request without a header: some operations "can be accessed anonymously", and show nothing here.
    fn caller(&self, request: &Request) -> Result<Option<u64>, Refusal> {
        let Some(header) = request.header("authorization") else { return Ok(None) };
        let known = self.users.values().find(|user| authorization(&user.email, &user.token) == header);
        known.map(|user| Some(user.id)).ok_or_else(Refusal::unauthenticated)
    }

    fn limit_writes(&mut self, request: &Request) -> Result<(), Refusal> {
        if request.method == "GET" {
            return Ok(());
        }
        let parts = request.parts();
        let place = parts.iter().position(|part| *part == "issue" || *part == "request");
        let Some(issue) = place.and_then(|place| parts.get(place + 1)).and_then(|key| self.find(key)) else {
            return Ok(());
        };
        let id = issue.id;
        for (name, limit) in WRITES {
            let left = self.counters.count(&format!("{name} {id}"), limit, 1, self.now);
            if !left.allowed {
                let reason = "jira-per-issue-on-write";
                return Err(Refusal::too_many(reason, limit.total, left.resets, self.now));
            }
        }
        Ok(())
    }

    pub(super) fn kind(&self, user: u64) -> Kind {
        self.users.get(&user).map_or(Kind::Customer, |user| user.kind)
    }

    pub(super) fn is_agent(&self, user: u64) -> bool {
        self.kind(user) != Kind::Customer
    }
}

//! The portal's own deadlines, sections `#sla_policies` and `#business_hours`.

use serde_json::{Value, json};

use super::account::Account;
use super::refusal::Answer;
use super::ticket::Due;
use crate::clock::iso;
use crate::http::Response;

/// Seconds until the first answer and until the solution, for the priorities 1 to 4; around the clock.
const TARGETS: [(i64, i64); 4] = [(86_400, 259_200), (28_800, 172_800), (14_400, 86_400), (3_600, 28_800)];

impl Account {
    pub(super) fn due(created: i64, priority: u64) -> Due {
        let place = usize::try_from(priority).unwrap_or(1).saturating_sub(1);
        let (first, solution) = TARGETS.get(place).copied().unwrap_or(TARGETS[0]);
        Due { first_response: created + first, resolution: created + solution, ..Due::default() }
    }

    /// Marks what was missed, section `#ticket_attributes`: `fr_escalated` "as the result of first response time being
    /// breached", `is_escalated` "for any reason". Assumed: this changes no `updated_at`.
    pub(super) fn escalate(&mut self) {
        let now = self.now;
        for ticket in self.tickets.values_mut() {
            let solved = ticket.stats.resolved.or(ticket.stats.closed).is_some();
            let due = &mut ticket.due;
            due.first_escalated |=
                ticket.stats.first_responded.is_none() && !solved && now > due.first_response;
            due.next_escalated |= !solved && due.next_response.is_some_and(|at| now > at);
            due.escalated |= due.first_escalated || due.next_escalated || (!solved && now > due.resolution);
        }
    }

    pub(super) fn policies() -> Answer {
        let mut target = json!({});
        for (place, (first, solution)) in TARGETS.iter().enumerate() {
            target[format!("priority_{}", place + 1)] = json!({
                "respond_within": first,
                "resolve_within": solution,
                "business_hours": false,
                "escalation_enabled": true,
            });
        }
        let policy = json!({
            "id": 1,
            "name": "Default SLA Policy",
            "description": "default policy",
            "active": true,
            "is_default": true,
            "position": 1,
            "sla_target": target,
            "applicable_to": {},
            "escalation": {},
            "created_at": iso(0),
            "updated_at": iso(0),
        });
        Ok(Response::of_json(200, &Value::Array(vec![policy])))
    }

    pub(super) fn business_hours() -> Answer {
        let hours = json!({
            "id": 1, "name": "Default", "description": "Always", "is_default": true, "time_zone": "UTC",
            "business_hours": {}, "created_at": iso(0), "updated_at": iso(0),
        });
        Ok(Response::of_json(200, &Value::Array(vec![hours])))
    }
}

//! The portal's own deadlines, pages `sla_policies`, `side_loading` and `schedules`.

use serde_json::{Value, json};

use super::account::Account;
use super::refusal::{Answer, Refusal};
use crate::clock::iso;
use crate::http::Response;

/// How a deadline of the portal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It runs.
    Active,
    /// It stands still.
    Paused,
    /// It was met or missed.
    Achieved,
}

/// A deadline as the portal says it, in `slas.policy_metrics` of a ticket. Page `side_loading` names the side-load; its
/// members are those that public clients read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyMetric {
    /// As in `first_reply_time`, `next_reply_time`, `requester_wait_time`.
    pub metric: String,
    /// How it stands.
    pub stage: Stage,
    /// When it is missed, in seconds since 1970 UTC; `None` while it is paused.
    pub breach_at: Option<i64>,
}

/// A policy.
#[derive(Clone, Debug)]
pub(super) struct Policy {
    pub(super) id: u64,
    pub(super) title: String,
    /// Priority, metric, minutes.
    pub(super) targets: Vec<(String, String, u32)>,
    pub(super) created: i64,
}

impl PolicyMetric {
    /// The time left comes in the largest unit that fits, as a member of its own: `days`, `hours` or `minutes`.
    pub(super) fn json(&self, now: i64) -> Value {
        let stage = match self.stage {
            Stage::Active => "active",
            Stage::Paused => "paused",
            Stage::Achieved => "achieved",
        };
        let mut metric = json!({
            "metric": self.metric,
            "stage": stage,
            "breach_at": self.breach_at.map(iso),
        });
        if let Some(left) = self.breach_at.map(|at| at - now) {
            let (unit, seconds) = match left.abs() {
                86_400.. => ("days", 86_400),
                3_600.. => ("hours", 3_600),
                _ => ("minutes", 60),
            };
            metric[unit] = json!(left / seconds);
        }
        metric
    }
}

impl Account {
    pub(super) fn policies(&self) -> Answer {
        let policies: Vec<Value> = self.policies.iter().map(|policy| self.policy_json(policy)).collect();
        let body = json!({
            "sla_policies": policies, "count": policies.len(), "next_page": null, "previous_page": null
        });
        Ok(Response::of_json(200, &body))
    }

    pub(super) fn policy(&self, id: u64) -> Answer {
        let policy = self.policies.iter().find(|policy| policy.id == id).ok_or_else(Refusal::not_found)?;
        Ok(Response::of_json(200, &json!({ "sla_policy": self.policy_json(policy) })))
    }

    /// `target` is in minutes and `target_in_seconds` in seconds, page `sla_policies`.
    fn policy_json(&self, policy: &Policy) -> Value {
        let metric = |(priority, metric, minutes): &(String, String, u32)| {
            json!({
                "priority": priority,
                "metric": metric,
                "target": minutes,
                "target_in_seconds": minutes * 60,
                "business_hours": false,
            })
        };
        json!({
            "id": policy.id,
            "url": self.url("slas/policies", policy.id),
            "title": policy.title,
            "description": "",
            "position": 1,
            "filter": { "all": [], "any": [] },
            "policy_metrics": policy.targets.iter().map(metric).collect::<Vec<Value>>(),
            "created_at": iso(policy.created),
            "updated_at": iso(policy.created),
        })
    }
}

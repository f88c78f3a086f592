//! The portal's own deadlines, `service-desk api-group-request`, "Get sla information".

use serde_json::{Value, json};

use super::issue::Issue;
use super::refusal::{Answer, Refusal};
use super::site::Site;
use crate::http::{Request, Response};

/// One cycle of a goal of a request; a name with several has one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sla {
    /// As in `Time to resolution`.
    pub name: String,
    /// Since when it runs, in seconds since 1970 UTC.
    pub started: i64,
    /// Seconds that it may take, around the clock.
    pub goal: i64,
    /// When it ended; none while it runs.
    pub stopped: Option<i64>,
    /// Whether it waits, for the customer for example. It has no deadline then.
    pub paused: bool,
}

impl Site {
    /// Agents only: "Permissions required: Agent for the Service Desk containing the queried customer request."
    pub(super) fn slas(&self, request: &Request, key: &str, by: u64) -> Answer {
        let issue = self.own_request(key, by)?;
        if !self.is_agent(by) {
            return Err(Refusal::of_desk(403, "You are not an agent of this service desk."));
        }
        Ok(self.desk_page(request, self.sla_list(issue)))
    }

    pub(super) fn sla(&self, key: &str, id: &str, by: u64) -> Answer {
        let issue = self.own_request(key, by)?;
        let found = self.sla_list(issue).into_iter().find(|sla| sla["id"] == id && self.is_agent(by));
        let sla = found.ok_or_else(|| Refusal::of_desk(404, "The SLA metric could not be found."))?;
        Ok(Response::of_json(200, &sla))
    }

    /// One entry for each name, with its cycles.
    pub(super) fn sla_list(&self, issue: &Issue) -> Vec<Value> {
        let mut names: Vec<&str> = Vec::new();
        for sla in &issue.slas {
            if !names.contains(&sla.name.as_str()) {
                names.push(&sla.name);
            }
        }
        let numbered = names.into_iter().zip(1_u64..);
        numbered.map(|(name, id)| self.sla_json(issue, name, id)).collect()
    }

    fn sla_json(&self, issue: &Issue, name: &str, id: u64) -> Value {
        let cycles = issue.slas.iter().filter(|sla| sla.name == name);
        let (over, running): (Vec<&Sla>, Vec<&Sla>) = cycles.partition(|sla| sla.stopped.is_some());
        let address = format!("{}/rest/servicedeskapi/request/{}/sla/{id}", self.base, issue.id);
        let mut json = json!({
            "id": id.to_string(),
            "name": name,
            "_links": { "self": address },
            "slaDisplayFormat": "NEW_SLA_FORMAT",
            "completedCycles": over.into_iter().map(|sla| self.cycle_json(sla)).collect::<Vec<_>>(),
        });
        // There is no cycle under way when the last one has ended.
        if let Some(sla) = running.last() {
            json["ongoingCycle"] = self.cycle_json(sla);
        }
        json
    }

    fn cycle_json(&self, sla: &Sla) -> Value {
        let elapsed = sla.stopped.unwrap_or(self.now) - sla.started;
        let mut json = json!({
            "startTime": self.date_json(sla.started),
            "breached": elapsed > sla.goal,
            "goalDuration": duration(sla.goal),
            "elapsedTime": duration(elapsed),
            "remainingTime": duration(sla.goal - elapsed),
        });
        if let Some(stopped) = sla.stopped {
            json["stopTime"] = self.date_json(stopped);
        } else {
            json["paused"] = json!(sla.paused);
            json["withinCalendarHours"] = json!(true);
        }
        if !sla.paused {
            json["breachTime"] = self.date_json(sla.started + sla.goal);
        }
        json
    }
}

fn duration(seconds: i64) -> Value {
    let (sign, whole) = if seconds < 0 { ("-", -seconds) } else { ("", seconds) };
    let friendly = format!("{sign}{}h {}m", whole / 3_600, whole % 3_600 / 60);
    json!({ "millis": seconds * 1_000, "friendly": friendly })
}

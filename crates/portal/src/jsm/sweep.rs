//! Finds tickets that are gone.
//!
//! A deleted issue leaves every search and tells nobody, and so does one that was moved to a project that is no service desk. Only
//! an estimate counts the tickets of a search, so all identifiers are listed, five thousand with each increment, and
//! compared with those that were delivered. When the list is at its end, each ticket that did not come is asked for: where the
//! portal shows it no more, or in another project, it is gone. One that is still there is only out of sight, as an archived one is:
//! it is no longer looked for, and read when it comes back. Tickets that come and were never delivered, for example
//! after a new right, are read.
//! <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/#api-rest-api-3-search-approximate-count-post>

use serde_json::Value;

use super::api::{Api, PAGE, Part};
use super::batch::Batch;
use super::cursor::Round;
use super::pull::{Job, Stage, within};
use super::ticket;
use super::wire::Found;
use crate::{Fault, Next, Response, loose, read};

impl Job {
    pub(super) fn sweep(&mut self, api: &Api) -> Next {
        let missing = self.saved.round.missing.get_or_insert_with(|| self.saved.known.clone());
        if self.saved.round.listed {
            let ids: Vec<u64> = missing.within(0, u64::MAX).take(PAGE).collect();
            if ids.is_empty() {
                self.saved.round = Round::default();
                return self.finish();
            }
            let requests = ids.iter().map(|id| api.issue(&id.to_string())).collect();
            self.stage = Stage::Look(ids);
            return Next::Fetch(requests);
        }
        let Some(scope) = &self.saved.scope else { return self.finish() };
        let query = format!("{} ORDER BY created DESC", within(scope));
        let request = api.search(&query, Part::Identifier, self.saved.round.token.as_deref());
        self.stage = Stage::Round;
        Next::Fetch(vec![request])
    }

    pub(super) fn take_round(&mut self, api: &Api, answer: &Response) -> Result<Next, Fault> {
        let found: Found = match read::straight(&api.search("", Part::Identifier, None).url, answer) {
            Ok(found) => found,
            // The token's seven days are over: the round begins anew.
            Err(Fault::Refused { .. }) if self.saved.round.token.is_some() => {
                self.saved.round = Round::default();
                return Ok(self.sweep(api));
            }
            Err(fault) => return Err(fault),
        };
        let ids: Vec<u64> = found.issues.iter().filter_map(ticket::number).collect();
        let round = &mut self.saved.round;
        for id in &ids {
            if let Some(missing) = &mut round.missing {
                missing.remove(*id);
            }
        }
        round.token = found.next();
        round.listed = round.token.is_none();
        let strange = ids.into_iter().filter(|id| !self.saved.known.contains(*id)).take(PAGE);
        let strange: Vec<(String, Option<Value>)> = strange.map(|id| (id.to_string(), None)).collect();
        if !strange.is_empty() {
            return Ok(self.read_batch(api, Batch::new(strange)));
        }
        if self.saved.round.listed { Ok(self.sweep(api)) } else { Ok(self.finish()) }
    }

    pub(super) fn take_look(&mut self, api: &Api, ids: &[u64], answers: &[Response]) -> Result<Next, Fault> {
        let at = self.now().unwrap_or(self.saved.youngest);
        for (id, answer) in ids.iter().zip(answers) {
            match read::json(&api.issue(&id.to_string()).url, answer) {
                Ok(json) if self.is_inside(&json) => {}
                Ok(_) | Err(Fault::NotFound { .. } | Fault::Forbidden { .. }) => {
                    self.tickets.push(ticket::tombstone(&id.to_string(), at));
                }
                Err(fault @ (Fault::Unauthorized { .. } | Fault::RateLimited { .. })) => return Err(fault),
                // It stays missing, and is asked for with the next increment.
                Err(_) => continue,
            }
            self.saved.known.remove(*id);
            self.saved.seen.forget(&id.to_string());
            if let Some(missing) = &mut self.saved.round.missing {
                missing.remove(*id);
            }
        }
        let left = self.saved.round.missing.as_ref().is_some_and(|missing| missing.greatest().is_some());
        if !left {
            self.saved.round = Round::default();
        }
        let stuck = answers.iter().all(|answer| matches!(answer.status, 500..=599));
        if left && !stuck { Ok(self.page()) } else { Ok(self.finish()) }
    }

    /// Whether an issue is in one of the projects that are searched.
    fn is_inside(&self, json: &Value) -> bool {
        let project = json.pointer("/fields/project/id").and_then(loose::id_of);
        let project = project.and_then(|id| id.parse().ok());
        let scope = self.saved.scope.as_ref();
        project.is_none_or(|project| scope.is_none_or(|scope| scope.projects.contains(&project)))
    }
}
